"""What the door promises beside its peers, and how a round of answers is held against it.

A ratio is of the same round, so that what the machine did meanwhile met both servers. Of a peer
that answered nothing in its time no ratio is told: dividing by nothing would make one up.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bench.load import Load

__all__ = ["KEPT", "OURS", "TWO", "Aim", "Results", "aims_of", "ratio"]

OURS: Final = "alliances, one process"
TWO: Final = "alliances, two processes"
KEPT: Final = "alliances, answers kept"
_PEER: Final = "oxigraph server"
_RDFLIB: Final = "rdflib-endpoint"

# By kind of load: each of our servers, and the least share of the peer's answers it may give.
_WANTED: Final = {
    "light": ((OURS, 0.15), (TWO, 0.3)),
    "medium": ((OURS, 0.9),),
    "repeated": ((KEPT, 0.8),),
}
_TIMES_RDFLIB: Final = 10

# The rounds of each server, in the same order for all.
Results = dict[str, list[Load]]


@dataclass(frozen=True, slots=True)
class Aim:
    """A promise: what, its least or greatest value, what was measured, None if nothing was."""

    what: str
    aim: str
    measured: str
    met: bool | None

    @property
    def verdict(self) -> str:
        """Return what a table says of it."""
        return {True: "met", False: "**missed**", None: "not measured"}[self.met]


def ratio(results: Results, ours: str, peer: str) -> float | None:
    """Return the median of our rate by the peer's, over the rounds in which the peer answered.

    None when it answered in none.
    """
    pairs = zip(results[ours], results[peer], strict=True)
    found = [one.rate / other.rate for one, other in pairs if other.rate]
    return statistics.median(found) if found else None


def aims_of(graph: str, title: str, results: Results) -> Iterator[Aim]:
    """Yield what one load of one graph was to reach, and whether it did."""
    kind = title.partition(",")[0]
    wanted = [(ours, _PEER, least, ".2f") for ours, least in _WANTED[kind]]
    for ours, peer, least, form in (*wanted, (_WANTED[kind][0][0], _RDFLIB, _TIMES_RDFLIB, ".0f")):
        what, aim = f"{graph}, {kind}: {ours} / {peer}", f"at least {least}"
        found = ratio(results, ours, peer)
        if found is None:
            yield Aim(what, aim, "the peer answered nothing in its time", None)
        else:
            yield Aim(what, aim, format(found, form), found >= least)
