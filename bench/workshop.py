"""Measure the workshop in one file: its weight, its first screen, a search, a killed browser.

Run with `python -m bench.workshop` after `alliances build`; needs Chromium and Linux. Files are
written by the command line into a temporary directory and opened from there without network.
What a killed browser leaves is measured twice: as the page is, and without its database.
"""

from __future__ import annotations

import os
import shutil
import signal
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import BrowserType, Page, sync_playwright

from bench.page import ROOT, table, where_and_when, write_section
from bench.product import ALLIANCES

__all__ = ["main"]

ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
RUNS: Final = 5
VOTES: Final = 20
# Seconds between two votes, and from the last one to the kill.
PACE: Final = 2.0
WAIT: Final = 5.0


def written(folder: Path, language: str) -> dict[str, Path]:
    """Write the workshop of every shipped path; return the files by path."""
    found = {}
    for path in sorted((ROOT / "data" / "paths").glob("*.yaml")):
        out = folder / f"{path.stem}.{language}.html"
        asked = ["--lang", language, "atelier", "--path", str(path), "-o", str(out)]
        subprocess.run([ALLIANCES, *asked], cwd=ROOT, check=True)
        found[path.stem] = out
    return found


def first_screen(page: Page, file: Path) -> float:
    """Return seconds from opening the file to the first step on the screen."""
    started = time.perf_counter()
    page.goto(file.as_uri())
    page.locator("#w[data-ready]").wait_for()
    return time.perf_counter() - started


def search(page: Page) -> float:
    """Return seconds from the first of three letters to the thing on the screen."""
    started = time.perf_counter()
    page.keyboard.type("res")
    page.locator("#w-name").filter(has_text="Restoria").wait_for()
    taken = time.perf_counter() - started
    page.keyboard.press("Escape")
    return taken


def processes_of(profile: Path) -> list[int]:
    """Return the browser processes of one profile: those this measure started."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                line = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if f"--user-data-dir={profile}".encode() in line:
                found.append(int(entry.name))
    return found


def left_after_kill(chromium: BrowserType, file: Path, profile: Path, *, database: bool) -> int:
    """Return how many of VOTES are left when the browser is killed WAIT seconds after the last."""

    def opened() -> Any:
        context = chromium.launch_persistent_context(
            str(profile),
            executable_path=shutil.which("chromium"),
            args=list(ARGUMENTS),
            offline=True,
        )
        if not database:
            context.add_init_script("Object.defineProperty(window, 'indexedDB', {value: null})")
        page = context.pages[0]
        page.goto(file.as_uri())
        page.locator("#w[data-ready][data-votes]").wait_for()
        page.keyboard.press("Home")
        return page

    page = opened()
    page.keyboard.press("F8")
    for _ in range(VOTES):
        page.keyboard.press("1")
        page.wait_for_timeout(PACE * 1000)
    page.wait_for_timeout((WAIT - PACE) * 1000)
    for number in processes_of(profile):
        os.kill(number, signal.SIGKILL)
    for lock in profile.glob("Singleton*"):
        lock.unlink()
    page = opened()
    left = int(page.locator("#w").get_attribute("data-votes") or 0)
    page.context.close()
    return left


def opened(chromium: BrowserType, files: dict[str, Path]) -> list[tuple[str, ...]]:
    """Return a row for each file: its path, its size, the first screen, a search."""
    browser = chromium.launch(executable_path=shutil.which("chromium"), args=list(ARGUMENTS))
    page = browser.new_context(offline=True).new_page()
    rows: list[tuple[str, ...]] = []
    for path, file in files.items():
        opening = statistics.median(first_screen(page, file) for _ in range(RUNS))
        finding = statistics.median(search(page) for _ in range(RUNS))
        size = f"{file.stat().st_size / 1e6:.2f} MB"
        rows.append((path, size, f"{opening:.2f} s", f"{finding:.2f} s"))
    browser.close()
    return rows


def main() -> None:
    """Measure and write the section."""
    head = where_and_when("python -m bench.workshop")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder, chromium = Path(name), playwright.chromium
        files = written(folder, "fr")
        rows = opened(chromium, files)
        file = next(iter(files.values()))
        left = [
            left_after_kill(chromium, file, folder / f"profile-{kind}", database=kind)
            for kind in (True, False)
        ]
    lines = [
        "## The workshop in one file",
        "",
        head,
        "Opened from a disk without network; median of five.",
        "",
        *table(("path", "file", "first screen", "three letters to the thing"), rows),
        "",
        f"{VOTES} votes, one every {PACE:g} s; all processes of the browser are killed {WAIT:g} s "
        f"after the last. Left when the file is opened again: {left[0]}; with `localStorage` "
        f"alone {left[1]}.",
    ]
    write_section("the workshop in one file", lines)
    print("\n".join(lines))


if __name__ == "__main__":
    main()
