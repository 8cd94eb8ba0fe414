"""The page of the study plan: planned beside delivered, as a page, a table and a document."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest
from docx import Document

from api.application import create_app
from loaders.study_plan import PLAN
from tests.api.conftest import Client

LINE = """lines:
- line: a-mesurer
  gap: {matrix: domaine-impact, row: domain/mobilite, column: impact/confiance}
  question: {fr: 'Quel effet <b>mesuré</b> ?', en: What measured effect?}
  territory: bretagne
  evidence: fait-ou-chiffre
  method: {fr: Entretiens, en: Interviews}
  owner: Marie Dupont
  due: 2027
  study: study/pas-encore
"""


@pytest.fixture
def record(tmp_path: Path, corpus: Path) -> Path:
    shutil.copytree(corpus / "record", tmp_path / "record")
    return tmp_path / "record"


@pytest.fixture
def planned(published: Path, record: Path) -> Client:
    (record / PLAN).write_text(LINE, encoding="utf-8")
    return Client(create_app(published, record=record))


def test_the_page_shows_the_line_and_that_its_study_is_awaited(planned: Client) -> None:
    page = planned.get("/fr/plan")
    assert page.status_code == 200
    assert "Quel effet &lt;b&gt;mesuré&lt;/b&gt;" in page.text
    assert "étude pas encore dans le graphe" in page.text
    assert "What measured effect?" in planned.get("/en/plan").text


def test_a_plan_that_changes_is_shown_without_a_new_graph(planned: Client, record: Path) -> None:
    assert "Marie Dupont" in planned.get("/fr/plan").text
    (record / PLAN).write_text(LINE.replace("Marie Dupont", "Paul Martin"), encoding="utf-8")
    again = planned.get("/fr/plan").text
    assert "Paul Martin" in again
    assert "Marie Dupont" not in again


def test_the_files_hold_the_lines_of_the_page(planned: Client) -> None:
    (row,) = csv.DictReader(io.StringIO(planned.get("/fr/plan.csv").text))
    assert (row["line"], row["owner"], row["due"]) == ("a-mesurer", "Marie Dupont", "2027")
    printed = Document(io.BytesIO(planned.get("/fr/plan.docx").content))
    cells = {cell.text for table in printed.tables for row in table.rows for cell in row.cells}
    said = "\n".join([*cells, *(one.text for one in printed.paragraphs)])
    assert "Quel effet <b>mesuré</b>" in said
    assert "Marie Dupont" in said
    assert planned.get("/fr/plan.exe").status_code == 404


def test_without_a_plan_the_page_leads_to_the_gaps(published: Path, record: Path) -> None:
    for client in (Client(create_app(published)), Client(create_app(published, record=record))):
        page = client.get("/fr/plan").text
        assert "encore prévu" in page
        assert 'href="/fr/manques"' in page


def test_the_gaps_lead_to_the_plan_and_the_year_to_a_yearly_note(client: Client) -> None:
    assert 'href="/fr/plan"' in client.get("/fr/manques").text
    note = client.get("/fr/note.docx?year=2026")
    assert note.status_code == 200
    assert note.headers["content-disposition"] == 'attachment; filename="note-2026.docx"'
    assert client.get("/fr/note.docx?year=bientot").status_code == 400


def test_a_plan_spoilt_by_hand_is_told_and_stops_nothing_else(
    planned: Client, record: Path
) -> None:
    (record / PLAN).write_text(LINE.replace("bretagne", "atlantide"), encoding="utf-8")
    assert planned.get("/fr/plan").status_code in range(400, 600)
    assert "Traceback" not in planned.get("/fr/plan").text
    assert planned.get("/fr/manques").status_code == 200
