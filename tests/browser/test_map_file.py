"""The map to take away, opened from a disk by a browser that has no network at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pyoxigraph import Literal, NamedNode, Quad

from explorer.graph_file import map_file
from explorer.graph_state import read_state
from explorer.graph_view import view_of
from explorer.projection import MOST_LABELS, Room
from explorer.reading import Reading
from explorer.rendering import Pages, Site
from graph.embedded import EmbeddedStore, in_default_graph
from graph.network import read_network
from ontology.iris import graph, thing
from ontology.terms import RDFS
from tests.graph.networks import network_store

pytestmark = pytest.mark.slow

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
HOSTILE = '<img src=x onerror="window.hurt=1"></script><script>window.hurt=1</script>'


@pytest.fixture(scope="module")
def file(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The map of the tests' network on a disk, where Bel has a hostile name."""
    store = network_store(repository)
    bel = NamedNode(thing("organisation", "bel"))
    named = [
        quad
        for name in store.graphs()
        for quad in store.quads(name)
        if (quad.subject, quad.predicate) != (bel, RDFS.label)
    ]
    store.close()
    named.append(Quad(bel, RDFS.label, Literal(HOSTILE), NamedNode(graph("registry"))))
    hostile = EmbeddedStore.in_memory(in_default_graph(named))
    network = read_network(hostile)
    state = read_state({"centre": "organisation/cyr", "steps": "4"})
    view = view_of(hostile, network, state, "fr")
    found = tmp_path_factory.mktemp("map") / "carte.html"
    found.write_bytes(map_file(Pages(), Reading(hostile, "fr"), network, view, Site("0" * 64)))
    hostile.close()
    return found


class Opened:
    """A page of a browser without network, what it asked for and what it complained of."""

    def __init__(self, browser: Browser, file: Path, width: int = 1280, light: str = "light"):
        self.asked, self.complaints = list[str](), list[str]()
        self.context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if light == "dark" else "light",
            offline=True,
            accept_downloads=True,
        )
        self.page: Page = self.context.new_page()
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda said: self._hear(said.type, said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(file.as_uri())
        self.page.locator("#canvas[data-ready]").wait_for()

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error":
            self.complaints.append(text)


@pytest.fixture
def opened(browser: Browser, file: Path) -> Iterator[Opened]:
    found = Opened(browser, file)
    yield found
    found.context.close()


def painted(page: Page) -> int:
    """Return how many pixels of the canvas are neither empty nor faint."""
    counted: int = page.evaluate(
        """() => {
          const canvas = document.querySelector("#canvas canvas");
          const pen = canvas.getContext("2d");
          const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
          let found = 0;
          for (let place = 3; place < data.length; place += 4) if (data[place] > 128) found += 1;
          return found;
        }"""
    )
    return counted


def test_it_opens_from_a_disk_and_asks_nothing_and_complains_of_nothing(
    opened: Opened, file: Path
) -> None:
    page = opened.page
    assert painted(page) > 5000
    assert [url for url in opened.asked if not url.startswith(("data:", file.as_uri()))] == []
    assert opened.complaints == []
    assert page.evaluate("window.hurt") is None


def test_a_search_of_three_letters_keeps_the_neighbours_and_lists_them_as_buttons(
    opened: Opened,
) -> None:
    page = opened.page
    page.wait_for_timeout(300)
    before = painted(page)
    page.fill("#q", "cyr")
    page.press("#q", "Enter")
    assert page.locator("#name").inner_text() == "Cyr"
    # By `network.trig`, Cyr takes part in the alliances One and Two, and in nothing else.
    buttons = page.locator("#neighbours button")
    assert buttons.count() == 2
    assert painted(page) != before
    buttons.first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#name").inner_text() != "Cyr"
    page.keyboard.press("Escape")
    assert page.locator("#chosen").is_hidden()
    page.wait_for_timeout(300)
    assert painted(page) == before
    assert opened.complaints == []


def test_what_is_searched_is_written_no_larger_than_is_read_with_ease(
    browser: Browser, file: Path
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    page = context.new_page()
    page.add_init_script(
        "document.addEventListener('mapped', ({ detail }) => { window.held = detail; });"
    )
    page.goto(file.as_uri())
    page.locator("#canvas[data-ready]").wait_for()
    page.fill("#q", "cyr")
    page.press("#q", "Enter")
    page.wait_for_timeout(300)
    # How many times its size in the drawing a name is written.
    assert 0.5 < page.evaluate("window.held.network.getScale()") <= 1.1
    context.close()


def test_a_status_unticked_leaves_the_table_and_comes_back(opened: Opened) -> None:
    page = opened.page
    rows = page.locator("tbody tr:visible")
    whole = rows.count()
    box = page.locator("[data-status=participation]")
    count = int(box.locator("xpath=..").locator(".n").inner_text())
    assert 0 < count < whole
    box.uncheck()
    assert rows.count() == whole - count
    said = re.findall(r"\d+", page.locator("#shown").inner_text())
    assert said == [str(whole - count), str(whole)]
    box.check()
    assert rows.count() == whole


def test_a_hostile_name_can_be_chosen_and_stays_text(opened: Opened) -> None:
    page = opened.page
    page.locator("#all summary").click()
    page.locator('[data-thing="organisation/bel"]').first.click()
    assert page.locator("#name").inner_text() == HOSTILE
    assert page.evaluate("window.hurt") is None
    assert page.locator("main img").count() == 0
    assert opened.complaints == []


def test_light_changes_and_a_picture_is_written(opened: Opened, tmp_path: Path) -> None:
    page = opened.page
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    page.click("#theme")
    assert page.evaluate(ground) == "rgb(21, 23, 27)"
    with page.expect_download() as download:
        page.click("#png")
    download.value.save_as(tmp_path / "map.png")
    content = (tmp_path / "map.png").read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    size = page.evaluate("document.querySelector('#canvas canvas').height")
    # Taller than the canvas: title, legend and caution stand in it.
    assert int.from_bytes(content[20:24]) > size + 100
    assert opened.complaints == []


@pytest.mark.parametrize("light", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, file: Path, light: str) -> None:
    opened = Opened(browser, file, light=light)
    opened.page.fill("#q", "cyr")
    opened.page.press("#q", "Enter")
    # axe is written into the page by the test; the page's own policy stays out of its way.
    found = Axe().run(opened.page, options={"runOnly": {"type": "tag", "values": RULES}})
    opened.context.close()
    assert found.response["violations"] == []


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_nothing_of_the_page_is_wider_than_its_window(
    browser: Browser, file: Path, width: int
) -> None:
    opened = Opened(browser, file, width)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    opened.context.close()


def test_the_map_is_projected_by_one_key_and_names_can_be_read(
    browser: Browser, file: Path
) -> None:
    opened = Opened(browser, file, 1280)
    page = opened.page
    page.keyboard.press("p")
    canvas = page.locator("#canvas[data-named]")
    canvas.wait_for()
    page.wait_for_timeout(300)
    named, things = (int(canvas.get_attribute(f"data-{name}") or 0) for name in ("named", "things"))
    assert 1 < named <= MOST_LABELS
    assert named <= things
    small = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll("main *, .room-bar *, h1")]
          .filter((one) => one.checkVisibility() && !one.matches(".hidden, .hidden *, option")
            && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
          .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""
    )
    assert small >= Room().least_pixels(1280) - 0.5
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert page.locator(".key .status").count() == 7
    page.keyboard.press("Escape")
    assert page.locator("#canvas[data-named]").count() == 0
    assert page.locator(".left").is_visible()
    assert opened.complaints == []
    opened.context.close()


def test_escape_in_a_room_leaves_what_is_looked_at_first(opened: Opened) -> None:
    page = opened.page
    page.locator("#all summary").click()
    page.locator("#all [data-thing]").first.click()
    page.locator("h1").click()
    page.keyboard.press("p")
    page.keyboard.press("Escape")
    assert page.evaluate("document.documentElement.dataset.projection") == "on"
    page.keyboard.press("Escape")
    assert page.evaluate("document.documentElement.dataset.projection") is None
