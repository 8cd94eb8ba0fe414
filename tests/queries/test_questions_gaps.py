"""Questions on what the graph holds and lacks, on the invented corpus, counted by hand.

The corpus has two alliances. Two cases tell of the wash-house table (cooperation-economique
and mecenat), two of the language quay (innovation-societale, as its source states); partnerships
in general are told of by the press release, the summary, the invitation and the report.
"""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from graph.embedded import EmbeddedStore
from ontology.iris import reference_of
from queries.answers import Cell, ask, cell
from queries.catalogue import read_question

Row = dict[str, Cell]


def asked(store: EmbeddedStore, name: str, **values: str) -> list[Row]:
    answer = ask(read_question(name), values, store)
    names = [column.name for column in answer.columns]
    return [
        {
            name: reference_of(term.value) if isinstance(term, NamedNode) else cell(term)
            for name, term in zip(names, row, strict=True)
        }
        for row in answer.rows
    ]


@pytest.fixture(scope="module")
def impacts(corpus_store: EmbeddedStore) -> dict[tuple[Cell, Cell], Row]:
    found = asked(corpus_store, "matrice-des-preuves", matrix="categorie-impact")
    return {(row["row"], row["column"]): row for row in found}


def test_the_matrix_has_alliances_in_general_first_and_direct_effects_last(
    impacts: dict[tuple[Cell, Cell], Row],
) -> None:
    cells = list(impacts)
    assert len(cells) == 5 * 4
    assert [row for row, _ in cells[:4]] == ["category/_T"] * 4
    assert [column for _, column in cells[:4]] == [
        "impact/confiance",
        "impact/innovation",
        "impact/performance",
        "effect/_T",
    ]


def numbers(row: Row) -> dict[str, Cell]:
    """The counts of a crossing that are not zero."""
    return {name: value for name, value in row.items() if isinstance(value, int) and value}


def test_a_supposed_link_counts_the_measure_that_finds_nothing_and_the_challenge(
    impacts: dict[tuple[Cell, Cell], Row],
) -> None:
    # in-c3 supposes it; ra-c2 finds no effect, and its evidence challenges in-c3.
    assert numbers(impacts["category/_T", "impact/confiance"]) == {
        "supposed": 1,
        "claims_for": 1,
        "claims_against": 1,
        "claims_neutral_or_mixed": 1,
        "claims_with_quote": 2,
    }


def test_two_claims_of_one_link_are_one_link_beside_the_figures(
    impacts: dict[tuple[Cell, Cell], Row],
) -> None:
    # cm-c1 and sy-c1 say one thing; two figures of the release and three of the summary.
    assert numbers(impacts["category/_T", "impact/innovation"]) == {
        "perceived": 1,
        "claims_for": 2,
        "claims_with_quote": 2,
        "figures": 5,
    }


def test_an_item_without_phrase_is_counted_apart(impacts: dict[tuple[Cell, Cell], Row]) -> None:
    # lavoir-i2: the biscuit maker says that it won customers, in a coder's words.
    assert numbers(impacts["category/mecenat", "impact/performance"]) == {
        "asserted": 1,
        "claims_for": 1,
        "claims_without_quote": 1,
        "cases": 1,
    }


def test_a_target_and_a_resource_are_outside_every_count(
    impacts: dict[tuple[Cell, Cell], Row],
) -> None:
    # Of lavoir-i1, lavoir-i3 (put in), fiche-i1 and fiche-i2 (wanted), the two counts of jobs.
    assert numbers(impacts["category/cooperation-economique", "effect/_T"]) == {
        "observed": 1,
        "claims_for": 2,
        "claims_with_quote": 1,
        "claims_without_quote": 1,
        "cases": 2,
    }
    assert impacts["category/cooperation-economique", "impact/confiance"]["gap"] is not None


def test_cases_of_one_category_and_cases_whose_source_states_it_are_told(
    impacts: dict[tuple[Cell, Cell], Row],
) -> None:
    # quai-i1 is told by one of the two cases of the quay.
    found = numbers(impacts["category/innovation-societale", "impact/innovation"])
    assert found == {
        "asserted": 1,
        "claims_for": 1,
        "claims_with_quote": 1,
        "cases": 1,
        "cases_in_this_category_only": 1,
        "cases_with_category_stated": 1,
    }


def test_an_empty_crossing_is_a_dated_gap(impacts: dict[tuple[Cell, Cell], Row]) -> None:
    row = impacts["category/pratiques-responsables", "impact/confiance"]
    assert numbers(row) == {}
    assert row["gap"] == "gap-type/pas-trouve-dans-le-corpus"
    assert row["read_on"] == "2026-11-21"


def test_what_most_groups_ask_for_and_least_is_known_of_comes_first(
    corpus_store: EmbeddedStore,
) -> None:
    found = asked(corpus_store, "manques", matrix="domaine-categorie")
    order = [(row["groups"], row["held_on_row"], row["held_in_column"]) for row in found]
    asked_for, held = [each[0] for each in order], [each[1:] for each in order]
    assert asked_for == sorted(asked_for, key=lambda number: -int(str(number)))
    # Citizens put employment first (sy-c4); no other domain is asked for.
    assert (found[0]["row"], found[0]["groups_first"]) == ("domain/emploi-chomage-insertion", 1)
    sums = [sum(int(str(part)) for part in each) for each in held[1:]]
    assert sums == sorted(sums)
    assert 0 < len(found) < 16 * 4


def test_a_vain_search_is_shown_with_its_reason_and_day(corpus_store: EmbeddedStore) -> None:
    found = asked(corpus_store, "manques", matrix="domaine-impact")
    (row,) = [row for row in found if row["gap"] == "gap-type/non-etudie"]
    assert (row["row"], row["column"]) == ("domain/sante", "impact/confiance")
    assert row["reason_en"] == "No study of an alliance on health speaks of trust there."
    assert row["searched_on"] == "2026-11-20"


def test_gaps_can_be_asked_of_all_matrices_at_once(corpus_store: EmbeddedStore) -> None:
    found = asked(corpus_store, "manques", matrix="_T")
    assert {row["of"] for row in found} == {
        "matrix/categorie-impact",
        "matrix/mecanisme-organisation",
        "matrix/domaine-impact",
        "matrix/domaine-categorie",
        "matrix/acteur-impact",
        "matrix/territoire-domaine",
    }


def test_two_documents_of_one_publisher_are_a_single_source(corpus_store: EmbeddedStore) -> None:
    found = asked(corpus_store, "signaux-d-une-seule-source")
    objects = {
        row["object"]: row["source"] for row in found if row["subject"] == "group/partenariats"
    }
    observatory = "organisation/observatoire-des-passerelles"
    assert objects == {
        "impact/innovation": observatory,
        "impact/confiance": observatory,
        "impact/performance-acteurs-publics": observatory,
    }
    # The wash-house's jobs are told by a page and by a leaflet of another publisher.
    jobs = [row for row in found if row["subject"] == "alliance/table-du-lavoir"]
    assert {row["object"] for row in jobs} == {"impact/performance-entreprises"}


def test_a_link_is_told_with_what_it_lacks_in_a_sentence(corpus_store: EmbeddedStore) -> None:
    found = asked(corpus_store, "ce-qui-manque-a-un-lien")
    perceived = [row for row in found if row["object"] == "impact/innovation"]
    assert {str(row["lacks_fr"]).partition(" :")[0] for row in perceived} == {
        "Il manque une mesure avec méthode, base et période",
        "Il manque une seconde source indépendante",
    }
    assert {row["claims_for"] for row in perceived} == {2}
