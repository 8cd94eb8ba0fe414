"""Votes in the workshop's file: by keys, by codes, kept by a killed browser, hidden when few."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from explorer.projection import LEAST_FACTOR
from loaders.votes import Ballot, read_votes, results
from tests.browser.test_workshop import SMALLER, parted
from tests.browser.workshops import Opened, vote

Wall = dict[str, dict[str, dict[str, str]]]


def on_the_wall(page: Page) -> Wall:
    """Return what the wall shows: by code, by question, by column, all that are not empty."""
    plain = [re.sub(r"\s+", " ", one) for one in page.locator("#v-heads th").all_inner_texts()]
    found: Wall = {}
    for row in page.locator("#v-rows tr").all():
        if row.get_attribute("class") == "w-about":
            asked = found.setdefault(row.locator(".w-code").inner_text(), {})
            continue
        cells = [re.sub(r"\s+", " ", one) for one in row.locator("th, td").all_inner_texts()]
        told = dict(zip(plain[1:], cells[1:], strict=True))
        asked[cells[0].replace("’", "'")] = {who: text for who, text in told.items() if text != "–"}
    return found


def agreed(page: Page, code: str) -> str:
    return on_the_wall(page)[code]["D'accord ?"]["Toute la salle"]


def five_tables(opened: Opened) -> str:
    """Let five tables vote on the first link; return what it is about. 7 of 10 agree."""
    page = opened.page
    page.keyboard.press("F8")
    first = page.locator('[data-step="1"] [data-vote]').first
    vote(page, table=1, actors="association", yes=3, no=0)
    assert "moins de 5" in first.locator(".w-votes").inner_text()
    for table in range(2, 6):
        vote(page, table=table, actors="entreprise", yes=1, no=1)
    assert "7/11" in first.locator(".w-votes").inner_text()
    page.keyboard.press("Backspace")
    return first.get_attribute("data-vote") or ""


def test_scenario_9_a_vote_stands_beside_the_published_status_and_hides_few(
    opened: Opened,
) -> None:
    page = opened.page
    five_tables(opened)
    first = page.locator('[data-step="1"] [data-vote]').first
    assert "7/10" in first.locator(".w-votes").inner_text()
    # The published status is still there, and the vote is another mark.
    assert first.locator(".status").count() == 1
    assert page.locator('[data-step="1"] .w-vote-mark').count() == 1
    page.keyboard.press("Escape")
    page.locator("[data-go=votes]").click()
    agreed = on_the_wall(page)[first.get_attribute("data-code") or ""]["D'accord ?"]
    # Three associations beside seven companies: neither is shown, for one would tell the other,
    # and each says why.
    assert agreed == {
        "Toute la salle": "7/10",
        "Association": "masqué (moins de 5)",
        "Entreprise": "masqué (sinon moins de 5 se liraient)",
    }
    assert page.locator("#v-rows .w-about .w-published .status").count() == 1


def test_scenario_9_the_file_of_five_tables_holds_their_counts(
    opened: Opened, tmp_path: Path
) -> None:
    page = opened.page
    thing = five_tables(opened)
    page.keyboard.press("Escape")
    page.locator("[data-go=votes]").click()
    page.locator("#v-save").click()
    assert "lieu" in page.locator("#v-said").inner_text()
    page.fill("#v-place", "Nantes")
    with page.expect_download() as download:
        page.locator("#v-save").click()
    download.value.save_as(tmp_path / "votes.json")
    votes = read_votes((tmp_path / "votes.json").read_bytes(), "votes.json")
    assert votes.place == "Nantes"
    assert sum(one.yes + one.no for one in votes.ballots) == 10
    assert {one.thing for one in votes.ballots} == {thing}
    whole = next(one for one in results(votes.ballots) if one.actors == "_T")
    assert (whole.number, whole.yes) == (10, 7)
    with page.expect_download() as download:
        page.locator("#v-csv").click()
    download.value.save_as(tmp_path / "votes.csv")
    assert "7/10" in (tmp_path / "votes.csv").read_text(encoding="utf-8-sig")


def typed(opened: Opened, code: str, table: int, counts: tuple[str, str, str, str]) -> None:
    """Type one line of a sheet as a facilitator does: a code, four numbers, Enter."""
    page = opened.page
    page.fill("#t-form [name=table]", str(table))
    page.fill("#t-form [name=code]", code)
    names = ("agree-yes", "agree-no", "priority-yes", "priority-no")
    for name, count in zip(names, counts, strict=True):
        page.fill(f"#t-form [name={name}]", count)
    page.keyboard.press("Enter")


def test_counts_typed_from_paper_are_votes_and_typed_again_they_count_once(
    opened: Opened,
) -> None:
    page = opened.page
    told = json.loads(page.locator("#data").text_content() or "")
    # Any link of the graph has a code, whether a step shows it or not.
    link = [one for one in told["links"] if one[4]][-1]
    page.locator("[data-go=votes]").click()
    page.fill("#t-form [name=code]", link[9].lower())
    assert page.locator("#t-link").inner_text() == link[5][0]
    typed(opened, link[9], 1, ("4", "2", "", "3"))
    assert on_the_wall(page)[link[9]] == {
        "D'accord ?": {"Toute la salle": "4/6", "Sans le dire": "4/6"},
        "Prioritaire ?": {
            "Toute la salle": "masqué (moins de 5)",
            "Sans le dire": "masqué (moins de 5)",
        },
    }
    typed(opened, link[9], 1, ("5", "2", "", ""))
    assert agreed(page, link[9]) == "5/7"
    typed(opened, link[9], 2, ("1", "0", "", ""))
    assert agreed(page, link[9]) == "6/8"
    typed(opened, "ZZZZZ", 2, ("1", "0", "", ""))
    assert "Aucun lien" in page.locator("#t-link").inner_text()
    assert agreed(page, link[9]) == "6/8"


def test_the_code_of_a_card_leads_to_its_link_ready_for_votes(opened: Opened) -> None:
    page = opened.page
    row = page.locator('[data-step="2"] [data-vote]').last
    code, thing = row.get_attribute("data-code") or "", row.get_attribute("data-vote")
    page.keyboard.press("F8")
    page.keyboard.press("/")
    page.keyboard.type(code.lower())
    assert page.locator("#b-link").inner_text().startswith(code)
    page.keyboard.press("3")
    told = page.locator(f'[data-step]:not([hidden]) [data-vote="{thing}"] .w-votes')
    assert "prioritaire moins de 5" in told.inner_text()


def by_chance(things: list[str]) -> list[Ballot]:
    """Return ballots of two tables and four kinds of actor, the same each time."""
    chance = random.Random(7)  # noqa: S311  the same votes each time
    return [
        Ballot(
            thing=thing,
            question="agree",
            table=table,
            actors=actors,
            yes=chance.randrange(4),
            no=chance.randrange(3),
        )
        for thing in dict.fromkeys(things)
        for table in (1, 2)
        for actors in ("association", "entreprise", "reseau", "_T")
        if chance.random() < 0.7
    ]


def told_by_server(
    ballots: list[Ballot], codes: dict[str, str], names: dict[str, str]
) -> dict[str, dict[str, str]]:
    """Return what may be shown: by code, the count of the whole room and of each named kind."""
    found: dict[str, dict[str, str]] = {}
    for one in results(ballots):
        who = "Toute la salle" if one.actors == "_T" else names[one.actors]
        told = "masqué" if one.number is None else f"{one.yes}/{one.number}"
        found.setdefault(codes[one.thing], {})[who] = told
    return found


def test_the_page_hides_what_the_server_hides(opened: Opened, tmp_path: Path) -> None:
    page = opened.page
    codes = dict(
        page.locator('[data-step="1"] [data-vote]').evaluate_all(
            "all => all.map(one => [one.dataset.vote, one.dataset.code])"
        )
    )
    ballots = by_chance(list(codes)[:4])
    content = {
        "format": "alliances-votes/1",
        "workshop": "essai",
        "place": "Ici",
        "date": "2026-11-21",
        "ballots": [one.model_dump() for one in ballots],
    }
    (tmp_path / "votes.json").write_text(json.dumps(content), encoding="utf-8")
    page.locator("[data-go=votes]").click()
    page.set_input_files("#v-open", tmp_path / "votes.json")
    page.locator("#v-rows .w-mark").first.wait_for()
    names = page.evaluate("JSON.parse(document.getElementById('data').textContent).actors")
    shown = {
        code: {
            who: text.partition(" ")[0]
            for who, text in asked["D'accord ?"].items()
            if who != "Sans le dire"
        }
        for code, asked in on_the_wall(page).items()
    }
    assert shown == told_by_server(ballots, codes, names)
    # In the order of the path: nothing is ranked.
    wanted = [code for thing, code in codes.items() if thing in {one.thing for one in ballots}]
    assert list(shown) == wanted


@pytest.mark.parametrize("width", [1280, 1920])
def test_in_a_room_the_vote_covers_nothing_of_the_picture_and_is_read_from_afar(
    browser: Browser, file: Path, width: int
) -> None:
    opened = Opened(browser, file, width)
    page = opened.page
    page.keyboard.press("F8")
    vote(page, table=1, actors="_T", yes=4, no=2)
    page.keyboard.press("F2")
    page.wait_for_timeout(500)
    bar = page.locator("#w-ballot").bounding_box()
    frame = page.locator('[data-step="1"] .w-frame').bounding_box()
    assert parted(bar, frame)
    assert page.evaluate(SMALLER, LEAST_FACTOR * 5 / 2 * width - 0.5) == []
    # The link that is voted on is drawn with the names of its two ends, whatever else there is.
    page.keyboard.press("ArrowDown")
    assert page.locator('[data-step="1"] .w-large.w-asked-end').count() == 2
    assert page.locator('[data-step="1"] [data-line].w-voted').is_visible()
    page.keyboard.press("F8")
    page.locator("[data-go=votes]").dispatch_event("click")
    table = page.locator("#w-votes .table-box")
    assert table.evaluate("box => box.scrollWidth <= box.clientWidth")
    assert page.evaluate(SMALLER, LEAST_FACTOR * 5 / 2 * width - 0.5) == []
    opened.context.close()
