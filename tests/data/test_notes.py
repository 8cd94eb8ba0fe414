"""The note of every impact and category of the real record: status first, a footnote for each."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from explorer.messages import read_messages
from explorer.note import Asked, note_of
from explorer.note_docx import note_docx
from explorer.reading import Reading
from graph.embedded import EmbeddedStore
from tests.builds import derived, told_by

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def real(repository: Path) -> Iterator[EmbeddedStore]:
    with closing(derived(told_by(repository / "data"))) as store:
        yield store


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "asked",
    [
        Asked(impact="performance"),
        Asked(impact="innovation"),
        Asked(impact="confiance"),
        Asked(category="mecenat"),
        Asked(domain="education"),
        Asked(domain="mobilite"),
    ],
)
def test_each_sentence_and_figure_has_its_footnote(
    real: EmbeddedStore, asked: Asked, language: str
) -> None:
    messages = read_messages()[language]
    note = note_of(Reading(real, language), messages, "v1", asked)
    data = note_docx(note, messages)
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        document = ET.fromstring(held.read("word/document.xml"))  # noqa: S314  our own text
        notes = ET.fromstring(held.read("word/footnotes.xml"))  # noqa: S314  our own text
    lines = [line for group in note.groups for line in group.lines]
    sides = sum(len(one.sides) for one in note.quarrels)
    marked = [one.get(f"{W}id") for one in document.iter(f"{W}footnoteReference")]
    assert len(lines) > 10
    assert len(marked) == len(lines) + len(note.figures) + sides
    held_notes = {
        one.get(f"{W}id"): "".join(word.text or "" for word in one.iter(f"{W}t"))
        for one in notes
        if one.get(f"{W}type") is None
    }
    assert all(held_notes[one or ""].strip() for one in marked)
    assert all(line.status.word.text for line in lines)
