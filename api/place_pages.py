"""The pages of places and of means: Territoires, Outils et formations, Programme."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from fastapi import APIRouter, Request, Response

from api.door import Door, Visit, with_query
from explorer.heads import plain_head
from explorer.messages import LANGUAGES, Messages
from explorer.places import places_of
from explorer.programme import programme_of
from explorer.tools import tools_of

__all__ = ["place_routes"]

_READ: Final = ["GET", "HEAD"]
Model: TypeAlias = Callable[[Visit, Request, Messages], object]


def place_routes(door: Door) -> APIRouter:
    """Return the routes of Territoires, Outils et formations, Programme."""
    router = APIRouter()
    for language in LANGUAGES:
        for path, name, model in (
            ("territoires", "places", _places),
            ("outils", "tools", _tools),
            ("programme", "programme", _programme),
        ):
            router.add_api_route(
                f"/{language}/{path}",
                _shown(door, language, path, name, model),
                methods=_READ,
                response_class=Response,
            )
    return router


def _places(visit: Visit, _: Request, __: Messages) -> object:
    return places_of(visit.reading, visit.opened.words())


def _tools(visit: Visit, request: Request, messages: Messages) -> object:
    answers = {"oui": messages("tools.announced"), "non": messages("tools.not_announced")}
    return tools_of(visit.reading, dict(request.query_params), answers)


def _programme(visit: Visit, request: Request, _: Messages) -> object:
    return programme_of(visit.reading, dict(request.query_params))


def _shown(
    door: Door, language: str, path: str, name: str, model: Model
) -> Callable[[Request], Response]:
    def page(request: Request) -> Response:
        messages = door.pages.messages[language]
        with door.visit(language) as visit:
            found = model(visit, request, messages)
            head = plain_head(messages, messages(f"{name}.title"), with_query(f"/{path}", request))
            return door.page(visit, language, f"{name}.html", head, page=found)

    return page
