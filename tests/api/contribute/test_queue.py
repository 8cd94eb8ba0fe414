"""Contributions by the pages: the verdict, the queue, the record, undo."""

from __future__ import annotations

import io
import json
import time
from pathlib import Path

import pytest
import yaml
from fastapi import FastAPI
from openpyxl import load_workbook

from api.contribute_desk import Desk
from loaders.directory import read_directory
from ontology.vocabulary import Vocabulary
from tests.api.contribute.contributing import CASE, OTHER, Person, put, tree, workbook

ID = str(OTHER["case"])
FILE = f"cases/{ID}.yaml"


def test_a_faulty_workbook_comes_back_red_and_nothing_is_written(
    anna: Person, record: Path, vocabulary: Vocabulary
) -> None:
    before = tree(record)
    page = anna.upload(workbook(vocabulary, {**CASE, "domains": "Educatoin", "sdg": "18"}))
    shown = anna.get(page).text
    assert "2 fautes à corriger" in shown
    assert "Éducation" in shown
    book = load_workbook(io.BytesIO(anna.get(f"{page}/classeur.xlsx").content))
    red = [cell.value for row in book["cases"].iter_rows(min_row=2) for cell in row if cell.comment]
    assert red == ["Educatoin", "18"]
    assert tree(record) == before
    assert anna.act(page, "send").status_code == 422
    assert tree(record) == before


def test_a_sound_workbook_is_shown_in_sentences_and_nothing_is_written(
    anna: Person, record: Path, vocabulary: Vocabulary
) -> None:
    before = tree(record)
    shown = anna.get(anna.upload(workbook(vocabulary, CASE))).text
    assert "1 nouveau cas." in shown.replace("\u00a0", " ")
    assert "phrase à retrouver" in shown
    assert tree(record) == before


@pytest.mark.slow
def test_a_workbook_goes_through_the_queue_and_says_that_contributors_coded_it(
    anna: Person, renee: Person, record: Path, vocabulary: Vocabulary
) -> None:
    page = anna.upload(workbook(vocabulary, CASE), "../../cas d'Anna.xlsx")
    anna.act(page, "send")
    assert renee.act(page, "accept").status_code == 303
    case = yaml.safe_load((record / f"cases/{CASE['id']}.yaml").read_text("utf-8"))
    assert {each["coder"] for each in case["domains"]} == {"contribution"}
    (entry,) = yaml.safe_load((record / "contributions.yaml").read_text("utf-8"))["contributions"]
    assert entry["source"] == "cas d'Anna.xlsx"


def accepted(anna: Person, renee: Person, desk: Desk, **case: object) -> str:
    """Take a case through the queue; return the address of the contribution."""
    page = put(anna, desk, **case)
    assert anna.act(page, "send").status_code == 303
    assert page in renee.get("/fr/contribuer").text
    assert renee.act(page, "accept").status_code == 303
    return page


def test_what_is_accepted_is_yaml_with_who_when_and_from_what(
    anna: Person, renee: Person, record: Path, desk: Desk
) -> None:
    page = accepted(anna, renee, desk)
    case = yaml.safe_load((record / FILE).read_text("utf-8"))
    assert case["name"] == OTHER["name"]
    (entry,) = yaml.safe_load((record / "contributions.yaml").read_text("utf-8"))["contributions"]
    told = {key: entry[key] for key in ("by", "decided_by", "source", "event", "records")}
    assert told == {
        "by": "Anna", "decided_by": "Renée", "source": ID, "event": "accepted",
        "records": [FILE],
    }  # fmt: skip
    assert page.endswith(entry["contribution"])
    # The record is sound as a whole, and says so to whoever builds from it.
    read_directory(record, desk.vocabulary)


def test_an_acceptance_has_the_record_published(
    anna: Person, renee: Person, tmp_path: Path, desk: Desk
) -> None:
    page = accepted(anna, renee, desk)
    until = time.monotonic() + 30
    while "est publié" not in renee.get(page).text and time.monotonic() < until:
        time.sleep(0.1)
    assert json.loads((tmp_path / "store" / "rebuild.json").read_text())["state"] == "done"


def test_only_a_reviewer_decides(anna: Person, record: Path, desk: Desk) -> None:
    page = put(anna, desk)
    anna.act(page, "send")
    for action in ("accept", "refuse", "ask"):
        assert anna.act(page, action, "je veux").status_code == 403
    assert not (record / FILE).exists()


def test_others_do_not_see_what_is_not_theirs(app: FastAPI, anna: Person, desk: Desk) -> None:
    page = put(anna, desk)
    bob = Person(app, "Bob")
    assert bob.get(page).status_code == 404
    assert bob.get(f"{page}/classeur.xlsx").status_code == 404
    assert page not in bob.get("/fr/contribuer").text
    assert bob.act(page, "withdraw").status_code == 404


def test_a_question_and_its_answer_and_a_refusal_with_its_reason(
    anna: Person, renee: Person, record: Path, desk: Desk
) -> None:
    before = tree(record)
    page = put(anna, desk)
    anna.act(page, "send")
    assert renee.act(page, "refuse").status_code == 422
    renee.act(page, "ask", "Qui compte les familles ?")
    assert "Qui compte les familles" in anna.get(page).text
    anna.act(page, "answer", "L'association elle-même.")
    renee.act(page, "refuse", "Source promotionnelle.")
    shown = anna.get(page).text
    assert "refusée" in shown
    assert "Source promotionnelle." in shown
    assert renee.act(page, "accept").status_code == 409
    assert tree(record) == before


def test_undo_gives_the_record_back_and_retires_what_was_published(
    anna: Person, renee: Person, record: Path, desk: Desk
) -> None:
    before = tree(record)
    page = accepted(anna, renee, desk)
    assert renee.act(page, "undo", "Doublon d'un autre cas.").status_code == 303
    after = tree(record)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"contributions.yaml", "history.yaml", "counts.yaml"}
    assert set(before) <= set(after)
    gone = yaml.safe_load((record / "history.yaml").read_text("utf-8"))["history"][-1]
    assert gone["because"] == "Doublon d'un autre cas."
    assert gone["things"][0]["was"] == f"case/{ID}"
    read_directory(record, desk.vocabulary)


def test_undo_is_refused_when_somebody_has_built_on_it(
    anna: Person, renee: Person, record: Path, desk: Desk
) -> None:
    page = accepted(anna, renee, desk)
    with (record / FILE).open("a", encoding="utf-8") as file:
        file.write("notes: relu\n")
    before = tree(record)
    assert renee.act(page, "undo", "Trop tard.").status_code == 409
    assert tree(record) == before


def test_two_people_on_one_record_get_a_conflict_and_nothing_is_lost(
    anna: Person, app: FastAPI, renee: Person, record: Path, desk: Desk
) -> None:
    accepted(anna, renee, desk)
    bob = Person(app, "Bob")
    one = put(anna, desk, notes="Anna's words.")
    other = put(bob, desk, notes="Les mots de Bob.")
    anna.act(one, "send")
    bob.act(other, "send")
    renee.act(one, "accept")
    shown = renee.get(other).text
    assert "Quelqu'un a changé" in shown.replace("’", "'")
    assert "Anna's words." in shown.replace("&#39;", "'")
    assert renee.act(other, "accept").status_code == 409
    assert "Anna's words." in (record / FILE).read_text("utf-8")
    # Seen with the record as it is, it says what it would now undo, and may be accepted.
    assert bob.act(other, "refresh").status_code == 303
    assert renee.act(other, "accept").status_code == 303
    assert "Les mots de Bob." in (record / FILE).read_text("utf-8")


def test_a_reviewer_cannot_accept_another_difference_than_the_one_shown(
    anna: Person, renee: Person, record: Path, desk: Desk
) -> None:
    page = put(anna, desk)
    anna.act(page, "send")
    assert renee.act(page, "accept", base="0" * 64).status_code == 409
    assert not (record / FILE).exists()


def test_each_change_has_its_lines_in_the_ledger(
    anna: Person, renee: Person, record: Path, desk: Desk
) -> None:
    accepted(anna, renee, desk)
    lines = (record / "contributions" / "ledger.jsonl").read_text("utf-8").splitlines()
    told = [(each["who"], each["action"], each["outcome"]) for each in map(json.loads, lines)]
    assert [each[:2] for each in told] == [
        ("Anna", "send"), ("Anna", "send"), ("Renée", "accept"), ("Renée", "accept"),
    ]  # fmt: skip
    assert [each[2] for each in told] == ["begun", "done"] * 2


def test_the_pages_of_contributions_are_kept_by_nobody(anna: Person, desk: Desk) -> None:
    page = put(anna, desk)
    for path in ("/fr/contribuer", page, page.replace("/fr/", "/en/")):
        answer = anna.get(path)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
