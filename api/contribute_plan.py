"""Prévoir les études: the plan as a workbook with proposals from the ranked gaps, and it back.

What is planned is no evidence; it is decided in the queue all the same, since it stands in the
record under the names of those who shall do it.
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
from explorer.contributing import PLANNING, refused_of
from explorer.messages import LANGUAGES
from explorer.plan_proposals import proposals
from loaders.study_plan_book import plan_book
from ontology.errors import RecordError, Text

__all__ = ["planning_routes"]

_READ: Final = ["GET", "HEAD"]
_ALL: Final = "_T"
# Gaps that are proposed.
_PROPOSED: Final = 20


def planning_routes(door: Door, desk: Desk) -> APIRouter:
    """Return the routes of the page and of its workbook, in both languages."""
    router = APIRouter()
    for language in LANGUAGES:
        path, window = f"/{language}{PLANNING}", Window(door, desk, language)
        for under, page in ((path, _open(window)), (f"{path}/classeur.xlsx", _book(window))):
            router.add_api_route(under, page, methods=_READ, response_class=Response)
        taker = taking(window, one_book(desk, "plan", _NO_BOOK), redrawn(window, _drawn))
        router.add_api_route(path, read_form(taker), methods=["POST"], response_class=Response)
    return router


def _open(window: Window) -> Callable[[Request], Response]:
    def page(request: Request) -> Response:
        return _drawn(window, window.desk.writers.who(request))

    return page


def _drawn(window: Window, who: str, refusal: RecordError | None = None) -> Response:
    desk, language = window.desk, window.language
    held = desk.vocabulary.concepts("matrix")
    values = {
        "matrices": [(each.slug, each.en if language == "en" else each.fr) for each in held],
        "planned": len(desk.record().plan.lines),
        "token": desk.guard.token(who),
        "refusal": refusal and refused_of(refusal, language),
    }
    status = refusal.status_hint if refusal else 200
    return page_of(window.door, language, ("contribute_plan.html", PLANNING), values, status)


def _book(window: Window) -> Callable[[Request], Response]:
    desk, door = window.desk, window.door

    def book(request: Request) -> Response:
        desk.writers.who(request)
        asked = request.query_params.get("matrice", _ALL)
        known = {each.slug for each in desk.vocabulary.concepts("matrix")}
        plan = desk.record().plan
        with door.visit(window.language) as visit:
            proposed = proposals(
                visit.reading.store,
                door.pages.messages,
                [each.gap for each in plan.lines],
                matrix=asked if asked in known else _ALL,
                number=_PROPOSED,
            )
        return attached(plan_book(plan, proposed, desk.vocabulary), "plan.xlsx")

    return book


_NO_BOOK: Final = (
    Text("Il manque le classeur du plan.", "The workbook of the plan is missing."),
    Text("Choisissez-le, puis renvoyez le formulaire.", "Choose it, then send the form again."),
)
