"""One page's reading of the graph: what is said of a thing, who says it, what it is called.

Pages ask for facts in a few batches and never one value at a time. All query text stands in
this room; the only thing put into it are IRIs serialised by pyoxigraph, so a stranger's text
cannot become a query. This module refuses to invent a name: what has no label shows its
short reference.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.store import Row, Store, Term
from ontology.iris import graph as named_graph
from ontology.iris import reference_of
from ontology.terms import RDFS

__all__ = ["Facts", "Reading", "Statement", "Words", "best", "bound"]

# How many IRIs go into one query: keeps its text under a few hundred kilobytes.
_BATCH: Final = 1000

# What a reasoner infers stays apart: a page shows what a source says and what rules derive.
_FACTS: Final = (
    "SELECT ?s ?g ?p ?o WHERE { VALUES ?s { } GRAPH ?g { ?s ?p ?o } "
    f"FILTER(?g != <{named_graph('inferred')}>) }}"
)
_LABELS: Final = f"SELECT ?s ?o WHERE {{ VALUES ?s {{ }} ?s {RDFS.label} ?o }}"


@dataclass(frozen=True, slots=True)
class Words:
    """A text and its language; "" is the language of proper names."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One property and value of a thing, with the named graphs that say so."""

    property: str
    value: Term
    graphs: tuple[str, ...]


def bound(text: str, **values: Iterable[str]) -> str:
    """Return query `text` with each `VALUES ?name { }` filled by the IRIs of `name`.

    Raises ValueError for what is not an IRI, and KeyError for a name the text does not hold.
    """
    for name, iris in values.items():
        slot = f"VALUES ?{name} {{ }}"
        if slot not in text:
            raise KeyError(name)
        terms = " ".join(str(NamedNode(iri)) for iri in iris)
        text = text.replace(slot, f"VALUES ?{name} {{ {terms} }}")
    return text


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything said of one thing, in the order of property and value."""

    iri: str
    statements: tuple[Statement, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.statements)

    def values(self, *properties: NamedNode) -> tuple[Term, ...]:
        """Return the values of any of `properties`, in order, each once."""
        wanted = {node.value for node in properties}
        return tuple(one.value for one in self.statements if one.property in wanted)

    def things(self, *properties: NamedNode) -> tuple[str, ...]:
        """Return the IRIs among the values of `properties`."""
        return tuple(
            value.value for value in self.values(*properties) if isinstance(value, NamedNode)
        )

    def thing(self, *properties: NamedNode) -> str | None:
        """Return the first IRI among the values of `properties`, or None."""
        return next(iter(self.things(*properties)), None)

    def literals(self, *properties: NamedNode) -> tuple[Literal, ...]:
        """Return the literals among the values of `properties`."""
        return tuple(value for value in self.values(*properties) if isinstance(value, Literal))

    def text(self, prop: NamedNode) -> str:
        """Return the first literal as written, or ""."""
        return next((one.value for one in self.literals(prop)), "")

    def number(self, prop: NamedNode) -> Decimal | None:
        """Return the first value that reads as a number, or None."""
        for one in self.literals(prop):
            try:
                return Decimal(one.value)
            except InvalidOperation:
                continue
        return None

    def words(self, prop: NamedNode, language: str) -> Words | None:
        """Return the text in `language`, else without language, else in any other."""
        return best(self.literals(prop), language)

    def within(self, graphs: Collection[str]) -> Facts:
        """Return only what any of `graphs` says."""
        kept = (one for one in self.statements if not set(graphs).isdisjoint(one.graphs))
        return Facts(self.iri, tuple(kept))

    def graphs(self) -> tuple[str, ...]:
        """Return every named graph that says something of the thing."""
        return tuple(sorted({graph for one in self.statements for graph in one.graphs}))


def best(literals: Iterable[Literal], language: str) -> Words | None:
    """Return the literal a reader of `language` understands best, or None if there is none."""
    order = {"": 1, "fr": 2, "en": 3, language: 0}
    ranked = sorted(literals, key=lambda one: (order.get(one.language or "", 4), one.value))
    return Words(ranked[0].value, ranked[0].language or "") if ranked else None


def _sort_key(statement: Statement) -> tuple[str, str]:
    return statement.property, str(statement.value)


@dataclass(slots=True)
class Reading:
    """The facts one page needs from one snapshot, in one language; made for one request."""

    store: Store
    language: str
    _facts: dict[str, Facts] = field(default_factory=dict)
    _labels: dict[str, Words] = field(default_factory=dict)

    def rows(self, sparql: str, **values: Iterable[str]) -> tuple[Row, ...]:
        """Return the answers of one of our queries after binding `values` (see `bound`)."""
        return self.store.query(bound(sparql, **values)).rows

    def iris(self, sparql: str, **values: Iterable[str]) -> list[str]:
        """Return the IRIs of the first column of an answer, each once, sorted."""
        rows = self.rows(sparql, **values)
        return sorted({row[0].value for row in rows if isinstance(row[0], NamedNode)})

    def iri_rows(self, sparql: str, **values: Iterable[str]) -> list[tuple[str, ...]]:
        """Return the rows of an answer that are IRIs from end to end, sorted."""
        return sorted(
            tuple(term.value for term in row if isinstance(term, NamedNode))
            for row in self.rows(sparql, **values)
            if all(isinstance(term, NamedNode) for term in row)
        )

    def facts(self, iri: str) -> Facts:
        """Return what is said of `iri`; empty Facts when nothing is."""
        if iri not in self._facts:
            self.gather([iri])
        return self._facts[iri]

    def gather(self, iris: Iterable[str | None]) -> tuple[Facts, ...]:
        """Read the facts of all `iris` at once, and the labels of what they point to.

        None is passed over, so that an absent value needs no test by the caller.
        """
        wanted = tuple(dict.fromkeys(iri for iri in iris if iri))
        missing = [iri for iri in wanted if iri not in self._facts]
        found: dict[str, dict[tuple[str, Term], list[str]]] = {iri: {} for iri in missing}
        for batch in _batches(missing):
            for subject, graph, prop, value in self.rows(_FACTS, s=batch):
                if isinstance(subject, NamedNode) and isinstance(graph, NamedNode) and value:
                    said = found[subject.value]
                    said.setdefault((_iri(prop), value), []).append(graph.value)
        for iri, said in found.items():
            statements = (Statement(p, o, tuple(sorted(g))) for (p, o), g in said.items())
            self._facts[iri] = Facts(iri, tuple(sorted(statements, key=_sort_key)))
        gathered = tuple(self._facts[iri] for iri in wanted)
        self.name_all(value for facts in gathered for value in _iris_in(facts))
        return gathered

    def name_all(self, iris: Iterable[str]) -> None:
        """Read the labels of `iris` at once."""
        missing = sorted({iri for iri in iris if iri not in self._labels})
        told: dict[str, list[Literal]] = {iri: [] for iri in missing}
        for iri, label in self.labels(missing):
            told[iri].append(label)
        for iri, literals in told.items():
            words = best(literals, self.language)
            self._labels[iri] = words or Words(reference_of(iri) or iri)

    def labels(self, iris: list[str]) -> Iterator[tuple[str, Literal]]:
        """Yield every label of `iris`, in all languages."""
        for batch in _batches(iris):
            for subject, label in self.rows(_LABELS, s=batch):
                if isinstance(label, Literal):
                    yield _iri(subject), label

    def label(self, iri: str) -> Words:
        """Return what `iri` is called, or its short reference when it has no label."""
        if iri not in self._labels:
            self.name_all([iri])
        return self._labels[iri]

    def label_if(self, iri: str | None) -> Words | None:
        """Return what `iri` is called, None for what is not told."""
        return self.label(iri) if iri else None

    def named(self, iri: str) -> bool:
        """Tell whether `iri` has a label of its own."""
        return self.label(iri).text != (reference_of(iri) or iri)


def _iri(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _iris_in(facts: Facts) -> Iterator[str]:
    yield facts.iri
    for statement in facts.statements:
        yield statement.property
        if isinstance(statement.value, NamedNode):
            yield statement.value.value


def _batches(iris: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(iris), _BATCH):
        yield iris[start : start + _BATCH]
