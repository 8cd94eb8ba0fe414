"""Coder une seconde fois: the blind sheet of chosen cases, and the filled one back.

The sheet shows nothing that the first coder decided. The filled one is a contribution: its page
says how far the two agree and offers the sheet of what they do not agree on. Accepting it keeps
both codings and confirms what agrees; differences are decided on a page of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fastapi import APIRouter, Request, Response

from api.contribute_desk import Desk
from api.contribute_window import (
    Window,
    attached,
    one_book,
    page_of,
    read_form,
    redrawn,
    taking,
)
from api.door import Door
from explorer.coded import agreed_of
from explorer.contributing import CODING, PATH, refused_of
from explorer.messages import LANGUAGES
from loaders.coding.codings import read_codings
from loaders.coding.confirming import differences
from loaders.coding.review import review_sheet
from loaders.coding.sheet import blind_sheet
from ontology.errors import NotHeldError, RecordError, Text

__all__ = ["coding_routes"]

_READ: Final = ["GET", "HEAD"]


def coding_routes(door: Door, desk: Desk) -> APIRouter:
    """Return the routes of the page and of its sheets, in both languages."""
    router = APIRouter()
    for language in LANGUAGES:
        path, window = f"/{language}{CODING}", Window(door, desk, language)
        differing = f"/{language}{PATH}/envoi/{{identifier}}/differences.xlsx"
        for under, page in ((path, _open(window)), (f"{path}/feuille.xlsx", _sheet(window))):
            router.add_api_route(under, page, methods=_READ, response_class=Response)
        router.add_api_route(
            differing, _differences(window), methods=_READ, response_class=Response
        )
        taker = taking(window, one_book(desk, "coding", _NO_SHEET), redrawn(window, _drawn))
        router.add_api_route(path, read_form(taker), methods=["POST"], response_class=Response)
    return router


def _open(window: Window) -> Callable[[Request], Response]:
    def page(request: Request) -> Response:
        return _drawn(window, window.desk.writers.who(request))

    return page


def _drawn(window: Window, who: str, refusal: RecordError | None = None) -> Response:
    desk, language = window.desk, window.language
    codings = read_codings(desk.box.root)
    rows, absent = agreed_of(codings, desk.vocabulary, language)
    values = {
        "token": desk.guard.token(who),
        "cases": desk.cases(),
        "rows": rows,
        "absent": absent,
        "open": sum(1 for coding in codings for _ in differences(coding)),
        "refusal": refusal and refused_of(refusal, language),
    }
    status = refusal.status_hint if refusal else 200
    return page_of(window.door, language, ("contribute_coding.html", CODING), values, status)


def _sheet(window: Window) -> Callable[[Request], Response]:
    desk = window.desk

    def sheet(request: Request) -> Response:
        who = desk.writers.who(request)
        chosen = dict.fromkeys(request.query_params.getlist("cas"))
        try:
            made = blind_sheet(desk.record(), desk.vocabulary, tuple(chosen))
        except RecordError as error:
            return _drawn(window, who, error)
        return attached(made, "second-codage.xlsx")

    return sheet


def _differences(window: Window) -> Callable[[str, Request], Response]:
    desk = window.desk

    def differing(identifier: str, request: Request) -> Response:
        coding = desk.coding(desk.get(identifier, desk.writers.who(request)))
        if coding is None:
            raise NotHeldError(*_NO_CODING)
        made = review_sheet([coding], desk.record(), desk.vocabulary)
        return attached(made, f"differences-{identifier}.xlsx")

    return differing


_NO_SHEET: Final = (
    Text("Il manque la feuille remplie.", "The filled sheet is missing."),
    Text("Choisissez-la, puis renvoyez le formulaire.", "Choose it, then send the form again."),
)
_NO_CODING: Final = (
    Text("Cette contribution n'est pas un second codage lisible.",
         "This contribution is no second coding that can be read."),
    Text("Revenez à sa page.", "Go back to its page."),
)  # fmt: skip
