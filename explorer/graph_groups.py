"""Groups of a picture: things that share an attribute, each group in a rectangle of its own.

What has no such attribute stands in a group that says so, last; nothing is left out because
nobody has classified it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from explorer.label_boxes import width_of
from explorer.layout import Point, Size, bounds
from explorer.rendering import CATEGORIES
from graph.measures import communities
from graph.network import Network
from graph.projections import project
from ontology.errors import Text
from ontology.iris import concept

__all__ = ["Group", "framed", "groups_of", "title_width"]

_UNSTATED: Final = Text("non renseigné", "not stated")


@dataclass(frozen=True, slots=True)
class Group:
    """Things that share an attribute: the boxes held (references), and its own rectangle.

    `box` is left, top, width and height; the title stands above it and is no wider.
    """

    key: str
    name: Text
    held: tuple[str, ...]
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


def groups_of(
    network: Network, by: str, shown: Sequence[str], kinds: Mapping[str, Text]
) -> tuple[Group, ...]:
    """Return the groups of what is shown (IRIs) by an attribute, largest first; none by "".

    `kinds` names kinds of node. What has no such attribute comes last.
    """
    if not by:
        return ()
    number = communities(project(network, "actors")).of() if by == "community" else {}
    held: dict[str, list[str]] = defaultdict(list)
    names: dict[str, Text] = {}
    for iri in shown:
        key, name = _group_of(network, by, iri, number, kinds)
        held[key].append(iri)
        names[key] = name
    order = sorted(held, key=lambda key: (not key, -len(held[key]), key))
    return tuple(Group(key or "-", names[key], tuple(held[key])) for key in order)


def framed(
    network: Network, group: Group, places: Mapping[str, Point], sizes: Mapping[str, Size]
) -> Group:
    """Return a group with its rectangle around its things, and these by reference."""
    held = {iri: places[iri] for iri in group.held}
    left, top, width, height = bounds(held, sizes, 14)
    references = tuple(network.nodes[iri].reference for iri in group.held)
    return replace(group, held=references, box=(left, top, max(width, title_width(group)), height))


def title_width(group: Group) -> float:
    """Return the pixels a group needs for its title, in either language."""
    return max(width_of(text, 13) for text in (group.name.fr, group.name.en)) + 16


def _group_of(
    network: Network,
    by: str,
    iri: str,
    number: Mapping[str, int],
    kinds: Mapping[str, Text],
) -> tuple[str, Text]:
    node = network.nodes[iri]
    if by == "kind":
        return node.kind, kinds.get(node.kind, Text(node.kind, node.kind))
    if by == "community":
        found = number.get(iri)
        return (f"{found}", Text(f"n° {found}", f"no. {found}")) if found else ("", _UNSTATED)
    own = (iri,) if node.kind == by else node.attributes.get(by, ())
    if by == "category":
        own = tuple(sorted({_widest(one) for one in own}))
    if not own:
        return "", _UNSTATED
    names = [network.names[one] for one in own]
    return ",".join(one.rpartition("/")[2] for one in own), Text(
        " + ".join(name.fr for name in names), " + ".join(name.en for name in names)
    )


def _widest(iri: str) -> str:
    slug = iri.rpartition("/")[2]
    return concept("category", "mecenat") if CATEGORIES.get(slug) == "mecenat" else iri
