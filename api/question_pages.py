"""Questions, the SPARQL editors, and what can be taken away: the entry *Données*.

Yasgui needs styles written into the page, so its page alone has a wider
Content-Security-Policy; the plain editor beside it does the same work under the strict one.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from typing import Final

from fastapi import APIRouter, Request, Response

from api.door import Door, Visit, answer_text, with_query
from explorer.asking import entries, question_page
from explorer.data import data_page
from explorer.heads import plain_head
from explorer.messages import LANGUAGES
from explorer.models import Crumb
from explorer.paths import no_such_page
from explorer.reading import Words
from queries.binding import bind
from queries.catalogue import Question, catalogue, question_names, read_question
from queries.parameters import resolve

__all__ = ["question_routes"]

_READ: Final = ["GET", "HEAD"]
_FORMS: Final = ("csv", "json", "rq")
# Styles in the page, and pictures written as data: what Yasgui needs and no other page has.
_WIDER: Final = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'"
)
_FIRST: Final = "impacts-par-categorie-et-statut"


def question_routes(door: Door, seconds: float) -> APIRouter:
    """Return the routes of Données; `seconds` is how long a free query may take."""
    router = APIRouter()
    for language in LANGUAGES:
        for path, handler in (
            ("/donnees", _data(door, language)),
            ("/questions", _questions(door, language)),
            ("/questions/{name}", _question(door, language)),
            ("/sparql", _editor(door, language, "sparql.html", seconds)),
            ("/sparql/yasgui", _editor(door, language, "yasgui.html", seconds)),
        ):
            router.add_api_route(
                f"/{language}{path}", handler, methods=_READ, response_class=Response
            )
    return router


def _data(door: Door, language: str) -> Callable[[], Response]:
    def page() -> Response:
        messages = door.pages.messages[language]
        with door.visit(language) as visit:
            head = plain_head(messages, messages("data.title"), "/donnees")
            found = data_page(visit.reading, visit.site)
            return door.page(visit, language, "data.html", head, page=found)

    return page


def _questions(door: Door, language: str) -> Callable[[], Response]:
    def page() -> Response:
        messages = door.pages.messages[language]
        with door.visit(language) as visit:
            head = plain_head(messages, messages("questions.title"), "/questions")
            found = entries(language)
            return door.page(visit, language, "questions.html", head, questions=found)

    return page


def _question(door: Door, language: str) -> Callable[[str, Request], Response]:
    def page(name: str, request: Request) -> Response:
        stem, _, form = name.rpartition(".")
        if name not in question_names() and (form not in _FORMS or stem not in question_names()):
            raise no_such_page()
        asked = dict(request.query_params)
        messages = door.pages.messages[language]
        with door.visit(language) as visit:
            if name not in question_names():
                question = read_question(stem)
                names = {one.name for one in question.parameters}
                values = {each: value for each, value in asked.items() if each in names}
                return door.file(visit, stem, form, answer_text(visit, question, form, values))
            question = read_question(name)
            crumbs = (
                Crumb(Words(messages("questions.title"), language), f"/{language}/questions"),
                Crumb(Words(question.title.in_language(language), language)),
            )
            head = plain_head(
                messages,
                question.title.in_language(language),
                with_query(f"/questions/{name}", request),
                crumbs=crumbs,
            )
            found = question_page(visit.reading, name, asked)
            return door.page(visit, language, "question.html", head, page=found)

    return page


def _editor(
    door: Door, language: str, template: str, seconds: float
) -> Callable[[Request], Response]:
    def page(request: Request) -> Response:
        messages = door.pages.messages[language]
        path = "/sparql" if template == "sparql.html" else "/sparql/yasgui"
        with door.visit(language) as visit:
            head = plain_head(messages, messages("sparql.title"), with_query(path, request))
            answer = door.page(
                visit,
                language,
                template,
                head,
                query=_asked(visit, request),
                examples=_examples(language),
                seconds=f"{seconds:g}",
            )
        if template == "yasgui.html":
            answer.headers["Content-Security-Policy"] = _WIDER
        return answer

    return page


def _asked(visit: Visit, request: Request) -> str:
    """Return the query of the address: its text, or a question of the catalogue and its values."""
    asked = dict(request.query_params)
    if asked.get("query"):
        return asked["query"][:16_000]
    name = asked.pop("question", _FIRST)
    if name not in question_names():
        raise no_such_page()
    question = read_question(name)
    names = {one.name for one in question.parameters}
    values = {each: value for each, value in asked.items() if each in names}
    if not values:
        return _commented(question, visit.reading.language)
    return bind(question, resolve(question, values, visit.reading.store))


def _commented(question: Question, language: str) -> str:
    """Return the query with what it asks as its only comment: the header is for the catalogue."""
    body = re.sub(r"\A(?:#[^\n]*\n)+", "", question.text).lstrip()
    asked = textwrap.wrap(question.question.in_language(language), 90)
    return "".join(f"# {line}\n" for line in asked) + body


class _Example:
    """One query to start from, with the comment lines that explain it."""

    __slots__ = ("text", "title")

    def __init__(self, question: Question, language: str) -> None:
        self.title = question.title.in_language(language)
        self.text = _commented(question, language)


def _examples(language: str) -> list[_Example]:
    found = [_Example(question, language) for question in catalogue()]
    return sorted(found, key=lambda one: one.title.casefold())
