"""Questions on alliances, actors and places, on a graph small enough to reckon with by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from queries.answers import Cell

Rows = Callable[..., list[tuple[Cell, ...]]]


def test_a_category_holds_the_alliances_of_its_narrower_categories(rows: Rows) -> None:
    found = rows("alliances-par-categorie", "alliance given basis coder confidence")
    assert found == [
        (
            "alliance/jardin",
            "category/mecenat-de-proximite",
            "basis/inferred",
            "coder/reference-2026",
            "confidence/high",
        )
    ]


def test_a_narrow_category_does_not_hold_what_is_given_to_the_wide_one(
    rows: Rows,
) -> None:
    name = "alliances-par-categorie"
    assert rows(name, "alliance", category="mecenat-de-competences") == []


def test_a_neighbour_of_a_neighbour_is_two_steps_away_and_a_group_has_no_identifier(
    rows: Rows,
) -> None:
    found = rows("voisinage-d-un-acteur", "steps neighbour neighbour_label through alliance")
    assert found == [
        (1, None, "12 voisins", None, "alliance/jardin"),
        (1, "organisation/sogrow", "Sogrow", None, "alliance/jardin"),
        (
            2,
            "organisation/serein",
            "Mairie de Serein",
            "organisation/sogrow",
            "alliance/atelier",
        ),
    ]


def test_a_direct_neighbour_is_not_told_again_at_two_steps(rows: Rows) -> None:
    # Sogrow stands between Les Semeurs and the town, and is a direct neighbour of both.
    found = rows("voisinage-d-un-acteur", "steps neighbour", actor="sogrow")
    assert found == [
        (1, None),
        (1, "organisation/les-semeurs"),
        (1, "organisation/serein"),
    ]


def test_three_kinds_are_counted_by_widest_type(rows: Rows) -> None:
    # The garden: an association (public-interest structure, in two cases), a large company,
    # a citizen group. The workshop has a company and a public body: two kinds only.
    found = rows("alliances-a-trois-natures-d-acteurs", "alliance kinds kind participations")
    assert found == [
        ("alliance/jardin", 3, "actor-type/entreprise", 1),
        ("alliance/jardin", 3, "actor-type/groupe-de-citoyens", 1),
        ("alliance/jardin", 3, "actor-type/structure-interet-general", 2),
    ]


def test_an_alliance_counts_once_in_each_of_its_categories_and_domains(
    rows: Rows,
) -> None:
    found = rows("categories-et-domaines", "category domain alliances")
    assert set(found) == {
        ("category/mecenat-de-proximite", "domain/isolement-lien-social", 1),
        ("category/mecenat-de-proximite", "domain/environnement", 1),
        ("category/innovation-societale", "domain/isolement-lien-social", 1),
        ("category/innovation-societale", "domain/environnement", 1),
        ("category/cooperation-economique", "domain/mobilite", 1),
    }
    assert len(found) == 5


def test_a_territory_holds_its_subdivisions_and_each_case_speaks_for_itself(
    rows: Rows,
) -> None:
    found = rows("alliances-d-un-territoire", "alliance place wording level case")
    assert found == [
        (
            "alliance/atelier",
            "territory/pays-de-la-loire",
            "Pays de la Loire",
            "territory-level/region",
            "case/atelier",
        ),
        (
            "alliance/jardin",
            "territory/dept-mayenne",
            "Serein (Mayenne)",
            "territory-level/local",
            "case/jardin",
        ),
        (
            "alliance/jardin",
            "territory/dept-sarthe",
            "Sarthe",
            "territory-level/departement",
            "case/jardin-vu-d-ailleurs",
        ),
    ]


def test_a_neighbouring_territory_holds_nothing(rows: Rows) -> None:
    assert rows("alliances-d-un-territoire", "alliance", territory="bretagne") == []


def test_an_axis_comes_with_the_basis_of_its_assignment(rows: Rows) -> None:
    found = rows("axes-des-alliances", "alliance domain axis basis")
    assert ("alliance/jardin", "domain/isolement-lien-social", "axis/societal", "basis/stated") in (
        found
    )
    assert {basis for alliance, _, _, basis in found if alliance == "alliance/atelier"} == {
        "basis/editorial"
    }


def test_a_role_is_told_by_the_case_that_gives_it(rows: Rows) -> None:
    found = rows("roles-d-un-acteur", "alliance role type case", actor="les-semeurs")
    assert found == [
        ("alliance/jardin", "role/initiateur", "actor-type/association", "case/jardin"),
        (
            "alliance/jardin",
            "role/non-renseigne",
            "actor-type/association",
            "case/jardin-vu-d-ailleurs",
        ),
    ]


def test_for_and_against_are_counted_apart_and_a_case_counts_once(rows: Rows) -> None:
    # The workshop has one claim for (with a quote) and one against (without) on one link.
    # The garden's target, resource and direct effect are outside; its second case, from
    # another source, says nothing of confidence and is not counted.
    found = rows(
        "impacts-par-categorie-et-statut",
        "category impact status cases cases_for cases_against cases_neutral_or_mixed "
        "cases_with_quote cases_without_quote",
    )
    confidence = ("impact/confiance-hommes", "status/affirme", 1, 1, 0, 0, 0, 1)
    assert found == [
        (
            "category/cooperation-economique",
            "impact/innovation-territoriale",
            "status/observe",
            1,
            1,
            1,
            0,
            1,
            0,
        ),
        ("category/innovation-societale", *confidence),
        ("category/mecenat-de-proximite", *confidence),
    ]


def test_direct_effects_stand_apart_with_their_level(rows: Rows) -> None:
    found = rows("effets-directs-par-categorie", "category effect level level_fr cases")
    effect = ("effect/publics", "result-level/output", "Réalisation", 1)
    assert found == [
        ("category/innovation-societale", *effect),
        ("category/mecenat-de-proximite", *effect),
    ]


def test_a_case_leads_to_its_sources(rows: Rows) -> None:
    found = rows("du-cas-a-la-source", "alliance claim status quote_status quote source_url")
    address = "https://exemple.org/atelier"
    assert found == [
        (
            "alliance/atelier",
            "claim/atelier-1",
            "status/observe",
            "quote-status/found",
            "trois services sont nés de l'atelier",
            address,
        ),
        (
            "alliance/atelier",
            "claim/atelier-2",
            "status/observe",
            "quote-status/to-find",
            None,
            address,
        ),
    ]


def test_a_domain_may_lack_figures_alliances_or_both(rows: Rows) -> None:
    found = rows("domaines-sans-chiffre-ou-sans-cas", "domain missing_fr")
    held = {domain for domain, _ in found}
    # Mobility has a figure (f3) and an alliance (the workshop); the garden's two domains
    # have an alliance only; the other thirteen of the sixteen have neither.
    assert "domain/mobilite" not in held
    assert ("domain/environnement", "chiffre") in found
    assert ("domain/environnement", "alliance") not in found
    assert len(found) == 2 + 2 * 13
    assert not held & {"domain/_T", "domain/_Z"}


@pytest.mark.parametrize(
    ("year", "held"),
    [
        ("2009", []),
        ("2010", ["alliance/jardin"]),
        ("2014", ["alliance/jardin", "alliance/atelier"]),
        ("2015", ["alliance/jardin", "alliance/atelier"]),
        ("2016", ["alliance/jardin"]),
    ],
)
def test_an_alliance_is_active_from_its_first_to_its_last_year(
    rows: Rows, year: str, held: list[str]
) -> None:
    found = rows("alliances-actives-en", "alliance", year=year)
    assert found == [(alliance,) for alliance in held]
