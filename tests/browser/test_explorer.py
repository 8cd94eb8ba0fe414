"""The explorer in a real browser: nothing from elsewhere, nothing moves, keys do what clicks do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route
from pyoxigraph import Literal, NamedNode, Quad

from api.application import create_app
from graph.snapshots import Snapshots
from ontology.iris import graph, thing
from ontology.terms import RDFS
from tests.graph.networks import network_store
from tests.serving import served
from tests.some import some

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
HOSTILE = '<img src=x onerror="window.hurt=1"></script><script>window.hurt=1</script>'
CYR = "/fr/explorer?centre=organisation/cyr&steps=2"


@pytest.fixture(scope="module")
def address(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over the network of the tests, where Bel has a hostile name."""
    root = tmp_path_factory.mktemp("browser")
    store = network_store(repository)
    bel = NamedNode(thing("organisation", "bel"))
    named = [
        quad
        for name in store.graphs()
        for quad in store.quads(name)
        if (quad.subject, quad.predicate) != (bel, RDFS.label)
    ]
    named.append(Quad(bel, RDFS.label, Literal(HOSTILE), NamedNode(graph("registry"))))
    Snapshots(root).publish(named, rules=(), gates=lambda _: (), notes={})
    store.close()
    with served(create_app(root)) as base:
        yield base


class Watched:
    """A page whose requests elsewhere are refused and noted, as are its complaints."""

    def __init__(self, browser: Browser, base: str, scheme: str = "light") -> None:
        self.base, self.outside, self.complaints = base, list[str](), list[str]()
        context = browser.new_context(
            viewport={"width": 1280, "height": 900},
            locale="fr-FR",
            reduced_motion="reduce",
            color_scheme="dark" if scheme == "dark" else "light",
        )
        context.route(lambda url: not url.startswith(base), self._refuse)
        self.page: Page = context.new_page()
        self.page.on("console", lambda message: self._hear(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _refuse(self, route: Route) -> None:
        self.outside.append(route.request.url)
        route.abort()

    def _hear(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)

    def open(self, path: str) -> Page:
        self.page.goto(self.base + path)
        if self.page.locator("#canvas").count():
            self.page.locator("#canvas[data-ready]").wait_for()
        return self.page

    def query(self, ends: str) -> None:
        """Wait until the address asks for what ends so; fail when it never does."""
        self.page.wait_for_url(lambda url: url.partition("?")[2].endswith(ends), timeout=5000)


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    held = Watched(browser, address)
    yield held
    held.page.context.close()


def drawn(page: Page) -> dict[str, list[float]]:
    """Return where the canvas shows each thing, on the screen, and how visible it is."""
    found: dict[str, list[float]] = page.evaluate(
        """() => Object.fromEntries(document.getElementById("canvas")._cyreg.cy.nodes().map(
          (node) => [node.id(), [node.renderedPosition("x"), node.renderedPosition("y"),
            node.renderedWidth(), node.renderedHeight(), node.effectiveOpacity()]]))"""
    )
    return found


def stands(page: Page) -> list[float]:
    """Return where the picture stands on the page, whatever is scrolled, and its size."""
    found: list[float] = page.evaluate(
        """() => {
          const { x, y, width, height } = document.getElementById("canvas").getBoundingClientRect();
          return [x + scrollX, y + scrollY, width, height];
        }"""
    )
    return found


def faint(page: Page) -> int:
    """Return how many lines stand back."""
    return int(
        page.evaluate(
            """() => document.getElementById("canvas")._cyreg.cy.edges().filter(
              (line) => line.effectiveOpacity() < 0.2).length"""
        )
    )


def test_a_picture_is_drawn_without_a_request_elsewhere_or_a_complaint_of_the_policy(
    watched: Watched,
) -> None:
    page = watched.open(CYR)
    assert page.locator("#canvas canvas").count() == 3
    assert len(drawn(page)) == 9
    assert watched.outside == []
    assert watched.complaints == []
    assert page.evaluate("() => window.hurt") is None


def test_nothing_moves_after_the_first_paint_and_the_same_address_is_the_same_picture(
    watched: Watched,
) -> None:
    page = watched.open(CYR)
    first = drawn(page)
    page.wait_for_timeout(700)
    assert drawn(page) == first
    page.reload()
    page.locator("#canvas[data-ready]").wait_for()
    assert drawn(page) == first
    shifts = "() => performance.getEntriesByType('layout-shift').reduce((a, b) => a + b.value, 0)"
    assert page.evaluate(shifts) == 0


def test_unfold_focus_and_undo_work_from_the_keyboard_and_stand_in_the_address(
    watched: Watched,
) -> None:
    page = watched.open("/fr/explorer?centre=organisation/cyr")
    page.locator('[data-thing="alliance/two"] [data-do="unfold"]').focus()
    page.keyboard.press("Enter")
    page.locator('[data-thing="organisation/dio"]').wait_for()
    watched.query("centre=organisation/cyr&add=alliance/two")
    area = stands(page)
    page.locator('[data-thing="organisation/dio"] [data-do="focus"]').focus()
    page.keyboard.press("Enter")
    watched.query("&focus=organisation/dio")
    # The unfolded picture may still be on its way when the address says what is looked at.
    page.locator('[data-thing="alliance/one"]').wait_for(state="hidden")
    assert page.locator("#x-focus").is_visible()
    assert stands(page) == area
    page.keyboard.press("2")
    watched.query("&focus=organisation/dio&depth=2")
    assert page.locator('[data-thing="organisation/cyr"]').is_visible()
    page.keyboard.press("Escape")
    watched.query("centre=organisation/cyr&add=alliance/two")
    for _ in range(3):
        page.keyboard.press("Control+z")
        page.wait_for_timeout(100)
    assert page.locator('[data-thing="organisation/dio"]').is_visible()
    page.keyboard.press("Control+z")
    page.locator('[data-thing="organisation/dio"]').wait_for(state="detached")
    watched.query("centre=organisation/cyr")


def test_unticking_a_line_of_the_legend_fades_it_and_says_so_in_the_address(
    watched: Watched,
) -> None:
    page = watched.open(CYR)
    assert faint(page) == 0
    page.locator('[data-fade="participation"]').uncheck()
    watched.query("&fade=participation")
    assert faint(page) == 5
    assert page.locator('[data-line][data-kind="participation"]:visible').count() == 0
    assert "fade=participation" in (page.locator('[data-file="svg"]').get_attribute("href") or "")


def test_dragging_pins_a_thing_and_freeing_it_brings_it_back(watched: Watched) -> None:
    page = watched.open("/fr/explorer?centre=alliance/three")
    before = drawn(page)
    area, frame = page.locator("#canvas").bounding_box(), stands(page)
    assert area is not None
    x, y = area["x"] + before["organisation/ada"][0], area["y"] + before["organisation/ada"][1]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 90, steps=5)
    page.mouse.up()
    page.wait_for_url(re.compile("pin=organisation/ada:"), timeout=5000)
    assert stands(page) == frame
    moved = drawn(page)
    assert {name for name, shown in moved.items() if shown != before[name]} == {"organisation/ada"}
    # The address brings the pinned picture back to whoever is sent it.
    page.reload()
    page.locator("#canvas[data-ready]").wait_for()
    assert "pin=organisation/ada:" in (page.locator("#x-link").get_attribute("href") or "")
    page.locator("#x-unpin").click()
    watched.query("centre=alliance/three")
    page.locator("#x-fit").click()
    assert drawn(page) == before


def test_no_label_covers_another_on_the_screen(watched: Watched) -> None:
    page = watched.open(CYR)
    boxes = some(drawn(page).values(), 9)
    for place, (x, y, w, h, _) in enumerate(boxes):
        for other_x, other_y, other_w, other_h, _ in boxes[place + 1 :]:
            across, down = abs(x - other_x), abs(y - other_y)
            assert across >= (w + other_w) / 2 or down >= (h + other_h) / 2


@pytest.mark.parametrize(
    ("path", "scheme"),
    [
        (f"{CYR}&by=category&why=mécena", "light"),
        pytest.param("/fr/explorer", "light", marks=pytest.mark.slow),
        pytest.param("/fr/explorer", "dark", marks=pytest.mark.slow),
        pytest.param(f"{CYR}&focus=organisation/ada", "light", marks=pytest.mark.slow),
        pytest.param(f"{CYR}&by=category&why=mécena", "dark", marks=pytest.mark.slow),
        pytest.param("/en/explorer?centre=category/mecenat", "dark", marks=pytest.mark.slow),
    ],
)
def test_axe_finds_no_fault(browser: Browser, address: str, path: str, scheme: str) -> None:
    held = Watched(browser, address, scheme)
    page = held.open(path)
    found = Axe().run(page, options={"runOnly": RULES})
    faults = [
        (one["id"], node["html"][:120])
        for one in found.response["violations"]
        for node in one["nodes"]
    ]
    page.context.close()
    assert faults == []


def test_without_script_the_picture_and_everything_else_is_there(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + CYR)
    assert page.locator("img.x-picture").is_visible()
    natural = page.locator("img.x-picture").evaluate("image => image.naturalWidth")
    page.locator('[data-thing="alliance/two"] [data-do="focus"]').click()
    assert page.url.endswith("focus=alliance/two")
    context.close()
    assert natural > 300


@pytest.mark.slow
@pytest.mark.parametrize("size", [(390, 844), (1280, 720), (1920, 1080)])
def test_no_page_is_wider_than_its_window(
    browser: Browser, address: str, size: tuple[int, int]
) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    wide = {}
    for path in ("/fr/explorer", f"{CYR}&by=category"):
        opened = page.goto(address + path)
        assert opened is not None
        assert opened.ok
        wide[path] = page.evaluate("() => document.documentElement.scrollWidth")
    context.close()
    assert all(width <= size[0] for width in wide.values()), wide


def sheet(page: Page) -> dict[str, list[float]]:
    """Return what lies above the picture: each thing's place on the screen, each line's ends."""
    found: dict[str, list[float]] = page.evaluate(
        """() => Object.fromEntries(document.querySelector(".x-sheet")._cyreg.cy.elements().map(
          (one) => [one.id(), one.isNode() ? [one.renderedPosition("x"), one.renderedPosition("y")]
            : [one.source().id(), one.target().id()]]))"""
    )
    return found


def test_in_a_large_picture_a_neighbourhood_lies_above_the_rest_where_it_stood(
    watched: Watched,
) -> None:
    """What is large is told to the page as five lines, so that a small network will do."""

    def lowered(route: Route) -> None:
        answer = route.fetch()
        text = answer.text()
        assert "const LARGE = 800;" in text
        route.fulfill(response=answer, body=text.replace("const LARGE = 800;", "const LARGE = 5;"))

    watched.page.route("**/explorer-look.js*", lowered)
    page = watched.open(CYR)
    places = drawn(page)
    page.locator('[data-thing="alliance/two"] [data-do="focus"]').first.click()
    watched.query("&focus=alliance/two")
    kept = {one for one in sheet(page) if one in places}
    ends = {*page.locator('[data-thing="alliance/two"]').first.evaluate(
        """() => document.getElementById("canvas")._cyreg.cy.getElementById("alliance/two")
          .closedNeighborhood().nodes().map((one) => one.id())"""
    )}  # fmt: skip
    assert kept == ends
    assert 1 < len(kept) < len(places)
    assert {one: sheet(page)[one] for one in kept} == {one: places[one][:2] for one in kept}
    assert drawn(page) == places
    assert page.locator("#canvas > :not(.x-sheet)").first.evaluate(
        "(one) => getComputedStyle(one).opacity"
    ) == "0.13"  # fmt: skip
    away = page.locator("[data-thing].away").evaluate_all(
        "(many) => many.map((one) => one.dataset.thing)"
    )
    assert set(away) == set(places) - kept
    written = page.evaluate(
        """() => document.querySelector(".x-sheet")._cyreg.cy.nodes().map((one) =>
          parseFloat(one.style("font-size")) * one.cy().zoom())"""
    )
    assert min(some(written)) >= 11.9
    page.keyboard.press("Escape")
    assert sheet(page) == {}
    assert page.locator(".x-behind").count() == 0
    assert page.locator(".away").count() == 0
    assert watched.complaints == []
