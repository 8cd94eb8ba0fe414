"""Coding a second time on the page: the blind sheet, the agreement, the sheet of differences."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import yaml
from fastapi import FastAPI
from openpyxl import load_workbook

from explorer.coded import agreed_of
from loaders.coding.codings import CodedItem, CodingRecord
from loaders.directory import read_directory
from ontology.vocabulary import Vocabulary
from tests.api.contribute.contributing import Person, tree
from tests.api.contribute.filling import CODED_CASE, CODED_COLUMNS, coded

PAGE = "/fr/contribuer/codage"


def sheet(person: Person) -> bytes:
    answer = person.get(f"{PAGE}/feuille.xlsx?cas={CODED_CASE}")
    assert answer.status_code == 200, answer.text
    return answer.content


def handed_in(person: Person, data: bytes) -> str:
    answer = person.post(PAGE, {"jeton": person.token()}, {"classeur": ("codage.xlsx", data)})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_the_sheet_of_a_chosen_case_shows_no_first_code(anna: Person) -> None:
    book = load_workbook(io.BytesIO(sheet(anna)))
    rows = list(book["cas"].iter_rows(min_row=2, values_only=True))
    names = [cell.value for cell in book["cas"][1]]
    assert [row[0] for row in rows] == [CODED_CASE]
    assert {row[names.index(name)] for row in rows for name in CODED_COLUMNS["cas"]} == {None}
    items = list(book["elements"].iter_rows(min_row=2, values_only=True))
    assert {row[0] for row in items} == {"lavoir-i1", "lavoir-i2", "lavoir-i3"}


@pytest.mark.slow  # the library of statistics takes seconds to start
def test_a_filled_sheet_shows_agreement_and_differences_and_is_decided_in_the_queue(
    anna: Person, renee: Person, record: Path, vocabulary: Vocabulary
) -> None:
    before = tree(record)
    page = handed_in(anna, coded(sheet(anna), vocabulary))
    shown = anna.get(page).text.replace("\u00a0", " ")
    # Impact: both equal. Status: one of two. Categories: one of two labels.
    assert "2 sur 2" in shown
    assert "1 sur 2" in shown
    assert "2 différences restent à décider" in shown
    book = load_workbook(io.BytesIO(anna.get(f"{page}/differences.xlsx").content))
    on = {(row[1], row[2]) for row in book["revue"].iter_rows(min_row=2, values_only=True)}
    assert on == {(CODED_CASE, "category"), ("lavoir-i2", "status")}
    assert tree(record) == before
    anna.act(page, "send")
    assert anna.act(page, "accept").status_code == 403
    assert renee.act(page, "accept").status_code == 303
    (kept,) = (record / "codings").glob("*.yaml")
    assert yaml.safe_load(kept.read_text("utf-8"))["name"] == "Anna"
    case = yaml.safe_load((record / f"cases/{CODED_CASE}.yaml").read_text("utf-8"))
    confirmed = {each["concept"] for each in case["categories"] if "confirmed_by" in each}
    assert confirmed == {"cooperation-economique"}
    read_directory(record, vocabulary)
    assert "2 sur 2" in renee.get(PAGE).text.replace("\u00a0", " ")


@pytest.mark.slow
def test_undoing_a_coding_gives_the_record_back(
    anna: Person, renee: Person, record: Path, vocabulary: Vocabulary
) -> None:
    before = tree(record)
    page = handed_in(anna, coded(sheet(anna), vocabulary))
    anna.act(page, "send")
    renee.act(page, "accept")
    assert renee.act(page, "undo", "Codé avec le site ouvert.").status_code == 303
    after = tree(record)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed <= {"contributions.yaml", "counts.yaml"}
    assert not list((record / "codings").glob("*.yaml"))


def test_a_sheet_at_fault_comes_back_red_and_cannot_be_sent(
    anna: Person, record: Path, vocabulary: Vocabulary
) -> None:
    before = tree(record)
    page = handed_in(anna, coded(sheet(anna), vocabulary, status="un peu"))
    assert "Ce statut n’est pas dans la liste" in anna.get(page).text.replace("'", "’").replace(
        "&#39;", "’"
    )
    marked = load_workbook(io.BytesIO(anna.get(f"{page}/classeur.xlsx").content))
    red = [c.value for row in marked["elements"].iter_rows(min_row=2) for c in row if c.comment]
    assert red == ["un peu"]
    assert anna.act(page, "send").status_code == 422
    assert anna.get(f"{page}/differences.xlsx").status_code == 404
    assert tree(record) == before


def test_what_is_no_sheet_of_ours_is_refused_and_nothing_is_run(anna: Person, record: Path) -> None:
    before = tree(record)
    for data in (b"PK\x03\x04", b"=cmd|'/c calc'!A0", b"\x00" * 100):
        page = handed_in(anna, data)
        assert anna.act(page, "send").status_code == 422
    assert anna.post(PAGE, {"jeton": anna.token()}).status_code == 422
    assert anna.get(f"{PAGE}/feuille.xlsx?cas=..%2F..%2Fx").status_code == 422
    assert tree(record) == before


def test_coding_needs_our_token_our_origin_and_a_name(app: FastAPI, anna: Person) -> None:
    files = {"classeur": ("a.xlsx", b"PK")}
    token = anna.token()
    assert anna.post(PAGE, {"jeton": "x"}, files).status_code == 403
    assert anna.post(PAGE, {"jeton": token}, files, Origin="null").status_code == 403
    stranger = Person(app, "")
    for path in (PAGE, f"{PAGE}/feuille.xlsx", "/fr/contribuer/phrases"):
        assert stranger.get(path).status_code == 403


@pytest.mark.slow  # the library of statistics takes seconds to start
def test_kappa_is_shown_with_two_decimals(vocabulary: Vocabulary) -> None:
    # Two of three equal, chance gives 4/9: (2/3 - 4/9) / (5/9) = 0.4.
    one, other = "impact/performance-entreprises", "impact/confiance-hommes"
    pairs = ((one, one), (one, other), (other, other))
    items = tuple(
        CodedItem(
            item=f"i{number}", first_impact=first, second_impact=second,
            first_status="claimed", second_status="claimed",
        )
        for number, (first, second) in enumerate(pairs)
    )  # fmt: skip
    coding = CodingRecord(coding="c", name="Anna", date="2026-11-21", items=items)
    rows, absent = agreed_of([coding], vocabulary, "fr")
    assert absent == ""
    told = {row.field: (row.equal, row.pairs, str(row.kappa)) for row in rows}
    assert told == {"impact": (2, 3, "0.40"), "status": (3, 3, "None")}
