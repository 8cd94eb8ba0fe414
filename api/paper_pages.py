"""The paper of a view: `/fr/papier.pdf?...` for a picture, `/fr/preuves.pdf?...` for a matrix.

The same address as on the screen gives the sheets of what it shows. Nothing is kept; a view
without a link to talk about is refused where the sheets are made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from fastapi import APIRouter, Request, Response

from api.door import Door
from api.explorer import asked_picture
from explorer.graph_atlas import Atlas
from explorer.matrix import matrix_page
from explorer.messages import LANGUAGES
from explorer.paper import paper_document, paper_pack, paper_sheets
from explorer.paper_press import matrix_sheets

__all__ = ["paper_routes"]

_READ: Final = ["GET", "HEAD"]
_PDF: Final = "application/pdf"
# Placemats, when nobody says how many tables there are.
_TABLES: Final = 4
_Answer = Callable[[Request], Response]


def paper_routes(door: Door, atlas: Atlas) -> APIRouter:
    """Return the routes of paper; before those of the matrix, whose files take any ending."""
    router = APIRouter()
    for language in LANGUAGES:
        for path, handler in (
            ("/papier.pdf", _workshop(door, atlas, language, "pdf")),
            ("/papier.zip", _workshop(door, atlas, language, "zip")),
            ("/preuves.pdf", _matrix(door, atlas, language)),
        ):
            router.add_api_route(
                f"/{language}{path}", door.slow(handler), methods=_READ, response_class=Response
            )
    return router


def _workshop(door: Door, atlas: Atlas, language: str, form: str) -> _Answer:
    def workshop(request: Request) -> Response:
        with door.visit(language) as visit:
            _, view = asked_picture(door, atlas, visit, request, language=language)
            network, messages = atlas.network(visit.opened), door.pages.messages[language]
            tables = _tables(request.query_params.get("tables", ""))
            sheets = paper_sheets(visit.reading, messages, network, view, visit.site, tables=tables)
        name = f"atelier-{visit.site.short}.{form}"
        if form == "zip":
            return _sent(paper_pack(sheets), name, "application/zip", language)
        return _document(sheets, name, language)

    return workshop


def _matrix(door: Door, atlas: Atlas, language: str) -> _Answer:
    def matrix(request: Request) -> Response:
        asked = request.query_params
        rows, columns = asked.get("rows", "category"), asked.get("columns", "impact")
        with door.visit(language) as visit:
            page = matrix_page(visit.reading, rows, columns, asked.get("statut", ""))
            network, messages = atlas.network(visit.opened), door.pages.messages[language]
            sheets = matrix_sheets(visit.reading, messages, network, page, visit.site)
        return _document(sheets, f"preuves-{rows}-{columns}.pdf", language)

    return matrix


def _document(sheets: Mapping[str, str], name: str, language: str) -> Response:
    return _sent(paper_document(sheets, language), name, _PDF, language)


def _sent(content: bytes, name: str, kind: str, language: str) -> Response:
    headers = {
        "Cache-Control": "no-cache",
        "Content-Language": language,
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return Response(content, 200, headers, kind)


def _tables(said: str) -> int:
    """Return how many tables an address asks for; what is no number is refused later as 0."""
    return int(said) if re.fullmatch(r"\d{1,3}", said, re.ASCII) else _TABLES * (not said)
