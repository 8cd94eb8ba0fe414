"""`alliances read` writes a workbook and the text beside it, and leaves the record alone."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from commands.main import app
from commands.read import read_command
from commands.settings import Settings, read_settings
from tests.studies import PAGES, pdf_of


@pytest.fixture
def settings(corpus: Path, tmp_path: Path) -> Settings:
    return read_settings(
        {"ALLIANCES_RECORD": str(corpus / "record"), "ALLIANCES_STORE": str(tmp_path / "store")}
    )


def test_a_study_becomes_a_workbook_with_its_text_beside_it(
    tmp_path: Path, settings: Settings
) -> None:
    (tmp_path / "etude.pdf").write_bytes(pdf_of(PAGES))
    (tmp_path / "etude.txt").write_text("une note à soi", encoding="utf-8")
    told = read_command(tmp_path / "etude.pdf", settings, out=None, language="fr")
    book = openpyxl.load_workbook(tmp_path / "etude.candidats.xlsx")
    header, *rows = book["chiffres"].iter_rows(values_only=True)
    page, value = header.index("page"), header.index("valeur")
    found = [(row[value], row[page]) for row in rows]
    assert found[:3] == [("58", "1"), ("67", "1"), ("1240", "2")]
    assert "58 %" in (tmp_path / "etude.texte.txt").read_text(encoding="utf-8")
    assert (tmp_path / "etude.txt").read_text(encoding="utf-8") == "une note à soi"
    assert "7 chiffres" in told


def test_no_row_is_kept_beforehand(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "etude.pdf").write_bytes(pdf_of(PAGES))
    read_command(tmp_path / "etude.pdf", settings, out=tmp_path / "c.xlsx", language="en")
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    for sheet in ("chiffres", "mentions", "portee"):
        assert {row[0] for row in book[sheet].iter_rows(min_row=2, values_only=True)} == {None}


def test_a_map_becomes_a_workbook_and_leaves_the_record_alone(
    tmp_path: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLIANCES_RECORD", str(corpus / "record"))
    before = {path: path.read_bytes() for path in (corpus / "record").rglob("*.yaml")}
    (tmp_path / "carte.csv").write_text("From,To\nForge,Four\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["read", str(tmp_path / "carte.csv")])
    assert done.exit_code == 0, done.output
    assert "organisations 2, alliances 1" in done.output
    book = openpyxl.load_workbook(tmp_path / "carte.candidats.xlsx")
    for sheet in ("organisations", "alliances"):
        assert {row[0] for row in book[sheet].iter_rows(min_row=2, values_only=True)} == {None}
    assert before == {path: path.read_bytes() for path in (corpus / "record").rglob("*.yaml")}
