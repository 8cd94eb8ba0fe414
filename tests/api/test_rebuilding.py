"""Publishing what was accepted: beside the server, one at a time, its failure told."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.rebuilding import Rebuild, Rebuilder
from graph.durable import exclusive


def done(rebuilder: Rebuilder) -> Rebuild:
    """Wait until the last build has ended."""
    until = time.monotonic() + 60
    while rebuilder.last().state in {"none", "running"} and time.monotonic() < until:
        time.sleep(0.02)
    return rebuilder.last()


@pytest.fixture
def made() -> Iterator[list[Rebuilder]]:
    held: list[Rebuilder] = []
    yield held
    for each in held:
        each.close()


def test_a_build_that_fails_says_why(tmp_path: Path, made: list[Rebuilder]) -> None:
    made.append(
        Rebuilder([sys.executable, "-c", "raise SystemExit('two Case too many')"], tmp_path)
    )
    made[0].ask()
    last = done(made[0])
    assert (last.state, last.text) == ("failed", "two Case too many")


def test_another_process_reads_the_last_word(tmp_path: Path, made: list[Rebuilder]) -> None:
    made.append(Rebuilder([sys.executable, "-c", "pass"], tmp_path))
    made[0].ask()
    done(made[0])
    assert Rebuilder(["no such program"], tmp_path).last().state == "done"


def test_what_is_asked_during_a_build_is_built_after_it(
    tmp_path: Path, made: list[Rebuilder]
) -> None:
    told = tmp_path / "told"
    code = f"open({str(told)!r}, 'a').write('x'); import time; time.sleep(0.5)"
    made.append(Rebuilder([sys.executable, "-c", code], tmp_path))
    for _ in range(5):
        made[0].ask()
        time.sleep(0.05)
    until = time.monotonic() + 60
    while (not told.exists() or told.read_text() != "xx") and time.monotonic() < until:
        time.sleep(0.02)
    assert done(made[0]).state == "done"
    assert told.read_text() == "xx"


def test_a_build_of_somebody_else_is_waited_for(
    tmp_path: Path, made: list[Rebuilder], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.rebuilding._PAUSE", 0.05)
    told = tmp_path / "told"
    made.append(Rebuilder([sys.executable, "-c", f"open({str(told)!r}, 'w')"], tmp_path))
    with exclusive(tmp_path / "lock"):
        made[0].ask()
        time.sleep(0.4)
        assert (made[0].last().state, told.exists()) == ("running", False)
    assert (done(made[0]).state, told.exists()) == ("done", True)


def test_closing_ends_the_build_that_runs(tmp_path: Path) -> None:
    rebuilder = Rebuilder([sys.executable, "-c", "import time; time.sleep(60)"], tmp_path)
    rebuilder.ask()
    time.sleep(0.5)
    started = time.monotonic()
    rebuilder.close()
    assert time.monotonic() - started < 10
