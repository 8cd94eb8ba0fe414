"""Deux noms qui se ressemblent: somebody says whether they are one organisation, and why.

A workbook that names an organisation nearly as the record does is refused until this is said. The
answer is a contribution like any other; once it is accepted, the workbook is read again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from api.contribute_desk import ANSWER, Desk
from api.contribute_window import Window, page_of, read_form, taking, text_of
from api.door import Door
from explorer.contributing import NAMES, refused_of
from explorer.messages import LANGUAGES
from loaders.contributions import Contribution
from loaders.identity_answers import alike, identity_of, identity_text
from loaders.records import OrganisationRecord
from ontology.errors import RecordError

__all__ = ["name_routes"]

_READ: Final = ["GET", "HEAD"]
_TOLD: Final = ("known", "met", "decision", "because")
_LONGEST: Final = 2000


def name_routes(door: Door, desk: Desk) -> APIRouter:
    """Return the routes of the page, in both languages."""
    router = APIRouter()
    for language in LANGUAGES:
        path, window = f"/{language}{NAMES}", Window(door, desk, language)
        taker = taking(window, _added(desk), _again(window))
        router.add_api_route(path, _open(window), methods=_READ, response_class=Response)
        router.add_api_route(path, read_form(taker), methods=["POST"], response_class=Response)
    return router


def _open(window: Window) -> Callable[[Request], Response]:
    def page(request: Request) -> Response:
        who = window.desk.writers.who(request)
        met = request.query_params.get("nom", "")[:_LONGEST]
        near = alike(met, window.desk.record()) if met else ()
        known = near[0] if near else ""
        return _drawn(window, who, {**dict.fromkeys(_TOLD, ""), "known": known, "met": met})

    return page


def _again(window: Window) -> Callable[[str, FormData, RecordError], Response]:
    return lambda who, form, refusal: _drawn(window, who, _told(form), refusal)


def _drawn(
    window: Window, who: str, told: Mapping[str, str], refusal: RecordError | None = None
) -> Response:
    desk, language = window.desk, window.language
    held = desk.record().of(OrganisationRecord)
    values = {
        "told": told,
        "names": sorted(each for one in held for each in (one.name, *one.aliases)),
        "token": desk.guard.token(who),
        "refusal": refusal and refused_of(refusal, language),
    }
    status = refusal.status_hint if refusal else 200
    return page_of(window.door, language, ("contribute_names.html", NAMES), values, status)


def _added(desk: Desk) -> Callable[[str, FormData], Contribution]:
    def added(who: str, form: FormData) -> Contribution:
        told = _told(form)
        data = identity_text(told).encode()
        identity = identity_of(data, ANSWER, desk.record())
        return desk.add(who, "identity", " / ".join(identity.names), {ANSWER: data})

    return added


def _told(form: FormData) -> Mapping[str, str]:
    return {name: " ".join(text_of(form, name).split()) for name in _TOLD}
