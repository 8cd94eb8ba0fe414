"""A real browser over a real server, with no other network than the loopback.

The site holds the invented corpus with its rules, and the small graph of `tests/explorer`
with its hostile names. Every request that would leave the machine is refused and noted.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright
from pyoxigraph import Quad, RdfFormat, parse

from api.application import create_app
from graph.derivation import read_rules
from graph.snapshots import Snapshots
from loaders.directory import read_directory
from loaders.mapping import record_quads
from ontology.vocabulary import ontology_quads, read_vocabulary
from queries.search import INDEX, SearchIndex
from tests.browser.workshops import HOSTILE, Opened, made
from tests.serving import served

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
]
Light: TypeAlias = Literal["light", "dark"]
Opener: TypeAlias = Callable[..., "Visitor"]


@dataclass
class Visitor:
    """A page of one browser, what it tried to fetch elsewhere, and what went wrong in it."""

    page: Page
    address: str
    left: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")
        return self.page


def _record_quads(record: Path) -> Iterator[Quad]:
    vocabulary = read_vocabulary()
    yield from ontology_quads()
    yield from record_quads(read_directory(record, vocabulary), vocabulary)


def published(root: Path, record: Path, *more: Path) -> Path:
    """Publish the record and the graphs of the files `more` below `root`."""
    quads = [*_record_quads(record)]
    for path in more:
        quads += [
            one for one in parse(path=str(path), format=RdfFormat.TRIG) if isinstance(one, Quad)
        ]
    Snapshots(root).publish(
        quads,
        rules=read_rules(),
        gates=lambda _: (),
        notes={},
        beside={INDEX: SearchIndex.write},
    )
    return root


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser takes seconds to start and may be absent: these belong to `make test-all`."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Not for the session: while Playwright runs, no other test of the process may use asyncio.
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, repository: Path, corpus: Path) -> Path:
    hostile = repository / "tests" / "explorer" / "small.trig"
    return published(tmp_path_factory.mktemp("site"), corpus / "record", hostile)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(create_app(site)) as at:
        yield at


@pytest.fixture(scope="session")
def real_address(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Iterator[str]:
    root = published(tmp_path_factory.mktemp("real"), repository / "data")
    with served(create_app(root)) as at:
        yield at


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Opener]:
    """Open a page: `visit(width=1280, light="light", real=False)`."""
    with ExitStack() as opened:

        def visitor(width: int = 1280, light: Light = "light", *, real: bool = False) -> Visitor:
            at: str = request.getfixturevalue("real_address" if real else "address")
            context = browser.new_context(
                viewport={"width": width, "height": 844 if width < 600 else 800},
                color_scheme=light,
                locale="fr-FR",
                reduced_motion="reduce",
                permissions=["clipboard-read", "clipboard-write"],
            )
            opened.callback(context.close)
            found = Visitor(context.new_page(), at)

            def refuse(route: Route) -> None:
                found.left.append(route.request.url)
                route.abort()

            context.route(lambda url: not url.startswith(at), refuse)
            found.page.on("pageerror", lambda error: found.faults.append(str(error)))
            found.page.on(
                "console",
                lambda said: found.faults.append(said.text) if said.type == "error" else None,
            )

            def noted(dialog: object) -> None:
                found.dialogs.append(str(dialog))

            found.page.on("dialog", noted)
            return found

        yield visitor


@pytest.fixture(scope="module")
def workshop_store(
    tmp_path_factory: pytest.TempPathFactory, repository: Path, corpus: Path
) -> Path:
    hostile = repository / "tests" / "explorer" / "small.trig"
    return published(tmp_path_factory.mktemp("workshop"), corpus / "record", hostile)


@pytest.fixture(scope="module")
def file(workshop_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("key") / "atelier.html"
    found.write_bytes(made(workshop_store, caption=HOSTILE))
    return found


@pytest.fixture(scope="module")
def crowded(workshop_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workshop whose first step holds more things than a room can be told the names of."""
    found = tmp_path_factory.mktemp("crowd") / "atelier.html"
    view = "explorer?centre=organisation/atelier-du-lavoir&steps=4&cap=150"
    found.write_bytes(made(workshop_store, views=(view,)))
    return found


@pytest.fixture
def opened(browser: Browser, file: Path) -> Iterator[Opened]:
    found = Opened(browser, file)
    yield found
    assert found.complaints == []
    found.context.close()
