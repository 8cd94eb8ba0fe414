"""What follows from the ontology's own axioms: chains, inverses, subproperties, transitivity.

Each axiom that adds statements between things has one CONSTRUCT query in `graph/inference/`,
which says the axiom in its header and in words. A reasoner finds the same and takes minutes
on the whole graph; these rules take a fraction of a second, and a test holds them equal to
two reasoners on a graph that needs every one of them.

What is found goes to the graph `inferred` and nowhere else: it is kept apart from what a
source states, and a query sees it only by naming that graph. A statement that somebody made
is never repeated there. Classes are not inferred: the record names them.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryTriples, Triple

from graph.derivation import Rule, read_rules
from graph.embedded import INFERRED, EmbeddedStore, translated
from graph.gates import Gate
from ontology.errors import Finding, Text

__all__ = ["infer", "inference_gate", "read_inference_rules"]


def read_inference_rules(folder: Traversable | None = None) -> tuple[Rule, ...]:
    """Return the rules of `graph/inference/` (or `folder`) in the order in which they run."""
    return read_rules(folder or files("graph") / "inference")


def infer(store: EmbeddedStore, rules: Sequence[Rule]) -> Mapping[str, int]:
    """Run `rules` in the order given over a writable store; fill its graph `inferred`.

    Each rule sees the default graph and what the earlier rules found. One run is enough: in
    their order, a second run finds nothing (`alliances check` looks). Returns how many
    statements each rule added, by rule name.
    """
    counts: dict[str, int] = {}
    for rule in rules:
        quads = [_in(INFERRED, triple) for triple in _new(store, rule)]
        store.extend(quads)
        counts[rule.name] = len(quads)
    return counts


def inference_gate(store: EmbeddedStore, rules: Sequence[Rule]) -> Gate:
    """Fill `inferred`, then check that a second run of `rules` would find nothing more."""
    started = time.perf_counter()
    found = sum(infer(store, rules).values())
    again = {rule.name: len(_new(store, rule)) for rule in rules}
    return Gate(
        name=Text("Inférence close", "Inference is closed"),
        checked=found,
        findings=tuple(_unclosed(name, left) for name, left in again.items() if left),
        seconds=time.perf_counter() - started,
    )


def _unclosed(name: str, left: int) -> Finding:
    return Finding(
        "inference",
        Text(
            f"La règle {name} trouverait encore {left} énoncé(s).",
            f"Rule {name} would still find {left} statement(s).",
        ),
        Text(
            "Placez-la après les règles qu'elle lit (« # order: »).",
            "Place it after the rules that it reads (“# order:”).",
        ),
        where=f"graph/inference/{name}.rq",
    )


def _new(store: EmbeddedStore, rule: Rule) -> set[Triple]:
    """Return what a rule finds that is neither stated nor found before."""
    engine = store.engine
    stated, inferred = DefaultGraph(), INFERRED
    with translated():
        found = engine.query(rule.text, default_graph=[stated, inferred])
        assert isinstance(found, QueryTriples)  # noqa: S101  a rule is a CONSTRUCT
        return {
            triple
            for triple in found
            if _in(stated, triple) not in engine and _in(inferred, triple) not in engine
        }


def _in(graph: NamedNode | DefaultGraph, triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)
