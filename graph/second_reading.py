"""Our Turtle files read by two parsers that share no code: pyoxigraph's and rdflib's.

A parser that reads a slip of ours as something else than its author meant is not noticed by
reading alone. Both readings are put into canonical form (RDFC-1.0), so that the names of
blank nodes do not matter, and must be equal. rdflib is not let loose on files of others.
"""

from __future__ import annotations

import time
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeAlias

import pyoxigraph as ox
import rdflib

from graph.gates import Gate, turtle_files
from graph.translation import from_rdflib
from ontology.errors import Finding, Text

__all__ = ["second_reading_gate"]

Held: TypeAlias = "ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple"


def second_reading_gate(folder: Traversable | None = None) -> Gate:
    """Check that both parsers read every Turtle file of `ontology/` (or `folder`) alike."""
    started = time.perf_counter()
    sources = list(turtle_files(folder or files("ontology"), "ontology"))
    findings = []
    for place, source in sources:
        content = source.read_bytes()
        try:
            only_ours, only_theirs = _differences(content)
        except Exception as error:
            findings.append(_finding(place, str(error).splitlines()[0]))
            continue
        if only_ours or only_theirs:
            shown = str(min(only_ours | only_theirs, key=str))
            findings.append(_finding(place, shown))
    return Gate(
        name=Text("Seconde lecture du Turtle", "Second reading of the Turtle"),
        checked=len(sources),
        findings=tuple(findings),
        seconds=time.perf_counter() - started,
    )


def _finding(place: str, shown: str) -> Finding:
    return Finding(
        "second-reading",
        Text(
            f"Deux lecteurs de Turtle ne lisent pas ce fichier de même : {shown}",
            f"Two Turtle parsers do not read this file alike: {shown}",
        ),
        Text("Écrivez cet énoncé plus simplement.", "Write this statement more plainly."),
        where=place,
    )


def _differences(content: bytes) -> tuple[set[ox.Quad], set[ox.Quad]]:
    """Return what only pyoxigraph read, and what only rdflib read."""
    ours, theirs = ox.Dataset(), ox.Dataset()
    for quad in ox.parse(content, ox.RdfFormat.TURTLE):
        ours.add(ox.Quad(quad.subject, quad.predicate, _plain(quad.object)))
    for triple in rdflib.Graph(bind_namespaces="none").parse(data=content, format="turtle"):
        subject, predicate, value = (from_rdflib(term) for term in triple)
        theirs.add(ox.Quad(subject, predicate, value))  # type: ignore[arg-type]
    for read in (ours, theirs):
        read.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(ours) - set(theirs), set(theirs) - set(ours)


def _plain(term: Held) -> Held:
    """Return a literal as rdflib writes it: it reads `1.50` and keeps `1.5`."""
    if not isinstance(term, ox.Literal) or term.language:
        return term
    plain = from_rdflib(rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value)))
    return plain if isinstance(plain, ox.Literal) else term
