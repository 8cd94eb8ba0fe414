"""The routes of the explorer: its page, its picture as data, and the files to take away.

The address holds the whole state; every route reads the same one and answers with the same
places. A name a person types is resolved here and becomes a reference in the address they are
sent to, so that a permalink never depends on how a name is spelled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import vl_convert
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from api.door import Door, Visit
from explorer.graph_atlas import Atlas
from explorer.graph_choice import standing_for
from explorer.graph_data import view_data
from explorer.graph_file import map_file
from explorer.graph_look import PALETTES
from explorer.graph_page import explorer_page
from explorer.graph_state import State, read_state
from explorer.graph_svg import picture
from explorer.graph_text import kind_names
from explorer.graph_view import View
from explorer.graph_words import picture_words
from explorer.heads import plain_head
from explorer.messages import LANGUAGES
from explorer.models import Crumb
from explorer.reading import Words
from graph.network import Network
from ontology.errors import QueryError
from ontology.iris import iri_of, reference_of
from queries.network import find_thing
from queries.network_files import NETWORK_FILES, ties_file
from queries.writing import Edition

__all__ = ["asked_picture", "explorer_routes"]

_READ: Final = ["GET", "HEAD"]
_FILES: Final = {
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "svg": "image/svg+xml",
    "png": "image/png",
}


def explorer_routes(door: Door, atlas: Atlas) -> APIRouter:
    """Return the routes of the explorer in both languages."""
    router = APIRouter()
    for language in LANGUAGES:
        base = f"/{language}/explorer"
        router.add_api_route(
            base, door.slow(_page(door, atlas, language)), methods=_READ, response_class=Response
        )
        router.add_api_route(
            f"{base}.json",
            door.slow(_data(door, atlas, language)),
            methods=_READ,
            response_class=Response,
        )
        for form in _FILES:
            router.add_api_route(
                f"{base}.{form}",
                door.slow(_file(door, atlas, language, form)),
                methods=_READ,
                response_class=Response,
            )
        router.add_api_route(
            f"/{language}/carte.html",
            door.slow(_carried(door, atlas, language)),
            methods=_READ,
            response_class=Response,
        )
    return router


def _params(request: Request) -> Mapping[str, str]:
    """Return the parameters; one given several times, as boxes ticked in a form, is a list."""
    params = request.query_params
    return {name: ",".join(one for one in params.getlist(name) if one) for name in params}


def _page(door: Door, atlas: Atlas, language: str) -> Callable[[Request], Response]:
    def page(request: Request) -> Response:
        params = _params(request)
        messages = door.pages.messages[language]
        with door.visit(language) as visit:
            network = atlas.network(visit.opened)
            sent = _resolved(atlas, visit, params, language)
            if sent is not None:
                return RedirectResponse(sent, 303)
            asked = read_state(params)
            state = standing_for(visit.opened.store, network, asked)
            if asked.centre and not state.started:
                label = visit.reading.label(iri_of(asked.centre[0])).text
                params = {**params, "q": label}
            kinds = kind_names(visit.reading, messages, network)
            view = atlas.view(visit.opened, state, language, kinds) if state.started else None
            found = explorer_page(visit.reading, messages, network, state, view=view, params=params)
            query = state.query()
            title = found.title or messages("explorer.title")
            crumbs = (Crumb(Words(title, language)),)
            path = f"/explorer?{query}" if query else "/explorer"
            head = plain_head(messages, title, path, crumbs=crumbs)
            text = door.pages.render(
                "explorer.html", language, site=visit.site, head=head, page=found
            )
        headers = {"Cache-Control": "no-cache", "Content-Language": language}
        return Response(text, 200, headers, "text/html; charset=utf-8")

    return page


def _resolved(atlas: Atlas, visit: Visit, params: Mapping[str, str], language: str) -> str | None:
    """Return where names typed into the page's boxes lead, None when nothing was typed.

    A name that means no one thing leads nowhere: the page then offers the nearest.
    """
    network = atlas.network(visit.opened)
    try:
        if params.get("q"):
            start = reference_of(find_thing(network, params["q"][:200]))
            return State(centre=(start or "",)).href(language)
        if params.get("from") and params.get("to"):
            ends = (find_thing(network, params[name][:200]) for name in ("from", "to"))
            return State(path=tuple(reference_of(iri) or "" for iri in ends)).href(language)
    except QueryError:
        return None
    return None


def asked_picture(
    door: Door, atlas: Atlas, visit: Visit, request: Request, *, language: str
) -> tuple[State, View]:
    """Return the state and the picture an address asks for; raise QueryError if it cannot be."""
    state = read_state(_params(request))
    network = atlas.network(visit.opened)
    kinds = kind_names(visit.reading, door.pages.messages[language], network)
    return state, atlas.view(visit.opened, state, language, kinds)


def _data(door: Door, atlas: Atlas, language: str) -> Callable[[Request], Response]:
    def data(request: Request) -> Response:
        with door.visit(language) as visit:
            _, view = asked_picture(door, atlas, visit, request, language=language)
            found = view_data(view, language)
        return JSONResponse(found, 200, {"Cache-Control": "no-cache"})

    return data


def _file(door: Door, atlas: Atlas, language: str, form: str) -> Callable[[Request], Response]:
    write = _as_network if form in NETWORK_FILES else _as_picture

    def file(request: Request) -> Response:
        with door.visit(language) as visit:
            state, view = asked_picture(door, atlas, visit, request, language=language)
            shown = _Shown(door, visit, atlas.network(visit.opened), state, view)
            content = write(shown, request, language, form)
        name = f"alliances-{visit.site.short}.{form}"
        inline = request.query_params.get("show") == "1"
        headers = {
            "Cache-Control": "no-cache",
            "Content-Disposition": "inline" if inline else f'attachment; filename="{name}"',
        }
        return Response(content, 200, headers, _FILES[form])

    return file


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a file is made of: the picture that was asked for, and where it was read."""

    door: Door
    visit: Visit
    network: Network
    state: State
    view: View


def _as_network(shown: _Shown, _: Request, __: str, form: str) -> bytes:
    """Return the things and ties of the picture for programs that analyse networks."""
    view = shown.view
    ties = {tie.id: tie for line in view.lines for tie in line.ties}
    return ties_file(
        shown.network,
        [box.node.iri for box in view.boxes],
        # A line of a bridge stands for several ties by way of what is not shown.
        () if shown.state.bridge else ties.values(),
        form,
        _edition(shown.visit),
        positions=view.places,
    )


def _as_picture(shown: _Shown, request: Request, language: str, form: str) -> bytes:
    """Return the picture with its title, legend and source, as SVG or PNG."""
    theme = request.query_params.get("theme", "light")
    visit = shown.visit
    words = picture_words(
        visit.reading,
        shown.door.pages.messages[language],
        shown.network,
        shown.view,
        version=visit.site.version,
        address=f"{visit.site.public_url}{shown.state.href(language)}",
    )
    drawn = picture(shown.view, words, theme=theme if theme in PALETTES else "light")
    if form == "svg":
        return drawn.encode()
    png: bytes = vl_convert.svg_to_png(drawn, scale=2)
    return png


def _carried(door: Door, atlas: Atlas, language: str) -> Callable[[Request], Response]:
    def carried(request: Request) -> Response:
        with door.visit(language) as visit:
            _, view = asked_picture(door, atlas, visit, request, language=language)
            network = atlas.network(visit.opened)
            content = map_file(door.pages, visit.reading, network, view, visit.site)
        headers = {
            "Cache-Control": "no-cache",
            "Content-Language": language,
            "Content-Disposition": 'attachment; filename="carte.html"',
        }
        return Response(content, 200, headers, "text/html; charset=utf-8")

    return carried


def _edition(visit: Visit) -> Edition:
    return Edition(visit.opened.snapshot.content_hash, visit.opened.snapshot.path.name)
