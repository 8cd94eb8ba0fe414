"""The headers that keep a page to itself, and those that let other sites read our data.

Pure ASGI, so that it also covers files and errors. A response that already names one of the
headers keeps its own value. Pages for people are read by nobody's script; identifiers, data,
answers and files may be read by the page of any other site, without credentials: no cookie
exists that could be misused. A browser that must ask beforehand (it sends a key, a tag, a type
of body) is answered here, so that no route has to.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["HEADERS", "SecurityHeaders", "is_open"]

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
_OPEN: Final = frozenset(
    {"/api", "/sparql", "/.well-known/void", "/catalog", "/reconcile", "/dumps", "/ns", "/dataset"}
)
_OPEN_BELOW: Final = (
    "/api/", "/reconcile/", "/dumps/", "/ns/", "/id/", "/scheme/", "/data/", "/graph/", "/dsd/",
    "/.well-known/genid/",
)  # fmt: skip
# As they go over the wire: this is done for every answer.
_RAW: Final = tuple(
    (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in HEADERS.items()
)
_SHARED: Final = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers",
     b"Content-Disposition, Data-Version, ETag, Link, Retry-After, X-Total-Count"),
)  # fmt: skip
# Of these, the paths to which a query may be sent as a body.
_POSTED: Final = frozenset({"/sparql", "/reconcile", "/reconcile/fr", "/reconcile/en"})
# What a browser that asks beforehand may send, and for how many seconds that stands.
_PREFLIGHT: Final = (
    (b"access-control-allow-headers",
     b"Accept, Accept-Language, Authorization, Content-Type, If-None-Match"),
    (b"access-control-max-age", b"86400"),
)  # fmt: skip


def is_open(path: str) -> bool:
    """Tell whether a page of another site may read what is at `path`."""
    return path in _OPEN or path.startswith(_OPEN_BELOW)


class SecurityHeaders:
    """Adds HEADERS to every response of the application it wraps, and opens what is open."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        opened = is_open(scope["path"])
        added = (*_RAW, *_SHARED) if opened else _RAW

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message["headers"])
                given = {name.lower() for name, _ in headers}
                headers += [each for each in added if each[0] not in given]
                message = {**message, "headers": headers}
            await send(message)

        if opened and scope["method"] == "OPTIONS":
            told = _preflight(scope["path"])
            await complete({"type": "http.response.start", "status": 204, "headers": told})
            await complete({"type": "http.response.body", "body": b""})
            return
        await self._app(scope, receive, complete)


def _preflight(path: str) -> list[tuple[bytes, bytes]]:
    methods = b"GET, HEAD, POST, OPTIONS" if path in _POSTED else b"GET, HEAD, OPTIONS"
    return [(b"allow", methods), (b"access-control-allow-methods", methods), *_PREFLIGHT]
