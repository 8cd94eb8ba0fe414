"""The workshop in one file, opened from a disk by a browser that has no network at all."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from explorer.graph_text import kind_names
from explorer.graph_view import view_of
from explorer.guided_paths import read_path
from explorer.projection import LEAST_FACTOR, MOST_LABELS
from explorer.reading import Reading
from explorer.rendering import Pages, Site
from explorer.workshop import workshop_of
from explorer.workshop_data import network_data
from explorer.workshop_file import MOST_BYTES, workshop_file
from graph.network import read_network
from graph.snapshots import Snapshots
from loaders.votes import Ballot, read_votes, results
from tests.browser.conftest import ARGUMENTS, CHROMIUM, Opener, published

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
HOSTILE = '<img src=x onerror="window.hurt=1"></script><script>window.hurt=1</script>'
VIEWS = (
    "explorer?centre=impact/confiance&steps=2",
    "explorer?centre=impact/innovation&steps=2",
    "preuves?rows=category&columns=impact",
    "regards",
)


def made(store: Path, language: str = "fr", *, caption: str = "Regardez.") -> bytes:
    """Return the workshop of VIEWS over what is published below `store`."""
    steps = [
        {"view": view, "caption": {"fr": caption}, "question": {"fr": "Quoi ?"}} for view in VIEWS
    ]
    told = {"path": "essai", "title": {"fr": f"Essai {HOSTILE}"}, "steps": steps}
    path = read_path(json.dumps(told).encode(), "essai.json")
    snapshot = Snapshots(store).current()
    assert snapshot is not None
    graph = snapshot.open()
    network, reading, pages = read_network(graph), Reading(graph, language), Pages()
    messages = pages.messages[language]
    kinds = kind_names(reading, messages, network)
    workshop = workshop_of(
        reading,
        messages,
        network,
        path,
        draw=lambda state: view_of(graph, network, state, language, kinds),
        held=network_data(reading, messages, network),
        site=Site(version=snapshot.content_hash),
    )
    content = workshop_file(pages, workshop, language)
    graph.close()
    return content


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, repository: Path, corpus: Path) -> Path:
    hostile = repository / "tests" / "explorer" / "small.trig"
    return published(tmp_path_factory.mktemp("workshop"), corpus / "record", hostile)


@pytest.fixture(scope="module")
def file(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("key") / "atelier.html"
    found.write_bytes(made(store, caption=HOSTILE))
    return found


class Opened:
    """A page of a browser without network, what it asked for and what it complained of."""

    def __init__(self, browser: Browser, file: Path, width: int = 1280, light: str = "light"):
        self.asked, self.complaints = list[str](), list[str]()
        size: Any = {"width": width, "height": {1280: 720, 1920: 1080}.get(width, 844)}
        self.context = browser.new_context(
            viewport=size,
            screen=size,
            color_scheme="dark" if light == "dark" else "light",
            reduced_motion="reduce",
            offline=True,
            accept_downloads=True,
        )
        self.page: Page = self.context.new_page()
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda said: self._hear(said.type, said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(file.as_uri())
        ready(self.page)

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error":
            self.complaints.append(text)


def ready(page: Page) -> None:
    page.locator("#w[data-ready][data-votes]").wait_for()


@pytest.fixture
def opened(browser: Browser, file: Path) -> Iterator[Opened]:
    found = Opened(browser, file)
    yield found
    assert found.complaints == []
    found.context.close()


def step(page: Page) -> str:
    return page.locator("#w-here").inner_text()


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


@pytest.mark.parametrize("width", [1280, 1920])
def test_in_a_room_no_text_is_smaller_than_the_last_row_reads(
    browser: Browser, file: Path, width: int
) -> None:
    opened = Opened(browser, file, width)
    page = opened.page
    page.keyboard.press("F8")
    for _ in range(5):
        page.keyboard.press("1")
    page.keyboard.press("F8")
    page.keyboard.press("F2")
    page.locator(".w-large-vote").wait_for()
    # The usual room: the last row at 5 m, an image 2 m wide.
    least = LEAST_FACTOR * 5 / 2 * width - 0.5
    for _ in VIEWS:
        page.wait_for_timeout(400)
        small = page.evaluate(
            """(least) => {
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
            }""",
            least,
        )
        assert small == []
        labels = page.locator("section:not([hidden]) .w-large[data-thing]:visible")
        assert labels.count() <= MOST_LABELS
        boxes = [one.bounding_box() for one in labels.locator("rect").all()]
        held = [box for box in boxes if box]
        for place, one in enumerate(held):
            for other in held[place + 1 :]:
                apart = (
                    one["x"] + one["width"] <= other["x"] + 1
                    or other["x"] + other["width"] <= one["x"] + 1
                    or one["y"] + one["height"] <= other["y"] + 1
                    or other["y"] + other["height"] <= one["y"] + 1
                )
                assert apart, (one, other)
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
    page.keyboard.press("F4")
    assert page.locator("#w-guess").get_attribute("aria-pressed") == "true"
    assert shown.locator(".w-items .status:visible, .w-items .w-source:visible").count() == 0
    assert shown.locator(".w-picture [data-line] > text:visible").count() == 0
    strokes = shown.locator(".w-picture [data-line]:has(> rect) > path:first-child")
    looks = strokes.evaluate_all(
        """all => all.map(one => {
          const { strokeDasharray, strokeWidth } = getComputedStyle(one);
          return [strokeDasharray, strokeWidth];
        })"""
    )
    assert {tuple(look) for look in looks} == {("none", "2px")}
    assert (
        shown.locator(".w-items .w-guess:visible").count() == shown.locator(".w-items > li").count()
    )
    page.keyboard.press("F4")
    assert shown.locator(".w-items .status:visible").count() > 0


def vote(page: Page, *, table: int, actors: str, yes: int, no: int) -> None:
    page.fill("#b-table", str(table))
    page.select_option("#b-actors", actors)
    page.locator("#b-title").click()
    for _ in range(yes):
        page.keyboard.press("1")
    for _ in range(no):
        page.keyboard.press("2")


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


def processes_of(profile: Path) -> list[int]:
    """Return the browser processes of one profile: those this test started."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                line = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if f"--user-data-dir={profile}".encode() in line:
                found.append(int(entry.name))
    return found


def test_a_browser_that_is_killed_loses_at_most_five_seconds(file: Path, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    with sync_playwright() as playwright:
        chromium = playwright.chromium

        def opened() -> Any:
            context = chromium.launch_persistent_context(
                str(profile), executable_path=CHROMIUM, args=ARGUMENTS, offline=True
            )
            page = context.pages[0]
            page.goto(file.as_uri())
            ready(page)
            return page

        page = opened()
        page.keyboard.press("F8")
        for _ in range(30):
            page.keyboard.press("1")
        page.wait_for_timeout(4500)
        killed = processes_of(profile)
        assert killed
        for number in killed:
            os.kill(number, signal.SIGKILL)
        for lock in profile.glob("Singleton*"):
            lock.unlink()
        page = opened()
        assert page.locator("#w").get_attribute("data-votes") == "30"
        assert "30" in page.locator("#v-said").text_content()
        page.context.close()


@pytest.mark.parametrize("light", ["light", "dark"])
def test_axe_finds_nothing_in_any_part(browser: Browser, file: Path, light: str) -> None:
    opened = Opened(browser, file, light=light)
    for part in ("path", "map", "matrix", "regards", "votes", "glossary", "sources", "help"):
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


def test_a_path_is_made_by_clicking_and_played(visit: Opener) -> None:
    visitor = visit()
    page = visitor.go("/fr/explorer?centre=impact/confiance")
    page.locator("#canvas[data-ready]").wait_for()
    page.locator("[data-add-view]").click()
    page = visitor.go("/fr/preuves?rows=domain&columns=impact")
    page.locator("[data-add-view]").click()
    page.locator("#path-said a").click()
    page.fill("#maker-title", "Le mien")
    for place in (0, 1):
        page.fill(f"#maker-caption-{place}", f"Légende {place}.")
        page.fill(f"#maker-question-{place}", "Quoi ?")
    page.locator("#maker-steps li").nth(1).get_by_role("button", name="Monter").click()
    with page.expect_download() as download:
        page.locator("#maker-form button[value=yaml]").click()
    taken = read_path(Path(download.value.path()).read_bytes(), "le-mien.yaml")
    assert taken.path == "le-mien"
    assert [one.view for one in taken.steps] == [
        "preuves?rows=domain&columns=impact",
        "explorer?centre=impact/confiance",
    ]
    assert [one.caption.fr for one in taken.steps] == ["Légende 1.", "Légende 0."]
    page.locator("#maker-form button[value=play]").click()
    ready(page)
    assert step(page) == "Étape 1 / 2"
    assert visitor.faults == []
    assert visitor.left == []


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
        assert content.count(b'class="w-step" data-step="') == len(told.steps)
    context.close()
