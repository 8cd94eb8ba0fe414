"""What a researcher does, counted in actions: a question to its quotations, a figure to cite.

An action is one thing a person decides: typing words and sending them, choosing a result,
pressing a button. The quick tests walk the invented corpus; the slow ones the real record.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener, Visitor


class Hands:
    """A person with a mouse or a keyboard only; counts what they decide."""

    def __init__(self, visitor: Visitor, *, keyboard: bool) -> None:
        self.page: Page = visitor.page
        self.keyboard = keyboard
        self.actions = 0

    def search(self, words: str) -> None:
        self.actions += 1
        if self.keyboard:
            self.page.keyboard.press("/")
        else:
            self.page.locator("[data-search]").click()
        self.page.keyboard.type(words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.page.wait_for_load_state("networkidle")

    def choose(self, selector: str) -> None:
        """Activate the first element of `selector`, by Tab and Enter or by a click."""
        self.actions += 1
        before = self.page.url
        target = self.page.locator(selector).first
        opens = target.get_attribute("href") is not None
        if not self.keyboard:
            target.click()
        else:
            reached = "(wanted) => document.activeElement === wanted"
            for _ in range(200):
                self.page.keyboard.press("Tab")
                if target.evaluate(reached):
                    break
            else:
                pytest.fail(f"{selector} cannot be reached with the Tab key")
            self.page.keyboard.press("Enter")
        if opens:
            self.page.wait_for_url(lambda url: url != before)
        self.page.wait_for_load_state("networkidle")

    def clipboard(self) -> str:
        text: str = self.page.evaluate("navigator.clipboard.readText()")
        return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def hands(visit: Opener) -> Callable[..., Hands]:
    def taken(*, keyboard: bool, real: bool = False) -> Hands:
        visitor = visit(real=real)
        visitor.go("/fr")
        return Hands(visitor, keyboard=keyboard)

    return taken


def cite(person: Hands, words: str) -> str:
    """Search, open the first figure, copy its citation."""
    person.search(words)
    person.choose(".figure-row .figure-value a")
    person.choose("[data-copy]")
    expect(person.page.locator(".copyable-said")).to_have_text("Copié.")
    assert person.actions <= 3
    return person.clipboard()


@pytest.mark.parametrize("keyboard", [False, True], ids=["mouse", "keyboard"])
def test_a_figure_is_cited_in_three_actions(hands: Callable[..., Hands], keyboard: bool) -> None:
    said = cite(hands(keyboard=keyboard), "71 citoyens innovation")
    assert "71" in said
    assert "rubrique" in said or "novembre 2015" in said
    assert "Dans Alliances, version des données" in said


@pytest.mark.slow
@pytest.mark.parametrize("keyboard", [False, True], ids=["mouse", "keyboard"])
def test_the_87_percent_of_mayors_are_cited_with_producer_work_and_version(
    hands: Callable[..., Hands], keyboard: bool
) -> None:
    said = cite(hands(keyboard=keyboard, real=True), "87 maires")
    assert "87" in said
    assert "RAMEAU" in said
    assert "« 87" in said
    assert "version des données" in said


@pytest.mark.slow
@pytest.mark.parametrize("keyboard", [False, True], ids=["mouse", "keyboard"])
def test_from_a_domain_and_an_impact_to_status_speaker_and_words_in_four_actions(
    hands: Callable[..., Hands], keyboard: bool
) -> None:
    person = hands(keyboard=keyboard, real=True)
    person.search("insertion professionnelle confiance")
    person.choose(".crossing-box a[href*='chercher']")
    person.choose(".kinds a[href*='kind=claim']")
    assert person.actions <= 4
    cards = person.page.locator(".claim")
    assert cards.count() > 5
    for card in (cards.nth(0), cards.nth(1)):
        expect(card.locator(".status-word")).to_be_visible()
        expect(card.locator(".facts")).to_contain_text("Qui le dit")
        expect(card.locator(".quote, .to-find").first).to_be_visible()


@pytest.mark.slow
def test_each_ready_question_of_the_first_page_has_an_answer(visit: Opener) -> None:
    visitor = visit(real=True)
    page = visitor.go("/fr")
    links = page.locator(".ready a")
    paths = [links.nth(place).get_attribute("href") for place in range(links.count())]
    assert len(paths) == 6
    for path in paths:
        page = visitor.go(path or "")
        found = page.locator(".found").inner_text()
        assert int("".join(sign for sign in found.split("résultat")[0] if sign.isdigit())) > 0


def test_a_hidden_result_comes_back_with_one_click_and_without_leaving(visit: Opener) -> None:
    page = visit().go("/fr/chercher?q=lavoir&kind=case&territory=bretagne")
    expect(page.locator(".found")).to_contain_text("0 résultat")
    page.evaluate("window.here = true")
    page.locator(".undo a", has_text="Bretagne").click()
    expect(page.locator(".found")).to_contain_text("2 résultats")
    assert page.evaluate("window.here") is True
    assert "territory" not in page.url
    # The filters that stay are those the next search keeps.
    expect(page.locator("#garde input")).to_have_count(1)


@pytest.mark.parametrize("keyboard", [False, True], ids=["mouse", "keyboard"])
def test_the_note_of_an_impact_is_taken_away_in_four_actions(
    hands: Callable[..., Hands], keyboard: bool, tmp_path: Path
) -> None:
    person = hands(keyboard=keyboard, real=True)
    page = person.page
    person.choose(".main-nav a[href='/fr/preuves']")
    person.choose(".sub-nav a[href='/fr/nouveautes']")
    chosen = page.locator("select[name='impact']")
    person.actions += 1
    if keyboard:
        chosen.focus()
        # A closed list goes to the value whose first letters are typed.
        page.keyboard.type("confiance")
    else:
        chosen.select_option("confiance")
    with page.expect_download() as taken:
        person.choose("form[action='/fr/note.docx'] button")
    assert person.actions <= 4
    taken.value.save_as(tmp_path / "note.docx")
    said = [one.text for one in Document(str(tmp_path / "note.docx")).paragraphs]
    assert "Note d’une sélection\u00a0: Confiance" in said
    assert any(text.startswith("Affirmé — ") for text in said)
