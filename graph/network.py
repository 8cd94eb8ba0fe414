"""The graph as things and typed ties: what is shown, walked and measured as a network.

A tie keeps what makes it true: who states it, with which evidence, read in which source, and
the status of the link where there is one. Three kinds have no status, because nobody claims
an effect by them: somebody takes part in an alliance, an alliance is classified, a concept is
a kind of another. This module refuses to invent a tie: each is a statement of the graph, and
what is drawn from several of them (`graph.projections`) keeps them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Final

import pyoxigraph as ox

from graph.attributes import Shared, attribute_name, attributes_of, names_of_values
from graph.network_model import SAMPLE_CAUTION, Network, Node, Said, Status, Tie, TieKind
from graph.store import Row, Store
from ontology.errors import Text
from ontology.iris import BASE, concept, reference_of
from ontology.terms import AL, SKOS

__all__ = [
    "SAMPLE_CAUTION",
    "Network",
    "Node",
    "Said",
    "Status",
    "Tie",
    "TieKind",
    "read_network",
    "tie_queries",
]

# How many IRIs go into one query: keeps its text under a few hundred kilobytes.
_BATCH: Final = 1000
_TO_FIND: Final = concept("quote-status", "to-find")
_POLARITIES: Final = {
    concept("polarity", "positive"): "positive",
    concept("polarity", "negative"): "negative",
}


def read_network(store: Store) -> Network:
    """Read every tie of `store`; the same graph gives the same network, in the same order."""
    statuses = _statuses(store)
    ties = [*_claimed(store, statuses), *_participations(store), *_classified(store)]
    groups = {iri: text for _, iri, text in _groups(store)}
    held = {end for tie in ties for end in (tie.start, tie.end)}
    ties += [tie for tie in _hierarchy(store) if tie.start in held and tie.end in held]
    ties = sorted(dict.fromkeys(ties), key=_order)
    shared = list(_shared(store, sorted(held)))
    attributes = attributes_of(shared, ties)
    values = {one for found in attributes.values() for many in found.values() for one in many}
    plain = names_of_values(values)
    spoken = values - plain.keys() | {relation for _, relation, _ in shared}
    spoken |= {iri for tie in ties for iri in (tie.relation, *tie.bases, *tie.sources)}
    names = {**_names(store, sorted(held | spoken)), **plain}
    nodes = {
        iri: Node(iri, _kind(iri), groups.get(iri, names[iri]), attributes.get(iri, {}))
        for iri in sorted(held)
    }
    called = {attribute_name(relation): names[relation] for _, relation, _ in shared}
    return Network(nodes, tuple(ties), statuses, {**names, **groups}, called)


def tie_queries() -> dict[str, str]:
    """Return the queries a network is read with, by name, so that an answer can carry them."""
    folder = files("graph") / "ties"
    held = sorted(file.name for file in folder.iterdir() if file.name.endswith(".rq"))
    return {name.removesuffix(".rq"): (folder / name).read_text("utf-8") for name in held}


def _order(tie: Tie) -> tuple[str, ...]:
    return (tie.start, tie.end, tie.kind, tie.relation, *tie.stated_by)


def _kind(iri: str) -> str:
    return (reference_of(iri) or "").partition("/")[0]


def _query(name: str) -> str:
    return (files("graph") / "ties" / f"{name}.rq").read_text(encoding="utf-8")


def _rows(store: Store, name: str) -> Iterator[tuple[str, ...]]:
    """Yield rows as plain values, "" where nothing is bound, in a fixed order."""
    yield from sorted(tuple(_plain(row)) for row in store.query(_query(name)).rows)


def _plain(row: Row) -> Iterator[str]:
    for term in row:
        yield term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""


def _listed(rows: Iterable[tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """Return second values by first value, each once, in order."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for key, value in rows:
        found[key][value] = None
    return defaultdict(tuple, {key: tuple(values) for key, values in found.items()})


def _statuses(store: Store) -> tuple[Status, ...]:
    rows = list(_rows(store, "statuses"))
    names = _names(store, [row[0] for row in rows])
    return tuple(Status(iri, letter, line, names[iri]) for iri, letter, line in rows)


def _claimed(store: Store, statuses: Iterable[Status]) -> Iterator[Tie]:
    by_iri = {status.iri: status for status in statuses}
    through = _listed((claim, means) for claim, means in _rows(store, "through"))
    proof = list(_rows(store, "evidence"))
    evidence = _listed((row[0], row[1]) for row in proof)
    sources = _listed((row[0], row[3]) for row in proof)
    found = {row[0] for row in proof if row[2] != _TO_FIND}
    links: dict[tuple[str, ...], dict[str, Said]] = defaultdict(dict)
    for claim, link, start, relation, end, polarity, status in _rows(store, "claims"):
        links[link, start, relation, end, status][claim] = Said(
            claim,
            _POLARITIES.get(polarity, "other"),
            through[claim],
            evidence[claim],
            sources[claim],
            claim not in found,
        )
    for (link, start, relation, end, status), said in links.items():
        told = tuple(said.values())
        yield Tie("claim", start, relation, end, (link,), by_iri.get(status), said=told)


def _participations(store: Store) -> Iterator[Tie]:
    sources = _listed((one, source) for one, source in _rows(store, "participation-sources"))
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for participation, alliance, actor, _ in _rows(store, "participations"):
        found[actor or participation, alliance].append(participation)
    for (actor, alliance), stated_by in found.items():
        read_in = sorted({source for one in stated_by for source in sources[one]})
        yield Tie(
            "participation",
            actor,
            AL.partnerIn.value,
            alliance,
            tuple(stated_by),
            read_in=tuple(read_in),
        )


def _groups(store: Store) -> Iterator[tuple[str, str, Text]]:
    for participation, alliance, actor, group in _rows(store, "participations"):
        if not actor:
            yield alliance, participation, Text(group, group)


def _classified(store: Store) -> Iterator[Tie]:
    assigned = list(_rows(store, "assignments"))
    stated_by = _listed((f"{row[1]} {row[2]}", row[0]) for row in assigned)
    bases = _listed((f"{row[1]} {row[2]}", row[3]) for row in assigned)
    read: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for start, relation, end, source in _rows(store, "classified"):
        read[start, relation, end].append(source)
    for (start, relation, end), read_in in read.items():
        key = f"{start} {end}"
        yield Tie(
            "classification",
            start,
            relation,
            end,
            stated_by[key],
            bases=tuple(sorted(bases[key])),
            read_in=tuple(read_in),
        )


def _hierarchy(store: Store) -> Iterator[Tie]:
    for start, end in _rows(store, "broader"):
        yield Tie("hierarchy", start, SKOS.broader.value, end)


def _shared(store: Store, things: Sequence[str]) -> Iterator[Shared]:
    """Yield (thing, relation, value) of what things have in common, in a fixed order."""
    held = {*things}
    told = [*_asked(store, "attributes", things), *store.query(_query("attributes-beyond")).rows]
    for thing, relation, value in sorted(tuple(_plain(row)) for row in told):
        if thing in held:
            yield thing, relation, value


def _asked(store: Store, name: str, things: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a query about given things, some hundreds at a time."""
    text = _query(name)
    for first in range(0, len(things), _BATCH):
        terms = " ".join(str(ox.NamedNode(iri)) for iri in things[first : first + _BATCH])
        asked = text.replace("VALUES ?thing { rdfs:label }", f"VALUES ?thing {{ {terms} }}")
        yield from sorted(store.query(asked).rows, key=str)


def _names(store: Store, iris: Iterable[str]) -> Mapping[str, Text]:
    """Return what things are called; what has no label is called by its reference."""
    wanted = list(iris)
    held: dict[str, dict[str, str]] = defaultdict(dict)
    for thing, label in _asked(store, "names", wanted):
        if isinstance(thing, ox.NamedNode) and isinstance(label, ox.Literal):
            held[thing.value].setdefault(label.language or "", label.value)
    return {iri: _text(iri, held[iri]) for iri in wanted}


def _text(iri: str, labels: Mapping[str, str]) -> Text:
    plain = labels.get("", reference_of(iri) or iri.removeprefix(BASE))
    fr = labels.get("fr", plain)
    return Text(fr, labels.get("en", labels.get("", fr)))
