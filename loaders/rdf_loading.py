"""What loading RDF files would make of the record: only what is new, and only if sound.

What the record or a rule says already is dropped, so that loading an export changes nothing.
The rest is judged (`loaders.rdf_claims`), names of organisations are compared with those of
the record, and the graph that would result passes the gates that a publication passes, so
that an accepted import cannot stop the next build. This takes seconds: the gates look at the
whole graph.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.derivation import derive, read_rules
from graph.embedded import EmbeddedStore, in_default_graph
from graph.gates import read_violations, rules_gate
from loaders.faults import Spot
from loaders.identities import Decisions, look_alikes
from loaders.import_records import ImportRecord
from loaders.imports import FOLDER, canonical_quads, import_graph
from loaders.mapping import origins, record_quads
from loaders.rdf_claims import Held, claim_findings, computed_terms
from loaders.rdf_files import RdfFile
from loaders.records import OrganisationRecord
from loaders.recordset import Entry, RecordSet
from ontology.errors import Finding, Text
from ontology.iris import BASE, NS, THING_TYPES, reference_of
from ontology.terms import RDF, RDFS, SKOS
from ontology.vocabulary import Vocabulary, fold, ontology_quads

__all__ = ["Joined", "Occasion", "join_imports"]

_THINGS: Final = f"{BASE}id/"
_GRAPHS: Final = f"{BASE}graph/import/"
# Types whose class has another name than theirs.
_ROOTS: Final = {"webpage": "WebPage", "scope": "StudyScope", "indicator-value": "IndicatorValue"}
_SUBCLASS: Final = RDFS.subClassOf.value
_UNION: Final = "http://www.w3.org/2002/07/owl#disjointUnionOf"
_FIRST: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first"
_REST: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest"
_CLASS_TERMS: Final = frozenset({_SUBCLASS, _UNION, _FIRST, _REST})
_ELSEWHERE: Final = frozenset({"selector", "dataset"})


@dataclass(frozen=True, slots=True)
class Occasion:
    """When a load takes place and what its files come from; "" when nobody said.

    `coder` is who classified the cases of a sheet; "" for the coder of the reference sheet.
    """

    date: str = ""
    source: str = ""
    coder: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """The record with the imports, the N-Quads to write, and how much was known already."""

    records: RecordSet
    texts: Mapping[str, str]
    known: Mapping[str, int]


def join_imports(
    files: Sequence[RdfFile],
    records: RecordSet,
    vocabulary: Vocabulary,
    decisions: Decisions,
    occasion: Occasion,
) -> tuple[Joined, list[Finding]]:
    """Return the record with `files` in it, and every fault; `records` must be sound."""
    findings: list[Finding] = []
    texts: dict[str, str] = {}
    known: dict[str, int] = {}
    joined, changed = records, False
    for file in files:
        part = _Part(file, joined, vocabulary)
        new = part.new()
        known[file.file] = len(file.quads) - len(new)
        faults = claim_findings(file.file, new, file.graphs, part.held())
        faults += _name_findings(file.file, new, joined, decisions)
        before = _before(joined, file.name)
        if not occasion.source and before is None:
            faults.append(Spot(file.file).fault("import-without-source", *_SOURCE))
        findings += faults
        if new and not faults:
            text = canonical_quads(new)
            entry = _entry(file, new, text, before, occasion)
            changed = changed or entry.record != before
            joined = _with(joined, entry, new)
            texts[f"{FOLDER}/{file.name}.nq"] = text
    if changed and not findings:
        findings += _gate_findings(joined, vocabulary)
    return Joined(joined, texts, known), findings


class _Part:
    """One file against everything else: the record, the vocabulary, the other imports."""

    def __init__(self, file: RdfFile, records: RecordSet, vocabulary: Vocabulary) -> None:
        self._file = file
        self._records = records
        own = import_graph(file.name)
        # Records may name what the import makes, so it stays while they are mapped.
        self._record = [
            quad
            for quad in record_quads(records, vocabulary)
            if not (isinstance(quad.graph_name, NamedNode) and quad.graph_name.value == own)
        ]
        self._others = [*ontology_quads(), *self._record]

    def new(self) -> tuple[Quad, ...]:
        """Return the statements of the file that nothing else makes."""
        said = {_triple(quad) for quad in self._others}
        new = [quad for quad in self._file.quads if _triple(quad) not in said]
        computed = computed_terms()
        if any(
            term in computed
            for quad in new
            for term in (quad.predicate.value, getattr(quad.object, "value", ""))
        ):
            # Rules take seconds: they run only when the file repeats what they may conclude.
            store = EmbeddedStore.in_memory(in_default_graph(self._others))
            derive(store, read_rules())
            concluded = {_triple(quad) for quad in store.quads()}
            new = [quad for quad in new if _triple(quad) not in concluded]
        return tuple(new)

    def held(self) -> Held:
        """Return what the judge of claims must know."""
        return Held(
            subjects={q.subject.value for q in self._others if isinstance(q.subject, NamedNode)},
            said={q.predicate.value for q in self._record if not _of_import(q)},
            ways={
                each.was: each.now
                for event in self._records.history.history
                for each in event.things
            },
            classes=_classes(self._others),
        )


def _triple(quad: Quad) -> Triple:
    return quad.triple


def _of_import(quad: Quad) -> bool:
    name = quad.graph_name
    return isinstance(name, NamedNode) and name.value.startswith(_GRAPHS)


def _classes(quads: Iterable[Quad]) -> Mapping[str, frozenset[str]]:
    """Return the classes that a thing of each type may have."""
    said: dict[str, dict[str, list[str]]] = {}
    for quad in quads:
        terms = (quad.predicate.value, str(quad.subject).strip("<>"), str(quad.object).strip("<>"))
        if terms[0] in _CLASS_TERMS:
            said.setdefault(terms[0], {}).setdefault(terms[1], []).append(terms[2])
    below: dict[str, set[str]] = {}
    for one, above in said.get(_SUBCLASS, {}).items():
        for each in above:
            below.setdefault(each, set()).add(one)
    for whole, lists in said.get(_UNION, {}).items():
        # What a class is the union of is below it.
        cells = list(lists)
        for cell in cells:
            below.setdefault(whole, set()).update(said.get(_FIRST, {}).get(cell, ()))
            cells += said.get(_REST, {}).get(cell, ())

    def under(iri: str) -> frozenset[str]:
        return frozenset({iri}).union(*(under(each) for each in below.get(iri, ())))

    return {
        kind: under(f"{NS}{_ROOTS.get(kind, kind.capitalize())}")
        for kind in THING_TYPES
        if kind not in _ELSEWHERE
    }


def _name_findings(
    file: str, quads: Sequence[Quad], records: RecordSet, decisions: Decisions
) -> list[Finding]:
    """Return what must be decided before new organisations are taken for new."""
    held = {
        name: each.organisation
        for each in records.of(OrganisationRecord)
        for name in (each.name, *each.aliases)
    }
    folded = {fold(name): slug for name, slug in held.items()}
    new: list[tuple[str, Spot]] = []
    findings: list[Finding] = []
    for quad in quads:
        subject = str(quad.subject).strip("<>")
        if (
            quad.predicate in {RDFS.label, SKOS.altLabel}
            and subject.startswith(f"{_THINGS}organisation/")
            and isinstance(quad.object, Literal)
        ):
            name, spot = quad.object.value, Spot(file, field=reference_of(subject) or "")
            slug = folded.get(fold(name))
            if slug is not None:
                findings.append(spot.fault("organisation-known", *_known(slug), name))
            else:
                new.append((name, spot))
    return [*findings, *look_alikes(new, held, decisions)]


def _before(records: RecordSet, name: str) -> ImportRecord | None:
    return next((each for each in records.of(ImportRecord) if each.imported == name), None)


def _entry(
    file: RdfFile, quads: Sequence[Quad], text: str, before: ImportRecord | None, when: Occasion
) -> Entry:
    digest = hashlib.sha256(text.encode()).hexdigest()
    same = before is not None and before.sha256 == digest
    record = ImportRecord(
        imported=file.name,
        title=before.title if before else file.file,
        file=file.file,
        file_sha256=file.file_sha256,
        sha256=digest,
        # Statements that stay the same were loaded when they were first loaded.
        loaded_on=before.loaded_on if before and same else when.date,
        source=when.source or (before.source if before else ""),
        publisher=before.publisher if before else None,
        licence=before.licence if before else None,
        graphs=file.graphs,
        blank_nodes=file.blank_nodes,
        statements=len(quads),
        things=_made(quads),
    )
    path = f"{FOLDER}/{file.name}.yaml"
    return Entry(FOLDER, file.name, path, record, {(): 1}, file.file)


def _made(quads: Iterable[Quad]) -> tuple[str, ...]:
    """Return the references of the things that the statements give a class."""
    return tuple(
        sorted({
            quad.subject.value.removeprefix(_THINGS)
            for quad in quads
            if quad.predicate == RDF.type
            and isinstance(quad.subject, NamedNode)
            and quad.subject.value.startswith(_THINGS)
        })
    )  # fmt: skip


def _with(records: RecordSet, entry: Entry, quads: tuple[Quad, ...]) -> RecordSet:
    entries = {each.path: each for each in records.entries} | {entry.path: entry}
    return replace(
        records,
        entries=tuple(entries[path] for path in sorted(entries)),
        imported={**records.imported, entry.slug: quads},
    )


def _gate_findings(records: RecordSet, vocabulary: Vocabulary) -> list[Finding]:
    """Return what would keep the graph with the imports from being published."""
    # Imported here: pyshacl and rdflib take a second that no other load should wait for.
    from graph.validation import shapes_gate  # noqa: PLC0415

    quads = [*ontology_quads(), *record_quads(records, vocabulary)]
    store = EmbeddedStore.in_memory(in_default_graph(quads))
    derive(store, read_rules())
    places = origins(records).get
    gates = (shapes_gate(store, places), rules_gate(store, read_violations(), places))
    return [finding for gate in gates for finding in gate.findings]


def _known(slug: str) -> tuple[Text, Text]:
    return (
        Text("Cette organisation est dans les fiches.", "This organisation is in the record."),
        Text(
            f"Prenez son identifiant : {_THINGS}organisation/{slug}",
            f"Use its identifier: {_THINGS}organisation/{slug}",
        ),
    )


_SOURCE: Final = (
    Text("Personne ne dit d'où vient ce fichier.", "Nobody says where this file comes from."),
    Text(
        "Ajoutez --source, avec une adresse ou des mots : « --source https://... ».",
        "Add --source, with an address or words: “--source https://...”.",
    ),
)
