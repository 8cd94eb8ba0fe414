"""The headers that keep a page to itself: nothing from elsewhere, no frame, no cookie.

Pure ASGI, so that it also covers files and errors. A response that already names one of the
headers keeps its own value.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["HEADERS", "OPEN", "SecurityHeaders"]

HEADERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Content-Security-Policy": (
            "default-src 'self'; base-uri 'none'; form-action 'self'; "
            "frame-ancestors 'none'; object-src 'none'"
        ),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
)

# The only paths a page of another site may read.
OPEN: Final = frozenset({"/api", "/sparql", "/.well-known/void", "/catalog", "/reconcile"})

_OPEN_BELOW: Final = ("/api/", "/reconcile/")
# As they go over the wire: this is done for every answer.
_RAW: Final = tuple(
    (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in HEADERS.items()
)
_ALLOWED: Final = (b"access-control-allow-origin", b"*")


class SecurityHeaders:
    """Adds HEADERS to every response of the application it wraps."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message["headers"])
                given = {name.lower() for name, _ in headers}
                headers += [each for each in _RAW if each[0] not in given]
                opened = scope["path"] in OPEN or scope["path"].startswith(_OPEN_BELOW)
                # Read by programs of other sites; no cookie exists that could be misused.
                if opened and _ALLOWED[0] not in given:
                    headers.append(_ALLOWED)
                message = {**message, "headers": headers}
            await send(message)

        await self._app(scope, receive, complete)
