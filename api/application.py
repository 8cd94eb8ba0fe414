"""Puts the application together: routes, errors, headers. No logic of its own.

Everything is passed in; nothing is read from the environment, and two applications in one
process share nothing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from anyio import to_thread
from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import GZipMiddleware

from api.about_pages import about_routes
from api.ahead import Ahead
from api.answer_cache import AnswerCache
from api.assets import asset_routes
from api.audit import Audit
from api.border import Border, BorderLimits
from api.catalog import catalog_routes
from api.contribute_coding import coding_routes
from api.contribute_desk import Desk
from api.contribute_differences import difference_routes
from api.contribute_form import form_routes
from api.contribute_names import name_routes
from api.contribute_pages import contribute_routes
from api.contribute_plan import planning_routes
from api.contribute_sentences import sentence_routes
from api.contribute_study import STUDY_PATHS, study_routes
from api.door import Door
from api.dumps import Files, dump_routes
from api.errors import install
from api.evidence_pages import evidence_routes
from api.explorer import explorer_routes
from api.finding import finding_routes
from api.health import health_routes
from api.keys import Keys
from api.linked_data import data_routes
from api.pages import page_routes
from api.paper_pages import paper_routes
from api.pictures_ahead import PicturesAhead
from api.place_pages import place_routes
from api.plan_pages import plan_routes
from api.question_pages import question_routes
from api.readers import Counted, Readers
from api.reconciling import reconcile_routes
from api.rest import rest_routes
from api.security import SecurityHeaders
from api.selection_pages import selection_routes
from api.sparql import Endpoint, FreeLimits, Straight, sparql_routes
from api.tally_pages import tally_routes
from api.version_pages import version_routes
from api.view_files import view_file_routes
from api.vocabulary import vocabulary_routes
from api.workshop_pages import workshop_routes
from explorer.current import Current
from explorer.graph_atlas import Atlas
from explorer.rendering import Pages
from graph.worker_lanes import Lanes
from graph.workers import Pool

__all__ = ["Terms", "create_app"]


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms strangers are answered; `cache` is in bytes, 0 for none."""

    free: FreeLimits = field(default_factory=FreeLimits)
    border: BorderLimits = field(default_factory=BorderLimits)
    cache: int = 64_000_000


def create_app(
    store: Path,
    *,
    public_url: str = "",
    terms: Terms | None = None,
    keys: Keys | None = None,
    audit: Audit | None = None,
    record: Path | None = None,
    ahead: bool = False,
    desk: Desk | None = None,
) -> FastAPI:
    """Return the application that serves the snapshots below `store`.

    It starts without a snapshot too: pages and `/health` answer 503 until one is published.
    The workers, of which `state.lanes` holds the lanes, start with the application or with the
    first query, and end with it. Clients who send one of `keys` have a lane of their own;
    queries are noted in `audit`; `record` is where the dated releases are; with `ahead` the
    files of `/dumps` and the usual pictures are made in the background as soon as a snapshot is
    served. Without a `desk` nobody can contribute, and no route takes a contribution.
    """
    door = Door(Pages(), Current(store), public_url)
    terms = _limits(terms, desk)
    lanes = Lanes(free=Pool(store, terms.free.pool), keyed=Pool(store, terms.free.keyed))
    endpoint = Endpoint(lanes, terms.free, public_url, keys, audit)
    atlas = Atlas()
    files = Files(door)
    readers = Readers()
    early = _early(door, atlas, files, record, readers) if ahead else None
    app = _bare(_lifespan(door, lanes, endpoint, early, desk))
    app.state.lanes = lanes
    for router in (
        sparql_routes(endpoint),
        *_machine_routes(door, files, record),
        contribute_routes(door, desk),
        *(_writing_routes(door, desk) if desk is not None else ()),
        *_people_routes(door, terms, record, atlas),
    ):
        app.include_router(router)
    install(app, door)
    _guard(app, store, terms, endpoint, readers)
    return app


def _limits(terms: Terms | None, desk: Desk | None) -> Terms:
    """Return the limits of a server, wider for the body of a study where one may be sent."""
    terms = Terms() if terms is None else terms
    large = STUDY_PATHS if desk is not None else frozenset()
    return replace(terms, border=replace(terms.border, large=large))


def _early(door: Door, atlas: Atlas, files: Files, record: Path | None, readers: Readers) -> Ahead:
    """Return what is made before anybody asks: pictures first, since people wait for them."""
    return Ahead(PicturesAhead(door, atlas, record).prepare, files.prepare, readers=readers)


def _writing_routes(door: Door, desk: Desk) -> tuple[APIRouter, ...]:
    """Return what exists only where somebody may write."""
    made = (
        form_routes, study_routes, coding_routes, difference_routes, sentence_routes, name_routes,
        planning_routes,
    )  # fmt: skip
    return tuple(routes(door, desk) for routes in made)


def _bare(lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]]) -> FastAPI:
    """Return an application without routes: its description and its redirects are our own."""
    return FastAPI(
        title="Alliances",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )


def _lifespan(
    door: Door, lanes: Lanes, endpoint: Endpoint, early: Ahead | None, desk: Desk | None
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Return what begins and ends with the server: workers, threads, open files."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await to_thread.run_sync(lanes.start)
        if early is not None:
            early.start()
        yield
        lanes.close()
        endpoint.close()
        if early is not None:
            await to_thread.run_sync(early.close)
        if desk is not None:
            await to_thread.run_sync(desk.rebuilder.close)
        door.current.close()

    return lifespan


def _machine_routes(door: Door, files: Files, record: Path | None) -> tuple[APIRouter, ...]:
    """Return what programs read."""
    return (
        health_routes(door),
        rest_routes(door, record),
        data_routes(door),
        reconcile_routes(door),
        vocabulary_routes(),
        dump_routes(files, door.slow),
        catalog_routes(door, files),
    )


def _people_routes(
    door: Door, terms: Terms, record: Path | None, atlas: Atlas
) -> tuple[APIRouter, ...]:
    """Return what people read; the pages of things come last, since they take any word."""
    return (
        asset_routes(door),
        finding_routes(door),
        paper_routes(door, atlas),
        evidence_routes(door),
        place_routes(door),
        view_file_routes(door),
        question_routes(door, terms.free.pool.deadline),
        about_routes(door),
        explorer_routes(door, atlas),
        plan_routes(door, record),
        tally_routes(door, atlas),
        workshop_routes(door, atlas, record),
        selection_routes(door, atlas),
        version_routes(door, record),
        page_routes(door),
    )


def _guard(app: FastAPI, store: Path, terms: Terms, endpoint: Endpoint, readers: Readers) -> None:
    """Put what every request crosses around `app`; the last added is the first to see one."""
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(Straight, endpoint=endpoint)
    app.add_middleware(Border, limits=terms.border)
    app.add_middleware(SecurityHeaders)
    if terms.cache:
        app.add_middleware(AnswerCache, root=store, size=terms.cache)
    app.add_middleware(Counted, readers=readers)
