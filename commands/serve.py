"""`alliances serve`: answer over HTTP until stopped."""

from __future__ import annotations

import uvicorn

from api.application import create_app
from commands.settings import Settings

__all__ = ["serve"]


def serve(settings: Settings) -> None:
    """Serve the snapshots of `settings.store` at `settings.host` and `settings.port`.

    Returns when the server is stopped. Nothing is built here: whoever calls this has made
    sure that there is a snapshot, or accepts 503 until there is one.
    """
    app = create_app(settings.store, public_url=settings.public_url)
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_level="info",
        server_header=False,
        proxy_headers=False,
    )
