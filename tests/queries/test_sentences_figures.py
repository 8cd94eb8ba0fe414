"""A figure says what was asked of whom, and never speaks of more than was asked."""

from __future__ import annotations

from decimal import Decimal

from ontology.errors import Text
from queries.sentences.claims import Name
from queries.sentences.figures import Counted, count


def name(reference: str, fr: str, en: str | None = None) -> Name:
    return Name(reference, Text(fr, en or fr))


CITIZENS = name("group/citoyens", "Citoyens", "Citizens")
INNOVATION = name(
    "question/alliances-source-d-innovation",
    "Voient dans les alliances une source d'innovation",
    "See alliances as a source of innovation",
)


def figure(**changed: object) -> Counted:
    told: dict[str, object] = {
        "value": Decimal(69),
        "unit": "pourcent",
        "precision": "exact",
        "question": INNOVATION,
        "dimensions": {"respondent": CITIZENS, "territory": name("territory/france", "France")},
        "period": name("period/2015", "2015"),
        "study": name("study/phare-citoyens", "PHARE-Citoyens"),
        "population": "citoyens",
    }
    return Counted(**{**told, **changed})  # type: ignore[arg-type]


def test_a_question_with_a_pattern_is_a_sentence_that_says_how_it_is_known() -> None:
    assert count(figure(), "fr").text == (
        "En 2015, 69 % des citoyens voient dans les alliances une source d'innovation "
        "(PHARE-Citoyens ; perçu)."
    )
    assert count(figure(), "en").text == (
        "In 2015, 69% of citizens see alliances as a source of innovation "
        "(PHARE-Citoyens; perceived)."
    )


def test_a_question_without_a_pattern_sets_its_labels_side_by_side() -> None:
    asked = figure(question=name("question/autre", "Autre question", "Another question"))
    assert count(asked, "fr").text == "69 % — Autre question — citoyens — 2015 — PHARE-Citoyens."
    assert count(asked, "en").text == "69% — Another question — citizens — 2015 — PHARE-Citoyens."


def test_the_name_of_a_place_keeps_its_capital_beside_other_labels() -> None:
    asked = figure(
        question=name("question/autre", "Autre question", "Another question"),
        dimensions={"respondent": CITIZENS, "territory": name("territory/occitanie", "Occitanie")},
    )
    told = "69 % — Autre question — citoyens — Occitanie — 2015 — PHARE-Citoyens."
    assert count(asked, "fr").text == told


def test_a_pattern_is_not_used_without_what_it_speaks_of() -> None:
    assert count(figure(dimensions={}), "fr").voice == "plain"


def test_whatever_limits_a_figure_beyond_its_pattern_is_said() -> None:
    limited = figure(
        dimensions={
            "respondent": CITIZENS,
            "territory": name("territory/bretagne", "Bretagne", "Brittany"),
            "subpopulation": name("group/etudiants", "Étudiants", "Students"),
        },
        base="ceux qui connaissent les alliances",
        derived=True,
    )
    assert count(limited, "fr").text == (
        "En 2015, en Bretagne, 69 % des citoyens voient dans les alliances une source "
        "d'innovation ; parmi : les étudiants (PHARE-Citoyens ; perçu ; base : ceux qui "
        "connaissent les alliances ; valeur déduite)."
    )


def test_a_population_that_the_text_words_in_its_own_way_is_shown_as_worded() -> None:
    told = count(figure(population="citoyens (« d'entre eux »)"), "fr").text
    assert "population dans le texte : citoyens (« d'entre eux »)" in told
