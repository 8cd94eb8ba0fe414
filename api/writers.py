"""Who may write, and how we know that it was they who asked.

Nobody may, unless the settings say so; then either the person at this very machine, or whoever
the reverse proxy says it is. A name in a header is believed only from the addresses that were
given, and what came through another proxy is no local person. A form is taken only from our own
pages: the browser must say that it comes from our own origin, and the form must hold a token made
for that person on that day, by a key that stays in the store's directory. Nothing of this is kept
in memory, so that several processes, and a restart, agree.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.border import host_of
from ontology.errors import ForbiddenError, Text

__all__ = ["EVERYONE", "Guard", "Network", "Peer", "Writers", "read_key"]

Network: TypeAlias = IPv4Network | IPv6Network

# In the list of reviewers: whoever may write may review.
EVERYONE: Final = "*"
_LONGEST: Final = 100
_PEER: Final = "alliances.peer"
# Set by proxies: a person at this machine sends none of them.
_FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
_OURSELVES: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})


class Peer:
    """Notes who is really at the other end, before a proxy's word for it is taken."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] == "http":
            scope[_PEER] = scope.get("client")
        await self._app(scope, receive, send)


@dataclass(frozen=True, slots=True)
class Writers:
    """On whose word somebody may write: `local` names the person at this machine.

    Otherwise `header` holds the name, as one of `proxies` sends it. `reviewers` may decide.
    """

    reviewers: frozenset[str]
    local: str = ""
    header: str = ""
    proxies: tuple[Network, ...] = ()

    def who(self, request: Request) -> str:
        """Return the name of who asks; raise ForbiddenError if it is nobody who may write."""
        scope = request.scope
        client = scope.get(_PEER, scope.get("client"))
        peer = str(client[0]) if client else ""
        name = self._here(request, peer) if self.local else self._named(request, peer)
        if not name:
            raise ForbiddenError(*_NOBODY)
        return name

    def reviews(self, who: str) -> bool:
        """Tell whether that person may accept, refuse and ask."""
        return bool({who, EVERYONE} & self.reviewers)

    def _here(self, request: Request, peer: str) -> str:
        through = any(name in request.headers for name in _FORWARDED)
        # A page of elsewhere can make its own name lead here, but cannot call itself ours.
        ours = urlsplit(f"//{host_of(request.scope)}").hostname or ""
        named = ours in {each.strip("[]") for each in _OURSELVES}
        return self.local if _is_loopback(peer) and named and not through else ""

    def _named(self, request: Request, peer: str) -> str:
        given = request.headers.getlist(self.header)
        if len(given) != 1 or not self._trusts(peer):
            return ""
        try:
            # Headers are read as Latin-1; a proxy that sends another script sends UTF-8.
            name = given[0].encode("latin-1").decode("utf-8").strip()
        except UnicodeError:
            return ""
        name = unicodedata.normalize("NFC", name)
        return name if name.isprintable() and len(name) <= _LONGEST and name != EVERYONE else ""

    def _trusts(self, peer: str) -> bool:
        try:
            address = ip_address(peer)
        except ValueError:
            return False
        return any(address in network for network in self.proxies)


@dataclass(frozen=True, slots=True)
class Guard:
    """Makes and checks the token of each form, and the origin it comes from."""

    key: bytes
    public_url: str = ""

    def token(self, who: str, day: date | None = None) -> str:
        """Return what a form made for `who` on that day (today, UTC) must hold."""
        told = f"{(day or _today()).isoformat()}|{who}"
        return hmac.new(self.key, told.encode(), hashlib.sha256).hexdigest()

    def check(self, request: Request, who: str, token: str) -> None:
        """Raise ForbiddenError unless the form came from one of our pages, made for `who`."""
        # A page that was open at midnight still counts.
        days = (_today(), _today() - timedelta(days=1))
        known = any(
            hmac.compare_digest(self.token(who, day).encode(), token.encode()) for day in days
        )
        if not (known and self._same_origin(request)):
            raise ForbiddenError(*_FOREIGN)

    def _same_origin(self, request: Request) -> bool:
        """Tell whether what the browser says of the form's origin is that it is ours."""
        site = request.headers.get("sec-fetch-site")
        origin = request.headers.get("origin")
        if site is None and origin is None:
            return False
        ours = {host_of(request.scope).lower(), urlsplit(self.public_url).netloc.lower()} - {""}
        fits = origin is None or urlsplit(origin).netloc.lower() in ours
        return fits and site in {None, "same-origin"}


def read_key(directory: Path) -> bytes:
    """Return the key of the tokens, made on first use and readable by its owner only."""
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / "contribute.key"
    fresh = directory / f".contribute-{secrets.token_hex(4)}"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(32))
    try:
        # Whole or not at all, and the first of two processes wins.
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return path.read_bytes()


def _is_loopback(peer: str) -> bool:
    try:
        return ip_address(peer).is_loopback
    except ValueError:
        return False


def _today() -> date:
    return datetime.now(UTC).date()


_NOBODY: Final = (
    Text("Vous ne pouvez pas contribuer ici.", "You may not contribute here."),
    Text(
        "Passez par l'adresse et l'identification que donne l'administrateur.",
        "Come by the address and the login that the administrator gives.",
    ),
)
_FOREIGN: Final = (
    Text(
        "Ce formulaire ne vient pas de ce site, ou il est trop vieux.",
        "This form does not come from this site, or it is too old.",
    ),
    Text(
        "Revenez en arrière, rechargez la page et renvoyez-le : rien n'est perdu.",
        "Go back, load the page again and send it once more: nothing is lost.",
    ),
)
