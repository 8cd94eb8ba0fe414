"""A study handed in on the page: candidates come back, nothing is kept until they are corrected."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import yaml
from fastapi import FastAPI
from openpyxl import load_workbook

from api.application import Terms, create_app
from api.border import LARGER, BorderLimits
from api.contribute_desk import Desk
from tests.api.contribute.contributing import Person, tree
from tests.api.contribute.filling import STUDY_FIGURE, corrected
from tests.loaders.test_reading_candidates import STUDY
from tests.loaders.test_reading_formats import typed
from tests.studies import PAGES, bomb, html_of, pdf_of, word_of

PAGE = "/fr/contribuer/etude"
READ = f"{PAGE}/candidats.xlsx"


def kept(record: Path) -> list[Path]:
    """Return everything that was kept of contributions, the ledger apart."""
    held = (record / "contributions").rglob("*")
    return [path for path in held if path.is_file() and path.suffix != ".jsonl"]


def candidates(person: Person, name: str, data: bytes) -> bytes:
    answer = person.post(READ, {"jeton": person.token()}, {"etude": (name, data)})
    assert answer.status_code == 200, answer.text
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    return answer.content


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.md", STUDY.encode()),
        pytest.param("a.pdf", pdf_of(PAGES), marks=pytest.mark.slow),
        pytest.param("a.docx", word_of(PAGES), marks=pytest.mark.slow),
        pytest.param("a.html", html_of(PAGES), marks=pytest.mark.slow),
    ],
)
def test_each_form_of_study_gives_candidates_and_nothing_is_kept(
    anna: Person, record: Path, name: str, data: bytes
) -> None:
    before = tree(record)
    book = load_workbook(io.BytesIO(candidates(anna, name, data)))
    rows = list(book["chiffres"].iter_rows(min_row=2, values_only=True))
    names = [cell.value for cell in book["chiffres"][1]]
    quotes = [str(row[names.index("citation")]) for row in rows]
    assert any("58 % des maires" in quote for quote in quotes)
    assert {row[names.index("retenu")] for row in rows} == {None}
    assert tree(record) == before
    assert kept(record) == []
    told = (record / "contributions" / "ledger.jsonl").read_text("utf-8").splitlines()
    assert ['"action": "read"' in line for line in told] == [True, True]


def test_a_corrected_workbook_goes_through_the_queue_and_enters_the_record(
    anna: Person, renee: Person, record: Path
) -> None:
    study = STUDY.encode()
    book = corrected(candidates(anna, "marche.md", study))
    answer = anna.post(
        PAGE,
        {"jeton": anna.token()},
        {"classeur": ("corrigé.xlsx", book), "etude": ("marche.md", study)},
    )
    assert answer.status_code == 303, answer.text
    page = answer.headers["location"]
    shown = anna.get(page).text
    assert "faute" not in shown.partition("<main")[2].partition('id="decider"')[0], shown
    assert anna.act(page, "send").status_code == 303
    assert renee.act(page, "accept").status_code == 303
    made = yaml.safe_load((record / "documents/enquete-du-marche-couvert.yaml").read_text("utf-8"))
    (figure,) = made["figures"]
    (passage,) = made["passages"]
    assert (figure["value"], passage["quote"].startswith(STUDY_FIGURE)) == (58, True)
    (entry,) = yaml.safe_load((record / "contributions.yaml").read_text("utf-8"))["contributions"]
    assert (entry["by"], entry["decided_by"], entry["source"]) == ("Anna", "Renée", "corrigé.xlsx")


@pytest.mark.slow
def test_a_workbook_with_another_study_is_at_fault_and_comes_back(
    anna: Person, record: Path
) -> None:
    before = tree(record)
    book = corrected(candidates(anna, "marche.md", STUDY.encode()))
    other = STUDY.replace("58", "59").encode()
    files = {"classeur": ("c.xlsx", book), "etude": ("marche.md", other)}
    page = anna.post(PAGE, {"jeton": anna.token()}, files).headers["location"]
    assert "Le texte a changé depuis la lecture" in anna.get(page).text
    assert anna.act(page, "send").status_code == 422
    assert tree(record) == before


HOSTILE = (
    ("a.exe", b"MZ", "Se lisent .pdf, .docx, .html, .txt et .md."),
    ("../../etc/passwd", b"root", "Se lisent .pdf"),
    ("a.pdf", b"PK\x03\x04", "Le contenu n'est pas ce que dit le nom"),
    ("a.pdf", b"%PDF-1.7 rien", "Ce fichier ne se lit pas."),
    ("a.docx", bomb(), "trop de mémoire ou de temps"),
    ("a.docx", typed(), "déclare des entités XML"),
    ("a.txt", b"\xff\xfe\x00", "n'est pas en UTF-8"),
    ("a.txt", b"  \n ", "ne contient aucun texte"),
)


def test_a_hostile_study_is_refused_in_words_on_the_page(anna: Person, record: Path) -> None:
    for name, data, told in HOSTILE:
        answer = anna.post(READ, {"jeton": anna.token()}, {"etude": (name, data)})
        assert answer.status_code == 422, name
        shown = answer.text.replace("’", "'").replace("&#39;", "'").replace("\u00a0", " ")
        assert told in shown
    assert kept(record) == []


def test_without_a_file_the_page_says_so(anna: Person) -> None:
    for path in (READ, PAGE):
        assert anna.post(path, {"jeton": anna.token()}).status_code == 422


def test_a_study_needs_our_token_our_origin_and_a_name(anna: Person, app: FastAPI) -> None:
    files = {"etude": ("a.md", STUDY.encode())}
    token = anna.token()
    assert anna.post(READ, {"jeton": "0" * 64}, files).status_code == 403
    assert anna.post(READ, {"jeton": token}, files, Origin="http://evil.example").status_code == 403
    assert Person(app, "Renée").post(READ, {"jeton": token}, files).status_code == 403
    assert Person(app, "").post(READ, {"jeton": token}, files).status_code == 403
    assert Person(app, "").get(PAGE).status_code == 403


@pytest.mark.slow
def test_a_study_may_be_larger_than_other_forms_and_not_more(tmp_path: Path, desk: Desk) -> None:
    terms = Terms(border=BorderLimits(body=20_000))
    anna = Person(create_app(tmp_path / "store", desk=desk, terms=terms), "Anna")
    token = anna.token()
    long = (STUDY + "Rien de plus.\n" * 3_000).encode()
    assert 20_000 < len(long) < 20_000 * LARGER
    assert anna.post(READ, {"jeton": token}, {"etude": ("a.md", long)}).status_code == 200
    over = b"a " * 10_000 * LARGER
    assert anna.post(READ, {"jeton": token}, {"etude": ("a.md", over)}).status_code == 413
    book = {"classeur": ("a.xlsx", long)}
    assert anna.post("/fr/contribuer/classeur", {"jeton": token}, book).status_code == 413
