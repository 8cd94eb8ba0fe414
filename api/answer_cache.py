"""Answers given again without being made again, above everything else that handles a request.

What a route may let be kept bears the header `Data-Version`, the content hash of the snapshot
it was made from. An answer is kept under all that it could depend on: method, host, path,
query, body, and what the client accepts. It is given again only while that very snapshot is
the published one; with the next, all is forgotten. Only whole answers of status 200 are kept,
never one to a client who sends a key or a cookie. The oldest unused go first when the bytes
run out. Answers that may be kept get an entity tag if they have none, and a client that has
the answer already is told so by a 304.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.tags import holds

__all__ = ["VERSION", "AnswerCache"]

VERSION: Final = "Data-Version"

_VERSION: Final = b"data-version"
# What an answer may depend on, besides its address.
_ASKED: Final = frozenset(
    [b"host", b"accept", b"accept-language", b"accept-encoding", b"content-type"]
)
# Whose answer is nobody else's.
_PERSONAL: Final = frozenset([b"authorization", b"cookie", b"range", b"content-encoding"])
# Of a body that has not changed, these say nothing any more.
_OF_THE_BODY: Final = frozenset([b"content-length", b"content-type", b"content-encoding",
                                 b"content-disposition"])  # fmt: skip
_LONGEST_BODY: Final = 16_000
# Seconds in which the body of a POST must have come to be looked for here.
_PROMPT: Final = 1.0
# Bytes that an entry takes besides its answer, roughly.
_ENTRY: Final = 1500

Headers = list[tuple[bytes, bytes]]
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """One answer: the two messages that say it, the two that say it has not changed."""

    messages: tuple[Message, Message]
    unchanged: tuple[Message, Message]
    tag: bytes
    size: int


class AnswerCache:
    """Keeps answers of `app`, made from the snapshot published below `root`, in `size` bytes."""

    def __init__(self, app: ASGIApp, root: Path, size: int) -> None:
        self._app = app
        self._link = os.fspath(root / "current")
        self._size = size
        self._version = ""
        self._kept: OrderedDict[Key, _Kept] = OrderedDict()
        self.held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or pass the request on and look at the answer."""
        if scope["type"] != "http" or not self._follow():
            await self._app(scope, receive, send)
            return
        asked, known = _asked(scope)
        body = b""
        if asked is not None and scope["method"] == "POST":
            told = await _whole_body(receive)
            if told is not None:
                receive = _again(told, receive)
            body = told.get("body", b"") if told and not told.get("more_body") else b""
            asked = (*asked, body) if 0 < len(body) <= _LONGEST_BODY else None
        if asked is None:
            await self._app(scope, receive, send)
            return
        kept = self._kept.get(asked)
        if kept is None:
            await self._app(scope, receive, _Looking(self, asked, known, send).send)
            return
        self._kept.move_to_end(asked)
        for message in kept.unchanged if _has(known, kept.tag) else kept.messages:
            await send(message)

    def keep(self, key: Key, start: Message, body: Message) -> _Kept:
        """Return the answer as it is to be sent, and keep it if its snapshot is published."""
        headers: Headers = list(start["headers"])
        found = dict(headers)
        tag = found.get(b"etag", b"")
        if not tag and key[0] != "POST":
            digest = hashlib.sha256(body["body"]).hexdigest()[:16].encode()
            tag = b'W/"' + found[_VERSION][:16] + b"-" + digest + b'"'
            headers.append((b"etag", tag))
        rest = [(name, value) for name, value in headers if name not in _OF_THE_BODY]
        kept = _Kept(
            ({**start, "headers": headers}, body),
            ({**start, "status": 304, "headers": rest}, {**body, "body": b""}),
            tag,
            _ENTRY + len(body["body"]) + sum(len(part) for part in key if isinstance(part, bytes)),
        )
        current = found[_VERSION][:16].decode("latin-1") == self._version
        if current and kept.size <= self._size // 8:
            self._put(key, kept)
        return kept

    def _put(self, key: Key, kept: _Kept) -> None:
        replaced = self._kept.pop(key, None)
        self.held += kept.size - (replaced.size if replaced else 0)
        self._kept[key] = kept
        while self.held > self._size:
            _, gone = self._kept.popitem(last=False)
            self.held -= gone.size

    def _follow(self) -> bool:
        """Forget all if another snapshot is published; tell whether one is."""
        try:
            # Once for each request, and a Path would take three times as long.
            version = os.readlink(self._link).rpartition("/")[2]  # noqa: PTH115
        except OSError:
            version = ""
        if version != self._version:
            self._kept.clear()
            self.held, self._version = 0, version
        return bool(version)


class _Looking:
    """Passes an answer on, and hands one that may be kept to the cache first."""

    __slots__ = ("_cache", "_key", "_known", "_send", "_start")

    def __init__(self, cache: AnswerCache, key: Key, known: bytes, send: Send) -> None:
        self._cache = cache
        self._key = key
        self._known = known
        self._send = send
        self._start: Message | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _may_be_kept(message):
            self._start = message
            return
        if self._start is None:
            await self._send(message)
            return
        start, self._start = self._start, None
        if message["type"] != "http.response.body" or message.get("more_body"):
            # It comes in pieces, so it is not ours to keep.
            await self._send(start)
            await self._send(message)
            return
        kept = self._cache.keep(self._key, start, {"body": b"", **message})
        for each in kept.unchanged if _has(self._known, kept.tag) else kept.messages:
            await self._send(each)


def _asked(scope: Scope) -> tuple[Key | None, bytes]:
    """Return what the answer depends on, None if it is not to be kept; and the tags known."""
    method: str = scope["method"]
    if method not in {"GET", "HEAD"} and (method != "POST" or scope["path"] != "/sparql"):
        return None, b""
    raw: bytes = scope.get("raw_path") or scope["path"].encode("utf-8", "replace")
    key: list[object] = [method, scope["scheme"], raw, scope["query_string"]]
    known = b""
    for name, value in scope["headers"]:
        if name in _ASKED:
            key += (name, value)
        elif name == b"if-none-match":
            known = value
        elif name in _PERSONAL:
            return None, b""
    return tuple(key), known


def _may_be_kept(start: Message) -> bool:
    return start["status"] == 200 and any(name == _VERSION for name, _ in start["headers"])


def _has(known: bytes, tag: bytes) -> bool:
    """Tell whether the client has what bears `tag`; `*` is whatever there is."""
    if not (known and tag):
        return False
    return known.strip() == b"*" or holds(known.decode("latin-1"), tag.decode("latin-1"))


async def _whole_body(receive: Receive) -> Message | None:
    """Return the first piece of the body, None if it does not come at once."""
    try:
        async with asyncio.timeout(_PROMPT):
            return await receive()
    except TimeoutError:
        return None


def _again(told: Message, receive: Receive) -> Receive:
    """Return a receiver that says `told` first."""
    waiting = [told]

    async def first() -> Message:
        return waiting.pop() if waiting else await receive()

    return first
