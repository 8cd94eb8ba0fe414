"""The card of the explorer: what is clicked is told beside it, and the page stays where it is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener

AROUND = "/fr/explorer?centre=organisation/atelier-du-lavoir&steps=2"
# Where the middle of a thing or line is in the window, and how the canvas names it.
PLACE = """(id) => {
  const one = document.getElementById("canvas")._cyreg.cy.getElementById(id);
  const { x, y } = one.isNode() ? one.renderedPosition() : one.renderedMidpoint();
  const box = document.getElementById("canvas").getBoundingClientRect();
  return [x + box.x, y + box.y, one.data("name") ?? ""];
}"""
# Sentences of the twin that tell of a thing, in its order.
SAID = """(id) => [...document.querySelectorAll("#x-twin [data-line]")]
  .filter((line) => line.dataset.things.split(" ").includes(id)).map((line) => line.dataset.line)"""


def opened(visit: Opener, width: int = 1280, path: str = AROUND) -> Page:
    page = visit(width).go(path)
    page.locator("#canvas[data-ready]").wait_for()
    return page


def click(page: Page, one: str) -> str:
    """Click the middle of a thing or a line; return its name."""
    x, y, name = page.evaluate(PLACE, one)
    page.mouse.move(x, y)
    page.mouse.click(x, y)
    return str(name)


def an_alliance(page: Page) -> str:
    """Return the alliance of the picture that most claims tell of."""
    found: str = page.evaluate(
        """() => document.getElementById("canvas")._cyreg.cy.nodes("[form = 'round']")
          .max((one) => one.connectedEdges("[mark]").length).ele.id()"""
    )
    return found


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_a_click_tells_a_thing_over_the_picture_and_never_scrolls_the_page(
    visit: Opener, width: int
) -> None:
    page = opened(visit, width)
    page.locator("#canvas").scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    chosen = an_alliance(page)
    name = click(page, chosen)
    card = page.locator("#x-card")
    expect(card).to_be_visible()
    expect(card.locator("h2")).to_have_text(name)
    assert page.evaluate("scrollY") == before
    told = card.locator("[data-line]").evaluate_all("(all) => all.map((one) => one.dataset.line)")
    assert told == page.evaluate(SAID, chosen)
    assert len(told) > 1
    picture, over = page.locator("#canvas").bounding_box(), card.bounding_box()
    assert picture
    assert over
    assert picture["y"] <= over["y"]
    assert over["y"] + over["height"] <= picture["y"] + picture["height"]
    x, y, _ = page.evaluate(PLACE, chosen)
    across = over["x"] <= x <= over["x"] + over["width"]
    assert not (across and over["y"] <= y <= over["y"] + over["height"]), "it hides what it tells"
    page.locator("#x-card-close").click()
    expect(card).to_be_hidden()
    assert page.evaluate("scrollY") == before


def test_a_clicked_line_is_told_with_its_status_and_its_source(visit: Opener) -> None:
    page = opened(visit)
    line, letter = page.evaluate(
        """() => {
          const one = document.getElementById("canvas")._cyreg.cy.edges("[mark ^= 'A']")[0];
          return [one.id(), one.data("mark")[0]];
        }"""
    )
    click(page, line)
    card = page.locator("#x-card")
    expect(card.locator(f'[data-line="{line}"]')).to_have_count(1)
    expect(card.locator(".status .letter")).to_have_text(letter)
    expect(card.locator(".x-source")).not_to_have_count(0)
    assert "focus=" not in page.url


def test_escape_closes_the_card_first_and_leaves_the_neighbourhood_after(visit: Opener) -> None:
    page = opened(visit)
    click(page, an_alliance(page))
    page.wait_for_url("**focus=**")
    page.keyboard.press("Escape")
    expect(page.locator("#x-card")).to_be_hidden()
    assert "focus=" in page.url
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "focus=" not in url)


def test_pointing_names_a_thing_by_mouse_and_by_keyboard(visit: Opener) -> None:
    page = opened(visit)
    tip = page.locator("#x-tip")
    x, y, name = page.evaluate(PLACE, an_alliance(page))
    page.mouse.move(x, y)
    expect(tip).to_have_text(name)
    assert page.locator("#canvas").evaluate("(one) => getComputedStyle(one).cursor") == "pointer"
    page.mouse.move(5, 5)
    expect(tip).to_be_hidden()
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.evaluate(
        "() => document.getElementById('canvas')._cyreg.cy.nodes('.here').data('name')"
    )
    expect(tip).to_have_text(second)
    page.keyboard.press("Enter")
    expect(page.locator("#x-card h2")).to_have_text(second)


@pytest.mark.parametrize("key", ["d", "Shift+Enter"])
def test_a_key_unfolds_the_thing_that_is_pointed_at(visit: Opener, key: str) -> None:
    page = opened(visit, path="/fr/explorer?centre=organisation/atelier-du-lavoir")
    folded = page.locator('#x-twin [data-thing]:has([data-do="unfold"])').first
    wanted = folded.get_attribute("data-thing")
    page.locator("#canvas").focus()
    for _ in range(page.locator("#x-twin [data-thing]").count()):
        page.keyboard.press("ArrowDown")
        held = page.evaluate("document.getElementById('canvas')._cyreg.cy.nodes('.here').id()")
        if held == wanted:
            break
    page.keyboard.press(key)
    page.wait_for_url(lambda url: f"add={wanted}" in url)


def test_the_text_beside_the_picture_is_marked_in_its_own_box(visit: Opener) -> None:
    page = opened(visit, 1920)
    line = page.evaluate(
        "() => [...document.querySelectorAll('#x-twin [data-line]')].at(-1).dataset.line"
    )
    twin = page.locator("#x-twin")
    assert twin.evaluate("(one) => one.scrollHeight > one.clientHeight")
    click(page, line)
    marked = twin.locator(".here")
    expect(marked).to_have_count(1)
    assert page.evaluate("scrollY") == 0
    its, own = marked.bounding_box(), twin.bounding_box()
    assert its
    assert own
    assert own["y"] <= its["y"] <= own["y"] + own["height"]
