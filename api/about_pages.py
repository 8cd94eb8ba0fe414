"""Method, glossary, accessibility: what stands at the foot of every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fastapi import APIRouter, Response

from api.door import Door
from explorer.heads import plain_head
from explorer.messages import LANGUAGES, Messages
from explorer.method import glossary_of, method_of
from explorer.reading import Reading

__all__ = ["about_routes"]

_READ: Final = ["GET", "HEAD"]


def about_routes(door: Door) -> APIRouter:
    """Return the routes of Méthode, Glossaire and Accessibilité."""
    router = APIRouter()
    for language in LANGUAGES:
        for path, name, model in (
            ("methode", "method", method_of),
            ("glossaire", "glossary", glossary_of),
            ("accessibilite", "accessibility", _nothing),
        ):
            router.add_api_route(
                f"/{language}/{path}",
                _page(door, language, path, name, model),
                methods=_READ,
                response_class=Response,
            )
    return router


def _nothing(_: Reading, __: Messages) -> None:
    return None


def _page(
    door: Door, language: str, path: str, name: str, model: Callable[[Reading, Messages], object]
) -> Callable[[], Response]:
    def page() -> Response:
        messages = door.pages.messages[language]
        with door.visit(language) as visit:
            head = plain_head(messages, messages(f"{name}.title"), f"/{path}")
            return door.page(
                visit, language, f"{name}.html", head, page=model(visit.reading, messages)
            )

    return page
