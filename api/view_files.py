"""The views as files: `/fr/manques.csv?...` holds every row that `/fr/manques?...` keeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from fastapi import APIRouter, Request, Response

from api.door import Door, Visit
from explorer.contradictions import contradictions_sheet
from explorer.gaps import gaps_sheet
from explorer.messages import LANGUAGES, Messages
from explorer.paths import no_such_page
from explorer.places import places_sheet
from explorer.regards_sheet import regards_sheet
from explorer.sheets import Sheet, sheet_csv, sheet_json
from explorer.signals import signals_sheet

__all__ = ["view_file_routes"]

_READ: Final = ["GET", "HEAD"]
_FORMS: Final = ("csv", "json")
Made: TypeAlias = Callable[[Visit, Messages, dict[str, str]], Sheet]
# The word of each view's address, and how its rows are made.
_VIEWS: Final[dict[str, Made]] = {
    "contradictions": lambda visit, words, asked: contradictions_sheet(visit.reading, words, asked),
    "manques": lambda visit, words, asked: gaps_sheet(visit.reading, words, asked),
    "regards": lambda visit, words, asked: regards_sheet(visit.reading, words, asked),
    "signaux": lambda visit, words, asked: signals_sheet(visit.reading, words, asked),
    "territoires": lambda visit, words, _: places_sheet(visit.reading, visit.opened.words(), words),
}


def view_file_routes(door: Door) -> APIRouter:
    """Return the routes of every view as CSV and JSON, in both languages."""
    router = APIRouter()
    for language in LANGUAGES:
        for name, made in _VIEWS.items():
            router.add_api_route(
                f"/{language}/{name}.{{form}}",
                _file(door, language, made),
                methods=_READ,
                response_class=Response,
            )
    return router


def _file(door: Door, language: str, made: Made) -> Callable[[str, Request], Response]:
    def file(form: str, request: Request) -> Response:
        if form not in _FORMS:
            raise no_such_page()
        with door.visit(language) as visit:
            sheet = made(visit, door.pages.messages[language], dict(request.query_params))
            text = sheet_csv(sheet) if form == "csv" else sheet_json(sheet, visit.edition)
            return door.file(visit, sheet.name, form, text)

    return file
