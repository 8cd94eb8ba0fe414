"""Finding a quote gives a passage its numbers, or says why it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.locate import locate
from ontology.errors import NotHeldError, RecordError


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text("Titre\n\nLa **moitié** des\nhabitants vient à pied.\n", encoding="utf-8")
    return path


def test_a_quote_over_a_line_break_and_marks_is_placed_where_it_begins(document: Path) -> None:
    # "Titre\n\n" is 7 characters long and "La **" five more: "moitié" begins at 12, on line 3.
    assert "line: 3   offset: 12" in locate(document, "moitié des habitants")


def test_an_absent_quote_is_refused_with_a_cure(document: Path) -> None:
    with pytest.raises(NotHeldError) as refusal:
        locate(document, "la moitié des élus")
    assert "telle qu'elle est imprimée" in refusal.value.cure.fr


def test_a_quote_of_sixteen_words_is_refused(document: Path) -> None:
    with pytest.raises(RecordError) as refusal:
        locate(document, " ".join(["mot"] * 16))
    assert "16 mots" in refusal.value.summary.fr


def test_a_missing_file_is_named_without_its_folder(tmp_path: Path) -> None:
    with pytest.raises(NotHeldError) as refusal:
        locate(tmp_path / "absent.txt", "mot")
    assert refusal.value.summary.en == "No file absent.txt."
