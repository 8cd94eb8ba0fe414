"""Whether the data can be read, and which: for monitors and for people in doubt."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from api.door import Door

__all__ = ["Health", "health_routes"]


class Health(BaseModel):
    """The answer when all is well.

    `data_version` is the content hash, `triples` the size of the default graph, `since` when
    this server began to serve that version (ISO 8601, UTC).
    """

    model_config = ConfigDict(frozen=True)

    status: str
    data_version: str
    triples: int
    since: str


def health_routes(door: Door) -> APIRouter:
    """Return `/health`: 200 with Health, or 503 in the one error shape."""
    router = APIRouter()

    @router.api_route("/health", methods=["GET", "HEAD"])
    def health() -> Health:
        with door.visit("fr") as visit:
            return Health(
                status="ok",
                data_version=visit.site.version,
                triples=int(visit.opened.snapshot.manifest.get("default_graph", 0)),
                since=visit.opened.since.isoformat(timespec="seconds"),
            )

    return router
