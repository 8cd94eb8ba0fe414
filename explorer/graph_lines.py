"""The lines of a picture: one for each tie, so that each keeps its status and its mark.

Two things joined by several ties get lines that bend apart. In a bridged picture alliances are
laid aside and their partners are joined; such a line counts what is shared and claims nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from explorer.graph_choice import Chosen
from graph.network import Network, Status, Tie

__all__ = ["Line", "bridged", "is_actor", "lines_of", "ties_among"]

# Pixels between two lines that join the same two things.
_BEND: Final = 30.0


@dataclass(frozen=True, slots=True)
class Line:
    """One tie, or in a bridged picture the alliances two actors share (`weight` of them).

    `bend` is how far the middle of its curve stands from the straight line, in pixels; `share`
    is where on it its letter stands, 0 at the start and 1 at the end.
    """

    id: str
    start: str
    end: str
    ties: tuple[Tie, ...]
    kind: str
    bend: float = 0.0
    weight: int = 1
    share: float = 0.5

    @property
    def status(self) -> Status | None:
        """The status of the link; nobody claims an effect by a line that has none."""
        return self.ties[0].status if self.kind == "claim" else None

    @property
    def mark(self) -> str:
        """What stands on the line: letter, then signs for contradicted and without quote."""
        if self.kind == "bridge":
            return str(self.weight) if self.weight > 1 else ""
        if self.status is None:
            return ""
        tie = self.ties[0]
        return self.status.letter + ("≠" if tie.against else "") + ("?" if tie.to_find else "")


def ties_among(network: Network, picked: Chosen) -> list[Tie]:
    """Return the ties that join two things picked, only those asked for where some are."""
    held = set(picked.all)
    return [
        tie
        for tie in network.ties
        if tie.start in held
        and tie.end in held
        and tie.start != tie.end
        and (picked.only is None or tie.id in picked.only)
    ]


def lines_of(ties: Iterable[Tie]) -> tuple[Line, ...]:
    """Return a line for each tie; several between the same two things bend apart."""
    pairs: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie in ties:
        one, other = sorted((tie.start, tie.end))
        pairs[one, other].append(tie)
    found = []
    for (one, _), many in pairs.items():
        for place, tie in enumerate(many):
            bend = (place - (len(many) - 1) / 2) * _BEND
            # A bend is to one side of its own direction; the pair needs one side in common.
            turned = bend if tie.start == one else -bend
            found.append(Line(tie.id, tie.start, tie.end, (tie,), tie.kind, turned))
    return tuple(found)


def is_actor(network: Network, iri: str) -> bool:
    """Tell whether a thing takes part in something."""
    return any(tie.kind == "participation" and tie.start == iri for tie in network.ties_of[iri])


def bridged(network: Network, ties: Iterable[Tie]) -> tuple[Line, ...]:
    """Lay alliances aside and join their partners; what is told of actors stays."""
    partners: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        if tie.kind == "participation":
            partners[tie.end].append(tie)
    shared: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for _, many in sorted(partners.items()):
        for place, one in enumerate(many):
            for other in many[place + 1 :]:
                start, end = sorted((one.start, other.start))
                shared[start, end] += [one, other]
    return tuple(
        Line(f"b-{place}", start, end, tuple(both), "bridge", weight=len(both) // 2)
        for place, ((start, end), both) in enumerate(sorted(shared.items()))
    ) + tuple(
        line
        for line in lines_of(
            tie
            for tie in ties
            if tie.kind == "claim" and is_actor(network, tie.start) and is_actor(network, tie.end)
        )
    )
