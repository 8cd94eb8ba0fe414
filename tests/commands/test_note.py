"""`alliances note` writes the document that the address of the same selection gives."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from commands.build import publish
from commands.note import note_command
from explorer.note import Asked
from ontology.errors import AlliancesError
from tests.builds import settings_of


def test_the_note_is_written_to_the_file_named(tmp_path: Path, corpus: Path) -> None:
    store, record, out = tmp_path / "store", corpus / "record", tmp_path / "note.docx"
    publish(settings_of(store, record, corpus / "sources"), gates=False)
    note_command(store, record, Asked(impact="confiance"), since="", language="en", out=out)
    said = [one.text for one in Document(io.BytesIO(out.read_bytes())).paragraphs]
    assert any(text.startswith("Supposed — ") for text in said)
    with pytest.raises(AlliancesError):
        note_command(store, record, Asked(), since="1999-01-01", language="fr", out=out)
