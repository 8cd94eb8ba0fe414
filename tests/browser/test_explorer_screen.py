"""The explorer's first screen: the picture stands on it whole, and is set without leaving it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Opener

AROUND = "/fr/explorer?centre=organisation/atelier-du-lavoir&steps=2"
LARGE = "/fr/explorer?centre=organisation/atelier-du-lavoir&steps=4&cap=150"
# The least size of a written name, and how many things have their middle in the picture.
SEEN = """() => {
  const cy = document.getElementById("canvas")._cyreg.cy;
  const inside = ({ x, y }) => x >= 0 && y >= 0 && x <= cy.width() && y <= cy.height();
  const things = cy.nodes("[form]");
  const shown = things.filter((one) => inside(one.renderedPosition())).length;
  return [14 * cy.zoom(), things.length, shown, inside(things.filter(".asked").renderedPosition())];
}"""


def opened(visit: Opener, path: str, width: int = 1280, height: int = 720) -> Page:
    found = visit(width)
    found.page.set_viewport_size({"width": width, "height": height})
    page = found.go(path)
    page.locator("#canvas[data-ready]").wait_for()
    return page


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
def test_the_picture_is_on_the_first_screen_down_to_its_foot(
    visit: Opener, width: int, height: int
) -> None:
    page = opened(visit, AROUND, width, height)
    box = page.locator("#canvas").bounding_box()
    assert box
    assert box["y"] + box["height"] <= height
    assert box["height"] >= 0.55 * height
    assert box["width"] >= (0.9 if width == 1280 else 0.5) * width
    expect(page.locator(".x-here")).to_be_in_viewport()
    expect(page.locator(".x-legend")).to_be_in_viewport()
    assert page.locator("#x-form .x-apply").is_hidden()


def test_a_picture_too_wide_to_be_read_starts_at_what_was_asked_and_says_what_is_off(
    visit: Opener,
) -> None:
    page = opened(visit, LARGE)
    size, things, inside, asked = page.evaluate(SEEN)
    assert size >= 9 - 1e-6
    assert asked
    assert inside < things
    expect(page.locator("#x-off")).to_have_text(f"{things - inside} choses hors de l’écran.")
    page.locator("#x-fit").click()
    expect(page.locator("#x-off")).to_be_hidden()
    assert page.evaluate(SEEN)[2] == things


def test_a_picture_too_small_for_any_name_says_so_and_what_to_do(visit: Opener) -> None:
    page = opened(visit, LARGE)
    warning = page.locator("#x-small")
    expect(warning).to_be_hidden()
    for _ in range(8):
        page.locator("#x-out").click()
    expect(warning).to_contain_text("voisinage")


def test_settings_take_effect_at_once_and_leave_the_page_where_it_is(visit: Opener) -> None:
    page = opened(visit, AROUND)
    page.locator("#x-hide summary").click()
    kind = page.locator("#x-hide input").first
    said = kind.get_attribute("value")
    kind.check()
    page.wait_for_url(f"**hide={said}")
    expect(page.locator(f"#x-hide-{said}")).to_be_checked()
    expect(page.locator(f"#x-hide-{said}")).to_be_focused()
    assert page.evaluate("scrollY") == 0
    page.locator("#x-by").select_option("kind")
    page.wait_for_url("**by=kind**")
    page.locator("#x-hide summary").click()
    page.get_by_label("Montrer qui est allié à qui").check()
    page.wait_for_url("**bridge=1**")
    page.get_by_text("Revenir au départ").click()
    page.wait_for_url(lambda url: url.endswith("?centre=organisation/atelier-du-lavoir"))
    page.locator("#x-undo").click()
    page.wait_for_url("**bridge=1**")


def test_a_status_that_no_line_has_cannot_be_ticked(visit: Opener) -> None:
    page = opened(visit, AROUND)
    for row in page.locator(".x-legend > li:has(label .status)").all():
        count = int(row.locator(".n").inner_text())
        assert row.locator("input").is_disabled() == (count == 0)


def test_one_link_leads_the_keyboard_to_the_picture(visit: Opener) -> None:
    page = opened(visit, AROUND)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Aller au graphe")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#x-tip")).to_be_visible()


def test_without_script_settings_are_applied_by_a_button(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + AROUND)
    page.locator("#x-steps").select_option("1")
    page.locator(".x-apply").click()
    assert page.locator(".x-picture").is_visible()
    address_now = page.url
    context.close()
    assert "steps=1" in address_now


def test_counters_of_the_text_follow_the_neighbourhood(visit: Opener) -> None:
    page = opened(visit, AROUND)
    all_lines = page.locator("#x-twin [data-line]").count()
    lines, things = page.locator('[data-count="edge"]'), page.locator('[data-count="node[form]"]')
    expect(lines).to_have_text(str(all_lines))
    page.locator('#x-twin [data-do="focus"]').last.click()
    page.wait_for_url("**focus=**")
    seen = page.locator("#x-twin [data-line]:not(.away)").count()
    assert 0 < seen < all_lines
    expect(lines).to_have_text(str(seen))
    expect(things).to_have_text(str(page.locator("#x-twin [data-thing]:not(.away)").count()))


def test_why_is_answered_where_it_was_asked_and_shows_the_thing_in_the_picture(
    visit: Opener,
) -> None:
    page = opened(visit, AROUND)
    address = page.url
    page.locator("#x-why").scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    page.locator("#x-why").fill("organisation/atelier-du-lavoir")
    page.keyboard.press("Enter")
    expect(page.locator(".x-hidden [role=status]")).to_contain_text("est dans la vue")
    assert page.evaluate("scrollY") == before
    assert page.url == address
    page.get_by_text("Le montrer").click()
    page.wait_for_url("**focus=organisation/atelier-du-lavoir")
    expect(page.locator("#x-card")).to_be_visible()


def test_a_typed_name_is_suggested_and_choosing_it_draws_its_picture(visit: Opener) -> None:
    page = opened(visit, AROUND)
    page.locator("#x-by").select_option("kind")
    page.wait_for_url("**by=kind**")
    # The page that is taken over says so: before, what is typed would go with the former one.
    page.locator("#x-by option[value=kind][selected]").wait_for(state="attached")
    page.locator("#x-q").press_sequentially("atelier")
    page.locator('#x-q-suggestions [data-name="Atelier du Lavoir"]').first.click()
    page.wait_for_url(lambda url: url.endswith("?centre=organisation/atelier-du-lavoir"))
