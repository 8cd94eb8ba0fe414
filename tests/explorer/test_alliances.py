"""What a page says of an alliance and of the case that tells of it."""

from __future__ import annotations

from explorer.alliances import alliance_of, assignments_of, case_of, memberships_of
from explorer.reading import Reading
from ontology.iris import graph, thing

ALLIANCE = thing("alliance", "cantine-partagee")


def test_targets_and_resources_stand_apart_from_impacts_and_effects(reading: Reading) -> None:
    told = alliance_of(reading, ALLIANCE)
    assert [one.iri for one in told.impacts] == [thing("claim", "cantine-impact")]
    assert [one.iri for one in told.effects] == [thing("claim", "cantine-effet")]
    assert [one.iri for one in told.targets] == [thing("claim", "cantine-cible")]
    assert [one.iri for one in told.resources] == [thing("claim", "cantine-moyens")]
    assert told.others == ()


def test_partners_come_in_the_order_of_the_source_named_or_described(reading: Reading) -> None:
    partners = alliance_of(reading, ALLIANCE).partners
    assert [one.who.href if one.who else None for one in partners] == [
        "/fr/organisation/relais-du-val",
        "/fr/organisation/hostile",
        None,
    ]
    assert partners[2].group is not None
    assert partners[2].group.text == "12 voisins"


def test_a_role_that_no_source_gives_is_absent(reading: Reading) -> None:
    partners = alliance_of(reading, ALLIANCE).partners
    assert partners[0].role is not None
    assert [one.role for one in partners[1:]] == [None, None]


def test_every_category_and_domain_says_who_gave_it(reading: Reading) -> None:
    told = alliance_of(reading, ALLIANCE)
    (category,), (domain,) = told.categories, told.domains
    assert (category.slug, category.basis) == ("cooperation-economique", "stated")
    assert (domain.slug, domain.basis) == ("isolement-lien-social", "inferred")
    assert category.coder is not None
    assert category.coder.href == "/fr/scheme/coder/reference-2026"
    assert category.confirmed is None


def test_the_type_of_an_organisation_says_that_a_coder_inferred_it(reading: Reading) -> None:
    (given,) = assignments_of(reading, thing("organisation", "relais-du-val"))
    assert (given.scheme, given.slug, given.basis) == ("actor-type", "association", "inferred")


def test_an_account_is_kept_to_its_own_source(reading: Reading) -> None:
    other = alliance_of(reading, ALLIANCE, {graph("source/another-case")})
    assert other.partners == ()
    assert other.impacts == ()
    assert other.places == ()
    own = alliance_of(reading, ALLIANCE, {graph("source/cantine-partagee")})
    assert own == alliance_of(reading, ALLIANCE)


def test_a_case_says_where_it_was_read_and_what_to_be_careful_about(reading: Reading) -> None:
    case = case_of(reading, thing("case", "cantine-partagee"))
    assert [link.href for link in case.sources] == ["/fr/webpage/0123456789abcdef"]
    assert [one.link.href for one in case.cautions] == ["/fr/scheme/caution/year-deduced"]
    assert [note.text for note in case.notes] == ["Année déduite du bilan."]
    assert case.quotation is None


def test_an_actor_knows_its_alliances_with_role_and_case(reading: Reading) -> None:
    (one,) = memberships_of(reading, thing("organisation", "relais-du-val"))
    assert one.alliance.href == "/fr/alliance/cantine-partagee"
    assert one.role is not None
    assert [case.href for case in one.cases] == ["/fr/case/cantine-partagee"]
