"""Groups of a picture: things that share an attribute, each group in a rectangle of its own.

Any attribute that things of the network share will do, their kind and their computed community
too. Who has several values stands with those that have the same ones, or among *several* when
nobody else has. What could have the attribute and has none is *not stated*, what cannot have it
(an impact has no type of actor) is *not concerned*; both come last, and nothing is left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NoReturn

from explorer.label_boxes import width_of
from explorer.layout import Point, Size, bounds
from explorer.rendering import CATEGORIES
from graph.measures import communities
from graph.network import Network, Node
from graph.projections import project
from ontology.errors import QueryError, Text
from ontology.iris import concept

__all__ = [
    "COMPUTED",
    "GROUP_TITLE",
    "Group",
    "attributes_among",
    "framed",
    "groups_of",
    "title_width",
]

# Groupings that are reckoned from the network itself, and no attribute of a thing.
COMPUTED: Final = ("kind", "community")
# Attributes whose values have an order of their own, which groups keep.
IN_ORDER: Final = frozenset({"start", "alliances"})
# Those of an attribute that none of its values names, in the order in which they stand.
_REST: Final = {
    "+": Text("plusieurs à la fois", "several at once"),
    "-": Text("non renseigné", "not stated"),
    "--": Text("sans objet", "not concerned"),
}
# Pixels of a group's title, which is read before the names it stands over.
GROUP_TITLE: Final = 18
# A group's frame: room at the sides and below, and above for its title.
MARGIN: Final = 16


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

    `kinds` names kinds of node. Raise QueryError for what nothing in the network has.
    """
    if not by:
        return ()
    values, names = _valued(network, by, kinds)
    concerned = {network.nodes[iri].kind for iri in values}
    alike = Counter(values.get(iri, ()) for iri in shown)
    held: dict[str, list[str]] = defaultdict(list)
    titles = dict(_REST)
    for iri in shown:
        own = values.get(iri, ())
        lacking = "-" if network.nodes[iri].kind in concerned else "--"
        key = _key(own, alike[own]) or lacking
        held[key].append(iri)
        titles.setdefault(key, _joined(names[one] for one in own))
    rest = ["", *_REST]
    order = sorted(
        held,
        key=lambda key: (
            rest.index(key if key in _REST else ""),
            0 if by in IN_ORDER else -len(held[key]),
            key,
        ),
    )
    return tuple(
        Group(key, _counted(titles[key], len(held[key])), tuple(held[key])) for key in order
    )


def _key(own: tuple[str, ...], many: int) -> str:
    """Return the key of a combination that `many` things have, "" of none."""
    if len(own) > 1 and many == 1:
        return "+"
    return ",".join(one.rpartition("/")[2] for one in own)


def attributes_among(network: Network, shown: Iterable[str]) -> tuple[str, ...]:
    """Return the attributes that at least two of the things shown (IRIs) have."""
    held = Counter(name for iri in shown for name in network.nodes[iri].attributes)
    return tuple(sorted(name for name, count in held.items() if count > 1))


def framed(
    network: Network, group: Group, places: Mapping[str, Point], sizes: Mapping[str, Size]
) -> Group:
    """Return a group with its rectangle around its things, and these by reference."""
    held = {iri: places[iri] for iri in group.held}
    left, top, width, height = bounds(held, sizes, MARGIN)
    references = tuple(network.nodes[iri].reference for iri in group.held)
    return replace(group, held=references, box=(left, top, max(width, title_width(group)), height))


def title_width(group: Group) -> float:
    """Return the pixels a group needs for its title, in either language."""
    return max(width_of(text, GROUP_TITLE) for text in (group.name.fr, group.name.en)) + 16


def _valued(
    network: Network, by: str, kinds: Mapping[str, Text]
) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, Text]]:
    """Return the values of every thing of the network that has some, and what they are called."""
    if by == "community":
        return _communities(network)
    if by == "kind":
        found = {iri: (node.kind,) for iri, node in network.nodes.items()}
        return found, {one: kinds.get(one, Text(one, one)) for (one,) in found.values()}
    own = {iri: node.attributes.get(by, ()) for iri, node in network.nodes.items()}
    if not any(own.values()):
        _refuse(network, by)
    # A notion stands in its own group: a domain among what addresses it.
    own |= {iri: (iri,) for iri, node in network.nodes.items() if node.kind == by}
    if by == "category":
        own = {iri: tuple(sorted({_widest(one) for one in many})) for iri, many in own.items()}
    return {iri: many for iri, many in own.items() if many}, network.names


def _communities(
    network: Network,
) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, Text]]:
    """Return the community of each actor, called by the member with most ties."""
    number = communities(project(network, "actors")).of()
    first: dict[str, Node] = {}
    for iri in sorted(number, key=lambda iri: (-len(network.ties_of[iri]), iri)):
        first.setdefault(f"{number[iri]}", network.nodes[iri])
    names = {
        place: Text(f"autour de : {node.label.fr}", f"around: {node.label.en}")
        for place, node in first.items()
    }
    return {iri: (f"{place}",) for iri, place in number.items()}, names


def _refuse(network: Network, by: str) -> NoReturn:
    known = {name for node in network.nodes.values() for name in node.attributes}
    listed = ", ".join([*COMPUTED, *sorted(known)])
    raise QueryError(
        Text(f"by : « {by} » ne convient pas.", f"by: “{by}” will not do."),
        Text(f"Donnez un de : {listed}.", f"Give one of: {listed}."),
    )


def _counted(title: Text, many: int) -> Text:
    return Text(f"{title.fr} ({many})", f"{title.en} ({many})")


def _joined(names: Iterable[Text]) -> Text:
    held = list(names)
    return Text(" + ".join(one.fr for one in held), " + ".join(one.en for one in held))


def _widest(iri: str) -> str:
    slug = iri.rpartition("/")[2]
    return concept("category", "mecenat") if CATEGORIES.get(slug) == "mecenat" else iri
