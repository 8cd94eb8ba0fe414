"""The workshop in one file, opened from a disk by a browser that has no network at all."""

from __future__ import annotations

import itertools
import json
import time
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from explorer.guided_paths import read_path
from explorer.projection import LEAST_FACTOR, MOST_LABELS
from explorer.workshop import TABS
from explorer.workshop_file import MOST_BYTES
from tests.browser.workshops import HOSTILE, VIEWS, Opened, step

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def test_scenario_7_the_file_opens_from_a_disk_asks_nothing_and_is_projected_by_one_key(
    browser: Browser, file: Path
) -> None:
    started = time.monotonic()
    opened = Opened(browser, file, 1920)
    page = opened.page
    page.keyboard.press("F2")
    assert page.evaluate("document.documentElement.dataset.projection") == "on"
    assert time.monotonic() - started < 60
    assert [url for url in opened.asked if not url.startswith(("data:", file.as_uri()))] == []
    assert opened.complaints == []
    assert page.evaluate("window.hurt") is None
    page.keyboard.press("Escape")
    assert page.evaluate("document.documentElement.dataset.projection") is None
    opened.context.close()


# Every text of the page that is seen and smaller than what the last row reads.
SMALLER = """(least) => {
  const found = [];
  const texts = document.createTreeWalker(document.getElementById("contenu"), 4);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const box = text.parentElement;
    if (!text.data.trim() || !box.checkVisibility()) continue;
    if (box.closest(".hidden, title, desc, option, .w-search")) continue;
    if (getComputedStyle(box).clipPath !== "none") continue;
    const scale = box.getScreenCTM?.()?.a ?? 1;
    const size = parseFloat(getComputedStyle(box).fontSize) * scale;
    if (size < least) found.push([text.data.trim(), size]);
  }
  return found;
}"""


def parted(one: Any, other: Any) -> bool:
    """Tell whether two rectangles of the screen do not cover each other."""
    across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
    down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
    return bool(across <= 1 or down <= 1)


@pytest.mark.parametrize("width", [1280, 1920])
def test_in_a_room_no_text_is_smaller_than_the_last_row_reads(
    browser: Browser, file: Path, width: int
) -> None:
    opened = Opened(browser, file, width)
    page = opened.page
    for key in ("F8", "1", "1", "1", "1", "1", "F8", "F2"):
        page.keyboard.press(key)
    page.locator(".w-large-vote").wait_for()
    # The usual room: the last row at 5 m, an image 2 m wide.
    least = LEAST_FACTOR * 5 / 2 * width - 0.5
    for _ in VIEWS:
        page.wait_for_timeout(400)
        assert page.evaluate(SMALLER, least) == []
        labels = page.locator("section:not([hidden]) .w-large[data-thing]:visible")
        assert labels.count() <= MOST_LABELS
        boxes = [one.bounding_box() for one in labels.locator("rect").all()]
        assert all(parted(*pair) for pair in itertools.combinations(filter(None, boxes), 2))
        page.keyboard.press("ArrowRight")
    opened.context.close()


def test_scenario_8_arrows_play_three_letters_find_and_esc_returns(opened: Opened) -> None:
    page = opened.page
    assert step(page) == "Étape 1 / 4"
    for key, said in (("ArrowRight", "2"), ("PageDown", "3"), ("ArrowLeft", "2"), ("End", "4")):
        page.keyboard.press(key)
        assert step(page) == f"Étape {said} / 4"
    page.keyboard.press("Home")
    # A thing that no step shows is found all the same, with its links.
    told = json.loads(page.locator("#data").text_content() or "")
    shown = set(page.locator("[data-box]").evaluate_all("all => all.map(one => one.dataset.box)"))
    reference, name, _ = next(
        one for one in told["things"] if one[0] not in shown and len(one[1]) > 4
    )
    started = time.monotonic()
    page.keyboard.type(name[:3].lower())
    names = page.locator("#w-found [role=option]").all_inner_texts()
    while page.locator("#w-name").inner_text() != name:
        assert len(names) > 1
        page.keyboard.press("ArrowDown")
    assert time.monotonic() - started < 10
    page.keyboard.press("Enter")
    number = [one[0] for one in told["things"]].index(reference)
    links = [one for one in told["links"] if number in (one[1], one[2])]
    assert page.locator("#w-links > li").count() == min(len(links), 30)
    page.keyboard.press("Escape")
    assert page.locator("#w-card").is_hidden()
    assert step(page) == "Étape 1 / 4"
    assert page.locator('[data-step="1"]').is_visible()


def test_a_thing_of_the_picture_keeps_its_neighbours_and_the_rest_stands_back(
    opened: Opened,
) -> None:
    page = opened.page
    page.keyboard.type("conf")
    page.keyboard.press("Enter")
    picture = page.locator('[data-step="1"] .w-picture')
    if picture.locator(".w-chosen").count() == 0:
        page.keyboard.press("Escape")
        picture.locator('[data-box="impact/confiance"]').click()
    away = picture.locator("[data-box].w-away").count()
    every = picture.locator("[data-box]").count()
    told = json.loads(page.locator("#data").text_content() or "")
    number = [one[0] for one in told["things"]].index("impact/confiance")
    near = {
        told["things"][end][0]
        for one in told["links"]
        if number in (one[1], one[2])
        for end in (one[1], one[2])
    }
    shown = set(
        picture.locator("[data-box]").evaluate_all("all => all.map(one => one.dataset.box)")
    )
    assert every - away == len(near & shown)
    page.keyboard.press("Escape")
    assert picture.locator(".w-away").count() == 0


def test_statuses_are_hidden_until_people_have_guessed(opened: Opened) -> None:
    page = opened.page
    shown = page.locator('[data-step="1"]')
    claims = shown.locator(".w-items > li:has(.status)").count()
    page.keyboard.press("F4")
    assert page.locator("#w-guess").inner_text().endswith("Montrer les statuts")
    gone = ".w-items .status:visible, .w-items > li:has(.status) .w-source:visible"
    assert shown.locator(gone).count() == 0
    assert shown.locator(".w-picture [data-line] > text:visible").count() == 0
    strokes = shown.locator(".w-picture [data-line]:has(> rect) > path:first-child")
    looks = strokes.evaluate_all(
        """all => all.map(one => {
          const { strokeDasharray, strokeWidth } = getComputedStyle(one);
          return [strokeDasharray, strokeWidth];
        })"""
    )
    assert {tuple(look) for look in looks} == {("none", "2px")}
    # Each link that has a status is still said, without it; those that have none stay as they are.
    assert shown.locator(".w-items .w-guess:visible").count() == claims > 0
    assert shown.locator(".w-items > li:visible").count() == shown.locator(".w-items > li").count()
    assert all(
        " — " in said for said in shown.locator(".w-items .w-guess:visible").all_inner_texts()
    )
    page.keyboard.press("F4")
    assert shown.locator(".w-items .status:visible").count() > 0
    assert page.locator("#w-guess").inner_text().endswith("Cacher les statuts")


def test_what_is_hidden_is_said_on_the_screen_and_in_the_room(opened: Opened) -> None:
    page = opened.page
    said = page.locator("#w-hiding")
    assert said.inner_text() == ""
    page.keyboard.press("F4")
    assert said.inner_text() == "Statuts cachés"
    page.keyboard.press("F2")
    assert said.is_visible()
    # Answers of a survey have one status only, told above them: nothing to guess.
    page.keyboard.press("End")
    assert said.inner_text().endswith("rien à deviner ici")
    page.keyboard.press("F4")
    assert said.inner_text() == ""


@pytest.mark.parametrize("part", ["map", "matrix"])
def test_no_part_shows_a_status_while_they_are_hidden(opened: Opened, part: str) -> None:
    page = opened.page
    page.locator(f"[data-go={part}]").click()
    shown = page.locator(f".w-tab[data-tab={part}]")
    statuses = ".w-items .status:visible, .crossing-statuses:visible, .found:visible"
    assert shown.locator(statuses).count() > 0
    page.keyboard.press("F4")
    page.locator(f"[data-go={part}]").click()
    assert shown.locator(statuses).count() == 0
    assert shown.locator(".w-guess:visible").count() > 0


@pytest.mark.parametrize("light", ["light", "dark"])
def test_axe_finds_nothing_in_any_part(browser: Browser, file: Path, light: str) -> None:
    opened = Opened(browser, file, light=light)
    for part in TABS:
        opened.page.locator(f"[data-go={part}]").click()
        found = Axe().run(opened.page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.response["violations"] == [], part
    opened.context.close()


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_nothing_of_the_page_is_wider_than_its_window(
    browser: Browser, file: Path, width: int
) -> None:
    opened = Opened(browser, file, width)
    for _ in VIEWS:
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
        opened.page.keyboard.press("ArrowRight")
    opened.context.close()


def test_a_hostile_caption_and_a_hostile_name_stay_text(opened: Opened) -> None:
    page = opened.page
    assert page.locator("#w-caption-1").inner_text() == HOSTILE
    told = json.loads(page.locator("#data").text_content() or "")
    hostile = [one[1] for one in told["things"] if "<" in one[1]]
    for name in hostile:
        page.fill("#w-q", name[:40])
        page.keyboard.press("Enter")
        assert page.locator("#w-name").inner_text() == name
        page.keyboard.press("Escape")
    assert page.locator("main img").count() == 0
    assert page.evaluate("window.hurt") is None


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_shipped_path_is_a_file_under_five_megabytes(
    repository: Path, real_address: str, language: str, browser: Browser
) -> None:
    context = browser.new_context()
    for path in sorted((repository / "data" / "paths").glob("*.yaml")):
        answer = context.request.post(
            f"{real_address}/{language}/atelier",
            multipart={
                "do": "html",
                "file": {"name": path.name, "mimeType": "text/yaml", "buffer": path.read_bytes()},
            },
            timeout=60_000,
        )
        assert answer.status == 200, answer.text()
        content = answer.body()
        assert len(content) < MOST_BYTES
        told = read_path(path.read_bytes(), path.name)
        # Both languages fit.
        assert content.count(b'class="w-step" data-step="') == 2 * len(told.steps)
    context.close()
