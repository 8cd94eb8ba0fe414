"""Files of studies opened behind walls: the same words from each form, harm refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from loaders.reading.formats import read_study
from loaders.reading.numbers import numbers
from loaders.reading.texts import StudyText
from ontology.errors import RecordError
from tests.studies import PAGES, bomb, html_of, pdf_of, word_of


def written(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def code(path: Path) -> str:
    with pytest.raises(RecordError) as refused:
        read_study(path)
    (finding,) = refused.value.findings
    return finding.code


FORMS = {"etude.pdf": pdf_of, "etude.docx": word_of, "etude.html": html_of}
# The figures that PAGES print, in their order; Word has a table more.
PRINTED = [
    ("share", 58), ("share", 67), ("count", 1240), ("amount", 50_000_000), ("duration", 5),
    ("score", 7.1), ("rank", 1),
]  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_each_form_gives_the_figures_that_are_printed(tmp_path: Path, name: str) -> None:
    file = read_study(written(tmp_path, name, FORMS[name](PAGES)))
    found = numbers(StudyText(file.text, ""))
    expected = PRINTED + ([("share", 71)] if name.endswith("docx") else [])
    assert [(each.measure, float(each.value)) for each in found] == expected


def test_a_pdf_says_on_which_page_a_sentence_stands(tmp_path: Path) -> None:
    file = read_study(written(tmp_path, "etude.pdf", pdf_of(PAGES)))
    text = StudyText(file.text, "")
    pages = {float(each.value): text.place(each.start).page for each in numbers(text)}
    assert (pages[58], pages[1240]) == (1, 2)


@pytest.mark.parametrize("name", FORMS)
def test_the_heading_above_a_figure_is_found_in_each_form(tmp_path: Path, name: str) -> None:
    text = StudyText(read_study(written(tmp_path, name, FORMS[name](PAGES))).text, "")
    found = {float(each.value): text.place(each.start).heading for each in numbers(text)}
    assert found[58].endswith("Une enquête auprès des maires")
    assert found[1240].endswith("Les moyens")


def test_the_row_of_a_word_table_is_one_line(tmp_path: Path) -> None:
    assert "Citoyens, 71 %" in read_study(written(tmp_path, "e.docx", word_of(PAGES))).text


def test_a_script_is_not_read(tmp_path: Path) -> None:
    page = html_of(PAGES)
    assert b"99 %" in page
    assert "99 %" not in read_study(written(tmp_path, "etude.html", page)).text


def test_a_text_stands_as_it_is(tmp_path: Path) -> None:
    file = read_study(written(tmp_path, "etude.md", "# Étude\r\n58 % des maires".encode()))
    assert (file.text, file.as_it_stands) == ("# Étude\r\n58 % des maires", True)


def typed() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("etude.odt", b"PK\x03\x04", "study-kind"),
        ("etude.pdf", b"MZ not a pdf", "study-form"),
        ("etude.docx", b"%PDF-1.4", "study-form"),
        ("etude.pdf", b"%PDF-1.4 broken", "study-unreadable"),
        ("etude.docx", b"PK\x03\x04 broken", "study-unreadable"),
        ("etude.pdf", pdf_of([[]]), "study-empty"),
        ("etude.txt", b"   \n\n", "study-empty"),
        ("etude.txt", b"caf\xe9", "file-encoding"),
        ("etude.docx", typed(), "study-entities"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_reason(
    tmp_path: Path, name: str, data: bytes, expected: str
) -> None:
    assert code(written(tmp_path, name, data)) == expected


def test_an_absent_file_is_refused(tmp_path: Path) -> None:
    assert code(tmp_path / "etude.pdf") == "file-absent"


def test_a_package_that_unpacks_too_far_is_refused_unread(tmp_path: Path) -> None:
    assert code(written(tmp_path, "etude.docx", bomb())) == "study-bomb"
