"""What one client may take from the workers: at once, in seconds, in errors.

A client is an address; of IPv6 its /64, since one household holds that many. Seconds and
errors are buckets that fill again at their own rate, so nobody is shut out for long. What is
kept of a client is a handful of numbers in memory, forgotten when others need the room.
"""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import Final

from ontology.errors import QueryError, Text

__all__ = ["Budget", "BudgetError", "Budgets", "client_of"]

_KEPT: Final = 10_000
_MINUTE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Budget:
    """Queries at once, seconds of work and errors each minute; `loopback` counts ourselves too."""

    parallel: int = 2
    seconds: float = 60.0
    errors: int = 30
    loopback: bool = False


class BudgetError(QueryError):
    """A client has used up what it may take; `retry_after` says when to come back, in seconds."""

    status_hint = 429

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            Text("Vous avez épuisé votre part pour l'instant.", "You have used up your share."),
            Text(f"Revenez dans {retry_after} s.", f"Come back in {retry_after} s."),
        )
        self.retry_after = retry_after


@dataclass(slots=True)
class _Account:
    seconds: float
    errors: float
    seen: float
    running: int = 0


class Budgets:
    """The accounts of all clients; safe to use from several threads."""

    __slots__ = ("_accounts", "_budget", "_clock", "_lock")

    def __init__(self, budget: Budget, clock: Callable[[], float] = time.monotonic) -> None:
        self._budget = budget
        self._clock = clock
        self._lock = threading.Lock()
        self._accounts: OrderedDict[str, _Account] = OrderedDict()

    def enter(self, client: str) -> None:
        """Count one more running query of `client`; raise BudgetError when it may not run."""
        if self._free(client):
            return
        with self._lock:
            account = self._account(client)
            if account.running >= self._budget.parallel:
                raise BudgetError(1)
            missing = max(
                -account.seconds / self._budget.seconds,
                (1 - account.errors) / self._budget.errors,
            )
            if missing > 0:
                raise BudgetError(max(1, ceil(missing * _MINUTE)))
            account.running += 1

    def leave(self, client: str, seconds: float, *, error: bool) -> None:
        """Count one query less, and charge what it cost."""
        if self._free(client):
            return
        with self._lock:
            account = self._account(client)
            account.running = max(0, account.running - 1)
            account.seconds -= seconds
            account.errors -= error

    def _free(self, client: str) -> bool:
        return client == "loopback" and not self._budget.loopback

    def _account(self, client: str) -> _Account:
        now, full = self._clock(), self._budget
        account = self._accounts.pop(client, None) or _Account(full.seconds, full.errors, now)
        share = (now - account.seen) / _MINUTE
        account.seen = now
        account.seconds = min(full.seconds, account.seconds + share * full.seconds)
        account.errors = min(full.errors, account.errors + share * full.errors)
        self._accounts[client] = account
        while len(self._accounts) > _KEPT:
            self._accounts.popitem(last=False)
        return account


def client_of(address: str) -> str:
    """Return the name under which the client at `address` is counted."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv6Address):
        known = known.ipv4_mapped or known
    if known.is_loopback:
        return "loopback"
    if known.version == 6:
        return str(ipaddress.ip_network(f"{known}/64", strict=False))
    return str(known)
