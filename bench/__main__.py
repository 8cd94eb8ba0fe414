"""Measure what is promised and write it into docs/reference/measurements.md.

`make bench` measures the foundation, `python -m bench http` the door beside its peers
(`bench/http.py`). What follows here is the foundation. It builds
into a temporary directory and leaves the real store alone. Times are the median of five runs of
a fresh process; process time is user plus system time
of that process, start included. Peak memory is the largest resident size the system reports.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from bench.page import ROOT, table, where_and_when, write_section

__all__ = ["main"]

ALLIANCES = Path(sys.executable).with_name("alliances")
RUNS = 5
GATED_RUNS = 3


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process: seconds of wall clock and of processor, peak memory in MB."""

    wall: float
    process: float
    memory: float


def run(*arguments: str, store: Path) -> Run:
    """Run the command line once against `store` and return what it took."""
    environment = {**os.environ, "ALLIANCES_STORE": str(store)}
    started = time.perf_counter()
    child = subprocess.Popen(
        [ALLIANCES, *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - started
    if status != 0:
        message = child.stderr.read().decode() if child.stderr else ""
        raise SystemExit(f"alliances {' '.join(arguments)} failed:\n{message}")
    if child.stderr:
        child.stderr.close()
    child.returncode = 0
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


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


def median(runs: list[Run], field: Callable[[Run], float]) -> float:
    """Return the median of one field over runs."""
    return statistics.median(field(one) for one in runs)


def wall(one: Run) -> float:
    """Return the seconds of wall clock."""
    return one.wall


def process(one: Run) -> float:
    """Return the seconds of processor time, start included."""
    return one.process


def memory(one: Run) -> float:
    """Return the peak of resident memory in MB."""
    return one.memory


def measure() -> list[tuple[str, str, str, str]]:
    """Return rows: what, measured, aim, command."""
    ask = ("ask", "alliances-par-categorie", "category=mecenat")
    with tempfile.TemporaryDirectory() as directory:
        builds = [
            run("build", "--no-gates", store=Path(directory) / f"bare-{number}")
            for number in range(RUNS)
        ]
        store = Path(directory) / "full"
        gated = [run("build", store=store)]
        for number in range(1, GATED_RUNS):
            gated.append(run("build", store=Path(directory) / f"full-{number}"))
        asks = [run(*ask, store=store) for _ in range(RUNS)]
        exports = [run("export", "figures", store=store) for _ in range(RUNS)]
    core = installed_megabytes(ROOT / "requirements" / "core.lock")
    test = installed_megabytes(ROOT / "requirements" / "test.lock")
    return [
        (
            "build from YAML to snapshot, gates excluded, wall clock, start included",
            f"{median(builds, wall):.2f} s",
            "under 5 s",
            "alliances build --no-gates",
        ),
        (
            "the same, processor time",
            f"{median(builds, process):.2f} s",
            "",
            "alliances build --no-gates",
        ),
        (
            "the same, peak memory",
            f"{median(builds, memory):.0f} MB",
            "under 300 MB",
            "alliances build --no-gates",
        ),
        (
            "build with shapes, counts and quotes, wall clock",
            f"{median(gated, wall):.2f} s",
            "",
            "alliances build",
        ),
        (
            "that build, peak memory",
            f"{median(gated, memory):.0f} MB",
            "under 300 MB",
            "alliances build",
        ),
        (
            "a question, process time, start included",
            f"{median(asks, process):.2f} s",
            "under 0.7 s",
            f"alliances {' '.join(ask)}",
        ),
        (
            "a question, peak memory",
            f"{median(asks, memory):.0f} MB",
            "under 300 MB",
            f"alliances {' '.join(ask)}",
        ),
        (
            "export of the figures, process time",
            f"{median(exports, process):.2f} s",
            "",
            "alliances export figures",
        ),
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
