"""What is found and read in a workshop: a code, a sentence, a source, on a card of its own."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.workshops import Opened, step


def told(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.locator("#data").text_content() or "")
    return found


def parted(page: Page, one: str, other: str) -> bool:
    """Tell whether two elements of the screen do not cover each other."""
    a, b = (page.locator(each).bounding_box() for each in (one, other))
    assert a is not None
    assert b is not None
    across = min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"])
    down = min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"])
    return bool(across <= 1 or down <= 1)


def sentence(page: Page, code: str) -> str:
    """Return the first sentence of the link that has `code`."""
    [text] = [one[5][0] for one in told(page)["links"] if one[9] == code]
    return str(text)


@pytest.mark.parametrize("typed", ["{code}", "/{code}", "{lower}", "/{lower}", "{spaced}"])
def test_a_code_on_the_screen_is_found_however_it_is_typed(opened: Opened, typed: str) -> None:
    page = opened.page
    page.locator("[data-go=map]").click()
    code = page.locator('[data-tab="map"] .w-code:visible').last.inner_text()
    spaced = f"{code[:3]} {code[3:]}"
    page.keyboard.press("Home")
    page.keyboard.press("/")
    page.keyboard.type(typed.format(code=code, lower=code.lower(), spaced=spaced))
    card = page.locator("#w-card")
    expect(card).to_be_visible()
    assert page.locator("#w-kind").inner_text() == code
    assert sentence(page, code) in card.inner_text()
    expect(card.locator(".w-source").first).to_be_visible()


def test_a_code_that_no_step_draws_is_found_all_the_same(opened: Opened) -> None:
    page = opened.page
    drawn = set(page.locator("[data-code]").evaluate_all("all => all.map(one => one.dataset.code)"))
    codes = [one[9] for one in told(page)["links"] if one[9] and one[9] not in drawn]
    assert codes
    page.fill("#w-q", codes[0])
    assert page.locator("#w-kind").inner_text() == codes[0]
    assert sentence(page, codes[0]) in page.locator("#w-card").inner_text()


@pytest.mark.parametrize("room", [False, True])
def test_what_is_offered_covers_neither_the_card_nor_its_way_back(
    opened: Opened, *, room: bool
) -> None:
    page = opened.page
    if room:
        page.keyboard.press("F2")
    page.keyboard.type("conf")
    expect(page.locator("#w-found")).to_be_visible()
    expect(page.locator("#w-close")).to_be_in_viewport()
    assert parted(page, "#w-found", "#w-card")
    assert page.locator("#w-found [role=option]").count() <= (4 if room else 8)


@pytest.mark.parametrize("room", [False, True])
def test_a_thing_of_the_picture_has_its_card_beside_it(opened: Opened, *, room: bool) -> None:
    page = opened.page
    if room:
        page.keyboard.press("F2")
    page.locator('[data-step="1"] [data-box="impact/confiance"]').dispatch_event("click")
    page.wait_for_timeout(200)
    for other in (".w-words", ".w-frame"):
        assert parted(page, "#w-card", f'[data-step="1"] {other}')
    card = page.locator("#w-card").bounding_box()
    assert card is not None
    assert card["y"] + card["height"] <= 720


def test_a_projected_card_shows_quotes_and_sources_when_asked(opened: Opened) -> None:
    page = opened.page
    page.keyboard.press("F2")
    page.keyboard.type("conf")
    page.keyboard.press("Enter")
    sources = page.locator("#w-card .w-source:visible")
    assert sources.count() == 0
    expect(page.locator("#w-quotes")).to_contain_text("F7")
    page.keyboard.press("F7")
    assert sources.count() > 0
    page.locator("#w-quotes").click()
    assert sources.count() == 0


@pytest.mark.parametrize("how", ["click", "Enter"])
def test_a_sentence_of_the_map_opens_its_link_with_quote_and_source(
    opened: Opened, how: str
) -> None:
    page = opened.page
    page.locator("[data-go=map]").click()
    one = page.locator('[data-tab="map"] .w-items > li:has(.w-source span[lang])').first
    read = one.locator(".w-read")
    link, source = read.inner_text(), one.locator(".w-source").first.inner_text()
    if how == "click":
        read.click()
    else:
        read.focus()
        page.keyboard.press("Enter")
    shown = page.locator("#w-links")
    assert shown.locator("> li").count() == 1
    assert link in shown.inner_text()
    assert source in shown.inner_text()
    # The picture keeps the line and its two ends.
    drawn = page.locator('[data-tab="map"] [data-line]:not(.w-away)')
    assert drawn.count() == 1
    assert page.locator('[data-tab="map"] [data-box]:not(.w-away)').count() == 2
    page.keyboard.press("Escape")
    expect(page.locator('[data-tab="map"]')).to_be_visible()
    page.keyboard.press("Escape")
    assert step(page) == "Étape 1 / 4"


def test_a_source_leads_to_the_links_that_rest_on_it(opened: Opened) -> None:
    page = opened.page
    page.locator("[data-go=sources]").click()
    held = told(page)
    resting = [
        sum(any(source[2] == work for source in link[6]) for link in held["links"])
        for work in range(len(held["works"]))
    ]
    buttons = page.locator("[data-work]")
    assert [int(one.split()[0]) for one in buttons.all_inner_texts()] == resting
    assert min(resting) > 0
    buttons.first.click()
    assert page.locator("#w-name").inner_text() == held["works"][0]
    assert page.locator("#w-links > li").count() == min(resting[0], 30)
    page.keyboard.press("Escape")
    expect(page.locator("[data-work]").first).to_be_visible()


def test_each_word_said_of_a_quote_has_one_meaning_in_the_glossary(opened: Opened) -> None:
    page = opened.page
    page.locator("[data-go=glossary]").click()
    terms = page.locator("[data-tab=glossary] dl").first.locator("dt").all_inner_texts()
    assert terms[1:] == ["phrase à retrouver", "sans citation", "déduit par la personne qui a codé"]
    assert "par un codeur" not in page.content()
