"""Draws the pictures of the documentation from the product itself: `make pictures`.

A picture that somebody took by hand is of a product that no longer exists. Each one here is an
address, a width and a name; the server, the record and the browser are the real ones.
"""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Page, sync_playwright

from api.application import create_app
from bench.contributing import at_work, contribute
from commands.build import build_if_changed
from commands.settings import read_settings

__all__ = ["PICTURES", "WORKSHOP", "main"]

_IMAGES: Final = Path(__file__).resolve().parent.parent / "docs" / "images"
_ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Name -> (path, height of the picture in pixels); all are 1200 wide.
PICTURES: Final = {
    "home": ("/fr", 900),
    "search": ("/fr/chercher?q=87+maires", 800),
    "figure": ("/fr/figure/d003-f011", 900),
    "matrix": ("/fr/preuves", 1000),
    "matrix-perceived": ("/fr/preuves?statut=percu", 900),
    "selection": ("/fr/selection?domain=education&vue=matrice", 900),
    "gaps": ("/fr/manques", 900),
    "regards": ("/fr/regards", 900),
    "contradictions": ("/fr/contradictions", 900),
    "explorer": ("/fr/explorer?centre=impact/confiance", 900),
    "case": ("/fr/case/phare-restoria-adapei", 1000),
    "data": ("/fr/donnees", 800),
    "note": ("/fr/nouveautes#note", 700),
    "atelier": ("/fr/atelier", 900),
    "tally": ("/fr/atelier/comptes", 760),
}
# Name -> the keys pressed one after the other in the workshop's file, on a projector's screen.
WORKSHOP: Final = {
    "workshop-start": (),
    "workshop-step": ("Home", "ArrowRight", "ArrowRight"),
    "workshop-found": ("r", "e", "s"),
    "workshop-guess": ("Escape", "F4"),
    "workshop-vote": ("F4", "F8", *"111121", *"33334"),
    "workshop-room": ("F8", "F2"),
}
_PATH: Final = "enjeux-mecanismes-performance"
_SCREEN: Final = (1280, 720)
_WIDTH: Final = 1200


@contextmanager
def _served(app: FastAPI) -> Iterator[str]:
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def _drawn(page: Page, address: str, name: str) -> None:
    path, height = PICTURES[name]
    page.set_viewport_size({"width": _WIDTH, "height": height})
    answer = page.goto(f"{address}{path}", wait_until="load")
    if answer is None or not answer.ok:
        raise SystemExit(f"{path} does not answer: {answer and answer.status}")
    page.wait_for_timeout(400)
    page.screenshot(path=str(_IMAGES / f"{name}.png"))
    print(name)


def _played(page: Page, address: str, folder: Path) -> None:
    """Draw the workshop as a facilitator meets it: a file opened from a disk."""
    file = folder / "atelier.html"
    answer = page.request.get(f"{address}/fr/atelier/{_PATH}.html", timeout=120_000)
    file.write_bytes(answer.body())
    width, height = _SCREEN
    page.set_viewport_size({"width": width, "height": height})
    page.goto(file.as_uri())
    page.locator("#w[data-ready][data-votes]").wait_for()
    for name, keys in WORKSHOP.items():
        for key in keys:
            page.keyboard.press(key)
        page.wait_for_timeout(600)
        page.screenshot(path=str(_IMAGES / f"{name}.png"))
        print(name)


def main() -> None:
    """Draw every picture into docs/images."""
    settings = read_settings()
    print(build_if_changed(settings, language="en"))
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("Chromium is needed: apt-get install chromium")
    with (
        _served(create_app(settings.store, record=settings.record)) as address,
        sync_playwright() as playwright,
        TemporaryDirectory() as folder,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=list(_ARGUMENTS))
        page = browser.new_page()
        for name in PICTURES:
            _drawn(page, address, name)
        _played(page, address, Path(folder))
        with _served(at_work(Path(folder), settings.store)) as desk:
            for name in contribute(page, desk, _IMAGES):
                print(name)
        browser.close()


if __name__ == "__main__":
    main()
