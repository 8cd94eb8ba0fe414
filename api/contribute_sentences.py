"""Phrases à retrouver: each case item without a quote, with a form to give the sentence or not.

An answer becomes a contribution of its own: a sentence of at most fifteen words with the address
of its page, or the reason why the item is withdrawn. It is checked before it is kept, and decided
by a reviewer like everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from api.contribute_desk import ANSWER, Desk
from api.contribute_window import Window, page_of, read_form, taking, text_of
from api.door import Door
from explorer.contributing import SENTENCES, refused_of
from explorer.messages import LANGUAGES
from explorer.sentences_queue import Asked, queue_page
from loaders.coding.quotes import answer_text, answered, plan_quotes
from loaders.contributions import Contribution
from ontology.errors import RecordError

__all__ = ["sentence_routes"]

_READ: Final = ["GET", "HEAD"]
# What an untouched form of an item says.
_NOTHING: Final[Mapping[str, str]] = dict.fromkeys(("item", "quote", "page", "because"), "")
# The button that was pressed -> the fields that count.
_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "donner": ("quote", "page"),
    "retirer": ("because",),
}


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was typed for one item, and why it was refused."""

    told: Mapping[str, str]
    refusal: RecordError


def sentence_routes(door: Door, desk: Desk) -> APIRouter:
    """Return the routes of the page, in both languages."""
    router = APIRouter()
    for language in LANGUAGES:
        path, window = f"/{language}{SENTENCES}", Window(door, desk, language)
        router.add_api_route(path, _open(window), methods=_READ, response_class=Response)
        taker = taking(window, _added(desk), _again(window))
        router.add_api_route(path, read_form(taker), methods=["POST"], response_class=Response)
    return router


def _open(window: Window) -> Callable[[Request], Response]:
    def page(request: Request) -> Response:
        who = window.desk.writers.who(request)
        return _drawn(window, who, request.query_params.get("p", ""))

    return page


def _drawn(window: Window, who: str, place: str, answer: _Answer | None = None) -> Response:
    desk, language = window.desk, window.language
    told = answer.told if answer else _NOTHING
    proposed = {each.name for each in desk.box.all() if each.kind == "quote" and each.waits}
    asked = Asked(place, told["item"], frozenset(proposed))
    values = {
        "queue": queue_page(desk.record(), desk.vocabulary, asked, language),
        "token": desk.guard.token(who),
        "told": told,
        "nothing": _NOTHING,
        "refusal": answer and refused_of(answer.refusal, language),
    }
    status = answer.refusal.status_hint if answer else 200
    return page_of(window.door, language, ("contribute_sentences.html", SENTENCES), values, status)


def _again(window: Window) -> Callable[[str, FormData, RecordError], Response]:
    def again(who: str, form: FormData, refusal: RecordError) -> Response:
        return _drawn(window, who, text_of(form, "p"), _Answer(_told(form), refusal))

    return again


def _added(desk: Desk) -> Callable[[str, FormData], Contribution]:
    def added(who: str, form: FormData) -> Contribution:
        told = _told(form)
        names = ("item", *_FIELDS.get(text_of(form, "faire"), ()))
        text = _checked_answer(desk, {name: told[name] for name in names})
        return desk.add(who, "quote", told["item"], {ANSWER: text.encode()})

    return added


def _told(form: FormData) -> Mapping[str, str]:
    return {name: text_of(form, name) for name in _NOTHING}


def _checked_answer(desk: Desk, told: Mapping[str, str]) -> str:
    """Return the answer as it is kept; raise RecordError if it could not be accepted."""
    text = answer_text(told)
    record = desk.record()
    found = answered(text.encode(), ANSWER, record)
    plan_quotes(record, desk.vocabulary, found, datetime.now(UTC).date().isoformat())
    return text
