"""Loading what `alliances export` wrote changes nothing; what cannot be loaded is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.build import build_command
from commands.export import export_command
from commands.load import load_files
from commands.settings import Settings
from ontology.errors import RecordError
from ontology.vocabulary import read_vocabulary
from queries.exports import FACTS_FORMATS


def held(record: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(record)): path.read_bytes()
        for path in sorted(record.rglob("*"))
        if path.is_file()
    }


def exported(settings: Settings, kind: str, form: str) -> Path:
    out = settings.record.parent / f"{kind}.{form}"
    export_command(settings.store, kind, form=form, language="fr", out=out)
    return out


@pytest.fixture
def built(settings: Settings) -> Settings:
    build_command(settings, gates=False, language="fr")
    return settings


@pytest.mark.parametrize("form", FACTS_FORMATS)
def test_the_exported_facts_are_loaded_without_any_change(built: Settings, form: str) -> None:
    before = held(built.record)
    file = exported(built, "facts", form)
    report = load_files(
        [file],
        built.record,
        read_vocabulary(),
        accept=True,
        source="https://exemple.org/export",
    )
    assert report.difference.empty, report.text
    assert not report.written
    assert "déjà tenus" in report.text
    assert held(built.record) == before


@pytest.mark.parametrize(
    ("kind", "form"),
    [("graph", "nq"), ("graph", "trig"), ("graph", "ttl"), ("figures", "csv"), ("cases", "csv")],
)
def test_an_export_that_is_not_a_form_to_load_is_refused_and_changes_nothing(
    built: Settings, kind: str, form: str
) -> None:
    before = held(built.record)
    file = exported(built, kind, form)
    with pytest.raises(RecordError):
        load_files(
            [file],
            built.record,
            read_vocabulary(),
            accept=True,
            source="https://exemple.org/export",
        )
    assert held(built.record) == before
