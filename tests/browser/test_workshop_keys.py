"""The workshop by keyboard: its first screen, things of a picture, keys switched off."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from explorer.projection import MOST_LABELS
from tests.browser.workshops import Opened, ready, step
from tests.some import some


def fresh(opened: Opened, file: Path) -> Page:
    """Open the file as somebody does who has never seen it."""
    page = opened.page
    page.evaluate("sessionStorage.clear(); localStorage.clear()")
    page.goto(file.as_uri())
    ready(page)
    return page


def test_the_first_screen_says_what_to_do_and_fits_a_projector(opened: Opened, file: Path) -> None:
    page = fresh(opened, file)
    start = page.locator("[data-tab=start]")
    expect(start).to_be_visible()
    keys = start.locator("dt").all_inner_texts()
    assert keys == ["← →", "F2", "abc", "F4", "F8", "Votes"]
    box = start.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 720
    page.keyboard.press("ArrowRight")
    expect(start).to_be_hidden()
    expect(page.locator('[data-step="1"]')).to_be_visible()
    assert step(page) == "Étape 1 / 4"
    # Whoever has begun is not sent back.
    page.reload()
    ready(page)
    expect(page.locator('[data-step="1"]')).to_be_visible()


def test_the_first_screen_says_each_status_before_it_uses_one(opened: Opened, file: Path) -> None:
    page = fresh(opened, file)
    assert step(page) == ""
    start = page.locator("[data-tab=start]")
    said = start.inner_text()
    words = start.locator(".w-letters .status-word").all_inner_texts()
    assert len(words) == 7
    assert said.index(words[0]) < said.index("la salle devine")
    assert "alliances atelier" not in page.content()


def test_a_file_opened_again_offers_its_last_step_and_is_not_projected(
    opened: Opened, file: Path
) -> None:
    page = fresh(opened, file)
    expect(page.locator("#w-resume")).to_be_hidden()
    for key in ("Home", "ArrowRight", "ArrowRight", "F2"):
        page.keyboard.press(key)
    # Closed and opened again: what a session holds is gone, what the browser keeps is there.
    page.evaluate("sessionStorage.clear()")
    page.goto("about:blank")
    page.goto(file.as_uri())
    ready(page)
    expect(page.locator("[data-tab=start]")).to_be_visible()
    assert page.evaluate("document.documentElement.dataset.projection") is None
    page.get_by_role("button", name="Reprendre à l’étape 3").click()
    assert step(page) == "Étape 3 / 4"


def test_the_ground_is_dark_or_light_as_chosen_and_stays_so(opened: Opened, file: Path) -> None:
    page = fresh(opened, file)
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Fond sombre").click()
    dark = page.evaluate(ground)
    assert dark != light
    page.reload()
    ready(page)
    assert page.evaluate(ground) == dark


def test_any_key_of_the_first_screen_leads_into_the_path(opened: Opened, file: Path) -> None:
    for key, what in (("F8", "#w-ballot"), ("F4", '[data-step="1"]'), ("F2", '[data-step="1"]')):
        page = fresh(opened, file)
        page.keyboard.press(key)
        expect(page.locator(what)).to_be_visible()
        expect(page.locator('[data-step="1"]')).to_be_visible()
        page.keyboard.press("Escape")


def test_arrows_go_from_thing_to_thing_and_enter_looks_at_one(opened: Opened) -> None:
    page = opened.page
    picture = page.locator('[data-step="1"] .w-picture')
    order = (picture.get_attribute("data-order") or "").split()
    # One stop of Tab for the whole picture.
    assert picture.locator('[tabindex="0"]').count() == 1
    picture.locator('[tabindex="0"]').focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    held = page.evaluate("document.activeElement.dataset.box")
    assert held == order[1]
    rim = "document.activeElement.querySelector('rect, ellipse, polygon')"
    assert page.evaluate(f"getComputedStyle({rim}).strokeWidth") == "8px"
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    assert page.locator("#w-name").inner_text() == name
    page.keyboard.press("Escape")
    assert step(page) == "Étape 1 / 4"


# Boxes of the first picture that are seen, and how the part says where one is.
SEEN = """() => [...document.querySelectorAll('[data-step="1"] [data-box]')]
  .filter((one) => getComputedStyle(one).opacity !== "0").map((one) => one.dataset.box)"""
CLAIMED = """() => {
  const { links, things } = window.alliancesWorkshop.told;
  const name = (end) => things[end][0];
  const ends = new Map(links.map((link) => [link[0], [name(link[1]), name(link[2])]]));
  return [...document.querySelectorAll('[data-step="1"] [data-line]:has(> text)')]
    .map((one) => ends.get(one.dataset.line));
}"""
NAMED = """() => [...document.querySelectorAll('[data-step="1"] .w-large[data-thing]')]
  .map((one) => one.dataset.thing)"""


def projected(browser: Browser, crowded: Path) -> Opened:
    opened = Opened(browser, crowded)
    opened.page.keyboard.press("F2")
    opened.page.get_by_label("Dernier rang à").fill("6")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_timeout(400)
    return opened


def test_a_crowded_map_comes_part_by_part_and_nothing_is_shown_without_its_name(
    browser: Browser, crowded: Path
) -> None:
    opened = projected(browser, crowded)
    page = opened.page
    order = (page.locator('[data-step="1"] .w-picture').get_attribute("data-order") or "").split()
    parts: list[list[str]] = []
    while not parts or page.evaluate(NAMED) != parts[0]:
        parts.append(page.evaluate(NAMED))
        assert sorted(page.evaluate(SEEN)) == sorted(parts[-1])
        assert len(parts[-1]) <= MOST_LABELS
        page.keyboard.press(" ")
    assert len(parts) > 1
    assert {one for part in parts for one in part} == set(order)
    # A link that claims something is seen whole in some part.
    for ends in some(page.evaluate(CLAIMED)):
        assert any(set(ends) <= set(part) for part in parts)
    said = page.locator('[data-step="1"] .w-part-said')
    many = len(parts)
    expect(said).to_have_text(f"Partie 1 sur {many} : {len(parts[0])} choses sur {len(order)}")
    page.locator('[data-step="1"] [data-further="1"]').click()
    expect(said).to_have_text(f"Partie 2 sur {many} : {len(parts[1])} choses sur {len(order)}")
    assert page.locator('[data-finding="unnamed"]').is_hidden()
    opened.context.close()


def test_a_thing_of_a_later_part_is_shown_when_the_keyboard_reaches_it(
    browser: Browser, crowded: Path
) -> None:
    opened = projected(browser, crowded)
    page = opened.page
    first = page.evaluate(NAMED)
    page.keyboard.press("Tab")
    for _ in range(len(first)):
        page.keyboard.press("ArrowDown")
        held = page.evaluate("document.activeElement.dataset.box")
        assert held in page.evaluate(NAMED)
    assert opened.complaints == []
    opened.context.close()


def test_keys_of_one_sign_are_switched_off_and_stay_off(opened: Opened) -> None:
    page = opened.page
    page.locator("[data-go=help]").click()
    page.locator("[data-tab=help] [data-keys]").uncheck()
    page.keyboard.press("Escape")
    page.locator("h2:visible").first.click()
    page.keyboard.type("conf")
    assert page.locator("#w-q").input_value() == ""
    page.keyboard.press("F8")
    page.keyboard.press("1")
    assert page.locator('[data-step="1"] .w-votes:visible').count() == 0
    # Buttons and keys that are no letter go on.
    page.locator("#w-ballot [data-key='1']").click()
    assert page.locator('[data-step="1"] .w-votes:visible').count() >= 1
    page.reload()
    ready(page)
    page.keyboard.press("Home")
    page.keyboard.type("conf")
    assert page.locator("#w-q").input_value() == ""


def test_the_sizes_of_the_room_give_the_keyboard_back_and_fold_away(opened: Opened) -> None:
    page = opened.page
    page.keyboard.press("F2")
    bar, distance = page.locator("#room"), page.get_by_label("Dernier rang à")
    expect(bar).to_be_visible()
    distance.fill("6")
    page.keyboard.press("Enter")
    expect(bar).to_be_hidden()
    expect(page.locator("#w-room .w-size")).to_have_text("6 m, image de 2 m")
    page.keyboard.press("ArrowRight")
    assert step(page) == "Étape 2 / 4"
    page.keyboard.press("F2")
    expect(distance).to_be_focused()
    page.keyboard.press("F2")
    expect(bar).to_be_hidden()
    page.keyboard.press("ArrowRight")
    assert step(page) == "Étape 3 / 4"


def test_playing_the_path_folds_the_sizes_nobody_touched(opened: Opened) -> None:
    page = opened.page
    page.keyboard.press("F2")
    expect(page.locator("#room")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#room")).to_be_hidden()


def test_a_part_and_a_step_are_reached_in_projection_by_key_and_by_mouse(opened: Opened) -> None:
    page = opened.page
    page.keyboard.press("F2")
    page.keyboard.press("F9")
    menu = page.locator("#w-list")
    expect(menu.locator("[data-jump]")).to_have_count(4)
    expect(menu.locator("[data-jump='1']")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert step(page) == "Étape 3 / 4"
    expect(menu).to_be_hidden()
    page.locator("#w-menu").click()
    menu.get_by_role("button", name="Votes").click()
    expect(page.locator("#w-votes")).to_be_visible()
    expect(menu).to_be_hidden()
    page.keyboard.press("F9")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    # All this time the room was projected.
    expect(page.locator("html")).to_have_attribute("data-projection", "on")


def test_a_file_opened_again_starts_at_a_desk(opened: Opened) -> None:
    page = opened.page
    page.keyboard.press("F2")
    page.reload()
    ready(page)
    expect(page.locator("html")).not_to_have_attribute("data-projection", "on")
    expect(page.locator(".w-tabs")).to_be_visible()


def test_tab_goes_from_the_words_of_a_projected_step_to_its_map(opened: Opened) -> None:
    page = opened.page
    page.keyboard.press("F2")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    picture = page.locator('[data-step="2"] .w-picture')
    order = (picture.get_attribute("data-order") or "").split()
    assert page.evaluate("document.activeElement.dataset.box") == order[0]
    page.keyboard.press("ArrowDown")
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    expect(page.locator("#w-name")).to_have_text(name)
    assert step(page) == "Étape 2 / 4"


def test_the_numbers_of_the_menu_are_keys(opened: Opened) -> None:
    page = opened.page
    page.keyboard.press("F9")
    page.keyboard.press("3")
    assert step(page) == "Étape 3 / 4"
    expect(page.locator("#w-list")).to_be_hidden()


def test_in_another_part_home_and_end_leave_the_path_alone(opened: Opened) -> None:
    page = opened.page
    page.locator("[data-go=sources]").click()
    page.keyboard.press("End")
    expect(page.locator("[data-tab=sources]")).to_be_visible()
    page.locator("[data-go=path]").click()
    assert step(page) == "Étape 1 / 4"


def test_a_search_that_finds_nothing_leaves_no_card_of_another_thing(opened: Opened) -> None:
    page = opened.page
    page.keyboard.type("conf")
    expect(page.locator("#w-card")).to_be_visible()
    page.locator("#w-q").fill("confxyz")
    expect(page.locator("#w-card")).to_be_hidden()
