"""`other_study_figures.csv`: a figure loads when a person has said which question it answers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from loaders import figures_csv
from loaders.directory import read_directory
from loaders.figures_csv import check_figures
from loaders.records import Figure, PageRecord, WebPassage
from loaders.spreadsheets import read_table
from ontology.errors import Finding
from ontology.vocabulary import Vocabulary

HEADER = ",".join(figures_csv.COLUMNS.names)
ROW = "{value},{unit},Une part,des gens,France,{year},Étude,Éditeur,{url},{anchor},"
SOUND = {
    "value": "53",
    "unit": "%",
    "year": "2015",
    "url": "https://p.example/",
    "anchor": "53 % des gens",
}
PAGE = PageRecord(
    page="lue",
    url="https://p.example/",
    publisher="Éditeur",
    read_on="2026-11",
    passages=(WebPassage(id="w1", quote="53 % des gens"),),
    figures=(
        Figure(
            id="wf1",
            passage="w1",
            measure="share",
            value=Decimal(53),
            unit="pourcent",
            question="devoir-d-alliances",
            period="2015",
            population="des gens",
        ),
    ),
)


def told(**changes: str) -> list[tuple[str, str]]:
    line = ROW.format(**(SOUND | changes))
    _, rows, faults = read_table(f"{HEADER}\n{line}\n".encode(), "f.csv", [figures_csv.COLUMNS])
    return [(each.code, each.field) for each in [*faults, *check_figures(rows, [PAGE])]]


def test_a_row_that_a_record_holds_is_no_fault() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"value": "54"}, ("figure-uncoded", "anchor")),
        ({"anchor": "53 % des autres"}, ("figure-uncoded", "anchor")),
        ({"url": "https://q.example/"}, ("figure-uncoded", "anchor")),
        ({"unit": "associations"}, ("figure-differs", "unit")),
        ({"year": "2014"}, ("figure-differs", "year")),
        ({"value": "53 %"}, ("csv-number", "value")),
    ],
)
def test_a_row_that_no_record_holds_is_told_and_never_guessed(
    changes: dict[str, str], found: tuple[str, str]
) -> None:
    assert told(**changes) == [found]


def test_a_figure_without_sentence_does_not_load() -> None:
    assert ("csv-empty-cell", "anchor") in told(anchor="")


def test_a_figure_answers_one_row_even_when_another_has_the_same_words_and_value() -> None:
    line = ROW.format(**SOUND)
    text = f"{HEADER}\n{line}\n{line}\n".encode()
    _, rows, _ = read_table(text, "f.csv", [figures_csv.COLUMNS])
    found = [(each.code, each.field) for each in check_figures(rows, [PAGE])]
    assert found == [("figure-uncoded", "anchor")]


# Lines of the sheet whose words do not give the value to the group or thing that they name.
UNSAID = {33, 38, 46, 47, 48, 51}


def test_the_reference_sheet_holds_112_coded_rows_of_118(
    reference: Path, repository: Path, vocabulary: Vocabulary
) -> None:
    data = (reference / "other_study_figures.csv").read_bytes()
    _, rows, _ = read_table(data, "f.csv", [figures_csv.COLUMNS])
    pages = read_directory(repository / "data", vocabulary).of(PageRecord)
    found = [(each.code, each.line) for each in check_figures(rows, pages)]
    assert (len(rows), found) == (118, [("figure-uncoded", line) for line in sorted(UNSAID)])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("figures: [etude-f1]", "comparison-of-one"),
        ("figures: [etude-f1, etude-f1]", "comparison-of-one"),
        ("figures: [etude-f1, etude-f9]", "reference-unknown"),
    ],
)
def test_a_comparison_needs_two_figures_that_exist(
    record: Path, faults: Callable[[], list[Finding]], text: str, code: str
) -> None:
    path = record / "comparisons" / "paire.yaml"
    path.parent.mkdir()
    path.write_text(
        f"comparison: paire\n{text}\ncomparable: true\nbecause: {{fr: Oui., en: Yes.}}\n"
        "decided_by: projet\ndate: 2026-11-21\n",
        encoding="utf-8",
    )
    assert [each.code for each in faults()] == [code]


def test_a_figure_of_a_page_must_be_printed_in_its_words(
    record: Path, faults: Callable[[], list[Finding]]
) -> None:
    path = record / "pages" / "lue.yaml"
    path.parent.mkdir()
    path.write_text(
        "page: lue\nurl: https://p.example/\npublisher: Éditeur\nread_on: 2026-11\n"
        "passages: [{id: w1, quote: 53 % des gens}]\n"
        "figures: [{id: wf1, passage: w1, measure: share, value: 54, unit: pourcent,"
        " question: devoir-d-alliances, period: 2015, population: des gens}]\n",
        encoding="utf-8",
    )
    assert [each.code for each in faults()] == ["figure-not-printed"]
