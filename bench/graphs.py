"""The two graphs that are measured, and the queries asked of them.

The curated graph is the record as it is published; the synthetic one has the same shapes in
68,000 invented alliances, a little more than a million triples. Each is a snapshot of ours and
a file of N-Triples for the others, with the same triples in the default graph.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from bench.page import ROOT
from commands.build import build_if_changed
from commands.settings import read_settings
from graph.snapshots import Snapshots
from ontology.iris import BASE, NS
from ontology.terms import RDF, RDFS

__all__ = ["LIGHT", "MEDIUM", "REPEATED", "Graph", "curated", "synthetic"]

HOME: Final = ROOT / "var" / "bench" / "graphs"
_ALLIANCES: Final = 68_000
_ACTORS: Final = 20_000
_YEAR: Final = "http://www.w3.org/2001/XMLSchema#gYear"
# Entities asked for: more than any cache of a plan holds, fewer than a run asks.
_ENTITIES: Final = 3000

LIGHT: Final = (
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    "SELECT ?p ?o ?label {{ <{iri}> ?p ?o OPTIONAL {{ ?o rdfs:label ?label }} }}"
)
MEDIUM: Final = (
    "PREFIX al: <https://w3id.org/alliances-kg/ns#> "
    "SELECT ?category ?region (COUNT(?alliance) AS ?n) "
    "{ ?alliance al:inCategory ?category ; al:inTerritory ?region } GROUP BY ?category ?region"
)
REPEATED: Final = 20


@dataclass(frozen=True, slots=True)
class Graph:
    """One graph: our snapshots below `store`, the same as `triples`, and files of queries."""

    name: str
    store: Path
    triples: Path
    size: int
    light: Path
    repeated: Path
    medium: Path


def curated() -> Graph:
    """Return the published record, built if needed."""
    settings = read_settings({"ALLIANCES_STORE": str(HOME / "curated" / "store")})
    build_if_changed(settings, language="en")
    return _measured("curated", settings.store, f"{BASE}id/")


def synthetic() -> Graph:
    """Return the invented graph, made once."""
    store = HOME / "synthetic" / "store"
    snapshots = Snapshots(store)
    if snapshots.current() is None:
        snapshots.publish(_invented(), rules=(), gates=lambda _: (), notes={})
    return _measured("synthetic", store, f"{BASE}id/alliance/")


def _measured(name: str, store: Path, below: str) -> Graph:
    """Write what the others load and what all are asked."""
    snapshot = Snapshots(store).current()
    assert snapshot is not None  # noqa: S101  published just now
    engine = Store.read_only(str(snapshot.path / "store"))
    home = HOME / name
    triples = home / f"{snapshot.content_hash[:16]}.nt"
    everything = engine.quads_for_pattern(None, None, None, DefaultGraph())
    if not triples.exists():
        told = (Triple(each.subject, each.predicate, each.object) for each in everything)
        serialize(told, str(triples), RdfFormat.N_TRIPLES)
    subjects = sorted(
        {
            each.subject.value
            for each in engine.quads_for_pattern(None, RDF.type, None, DefaultGraph())
            if isinstance(each.subject, NamedNode) and each.subject.value.startswith(below)
        }
    )
    some = random.Random(5).sample(subjects, min(_ENTITIES, len(subjects)))  # noqa: S311
    light = [LIGHT.format(iri=iri) for iri in some]
    return Graph(
        name,
        store,
        triples,
        int(snapshot.manifest["default_graph"]),
        _asked(home / "light.txt", light),
        _asked(home / "repeated.txt", light[:REPEATED]),
        _asked(home / "medium.txt", [MEDIUM]),
    )


def _asked(path: Path, queries: list[str]) -> Path:
    path.write_text("".join(f"?query={quote(each)}\n" for each in queries), encoding="utf-8")
    return path


def _thing(kind: str, number: int) -> NamedNode:
    return NamedNode(f"{BASE}id/{kind}/invented-{number}")


def _invented() -> Iterator[Quad]:
    """Yield about fifteen quads for each invented alliance, the same in each run."""
    chance = random.Random(7)  # noqa: S311  invented data, no secret
    graph = NamedNode(f"{BASE}graph/invented")
    categories = [NamedNode(f"{BASE}scheme/category/invented-{n}") for n in range(4)]
    regions = [NamedNode(f"{BASE}scheme/territory/invented-{n}") for n in range(13)]
    domains = [NamedNode(f"{BASE}scheme/domain/invented-{n}") for n in range(16)]
    for kind, some in (("Category", categories), ("Region", regions), ("Domain", domains)):
        for number, each in enumerate(some):
            yield Quad(each, RDFS.label, Literal(f"{kind} {number}", language="en"), graph)
    for number in range(_ACTORS):
        actor = _thing("organisation", number)
        yield Quad(actor, RDF.type, NamedNode(f"{NS}Organisation"), graph)
        yield Quad(actor, RDFS.label, Literal(f"Acteur n° {number} « d'ici »"), graph)
    for number in range(_ALLIANCES):
        yield from _alliance(number, chance, graph, (categories, regions, domains))


def _alliance(
    number: int,
    chance: random.Random,
    graph: NamedNode,
    schemes: tuple[list[NamedNode], list[NamedNode], list[NamedNode]],
) -> Iterator[Quad]:
    alliance = _thing("alliance", number)
    categories, regions, domains = schemes
    told: list[tuple[str, NamedNode | Literal]] = [
        ("inCategory", chance.choices(categories, (67, 29, 26, 25))[0]),
        ("inTerritory", chance.choice(regions)),
        ("startYear", Literal(str(chance.randint(1990, 2026)), datatype=NamedNode(_YEAR))),
    ]
    told += [("addressesDomain", each) for each in chance.sample(domains, chance.randint(1, 2))]
    yield Quad(alliance, RDF.type, NamedNode(f"{NS}Alliance"), graph)
    yield Quad(alliance, RDFS.label, Literal(f"Alliance n° {number} de l'été", language="fr"),
               graph)  # fmt: skip
    for name, value in told:
        yield Quad(alliance, NamedNode(NS + name), value, graph)
    for place in range(2):
        part = _thing("participation", 2 * number + place)
        # A few actors take part in most: the square of a uniform draw.
        actor = _thing("organisation", int(_ACTORS * chance.random() ** 2))
        yield Quad(alliance, NamedNode(f"{NS}hasParticipation"), part, graph)
        yield Quad(part, RDF.type, NamedNode(f"{NS}Participation"), graph)
        yield Quad(part, NamedNode(f"{NS}participant"), actor, graph)
        yield Quad(part, RDFS.label, Literal(f"Participation {place} à {number}"), graph)
