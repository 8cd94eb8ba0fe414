"""Questions on studies, expectations, resources and programmes, on a graph reckoned by hand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from ontology.iris import BASE, NS
from queries.answers import Cell

Rows = Callable[..., list[tuple[Cell, ...]]]

GRAPHS = f"{BASE}graph/"
SDG = "http://metadata.un.org/sdg/"


def test_domains_are_ranked_within_one_group_place_and_year_and_equals_share_a_rank(
    study_rows: Rows,
) -> None:
    found = study_rows("rang-des-domaines-par-groupe", "respondent territory period domain rank")
    citizens, brittany, france = "group/citoyens", "territory/bretagne", "territory/france"
    assert set(found) == {
        (citizens, brittany, "period/2014", "domain/mobilite", 1),
        (citizens, brittany, "period/2014", "domain/education", 1),
        (citizens, brittany, "period/2014", "domain/sante", 3),
        (citizens, france, "period/2014", "domain/education", 1),
        (citizens, france, "period/2014", "domain/mobilite", 2),
        (citizens, france, "period/2016", "domain/mobilite", 1),
        ("group/maires", brittany, "period/2014", "domain/mobilite", 1),
    }
    assert len(found) == 7


def test_two_groups_differ_where_both_answer_for_one_domain_and_place(study_rows: Rows) -> None:
    found = study_rows(
        "ecarts-entre-groupes", "domain gap higher_group higher_value lower_group same_period"
    )
    assert found == [("domain/mobilite", 3, "group/citoyens", 7, "group/maires", True)]


def test_a_perceived_value_stands_beside_the_rank_among_regions_and_france_is_no_region(
    study_rows: Rows,
) -> None:
    found = study_rows(
        "perceptions-et-indicateurs", "figure value indicator observed indicator_rank regions"
    )
    # Brittany has 10, Normandy 12, France 15: Brittany is the second of two regions.
    assert found == [
        ("figure/n1", 7, "indicator/bus", 10, 2, 2),
        ("figure/n3", 4, "indicator/bus", 10, 2, 2),
    ]


def test_a_difference_from_france_says_whether_the_year_is_the_same(study_rows: Rows) -> None:
    found = study_rows("ecarts-a-la-france", "figure national gap same_period")
    assert found == [
        ("figure/n1", "figure/n4", 1, True),
        ("figure/n1", "figure/n5", Decimal("0.5"), False),
        ("figure/n6", "figure/n7", -1, True),
    ]


def test_below_france_is_asked_of_one_year_only(study_rows: Rows) -> None:
    assert study_rows("territoires-sous-la-france", "figure national gap") == [
        ("figure/n6", "figure/n7", -1)
    ]


def test_a_change_shows_whether_somebody_found_the_two_comparable(study_rows: Rows) -> None:
    found = study_rows("evolution-entre-periodes", "earlier_figure later_figure change comparable")
    assert found == [("figure/n4", "figure/n5", Decimal("0.5"), False)]


def test_a_comparison_gives_its_reason(study_rows: Rows) -> None:
    found = study_rows(
        "comparaisons-declarees", "first second comparable reason_fr reason_en same_period"
    )
    assert found == [
        ("figure/n4", "figure/n5", False, "Autre formulation.", "Other wording.", False)
    ]


def test_an_expectation_shows_who_expects_what_of_whom_with_its_status(study_rows: Rows) -> None:
    found = study_rows("qui-attend-quoi-de-qui", "expecting expected domain status claims_for")
    assert found == [("group/maires", "group/entreprises", "domain/mobilite", "status/percu", 1)]


def test_roles_are_those_the_group_speaks_of_itself(study_rows: Rows) -> None:
    # That foundations finance is said by the publisher, not by mayors.
    found = study_rows("roles-attendus-par-un-groupe", "expected relation claim through value")
    assert found == [
        ("group/entreprises", "relation/attend-de", "claim/attente", "category/mecenat", 4),
        ("group/maires", "relation/joue-le-role", "claim/role", None, None),
    ]


def test_contradicted_shares_give_two_sums(study_rows: Rows) -> None:
    # Giving is 30 or 34 by the source, innovation 40.
    found = study_rows(
        "profil-de-categories", "respondent multiple_response categories lowest_sum highest_sum"
    )
    assert found == [("group/entreprises", True, 2, 70, 74)]


def test_a_dataset_gives_its_figures_only(study_rows: Rows) -> None:
    found = study_rows("tableau-d-un-jeu-de-donnees", "figure question value source_file")
    assert found == [("figure/p2", "question/essai-profil", 34, "copie.txt")]


def test_copies_count_as_one_source(study_rows: Rows) -> None:
    found = study_rows("sources-d-un-chiffre", "counts_as document figure value")
    assert found == [
        ("organisation/editeur", "document/copie", "figure/p2", 34),
        ("organisation/editeur", "document/etude", "figure/p1", 30),
    ]
    assert study_rows("sources-d-un-chiffre", "figure", chosen="n1") == [("figure/n1",)]


def test_a_consolidated_figure_is_contested_by_an_open_contradiction(study_rows: Rows) -> None:
    found = study_rows("chiffres-consolides-contestes", "figure value reported reported_value")
    assert found == [
        ("figure/k1", 32, "figure/p1", 30),
        ("figure/k1", 32, "figure/p2", 34),
    ]


def test_equal_scores_under_two_questions_are_shown(study_rows: Rows) -> None:
    found = study_rows("meme-valeur-deux-questions", "value first_figure second_figure")
    assert found == [(5, "figure/n2", "figure/m1")]


def test_a_claim_about_a_category_and_one_about_its_alliance_count_for_it(
    study_rows: Rows,
) -> None:
    found = study_rows(
        "impacts-par-categorie-et-mode", "impact mode status claims_for claims_against"
    )
    assert found == [
        ("impact/confiance-hommes", "mode/measured", "status/observe", 1, 0),
        ("impact/performance-entreprises", "mode/asserted", "status/mesure", 0, 1),
        ("impact/performance-entreprises", "mode/measured", "status/mesure", 1, 0),
    ]


def test_claims_gather_under_the_widest_impact(study_rows: Rows) -> None:
    found = study_rows(
        "affirmations-par-grand-impact", "main_impact impact status claims_for claims_against"
    )
    assert found == [
        ("impact/confiance", "impact/confiance-hommes", "status/observe", 1, 0),
        ("impact/performance", "impact/performance-entreprises", "status/mesure", 1, 1),
    ]


def test_a_case_shows_its_impacts_with_status_and_state_of_the_quote(study_rows: Rows) -> None:
    found = study_rows("cas-et-impacts", "case impact status quote_status quote")
    assert found == [
        (
            "case/pont",
            "impact/confiance-hommes",
            "status/observe",
            "quote-status/found",
            "une phrase de l’étude",
        )
    ]


def test_what_is_measured_may_name_no_beneficiary(study_rows: Rows) -> None:
    found = study_rows("impacts-mesures-par-beneficiaire", "beneficiary claim status")
    assert found == [
        (None, "claim/confiance", "status/observe"),
        ("group/entreprises", "claim/impact", "status/mesure"),
    ]


def test_a_mechanism_leads_to_the_wider_impact_and_to_who_benefits(study_rows: Rows) -> None:
    mechanism = "mechanism/nouvelles-solutions"
    assert study_rows("mecanismes-vers-un-impact", "through claim status") == [
        (mechanism, "claim/impact", "status/mesure")
    ]
    assert study_rows("mecanismes-vers-un-impact", "claim", impact="confiance") == []
    found = study_rows("mecanismes-par-nature-d-organisation", "organisation_type mechanism claim")
    assert found == [("group/entreprises", mechanism, "claim/impact")]


def test_both_sides_of_a_link_are_counted(study_rows: Rows) -> None:
    found = study_rows("liens-contredits", "link status claims_for claims_against")
    assert found == [("link/impact", "status/mesure", 1, 1)]


def test_a_step_is_told_on_both_ends_and_a_lever_apart(study_rows: Rows) -> None:
    assert study_rows("innovation-par-etape", "step claim status") == [
        ("innovation-step/conception", "claim/etape", "status/affirme"),
        ("innovation-step/experimentation", "claim/etape", "status/affirme"),
    ]
    assert study_rows("innovation-par-levier", "lever claim object") == [
        ("support-lever/financement", "claim/levier", "category/mecenat")
    ]


def test_needs_and_resources_carry_their_status(study_rows: Rows) -> None:
    need = "need/partage-de-la-connaissance"
    assert study_rows("besoins-et-obstacles", "subject object status") == [
        ("group/maires", need, "status/percu")
    ]
    assert study_rows("ressources-par-besoin-et-public", "object announced_only status") == [
        (need, True, "status/affirme"),
        ("group/maires", True, "status/affirme"),
    ]
    assert study_rows("ressources-annoncees", "resource claim") == [
        ("resource/guide", "claim/guide"),
        ("resource/guide", "claim/guide-pour"),
    ]


def test_a_programme_holds_its_parts_and_no_other_study(study_rows: Rows) -> None:
    found = study_rows("programme-prevu-et-realise", "side_fr subject object source_file")
    assert found == [
        ("prévu", "programme/plan", "domain/mobilite", "etude.txt"),
        ("réalisé", "study/volet", "period/2014", "etude.txt"),
        ("réalisé", "study/volet", "period/2016", "copie.txt"),
    ]


def test_a_horizon_is_a_duration_tied_to_an_impact(study_rows: Rows) -> None:
    assert study_rows("horizons-attendus", "impact value unit") == [
        ("impact/confiance", 18, "unit/mois")
    ]


def test_the_age_of_a_case_stands_beside_the_horizon_of_the_impact_told_of_it(
    study_rows: Rows,
) -> None:
    # Begun in 2025, one year old in 2026; eighteen months are announced for confidence, and the
    # case tells of the confidence of people, which counts under it.
    columns = "case start age impact horizon left figure"
    assert study_rows("horizons-et-age-des-cas", columns) == [
        ("case/pont", 2025, 1, "impact/confiance", 18, 6, "figure/h1")
    ]
    later = study_rows("horizons-et-age-des-cas", "left", year="2030")
    assert later == [(-42,)]


def test_a_source_has_the_age_of_its_reading_and_of_its_latest_figure(study_rows: Rows) -> None:
    found = study_rows("fraicheur-des-sources", "source issued read_on read_age data_year data_age")
    # One figure of the study is of 2016; the copy holds one of 2014, and nobody said when it
    # was read.
    assert ("document/etude", "2015", "2025-11-20", 1, 2016, 10) in found
    assert ("document/copie", "2015", None, None, 2014, 12) in found


def test_a_case_without_a_start_has_no_age_and_is_still_there(study_rows: Rows) -> None:
    found = study_rows("fraicheur-des-cas", "case start age source read_age")
    assert found == [
        ("case/pont", 2025, 1, "document/etude", 1),
        ("case/quai", None, None, "document/copie", None),
    ]


def test_coders_are_counted_by_case_and_a_second_reading_apart(study_rows: Rows) -> None:
    found = study_rows("cas-par-nombre-de-codeurs", "case coders assignments confirmed")
    assert found == [("case/quai", 1, 1, 0), ("case/pont", 2, 2, 1)]


def test_a_study_covers_a_cell_when_it_declares_both_sides(study_rows: Rows) -> None:
    # The other study declares Brittany alone.
    assert study_rows("etudes-couvrant-une-case", "study covered") == [
        ("study/volet", "group/maires"),
        ("study/volet", "territory/bretagne"),
    ]
    values = {"row": "group/citoyens", "column": "territory/bretagne"}
    assert study_rows("etudes-couvrant-une-case", "study", **values) == []


def test_an_association_and_a_company_are_told_by_the_wider_kind(study_rows: Rows) -> None:
    # A small company is a company; the quay has no association.
    found = study_rows("associations-et-entreprises-alliees", "category association company")
    assert found == [("category/mecenat", "La Rive", "Le Bac")]


def test_an_actor_of_one_alliance_is_not_listed(study_rows: Rows) -> None:
    assert study_rows("acteurs-par-nombre-d-alliances", "actor alliances") == [
        ("organisation/bac", 2)
    ]


def test_goals_come_through_the_case_or_the_domain(study_rows: Rows) -> None:
    found = study_rows("alliances-par-odd", "goal alliance by")
    assert (f"{SDG}17", "alliance/pont", "case/pont") in found
    assert {alliance for _, alliance, by in found if str(by).startswith("case/")} == {
        "alliance/pont"
    }


def test_one_answer_only_has_two_in_two_sources(study_rows: Rows) -> None:
    found = study_rows(
        "reponse-unique-contredite", "subject relation first_object first_graph second_object"
    )
    assert found == [
        (
            "study/volet",
            "relation/publie-le",
            "period/2014",
            f"{GRAPHS}source/etude",
            "period/2016",
        )
    ]


def test_a_fact_is_found_in_the_graph_of_its_source(study_rows: Rows) -> None:
    found = study_rows("ou-un-fait-est-ecrit", "property value graph")
    assert (f"{NS}recordedIn", "document/copie", f"{GRAPHS}source/copie") in found
    assert len(found) == 4


def test_what_is_inferred_names_its_axiom(study_rows: Rows) -> None:
    assert study_rows("deduit-et-par-quelle-regle", "property axiom facts") == [
        (f"{NS}hasPartner", "chain", 2)
    ]


def test_the_graphs_are_measured(study_rows: Rows) -> None:
    found = study_rows("volume-des-graphes", "graph facts")
    assert (f"{GRAPHS}inferred", 2) in found
    assert (f"{GRAPHS}comparisons", 9) in found


def test_what_is_missing_is_named(study_rows: Rows) -> None:
    assert study_rows("notions-sans-libelle-anglais", "concept concept_label") == [
        ("question/essai-duree", "Durée (essai)")
    ]
    assert study_rows("indicateurs-manquants", "indicator territory") == [
        ("indicator/bus", "territory/corse")
    ]


def test_an_official_code_may_come_without_an_address(study_rows: Rows) -> None:
    found = {row[0]: row[1:] for row in study_rows("territoires-et-insee", "territory code insee")}
    code, address = found["territory/bretagne"]
    assert code == "53"
    assert str(address).startswith("http://id.insee.fr/geo/region/")
    assert found["territory/corse"][0] == "94"
