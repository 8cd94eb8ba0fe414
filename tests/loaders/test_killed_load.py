"""A load killed at any moment leaves the record as it was or as it was to be."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.writing import recover

WRITER = """
import sys
from pathlib import Path
from loaders.writing import write_all
texts = {f"people/p{n}.yaml": f"person: p{n}\\nname: New {n}\\n" for n in range(200)}
texts |= {f"people/q{n}.yaml": None for n in range(50)}
print("ready", flush=True)
sys.stdin.readline()
write_all(Path(sys.argv[1]), texts)
"""


def write(root: Path, seconds: float | None) -> float:
    """Run the writer, kill it after `seconds` unless None; return how long it ran."""
    child = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", WRITER, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdout.readline()
        child.stdin.write(b"go\n")
        child.stdin.flush()
        start = time.perf_counter()
        if seconds is None:
            child.wait()
        else:
            time.sleep(seconds)
            child.kill()
            child.wait()
        return time.perf_counter() - start


def fresh(root: Path) -> Path:
    (root / "people").mkdir(parents=True)
    for number in range(0, 200, 2):
        (root / "people" / f"p{number}.yaml").write_text(f"person: p{number}\nname: Old\n")
    for number in range(50):
        (root / "people" / f"q{number}.yaml").write_text(f"person: q{number}\nname: Old\n")
    return root


@pytest.mark.slow
def test_a_load_killed_at_any_moment_is_all_or_nothing(
    tmp_path: Path, tree_hash: Callable[[Path], str]
) -> None:
    whole = fresh(tmp_path / "whole")
    before = tree_hash(whole)
    duration = write(whole, None)
    after = tree_hash(whole)
    assert before != after
    for moment in range(25):
        root = fresh(tmp_path / f"killed-{moment}")
        write(root, duration * moment / 20)
        recover(root)
        assert tree_hash(root) in {before, after}
