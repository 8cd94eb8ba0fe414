"""What a published graph says of itself: where each part comes from, and how much there is.

VoID for crawlers and PROV for whoever asks "who says so": each named graph with its number of
triples, its SHA-256 in canonical form, the files it was made from and the activity that made
it. All of it stands in one graph, `catalog`, which like `inferred` is no part of the default
graph: it speaks of the graph and not of alliances. What depends on an instance (files to
download, services, addresses) is the DCAT catalogue of `queries.dataset`, which describes the
same dataset under the same address.

Every number is counted in the store at hand. There is no clock here: days are those of the
data.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from graph.contents import content_lines, lines_digest
from graph.embedded import CATALOG, EmbeddedStore
from graph.headers import header, rule_files
from graph.store import Row
from ontology import iris
from ontology.errors import Text
from ontology.terms import AL, DCAT, DCTERMS, OWL, PROV, RDF, RDFS, VOID, XSD

__all__ = ["DATASET", "Edition", "Input", "describe", "digest_of", "rule_inputs"]

DATASET: Final = NamedNode(f"{iris.BASE}dataset")
_SOFTWARE: Final = NamedNode(iris.catalog("software"))
# "class" is no name that Python allows.
_CLASS: Final = NamedNode("http://rdfs.org/ns/void#class")
_LICENCE: Final = NamedNode("https://creativecommons.org/licenses/by/4.0/")

# First part of a graph's name -> how it is made.
_MADE: Final[Mapping[str, str]] = {
    "ontology": "vocabulary",
    "schemes": "vocabulary",
    "alignments": "vocabulary",
    "status": "rules",
    "inferred": "inference",
}
_ACTIVITIES: Final[Mapping[str, Text]] = {
    "vocabulary": Text("Lecture de l'ontologie", "Reading the ontology"),
    "record": Text("Chargement des fiches", "Loading the record"),
    "rules": Text("Application des règles publiées", "Running the published rules"),
    "inference": Text("Inférence depuis l'ontologie", "Inference from the ontology"),
}


@dataclass(frozen=True, slots=True)
class Input:
    """One file that a graph was made from: its path in the repository, its SHA-256, its names."""

    path: str
    sha256: str
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """Which data this is: the last release ("" before the first), and the version of the code."""

    release: str
    code: str


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of a file's content, in 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def rule_inputs(folder: str) -> dict[str, list[Input]]:
    """Return the rules of `graph/<folder>/` by the IRI of the graph that they write into."""
    found: dict[str, list[Input]] = {}
    for stem, text in rule_files(files("graph") / folder, ".rq"):
        said = header(stem, text, "graph", "title-fr", "title-en")
        title = Text(said["title-fr"], said["title-en"])
        known = Input(f"graph/{folder}/{stem}.rq", digest_of(text.encode()), title)
        found.setdefault(iris.graph(said["graph"]), []).append(known)
    return found


def describe(
    store: EmbeddedStore, inputs: Mapping[str, Sequence[Input]], edition: Edition
) -> Iterator[Quad]:
    """Yield the description of every named graph of `store`, and of the whole.

    `inputs` gives, by the IRI of a graph, the files it was made from.
    """
    day = _last_day(store)
    say = _Saying()
    yield from _dataset(say, edition, day)
    yield from _measures(say, store)
    yield from _made_by(say, edition)
    told: dict[str, Input] = {}
    for name in store.graphs():
        if name == CATALOG.value:
            continue
        sources = inputs.get(name, ())
        told.update((each.path, each) for each in sources)
        yield from _graph(say, store, name, sources, day)
    for each in sorted(told.values(), key=lambda each: each.path):
        yield from _input(say, each)


class _Saying:
    """Makes quads of the catalogue's graph."""

    def __call__(
        self, subject: NamedNode, predicate: NamedNode, *values: NamedNode | Literal
    ) -> Iterator[Quad]:
        for value in values:
            yield Quad(subject, predicate, value, CATALOG)

    def named(self, subject: NamedNode, name: Text, *kinds: NamedNode) -> Iterator[Quad]:
        """Say the kinds and the name of a thing, in both languages."""
        yield from self(subject, RDF.type, *kinds)
        yield from self(subject, RDFS.label, *_both(name))


def _both(text: Text) -> tuple[Literal, Literal]:
    return Literal(text.fr, language="fr"), Literal(text.en, language="en")


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)


def _day(value: str) -> Literal:
    return Literal(value, datatype=XSD.date)


def _rows(store: EmbeddedStore, measure: str) -> tuple[Row, ...]:
    text = (files("graph") / "statistics" / f"{measure}.rq").read_text(encoding="utf-8")
    return store.query(text).rows


def _last_day(store: EmbeddedStore) -> str:
    """Return the day on which a document was last read, or "" when none says so."""
    rows = _rows(store, "last-day")
    held = rows[0][0] if rows else None
    return held.value if isinstance(held, Literal) else ""


def _dataset(say: _Saying, edition: Edition, day: str) -> Iterator[Quad]:
    name = Text("Le graphe des alliances", "The graph of alliances")
    yield from say.named(DATASET, name, DCAT.Dataset, VOID.Dataset, PROV.Entity)
    yield from say(DATASET, DCTERMS.license, _LICENCE)
    yield from say(DATASET, VOID.uriSpace, Literal(iris.BASE))
    yield from say(DATASET, VOID.vocabulary, NamedNode(iris.NS.removesuffix("#")))
    yield from say(DATASET, PROV.wasGeneratedBy, *map(_activity, _ACTIVITIES))
    if edition.release:
        yield from say(DATASET, DCTERMS.hasVersion, Literal(edition.release))
    if day:
        yield from say(DATASET, DCTERMS.modified, _day(day))


def _measures(say: _Saying, store: EmbeddedStore) -> Iterator[Quad]:
    terms = (VOID.triples, VOID.distinctSubjects, VOID.distinctObjects, VOID.entities)
    for term, held in zip(terms, _rows(store, "sizes")[0], strict=True):
        yield from say(DATASET, term, _counted(held))
    for part, whole, term, number, measure in (
        (VOID.classPartition, VOID.classes, _CLASS, VOID.entities, "classes"),
        (VOID.propertyPartition, VOID.properties, VOID.property, VOID.triples, "properties"),
    ):
        rows = _rows(store, measure)
        yield from say(DATASET, whole, _number(len(rows)))
        for held, count in rows:
            if isinstance(held, NamedNode):
                place = NamedNode(iris.catalog(f"{measure}-{iris.digest(held.value)}"))
                yield from say(DATASET, part, place)
                yield from say(place, term, held)
                yield from say(place, number, _counted(count))


def _counted(held: object) -> Literal:
    if isinstance(held, Literal):
        return held
    raise TypeError(f"not a count: {held!r}")


def _made_by(say: _Saying, edition: Edition) -> Iterator[Quad]:
    name = Text(f"alliances {edition.code}", f"alliances {edition.code}")
    yield from say.named(_SOFTWARE, name, PROV.SoftwareAgent)
    yield from say(_SOFTWARE, OWL.versionInfo, Literal(edition.code))
    for activity, title in _ACTIVITIES.items():
        it = _activity(activity)
        yield from say.named(it, title, PROV.Activity)
        yield from say(it, PROV.wasAssociatedWith, _SOFTWARE)


def _activity(name: str) -> NamedNode:
    return NamedNode(iris.catalog(f"activity-{name}"))


def _graph(
    say: _Saying, store: EmbeddedStore, name: str, sources: Sequence[Input], day: str
) -> Iterator[Quad]:
    it = NamedNode(name)
    short = name.removeprefix(iris.graph("x")[:-1])
    label = Text(f"Graphe « {short} »", f"Graph “{short}”")
    lines = content_lines(store, name)
    yield from say.named(it, label, VOID.Dataset, PROV.Entity)
    yield from say(DATASET, VOID.subset, it)
    yield from say(it, VOID.triples, _number(len(lines)))
    yield from say(it, AL.sha256, Literal(lines_digest(lines)))
    if day:
        yield from say(it, DCTERMS.modified, _day(day))
    made = {_MADE.get(short, "record")}
    if any(each.title for each in sources) and short != "inferred":
        # Rules complete what people wrote: contradictions explained, searches made.
        made.add("rules")
    for activity in sorted(made):
        yield from say(it, PROV.wasGeneratedBy, _activity(activity))
    for each in sources:
        yield from say(it, PROV.wasDerivedFrom, _place(each))


def _place(source: Input) -> NamedNode:
    return NamedNode(iris.catalog(f"file/{source.path}"))


def _input(say: _Saying, source: Input) -> Iterator[Quad]:
    it = _place(source)
    yield from say.named(it, source.title or Text(source.path, source.path), PROV.Entity)
    if source.title:
        yield from say(it, RDF.type, PROV.Plan)
    yield from say(it, AL.fileName, Literal(source.path))
    yield from say(it, AL.sha256, Literal(source.sha256))
