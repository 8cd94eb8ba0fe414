"""Votes in the workshop's file: by keys, by codes, kept by a killed browser, hidden when few."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

from loaders.votes import Ballot, read_votes, results
from tests.browser.workshops import Opened, vote


def test_scenario_9_five_tables_vote_and_the_file_holds_their_counts(
    opened: Opened, tmp_path: Path
) -> None:
    page = opened.page
    page.keyboard.press("F8")
    first = page.locator('[data-step="1"] [data-vote]').first
    thing = first.get_attribute("data-vote") or ""
    vote(page, table=1, actors="association", yes=3, no=0)
    told = first.locator(".w-votes")
    assert "3/" not in told.inner_text()
    assert "moins de 5" in told.inner_text()
    for table in range(2, 6):
        vote(page, table=table, actors="entreprise", yes=1, no=1)
    assert "7/11" in told.inner_text()
    # The published status is still there, and the vote is another mark.
    assert first.locator(".status").count() == 1
    assert page.locator('[data-step="1"] .w-vote-mark').count() == 1
    page.keyboard.press("Backspace")
    assert "7/10" in told.inner_text()
    page.keyboard.press("Escape")
    page.locator("[data-go=votes]").click()
    row = page.locator("#v-rows tr")
    assert row.count() == 1
    # Three associations beside seven companies: neither is shown, for one would tell the other.
    assert row.locator("td").last.inner_text() == ""
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


def test_the_page_hides_what_the_server_hides(opened: Opened, tmp_path: Path) -> None:
    page = opened.page
    things = page.locator('[data-step="1"] [data-vote]').evaluate_all(
        "all => all.map(one => one.dataset.vote)"
    )[:4]
    chance = random.Random(7)  # noqa: S311  the same votes each time
    ballots = [
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
    shown = {}
    for row in page.locator("#v-rows tr").all():
        cells = row.locator("td").all_inner_texts()
        shown[cells[0]] = (cells[3], set(filter(None, cells[5].split(" · "))))
    wanted: dict[str, tuple[str, set[str]]] = {}
    codes = dict(
        page.locator('[data-step="1"] [data-vote]').evaluate_all(
            "all => all.map(one => [one.dataset.vote, one.dataset.code]).reverse()"
        )
    )
    for one in results(ballots):
        code = codes[one.thing]
        mark, who = wanted.get(code, ("", set()))
        if one.actors == "_T":
            mark = "moins de 5" if one.number is None else f"{one.yes}/{one.number}"
        elif one.number is not None:
            who.add(f"{names[one.actors]} : d'accord {one.yes}/{one.number}")
        wanted[code] = (mark, who)
    tidy = {
        code: (mark, {re.sub(r"[\s\u00a0\u202f]+", " ", text) for text in who})
        for code, (mark, who) in shown.items()
    }
    assert tidy == wanted
