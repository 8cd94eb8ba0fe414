"""The pages of places and of means: Territoires, Outils et formations, Programme."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fastapi import APIRouter, Request, Response

from api.door import Door, Visit
from explorer.heads import plain_head
from explorer.messages import LANGUAGES
from explorer.places import places_of

__all__ = ["place_routes"]

_READ: Final = ["GET", "HEAD"]


def place_routes(door: Door) -> APIRouter:
    """Return the routes of the list of territories."""
    router = APIRouter()
    for language in LANGUAGES:
        for path, name, model in (("territoires", "places", _places),):
            router.add_api_route(
                f"/{language}/{path}",
                _shown(door, language, path, name, model),
                methods=_READ,
                response_class=Response,
            )
    return router


def _places(visit: Visit, _: Request) -> object:
    return places_of(visit.reading, visit.opened.words())


def _shown(
    door: Door, language: str, path: str, name: str, model: Callable[[Visit, Request], object]
) -> Callable[[Request], Response]:
    def page(request: Request) -> Response:
        messages = door.pages.messages[language]
        address = f"/{path}?{request.url.query}" if request.url.query else f"/{path}"
        with door.visit(language) as visit:
            found = model(visit, request)
            head = plain_head(messages, messages(f"{name}.title"), address)
            return door.page(visit, language, f"{name}.html", head, page=found)

    return page
