"""A build killed at any moment, or on a disk that is full, costs nothing that was published."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from commands.build import build_command
from commands.settings import Settings
from graph.snapshots import Snapshots
from ontology.errors import StoreError

KILLS = 25


def builder(settings: Settings) -> subprocess.Popen[bytes]:
    """Start `alliances build` as a person would, in a process of its own."""
    environment = {
        **os.environ,
        "ALLIANCES_RECORD": str(settings.record),
        "ALLIANCES_STORE": str(settings.store),
        "ALLIANCES_SOURCES": str(settings.sources),
    }
    return subprocess.Popen(
        [sys.executable, "-c", "from commands.main import run; run()", "build", "--no-gates"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def edit(settings: Settings, number: int) -> None:
    """Change the record, so that the next build has something to publish."""
    path = settings.record / "people" / "claire-varenne.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines = [line if not line.startswith("name:") else f"name: Claire {number}" for line in lines]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_a_whole_state_and_the_next_build_runs(
    settings: Settings,
) -> None:
    edit(settings, 0)
    started = time.perf_counter()
    assert builder(settings).wait() == 0
    duration = time.perf_counter() - started
    chance = random.Random(7)  # noqa: S311  which moments are tried must not change
    finished = 0
    for number in range(1, KILLS + 1):
        edit(settings, number)
        child = builder(settings)
        # Late moments too: those in which files are moved.
        time.sleep(duration * chance.uniform(0.3, 1.15))
        child.kill()
        finished += child.wait() == 0
        Snapshots(settings.store).verify()
    assert finished < KILLS, "no build was killed"
    edit(settings, KILLS + 1)
    assert builder(settings).wait() == 0
    current = Snapshots(settings.store).verify()
    assert not list((settings.store / "snapshots").glob(".building-*"))
    build_command(replace(settings, store=settings.store / "b"), gates=False, language="fr")
    again = Snapshots(settings.store / "b").verify()
    assert current.content_hash == again.content_hash


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    options = [str(mount), "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(options, check=False).returncode != 0:  # noqa: S603
        pytest.skip("a small disk can only be mounted by root")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)  # noqa: S603, S607


@pytest.mark.slow
def test_a_full_disk_is_told_with_a_cure_and_leaves_what_was_published(
    settings: Settings, small_disk: Path
) -> None:
    build_command(settings, gates=False, language="fr")
    before = Snapshots(settings.store).verify().content_hash
    shutil.copytree(settings.store, small_disk / "store", symlinks=True)
    on_it = replace(settings, store=small_disk / "store")
    ballast = small_disk / "ballast"
    left = shutil.disk_usage(small_disk).free
    ballast.write_bytes(b"x" * max(0, left - 100_000))
    edit(settings, 1)
    with pytest.raises(StoreError, match="cannot be written") as refusal:
        build_command(on_it, gates=False, language="fr")
    assert "Vérifiez la place libre" in refusal.value.cure.fr
    assert Snapshots(on_it.store).verify().content_hash == before
    ballast.unlink()
    build_command(on_it, gates=False, language="fr")
    assert Snapshots(on_it.store).verify().content_hash != before
