"""Cards and sheets of votes printed from the workshop's file alone, read back from their PDF."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pdfplumber
import pytest
from playwright.sync_api import Page

from tests.browser.workshops import Opened

A4 = (595, 842)


def links(page: Page) -> list[list[Any]]:
    """Return the links of the path in its order, then those of its map, as the data tells them."""
    told = json.loads(page.locator("#data").text_content() or "")
    held = {one[4]: one for one in told["links"]}
    shown = page.locator(":is([data-step], [data-tab=map]) [data-vote]")
    things = shown.evaluate_all("all => all.map(one => one.dataset.vote)")
    return [held[thing] for thing in dict.fromkeys(things)]


def printed(page: Page, button: str) -> list[str]:
    """Press a button that prints; return the text of each sheet, all of which are A4."""
    page.evaluate("window.print = () => {}")
    page.locator(button).click()
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as pdf:
        assert {(round(one.width), round(one.height)) for one in pdf.pages} == {A4}
        return [re.sub(r"\s+", " ", one.extract_text()) for one in pdf.pages]


@pytest.fixture
def tab(opened: Opened) -> Page:
    opened.page.locator("[data-go=votes]").click()
    return opened.page


def test_cards_stand_eight_on_a_sheet_with_code_and_questions_and_no_status(tab: Page) -> None:
    wanted = links(tab)[:10]
    assert len(wanted) == 10
    tab.fill("#p-form [name=links]", "10")
    sheets = printed(tab, "#p-cards")
    assert len(sheets) == 2
    for number, sheet in enumerate(sheets):
        here = wanted[8 * number : 8 * number + 8]
        codes = re.findall(r"\b[2-9A-Z]{5}\b", sheet)
        assert {one[9] for one in here} <= set(codes)
        assert sheet.count("D’accord") == sheet.count("Prioritaire") == len(here)
    text = " ".join(sheets)
    statuses = tab.locator(".w-legend .status-word").all_inner_texts()
    assert not [word for word in set(statuses) if re.search(rf"\b{word}\b", text)]


def test_each_table_has_its_sheet_with_every_link(tab: Page) -> None:
    codes = {one[9] for one in links(tab)[:12]}
    tab.fill("#p-form [name=tables]", "3")
    tab.fill("#v-place", "Nantes")
    sheets = printed(tab, "#p-sheets")
    assert len(sheets) == 3
    for table, sheet in enumerate(sheets, 1):
        assert sheet.startswith(f"Table {table} –")
        assert "Lieu : Nantes" in sheet
        assert codes <= set(sheet.split())
        assert sheet.count("oui") == sheet.count("non ") == 2


def test_what_was_printed_leaves_the_page_as_it_was(tab: Page) -> None:
    printed(tab, "#p-cards")
    assert tab.locator("#w-votes").is_visible()
    assert tab.locator("#w-paper").is_hidden()
    # The wall is printed alone again: without cards, and without buttons.
    wall = " ".join(wall_of(tab))
    assert "Votes de la salle" in wall
    assert "D’accord" not in wall
    assert "Recommencer" not in wall
    assert "Fond" not in wall


def wall_of(page: Page) -> list[str]:
    with pdfplumber.open(io.BytesIO(page.pdf())) as pdf:
        return [one.extract_text() for one in pdf.pages]
