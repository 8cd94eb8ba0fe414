"""Hostile contributors: nothing lost, nothing half-written, nothing run."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import httpx
import pytest
import yaml
from fastapi import FastAPI

from api.contribute_desk import Desk
from loaders.contribution_journal import read_journal
from loaders.contributions import Contributions
from loaders.directory import read_directory
from loaders.writing import recover
from ontology.vocabulary import Vocabulary
from tests.api.contribute.contributing import (
    CASE,
    OTHER,
    Person,
    application,
    desk_over,
    named,
    put,
    tree,
    workbook,
)
from tests.api.contribute.filling import CASE_FORM, GOOD, fields_of
from tests.payloads import PAYLOADS, Looked

pytestmark = pytest.mark.slow


def shows(page: str, payload: str) -> bool:
    """Say whether the page shows the payload as text, and fail if anything in it would run."""
    looked = Looked(page)
    assert looked.faults == []
    return looked.shows(payload)


# Fields that take any text.
FREE = ("name", "summary.fr", "summary.en", "source.title", "place.label", "notes",
        "items.0.text", "partners.1.name")  # fmt: skip
# A sign that turns the text round: the pages leave it out of what they show.
TURNED = tuple(payload for payload in PAYLOADS if "\u202e" in payload)
SHOWN = tuple(payload for payload in PAYLOADS if payload not in TURNED)


@pytest.mark.parametrize("payload", SHOWN)
def test_a_payload_in_every_field_comes_back_as_text_beside_its_faults(
    anna: Person, payload: str
) -> None:
    start = fields_of(anna.get(CASE_FORM).text)
    answer = anna.post(CASE_FORM, {**start, **dict.fromkeys(GOOD, payload)})
    assert answer.status_code == 422
    assert shows(answer.text, payload)
    kept = fields_of(answer.text)
    assert {kept[name] for name in FREE} == {payload}


@pytest.mark.parametrize("payload", SHOWN)
def test_a_payload_is_text_from_the_form_to_the_queue_and_the_record(
    anna: Person, renee: Person, record: Path, vocabulary: Vocabulary, payload: str
) -> None:
    start = fields_of(anna.get(CASE_FORM).text)
    taken = anna.post(CASE_FORM, {**start, **GOOD, **dict.fromkeys(FREE, payload)})
    assert taken.status_code == 303, taken.text
    page = taken.headers["location"]
    anna.act(page, "send")
    for who in (anna, renee):
        assert shows(who.get(page).text, payload)
    assert renee.act(page, "ask", payload).status_code == 303
    assert shows(anna.get(page).text, payload)
    assert anna.act(page, "answer", payload).status_code == 303
    assert renee.act(page, "accept").status_code == 303
    case = yaml.safe_load((record / "cases" / "four-solidaire.yaml").read_text("utf-8"))
    assert {case["name"], case["notes"], case["items"][0]["text"]} == {payload}
    read_directory(record, vocabulary)


HIDDEN = ("jeton", "vu", "etat", "envoi", "corrige", "faire")


@pytest.mark.parametrize("value", ["a\x00b", "\u2028", "../../../etc/passwd", "é" * 20_000])
def test_what_no_field_should_hold_is_refused_in_every_field_and_writes_nothing(
    anna: Person, record: Path, value: str
) -> None:
    before = tree(record)
    start = {**fields_of(anna.get(CASE_FORM).text), **GOOD}
    for name in (*GOOD, *HIDDEN):
        answer = anna.post(CASE_FORM, {**start, name: value})
        assert answer.status_code in {303, 400, 403, 404, 409, 413, 422}, name
    assert Looked(anna.post(CASE_FORM, {**start, **dict.fromkeys(GOOD, value)}).text).faults == []
    assert tree(record) == before


@pytest.mark.parametrize("name", ["name", "items.0.text", "jeton"])
def test_three_megabytes_in_a_field_are_refused_at_the_border(anna: Person, name: str) -> None:
    start = {**fields_of(anna.get(CASE_FORM).text), **GOOD}
    answer = anna.post(CASE_FORM, {**start, name: "x" * 3_000_000})
    assert answer.status_code == 413


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"<a>" + b" " * 150_000_000)
    return out.getvalue()


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "&#65;"><!ENTITY b "&a;&a;">]><worksheet/>'
)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


def test_bombs_macros_and_broken_files_are_told_and_never_opened(
    anna: Person, record: Path, vocabulary: Vocabulary
) -> None:
    before = tree(record)
    good = workbook(vocabulary, CASE)
    for data, said in (
        (bomb(), "démesuré"),
        (with_part(good, "xl/vbaProject.bin", b"x"), "macro"),
        (with_part(good, "xl/externalLinks/externalLink1.xml", b"<a/>"), "lien"),
        (with_part(good, "xl/worksheets/sheet1.xml", ENTITIES), "entités"),
        (good[: len(good) // 2], "ne se lit pas"),
        (b"%PDF-1.7", "ne se lit pas"),
    ):
        started = time.perf_counter()
        page = anna.upload(data, "=cmd|' /C calc'!A0.xlsx")
        shown = anna.get(page)
        assert said in shown.text, said
        assert Looked(shown.text).faults == []
        assert anna.get(f"{page}/classeur.xlsx").status_code == 404
        assert time.perf_counter() - started < 30
    assert tree(record) == before


def test_half_filled_and_contradictory_sheets_are_told_row_by_row(
    anna: Person, record: Path, vocabulary: Vocabulary
) -> None:
    before = tree(record)
    rows = [
        {"id": "a"},
        {**CASE, "id": "b", "start_year": "2020", "end_year": "2010"},
        {**CASE, "id": "c"},
        {**CASE, "id": "c", "name_fr": "Un autre"},
        {**CASE, "id": "d", "partners": "Réseau des Rives|network ; Réseau des Rives|company"},
    ]
    page = anna.upload(workbook(vocabulary, *rows))
    shown = anna.get(page).text
    for said in ("Cette cellule ne peut pas être vide", "La fin précède le début",
                 "Cet id est déjà à la ligne 4", "Donné deux fois dans la cellule"):  # fmt: skip
        assert said in shown
    assert tree(record) == before


def test_many_people_at_once_lose_nothing(app: FastAPI, desk: Desk, record: Path) -> None:
    renee = Person(app, "Renée")
    pages = []
    for number in range(6):
        person = Person(app, f"P{number}")
        slug = f"cas-{number}"
        page = put(person, desk, case=slug, alliance=slug, name=f"Cas {number}")
        person.act(page, "send")
        pages.append(page)
    answers: list[httpx.Response] = []

    def accept(page: str) -> None:
        answers.append(renee.act(page, "accept"))

    threads = [threading.Thread(target=accept, args=(page,)) for page in pages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # Writers wait for each other; whoever is overtaken is told that the record has changed.
    assert len(answers) == len(pages)
    told = {answer.status_code: answer.text for answer in answers}
    assert 303 in told
    assert set(told) <= {303, 409}
    # Whoever was overtaken too often is told, and may try again: nothing is half done.
    for page in pages:
        if "acceptée" not in renee.get(page).text:
            assert renee.act(page, "accept").status_code == 303
    assert {path.stem for path in (record / "cases").glob("cas-*.yaml")} == {
        f"cas-{number}" for number in range(6)
    }
    assert len(read_journal(record)) == 6
    read_directory(record, desk.vocabulary)


ACCEPT = """
import sys
from pathlib import Path
from loaders.contributions import Contributions
from loaders.deciding import Deed, accept, assess
from ontology.vocabulary import read_vocabulary
box, vocabulary = Contributions(Path(sys.argv[1])), read_vocabulary()
one = box.get(sys.argv[2])
base = assess(box, one, vocabulary).fingerprint
print("ready", flush=True)
sys.stdin.readline()
accept(box, one, vocabulary, Deed("Renée", "2026-11-21T10:00:00+00:00", "", base))
"""


def test_an_acceptance_killed_at_any_moment_is_all_or_nothing(
    tmp_path: Path, corpus: Path, vocabulary: Vocabulary, repository: Path
) -> None:
    done = 0
    for moment in range(25):
        root = tmp_path / str(moment)
        root.mkdir()
        desk = desk_over(root, corpus, vocabulary, named())
        person = Person(application(root, desk), "Anna")
        page = put(person, desk)
        one = desk.box.get(page.rpartition("/")[2])
        before = tree(root / "record")
        child = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", ACCEPT, str(root / "record"), one.id],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=repository,
            env={**os.environ, "PYTHONPATH": str(repository)},
        )  # fmt: skip
        with child:
            assert child.stdin is not None
            assert child.stdout is not None
            child.stdout.readline()
            child.stdin.write(b"go\n")
            child.stdin.flush()
            time.sleep(moment * 0.012)
            child.kill()
        recover(root / "record")
        state = Contributions(root / "record").get(one.id).state
        written = (root / "record" / "cases" / f"{OTHER['case']}.yaml").exists()
        journal = len(read_journal(root / "record"))
        assert (state, written, journal) in {("accepted", True, 1), ("draft", False, 0)}
        assert written or tree(root / "record") == before
        read_directory(root / "record", vocabulary)
        done += written
    # The moments lie on both sides of the write.
    assert 0 < done < 25


def test_the_ledger_has_a_line_before_each_change(
    anna: Person, renee: Person, desk: Desk, record: Path
) -> None:
    page = put(anna, desk)
    anna.act(page, "send")
    renee.act(page, "accept", base="0" * 64)
    lines = (record / "contributions" / "ledger.jsonl").read_text("utf-8").splitlines()
    told = [(each["action"], each["outcome"].partition(":")[0]) for each in map(json.loads, lines)]
    assert told == [("send", "begun"), ("send", "done"), ("accept", "begun"), ("accept", "refused")]
