"""`alliances plan`: from ranked gaps to a kept line, and never to evidence."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
from docx import Document

from commands.build import read_record
from commands.plan import export_command, import_command
from commands.settings import Settings
from loaders.directory import kept_plan
from loaders.study_plan import PLAN
from ontology.vocabulary import read_vocabulary


def export(settings: Settings, out: Path, form: str = "xlsx", gaps: int = 2) -> bytes:
    export_command(settings, form=form, gaps=gaps, matrix="_T", language="fr", out=out)
    return out.read_bytes()


def test_a_proposal_becomes_a_line_of_the_plan_and_no_evidence(
    built: Settings, tmp_path: Path
) -> None:
    told = set(read_record(built).quads())
    book = openpyxl.load_workbook(io.BytesIO(export(built, tmp_path / "plan.xlsx")))
    sheet = book["plan"]
    header = [cell.value for cell in sheet[1]]
    filling: dict[str, str | int] = {"porteur": "Marie Dupont", "annee": 2027}
    for column, value in filling.items():
        sheet.cell(row=2, column=header.index(column) + 1).value = value
    filled = tmp_path / "rempli.xlsx"
    book.save(filled)
    shown = import_command(built, filled, accept=False, language="fr")
    assert "1 proposition(s) sans porteur ni année" in shown
    assert not (built.record / PLAN).exists()
    import_command(built, filled, accept=True, language="fr")
    (line,) = kept_plan(built.record, read_vocabulary()).lines
    assert (line.owner, line.due, line.state) == ("Marie Dupont", 2027, "proposed")
    assert set(read_record(built).quads()) == told
    said = [
        one.text
        for one in Document(io.BytesIO(export(built, tmp_path / "plan.docx", "docx"))).paragraphs
    ]
    assert sum(text.startswith("Porteur") for text in said) == 1
    # What is planned is not proposed again.
    again = openpyxl.load_workbook(io.BytesIO(export(built, tmp_path / "plan.xlsx")))["plan"]
    gaps = [again.cell(row=n, column=header.index("manque") + 1).value for n in (2, 3, 4)]
    assert len(set(gaps)) == 3
