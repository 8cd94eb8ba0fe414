"""The search page, and the names that complete what is being typed.

What a stranger types is compared, never run. Suggestions are for our own page; programs have
`/api/search`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

from fastapi import APIRouter, Request, Response

from api.door import Door
from explorer.heads import plain_head
from explorer.messages import LANGUAGES
from explorer.searching import PATH, results_of
from explorer.suggesting import suggestions_of

__all__ = ["finding_routes"]

_READ: Final = ["GET", "HEAD"]


def finding_routes(door: Door) -> APIRouter:
    """Return the routes of the search page and of its suggestions."""
    router = APIRouter()
    for language in LANGUAGES:
        for path, handler in (
            (PATH, _results(door, language)),
            ("/suggestions", _suggestions(door, language)),
        ):
            router.add_api_route(
                f"/{language}{path}", handler, methods=_READ, response_class=Response
            )
    return router


def _results(door: Door, language: str) -> Callable[[Request], Response]:
    def results(request: Request) -> Response:
        messages = door.pages.messages[language]
        asked = request.query_params.multi_items()
        with door.visit(language) as visit:
            found = results_of(visit.reading, visit.opened.words(), messages, asked)
            title = messages("section.chercher")
            if found.asked:
                title = messages("search.title", q=found.asked)
            query = f"?{request.url.query}" if request.url.query else ""
            head = plain_head(messages, title, f"{PATH}{query}")
            return door.page(visit, language, "search.html", head, results=found)

    return results


def _suggestions(door: Door, language: str) -> Callable[[Request], Response]:
    def suggestions(request: Request) -> Response:
        messages = door.pages.messages[language]
        typed = request.query_params.get("q", "")
        with door.visit(language) as visit:
            found = [
                {
                    "name": one.link.words.text,
                    "href": one.link.href,
                    "kind": messages(f"kind.{one.kind}.one"),
                }
                for one in suggestions_of(visit.opened.words(), language, typed)
            ]
        text = json.dumps(found, ensure_ascii=False)
        return Response(text, 200, {"Cache-Control": "no-cache"}, "application/json")

    return suggestions
