"""Measure the explorer: places of 300 things, and a picture of 500 in a real browser.

Run with `python -m bench.explorer`; needs Chromium. It builds into a temporary directory and
serves that. Places are worked out in this process, from the network to coordinates; times of the
browser are told by the page itself, from the start of its navigation.
"""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

from bench.page import table, where_and_when, write_section
from bench.product import built, served
from explorer.graph_state import read_state
from explorer.graph_view import View, view_of
from graph.network import read_network
from graph.snapshots import Snapshots

__all__ = ["LARGE", "large_picture", "main"]

RUNS: Final = 5
_ASKED: Final = {"centre": "organisation/le-rameau", "steps": "3"}
LARGE: Final = "/fr/explorer?centre=organisation/le-rameau&steps=3&cap=500"
# From the click to the second frame after it, when what changed has been painted.
_CLICK: Final = """async ([selector, which]) => {
  const link = [...document.querySelectorAll(selector)].at(which);
  const started = performance.now();
  link.click();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - started;
}"""


def _timed(store: Path, cap: int, runs: int) -> tuple[View, float, float]:
    """Choose and place `cap` things; return the picture, seconds, seconds of processor."""
    snapshot = Snapshots(store).current()
    if snapshot is None:
        raise SystemExit("nothing is published")
    taken = []
    with closing(snapshot.open()) as opened:
        network = read_network(opened)
        state = read_state({**_ASKED, "cap": str(cap)})
        for _ in range(runs):
            wall, processor = time.perf_counter(), time.process_time()
            view = view_of(opened, network, state, "fr")
            taken.append((time.perf_counter() - wall, time.process_time() - processor))
    wall, processor = (statistics.median(one[place] for one in taken) for place in (0, 1))
    return view, wall, processor


def large_picture(store: Path) -> View:
    """Return the picture of 500 things that is measured."""
    return _timed(store, 500, 1)[0]


def _places(store: Path, cap: int, aim: str) -> tuple[str, str, str]:
    view, wall, processor = _timed(store, cap, RUNS)
    what = f"places of {len(view.boxes)} things and {len(view.lines):,} links, on the server"
    return what, f"{wall:.2f} s ({processor:.2f} s of processor)", aim


def _drawn(page: Page, address: str) -> float:
    """Open the large picture; return the milliseconds until the canvas is painted."""
    page.goto(address)
    page.locator("#canvas[data-ready]").wait_for()
    return float(page.locator("#canvas").get_attribute("data-ready") or "nan")


def _clicked(page: Page, selector: str, *, leaving: str = "") -> str:
    """Return the median of RUNS clicks, each from the click to the paint.

    Without `leaving` it is one switch, there and back; with it, each click is on another link,
    and the key `leaving` is pressed between them.
    """
    taken = []
    for number in range(RUNS):
        which = number if leaving else 0
        taken.append(float(page.evaluate(_CLICK, [selector, which])))
        if leaving:
            page.keyboard.press(leaving)
        # What the click made the page fetch is not part of the next one.
        page.wait_for_timeout(1500)
    return f"{statistics.median(taken):.0f} ms ({min(taken):.0f} to {max(taken):.0f})"


@contextmanager
def _window() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser.new_page(viewport={"width": 1920, "height": 1080})
        browser.close()


def _painted(store: Path) -> list[tuple[str, str, str]]:
    with served(store, ahead=False) as base, _window() as page:
        unknown = _drawn(page, base + LARGE)
        known = statistics.median(_drawn(page, base + LARGE) for _ in range(RUNS))
        rows = [
            ("500 things painted, the first after a publication", f"{unknown:.0f} ms", ""),
            ("500 things painted and interactive", f"{known:.0f} ms", "under 2.5 s"),
            *_changed(page, "as it opens, at reading size"),
        ]
        page.locator("#x-fit").click()
        page.wait_for_timeout(1500)
        return [*rows, *_changed(page, "all 500 on the screen")]


def _changed(page: Page, how: str) -> list[tuple[str, str, str]]:
    """Return the rows of what is clicked in a picture seen as `how` says."""
    return [
        (f"a status faded or shown among 500 things, {how}, click to paint",
         _clicked(page, "[data-fade=affirme]"), "under 200 ms"),
        (f"a neighbourhood focused among 500 things, {how}, click to paint",
         _clicked(page, "[data-do=focus]", leaving="Escape"), "under 200 ms"),
    ]  # fmt: skip


def main() -> None:
    """Measure, print and write the section."""
    head = where_and_when("python -m bench.explorer")
    with built() as store:
        rows = [_places(store, 300, "under 3 s"), _places(store, 500, ""), *_painted(store)]
    lines = [
        "## Explorer",
        "",
        f"{head} Chromium without a GPU, a window of 1920 by 1080; medians of {RUNS}, least to "
        "most in brackets. The 500 things are those nearest to Le RAMEAU; the server, on the same "
        "machine, makes nothing ahead meanwhile.",
        "",
        *table(("what", "measured", "aim"), rows),
    ]
    write_section("explorer", lines)
    print("\n".join(lines))


if __name__ == "__main__":
    main()
