"""Quotes are found where they stand, whatever marks and line breaks do to them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.directory import read_directory
from loaders.quotes import QuoteIndex, find_quote, quote_findings, word_count
from ontology.vocabulary import Vocabulary

Edit = Callable[[str, str, str], None]


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("69% des Français", "que **69% des Français**, 81%"),
        ("le 1er cycle", "le 1^{er} cycle"),
        ("l'emploi des jeunes", "l’emploi des jeunes"),
        ("l’emploi des jeunes", "l'emploi des jeunes"),
        ("675 000 partenariats", "675\u00a0000\n\npartenariats"),
        ("un partenariat utile", "un parte-\nnariat utile"),
        ("un porte-monnaie", "un porte-\nmonnaie"),
        ("un parte-nariat de porte-monnaie", "un parte-nariat de porte-  \n  monnaie"),
        ("disponibles sur le site", "disponibles sur [le site](https://exemple.org)."),
        ("Analyser la perception", "- **Analyser** la *perception*"),
        ("Titre de la page", "## Titre de la page"),
        ("l'année 2015", "l'année ２０１５"),
        ("fin d'année", "ﬁn d'année"),
        ("et cetera...", "et cetera…"),
        ("coopération", "coope\u0301ration"),
    ],
)
def test_a_quote_is_found_through_marks_signs_and_line_breaks(quote: str, text: str) -> None:
    assert find_quote(quote, text) is not None


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("9% des Français", "69% des Français"),
        ("69% des França", "69% des Français"),
        ("69% des français", "69% des Français"),
        ("des maires", "des mairies"),
        ("associations et maires", "associations, et maires"),
        ("parte nariat", "parte-\nnariat"),
        ("***", "rien ici"),
        ("", "rien ici"),
    ],
)
def test_what_the_text_does_not_say_is_not_found(quote: str, text: str) -> None:
    assert find_quote(quote, text) is None


def test_start_end_and_line_are_those_of_the_text_as_it_stands() -> None:
    text = "un\n\ndeux **69 %\ndes** maires."
    assert find_quote("69 % des maires", text) == (11, 28, 3)
    assert text[11:28] == "69 %\ndes** maires"


def test_every_place_of_a_quote_is_given() -> None:
    found = QuoteIndex("le lien\net le lien\n").find_all("le lien")
    assert list(found) == [(0, 7, 1), (11, 18, 2)]


@pytest.mark.parametrize(
    ("quote", "number"),
    [
        ("l'emploi / le chômage / l'insertion professionnelle", 5),
        ("« devoir d'alliances »", 2),
        ("69 % des maires !", 3),
        ("- - -", 0),
    ],
)
def test_a_word_is_a_run_that_holds_a_letter_or_a_digit(quote: str, number: int) -> None:
    assert word_count(quote) == number


# Words that no mark, fold or line break can make equal to their neighbours.
WORDS = st.lists(
    st.text(alphabet="abcdefghéàçôœ0123456789'’", min_size=1, max_size=8)
    .map(lambda word: f"x{word}x"),
    min_size=3,
    max_size=25,
)  # fmt: skip


@given(WORDS, st.data())
def test_a_quote_cut_from_a_text_is_found_at_its_place(
    words: list[str], data: st.DataObject
) -> None:
    numbered = [f"{word}{index}" for index, word in enumerate(words)]
    first = data.draw(st.integers(0, len(numbered) - 1))
    last = data.draw(st.integers(first, min(first + 14, len(numbered) - 1)))
    text = ""
    starts = []
    for word in numbered:
        mark = data.draw(st.sampled_from(["", "**", "*", "_", "`"]))
        text += mark
        starts.append(len(text))
        middle = data.draw(st.integers(1, len(word) - 1))
        broken = data.draw(st.sampled_from(["", "", "", "-\n", "-  \r\n  "]))
        text += word[:middle] + broken + word[middle:] + mark
        text += data.draw(st.sampled_from([" ", "\n", "\n\n", "\u00a0", "  \n- ", "\n> "]))
    found = find_quote(" ".join(numbered[first : last + 1]), text)
    assert found is not None
    start, _, line = found
    assert start == starts[first]
    assert line == text.count("\n", 0, start) + 1


@pytest.fixture
def shelf(tmp_path: Path, source_text: str) -> Path:
    directory = tmp_path / "sources"
    directory.mkdir()
    (directory / "etude.txt").write_bytes(source_text.encode())
    return directory


def test_quotes_at_their_recorded_place_are_counted_and_raise_nothing(
    record: Path, shelf: Path, vocabulary: Vocabulary
) -> None:
    assert quote_findings(read_directory(record, vocabulary), shelf) == (1, (), ())


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        ("offset: 7", "offset: 9", "quote-elsewhere", "passages.0.offset"),
        ("line: 3", "line: 4", "quote-elsewhere", "passages.0.offset"),
        ("sont utiles", "sont inutiles", "quote-absent", "passages.0.quote"),
    ],
)
def test_a_quote_that_is_elsewhere_or_nowhere_is_a_finding(  # noqa: PLR0917
    record: Path, shelf: Path, vocabulary: Vocabulary, edit: Edit,
    old: str, new: str, code: str, field: str,
) -> None:  # fmt: skip
    edit("documents/etude.yaml", old, new)
    checked, _, (finding,) = quote_findings(read_directory(record, vocabulary), shelf)
    assert (checked, finding.code, finding.field) == (1, code, field)
    assert finding.where == "documents/etude.yaml"


def test_the_cure_of_a_misplaced_quote_gives_its_line_and_offset(
    record: Path, shelf: Path, vocabulary: Vocabulary, edit: Edit
) -> None:
    edit("documents/etude.yaml", "offset: 7", "offset: 9")
    _, _, (finding,) = quote_findings(read_directory(record, vocabulary), shelf)
    assert "line: 3, offset: 7" in finding.cure.fr


def test_a_source_that_has_changed_is_a_finding_and_its_quotes_are_skipped(
    record: Path, shelf: Path, vocabulary: Vocabulary
) -> None:
    (shelf / "etude.txt").write_bytes(b"autre texte")
    checked, skipped, (finding,) = quote_findings(read_directory(record, vocabulary), shelf)
    assert (checked, finding.code, finding.field) == (0, "source-changed", "sha256")
    assert [(each.document, each.passages) for each in skipped] == [("etude", 1)]


@pytest.mark.parametrize("there", [True, False])
def test_a_source_that_is_not_at_hand_is_skipped_and_said(
    record: Path, tmp_path: Path, vocabulary: Vocabulary, there: bool
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    check = quote_findings(read_directory(record, vocabulary), empty if there else None)
    assert (check.checked, check.findings) == (0, ())
    assert [(each.document, each.passages) for each in check.skipped] == [("etude", 1)]
    assert check.skipped[0].why.fr == "le document n'est pas à portée"


def test_every_passage_of_the_record_stands_in_its_source(
    repository: Path, sources: Path, vocabulary: Vocabulary
) -> None:
    records = read_directory(repository / "data", vocabulary)
    check = quote_findings(records, sources)
    assert check.findings == ()
    assert check.skipped == ()
    written = sum(
        path.read_text(encoding="utf-8").count("\n  quote: ")
        for path in (repository / "data" / "documents").glob("*.yaml")
    )
    assert check.checked == written > 0
