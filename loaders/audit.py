"""What must hold between the files of the record, and within one beyond its form.

Every slug points to something that exists, identifiers are unique, a document's counts
equal its content, a figure shows its value or its calculation, an alliance has two
participants. Sentences end with what to do. Nothing is repaired here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from loaders.audit_rules import (
    case_findings,
    comparison_findings,
    date_findings,
    document_findings,
    indicator_findings,
    page_findings,
    search_findings,
)
from loaders.faults import Location, proposal
from loaders.records import (
    CaseRecord,
    ComparisonRecord,
    DocumentRecord,
    ImportRecord,
    IndicatorRecord,
    OrganisationRecord,
    PageRecord,
    Passage,
    PersonRecord,
    SearchRecord,
    WebPassage,
)
from loaders.recordset import Entry, identifier_of
from loaders.references import ANY, PASSAGE, Pointer, pointers
from ontology.errors import Finding, Text, VocabularyError
from ontology.iris import SCHEMES, THING_TYPES
from ontology.vocabulary import Vocabulary, fold

__all__ = ["audit", "owned"]

_TYPES: Final = {
    "documents": "document",
    "events": "event",
    "resources": "resource",
    "organisations": "organisation",
    "people": "person",
    "cases": "case",
    "discrepancies": "discrepancy",
    "searches": "search",
    "indicators": "indicator",
    "pages": "page",
    "comparisons": "comparison",
    "imports": "import",
}
# What a file that cannot be read may hold: references to it are not judged.
_HELD_INSIDE: Final = {
    "documents": ("passage", "figure", "claim"),
    "pages": ("passage", "figure"),
    "cases": ("claim", "alliance"),
    "studies": ("study", "programme"),
    "imports": THING_TYPES,
}


def audit(
    entries: Sequence[Entry],
    vocabulary: Vocabulary,
    *,
    unread: Collection[tuple[str, str]] = (),
) -> list[Finding]:
    """Return every fault of the record as a whole.

    `unread` names (folder, slug) of files whose form is wrong: what points to them is not
    reported a second time.
    """
    findings = list(_file_names(entries))
    held, doubles = _held(entries)
    findings += doubles
    for folder, slug in unread:
        held.setdefault(_TYPES.get(folder, "study"), set()).add(slug)
    unsure = {kind for folder, _ in unread for kind in _HELD_INSIDE.get(folder, ())}
    resolver = _Resolver(vocabulary, held, unsure)
    for entry in entries:
        findings += resolver.findings(entry)
        findings += date_findings(entry)
        if isinstance(entry.record, DocumentRecord):
            findings += document_findings(entry, entry.record)
        elif isinstance(entry.record, CaseRecord):
            findings += case_findings(entry, entry.record)
        elif isinstance(entry.record, SearchRecord):
            findings += search_findings(entry, entry.record)
        elif isinstance(entry.record, ComparisonRecord):
            findings += comparison_findings(entry, entry.record)
        elif isinstance(entry.record, PageRecord):
            findings += page_findings(entry, entry.record)
        elif isinstance(entry.record, IndicatorRecord):
            findings += indicator_findings(entry, entry.record)
    return findings + list(_names(entries))


def owned(entry: Entry) -> Iterator[tuple[str, str, Location]]:
    """Yield type, slug and location of every thing that a file declares."""
    record = entry.record
    key = next(iter(type(record).model_fields))
    if entry.folder == "studies":
        yield str(getattr(record, key)).partition("/")[0], identifier_of(record), (key,)
    else:
        yield _TYPES[entry.folder], identifier_of(record), (key,)
    if isinstance(record, DocumentRecord | PageRecord):
        passages: Sequence[Passage | WebPassage] = record.passages
        for index, passage in enumerate(passages):
            yield "passage", passage.id, ("passages", index, "id")
        for index, figure in enumerate(record.figures):
            yield "figure", figure.id, ("figures", index, "id")
    if isinstance(record, DocumentRecord):
        for index, claim in enumerate(record.claims):
            yield "claim", claim.id, ("claims", index, "id")
    if isinstance(record, ImportRecord):
        for index, reference in enumerate(record.things):
            kind, _, slug = reference.partition("/")
            yield kind, slug, ("things", index)
    if isinstance(record, CaseRecord):
        yield "alliance", record.alliance, ("alliance",)
        for index, item in enumerate(record.items):
            yield "claim", item.id, ("items", index, "id")


def _file_names(entries: Sequence[Entry]) -> Iterator[Finding]:
    for entry in entries:
        slug = identifier_of(entry.record)
        if slug != entry.slug:
            key = next(iter(type(entry.record).model_fields))
            yield entry.spot((key,)).fault(
                "slug-not-file-name",
                Text(
                    f"L'identifiant diffère du nom de fichier « {entry.slug}.yaml ».",
                    f"The identifier differs from the file name “{entry.slug}.yaml”.",
                ),
                Text(
                    f"Renommez le fichier en « {slug}.yaml », ou corrigez l'identifiant.",
                    f"Rename the file to “{slug}.yaml”, or mend the identifier.",
                ),
                slug,
            )


def _held(entries: Sequence[Entry]) -> tuple[dict[str, set[str]], list[Finding]]:
    held: dict[str, set[str]] = {}
    first: dict[tuple[str, str], str] = {}
    findings: list[Finding] = []
    for entry in entries:
        for kind, slug, location in owned(entry):
            spot = entry.spot(location)
            # Two cases may tell of one alliance.
            if slug in held.setdefault(kind, set()) and kind != "alliance":
                findings.append(
                    spot.fault(
                        "identifier-twice",
                        Text(
                            f"Cet identifiant sert déjà : {first[kind, slug]}.",
                            f"This identifier is already in use: {first[kind, slug]}.",
                        ),
                        Text("Donnez-en un autre.", "Give another one."),
                        f"{kind}/{slug}",
                    )
                )
            held[kind].add(slug)
            first.setdefault((kind, slug), f"{spot.where}:{spot.line or 1}")
    return held, findings


class _Resolver:
    """Says what a slug points to, over one record."""

    def __init__(
        self, vocabulary: Vocabulary, held: Mapping[str, set[str]], unsure: Collection[str]
    ) -> None:
        self._vocabulary = vocabulary
        self._held = held
        self._unsure = unsure
        self._known = {
            scheme: {concept.slug for concept in vocabulary.concepts(scheme)} for scheme in SCHEMES
        }

    def findings(self, entry: Entry) -> Iterator[Finding]:
        passages = set()
        if isinstance(entry.record, DocumentRecord | PageRecord):
            read: Sequence[Passage | WebPassage] = entry.record.passages
            passages = {passage.id for passage in read}
        for pointer in pointers(entry.record):
            if pointer.target == PASSAGE:
                if pointer.value not in passages:
                    yield self._no_thing(entry, pointer, "passage", sorted(passages))
            elif pointer.target == ANY:
                kind, _, slug = pointer.value.partition("/")
                yield from self._one(entry, pointer, kind, slug)
            else:
                kind = pointer.target.partition("/")[2]
                yield from self._one(entry, pointer, kind, pointer.value)

    def _one(self, entry: Entry, pointer: Pointer, kind: str, slug: str) -> Iterator[Finding]:
        concept = pointer.target.startswith("scheme/") or (
            pointer.target == ANY and kind in SCHEMES
        )
        if concept:
            # Periods are minted from the dates of the record.
            if kind != "period" and slug not in self._known[kind]:
                yield self._no_concept(entry, pointer, kind, slug)
        elif kind not in THING_TYPES:
            rule = Text("Ce type n'existe pas.", "This type does not exist.")
            cure = proposal(kind, [*SCHEMES, *THING_TYPES])
            yield entry.spot(pointer.location).fault("type-unknown", rule, cure, pointer.value)
        elif slug not in self._held.get(kind, ()) and kind not in self._unsure:
            yield self._no_thing(entry, pointer, kind, sorted(self._held.get(kind, ())), slug)

    def _no_concept(self, entry: Entry, pointer: Pointer, scheme: str, slug: str) -> Finding:
        try:
            self._vocabulary.concept(scheme, slug)
        except VocabularyError as error:
            return entry.spot(pointer.location).fault(
                "concept-unknown", error.summary, error.cure, slug
            )
        raise AssertionError("the vocabulary holds a concept it does not list")

    def _no_thing(
        self, entry: Entry, pointer: Pointer, kind: str, known: Sequence[str], slug: str = ""
    ) -> Finding:
        near = proposal(slug or pointer.value, known)
        return entry.spot(pointer.location).fault(
            "reference-unknown",
            Text(
                f"Rien ne porte cet identifiant ({kind}).",
                f"Nothing has this identifier ({kind}).",
            ),
            near,
            pointer.value,
        )


def _names(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Two organisations, or two people, may not share a name: a loader could not choose."""
    first: dict[tuple[str, str], str] = {}
    for entry in entries:
        record = entry.record
        if not isinstance(record, OrganisationRecord | PersonRecord):
            continue
        for name in (record.name, *record.aliases):
            key = (entry.folder, fold(name))
            if first.setdefault(key, entry.path) != entry.path:
                yield entry.spot(("name",)).fault(
                    "name-twice",
                    Text(
                        f"Ce nom est aussi dans {first[key]}.",
                        f"This name is also in {first[key]}.",
                    ),
                    Text(
                        "Réunissez les deux fiches (alias), ou distinguez les noms.",
                        "Make the two one record (alias), or make the names differ.",
                    ),
                    name,
                )
