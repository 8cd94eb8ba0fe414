"""A killed browser loses at most five seconds of votes; apart, as it runs a browser of its own."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.workshops import ready


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

        def opened() -> Page:
            context = chromium.launch_persistent_context(
                str(profile), executable_path=CHROMIUM, args=ARGUMENTS, offline=True
            )
            page = context.pages[0]
            page.goto(file.as_uri())
            ready(page)
            page.keyboard.press("Home")
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
        assert "30" in (page.locator("#v-said").text_content() or "")
        page.context.close()
