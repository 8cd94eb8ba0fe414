"""The pages of evidence: matrices, crossings, gaps, contradictions, signals; and their files.

A view has the same address as a page and as a file: `/fr/preuves?...` and `/fr/preuves.csv?...`
are one selection. Addresses are checked here; what the words mean is the explorer's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fastapi import APIRouter, Request, Response

from api.door import FORMS, Door, answer_text, with_query
from explorer.contradictions import contradictions_page
from explorer.crossings import crossing_page
from explorer.gaps import gaps_page
from explorer.heads import plain_head
from explorer.matrix import matrix_page
from explorer.matrix_svg import matrix_svg
from explorer.messages import LANGUAGES
from explorer.models import Crumb
from explorer.paths import no_such_page
from explorer.reading import Words
from explorer.regards import regards_of
from explorer.signals import signals_page
from ontology.iris import thing
from queries.catalogue import read_question
from queries.evidence import MATRICES

__all__ = ["evidence_routes"]

_READ: Final = ["GET", "HEAD"]


def evidence_routes(door: Door) -> APIRouter:
    """Return the routes of Preuves, Manques, Contradictions, Signaux and of each crossing."""
    router = APIRouter()
    for language in LANGUAGES:
        for path, handler in (
            ("/preuves", _matrix(door, language)),
            ("/preuves.{form}", _matrix_file(door, language)),
            ("/crossing/{slug}", _crossing(door, language)),
            ("/manques", _listed(door, language, "manques", "gaps", gaps_page)),
            (
                "/contradictions",
                _listed(door, language, "contradictions", "contradictions", contradictions_page),
            ),
            ("/regards", _listed(door, language, "regards", "regards", regards_of)),
            ("/signaux", _listed(door, language, "signaux", "signals", signals_page)),
        ):
            router.add_api_route(
                f"/{language}{path}", handler, methods=_READ, response_class=Response
            )
    return router


def _sides(request: Request) -> tuple[str, str, str]:
    asked = request.query_params
    return (
        asked.get("rows", "category"),
        asked.get("columns", "impact"),
        asked.get("statut", ""),
    )


def _matrix(door: Door, language: str) -> Callable[[Request], Response]:
    def page(request: Request) -> Response:
        messages = door.pages.messages[language]
        with door.visit(language) as visit:
            found = matrix_page(visit.reading, *_sides(request))
            title = messages("matrix.title")
            head = plain_head(messages, title, with_query("/preuves", request))
            return door.page(visit, language, "matrix.html", head, page=found)

    return page


def _matrix_file(door: Door, language: str) -> Callable[[str, Request], Response]:
    def file(form: str, request: Request) -> Response:
        rows, columns, status = _sides(request)
        slug = MATRICES.get((rows, columns)) or MATRICES.get((columns, rows))
        if form not in FORMS or slug is None:
            raise no_such_page()
        with door.visit(language) as visit:
            if form == "svg":
                found = matrix_page(visit.reading, rows, columns, status)
                text = matrix_svg(found, door.pages.messages[language], visit.site)
            else:
                question = read_question("matrice-des-preuves")
                text = answer_text(visit, question, form, {"matrix": slug})
            return door.file(visit, f"preuves-{slug}", form, text)

    return file


def _crossing(door: Door, language: str) -> Callable[[str, Request], Response]:
    def page(slug: str, request: Request) -> Response:
        messages = door.pages.messages[language]
        with door.visit(language) as visit:
            found = crossing_page(
                visit.reading, thing("crossing", slug), dict(request.query_params)
            )
            crumbs = (
                Crumb(Words(messages("matrix.title"), language), found.back),
                Crumb(Words(found.cell.name, language)),
            )
            path = with_query(f"/crossing/{slug}", request)
            head = plain_head(messages, found.cell.name, path, crumbs=crumbs)
            return door.page(visit, language, "crossing.html", head, page=found)

    return page


def _listed(
    door: Door, language: str, path: str, name: str, model: Callable[..., object]
) -> Callable[[Request], Response]:
    def page(request: Request) -> Response:
        messages = door.pages.messages[language]
        with door.visit(language) as visit:
            found = model(visit.reading, dict(request.query_params))
            head = plain_head(messages, messages(f"{name}.title"), with_query(f"/{path}", request))
            return door.page(visit, language, f"{name}.html", head, page=found)

    return page
