"""`alliances serve`: answer over HTTP until stopped."""

from __future__ import annotations

import uvicorn

from api.application import create_app
from api.sparql import FreeLimits
from api.sparql_budgets import Budget
from commands.settings import Settings
from graph.workers import Limits
from queries.guard import GuardLimits

__all__ = ["free_limits", "serve"]

_MEGABYTE = 1_000_000


def free_limits(settings: Settings) -> FreeLimits:
    """Return what strangers' queries may take, as the settings say it."""
    return FreeLimits(
        pool=Limits(
            workers=settings.query_workers,
            deadline=settings.query_deadline,
            wait=settings.query_wait,
            memory=settings.query_memory * _MEGABYTE,
        ),
        rows=settings.query_rows,
        size=settings.query_size * _MEGABYTE,
        guard=GuardLimits(length=settings.query_length, depth=settings.query_depth),
        budget=Budget(
            parallel=settings.client_parallel,
            seconds=settings.client_seconds,
            errors=settings.client_errors,
            loopback=settings.client_loopback,
        ),
    )


def serve(settings: Settings) -> None:
    """Serve the snapshots of `settings.store` at `settings.host` and `settings.port`.

    Returns when the server is stopped. Nothing is built here: whoever calls this has made
    sure that there is a snapshot, or accepts 503 until there is one.
    """
    app = create_app(settings.store, public_url=settings.public_url, free=free_limits(settings))
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_level="info",
        server_header=False,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=settings.proxies,
    )
