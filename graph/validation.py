"""The two heavy gates: SHACL over the whole graph, and OWL over one thing of every kind.

For SHACL, pyshacl judges, with rdflib's memory graph under it. What the shapes can look at is
copied there from the default graph first: reading through a view costs more than copying, and a
view keeps "x" and "x"^^xsd:string apart, which would fault plain texts. A shape sees a thing only
through the predicates that it names, its classes and their hierarchy, so nothing else is copied;
shapes that may see more get all. No inference, no import, no network.
What a person reads is the message of the shape, French and English, and its cure; the
generated English of pyshacl is shown only where a shape has no message of its own.

For OWL, HermiT judges the ontology, the schemes and a sample (`graph.sampling`), and Pellet
explains; what they say names the things at fault, and the gate their records.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Final

import pyshacl
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib.namespace import RDF, RDFS, SH, XSD
from rdflib.term import IdentifiedNode, Node, URIRef

from graph.embedded import EmbeddedStore
from graph.gates import Gate, Locate, finding_at, told
from graph.sampling import sample
from graph.store import Store
from graph.translation import to_rdflib
from ontology import iris
from ontology.consistency import check
from ontology.errors import Finding, SettingsError, Text
from ontology.vocabulary import shapes_turtle

__all__ = ["default_graph_copy", "owl_gate", "shapes_gate"]

# pyoxigraph holds every kind of integer as xsd:integer, so a shape that asks for a narrower
# kind has to ask for its bound instead.
_INTEGERS: Final[Mapping[URIRef, int | None]] = {
    XSD.nonNegativeInteger: 0,
    XSD.positiveInteger: 1,
    XSD.int: None,
    XSD.long: None,
    XSD.short: None,
}

# A shape that uses one of these may look at triples whose predicate no shape names.
_SEES_ALL: Final = (
    SH.ask,
    SH.closed,
    SH.expression,
    SH.js,
    SH.parameter,
    SH.rule,
    SH.select,
    SH.sparql,
    URIRef(f"{SH}values"),
)


def default_graph_copy(store: Store, predicates: Set[str] | None = None) -> rdflib.Graph:
    """Return the default graph of `store` in rdflib's memory, lexical forms untouched.

    With `predicates` (IRIs), only their triples.
    """
    terms: dict[object, IdentifiedNode | rdflib.Literal] = {}

    def term(held: object) -> IdentifiedNode | rdflib.Literal:
        known = terms.get(held)
        if known is None:
            assert isinstance(held, NamedNode | BlankNode | Literal)  # noqa: S101  RDF 1.1 only
            known = terms[held] = to_rdflib(held)
        return known

    # "core" would bind thirty prefixes that nobody reads.
    copy = rdflib.Graph(bind_namespaces="none")
    add = copy.store.add
    for quad in store.quads():
        if predicates is not None and quad.predicate.value not in predicates:
            continue
        add((term(quad.subject), term(quad.predicate), term(quad.object)), copy)
    return copy


def shapes_gate(store: Store, locate: Locate, shapes: str | None = None) -> Gate:
    """Check the default graph against the SHACL shapes of `ontology/shapes/`.

    `shapes` (Turtle) replaces them. Each violation is one finding; warnings and infos do
    not stop a publication and are not reported.
    """
    started = time.perf_counter()
    constraints = _as_stored(shapes_turtle() if shapes is None else shapes)
    _aim(constraints, store)
    data = default_graph_copy(store, _seen(constraints))
    _, report, _ = pyshacl.validate(
        data,
        shacl_graph=constraints,
        inference="none",
        advanced=True,
        # The copy is ours: pyshacl need not make a second one.
        inplace=True,
        do_owl_imports=False,
        js=False,
    )
    if not isinstance(report, rdflib.Graph):
        raise TypeError(f"pyshacl gave no report: {report!r}")
    findings = sorted(_findings(report, locate), key=lambda found: found.in_language("en"))
    return Gate(
        name=Text("Formes SHACL", "SHACL shapes"),
        checked=_focus_nodes(data, constraints),
        findings=tuple(findings),
        seconds=time.perf_counter() - started,
    )


def _as_stored(shapes: str) -> rdflib.Graph:
    constraints = rdflib.Graph(bind_namespaces="none").parse(data=shapes, format="turtle")
    for kind, least in _INTEGERS.items():
        for shape in list(constraints.subjects(SH.datatype, kind)):
            constraints.set((shape, SH.datatype, XSD.integer))
            if least is not None and constraints.value(shape, SH.minInclusive) is None:
                constraints.add((shape, SH.minInclusive, rdflib.Literal(least)))
    return constraints


def _aim(constraints: rdflib.Graph, store: Store) -> None:
    """Replace each target written in SPARQL by the things it finds.

    Our engine answers in milliseconds what takes rdflib's as long as all the rest.
    """
    for shape, target in list(constraints.subject_objects(SH.target)):
        select = constraints.value(target, SH.select)
        if select is None or (target, SH.prefixes, None) in constraints:
            continue
        constraints.remove((shape, SH.target, target))
        constraints.remove((target, None, None))
        for row in store.query(str(select)).rows:
            if isinstance(row[0], NamedNode):
                constraints.add((shape, SH.targetNode, URIRef(row[0].value)))


def _seen(constraints: rdflib.Graph) -> Set[str] | None:
    """Return every predicate that the shapes can look at; None when they may look at any."""
    if any((None, predicate, None) in constraints for predicate in _SEES_ALL):
        return None
    named = {str(held) for held in constraints.objects() if isinstance(held, URIRef)}
    return named | {str(RDF.type), str(RDFS.subClassOf)}


def _findings(report: rdflib.Graph, locate: Locate) -> Iterator[Finding]:
    for result in set(report.objects(None, SH.result)):
        if report.value(result, SH.resultSeverity) != SH.Violation:
            continue
        rule, cure = told(_message(report, result))
        focus = str(report.value(result, SH.focusNode))
        finding = finding_at("shacl", focus, locate, rule, cure)
        path, value = (report.value(result, part) for part in (SH.resultPath, SH.value))
        field = ".".join(part for part in (finding.field, _short(path)) if part)
        yield replace(finding, field=field, value=_short(value))


def _message(report: rdflib.Graph, result: Node) -> Text:
    said = [
        message
        for message in report.objects(result, SH.resultMessage)
        if isinstance(message, rdflib.Literal)
    ]
    by_language = {message.language or "": str(message) for message in sorted(said)}
    plain = by_language.get("", "")
    en = by_language.get("en", plain)
    return Text(by_language.get("fr", en), en or by_language.get("fr", ""))


def _short(node: Node | None) -> str:
    """Return a term as a person reads it; a blank node (a path or list) has no short name."""
    if isinstance(node, rdflib.URIRef):
        return iris.reference_of(str(node)) or str(node).removeprefix(iris.NS)
    return "" if node is None or isinstance(node, rdflib.BNode) else str(node)


def _focus_nodes(data: rdflib.Graph, shapes: rdflib.Graph) -> int:
    """Count the things a shape aims at by their class, subclasses included."""
    classes = set(shapes.objects(None, SH.targetClass))
    classes |= {
        below
        for cls in classes
        for below in data.transitive_subjects(RDFS.subClassOf, cls)
        if below is not None
    }
    return len({node for cls in classes for node in data.subjects(RDF.type, cls)})


def owl_gate(store: EmbeddedStore, locate: Locate, *, timeout: float = 300) -> Gate:
    """Check that the ontology, the schemes and a sample of `store` hold together.

    `timeout` is in seconds. Without the extra `gates` the gate is skipped and says so;
    GateError is raised when the reasoner gives no answer.
    """
    started = time.perf_counter()
    name = Text("Cohérence OWL", "OWL consistency")
    triples = list(sample(store))
    try:
        verdict = check(triples, explain=True, timeout=timeout)
    except SettingsError as error:
        return Gate(name=name, checked=0, skipped=error.summary.en)
    findings = [_empty_class(iri, verdict.explanation) for iri in verdict.unsatisfiable]
    if not verdict.consistent:
        findings.append(_contradiction(verdict.explanation, triples, locate))
    return Gate(
        name=name,
        checked=len(triples),
        findings=tuple(findings),
        seconds=time.perf_counter() - started,
    )


def _contradiction(explanation: str, triples: Sequence[Triple], locate: Locate) -> Finding:
    finding = Finding(
        "owl",
        Text(
            f"Des faits se contredisent selon l'ontologie :\n{explanation}\n",
            f"Facts contradict each other under the ontology:\n{explanation}\n",
        ),
        Text(
            "Corrigez la fiche que nomment ces axiomes, ou l'axiome lui-même.",
            "Mend the record these axioms name, or the axiom itself.",
        ),
        where="ontology/core.ttl",
    )
    for iri in _named(explanation, triples):
        place = locate(iri)
        if place is not None:
            field = iris.reference_of(iri) or iri
            return replace(finding, where=place[0], line=place[1], field=field)
    return finding


def _named(explanation: str, triples: Sequence[Triple]) -> Iterator[str]:
    """Yield the IRIs of the sampled things that the explanation names, sorted."""
    words = set(re.findall(r"[^\s,()\"]+", explanation))
    things = {triple.subject.value for triple in triples if isinstance(triple.subject, NamedNode)}
    for iri in sorted(things):
        reference = iris.reference_of(iri)
        if reference and (reference in words or reference.rpartition("/")[2] in words):
            yield iri


def _empty_class(iri: str, explanation: str) -> Finding:
    return Finding(
        "owl",
        Text(
            f"Cette classe ne peut avoir aucun membre :\n{explanation}\n",
            f"This class can have no member:\n{explanation}\n",
        ),
        Text("Corrigez les axiomes cités.", "Mend the axioms quoted."),
        where="ontology/core.ttl",
        field=iri.removeprefix(iris.NS),
    )
