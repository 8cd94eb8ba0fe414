"""Puts the application together: routes, errors, headers. No logic of its own.

Everything is passed in; nothing is read from the environment, and two applications in one
process share nothing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from anyio import to_thread
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from api.assets import asset_routes
from api.door import Door
from api.errors import install
from api.health import health_routes
from api.linked_data import data_routes
from api.pages import page_routes
from api.security import SecurityHeaders
from api.sparql import Endpoint, FreeLimits, sparql_routes
from explorer.current import Current
from explorer.rendering import Pages
from graph.workers import Lanes, Limits, Pool

__all__ = ["create_app"]


# Our own questions are known texts: they need less time and no other limit.
_OWN: Final = Limits(deadline=3.0)


def create_app(store: Path, *, public_url: str = "", free: FreeLimits | None = None) -> FastAPI:
    """Return the application that serves the snapshots below `store`.

    It starts without a snapshot too: pages and `/health` answer 503 until one is published.
    `free` limits what strangers may ask of `/sparql`. The workers, of which `state.lanes`
    holds both lanes, start with the application or with the first query, and end with it.
    """
    door = Door(Pages(), Current(store), public_url)
    free = FreeLimits() if free is None else free
    lanes = Lanes(own=Pool(store, _OWN), free=Pool(store, free.pool))
    endpoint = Endpoint(lanes.free, free, public_url)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await to_thread.run_sync(lanes.start)
        yield
        lanes.close()
        endpoint.close()
        door.current.close()

    app = FastAPI(
        title="Alliances",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    app.state.lanes = lanes
    app.include_router(health_routes(door))
    app.include_router(sparql_routes(endpoint))
    app.include_router(asset_routes(door))
    app.include_router(data_routes(door))
    app.include_router(page_routes(door))
    install(app, door)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(SecurityHeaders)
    return app
