"""Questions on figures, claims and sources, on a graph small enough to reckon with by hand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from queries.answers import Cell

Rows = Callable[..., list[tuple[Cell, ...]]]


def test_a_figure_comes_with_unit_base_population_period_and_source(rows: Rows) -> None:
    found = rows(
        "chiffres-d-une-question",
        "figure value unit population base sample_size period study source_file source_line",
    )
    assert found == [
        (
            "figure/f2",
            Decimal(64),
            "unit/pourcent",
            "habitants",
            None,
            None,
            "period/2015",
            None,
            "synthese.txt",
            5,
        ),
        (
            "figure/f1",
            Decimal(62),
            "unit/pourcent",
            "habitants",
            "Ensemble des habitants",
            1000,
            "period/2015",
            "study/barometre",
            "note.txt",
            3,
        ),
        (
            "figure/f3",
            Decimal(-3),
            "unit/points-de-pourcentage",
            "maires",
            None,
            None,
            "period/2013--2017",
            "study/barometre",
            "note.txt",
            4,
        ),
    ]


def test_a_dimension_that_says_all_or_none_is_left_empty(rows: Rows) -> None:
    found = rows("chiffres-d-une-question", "figure target domain category impact")
    assert found == [
        ("figure/f2", None, None, None, "impact/innovation"),
        ("figure/f1", None, None, None, "impact/innovation"),
        ("figure/f3", "group/citoyens", "domain/mobilite", None, None),
    ]


def test_a_domain_shows_its_figures_with_their_question(rows: Rows) -> None:
    found = rows("chiffres-d-un-domaine", "question figure respondent target")
    assert found == [
        ("question/essai-innovation", "figure/f3", "group/maires", "group/citoyens"),
    ]


def test_a_claim_is_without_measure_only_if_its_whole_link_is(rows: Rows) -> None:
    # atelier-2 is asserted, but atelier-1 measures the same link.
    found = rows("affirmations-sans-preuve-mesuree", "claim mode status quote source_line")
    assert found == [
        ("claim/jardin-1", "mode/asserted", "status/affirme", None, None),
        (
            "claim/percu",
            "mode/perceived",
            "status/percu",
            "62 % des habitants y voient une innovation",
            3,
        ),
        (
            "claim/confiance",
            "mode/asserted",
            "status/affirme",
            "le mécénat renforce la confiance",
            9,
        ),
        (
            "claim/contre",
            "mode/asserted",
            "status/affirme",
            "rien ne montre que la confiance progresse",
            12,
        ),
    ]


def test_a_claim_is_cited_at_its_line(rows: Rows) -> None:
    found = rows(
        "citation-d-une-affirmation",
        "quote heading source_title source_file source_line status_fr speaker paraphrase",
        claim="confiance",
    )
    assert found == [
        (
            "le mécénat renforce la confiance",
            "Effets",
            "Note du Val",
            "note.txt",
            9,
            "Affirmé",
            "organisation/editeur",
            None,
        )
    ]


def test_a_quote_on_a_web_page_has_an_address_and_no_line(rows: Rows) -> None:
    found = rows(
        "citation-d-une-affirmation", "quote source_file source_line source_url paraphrase"
    )
    assert found == [
        (
            "trois services sont nés de l'atelier",
            None,
            None,
            "https://exemple.org/atelier",
            "trois services nés",
        )
    ]


def test_two_values_of_one_cell_stand_side_by_side(rows: Rows) -> None:
    found = rows("valeurs-divergentes", "cell figure value quote source_file")
    assert found == [
        (
            "cell/c1",
            "figure/f1",
            Decimal(62),
            "62 % des habitants y voient une innovation",
            "note.txt",
        ),
        ("cell/c1", "figure/f2", Decimal(64), "64 % des habitants", "synthese.txt"),
    ]


def test_an_explained_discrepancy_is_not_open(rows: Rows) -> None:
    found = rows("divergences-ouvertes", "discrepancy kind side value unit source_file source_line")
    kind, unit = "discrepancy-kind/value", "unit/pourcent"
    assert found == [
        ("discrepancy/d1", kind, "figure/f1", Decimal(62), unit, "note.txt", 3),
        ("discrepancy/d1", kind, "figure/f2", Decimal(64), unit, "synthese.txt", 5),
    ]


def test_a_base_or_a_sample_size_is_enough(rows: Rows) -> None:
    found = rows("chiffres-sans-base", "figure base sample_size")
    assert found == [("figure/f3", None, None), ("figure/f2", None, None)]


@pytest.mark.parametrize("text", ["renforce la confiance", "RENFORCE LA CONFIANCE", "mecenat renf"])
def test_a_text_is_found_whatever_its_case_and_accents(rows: Rows, text: str) -> None:
    found = rows("recherche-de-texte", "where_fr thing found", text=text)
    assert found == [("citation", "passage/p3", "le mécénat renforce la confiance")]


def test_a_name_is_found_with_its_kind_and_technical_labels_are_not(rows: Rows) -> None:
    found = rows("recherche-de-texte", "where_fr thing found language", text="semeurs")
    assert found == [
        ("libellé", "organisation/les-semeurs", "Les Semeurs", ""),
        ("libellé", "organisation/les-semeurs", "Semeurs", ""),
    ]


def test_items_without_sentence_name_the_page_to_search(rows: Rows) -> None:
    found = rows("phrases-a-retrouver", "case claim status paraphrase source_url")
    garden = "https://exemple.org/jardin"
    assert found == [
        (
            "case/atelier",
            "claim/atelier-2",
            "status/observe",
            "un service a fermé",
            "https://exemple.org/atelier",
        ),
        ("case/jardin", "claim/jardin-1", "status/affirme", "les voisins se parlent", garden),
        ("case/jardin", "claim/jardin-2", "status/observe", "40 jardiniers", garden),
        ("case/jardin", "claim/jardin-3", "status/vise", "objectif de 100 jardiniers", garden),
        ("case/jardin", "claim/jardin-4", "status/observe", "5 000 euros", garden),
    ]


def test_targets_and_resources_are_told_apart_from_impacts(rows: Rows) -> None:
    found = rows("objectifs-et-ressources", "subject relation object status")
    assert found == [
        ("alliance/jardin", "relation/mobilise", "effect/territoire", "status/observe"),
        ("alliance/jardin", "relation/vise", "effect/publics", "status/vise"),
    ]


def test_a_challenged_claim_keeps_its_status_and_shows_what_stands_against_it(
    rows: Rows,
) -> None:
    found = rows("affirmations-mises-en-cause", "claim status evidence quote source_line")
    assert found == [
        (
            "claim/confiance",
            "status/affirme",
            "evidence/contre",
            "rien ne montre que la confiance progresse",
            12,
        )
    ]


def test_a_caution_on_a_claim_is_not_put_on_a_case(rows: Rows) -> None:
    assert rows("reserves", "alliance case claim object status") == [
        ("alliance/jardin", None, "claim/jardin-2", "effect/publics", "status/observe")
    ]
    assert rows("reserves", "alliance case claim", caution="year-deduced") == [
        ("alliance/jardin", "case/jardin", None)
    ]


def test_a_document_is_told_line_by_line(rows: Rows) -> None:
    found = rows("contenu-d-une-source", "line kind_fr item status value population")
    assert found == [
        (3, "affirmation", "claim/percu", "status/percu", None, None),
        (3, "chiffre", "figure/f1", None, Decimal(62), "habitants"),
        (4, "chiffre", "figure/f3", None, Decimal(-3), "maires"),
        (9, "affirmation", "claim/confiance", "status/affirme", None, None),
    ]


def test_a_scope_comes_with_the_sentence_that_declares_it(rows: Rows) -> None:
    found = rows("portee-des-etudes", "study covered quote source_line")
    sentence = "enquête menée auprès des habitants de Bretagne"
    assert found == [
        ("study/barometre", "group/citoyens", sentence, 20),
        ("study/barometre", "territory/bretagne", sentence, 20),
    ]
