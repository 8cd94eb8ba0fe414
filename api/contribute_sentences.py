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
from api.contribute_window import Taker, Window, checked, moved, page_of, read_form, text_of
from api.door import Door
from explorer.contributing import PATH, SENTENCES, refused_of
from explorer.messages import LANGUAGES
from explorer.sentences_queue import Asked, queue_page
from loaders.coding.quotes import answer_text, answered, plan_quotes
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
        router.add_api_route(
            path, read_form(_take(window)), methods=["POST"], response_class=Response
        )
    return router


def _open(window: Window) -> Callable[[Request], Response]:
    def page(request: Request) -> Response:
        who = window.desk.writers.who(request)
        return _drawn(window, who, request.query_params.get("p", ""))

    return page


def _drawn(window: Window, who: str, place: str, answer: _Answer | None = None) -> Response:
    desk, language = window.desk, window.language
    told = answer.told if answer else _NOTHING
    proposed = {each.name for each in desk.box.all() if each.kind == "quote" and _waits(each.state)}
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


def _waits(state: str) -> bool:
    return state in {"waiting", "asked"}


def _take(window: Window) -> Taker:
    desk = window.desk

    def take(request: Request, form: FormData) -> Response:
        who = checked(desk, request, form)
        told = {name: text_of(form, name) for name in _NOTHING}
        try:
            names = ("item", *_FIELDS.get(text_of(form, "faire"), ()))
            text = _checked_answer(desk, {name: told[name] for name in names})
            one = desk.add(who, "quote", told["item"], {ANSWER: text.encode()})
        except RecordError as error:
            return _drawn(window, who, text_of(form, "p"), _Answer(told, error))
        return moved(f"/{window.language}{PATH}/envoi/{one.id}")

    return take


def _checked_answer(desk: Desk, told: Mapping[str, str]) -> str:
    """Return the answer as it is kept; raise RecordError if it could not be accepted."""
    text = answer_text(told)
    record = desk.record()
    found = answered(text.encode(), ANSWER, record)
    plan_quotes(record, desk.vocabulary, found, datetime.now(UTC).date().isoformat())
    return text
