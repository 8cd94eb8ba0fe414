"""Names typed into the explorer's boxes that mean no one thing, with the nearest that do.

A name that nobody holds is answered with what resembles it, and the rest of what was typed
stays: choosing a proposal for one end of a path keeps the other end and asks the same question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from explorer.graph_state import State
from explorer.models import Link
from explorer.reading import Words
from graph.network import Network
from ontology.errors import QueryError
from queries.network import find_thing, nearest

__all__ = ["Unclear", "said_in", "unclear_names"]

_LONGEST: Final = 200
_BOXES: Final = ("q", "from", "to", "why")


@dataclass(frozen=True, slots=True)
class Unclear:
    """A name that means no one thing, and the proposals that answer the same question."""

    said: str
    near: tuple[Link, ...]


def said_in(params: Mapping[str, str]) -> Mapping[str, str]:
    """Return what each box of the page holds, "" for nothing."""
    return {box: (params.get(box) or "")[:_LONGEST] for box in _BOXES}


def unclear_names(
    network: Network, params: Mapping[str, str], language: str
) -> tuple[Unclear, ...]:
    """Return the names of a start or of a path's ends that mean no one thing, in that order."""
    said = said_in(params)
    found = []
    if said["q"]:
        found.append(Unclear(said["q"], _starts(network, said["q"], language)))
    for end in ("from", "to"):
        if said[end] and not _known(network, said[end]):
            found.append(Unclear(said[end], _ends(network, said, end, language)))
    return tuple(found)


def _known(network: Network, said: str) -> bool:
    try:
        find_thing(network, said)
    except QueryError:
        return False
    return True


def _named(network: Network, iri: str, language: str, href: str) -> Link:
    return Link(Words(network.nodes[iri].label.in_language(language)), href)


def _starts(network: Network, said: str, language: str) -> tuple[Link, ...]:
    return tuple(
        _named(network, iri, language, State(centre=(network.nodes[iri].reference,)).href(language))
        for iri in nearest(network, said)
    )


def _ends(network: Network, said: Mapping[str, str], end: str, language: str) -> tuple[Link, ...]:
    ends = {name: said[name] for name in ("from", "to")}
    return tuple(
        _named(
            network,
            iri,
            language,
            f"/{language}/explorer?{urlencode({**ends, end: network.nodes[iri].reference})}",
        )
        for iri in nearest(network, said[end])
    )
