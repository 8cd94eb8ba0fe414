"""One file, two languages: the other is a press away, at the same step, with the same votes."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.workshops import Opened, ready, step


def test_the_other_language_is_one_press_away_and_stays(opened: Opened, file: Path) -> None:
    page = opened.page
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="English").click()
    page.locator("html[lang=en]").wait_for()
    ready(page)
    assert step(page) == "Step 2 / 4"
    expect(page.get_by_role("button", name="Dark ground")).to_be_visible()
    assert "Regardez." not in page.locator("[data-go]").first.inner_text()
    page.keyboard.type("conf")
    expect(page.locator("#w-card")).to_be_visible()
    page.keyboard.press("Escape")
    # Opened again without an address that says so, it is still the chosen one.
    page.goto("about:blank")
    page.goto(file.as_uri())
    ready(page)
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("button", name="Français").click()
    page.locator("html[lang=fr]").wait_for()
    ready(page)
    assert step(page) == "Étape 2 / 4"
    assert opened.complaints == []
    assert [
        url for url in opened.asked if not url.startswith(("data:", file.as_uri(), "about:"))
    ] == []


def test_votes_are_those_of_the_room_in_either_language(opened: Opened) -> None:
    page = opened.page
    page.keyboard.press("F8")
    page.keyboard.press("1")
    page.locator("#w[data-kept]").wait_for(state="attached")
    page.get_by_role("button", name="English").click()
    page.locator("html[lang=en]").wait_for()
    ready(page)
    assert page.locator("#w").get_attribute("data-votes") == "1"
