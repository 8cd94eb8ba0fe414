"""Measure a picture of 500 things beside what others make of the same graph.

Run with `python -m bench.viewers`; needs Chromium, and fetches gravis and ipysigma by their
lock. Beside the explorer and the map to take away stand the page pyvis
writes by itself and the two viewers, each with the options it has by default. Everything
outside this machine is refused and counted. A picture has settled when two screenshots half a
second apart are the same; the thread's own time until then is told too, since it does not
depend on who else works on the machine.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Error, Route, sync_playwright
from pyvis.network import Network as Stock

from bench.explorer import LARGE, large_picture
from bench.page import table, where_and_when, write_section
from bench.peers.fetch import HOME, fetch_wheels
from bench.product import built, served
from explorer.graph_view import View

__all__ = ["main"]

_MOST: Final = 60.0
_PEERS: Final = ("gravis", "ipysigma")


@dataclass(frozen=True, slots=True)
class Measured:
    """What one page took: seconds until it settled (None: it did not), and of its thread."""

    name: str
    size: int
    settled: float | None
    thread: float
    refused: int

    def row(self) -> tuple[str, ...]:
        """Return the measure as a row of a table."""
        settled = f"{self.settled:.1f} s" if self.settled is not None else f"not in {_MOST:.0f} s"
        size = f"{self.size / 1000:.0f} kB" if self.size else ""
        return self.name, size, settled, f"{self.thread:.1f} s", str(self.refused)


def stock(view: View, out: Path) -> None:
    """Write the page pyvis makes by itself, everything as it comes but the files inside."""
    net = Stock(cdn_resources="in_line", directed=True)
    for box in view.boxes:
        net.add_node(box.id, label=box.node.label.fr)
    ids = {box.node.iri: box.id for box in view.boxes}
    for line in view.lines:
        net.add_edge(ids[line.start], ids[line.end])
    out.write_text(net.generate_html(), encoding="utf-8")


def peers(view: View, home: Path) -> Mapping[str, Path]:
    """Return what each other viewer writes of the same graph, those that can be fetched."""
    ids = {box.node.iri: box.id for box in view.boxes}
    told = {
        "nodes": [{"id": box.id, "label": box.node.label.fr} for box in view.boxes],
        "links": [{"source": ids[line.start], "target": ids[line.end]} for line in view.lines],
    }
    graph = home / "graph.json"
    graph.write_text(json.dumps(told), encoding="utf-8")
    fetch_wheels("viewers")
    script = Path(__file__).parent / "peers" / "viewers.py"
    found = {}
    for name in _PEERS:
        out = home / f"{name}.html"
        command = [str(HOME / "viewers" / "bin" / "python"), str(script), name, str(graph)]
        subprocess.run([*command, str(out)], check=True, cwd=home)
        found[name] = out
    return found


def measured(browser: Browser, name: str, address: str, size: int, base: str) -> Measured:
    """Open a page and wait until it stands still."""
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    refused: list[str] = []

    def refuse(route: Route) -> None:
        refused.append(route.request.url)
        route.abort()

    page.route(lambda url: not url.startswith(("file:", "data:", "blob:", base)), refuse)
    clock = page.context.new_cdp_session(page)
    clock.send("Performance.enable", {"timeDomain": "threadTicks"})
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    settled = _settled(lambda: page.screenshot(timeout=15_000), started)
    told = clock.send("Performance.getMetrics")["metrics"]
    thread = next(one["value"] for one in told if one["name"] == "TaskDuration")
    page.close()
    return Measured(name, size, settled, thread, len(refused))


def _settled(look: Callable[[], bytes], started: float) -> float | None:
    before, since = b"", started
    while time.perf_counter() - started < _MOST:
        try:
            shown = look()
        except Error:
            # A page that is busy with itself cannot even be looked at.
            continue
        # The empty page stands still too: a picture of a graph is more than its background.
        if shown == before and len(shown) > 20_000:
            return since - started
        before, since = shown, time.perf_counter()
        time.sleep(0.5)
    return None


def compared(store: Path) -> list[tuple[str, ...]]:
    """Return a row for each page: ours first, then the others."""
    view = large_picture(store)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(store) as base,
        sync_playwright() as playwright,
    ):
        home = Path(folder)
        stock(view, home / "pyvis.html")
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        rows = [
            measured(browser, f"this explorer, places {known}", base + LARGE, 0, base).row()
            for known in ("not yet known", "known")
        ]
        for name, path in {"pyvis": home / "pyvis.html", **peers(view, home)}.items():
            size = path.stat().st_size
            rows.append(measured(browser, name, path.as_uri(), size, base).row())
        browser.close()
    return rows


def main() -> None:
    """Measure, print and write the section."""
    head = where_and_when("python -m bench.viewers")
    with built() as store:
        rows = compared(store)
    lines = [
        "## A picture of 500 things beside what others make of it",
        "",
        f"{head} Chromium without a GPU, each page as its maker leaves it; requests elsewhere are "
        "refused. ipysigma fetches its library when it is opened, so nothing is drawn.",
        "",
        *table(
            ("page", "size", "settled", "time of its thread until then", "refused requests"), rows
        ),
    ]
    write_section("viewers", lines)
    print("\n".join(lines))


if __name__ == "__main__":
    main()
