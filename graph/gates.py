"""The questions a graph must pass before it is published.

A gate looks at a built store and returns every fault it sees, never only the first; it
changes nothing. The gates here are light (Turtle that parses, counts, rules of absence
written in SPARQL); SHACL and OWL stand in `graph.validation`, which loads heavy libraries.
A gate that finds nothing says how much it looked at, so that an empty graph does not look
like a perfect one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from graph.headers import rule_files
from graph.store import Store, Term
from ontology import iris
from ontology.errors import Finding, GateError, Text, VocabularyError
from ontology.terms import AL

__all__ = [
    "Gate",
    "Locate",
    "Violation",
    "counts_gate",
    "families",
    "family_gate",
    "finding_at",
    "read_violations",
    "refuse_faults",
    "rules_gate",
    "told",
    "turtle_files",
    "turtle_gate",
]

# From the IRI of a thing to the record file and line that say it, or None.
Locate: TypeAlias = Callable[[str], tuple[str, int] | None]

_MEND: Final = Text(
    "Corrigez la fiche nommée, puis : alliances check.",
    "Mend the record named, then: alliances check.",
)


# The first word of the names of rules that belong together, and what their gate is called.
_FAMILIES: Final[Mapping[str, Text]] = {
    "skos": Text("Règles SKOS", "SKOS rules"),
    "pitfall": Text("Écueils d'ontologie (OOPS!)", "Ontology pitfalls (OOPS!)"),
    "fair": Text("Critères FAIR hors ligne (FOOPS!)", "FAIR criteria offline (FOOPS!)"),
    "profile": Text("Profil OWL 2 DL", "OWL 2 DL profile"),
    "cube": Text("Contraintes du cube, IC-1 à IC-19", "Data Cube constraints, IC-1 to IC-19"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The outcome of one gate: `checked` things looked at, and every fault found.

    `skipped` says why the gate did not look, and is empty when it did; `seconds` is the
    time it took.
    """

    name: Text
    checked: int
    findings: tuple[Finding, ...] = ()
    skipped: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule of absence: a SELECT of ?focus ?fr ?en in which every row is a fault.

    The messages say the fault, then " : " (English ": ") and how to mend it.
    """

    name: str
    text: str


def refuse_faults(gates: Sequence[Gate]) -> None:
    """Raise GateError with the findings of all gates, if there is any."""
    findings = tuple(finding for gate in gates for finding in gate.findings)
    if findings:
        failed = [gate.name for gate in gates if gate.findings]
        raise GateError(
            Text(
                f"Rien n'est publié : {len(findings)} faute(s), "
                f"contrôle(s) en échec : {', '.join(name.fr for name in failed)}.",
                f"Nothing is published: {len(findings)} fault(s), "
                f"gate(s) that failed: {', '.join(name.en for name in failed)}.",
            ),
            _MEND,
            findings,
        )


def told(message: Text) -> tuple[Text, Text]:
    """Split a message into its rule and its cure, at the last colon that has a space after it.

    A message without one is all rule, and its cure is to mend the record.
    """
    fr, en = message.fr.rpartition(" : "), message.en.rpartition(": ")
    if not fr[0] or not en[0]:
        return message, _MEND
    return Text(_ended(fr[0]), _ended(en[0])), Text(_begun(fr[2]), _begun(en[2]))


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _begun(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def finding_at(code: str, focus: str, locate: Locate, rule: Text, cure: Text) -> Finding:
    """Return a finding about the thing `focus`, placed in its record when that is known."""
    place = locate(focus)
    named = iris.reference_of(focus) or focus
    if place is None:
        return Finding(code, rule, cure, where=named)
    return Finding(code, rule, cure, where=place[0], line=place[1], field=named)


def turtle_files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    """Yield (path below `path`, file) for every Turtle file in `folder` and below it."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        place = f"{path}/{entry.name}"
        if entry.is_dir():
            yield from turtle_files(entry, place)
        elif entry.name.endswith(".ttl"):
            yield place, entry


def turtle_gate(folder: Traversable | None = None) -> Gate:
    """Check that every Turtle file of `ontology/` (or `folder`) parses."""
    started = time.perf_counter()
    sources = list(turtle_files(folder or files("ontology"), "ontology"))
    findings = []
    for place, source in sources:
        try:
            for _ in parse(source.read_bytes(), RdfFormat.TURTLE):
                pass
        except SyntaxError as error:
            findings.append(
                Finding(
                    "turtle",
                    Text(f"Turtle illisible : {error.msg}", f"Unreadable Turtle: {error.msg}"),
                    Text("Corrigez le fichier à cette ligne.", "Mend the file at this line."),
                    where=place,
                    line=error.lineno,
                )
            )
    return Gate(
        name=Text("Fichiers Turtle", "Turtle files"),
        checked=len(sources),
        findings=tuple(findings),
        seconds=time.perf_counter() - started,
    )


def counts_gate(store: Store, expected: Mapping[str, tuple[int | None, int | None]]) -> Gate:
    """Check the number of things of each class, subclasses included.

    `expected` maps the local name of a class to its least and greatest number; None leaves
    that side open.
    """
    started = time.perf_counter()
    findings = [
        finding
        for name, bounds in sorted(expected.items())
        for finding in _count_finding(store, name, *bounds)
    ]
    return Gate(
        name=Text("Dénombrements", "Counts"),
        checked=len(expected),
        findings=tuple(findings),
        seconds=time.perf_counter() - started,
    )


def _count_finding(
    store: Store, name: str, least: int | None, greatest: int | None
) -> Iterator[Finding]:
    try:
        cls: NamedNode = getattr(AL, name)
    except VocabularyError as error:
        yield Finding("counts", error.summary, error.cure, where="counts.yaml", field=name)
        return
    found = class_count(store, cls)
    if (least is None or found >= least) and (greatest is None or found <= greatest):
        return
    low, high = ("…" if bound is None else str(bound) for bound in (least, greatest))
    yield Finding(
        "counts",
        Text(
            f"Le graphe compte {found} {name} ; attendu : de {low} à {high}.",
            f"The graph holds {found} {name}; expected: {low} to {high}.",
        ),
        Text(
            "Retrouvez la fiche perdue ou doublée, ou corrigez le compte attendu.",
            "Find the lost or doubled record, or mend the expected count.",
        ),
        where="counts.yaml",
        field=name,
        value=str(found),
    )


def class_count(store: Store, cls: NamedNode) -> int:
    """Return how many things of a class a store holds, those of its subclasses included."""
    answer = store.query(
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
        f"SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ ?c rdfs:subClassOf* {cls} . ?s a ?c . }}"
    )
    return int(_text(answer.rows[0][0]))


def read_violations(folder: Traversable | None = None) -> tuple[Violation, ...]:
    """Return the rules `*-violation.rq` of `ontology/rules/` (or `folder`), by name."""
    place = folder or files("ontology") / "rules"
    return tuple(Violation(stem, text) for stem, text in rule_files(place, "-violation.rq"))


def families() -> tuple[str, ...]:
    """Return the families of rules that have a gate of their own, in the order of running."""
    return tuple(_FAMILIES)


def family_gate(family: str, store: Store, rules: Sequence[Violation], locate: Locate) -> Gate:
    """Run the rules of one family, whose names begin with it, over what `store` holds."""
    chosen = [rule for rule in rules if rule.name.startswith(f"{family}-")]
    return _violations(_FAMILIES[family], store, chosen, locate)


def rules_gate(store: Store, rules: Sequence[Violation], locate: Locate) -> Gate:
    """Run every rule that is of no family over the whole graph."""
    chosen = [rule for rule in rules if rule.name.partition("-")[0] not in _FAMILIES]
    return _violations(Text("Règles entre fiches", "Rules across records"), store, chosen, locate)


def _violations(name: Text, store: Store, rules: Sequence[Violation], locate: Locate) -> Gate:
    started = time.perf_counter()
    findings: dict[tuple[str, str, str], Finding] = {}
    for rule in rules:
        answer = store.query(rule.text)
        focus, fr, en = (answer.columns.index(column) for column in ("focus", "fr", "en"))
        for row in answer.rows:
            rule_and_cure = told(Text(_text(row[fr]), _text(row[en])))
            # One thing may match a rule in several ways; one fault is said once.
            key = (rule.name, _text(row[focus]), _text(row[en]))
            findings[key] = finding_at(rule.name, key[1], locate, *rule_and_cure)
    return Gate(
        name=name,
        checked=len(rules),
        findings=tuple(findings[key] for key in sorted(findings)),
        seconds=time.perf_counter() - started,
    )


def _text(term: Term | None) -> str:
    if isinstance(term, Literal | NamedNode):
        return term.value
    return "" if term is None else str(term)
