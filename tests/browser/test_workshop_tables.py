"""Steps of tables in a workshop: rows a step speaks of, headings that stay, cells that open."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.workshops import Opened, made, step

VIEWS = ("explorer?centre=impact/confiance", "preuves?rows=domain&columns=impact")
SPOKEN = "emploi-chomage-insertion"


@pytest.fixture(scope="module")
def tables(workshop_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("tables") / "atelier.html"
    found.write_bytes(made(workshop_store, views=VIEWS, rows=(SPOKEN,)))
    return found


@pytest.fixture
def page(browser: Browser, tables: Path) -> Iterator[Page]:
    opened = Opened(browser, tables)
    opened.page.keyboard.press("End")
    yield opened.page
    assert opened.complaints == []
    opened.context.close()


def test_a_room_sees_the_rows_a_step_speaks_of_and_the_others_by_one_key(page: Page) -> None:
    rows = page.locator('[data-step="2"] tbody tr')
    every = rows.count()
    # At a desk all rows stand there, the one spoken of first.
    assert rows.locator("visible=true").count() == every
    assert "w-spoken" in (rows.first.get_attribute("class") or "")
    page.keyboard.press("F2")
    assert page.locator('[data-step="2"] tbody tr:visible').count() == 1
    page.keyboard.press(" ")
    assert page.locator('[data-step="2"] tbody tr:visible').count() == every
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    assert page.locator('[data-step="2"] tbody tr:visible').count() == 1


def test_page_keys_scroll_a_table_under_its_headings_and_then_play_the_path(page: Page) -> None:
    page.keyboard.press("F2")
    page.keyboard.press(" ")
    box = page.locator('[data-step="2"] .table-box')
    head = page.locator('[data-step="2"] thead th').first
    before = head.bounding_box()
    page.keyboard.press("PageDown")
    assert step(page) == "Étape 2 / 2"
    assert box.evaluate("one => one.scrollTop") > 0
    after, frame = head.bounding_box(), box.bounding_box()
    assert before
    assert after
    assert frame
    assert frame["y"] - 1 <= after["y"] <= before["y"]
    for _ in range(20):
        page.keyboard.press("PageUp")
        if step(page) == "Étape 1 / 2":
            break
    assert step(page) == "Étape 1 / 2"


def test_a_cell_opens_its_links_with_status_and_source_those_against_first(page: Page) -> None:
    told = json.loads(page.locator("#data").text_content() or "")
    cell = page.locator('[data-step="2"] td[data-cell]').first
    name, links = told["cells"][int(cell.get_attribute("data-cell") or "")]
    against = [told["links"][one][7] for one in links]
    assert against == sorted(against, reverse=True)
    cell.locator("button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#w-name")).to_have_text(name)
    rows = page.locator("#w-links > li")
    assert rows.count() == len(links)
    assert rows.locator(".status").count() == len(links)
    assert rows.locator(".w-source").count() >= len(links)
    page.keyboard.press("Escape")
    expect(page.locator("#w-card")).to_be_hidden()
    expect(page.locator('[data-step="2"]')).to_be_visible()


def test_the_last_step_says_how_many_links_of_each_status_the_path_showed(page: Page) -> None:
    told = json.loads(page.locator("#data").text_content() or "")
    number = {one[0]: place for place, one in enumerate(told["links"])}
    map_links = page.locator('[data-step="1"] .w-items > li[data-vote]')
    drawn = map_links.evaluate_all("all => all.map(one => one.dataset.link)")
    shown = {number[one] for one in drawn}
    cells = page.locator('[data-step="2"] .w-spoken td[data-cell]')
    for one in cells.evaluate_all("all => all.map(one => Number(one.dataset.cell))"):
        shown |= set(told["cells"][one][1])
    counts = [told["links"][one][3] for one in shown]
    said = (page.locator(".w-sum").text_content() or "").replace("\u202f", " ")
    assert said.startswith(f"Ce parcours a montré {len(shown)} liens")
    for slug, (_, word) in told["statuses"].items():
        n = counts.count(slug)
        assert re.search(rf"{word}\W*: {n or 'aucun'}[,.]", said.replace("\xa0", " ")), said
