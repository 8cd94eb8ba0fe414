"""A guided path made by clicking in the views, in one language or in both, and played."""

from __future__ import annotations

from pathlib import Path

from explorer.guided_paths import read_path
from tests.browser.conftest import Opener
from tests.browser.workshops import ready, step


def test_a_path_is_made_by_clicking_and_played(visit: Opener) -> None:
    visitor = visit()
    page = visitor.go("/fr/explorer?centre=impact/confiance")
    page.locator("#canvas[data-ready]").wait_for()
    page.locator("[data-add-view]").click()
    page = visitor.go("/fr/preuves?rows=domain&columns=impact")
    page.locator("[data-add-view]").click()
    page.locator("#path-said a").click()
    page.fill("#maker-title-fr", "Le mien")
    assert not page.locator("#maker-title-en").is_visible()
    page.locator("#maker-other summary").click()
    page.fill("#maker-title-en", "Mine")
    for place in (0, 1):
        page.fill(f"#maker-caption-fr-{place}", f"Légende {place}.")
        page.fill(f"#maker-question-fr-{place}", "Quoi ?")
    page.locator("#maker-steps li").nth(1).locator("summary").click()
    page.fill("#maker-caption-en-1", "Caption 1.")
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
    assert [one.caption.en for one in taken.steps] == ["Caption 1.", None]
    assert (taken.title.fr, taken.title.en) == ("Le mien", "Mine")
    page.locator("#maker-form button[value=play]").click()
    ready(page)
    page.keyboard.press("ArrowRight")
    assert step(page) == "Étape 1 / 2"
    assert visitor.faults == []
    assert visitor.left == []


def test_a_path_in_french_alone_is_played_and_its_picture_takes_most_of_the_window(
    visit: Opener,
) -> None:
    visitor = visit()
    page = visitor.go("/fr/explorer?centre=impact/confiance")
    page.locator("#canvas[data-ready]").wait_for()
    page.locator("[data-add-view]").click()
    page.locator("#path-said a").click()
    page.fill("#maker-title-fr", "Le mien")
    page.fill("#maker-caption-fr-0", "Légende.")
    page.fill("#maker-question-fr-0", "Quoi ?")
    page.get_by_role("button", name="Jouer ce parcours").click()
    ready(page)
    # Who looks on sees no list of keys; whoever leads unfolds it.
    assert not page.locator(".w-first").is_visible()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    frame = page.locator('[data-step="1"] .w-frame').bounding_box()
    window = page.viewport_size
    assert frame is not None
    assert window is not None
    assert frame["height"] > window["height"] / 2
    assert visitor.faults == []


def test_a_missing_file_is_asked_for_in_the_language_of_the_page(visit: Opener) -> None:
    page = visit().go("/fr/atelier")
    page.get_by_role("button", name="Jouer ce fichier").click()
    said = page.locator("#path-file").evaluate("one => one.validationMessage")
    assert said == "Choisissez d’abord un fichier de parcours (.yaml ou .json)."
