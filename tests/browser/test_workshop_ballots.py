"""Nothing a room votes is lost or counted twice unnoticed: every key counts, or says why not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from loaders.votes import read_votes
from tests.browser.workshops import Opened, ready, vote


def read(page: Page, selector: str) -> str:
    """Return what a part of the page says, with plain spaces."""
    return re.sub(r"\s+", " ", page.locator(selector).inner_text())


def said(page: Page) -> str:
    return read(page, "#b-said")


def running(page: Page, question: str = "agree") -> str:
    return read(page, f"#b-count-{question}")


def voices(page: Page) -> int:
    """Return how many voices are held, as the tab of votes tells."""
    return sum(one["yes"] + one["no"] for one in kept(page))


def kept(page: Page) -> list[dict[str, Any]]:
    held: list[dict[str, Any]] = page.evaluate("window.alliancesBallots.file().ballots")
    return held


@pytest.fixture
def voting(opened: Opened) -> Page:
    opened.page.keyboard.press("F8")
    return opened.page


def test_enter_takes_a_table_and_gives_the_keys_back(voting: Page) -> None:
    voting.focus("#b-table")
    voting.keyboard.type("2")
    voting.keyboard.press("Enter")
    assert said(voting) == "Table 2."
    voting.keyboard.press("1")
    voting.keyboard.press("+")
    voting.keyboard.press("1")
    voting.keyboard.press("1")
    assert voting.input_value("#b-table") == "3"
    assert sorted((one["table"], one["yes"]) for one in kept(voting)) == [(2, 1), (3, 2)]


def test_digits_left_in_the_box_of_the_table_change_nothing_and_say_so(voting: Page) -> None:
    voting.focus("#b-table")
    voting.keyboard.type("211")
    assert "« 211 » s’écrit" in said(voting)
    voting.locator("#b-title").click()
    assert "« 211 » n’a pas été pris" in said(voting)
    assert voting.input_value("#b-table") == "1"
    assert voices(voting) == 0
    voting.focus("#b-table")
    voting.keyboard.type("211")
    voting.keyboard.press("Enter")
    assert said(voting) == "Une table va de 1 à 99 : table 1 gardée."
    voting.keyboard.press("1")
    assert [one["table"] for one in kept(voting)] == [1]


def test_digits_vote_after_actors_are_chosen(voting: Page) -> None:
    voting.focus("#b-actors")
    voting.select_option("#b-actors", "entreprise")
    voting.keyboard.press("1")
    assert [(one["actors"], one["yes"]) for one in kept(voting)] == [("entreprise", 1)]
    voting.keyboard.press("Enter")
    voting.wait_for_function("document.activeElement.id !== 'b-actors'")
    assert voting.input_value("#b-actors") == "entreprise"


def test_a_key_that_counts_nothing_says_why(voting: Page) -> None:
    for key, why in (
        ("5", "Seuls 1, 2, 3 et 4 votent"),
        ("Backspace", "Rien à annuler"),
        ("ArrowUp", "premier lien"),
        ("-", "Une table va de 1 à 99"),
    ):
        voting.keyboard.press(key)
        assert why in said(voting)
    voting.evaluate("window.alliances.kept.set('keys', 'off')")
    voting.keyboard.press("1")
    assert "cliquez les boutons" in said(voting)
    assert voices(voting) == 0


def test_the_bar_says_the_whole_sentence_and_counts_for_the_table_and_the_room(
    voting: Page,
) -> None:
    shown = voting.locator('[data-step="1"] [data-vote]').first
    sentence = shown.locator(".w-told > p:not(.w-status, .w-source)").first.inner_text()
    assert sentence in read(voting, "#b-link")
    vote(voting, table=1, actors="_T", yes=3, no=0)
    assert running(voting) == "table 1 : 3 · salle moins de 5"
    vote(voting, table=2, actors="_T", yes=1, no=2)
    assert running(voting) == "table 2 : 3 · salle 4/6"
    assert running(voting, "priority") == "table 2 : 0 · salle 0"
    # The published status stands beside the sentence, unless it is to be guessed.
    assert voting.locator("#b-link .status").is_visible()
    voting.keyboard.press("F4")
    assert voting.locator("#b-link .status").is_hidden()
    guessed = shown.locator(".w-guess > p:not(.w-status)").first.inner_text()
    assert guessed in read(voting, "#b-link")
    assert sentence not in read(voting, "#b-link")


def test_what_is_undone_is_named_one_after_the_other(voting: Page) -> None:
    code = voting.locator("#b-link .w-code").inner_text()
    vote(voting, table=4, actors="_T", yes=1, no=0)
    voting.keyboard.press("4")
    voting.keyboard.press("ArrowDown")
    voting.keyboard.press("Backspace")
    assert said(voting) == f"Annulé : {code}, table 4, prioritaire, non. Encore 1 à annuler."
    voting.keyboard.press("Backspace")
    assert said(voting) == f"Annulé : {code}, table 4, d’accord, oui. Encore 0 à annuler."
    assert voices(voting) == 0


def test_a_step_without_links_leads_the_vote_to_the_map(opened: Opened) -> None:
    page = opened.page
    page.keyboard.press("End")
    page.keyboard.press("F8")
    assert page.locator("[data-tab=map]").is_visible()
    n = page.locator("[data-tab=map] [data-vote]").count()
    assert n > 0
    assert f"voici les {n} de la carte" in said(page)
    page.keyboard.press("1")
    assert voices(page) == 1
    # Back in the step, the bar says which steps have links, and offers the map.
    page.keyboard.press("Escape")
    assert page.locator('[data-step="4"]').is_visible()
    assert "Étapes avec des liens à voter : 1, 2." in read(page, "#b-link")
    page.keyboard.press("1")
    assert said(page) == "Rien à voter ici."
    assert voices(page) == 1
    page.locator("#b-elsewhere").click()
    assert page.locator("[data-tab=map]").is_visible()


def test_the_links_of_a_thing_that_was_found_can_be_voted_on(opened: Opened) -> None:
    page = opened.page
    told = json.loads(page.locator("#data").text_content() or "")
    shown = set(page.locator("[data-box]").evaluate_all("all => all.map(one => one.dataset.box)"))
    claims = [one for one in told["links"] if one[4]]
    link = next(one for one in claims if told["things"][one[1]][0] not in shown)
    name = told["things"][link[1]][1]
    page.fill("#w-q", name)
    page.keyboard.press("Enter")
    assert page.locator("#w-name").inner_text() == name
    page.keyboard.press("F8")
    code = page.locator("#b-link .w-code").inner_text()
    page.keyboard.press("1")
    row = page.locator(f'#w-links [data-code="{code}"]')
    assert "d’accord moins de 5" in read(page, f'#w-links [data-code="{code}"] .w-votes')
    assert [one["thing"] for one in kept(page)] == [row.get_attribute("data-vote")]


def paper(page: Page, code: str, **counts: str) -> None:
    page.fill("#t-form [name=code]", code)
    for name, count in counts.items():
        page.fill(f"#t-form [name={name.replace('_', '-')}]", count)
    page.keyboard.press("Enter")


def test_more_voices_than_people_are_asked_about_before_they_are_kept(opened: Opened) -> None:
    page = opened.page
    code = page.locator("[data-code]").first.get_attribute("data-code") or ""
    page.locator("[data-go=votes]").click()
    paper(page, code, agree_yes="5", agree_no="60")
    assert "65 voix à la table 1, plus que les 20" in read(page, "#t-why")
    assert voices(page) == 0
    paper(page, code, people="6", agree_yes="5", agree_no="2")
    assert "7 voix pour 6 personnes" in read(page, "#t-why")
    assert voices(page) == 0
    page.fill("#t-form [name=agree-no]", "1")
    assert page.locator("#t-doubt").is_hidden()
    page.keyboard.press("Enter")
    assert voices(page) == 6
    paper(page, code, agree_yes="4", agree_no="3")
    page.locator("#t-keep").click()
    assert voices(page) == 7


def test_keys_count_no_more_voices_than_people_sit_at_the_table(voting: Page) -> None:
    voting.fill("#b-people", "2")
    voting.keyboard.press("Enter")
    assert said(voting) == "Table 1, 2 personnes."
    for _ in range(3):
        voting.keyboard.press("1")
    assert "la table 1 compte 2 personnes" in said(voting)
    assert running(voting).startswith("table 1 : 2 sur 2")
    assert voices(voting) == 2


def test_paper_takes_the_place_of_keys_and_keys_add_nothing_to_paper(voting: Page) -> None:
    code = voting.locator("#b-link .w-code").inner_text()
    vote(voting, table=1, actors="entreprise", yes=2, no=1)
    voting.keyboard.press("3")
    voting.locator("[data-go=votes]").click()
    paper(voting, code, agree_yes="4", agree_no="1")
    assert "remplace 3 voix données aux touches" in read(voting, "#t-said")
    # The other question keeps what keys gave.
    assert voices(voting) == 5 + 1
    voting.keyboard.press("Escape")
    voting.locator("[data-go=path]").click()
    voting.keyboard.press("Home")
    voting.keyboard.press("1")
    assert "déjà été sur papier ici (5 voix)" in said(voting)
    assert voices(voting) == 6
    voting.keyboard.press("Backspace")
    assert f"le compte du papier de la table 1 pour {code}" in said(voting)
    assert voices(voting) == 4


def test_the_same_people_under_two_kinds_of_actor_are_asked_about(opened: Opened) -> None:
    page = opened.page
    code = page.locator("[data-code]").first.get_attribute("data-code") or ""
    page.locator("[data-go=votes]").click()
    paper(page, code, agree_yes="3", agree_no="2")
    page.select_option("#t-form [name=actors]", "association")
    paper(page, code, agree_yes="3", agree_no="0")
    assert "déjà 5 voix sous d’autres acteurs, soit 8 voix" in read(page, "#t-why")
    assert voices(page) == 5


def test_a_file_is_named_counted_in_answers_and_keeps_what_was_on_paper(
    voting: Page, tmp_path: Path
) -> None:
    code = voting.locator("#b-link .w-code").inner_text()
    vote(voting, table=2, actors="_T", yes=1, no=0)
    voting.locator("[data-go=votes]").click()
    paper(voting, code, agree_yes="4", agree_no="1")
    voting.fill("#v-place", "Nantes")
    with voting.expect_download() as download:
        voting.locator("#v-save").click()
    name = download.value.suggested_filename
    text = read(voting, "#v-said")
    assert "(Nantes, " in read(voting, "#v-all")
    assert name in text
    assert "6 réponses de 2 tables sur 1 lien" in text
    download.value.save_as(tmp_path / name)
    votes = read_votes((tmp_path / name).read_bytes(), name)
    assert {(one.table, one.by) for one in votes.ballots} == {(1, "paper"), (2, None)}


def test_beginning_again_can_be_cancelled(voting: Page) -> None:
    vote(voting, table=1, actors="_T", yes=2, no=0)
    voting.locator("[data-go=votes]").click()
    voting.locator("#v-new").click()
    assert "2 réponses de 1 table" in read(voting, "#v-lost")
    assert voting.evaluate("document.activeElement.id") == "v-cancel"
    voting.keyboard.press("Enter")
    assert voting.locator("#v-sure").is_hidden()
    assert voices(voting) == 2
    voting.locator("#v-new").click()
    voting.locator("#v-clear").click()
    assert voices(voting) == 0


def test_votes_found_again_are_told_on_the_first_screen_with_table_and_actors(
    voting: Page, file: Path
) -> None:
    vote(voting, table=3, actors="association", yes=2, no=1)
    voting.evaluate("sessionStorage.clear()")
    voting.goto(file.as_uri())
    ready(voting)
    told = voting.locator("#s-kept")
    assert told.is_visible()
    assert "3 réponses de 1 table sur 1 lien" in read(voting, "#s-kept")
    assert "table 3 (Association)" in read(voting, "#s-kept")
    voting.keyboard.press("F8")
    voting.keyboard.press("1")
    assert [(one["table"], one["actors"], one["yes"]) for one in kept(voting)] == [
        (3, "association", 3)
    ]
