"""A case's impacts in the words of CIDS: what is said, what is kept of ours, what is left out."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from explorer.impact_standard import impacts_in_cids
from explorer.messages import read_messages
from explorer.reading import Reading
from graph.embedded import EmbeddedStore
from ontology.errors import NotHeldError
from ontology.iris import concept, thing
from ontology.terms import AL, RDF, RDFS

CIDS = "https://ontology.commonapproach.org/cids#"
CASE = thing("case", "cantine-partagee")
ALLIANCE = NamedNode(thing("alliance", "cantine-partagee"))
REPORT = NamedNode(thing("claim", "cantine-impact"))


def cids(name: str) -> NamedNode:
    return NamedNode(CIDS + name)


def told(store: EmbeddedStore, case: str = CASE) -> set[Triple]:
    content = impacts_in_cids(Reading(store, "fr"), case, read_messages())
    return {quad.triple for quad in parse(content, format=RdfFormat.JSON_LD)}


@pytest.fixture(scope="module")
def found(store: EmbeddedStore) -> set[Triple]:
    return told(store)


def subjects(found: set[Triple], kind: str) -> set[str]:
    return {
        str(one.subject.value)
        for one in found
        if (one.predicate, one.object) == (RDF.type, cids(kind))
        and isinstance(one.subject, NamedNode)
    }


def test_every_impact_and_effect_is_a_report_and_no_target_or_resource_is(
    found: set[Triple],
) -> None:
    assert subjects(found, "ImpactReport") == {
        thing("claim", "cantine-impact"),
        thing("claim", "cantine-effet"),
    }
    said = {str(one.subject) for one in found}
    for left_out in ("cantine-cible", "cantine-moyens"):
        assert str(NamedNode(thing("claim", left_out))) not in said


def test_what_is_left_out_is_counted_in_both_languages(found: set[Triple]) -> None:
    comments = {
        one.object.language: one.object.value
        for one in found
        if one.predicate == RDFS.comment and isinstance(one.object, Literal)
    }
    assert set(comments) == {"fr", "en"}
    assert "Targets (1)" in comments["en"]
    assert "resources (1)" in comments["en"]


def test_a_report_keeps_its_status_side_speaker_and_source_as_data(found: set[Triple]) -> None:
    link = NamedNode(thing("link", "l-impact"))
    evidence = NamedNode(thing("evidence", "cantine-impact"))
    page = NamedNode(thing("webpage", "0123456789abcdef"))
    organisation = NamedNode(thing("organisation", "relais-du-val"))
    assert found >= {
        Triple(REPORT, AL.partOfLink, link),
        Triple(link, AL.linkStatus, NamedNode(concept("status", "affirme"))),
        Triple(REPORT, AL.polarity, NamedNode(concept("polarity", "negative"))),
        Triple(REPORT, AL.claimMode, NamedNode(concept("mode", "asserted"))),
        Triple(REPORT, AL.speaker, organisation),
        Triple(REPORT, AL.hasEvidence, evidence),
        Triple(evidence, AL.quoteStatus, NamedNode(concept("quote-status", "to-find"))),
        Triple(evidence, AL.citesSource, page),
        Triple(evidence, AL.itemText, Literal("les habitants se méfient encore", language="fr")),
    }


def test_a_report_says_it_in_words_that_follow_its_status(found: set[Triple]) -> None:
    words = {
        one.object.language: one.object.value
        for one in found
        if (one.subject, one.predicate) == (REPORT, cids("hasComment"))
        and isinstance(one.object, Literal)
    }
    assert set(words) == {"fr", "en"}
    assert "Le Relais du Val" in words["fr"]


def test_an_outcome_is_the_alliances_own_and_leads_to_our_concept(found: set[Triple]) -> None:
    outcome = NamedNode(f"{ALLIANCE.value}#outcome-impact-confiance")
    impact = NamedNode(concept("impact", "confiance"))
    assert found >= {
        Triple(REPORT, cids("forOutcome"), outcome),
        Triple(REPORT, cids("forOrganization"), ALLIANCE),
        Triple(outcome, RDF.type, cids("Outcome")),
        Triple(outcome, RDFS.seeAlso, impact),
    }
    # Two files put together must not give our concept to two organisations.
    assert not [one for one in found if one.subject == impact and CIDS in one.predicate.value]


def test_the_alliance_stands_for_an_organisation_and_named_partners_are_some(
    found: set[Triple],
) -> None:
    assert subjects(found, "Organization") == {
        ALLIANCE.value,
        thing("organisation", "relais-du-val"),
        thing("organisation", "hostile"),
    }
    assert Triple(ALLIANCE, RDF.type, AL.Alliance) in found


def test_nothing_is_made_up_to_fill_what_cids_asks_for(found: set[Triple]) -> None:
    used = {
        one.predicate.value.removeprefix(CIDS)
        for one in found
        if one.predicate.value.startswith(CIDS)
    }
    assert used == {
        "forOrganization",
        "forOutcome",
        "hasComment",
        "hasDescription",
        "hasName",
    }


def test_the_same_data_give_the_same_bytes(store: EmbeddedStore) -> None:
    first, second = (
        impacts_in_cids(Reading(store, language), CASE, read_messages())
        for language in ("fr", "en")
    )
    assert first == second


@pytest.mark.parametrize("iri", [ALLIANCE.value, thing("case", "nobody"), concept("impact", "_T")])
def test_what_is_no_case_has_no_such_document(store: EmbeddedStore, iri: str) -> None:
    with pytest.raises(NotHeldError):
        told(store, iri)
