"""Measure the pages: how soon one can be read and used, and how soon names are suggested.

Run with `python -m bench.pages`; it builds into a temporary directory, serves it, and opens
each page once, cold, in Chromium without a GPU. What is made of a selection or a comparison is
asked without a browser: once when nothing of it has been worked out, then five times.
"""

from __future__ import annotations

import shutil
import statistics
import time
import urllib.request
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from playwright.sync_api import sync_playwright

from bench.page import table, where_and_when, write_section
from bench.product import built, served

__all__ = ["main"]

RUNS: Final = 5
# One page of every kind a reader opens, each the fullest of its kind that the record has.
PAGES: Final = (
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
# What is worked out for one reader, and the size of a comparison that is still read.
ANSWERS: Final = (
    "/comparer?ids=case/phenix-carrefour&ids=case/phare-restoria-adapei",
    "/comparer?" + "&".join(f"ids=territory/{place}" for place in (
        "bretagne", "normandie", "occitanie", "grand-est", "ile-de-france", "hauts-de-france")),
    "/note.docx?impact=confiance",
    "/note.docx?category=mecenat",
    "/selection",
    "/selection?domain=education&impact=confiance",
    "/selection.csv?domain=education",
    "/selection.svg?domain=education",
    "/nouveautes",
)  # fmt: skip
# What is typed, letter by letter.
TYPED: Final = ("phenex", "mécénat confiance", "insertion professionnelle", "restoria", "87 maires")
_TIME: Final = """() => {
  const [page] = performance.getEntriesByType("navigation");
  return page.domContentLoadedEventEnd;
}"""


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


def asked(address: str, path: str) -> tuple[float, int]:
    """Return the milliseconds until the whole answer is there, and its size in bytes."""
    started = time.perf_counter()
    with urllib.request.urlopen(f"{address}/fr{path}") as answer:  # noqa: S310
        size = len(answer.read())
    return (time.perf_counter() - started) * 1000, size


def suggested(address: str) -> list[float]:
    """Return the milliseconds of each answer while the words are typed letter by letter."""
    return [
        asked(address, f"/suggestions?q={quote(words[:end])}")[0]
        for words in TYPED
        for end in range(2, len(words) + 1)
    ]


def answered(address: str) -> list[tuple[str, ...]]:
    """Return a row for each answer: its path, its size, the first time, the median."""
    rows: list[tuple[str, ...]] = []
    for path in ANSWERS:
        first, size = asked(address, path)
        again = statistics.median(asked(address, path)[0] for _ in range(RUNS))
        shown = f"`/fr{path}`" if len(path) < 70 else f"`/fr{path[:45]}…`"
        rows.append((shown, f"{size / 1000:.0f} kB", f"{first:.0f} ms", f"{again:.0f} ms"))
    return rows


def of_pages(
    pages: Sequence[tuple[str, float]], typed: Sequence[float], first: float
) -> list[tuple[str, ...]]:
    """Return the rows about pages and suggestions: what, measured, aim."""
    path, longest = max(pages, key=lambda one: one[1])
    usual = statistics.median(taken for _, taken in pages)
    return [
        ("a page until it may be used, median", f"{usual:.0f} ms", ""),
        (f"the slowest of them (`/fr{path}`)", f"{longest:.0f} ms", "under 1 s"),
        ("a suggestion, median", f"{statistics.median(typed):.0f} ms", ""),
        ("the slowest suggestion", f"{max(typed):.0f} ms", "under 150 ms"),
        ("the very first one, which opens the index", f"{first:.0f} ms", ""),
    ]


def main() -> None:
    """Measure, print and write the section."""
    head = where_and_when("python -m bench.pages")
    with built() as store, served(store) as address:
        # The first search opens the index, as the first reader of a day would.
        first = suggested(address)[0]
        pages, typed = opened(address), suggested(address)
        rows = answered(address)
    lines = [
        "## Pages and search",
        "",
        f"{head} Chromium without a GPU. {len(pages)} pages of the real record, each opened once, "
        f"cold; {len(typed)} suggestions.",
        "",
        *table(("what", "measured", "aim"), of_pages(pages, typed, first)),
        "",
        f"Worked out for one reader, without a browser; again: median of {RUNS}.",
        "",
        *table(("answer", "size", "the first", "again"), rows),
    ]
    write_section("pages and search", lines)
    print("\n".join(lines))


if __name__ == "__main__":
    main()
