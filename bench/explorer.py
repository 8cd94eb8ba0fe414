"""Measure the explorer: places of 300 things, and a picture of 500 in a real browser.

Run with `python -m bench.explorer` after `alliances build`; needs Chromium. It serves the
published graph on a port of its own and prints one line for each measure: median of five.
Times of the browser are told by the page itself, from the start of its navigation.
"""

from __future__ import annotations

import shutil
import statistics
import time
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from api.application import create_app
from explorer.graph_state import read_state
from explorer.graph_view import view_of
from graph.network import read_network
from graph.snapshots import Snapshots
from tests.serving import served

__all__ = ["main"]

STORE = Path(__file__).resolve().parent.parent / "var" / "store"
RUNS = 5
ASKED = {"centre": "organisation/le-rameau", "steps": "3"}
LARGE = "/fr/explorer?centre=organisation/le-rameau&steps=3&cap=500"
# From the click to the second frame after it, when what changed has been painted.
CLICK = """async (selector) => {
  const started = performance.now();
  document.querySelector(selector).click();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - started;
}"""


def places(cap: int) -> str:
    """Return the time to choose and place `cap` things, from the network to coordinates."""
    snapshot = Snapshots(STORE).current()
    if snapshot is None:
        raise SystemExit("Nothing is published: alliances build")
    with closing(snapshot.open()) as store:
        network = read_network(store)
        state = read_state({**ASKED, "cap": str(cap)})
        taken = []
        for _ in range(RUNS):
            wall, processor = time.perf_counter(), time.process_time()
            view = view_of(store, network, state, "fr")
            taken.append((time.perf_counter() - wall, time.process_time() - processor))
        wall, processor = (statistics.median(one[place] for one in taken) for place in (0, 1))
    return (
        f"places of {len(view.boxes)} things, {len(view.lines)} lines: "
        f"{wall:.2f} s ({processor:.2f} s of processor)"
    )


def drawn(page: Page, address: str) -> float:
    """Open the large picture; return the milliseconds until the canvas is painted."""
    page.goto(address)
    page.locator("#canvas[data-ready]").wait_for()
    return float(page.locator("#canvas").get_attribute("data-ready") or "nan")


def main() -> None:
    """Print every measure."""
    print(places(300))
    print(places(500))
    chromium = shutil.which("chromium")
    with served(create_app(STORE)) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        print(f"500 things painted, places not yet known: {drawn(page, base + LARGE):.0f} ms")
        known = [drawn(page, base + LARGE) for _ in range(RUNS)]
        print(f"500 things painted, places known: {statistics.median(known):.0f} ms")
        fades = [float(page.evaluate(CLICK, "[data-fade=affirme]")) for _ in range(RUNS)]
        print(f"fade a status among 500 things: {statistics.median(fades):.0f} ms")
        focus = [float(page.evaluate(CLICK, "[data-do=focus]")) for _ in range(1)]
        print(f"focus among 500 things: {statistics.median(focus):.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()
