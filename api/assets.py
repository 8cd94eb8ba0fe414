"""The files pages are dressed in, from memory, kept for ever by browsers that name a version."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request, Response

from api.door import Door
from explorer.paths import no_such_page

__all__ = ["asset_routes"]

_FOR_EVER: Final = "public, max-age=31536000, immutable"
_FOR_AN_HOUR: Final = "public, max-age=3600"


def asset_routes(door: Door) -> APIRouter:
    """Return the route of all assets; a name that is not one is 404."""
    router = APIRouter()

    @router.api_route("/assets/{name}", methods=["GET", "HEAD"])
    def asset(name: str, request: Request) -> Response:
        held = door.pages.assets.get(name)
        if held is None:
            raise no_such_page()
        current = request.query_params.get("v") == held.digest
        headers = {"Cache-Control": _FOR_EVER if current else _FOR_AN_HOUR}
        return Response(held.content, 200, headers, held.media_type)

    return router
