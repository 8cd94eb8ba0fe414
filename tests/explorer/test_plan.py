"""Planned beside delivered: what the graph has of each study, and lines proposed from gaps."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document

from explorer.messages import Messages
from explorer.plan import Plan, plan_page, plan_sheet
from explorer.plan_docx import plan_docx
from explorer.plan_proposals import proposals
from explorer.reading import Reading
from graph.embedded import EmbeddedStore
from loaders.judgement_records import Crossing
from loaders.study_plan import PlanLine, StudyPlan
from tests.some import some

EMPTY = {
    "matrix": "domaine-impact",
    "row": "domain/emploi-chomage-insertion",
    "column": "impact/confiance",
}


def line(name: str, **given: Any) -> PlanLine:
    told: dict[str, Any] = {
        "line": name,
        "gap": EMPTY,
        "question": {"fr": f"Question de {name}", "en": f"Question of {name}"},
        "territory": "france",
        "evidence": "fait-ou-chiffre",
        "method": {"fr": "Entretiens", "en": "Interviews"},
        "owner": "Marie Dupont",
        "due": 2027,
    }
    return PlanLine.model_validate(told | given)


@pytest.fixture
def plan(invented: EmbeddedStore, messages: Messages) -> Plan:
    lines = (
        line("lue", study="study/marees-habitants", due=2028),
        line("document-lu", study="document/rapport-marees"),
        # The record names this study; no document is about it.
        line("connue", study="study/marees-dirigeants"),
        line("a-venir", study="study/marees-2030"),
        line("sans-nom"),
        line("abandonnee", state="abandoned"),
    )
    return plan_page(Reading(invented, "fr"), messages, StudyPlan(lines=lines))


def test_a_line_is_delivered_only_when_its_study_was_read(plan: Plan) -> None:
    assert {row.line: row.delivery for row in plan.rows} == {
        "lue": "delivered",
        "document-lu": "delivered",
        "connue": "known",
        "a-venir": "awaited",
        "sans-nom": "unnamed",
        "abandonnee": "unnamed",
    }


def test_what_is_given_up_is_shown_and_counted_apart(plan: Plan) -> None:
    assert (plan.planned, plan.abandoned) == (5, 1)
    assert plan.counts == {"delivered": 2, "known": 1, "awaited": 1, "unnamed": 1}
    assert [row.line for row in plan.rows if row.abandoned] == ["abandonnee"]


def test_the_earliest_year_comes_first(plan: Plan) -> None:
    assert [row.due for row in plan.rows] == [2027] * 5 + [2028]


def test_the_gap_is_told_as_it_is_today(invented: EmbeddedStore, messages: Messages) -> None:
    # A case of the corpus tells of an effect of its alliance, which acts for languages.
    held = next(
        row[0].value  # type: ignore[union-attr]
        for row in Reading(invented, "fr").rows(
            "SELECT ?r WHERE { ?c <https://w3id.org/alliances-kg/ns#inMatrix> "
            "<https://w3id.org/alliances-kg/scheme/matrix/domaine-categorie> ; "
            "<https://w3id.org/alliances-kg/ns#row> ?r ; "
            "<https://w3id.org/alliances-kg/ns#column> "
            "<https://w3id.org/alliances-kg/scheme/category/mecenat> ; "
            "<https://w3id.org/alliances-kg/ns#holds> ?x }"
        )
    )
    filled = {
        "matrix": "domaine-categorie",
        "row": f"domain/{held.rpartition('/')[2]}",
        "column": "category/mecenat",
    }
    lines = (line("vide"), line("rempli", gap=filled))
    found = plan_page(Reading(invented, "fr"), messages, StudyPlan(lines=lines))
    assert {row.line: row.gap_now.text for row in found.rows} == {
        "vide": "Pas trouvé dans le corpus",
        "rempli": "des preuves y sont venues",
    }
    assert all(row.gap.href.startswith("/fr/crossing/") for row in found.rows)


def test_the_table_and_the_document_hold_every_line(
    invented: EmbeddedStore, messages: Messages, plan: Plan
) -> None:
    lines = StudyPlan(lines=(line("lue", study="study/marees-habitants"), line("sans-nom")))
    assert len(plan_sheet(Reading(invented, "fr"), messages, lines).lines) == 2
    data = plan_docx(plan, messages, language="fr", version="v1")
    said = [one.text.replace("\xa0", " ") for one in Document(io.BytesIO(data)).paragraphs]
    assert [text for text in said if text.startswith("Question de ")] == [
        f"Question de {row.line}" for row in plan.rows
    ]
    assert said.count("Réalisé : étude lue") == 2
    assert plan_docx(plan, messages, language="fr", version="v1") == data


def test_gaps_are_proposed_in_their_order_and_never_twice(
    invented: EmbeddedStore, catalogues: dict[str, Messages]
) -> None:
    first, second = proposals(invented, catalogues, [], matrix="domaine-impact", number=2)
    # One group of the corpus wants partnerships on employment; nobody asks for the rest.
    assert first.gap == Crossing(**EMPTY)
    assert first.why.startswith("Rang 1 ; 1 groupe(s)")
    assert "Emploi, chômage, insertion" in first.question.fr
    assert "Confidence" in first.question.en
    (next_one,) = proposals(invented, catalogues, [first.gap], matrix="domaine-impact", number=1)
    assert next_one == second


def test_what_makes_no_sense_is_never_proposed(
    invented: EmbeddedStore, catalogues: dict[str, Messages]
) -> None:
    found = proposals(invented, catalogues, [], matrix="_T", number=10_000)
    nonsense = [
        row[0].value  # type: ignore[union-attr]
        for row in Reading(invented, "fr").rows(
            "SELECT ?c WHERE { ?c <https://w3id.org/alliances-kg/ns#gapType> "
            "<https://w3id.org/alliances-kg/scheme/gap-type/sans-objet> }"
        )
    ]
    gaps = Reading(invented, "fr").rows(
        "SELECT ?c WHERE { ?c a <https://w3id.org/alliances-kg/ns#Gap> }"
    )
    assert len(nonsense) > 0
    assert len(found) == len(gaps) - len(nonsense)


def test_a_gap_of_a_territory_is_to_be_studied_there(
    invented: EmbeddedStore, catalogues: dict[str, Messages]
) -> None:
    found = proposals(invented, catalogues, [], matrix="territoire-domaine", number=40)
    for one in some(found):
        assert one.gap.row == f"territory/{one.territory}"
