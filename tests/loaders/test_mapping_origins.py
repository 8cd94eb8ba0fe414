"""Where each thing of the graph was written, what is refused, and how long mapping takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from loaders.directory import read_directory
from loaders.mapping import origins, record_quads
from loaders.records import (
    Assignment,
    Base,
    CaseItem,
    CaseRecord,
    CaseSource,
    Identity,
    OrganisationRecord,
    Partner,
    Place,
    Translated,
)
from loaders.recordset import Entry, RecordSet
from ontology.errors import RecordError, VocabularyError
from ontology.iris import BASE
from ontology.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def records(corpus: Path, vocabulary: Vocabulary) -> RecordSet:
    return read_directory(corpus / "record", vocabulary)


@pytest.fixture(scope="module")
def quads(records: RecordSet, vocabulary: Vocabulary) -> Sequence[Quad]:
    return tuple(record_quads(records, vocabulary))


def entry(folder: str, slug: str, record: Base) -> Entry:
    return Entry(folder, slug, f"{folder}/{slug}.yaml", record, {(): 1})


def with_records(records: RecordSet, *added: Entry) -> RecordSet:
    return replace(records, entries=(*records.entries, *added))


# ---- refusals


def test_an_unknown_concept_is_refused(records: RecordSet, vocabulary: Vocabulary) -> None:
    wrong = OrganisationRecord(organisation="nouvelle", name="Nouvelle", type="associations")
    broken = with_records(records, entry("organisations", "nouvelle", wrong))
    with pytest.raises(VocabularyError, match="associations"):
        tuple(record_quads(broken, vocabulary))


def test_a_thing_without_a_record_is_refused(records: RecordSet, vocabulary: Vocabulary) -> None:
    partner = Partner(organisation="inconnue", type="association")
    case = a_case("sans-fiche", partners=(partner, partner))
    broken = with_records(records, entry("cases", "sans-fiche", case))
    with pytest.raises(VocabularyError, match="organisation/inconnue"):
        tuple(record_quads(broken, vocabulary))


def test_a_period_that_no_calendar_holds_is_refused(
    records: RecordSet, vocabulary: Vocabulary
) -> None:
    item = CaseItem(
        id="mal-date", object="period/2015-02-30", kind="claimed", basis="stated", text="x"
    )
    broken = with_records(records, entry("cases", "mal-date", a_case("mal-date", items=(item,))))
    with pytest.raises(RecordError, match="2015-02-30"):
        tuple(record_quads(broken, vocabulary))


def test_a_kind_of_record_without_mapping_is_refused(
    records: RecordSet, vocabulary: Vocabulary
) -> None:
    stranger = Identity(names=("a", "b"), decision="same", because="c")
    with pytest.raises(TypeError, match="Identity"):
        tuple(record_quads(with_records(records, entry("x", "y", stranger)), vocabulary))


# ---- origins


def test_every_figure_claim_and_case_is_traced_to_its_line(
    records: RecordSet, corpus: Path
) -> None:
    found = origins(records)
    kinds = ("figure", "claim", "case")
    traced = {
        iri.removeprefix(f"{BASE}id/"): place
        for iri, place in found.items()
        if iri.startswith(tuple(f"{BASE}id/{kind}/" for kind in kinds))
    }
    assert len(traced) == 13 + 23 + 4
    for reference, (path, line) in traced.items():
        text = (corpus / "record" / path).read_text(encoding="utf-8").splitlines()[line - 1]
        key, slug = reference.split("/")
        assert text == (f"case: {slug}" if key == "case" else f"- id: {slug}")


def test_every_subject_has_an_origin(records: RecordSet, quads: Sequence[Quad]) -> None:
    subjects = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
    assert subjects == set(origins(records))


def test_challenging_evidence_comes_from_the_record_of_its_own_claim(records: RecordSet) -> None:
    # The invitation, which says it is challenged, is read before the report.
    assert origins(records)[f"{BASE}id/evidence/ra-c2"][0] == "documents/rapport-marees.yaml"


def test_an_organisation_is_traced_to_its_file(records: RecordSet) -> None:
    place = origins(records)[f"{BASE}id/organisation/atelier-du-lavoir"]
    assert place == ("organisations/atelier-du-lavoir.yaml", 1)


# ---- size


def a_case(
    slug: str,
    *,
    partners: tuple[Partner, ...] = (),
    categories: tuple[Assignment, ...] = (),
    items: tuple[CaseItem, ...] = (),
) -> CaseRecord:
    either = (Partner(group="des voisins", type="groupe-de-citoyens"),) * 2
    return CaseRecord(
        case=slug,
        kind="alliance",
        alliance=slug,
        name=slug,
        summary=Translated(fr="résumé", en="summary"),
        source=CaseSource(url="https://rives.example/autre"),
        partners=partners or either,
        categories=categories,
        place=Place(label="ici", level="local"),
        items=items,
    )
