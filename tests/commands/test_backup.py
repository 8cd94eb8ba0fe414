"""A backup opens without this software, and restoring it gives the same graph."""

from __future__ import annotations

import gzip
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from commands.backup import backup_command, restore_command
from commands.settings import Settings
from graph.snapshots import Snapshots
from loaders.archive import pack, read_archive, record_files
from ontology.errors import AlliancesError, StoreError


@pytest.fixture
def saved(built: Settings, tmp_path: Path) -> Path:
    backup_command(built, out=tmp_path / "saved.tar.gz", language="fr")
    return tmp_path / "saved.tar.gz"


def content(settings: Settings) -> str:
    current = Snapshots(settings.store).verify()
    return current.content_hash


def test_a_backup_holds_every_file_of_the_record_and_the_graph(
    built: Settings, saved: Path
) -> None:
    archive = read_archive(saved.read_bytes())
    assert archive.record == record_files(built.record)
    lines = gzip.decompress(archive.others["graph.nq.gz"])
    current = Snapshots(built.store).current()
    assert current is not None
    quads = list(parse(lines, format=RdfFormat.N_QUADS))
    assert len(quads) == sum(current.manifest["graphs"].values())


def test_the_same_state_is_backed_up_as_the_same_bytes(
    built: Settings, saved: Path, tmp_path: Path
) -> None:
    backup_command(built, out=tmp_path / "again.tar.gz", language="en")
    assert (tmp_path / "again.tar.gz").read_bytes() == saved.read_bytes()


def test_the_restore_drill_ends_in_the_same_hash_on_an_empty_machine(
    built: Settings, saved: Path, tmp_path: Path
) -> None:
    empty = replace(built, record=tmp_path / "new" / "data", store=tmp_path / "new" / "store")
    told = restore_command(empty, saved, accept=True, language="fr")
    assert content(empty) == content(built)
    assert record_files(empty.record) == record_files(built.record)
    assert "la même empreinte" in told


def test_without_acceptance_only_the_difference_is_said(built: Settings, saved: Path) -> None:
    (built.record / "people" / "claire-varenne.yaml").unlink()
    (built.record / "more.txt").write_text("x")
    before = record_files(built.record)
    told = restore_command(built, saved, accept=False, language="fr")
    assert told.startswith("1 fichier(s) à ajouter, 0 à changer, 1 à retirer.")
    assert record_files(built.record) == before


@pytest.mark.slow
def test_what_a_restoration_replaces_is_kept_beside_it(built: Settings, saved: Path) -> None:
    (built.record / "more.txt").write_text("x")
    before = record_files(built.record)
    restore_command(built, saved, accept=True, language="fr")
    kept = list(built.record.parent.glob("record.before-*"))
    assert [record_files(path) for path in kept] == [before]


def test_a_damaged_backup_changes_nothing(built: Settings, saved: Path) -> None:
    data = bytearray(saved.read_bytes())
    data[len(data) // 2] ^= 1
    saved.write_bytes(bytes(data))
    before = record_files(built.record)
    with pytest.raises(AlliancesError):
        restore_command(built, saved, accept=True, language="fr")
    assert record_files(built.record) == before


def test_a_graph_that_is_not_the_one_of_the_backup_is_said_with_the_reason(
    built: Settings, tmp_path: Path
) -> None:
    other = pack(record_files(built.record), {}, {"content_hash": "ab" * 32, "software": "0.0.1"})
    (tmp_path / "other.tar.gz").write_bytes(other)
    with pytest.raises(AlliancesError) as refusal:
        restore_command(built, tmp_path / "other.tar.gz", accept=True, language="fr")
    assert "abababababababab" in refusal.value.summary.fr
    assert "0.0.1" in refusal.value.summary.fr


def test_nothing_is_backed_up_before_the_first_build(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Nothing is published"):
        backup_command(settings, out=tmp_path / "x", language="fr")


def test_a_store_with_a_flipped_byte_is_not_backed_up(built: Settings, tmp_path: Path) -> None:
    file = next((built.store / "current" / "store").glob("*.sst"))
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))
    with pytest.raises(StoreError, match="Damaged"):
        backup_command(built, out=tmp_path / "x", language="fr")
    shutil.rmtree(built.store)
