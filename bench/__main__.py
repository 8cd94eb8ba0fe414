"""Measure what is promised and write it into docs/reference/measurements.md.

`make bench` measures the foundation, `python -m bench http` the door beside its peers
(`bench/http.py`). What follows here is the foundation. It builds
into a temporary directory and leaves the real store alone. Times are the median of five runs of
a fresh process.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from bench.foundation import cut_out
from bench.page import ROOT, table, where_and_when, write_section
from bench.product import Run, run

__all__ = ["main"]

RUNS = 5
GATED_RUNS = 3
BARE = ("build", "--no-gates")
GATED = ("build",)
ASK = ("ask", "alliances-par-categorie", "category=mecenat")
EXPORT = ("export", "figures")


def installed_megabytes(lock: Path) -> float:
    """Return the size of the files of every distribution a lock names, in MB."""
    names = re.findall(r"(?m)^([a-z0-9-]+)==", lock.read_text(encoding="utf-8"))
    size = 0
    for name in names:
        try:
            files = distribution(name).files or []
        except PackageNotFoundError:  # a pin for another system or another Python
            continue
        size += sum(
            Path(str(file.locate())).stat().st_size
            for file in files
            if Path(str(file.locate())).is_file()
        )
    return size / 1e6


@dataclass(frozen=True, slots=True)
class Sample:
    """Runs of each command that is measured; `part` builds what the foundation began with."""

    part: tuple[Run, ...]
    builds: tuple[Run, ...]
    gated: tuple[Run, ...]
    asks: tuple[Run, ...]
    exports: tuple[Run, ...]


def sample() -> Sample:
    """Run every command that is measured, each build into a store of its own."""
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory)
        part = place / "part"
        cut_out(ROOT / "data", part)
        return Sample(
            tuple(run(*BARE, store=place / f"part-{n}", record=part) for n in range(RUNS)),
            tuple(run(*BARE, store=place / f"bare-{number}") for number in range(RUNS)),
            tuple(run(*GATED, store=place / f"full-{number}") for number in range(GATED_RUNS)),
            tuple(run(*ASK, store=place / "full-0") for _ in range(RUNS)),
            tuple(run(*EXPORT, store=place / "full-0") for _ in range(RUNS)),
        )


def wall(runs: Sequence[Run]) -> str:
    """Return the median of wall clock."""
    return f"{statistics.median(one.wall for one in runs):.2f} s"


def process(runs: Sequence[Run]) -> str:
    """Return the median of processor time, start included."""
    return f"{statistics.median(one.process for one in runs):.2f} s"


def memory(runs: Sequence[Run]) -> str:
    """Return the median of the peak of resident memory."""
    return f"{statistics.median(one.memory for one in runs):.0f} MB"


def measure() -> list[tuple[str, str, str, str]]:
    """Return rows: what, measured, aim, command."""
    of = sample()
    core = installed_megabytes(ROOT / "requirements" / "core.lock")
    test = installed_megabytes(ROOT / "requirements" / "test.lock")
    rows: list[tuple[str, str, str, tuple[str, ...]]] = [
        ("build from YAML to snapshot, gates excluded, wall clock, start included: the part of "
         "the record that the foundation began with", wall(of.part), "under 5 s", BARE),
        ("the same, peak memory", memory(of.part), "under 300 MB", BARE),
        ("such a build of the whole record, wall clock", wall(of.builds), "", BARE),
        ("the same, processor time", process(of.builds), "", BARE),
        ("the same, peak memory", memory(of.builds), "under 300 MB", BARE),
        ("build with shapes, counts and quotes, wall clock", wall(of.gated), "", GATED),
        ("that build, peak memory", memory(of.gated), "", GATED),
        ("a question, process time, start included", process(of.asks), "under 0.7 s", ASK),
        ("a question, peak memory", memory(of.asks), "under 300 MB", ASK),
        ("export of the figures, process time", process(of.exports), "", EXPORT),
    ]  # fmt: skip
    return [
        *((what, found, aim, f"alliances {' '.join(line)}") for what, found, aim, line in rows),
        ("what `make serve` installs", f"{core:.0f} MB", "", "make setup"),
        ("what `make test` adds to it", f"{test - core:.0f} MB", "", "make setup-test"),
    ]


def foundation() -> None:
    """Measure the foundation, print and write its section."""
    begun = where_and_when("make bench")
    rows = measure()
    lines = [
        "## The foundation",
        "",
        f"{begun} Times are medians of {RUNS} fresh processes ({GATED_RUNS} for the build with "
        "gates); runs on a shared machine differ by up to a factor of two, wall clock most.",
        "",
        *table(
            ("what", "measured", "aim", "command"),
            [(what, value, aim, f"`{command}`") for what, value, aim, command in rows],
        ),
    ]
    write_section("the foundation", lines)
    print("\n".join(lines))


def main() -> None:
    """Measure what the command line names: nothing for the foundation, or `http`."""
    arguments = sys.argv[1:]
    if not arguments:
        foundation()
    elif arguments[0] == "http" and set(arguments[1:]) <= {"--short"}:
        # It needs servers that are not ours, which the rest does without.
        from bench import http  # noqa: PLC0415

        http.main(short="--short" in arguments)
    else:
        raise SystemExit("python -m bench [http [--short]]")


if __name__ == "__main__":
    main()
