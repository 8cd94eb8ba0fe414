"""A workshop in one file for the tests of a browser: made over the corpus, opened from a disk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from explorer.graph_text import kind_names
from explorer.graph_view import view_of
from explorer.guided_paths import read_path
from explorer.messages import LANGUAGES
from explorer.reading import Reading
from explorer.rendering import Pages, Site
from explorer.workshop import Workshop, workshop_of
from explorer.workshop_data import network_data
from explorer.workshop_file import workshop_file
from graph.network import read_network
from graph.snapshots import Snapshots

HOSTILE = '<img src=x onerror="window.hurt=1"></script><script>window.hurt=1</script>'
VIEWS = (
    "explorer?centre=impact/confiance&steps=2",
    "explorer?centre=impact/innovation&steps=2",
    "preuves?rows=category&columns=impact",
    "regards",
)


def made(
    store: Path,
    language: str = "fr",
    *,
    caption: str = "Regardez.",
    views: tuple[str, ...] = VIEWS,
    rows: tuple[str, ...] = (),
) -> bytes:
    """Return the workshop of `views` over what is published below `store`.

    `rows` are those that steps of a matrix speak of.
    """
    steps = [
        {
            "view": view,
            "caption": {"fr": caption},
            "question": {"fr": "Quoi ?"},
            "rows": list(rows) if view.startswith("preuves") else [],
        }
        for view in views
    ]
    told = {"path": "essai", "title": {"fr": f"Essai {HOSTILE}"}, "steps": steps}
    path = read_path(json.dumps(told).encode(), "essai.json")
    snapshot = Snapshots(store).current()
    assert snapshot is not None
    graph = snapshot.open()
    network, pages = read_network(graph), Pages()

    def in_language(code: str) -> Workshop:
        reading, messages = Reading(graph, code), pages.messages[code]
        kinds = kind_names(reading, messages, network)
        return workshop_of(
            reading,
            messages,
            network,
            path,
            draw=lambda state: view_of(graph, network, state, code, kinds),
            held=network_data(reading, messages, network),
            site=Site(version=snapshot.content_hash),
        )

    content = workshop_file(pages, {code: in_language(code) for code in LANGUAGES}, language)
    graph.close()
    return content


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
        # From the first screen, which says what to do, to the first step.
        self.page.keyboard.press("Home")

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error":
            self.complaints.append(text)


def ready(page: Page) -> None:
    page.locator("#w[data-ready][data-votes]").wait_for()


def step(page: Page) -> str:
    return page.locator("#w-here").inner_text()


def vote(page: Page, *, table: int, actors: str, yes: int, no: int) -> None:
    page.focus("#b-table")
    page.keyboard.type(str(table))
    page.keyboard.press("Enter")
    page.select_option("#b-actors", actors)
    for _ in range(yes):
        page.keyboard.press("1")
    for _ in range(no):
        page.keyboard.press("2")
