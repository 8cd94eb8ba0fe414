"""Loading what `alliances export` wrote changes nothing; what cannot be loaded is refused."""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from commands.build import build_command
from commands.export import export_command
from commands.load import load_command, load_files
from commands.settings import Settings, read_settings
from ontology.errors import RecordError
from ontology.vocabulary import read_vocabulary
from queries.catalogue import export_names
from queries.exports import FACTS_FORMATS
from tests.commands.conftest import settings_in


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


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Settings:
    """An instance that no promise below may change."""
    settings = settings_in(tmp_path_factory.mktemp("instance"), corpus)
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


@pytest.mark.slow
@pytest.mark.parametrize("form", FACTS_FORMATS)
def test_the_facts_of_the_whole_record_are_loaded_without_any_change(
    tmp_path: Path, repository: Path, form: str
) -> None:
    shutil.copytree(repository / "data", tmp_path / "record")
    settings = replace(
        read_settings({}), record=tmp_path / "record", store=tmp_path / "store", sources=None
    )
    build_command(settings, gates=False, language="fr")
    before = held(settings.record)
    file = exported(settings, "facts", form)
    told = load_command(
        [file], settings, accept=True, source="https://exemple.org/export", language="fr"
    )
    assert "déjà tenus" in told
    assert held(settings.record) == before


TABLES = [
    "case-impacts", "cases", "claims", "discrepancies", "evidence", "figures", "gaps",
    "indicators", "organisations", "works",
]  # fmt: skip


def test_every_table_is_tried() -> None:
    assert sorted(export_names()) == TABLES


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("respelt", [False, True])
def test_an_exported_table_given_back_is_known_and_changes_nothing(
    built: Settings, kind: str, respelt: bool
) -> None:
    before = held(built.record)
    file = exported(built, kind, "csv")
    if respelt:
        # As a French spreadsheet program writes it: a mark at the start, semicolons.
        with file.open(encoding="utf-8", newline="") as read:
            rows = list(csv.reader(read))
        with file.open("w", encoding="utf-8-sig", newline="") as written:
            csv.writer(written, delimiter=";").writerows(rows)
    told = load_command([file], built, accept=True, language="fr")
    lines = len(list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"))))) - 1
    assert f"export « {kind} », " in told
    assert "rien à charger" in told
    if not respelt:
        assert f" {lines} lignes " in told
    assert held(built.record) == before


def test_a_changed_cell_and_a_new_line_of_an_export_are_named_with_where_to_change_them(
    built: Settings,
) -> None:
    before = held(built.record)
    file = exported(built, "organisations", "csv")
    with file.open(encoding="utf-8", newline="") as read:
        rows = list(csv.reader(read))
    name = rows[0].index("name")
    rows[2][name] = "Un autre nom"
    rows.append(["inventee", *rows[1][1:]])
    with file.open("w", encoding="utf-8", newline="") as written:
        csv.writer(written).writerows(rows)
    with pytest.raises(RecordError) as refused:
        load_command([file], built, accept=True, language="fr")
    assert [(each.line, each.field, each.value) for each in refused.value.findings] == [
        (3, "name", "Un autre nom"),
        (len(rows), "id", "inventee"),
    ]
    assert "alliances template" in refused.value.findings[0].cure.fr
    assert held(built.record) == before


def test_what_only_came_back_does_not_hinder_what_is_to_be_loaded(built: Settings) -> None:
    table = exported(built, "cases", "csv")
    facts = exported(built, "facts", "ttl")
    told = load_command(
        [table, facts], built, accept=True, source="https://exemple.org/export", language="en"
    )
    assert "cases.csv: export “cases”" in told
    assert "held or concluded already" in told


@pytest.mark.parametrize(
    ("kind", "form"),
    [("graph", "nq"), ("graph", "trig"), ("graph", "ttl")],
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
