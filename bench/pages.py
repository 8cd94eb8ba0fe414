"""Measure the pages: how soon one can be read and used, and how soon names are suggested.

Run with `python -m bench.pages`; it builds into a temporary directory, serves it, and opens
each page once, cold, in Chromium without a GPU. It replaces its own section of
docs/reference/measurements.md and leaves the others as they are.
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import sync_playwright

from bench.__main__ import ALLIANCES, run
from bench.page import ROOT, write_section

__all__ = ["main"]

HEADING = "## Pages and search"
# One page of every kind a reader opens, each the fullest of its kind that the record has.
PAGES = (
    "",
    "/chercher?q=confiance",
    "/chercher?kind=claim&domain=emploi-chomage-insertion&impact=confiance",
    "/case/phenix-carrefour",
    "/case/phare-restoria-adapei",
    "/organisation/le-rameau",
    "/organisation/carrefour",
    "/study/phare-entreprises",
    "/document/rapport-phare-2013-2017",
    "/figure/d003-f001",
    "/scheme/domain/emploi-chomage-insertion",
    "/scheme/domain/environnement",
    "/scheme/category/mecenat",
    "/scheme/impact/confiance",
    "/scheme/impact/performance",
    "/scheme/mechanism/climat-de-confiance",
    "/scheme/territory/bretagne",
    "/scheme/actor-type/association",
)
# What is typed, letter by letter.
TYPED = ("phenex", "mécénat confiance", "insertion professionnelle", "restoria", "87 maires")
_TIME = """() => {
  const [page] = performance.getEntriesByType("navigation");
  return page.domContentLoadedEventEnd;
}"""


@contextmanager
def served(store: Path) -> Iterator[str]:
    """Serve `store` in a process of its own until the block ends; yield its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "ALLIANCES_STORE": str(store), "PORT": str(port)}
    server = subprocess.Popen(
        [ALLIANCES, "serve"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _ready(f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait()


def _ready(address: str) -> str:
    until = time.monotonic() + 240
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/health"):  # noqa: S310
                return address
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not start")


def opened(address: str) -> list[tuple[str, float]]:
    """Return for each page the milliseconds until it may be used."""
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for path in PAGES:
            context = browser.new_context(locale="fr-FR")
            page = context.new_page()
            page.goto(f"{address}/fr{path}", wait_until="load")
            found.append((path or "/", float(page.evaluate(_TIME))))
            context.close()
        browser.close()
    return found


def suggested(address: str) -> list[float]:
    """Return the milliseconds of each answer while the words are typed letter by letter."""
    found = []
    for words in TYPED:
        for end in range(2, len(words) + 1):
            started = time.perf_counter()
            with urllib.request.urlopen(f"{address}/fr/suggestions?q={quote(words[:end])}") as one:  # noqa: S310
                one.read()
            found.append((time.perf_counter() - started) * 1000)
    return found


def main() -> None:
    """Measure, print and write the section."""
    with tempfile.TemporaryDirectory() as directory:
        store = Path(directory) / "store"
        run("build", store=store)
        with served(store) as address:
            # The first search opens the index, as the first reader of a day would.
            first = suggested(address)[0]
            pages, typed = opened(address), suggested(address)
    times = [usable for _, usable in pages]
    slowest = max(pages, key=lambda one: one[1])
    lines = [
        f"Written by `python -m bench.pages` on {time.strftime('%Y-%m-%d')}, {os.cpu_count()} "
        f"cores, load average {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}, "
        "Chromium without a GPU. "
        f"{len(pages)} pages of the real record, each opened once, cold; "
        f"{len(typed)} suggestions.",
        "",
        "| what | measured | aim |",
        "|---|---|---|",
        f"| a page until it may be used, median | {statistics.median(times):.0f} ms | |",
        f"| the slowest of them (`/fr{slowest[0]}`) | {slowest[1]:.0f} ms | under 1 s |",
        f"| a suggestion, median | {statistics.median(typed):.0f} ms | |",
        f"| the slowest suggestion | {max(typed):.0f} ms | under 150 ms |",
        f"| the very first one, which opens the index | {first:.0f} ms | |",
    ]
    write_section("pages and search", [HEADING, "", *lines])
    print("\n".join(lines))


if __name__ == "__main__":
    main()
