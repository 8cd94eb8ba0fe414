"""Contribuer: the workbook and its verdict, the queue, the decisions, by pages and plain forms.

The first page and the template exist everywhere. Every other route, and every route that takes a
form, exists only where the settings let somebody write.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from api.contribute_desk import ACTIONS, WORKBOOK, Desk
from api.contribute_window import (
    XLSX,
    Taker,
    attached,
    checked,
    file_of,
    moved,
    page_of,
    read_form,
    text_of,
)
from api.door import Door
from explorer.coded import coded_of
from explorer.contributing import PATH, actions_of, listed, shown_of
from explorer.messages import LANGUAGES
from loaders.coding.quotes import waiting
from loaders.contribution_template import contribution_template
from loaders.contributions import Contribution
from ontology.errors import ForbiddenError, RecordError
from ontology.vocabulary import read_vocabulary

__all__ = ["contribute_routes"]

_READ: Final = ["GET", "HEAD"]
_LISTED: Final = 50

Page: TypeAlias = Callable[[Request], Response]


def contribute_routes(door: Door, desk: Desk | None) -> APIRouter:
    """Return the routes; without a `desk` only those that read."""
    router = APIRouter()
    for language in LANGUAGES:
        base = f"/{language}{PATH}"
        router.add_api_route(
            base, _home(door, desk, language), methods=_READ, response_class=Response
        )
        router.add_api_route(
            f"{base}/modele.xlsx", _template(language), methods=_READ, response_class=Response
        )
        if desk is None:
            continue
        for path, page in (
            ("/envoi/{identifier}", _one(door, desk, language)),
            ("/envoi/{identifier}/classeur.xlsx", _workbook(desk, language)),
        ):
            router.add_api_route(base + path, page, methods=_READ, response_class=Response)
        for path, taker in (
            ("/classeur", _upload(desk, language)),
            ("/envoi/{identifier}", _act(door, desk, language)),
        ):
            router.add_api_route(
                base + path, read_form(taker), methods=["POST"], response_class=Response
            )
    return router


def _home(door: Door, desk: Desk | None, language: str) -> Page:
    def home(request: Request) -> Response:
        who = _name(desk, request)
        told = _told(desk, who, language) if desk is not None and who else None
        values = {
            "who": who,
            "refused": desk is not None,
            "token": desk.guard.token(who) if desk is not None else "",
            "desk": told,
        }
        return page_of(door, language, ("contribute.html", PATH), values, 200)

    return home


def _told(desk: Desk, who: str, language: str) -> dict[str, object]:
    """Return what the first page lists for a person: theirs, and the queue for a reviewer."""
    held = desk.box.all()
    reviewer = desk.writers.reviews(who)
    # The one that has waited longest comes first.
    queue = [one for one in reversed(held) if reviewer and one.state == "waiting"]
    return {
        "mine": [listed(one, language) for one in held if one.by == who][:_LISTED],
        "queue": [listed(one, language) for one in queue],
        "asked": [listed(one, language) for one in held if reviewer and one.state == "asked"],
        "reviewer": reviewer,
        "rebuild": desk.rebuilder.last(),
        "cases": desk.cases(),
        "sentences": len(list(waiting(desk.record()))),
    }


def _name(desk: Desk | None, request: Request) -> str:
    try:
        return desk.writers.who(request) if desk else ""
    except ForbiddenError:
        return ""


def _template(language: str) -> Callable[[], Response]:
    def template() -> Response:
        data = contribution_template(read_vocabulary(), language)
        headers = {
            "Cache-Control": "no-cache",
            "Content-Disposition": 'attachment; filename="alliances-contribution.xlsx"',
        }
        return Response(data, 200, headers, XLSX)

    return template


def _one(door: Door, desk: Desk, language: str) -> Callable[[str, Request], Response]:
    def page(identifier: str, request: Request) -> Response:
        who = desk.writers.who(request)
        return _shown(door, desk, language, desk.get(identifier, who), who)

    return page


def _shown(
    door: Door,
    desk: Desk,
    language: str,
    one: Contribution,
    who: str,
    *,
    refusal: RecordError | None = None,
    said: str = "",
) -> Response:
    mine, reviewer = one.by == who, desk.writers.reviews(who)
    found = desk.assess(one) if one.open else None
    actions = actions_of(one, found, mine=mine, reviewer=reviewer)
    changes = desk.changes(one) if one.open else ()
    shown = shown_of(one, found, changes, actions, language, mine=mine)
    values = {
        "page": shown,
        "who": who,
        "reviewer": reviewer,
        "token": desk.guard.token(who),
        "rebuild": desk.rebuilder.last(),
        "refusal": refusal
        and (refusal.summary.in_language(language), refusal.cure.in_language(language)),
        "said": said,
        "coded": coded_of(desk.coding(one), desk.vocabulary, shown.listed.href, language),
    }
    status = refusal.status_hint if refusal else 200
    path = f"{PATH}/envoi/{one.id}"
    return page_of(door, language, ("contribution.html", path), values, status)


def _workbook(desk: Desk, language: str) -> Callable[[str, Request], Response]:
    def workbook(identifier: str, request: Request) -> Response:
        one = desk.get(identifier, desk.writers.who(request))
        if WORKBOOK not in one.files:
            raise HTTPException(404)
        return attached(desk.marked(one, language), f"verdict-{one.id}.xlsx")

    return workbook


def _upload(desk: Desk, language: str) -> Taker:
    def upload(request: Request, form: FormData) -> Response:
        who = checked(desk, request, form)
        name, data = file_of(form, "classeur")
        if not data:
            return moved(f"/{language}{PATH}?vide=1")
        try:
            one = desk.add(who, "workbook", name, {WORKBOOK: data})
        except RecordError as error:
            raise ForbiddenError(error.summary, error.cure) from error
        return moved(f"/{language}{PATH}/envoi/{one.id}")

    return upload


def _act(door: Door, desk: Desk, language: str) -> Taker:
    def act(request: Request, form: FormData) -> Response:
        who = checked(desk, request, form)
        one = desk.get(str(request.path_params["identifier"]), who)
        action, text = text_of(form, "action"), text_of(form, "texte")
        if action not in ACTIONS:
            raise HTTPException(400)
        try:
            desk.act(one, who, action, text=text, base=text_of(form, "base"))
        except RecordError as refusal:
            now = desk.get(one.id, who)
            return _shown(door, desk, language, now, who, refusal=refusal, said=text)
        return moved(f"/{language}{PATH}/envoi/{one.id}")

    return act
