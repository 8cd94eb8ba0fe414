"""What follows from the record by published rules: the status of links, and discrepancies.

Each rule is a CONSTRUCT query in `graph/rules/`, readable and runnable by anyone, and names
no record, value or document. Rules run in the order they state, each seeing what those of a
lesser order found, so precedence is order; rules of one order do not see each other and run
side by side. SPARQL only reads: what a rule
constructs is written here, into the graph it names. A rule may not make a blank node, since
every thing we publish can be cited.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import groupby

from pyoxigraph import NamedNode, Quad, Triple

from graph.embedded import EmbeddedStore, in_default_graph
from graph.headers import header, rule_files
from ontology import iris
from ontology.errors import QueryError, Text

__all__ = ["Rule", "derive", "read_rules"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One CONSTRUCT query, and the named graph its triples go to."""

    name: str
    graph: str
    order: int
    title: Text
    text: str


def read_rules(folder: Traversable | None = None) -> tuple[Rule, ...]:
    """Return the rules of `graph/rules/` (or `folder`) in the order in which they run."""
    place = folder or files("graph") / "rules"
    rules = [_rule(stem, text) for stem, text in rule_files(place, ".rq")]
    return tuple(sorted(rules, key=lambda rule: (rule.order, rule.name)))


def _rule(stem: str, text: str) -> Rule:
    said = header(stem, text, "rule", "graph", "order", "title-fr", "title-en")
    return Rule(
        name=said["rule"],
        graph=said["graph"],
        order=int(said["order"]),
        title=Text(said["title-fr"], said["title-en"]),
        text=text,
    )


def derive(store: EmbeddedStore, rules: Sequence[Rule]) -> Mapping[str, int]:
    """Run `rules` in the order given over a writable store, and add what they find.

    Returns how many triples each rule constructed, by rule name.
    """
    counts: dict[str, int] = {}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for _, together in groupby(rules, key=lambda rule: rule.order):
            stage = tuple(together)
            # The engine works outside Python's lock, so threads are enough.
            found = tuple(pool.map(lambda rule: set(store.construct(rule.text)), stage))
            for rule, triples in zip(stage, found, strict=True):
                placed = (_placed(rule, triple) for triple in sorted(triples, key=str))
                store.extend(in_default_graph(placed))
                counts[rule.name] = len(triples)
    return counts


def _placed(rule: Rule, triple: Triple) -> Quad:
    if isinstance(triple.subject, NamedNode):
        place = NamedNode(iris.graph(rule.graph))
        return Quad(triple.subject, triple.predicate, triple.object, place)
    raise QueryError(
        Text(
            f"La règle {rule.name} fabrique un nœud sans adresse.",
            f"Rule {rule.name} makes a node without an IRI.",
        ),
        Text("Donnez-lui une adresse avec IRI(...).", "Give it an IRI with IRI(...)."),
    )
