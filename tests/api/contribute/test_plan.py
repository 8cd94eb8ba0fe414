"""The plan of studies by pages: proposals from the gaps, owners and years, the queue."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from fastapi import FastAPI
from openpyxl import load_workbook

from api.contribute_desk import Desk
from loaders.directory import read_directory
from loaders.study_plan import PLAN
from ontology.vocabulary import Vocabulary
from tests.api.conftest import publish
from tests.api.contribute.contributing import Person, desk_over, named, tree

PAGE = "/fr/contribuer/plan"
BOOK = f"{PAGE}/classeur.xlsx"
KEPT = """lines:
- line: a-mesurer
  gap: {matrix: domaine-impact, row: domain/mobilite, column: impact/confiance}
  question: {fr: 'Quel effet mesuré ?', en: 'What measured effect?'}
  territory: bretagne
  evidence: fait-ou-chiffre
  method: {fr: Entretiens, en: Interviews}
  owner: Marie Dupont
  due: 2027
"""


@pytest.fixture
def desk(tmp_path: Path, corpus: Path, vocabulary: Vocabulary) -> Desk:
    made = desk_over(tmp_path, corpus, vocabulary, named())
    publish(tmp_path / "store")
    (tmp_path / "record" / PLAN).write_text(KEPT, encoding="utf-8")
    return made


def filled(person: Person, cells: Mapping[str, str]) -> bytes:
    """Return the workbook with `cells` written in the row of the line that is planned."""
    answer = person.get(f"{BOOK}?matrice=domaine-impact")
    assert answer.status_code == 200, answer.text
    book = load_workbook(io.BytesIO(answer.content))
    names = [cell.value for cell in book["plan"][1]]
    row = next(each for each in book["plan"].iter_rows(min_row=2) if each[0].value == "a-mesurer")
    for name, value in cells.items():
        row[names.index(name)].value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def handed_in(person: Person, data: bytes) -> str:
    answer = person.post(PAGE, {"jeton": person.token()}, {"classeur": ("plan.xlsx", data)})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def lines(record: Path) -> dict[str, dict[str, object]]:
    held = yaml.safe_load((record / PLAN).read_text("utf-8"))["lines"]
    return {each["line"]: each for each in held}


def test_the_workbook_holds_what_is_planned_and_proposals_of_one_matrix(anna: Person) -> None:
    book = load_workbook(io.BytesIO(anna.get(f"{BOOK}?matrice=domaine-impact").content))
    names = [cell.value for cell in book["plan"][1]]
    held = book["plan"].iter_rows(min_row=2, values_only=True)
    rows = [dict(zip(names, row, strict=True)) for row in held]
    assert rows[0]["porteur"] == "Marie Dupont"
    assert all(str(row["manque"]).startswith("domaine-impact ") for row in rows)
    # What is not planned has neither owner nor year, and says why it comes at its rank.
    assert {row["porteur"] for row in rows[1:]} <= {None}
    assert all(row["pourquoi"] for row in rows[1:])


def test_a_filled_plan_goes_through_the_queue_and_can_be_undone(
    anna: Person, renee: Person, record: Path, vocabulary: Vocabulary
) -> None:
    before = tree(record)
    page = handed_in(anna, filled(anna, {"porteur": "Paul Martin", "etat": "décidé"}))
    shown = anna.get(page).text
    assert "Paul Martin" in shown
    assert tree(record) == before
    anna.act(page, "send")
    assert renee.act(page, "accept").status_code == 303
    assert (lines(record)["a-mesurer"]["owner"], lines(record)["a-mesurer"]["state"]) == (
        "Paul Martin", "decided",
    )  # fmt: skip
    read_directory(record, vocabulary)
    assert renee.act(page, "undo", "Trop tôt.").status_code == 303
    assert lines(record)["a-mesurer"]["owner"] == "Marie Dupont"


def test_a_plan_at_fault_comes_back_red_and_nothing_is_written(anna: Person, record: Path) -> None:
    before = tree(record)
    page = handed_in(anna, filled(anna, {"annee": "bientôt", "etat": "peut-être"}))
    marked = load_workbook(io.BytesIO(anna.get(f"{page}/classeur.xlsx").content))
    red = {c.value for row in marked["plan"].iter_rows(min_row=2) for c in row if c.comment}
    assert red == {"bientôt", "peut-être"}
    assert anna.act(page, "send").status_code == 422
    assert tree(record) == before


def test_two_people_planning_one_line_lose_nothing(
    anna: Person, renee: Person, record: Path
) -> None:
    late = handed_in(anna, filled(anna, {"porteur": "Anna"}))
    anna.act(late, "send")
    page = handed_in(renee, filled(renee, {"porteur": "Renée"}))
    assert renee.act(page, "accept").status_code == 303
    assert renee.act(late, "accept").status_code == 409
    assert lines(record)["a-mesurer"]["owner"] == "Renée"


def test_planning_needs_our_token_our_origin_and_a_name(app: FastAPI, anna: Person) -> None:
    files = {"classeur": ("a.xlsx", b"PK")}
    token = anna.token()
    assert anna.post(PAGE, {"jeton": "x"}, files).status_code == 403
    assert anna.post(PAGE, {"jeton": token}, files, Origin="null").status_code == 403
    assert anna.post(PAGE, {"jeton": token}).status_code == 422
    for path in (PAGE, BOOK):
        assert Person(app, "").get(path).status_code == 403
