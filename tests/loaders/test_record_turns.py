"""Whose turn it is at the record: one writes, the others wait, and nobody waits for the dead."""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from loaders import record_turns
from loaders.record_turns import PENDING, await_writer
from loaders.writing import write_all
from ontology.errors import BusyError

Hash = Callable[[Path], str]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    directory = tmp_path / "record"
    directory.mkdir()
    return directory


@pytest.fixture
def writer(root: Path) -> Iterator[ExitStack]:
    """Somebody else who writes, until this is closed."""
    with ExitStack() as stack:
        handle = os.open(root, os.O_RDONLY)
        stack.callback(os.close, handle)
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield stack


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_turns, "_PATIENCE", 0.1)


@pytest.mark.usefixtures("writer", "impatient")
def test_two_loads_do_not_write_at_once(root: Path, tree_hash: Hash) -> None:
    before = tree_hash(root)
    with pytest.raises(BusyError):
        write_all(root, {"cases/a.yaml": "new"})
    assert tree_hash(root) == before


def test_a_load_waits_for_another_to_end(root: Path, writer: ExitStack) -> None:
    later = threading.Timer(0.3, writer.close)
    later.start()
    write_all(root, {"cases/a.yaml": "new"})
    assert (root / "cases" / "a.yaml").read_text() == "new"
    later.join()


@pytest.mark.usefixtures("writer", "impatient")
def test_whoever_reads_while_files_are_put_in_place_is_told_to_wait(root: Path) -> None:
    await_writer(root)
    (root / PENDING).mkdir()
    with pytest.raises(BusyError):
        await_writer(root)


def test_whoever_reads_waits_until_the_files_are_in_place(root: Path, writer: ExitStack) -> None:
    (root / PENDING).mkdir()

    def end() -> None:
        (root / PENDING).rmdir()
        writer.close()

    later = threading.Timer(0.3, end)
    later.start()
    await_writer(root)
    assert not (root / PENDING).exists()
    later.join()


def test_nobody_waits_for_a_load_that_was_cut_short(root: Path) -> None:
    (root / PENDING).mkdir()
    await_writer(root)
    assert (root / PENDING).exists()
