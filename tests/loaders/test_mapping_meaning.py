"""What figures, claims, cases and organisations of the corpus become in the graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from loaders.directory import read_directory
from loaders.mapping import record_quads
from loaders.mapping.organisations import CLASSES
from loaders.records import (
    Assignment,
    Base,
    CaseItem,
    CaseRecord,
    CaseSource,
    Partner,
    Place,
    Translated,
)
from loaders.recordset import Entry, RecordSet
from ontology.iris import BASE
from ontology.terms import AL, OA, PROV, RDF
from ontology.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def records(corpus: Path, vocabulary: Vocabulary) -> RecordSet:
    return read_directory(corpus / "record", vocabulary)


@pytest.fixture(scope="module")
def quads(records: RecordSet, vocabulary: Vocabulary) -> Sequence[Quad]:
    return tuple(record_quads(records, vocabulary))


def node(reference: str) -> NamedNode:
    return NamedNode(f"{BASE}{reference}")


def values(quads: Sequence[Quad], subject: str, predicate: NamedNode) -> set[str]:
    return {
        str(getattr(quad.object, "value", quad.object))
        for quad in quads
        if quad.subject == node(subject) and quad.predicate == predicate
    }


# ---- figures


def test_two_values_of_one_question_share_a_cell(quads: Sequence[Quad]) -> None:
    cells = values(quads, "id/figure/cm-f1", AL.cell)
    assert len(cells) == 1
    assert cells == values(quads, "id/figure/sy-f1", AL.cell)
    assert values(quads, "id/figure/cm-f1", AL.value) == {"71"}
    assert values(quads, "id/figure/sy-f1", AL.value) == {"75"}


def test_the_same_question_in_another_territory_is_another_cell(quads: Sequence[Quad]) -> None:
    france = values(quads, "id/figure/sy-f1", AL.cell)
    bretagne = values(quads, "id/figure/sy-f2", AL.cell)
    assert len(france) == len(bretagne) == 1
    assert france != bretagne


def test_a_derived_figure_shows_its_calculation_and_keeps_its_decimals(
    quads: Sequence[Quad],
) -> None:
    figure = "id/figure/ra-f7"
    assert values(quads, figure, AL.derivation) == {"derived"}
    assert values(quads, figure, AL.calculation) == {"820 / 1 240 × 100"}
    assert values(quads, figure, AL.share) == {"66.1"}


def test_several_answers_allowed_is_written_on_each_figure_of_the_set(
    quads: Sequence[Quad],
) -> None:
    answers = {
        f"ra-f{number}": values(quads, f"id/figure/ra-f{number}", AL.multipleResponse)
        for number in range(1, 6)
    }
    assert answers == {
        "ra-f1": {"true"},
        "ra-f2": {"true"},
        "ra-f3": {"true"},
        "ra-f4": {"true"},
        "ra-f5": {"false"},
    }


# ---- claims


def test_every_claim_is_part_of_exactly_one_link(quads: Sequence[Quad]) -> None:
    claims = {quad.subject for quad in quads if quad.object == AL.Claim}
    parts = [quad.subject for quad in quads if quad.predicate == AL.partOfLink]
    # Fifteen claims in the documents and eight items in the cases.
    assert len(claims) == 23
    assert sorted(map(str, parts)) == sorted(map(str, claims))


def test_claims_that_say_the_same_of_the_same_share_their_link(quads: Sequence[Quad]) -> None:
    perceived = values(quads, "id/claim/cm-c1", AL.partOfLink)
    asserted = values(quads, "id/claim/sy-c1", AL.partOfLink)
    assert perceived == asserted
    # Another object, and another scope, are another link.
    assert perceived != values(quads, "id/claim/in-c3", AL.partOfLink)
    assert values(quads, "id/claim/ra-c3", AL.partOfLink) != values(
        quads, "id/claim/quai-i2", AL.partOfLink
    )


def test_a_target_or_a_resource_put_in_is_never_an_impact_or_an_effect(
    quads: Sequence[Quad],
) -> None:
    for item in ("fiche-i2", "rapport-i1", "lavoir-i3"):
        claim = f"id/claim/{item}"
        assert values(quads, claim, RDF.type) == {AL.Claim.value}
        assert values(quads, claim, AL.claimsImpact) == set()
        assert values(quads, claim, AL.claimsEffect) == set()
        # What is aimed at, or what the resource serves, is said all the same.
        assert len(values(quads, claim, AL.object)) == 1


def test_evidence_challenges_the_claim_that_says_it_is_challenged(quads: Sequence[Quad]) -> None:
    assert values(quads, "id/evidence/ra-c2", AL.challenges) == {f"{BASE}id/claim/in-c3"}
    assert values(quads, "id/evidence/ra-c2", AL.supports) == {f"{BASE}id/claim/ra-c2"}
    challenging = {quad.subject for quad in quads if quad.predicate == AL.challenges}
    assert challenging == {node("id/evidence/ra-c2")}


def test_a_surveyed_group_speaks_but_evidence_is_attributed_to_actors_only(
    quads: Sequence[Quad],
) -> None:
    assert values(quads, "id/claim/cm-c1", AL.speaker) == {f"{BASE}scheme/group/citoyens"}
    assert values(quads, "id/evidence/cm-c1", PROV.wasAttributedTo) == set()
    observatory = {f"{BASE}id/organisation/observatoire-des-passerelles"}
    assert values(quads, "id/evidence/sy-c1", PROV.wasAttributedTo) == observatory


# ---- cases


def test_a_described_group_takes_part_without_being_anything(quads: Sequence[Quad]) -> None:
    group = "id/participation/table-du-lavoir-3"
    assert values(quads, group, RDF.type) == {AL.GroupParticipation.value}
    assert values(quads, group, AL.groupLabel) == {"quatre producteurs du canton"}
    assert values(quads, group, AL.participant) == set()


def test_a_quote_of_a_page_we_do_not_keep_makes_a_passage_without_line(
    quads: Sequence[Quad],
) -> None:
    found = values(quads, "id/evidence/quai-i1", AL.foundAt)
    assert found == {f"{BASE}id/passage/quai-i1"}
    assert values(quads, "id/selector/quai-i1.quote", OA.exact) == {
        "deux communes voisines ont repris notre méthode"
    }
    assert values(quads, "id/passage/quai-i1", OA.hasSource) == values(
        quads, "id/case/quai-des-langues", AL.recordedIn
    )
    assert values(quads, "id/passage/quai-i1", AL.lineNumber) == set()


def test_only_items_without_quote_are_to_be_found(quads: Sequence[Quad]) -> None:
    missing = {
        str(quad.subject).rpartition("/")[2].strip(">")
        for quad in quads
        if quad.object == node("scheme/quote-status/to-find")
    }
    assert missing == {"lavoir-i1", "lavoir-i2", "lavoir-i3", "quai-i2"}


def test_a_paraphrase_never_stands_where_a_quote_stands(quads: Sequence[Quad]) -> None:
    texts = {quad.object for quad in quads if quad.predicate == AL.itemText}
    exact = {quad.object for quad in quads if quad.predicate == OA.exact}
    assert len(texts) == 8
    assert texts.isdisjoint(exact)


def test_a_category_given_twice_makes_two_assignments(
    records: RecordSet, vocabulary: Vocabulary
) -> None:
    again = [
        Assignment(concept="mecenat", basis="inferred", coder="projet", date="2026", period=when)
        for when in ("2012", "2018")
    ]
    case = a_case("deux-temps", categories=tuple(again))
    quads = tuple(
        record_quads(with_records(records, entry("cases", "deux-temps", case)), vocabulary)
    )
    first = "id/assignment/deux-temps-category-mecenat"
    assert values(quads, first, AL.period) == {f"{BASE}scheme/period/2012"}
    assert values(quads, f"{first}-2", AL.period) == {f"{BASE}scheme/period/2018"}


def test_the_three_kinds_of_alliance_are_alliances(
    records: RecordSet, vocabulary: Vocabulary
) -> None:
    plain = entry("cases", "simple", a_case("simple"))
    quads = tuple(record_quads(with_records(records, plain), vocabulary))
    assert values(quads, "id/alliance/simple", RDF.type) == {AL.Alliance.value}
    partnership = {AL.Alliance.value, AL.Partnership.value}
    assert values(quads, "id/alliance/table-du-lavoir", RDF.type) == partnership
    territorial = {AL.Alliance.value, AL.TerritorialAlliance.value}
    assert values(quads, "id/alliance/quai-des-langues", RDF.type) == territorial


# ---- organisations


def test_the_class_of_each_actor_type_is_the_one_its_scheme_gives(repository: Path) -> None:
    source = (repository / "ontology" / "schemes" / "actor-type.ttl").read_bytes()
    given = {
        str(quad.subject).strip("<>").rpartition("/")[2]: str(getattr(quad.object, "value", ""))
        for quad in parse(source, RdfFormat.TURTLE)
        if quad.predicate == AL.classOfType
    }
    # No organisation is a person, and a narrower type has the class of the type above it.
    wanted = {slug: iri for slug, iri in given.items() if iri != AL.Person.value}
    ours = {slug: term.value for slug, term in CLASSES.items()}
    assert {slug: iri for slug, iri in wanted.items() if slug in ours} == ours
    assert set(wanted.values()) == set(ours.values())


def test_an_organisation_of_a_narrower_type_has_the_class_above(quads: Sequence[Quad]) -> None:
    expected = {AL.Organisation.value, AL.Company.value}
    assert values(quads, "id/organisation/biscuiterie-clairan", RDF.type) == expected
    assert values(quads, "id/organisation/transports-merlin", RDF.type) == expected
    town = {AL.Organisation.value, AL.PublicBody.value}
    assert values(quads, "id/organisation/commune-de-valbrume", RDF.type) == town


def entry(folder: str, slug: str, record: Base) -> Entry:
    return Entry(folder, slug, f"{folder}/{slug}.yaml", record, {(): 1})


def with_records(records: RecordSet, *added: Entry) -> RecordSet:
    return replace(records, entries=(*records.entries, *added))


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
