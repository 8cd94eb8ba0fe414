"""The border every request crosses first: its host, its address, and how its body comes.

Pure ASGI, so that no route can forget it. A Host header that cannot be one, or is not ours
when our name is known, is refused and never repeated; an address that is too long, or whose
parameters are no text, is refused before anybody parses it; a body that is too large or comes
too slowly is read no further.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from ipaddress import IPv6Address
from typing import Final
from urllib.parse import unquote_to_bytes

from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import problem
from ontology.errors import Text

__all__ = ["LARGER", "LONGEST_URL", "Border", "BorderLimits", "host_of"]

# Bytes of a path with its query; longer queries come by POST.
LONGEST_URL: Final = 16_000
# How many times larger than others a body may be where large ones are taken.
LARGER: Final = 10
_HOST: Final = re.compile(
    r"(?:[A-Za-z0-9_.-]{1,253}|\[(?P<six>[0-9A-Fa-f:.]{2,45})\])(?::[0-9]{1,5})?"
)
_OURSELVES: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True, slots=True)
class BorderLimits:
    """Names we answer to (any, if none is given), bytes of a body, seconds for it to come.

    Bodies sent to one of `large` may be LARGER times as large, and take as much longer.
    """

    hosts: frozenset[str] = frozenset()
    body: int = 2_000_000
    slowest: float = 10.0
    large: frozenset[str] = frozenset()

    def of(self, path: str) -> BorderLimits:
        """Return the limits for a body sent to `path`."""
        if path not in self.large:
            return self
        return replace(self, body=self.body * LARGER, slowest=self.slowest * LARGER)


@dataclass(frozen=True, slots=True)
class _Refusal:
    status: int
    title: Text
    cure: Text


_LONG: Final = _Refusal(
    414,
    Text("Cette adresse est trop longue.", "This address is too long."),
    Text("Envoyez une longue question par POST.", "Send a long query by POST."),
)
_STRANGE: Final = _Refusal(
    400,
    Text("En-tête Host illisible ou inconnu.", "Unreadable or unknown Host header."),
    Text(
        "Demandez ce site sous le nom qu'il publie.", "Ask this site under the name it publishes."
    ),
)
_UNREADABLE: Final = _Refusal(
    400,
    Text("Les paramètres de l'adresse ne sont pas de l'UTF-8.",
         "The parameters of the address are not UTF-8."),
    Text("Encodez chaque caractère en UTF-8, puis en %XX.",
         "Encode each character as UTF-8, then as %XX."),
)  # fmt: skip
_LARGE: Final = _Refusal(
    413,
    Text("Le corps de la requête est trop grand.", "The request body is too large."),
    Text("Envoyez moins à la fois.", "Send less at a time."),
)
_SLOW: Final = _Refusal(
    408,
    Text("La requête arrive trop lentement.", "The request comes too slowly."),
    Text("Envoyez-la d'une traite.", "Send it at one go."),
)


def host_of(scope: Scope) -> str:
    """Return the Host header, or "" when there is none that can be one."""
    given = [value for name, value in scope["headers"] if name == b"host"]
    text = given[0].decode("latin-1") if len(given) == 1 else ""
    found = _HOST.fullmatch(text)
    return text if found and _is_address(found["six"]) else ""


def _is_address(six: str | None) -> bool:
    """Tell whether what stands in brackets, if anything does, is an address that can be read."""
    try:
        return six is None or bool(IPv6Address(six))
    except ValueError:
        return False


class Border:
    """Lets a request through to `app`, or answers it with problem+json."""

    def __init__(self, app: ASGIApp, limits: BorderLimits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its body watched."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await _refuse(refusal, scope, receive, send)
            return
        watched = _Watched(receive, send, self._limits.of(scope["path"]))
        try:
            await self._app(scope, watched.receive, watched.send)
        except ClientDisconnect:
            # What a route raises that reads on after a refusal: it was told that nobody is there.
            if watched.refusal is None:
                raise
        if watched.refusal is not None and not watched.answered:
            await _refuse(watched.refusal, scope, receive, send)

    def _refusal(self, scope: Scope) -> _Refusal | None:
        raw: bytes = scope.get("raw_path") or scope["path"].encode("utf-8", "replace")
        if len(raw) + len(scope["query_string"]) > LONGEST_URL:
            return _LONG
        # The endpoint reads its own parameters as strictly, and each query once.
        if scope["path"] != "/sparql" and not _is_text(scope["query_string"]):
            return _UNREADABLE
        if any(name == b"host" for name, _ in scope["headers"]):
            host = host_of(scope)
            if not host:
                return _STRANGE
            known = self._limits.hosts
            if known and _name(host) not in known | _OURSELVES:
                return _STRANGE
        return None


class _Watched:
    """One request's body, counted and timed; past a limit the application sees nobody there."""

    __slots__ = ("_limits", "_receive", "_seen", "_send", "_until", "_whole", "answered", "refusal")

    def __init__(self, receive: Receive, send: Send, limits: BorderLimits) -> None:
        self._receive = receive
        self._send = send
        self._limits = limits
        self._seen = 0
        self._until = time.monotonic() + limits.slowest
        self._whole = False
        self.answered = False
        self.refusal: _Refusal | None = None

    async def receive(self) -> Message:
        if self._whole:
            # What is awaited now is only the client's leaving.
            return await self._receive()
        if self.refusal is None:
            try:
                async with asyncio.timeout(self._until - time.monotonic()):
                    message = await self._receive()
            except TimeoutError:
                self.refusal = _SLOW
        if self.refusal is None:
            self._seen += len(message.get("body", b""))
            self._whole = not message.get("more_body", False)
            if self._seen <= self._limits.body:
                return message
            self.refusal = _LARGE
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        # After a refusal the application speaks to nobody, unless it had begun before.
        if self.refusal is None or self.answered:
            self.answered = True
            await self._send(message)


def _is_text(query: bytes) -> bool:
    """Tell whether the parameters are UTF-8, as they come and behind their percent signs."""
    try:
        (unquote_to_bytes(query) if b"%" in query else query).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _name(host: str) -> str:
    return re.sub(r":[0-9]+$", "", host).lower()


async def _refuse(refusal: _Refusal, scope: Scope, receive: Receive, send: Send) -> None:
    # The rest of what is coming is not worth reading.
    headers: Mapping[str, str] = {"Connection": "close"}
    answer = problem(Request(scope), refusal.status, refusal.title, refusal.cure, headers)
    await answer(scope, receive, send)
