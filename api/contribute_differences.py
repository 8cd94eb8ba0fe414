"""Décider des différences: what two coders coded differently, and what a third person makes of it.

Both codes are shown, which no coder was. The answers of one page become a contribution of their
own, checked before it is kept and accepted by a reviewer like everything else: a decision bears the
name of whoever took it and the day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Final

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from api.contribute_desk import ANSWER, Desk
from api.contribute_window import Window, page_of, read_form, taking, text_of
from api.door import Door
from explorer.coding_differences import Sources, Typed, differences_page, key_from
from explorer.contributing import DIFFERENCES, refused_of
from explorer.messages import LANGUAGES
from loaders.coding.codings import read_codings
from loaders.coding.decided import Key, answers_text, decided_of, keys_in
from loaders.contributions import Contribution
from ontology.errors import RecordError

__all__ = ["difference_routes"]

_READ: Final = ["GET", "HEAD"]
_ASKED: Final = re.compile(r"sur\.([0-9]{1,3})")


def difference_routes(door: Door, desk: Desk) -> APIRouter:
    """Return the routes of the page, in both languages."""
    router = APIRouter()
    for language in LANGUAGES:
        path, window = f"/{language}{DIFFERENCES}", Window(door, desk, language)
        router.add_api_route(path, _open(window), methods=_READ, response_class=Response)
        router.add_api_route(
            path,
            read_form(taking(window, _added(desk), _again(window))),
            methods=["POST"],
            response_class=Response,
        )
    return router


def _open(window: Window) -> Callable[[Request], Response]:
    def page(request: Request) -> Response:
        who = window.desk.writers.who(request)
        return _drawn(window, who, Typed(request.query_params.get("p", "")))

    return page


def _again(window: Window) -> Callable[[str, FormData, RecordError], Response]:
    def again(who: str, form: FormData, refusal: RecordError) -> Response:
        answers = {key: (word, because) for key, word, because in _typed(form)}
        return _drawn(window, who, Typed(text_of(form, "p"), answers), refusal)

    return again


def _drawn(window: Window, who: str, typed: Typed, refusal: RecordError | None = None) -> Response:
    desk, language = window.desk, window.language
    sources = Sources(desk.record(), desk.vocabulary, window.door.pages.messages[language])
    codings = read_codings(desk.box.root)
    values = {
        "queue": differences_page(codings, sources, typed, _proposed(desk)),
        "token": desk.guard.token(who),
        "refusal": refusal and refused_of(refusal, language),
    }
    status = refusal.status_hint if refusal else 200
    page = ("contribute_differences.html", DIFFERENCES)
    return page_of(window.door, language, page, values, status)


def _proposed(desk: Desk) -> frozenset[Key]:
    """Return what somebody's answers, waiting for a reviewer, are about."""
    waiting = [each for each in desk.box.all() if each.kind == "decision" and each.waits]
    paths = (path for each in waiting for path in desk.box.paths(each))
    return frozenset(key for path in paths for key in keys_in(path.read_bytes(), path.name))


def _added(desk: Desk) -> Callable[[str, FormData], Contribution]:
    def added(who: str, form: FormData) -> Contribution:
        told = [(key, word, because) for key, word, because in _typed(form) if word]
        text = answers_text(
            [{**key._asdict(), "decision": word, "because": why} for key, word, why in told]
        )
        day = datetime.now(UTC).date().isoformat()
        decided_of(text.encode(), ANSWER, read_codings(desk.box.root), who, day)
        name = ", ".join(sorted({key.coding for key, _, _ in told}))
        return desk.add(who, "decision", name, {ANSWER: text.encode()})

    return added


def _typed(form: FormData) -> Iterator[tuple[Key, str, str]]:
    """Yield each difference of the form with what is answered and why, "" for nothing."""
    for name in form:
        found = _ASKED.fullmatch(name)
        key = key_from(text_of(form, name)) if found else None
        if found and key:
            number = found[1]
            yield key, text_of(form, f"decision.{number}"), text_of(form, f"raison.{number}")
