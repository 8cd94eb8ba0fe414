"""Each thing that can break unseen is found, with the command that mends it."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import pytest

from commands.doctor import doctor_command, examinations
from commands.release import release_command
from commands.settings import Settings
from loaders.record_turns import PENDING
from ontology.errors import Text


def faults(settings: Settings) -> set[str]:
    return {
        gate.name.fr
        for gate in examinations(settings)
        if gate.findings and gate.name.fr != "Place sur le disque"
    }


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-10])


def test_a_sound_installation_has_no_fault(built: Settings) -> None:
    assert faults(built) == set()


def test_an_installation_without_a_build_is_told_to_build(settings: Settings) -> None:
    told, well = doctor_command(settings, language="fr")
    assert not well
    assert "alliances build" in told


@pytest.mark.parametrize("damage", [flip, cut, Path.unlink])
def test_a_damaged_file_of_the_store_is_found(
    built: Settings, damage: Callable[[Path], None]
) -> None:
    damage(next((built.store / "current" / "store").glob("*.sst")))
    assert "Entrepôt intact" in faults(built)


def test_a_load_that_was_interrupted_is_found(built: Settings) -> None:
    (built.record / PENDING).mkdir()
    assert "Fiches lues" in faults(built)


def test_a_record_at_fault_is_told_with_file_and_field(built: Settings) -> None:
    path = built.record / "people" / "claire-varenne.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("name:", "nom:"), encoding="utf-8")
    told, well = doctor_command(built, language="fr")
    assert not well
    assert "people/claire-varenne.yaml" in told


def test_a_record_changed_since_the_build_is_found(built: Settings) -> None:
    path = built.record / "people" / "claire-varenne.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Varenne", "Varenne-Leroy"))
    assert faults(built) == {"Version à jour"}


def test_what_a_killed_build_left_is_found(built: Settings) -> None:
    (built.store / "snapshots" / ".building-x").mkdir()
    assert faults(built) == {"Restes de constructions"}


def test_a_changed_release_is_found(built: Settings) -> None:
    release_command(
        built, version="2026-01-01", note=Text("Un", "One"), only="documents", language="fr"
    )
    flip(built.record / "releases" / "2026-01-01.nq.gz")
    assert "Versions datées" in faults(built)


def test_a_disk_that_fills_is_found(built: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage(100, 81, 19))
    told, _ = doctor_command(built, language="en")
    assert "Only 19 % of the disk is free." in told
