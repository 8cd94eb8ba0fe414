"""Projection in a real browser: what a room is shown, it can read from its last row."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page, expect

from explorer.projection import MOST_LABELS, Room
from tests.browser.conftest import Opener
from tests.browser.test_frame import violations

VIEWS = (
    "/explorer?centre=organisation/atelier-du-lavoir&steps=4&cap=150",
    "/preuves",
    "/regards",
    "/case/table-du-lavoir",
)
CROWDED = VIEWS[0]
SMALLEST = """() => Math.min(...[...document.querySelectorAll("main *, .room-bar *")]
  .filter((one) => one.checkVisibility() && !one.matches(".hidden, .hidden *, title, option")
    && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .map((one) => parseFloat(getComputedStyle(one).fontSize) * (one.getScreenCTM?.()?.a ?? 1)))"""
# Names on the canvas: size on the screen, and the rectangle around each.
NAMES = """() => {
  const cy = document.getElementById("canvas")._cyreg.cy;
  return cy.nodes("[form]").filter((node) => Number(node.style("text-opacity")) > 0).map((node) => {
    const { x, y } = node.renderedPosition();
    const size = parseFloat(node.style("font-size")) * cy.zoom();
    return [size, x, y, node.renderedWidth(), node.renderedHeight()];
  });
}"""
# The dot with most room around it, where the mouse finds it.
FREE_DOT = """() => {
  const cy = document.getElementById("canvas")._cyreg.cy;
  const nodes = cy.nodes("[form]");
  const far = (one, other, axis, half) =>
    Math.abs(one.renderedPosition(axis) - other.renderedPosition(axis)) - half / 2;
  const room = (dot) => Math.min(...nodes.filter((node) => node !== dot).map((node) => Math.max(
    far(dot, node, "x", node.renderedWidth()), far(dot, node, "y", node.renderedHeight()))));
  const dots = nodes.filter((node) => Number(node.style("text-opacity")) === 0);
  const [dot] = [...dots].sort((a, b) => room(b) - room(a));
  const box = document.getElementById("canvas").getBoundingClientRect();
  const { x, y } = dot.renderedPosition();
  return { x: x + box.x, y: y + box.y, id: dot.id(), room: room(dot) };
}"""


def shown(page: Page) -> Page:
    """Enter by the key, and wait until the page has judged itself."""
    page.keyboard.press("p")
    expect(page.locator("html")).to_have_attribute("data-projection", "on")
    if page.locator("#canvas").count():
        page.locator("#canvas[data-named]").wait_for()
    page.wait_for_timeout(300)
    return page


def opened(visit: Opener, path: str, width: int = 1920) -> Page:
    page = visit(width).go(path)
    if page.locator("#canvas").count():
        page.locator("#canvas[data-ready]").wait_for()
    return page


def names(page: Page) -> list[list[float]]:
    found: list[list[float]] = page.evaluate(NAMES)
    return found


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("path", VIEWS)
def test_one_key_leads_in_all_that_is_shown_can_be_read_and_escape_leads_out(
    visit: Opener, path: str, language: str
) -> None:
    page = opened(visit, f"/{language}{path}")
    small = page.evaluate(SMALLEST)
    shown(page)
    least = Room().least_pixels(1920)
    assert small < least - 1, "the page was for a desk"
    assert page.evaluate(SMALLEST) >= least - 0.5
    expect(page.locator('[data-finding="small"]')).to_be_hidden()
    expect(page.locator('[data-finding="wide"]')).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("html")).not_to_have_attribute("data-projection", "on")
    assert page.evaluate(SMALLEST) == pytest.approx(small)


def test_the_depth_of_the_room_and_the_width_of_the_image_give_the_sizes(visit: Opener) -> None:
    page = shown(opened(visit, "/fr/preuves", 1280))
    assert page.evaluate(SMALLEST) == pytest.approx(Room().usual * 1280 * 0.8, abs=0.6)
    page.get_by_label("Dernier rang à").fill("7")
    page.get_by_label("Image large de").fill("2.5")
    assert page.evaluate(SMALLEST) == pytest.approx(Room(7, 2.5).usual * 1280 * 0.8, abs=0.6)
    page.reload()
    expect(page.get_by_label("Dernier rang à")).to_have_value("7")


def test_a_crowded_picture_names_at_most_thirty_things_large_and_apart(visit: Opener) -> None:
    page = shown(opened(visit, f"/fr{CROWDED}"))
    things = int(page.locator("#canvas").get_attribute("data-things") or "0")
    named = names(page)
    assert 1 < len(named) <= MOST_LABELS < things
    assert all(Room().reads(size, 1920) for size, *_ in named)
    for place, (_, x, y, width, height) in enumerate(named):
        for _, other_x, other_y, other_width, other_height in named[:place]:
            across = abs(x - other_x) - (width + other_width) / 2
            down = abs(y - other_y) - (height + other_height) / 2
            assert across > -1 or down > -1


def test_a_thing_without_its_name_tells_it_when_it_is_pointed_at(visit: Opener) -> None:
    page = shown(opened(visit, f"/fr{CROWDED}"))
    where = page.evaluate(FREE_DOT)
    assert where["room"] > 8, where
    page.mouse.move(where["x"], where["y"])
    opacity = """(id) => Number(document.getElementById("canvas")._cyreg.cy.getElementById(id)
      .style("text-opacity"))"""
    named = []
    for _ in range(12):
        page.wait_for_timeout(100)
        named.append(page.evaluate(opacity, where["id"]))
    assert 1 in named, where


def test_escape_leaves_a_focus_first_and_the_projection_after(visit: Opener) -> None:
    focus = "/fr/explorer?centre=organisation/atelier-du-lavoir"
    page = opened(visit, focus)
    page.locator('[data-do="focus"]').first.click()
    page.wait_for_url("**focus=**")
    page.locator("body").press("p")
    page.keyboard.press("Escape")
    expect(page.locator("html")).to_have_attribute("data-projection", "on")
    assert "focus=" not in page.url
    page.keyboard.press("Escape")
    expect(page.locator("html")).not_to_have_attribute("data-projection", "on")


def test_a_view_a_room_cannot_read_is_told(visit: Opener) -> None:
    page = shown(opened(visit, "/fr/preuves?rows=domain"))
    cells = page.locator("[data-grid] td").count()
    assert cells > MOST_LABELS
    expect(page.locator('[data-finding="many"]')).to_contain_text(f"{cells} cases")
    page.get_by_label("Dernier rang à").fill("20")
    # 20 m at ease is 18.3 cm of type: 4.5 % of an image of 4.1 m.
    expect(page.locator('[data-finding="deep"]')).to_contain_text("4,1 m")


@pytest.mark.parametrize("path", VIEWS)
def test_a_projected_page_is_sound(visit: Opener, path: str) -> None:
    assert violations(shown(opened(visit, f"/fr{path}", 1280))) == []


def test_the_projection_is_not_entered_by_a_letter_that_is_being_typed(visit: Opener) -> None:
    page = opened(visit, "/fr")
    page.keyboard.press("/")
    page.keyboard.type("p")
    expect(page.locator("html")).not_to_have_attribute("data-projection", "on")


def test_the_single_key_is_switched_off_at_the_foot_of_any_page(visit: Opener) -> None:
    page = opened(visit, "/fr/preuves")
    page.locator(".bottom [data-keys]").uncheck()
    page.locator("h1").click()
    for key in ("p", "/"):
        page.keyboard.press(key)
    expect(page.locator("html")).not_to_have_attribute("data-projection", "on")
    expect(page.locator("[data-search]")).not_to_be_focused()
    page.reload()
    expect(page.locator(".bottom [data-keys]")).not_to_be_checked()
    # The button is for everybody.
    page.locator("#projection").click()
    expect(page.locator("html")).to_have_attribute("data-projection", "on")


def test_the_keyboard_points_at_what_has_no_name(visit: Opener) -> None:
    page = shown(opened(visit, f"/fr{CROWDED}"))
    named = """() => document.getElementById("canvas")._cyreg.cy.nodes("[form]")
      .filter((node) => Number(node.style("text-opacity")) > 0).map((node) => node.id())"""
    before = {*page.evaluate(named)}
    page.locator("#canvas").focus()
    for _ in range(60):
        page.keyboard.press("ArrowDown")
        held = page.evaluate("document.getElementById('canvas')._cyreg.cy.nodes('.here').id()")
        if held not in before:
            break
    else:
        pytest.fail("every thing of a crowded picture had its name")
    page.wait_for_timeout(400)
    after = page.evaluate(named)
    assert held in after
    assert len(after) <= MOST_LABELS
    told = page.locator("#x-pointed").text_content()
    assert told
    page.keyboard.press("Enter")
    page.wait_for_url("**focus=**")


def settled(visit: Opener, path: str) -> Page:
    """Return a page in its own typeface: one that comes late is kept for the next visit."""
    page = opened(visit, f"/fr{path}", 1280)
    page.reload(wait_until="networkidle")
    if page.locator("#canvas").count():
        page.locator("#canvas[data-ready]").wait_for()
    return page


def changed(one: bytes, other: bytes) -> float:
    """Return the share of pixels that differ by more than a tenth of the way to white."""
    first, second = (Image.open(io.BytesIO(shot)).convert("L") for shot in (one, other))
    assert first.size == second.size
    counts = ImageChops.difference(first, second).histogram()
    return sum(counts[25:]) / (first.width * first.height)


@pytest.mark.parametrize("path", VIEWS[:2])
def test_a_projected_view_is_the_same_picture_on_each_visit_and_not_the_desks(
    visit: Opener, path: str
) -> None:
    first, again = (shown(settled(visit, path)).screenshot() for _ in range(2))
    assert changed(first, again) <= 0.001
    assert changed(first, settled(visit, path).screenshot()) > 0.02
