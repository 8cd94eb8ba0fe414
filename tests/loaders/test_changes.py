"""Renaming, merging, retracting: everything follows, and nothing is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.history import change_command
from commands.settings import read_settings
from loaders.changes import Change, plan_change
from loaders.directory import read_directory
from loaders.history import destination, read_history
from loaders.mapping import record_quads
from loaders.records import CaseRecord, OrganisationRecord
from loaders.writing import write_all
from ontology.errors import RecordError
from ontology.iris import reference_of, thing
from ontology.terms import DCTERMS
from ontology.vocabulary import Vocabulary

Hash = Callable[[Path], str]
Apply = Callable[..., None]


def change(event: str, was: str, now: str | None = None) -> Change:
    assert event in {"renamed", "merged", "retracted"}
    return Change(event, was, now, "2026-11-21", "Essai.")  # type: ignore[arg-type]


@pytest.fixture
def apply(record: Path, vocabulary: Vocabulary) -> Apply:
    def run(event: str, was: str, now: str | None = None) -> None:
        write_all(record, plan_change(record, vocabulary, change(event, was, now)).texts)

    return run


def refusals(
    record: Path, vocabulary: Vocabulary, event: str, was: str, now: str | None = None
) -> list[tuple[str, str]]:
    with pytest.raises(RecordError) as refused:
        plan_change(record, vocabulary, change(event, was, now))
    return [(each.code, each.where) for each in refused.value.findings]


def statements(record: Path, vocabulary: Vocabulary) -> set[tuple[str, str, str, str]]:
    """Return subject, property, value and graph of all that the record says."""
    return {
        (
            str(quad.subject).strip("<>"),
            quad.predicate.value,
            str(quad.object).strip("<>"),
            str(quad.graph_name).strip("<>"),
        )
        for quad in record_quads(read_directory(record, vocabulary), vocabulary)
    }


def history(record: Path) -> dict[str, str | None]:
    read, findings = read_history((record / "history.yaml").read_bytes(), "history.yaml")
    assert findings == []
    return {each.was: each.now for event in read.history for each in event.things}


def test_a_renamed_organisation_is_renamed_wherever_it_is_named(
    record: Path, vocabulary: Vocabulary, apply: Apply
) -> None:
    apply("renamed", "organisation/la-ruche-bleue", "organisation/ruche-bleue")
    assert not (record / "organisations/la-ruche-bleue.yaml").exists()
    read = read_directory(record, vocabulary)
    (case,) = read.of(CaseRecord)
    assert case.partners[0].organisation == "ruche-bleue"
    document = (record / "documents/etude.yaml").read_text(encoding="utf-8")
    assert "speaker: organisation/ruche-bleue" in document
    assert "la-ruche-bleue" not in document


def test_what_is_named_after_a_renamed_case_is_followed(
    record: Path, vocabulary: Vocabulary, apply: Apply
) -> None:
    before = {subject for subject, *_ in statements(record, vocabulary)}
    apply("renamed", "case/le-cas", "case/cas-renomme")
    told = statements(record, vocabulary)
    after = {subject for subject, *_ in told}
    ways = history(record)
    assert next(iter(ways)) == "case/le-cas"
    assert ways["participation/le-cas-1"] == "participation/cas-renomme-1"
    assert ways["participation/le-cas-2"] == "participation/cas-renomme-2"
    # The document claims something of the case, so a link is named by a digest of it.
    links = {was: now for was, now in ways.items() if was.startswith("link/")}
    assert len(links) == 1
    assert None not in links.values()
    # Every old address is still told of, and every new one stands.
    lost = {iri for iri in before - after if reference_of(iri)}
    assert lost == set()
    replaced = {s: o for s, p, o, _ in told if p == DCTERMS.isReplacedBy.value}
    assert replaced[thing("case", "le-cas")] == thing("case", "cas-renomme")
    assert set(replaced.values()) <= after


def test_an_alliance_keeps_its_name_when_its_case_is_renamed(record: Path, apply: Apply) -> None:
    apply("renamed", "case/le-cas", "case/cas-renomme")
    text = (record / "cases/cas-renomme.yaml").read_text(encoding="utf-8")
    assert text.startswith("case: cas-renomme\n")
    assert "alliance: le-cas\n" in text


def test_a_merged_organisation_gives_its_names_and_its_mentions(
    record: Path, vocabulary: Vocabulary, apply: Apply
) -> None:
    (record / "organisations/ruche.yaml").write_text(
        "organisation: ruche\nname: La Ruche\naliases: [Ruche, LA RUCHE BLEUE SCIC]\n"
        "type: association\nwebsite: ruche.example\n",
        encoding="utf-8",
    )
    apply("merged", "organisation/ruche", "organisation/la-ruche-bleue")
    found = {o.organisation: o for o in read_directory(record, vocabulary).of(OrganisationRecord)}
    assert set(found) == {"la-ruche-bleue", "usine-verte"}
    kept = found["la-ruche-bleue"]
    assert kept.name == "La Ruche bleue"
    assert kept.aliases == ("La Ruche", "Ruche", "LA RUCHE BLEUE SCIC")
    assert kept.website == "ruche.example"
    assert history(record)["organisation/ruche"] == "organisation/la-ruche-bleue"


def test_two_partners_that_are_one_are_not_merged_into_an_alliance_of_one(
    record: Path, vocabulary: Vocabulary
) -> None:
    found = refusals(
        record, vocabulary, "merged", "organisation/la-ruche-bleue", "organisation/usine-verte"
    )
    assert [where for _, where in found] == ["cases/le-cas.yaml"]


def test_names_decided_to_differ_are_not_merged(
    record: Path, vocabulary: Vocabulary, edit: Callable[[str, str, str], None]
) -> None:
    edit(
        "identities.yaml",
        "identities: []",
        "identities:\n- names: [La Ruche bleue, Usine verte]\n  decision: different\n"
        "  because: Deux maisons.",
    )
    found = refusals(
        record, vocabulary, "merged", "organisation/la-ruche-bleue", "organisation/usine-verte"
    )
    assert [code for code, _ in found] == ["identity-different"]


def test_cases_are_not_merged(record: Path, vocabulary: Vocabulary) -> None:
    assert refusals(record, vocabulary, "merged", "case/le-cas", "case/autre") == [
        ("merge-kind", "cases/le-cas.yaml")
    ]


def test_what_is_cited_is_not_retracted_and_every_citation_is_named(
    record: Path, vocabulary: Vocabulary, tree_hash: Hash
) -> None:
    before = tree_hash(record)
    found = refusals(record, vocabulary, "retracted", "organisation/la-ruche-bleue")
    assert sorted(found) == [
        ("still-cited", "cases/le-cas.yaml"),
        ("still-cited", "documents/etude.yaml"),
    ]
    assert tree_hash(record) == before


def test_a_retracted_claim_leaves_its_document_sound(
    record: Path, vocabulary: Vocabulary, apply: Apply
) -> None:
    apply("retracted", "claim/etude-c1")
    text = (record / "documents/etude.yaml").read_text(encoding="utf-8")
    assert "etude-c1" not in text
    assert "claims: 0" in text
    ways = history(record)
    assert ways["claim/etude-c1"] is None
    assert ways["evidence/etude-c1"] is None
    read_directory(record, vocabulary)


def test_a_retracted_record_goes_with_all_that_stood_in_it(
    record: Path, vocabulary: Vocabulary, apply: Apply
) -> None:
    apply("retracted", "claim/etude-c1")
    apply("retracted", "case/le-cas")
    assert not (record / "cases/le-cas.yaml").exists()
    ways = history(record)
    assert {"case/le-cas", "alliance/le-cas", "claim/le-cas-i1"} <= set(ways)
    told = {s for s, _, _, g in statements(record, vocabulary) if g.endswith("/history")}
    assert thing("case", "le-cas") in told


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("renamed", "person/inconnue", "person/autre"), "reference-unknown"),
        (("renamed", "person/anne-durand", "organisation/anne"), "rename-kind"),
        (("renamed", "person/anne-durand", "person/Anne Durand"), "slug-form"),
        (("renamed", "person/anne-durand", "person/../x"), "slug-form"),
        (
            ("renamed", "organisation/usine-verte", "organisation/la-ruche-bleue"),
            "identifier-twice",
        ),
        (("merged", "person/anne-durand", "person/anne-durand"), "merge-itself"),
        (("merged", "person/anne-durand", "organisation/usine-verte"), "merge-kind"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(
    record: Path, vocabulary: Vocabulary, asked: tuple[str, str, str], code: str
) -> None:
    assert [each for each, _ in refusals(record, vocabulary, *asked)] == [code]


def test_a_retired_slug_is_never_used_again(
    record: Path, vocabulary: Vocabulary, apply: Apply
) -> None:
    apply("renamed", "person/anne-durand", "person/anne-d")
    assert refusals(record, vocabulary, "renamed", "person/anne-d", "person/anne-durand") == [
        ("slug-retired", "")
    ]
    (record / "people/anne-durand.yaml").write_text(
        "person: anne-durand\nname: Une autre\n", encoding="utf-8"
    )
    with pytest.raises(RecordError) as refused:
        read_directory(record, vocabulary)
    assert [(each.code, each.where) for each in refused.value.findings] == [
        ("slug-retired", "people/anne-durand.yaml")
    ]


def test_a_way_that_leads_nowhere_is_refused(
    record: Path, vocabulary: Vocabulary, apply: Apply
) -> None:
    apply("renamed", "person/anne-durand", "person/anne-d")
    (record / "people/anne-d.yaml").unlink()
    with pytest.raises(RecordError) as refused:
        read_directory(record, vocabulary)
    assert [each.code for each in refused.value.findings] == ["history-dead-end"]


def test_renamed_then_retracted_leads_to_nothing_and_is_sound(
    record: Path, vocabulary: Vocabulary, apply: Apply
) -> None:
    apply("renamed", "person/anne-durand", "person/anne-d")
    apply("retracted", "person/anne-d")
    read_directory(record, vocabulary)
    assert destination("person/anne-durand", history(record)) is None


def test_without_yes_nothing_is_written_and_with_it_the_journal_is(
    record: Path, monkeypatch: pytest.MonkeyPatch, tree_hash: Hash
) -> None:
    monkeypatch.setenv("ALLIANCES_RECORD", str(record))
    before = tree_hash(record)
    told = change_command(
        read_settings(), "renamed", "person/anne-durand", "anne", because="Nom d'usage.",
        accept=False, language="fr",
    )  # fmt: skip
    assert tree_hash(record) == before
    assert "+ people/anne.yaml" in told
    assert "- people/anne-durand.yaml" in told
    change_command(
        read_settings(), "renamed", "person/anne-durand", "anne", because="Nom d'usage.",
        accept=True, language="fr",
    )  # fmt: skip
    assert "because: Nom d'usage." in (record / "history.yaml").read_text(encoding="utf-8")


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdefgh"), max_size=6))
def test_a_way_always_ends_even_when_it_goes_round(ways: dict[str, str]) -> None:
    for start in ways:
        # Followed for more steps than there are ways, it has either left them or gone round.
        place = start
        for _ in range(len(ways)):
            place = ways.get(place, place)
        assert destination(start, ways) == (None if place in ways else place)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_journal_or_are_refused(data: bytes) -> None:
    # Anything else than a refusal fails the test.
    with suppress(RecordError):
        read_history(data, "history.yaml")
