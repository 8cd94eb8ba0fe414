"""The frame in a real browser: found by keyboard, still, at rest, readable in both lights."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Light, Opener

# One page of each template, the fullest of the invented corpus.
KINDS = (
    "",
    "/chercher?q=lavoir",
    "/chercher?kind=claim",
    "/case",
    "/case/table-du-lavoir",
    "/case/cantine-partagee",
    "/alliance/quai-des-langues",
    "/organisation/atelier-du-lavoir",
    "/organisation/hostile",
    "/person/claire-varenne",
    "/document/rapport-marees",
    "/study/marees-habitants",
    "/event/matinee-valbrume",
    "/resource/mallette-des-passerelles",
    "/figure",
    "/figure/note-f1",
    "/claim/quai-i1",
    "/discrepancy",
    "/discrepancy/feedfacefeedface",
    "/scheme",
    "/scheme/domain",
    "/scheme/domain/emploi-chomage-insertion",
    "/scheme/category/mecenat",
    "/scheme/impact/confiance",
    "/scheme/mechanism/moteurs-engagement",
    "/scheme/territory/bretagne",
    "/scheme/status/percu",
    "/scheme/actor-type/association",
    "/comparer?ids=case/table-du-lavoir&ids=case/quai-des-langues",
    "/comparer?ids=case/table-du-lavoir&q=rives",
    "/nouveautes",
    "/preuves",
    "/preuves?rows=domain&columns=impact&statut=percu",
    "/selection",
    "/selection?vue=matrice&status=suppose",
    "/selection?vue=tableau",
    "/selection?vue=graphe",
    "/selection?domain=nulle-part",
    "/regards",
    "/manques",
    "/plan",
    "/contradictions",
    "/signaux",
    "/territoires",
    "/outils",
    "/programme",
    "/methode",
    "/glossaire",
    "/accessibilite",
    "/donnees",
    "/questions",
    "/questions/alliances-par-categorie?category=mecenat",
    "/sparql",
    "/no-such-page",
)
FEW = ("", "/chercher?q=lavoir", "/case/table-du-lavoir", "/scheme/domain/emploi-chomage-insertion")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def violations(page: Page) -> list[str]:
    """Return what axe finds, with the element, so that a failure says where to look."""
    found: dict[str, Any] = Axe().run(page, options=RULES).response
    return [
        f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]
    ]


def shifts(page: Page) -> float:
    """Return how far what was painted moved after it was painted."""
    moved: float = page.evaluate(
        """() => new Promise((done) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(sum), 120);
        })"""
    )
    return moved


@pytest.mark.parametrize("path", FEW)
def test_a_page_is_sound_still_and_asks_nothing_of_the_world(visit: Opener, path: str) -> None:
    visitor = visit()
    page = visitor.go(f"/fr{path}")
    assert violations(page) == []
    assert shifts(page) == 0
    assert (visitor.left, visitor.faults, visitor.dialogs) == ([], [], [])


@pytest.mark.slow
@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("path", KINDS)
def test_every_kind_of_page_is_sound_in_both_languages_and_lights(
    visit: Opener, path: str, language: str, light: Light
) -> None:
    for width in (1280, 390):
        visitor = visit(width, light)
        page = visitor.go(f"/{language}{path}")
        assert violations(page) == []
        assert shifts(page) == 0
        wide: int = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width
        faults = [one for one in visitor.faults if "404" not in one]
        assert (visitor.left, faults, visitor.dialogs) == ([], [], [])


@pytest.mark.slow
@pytest.mark.parametrize("path", [one for one in KINDS if one != "/organisation/hostile"])
def test_french_typography_holds_in_what_a_reader_sees(visit: Opener, path: str) -> None:
    page = visit().go(f"/fr{path}")
    text: str = page.evaluate(
        """() => {
          const kept = document.body.cloneNode(true);
          for (const one of kept.querySelectorAll(
            ".machine, .code, .quote, .compared-words, [lang=en], .machine-box," +
            ".result-quoted, .cell-quote, .record, .copyable"
          )) one.remove();
          document.body.replaceChildren(kept);
          return document.body.innerText;
        }"""
    )
    faulty = re.compile(r"[^\n]{0,30}(?: [:;?!»%]|« |\w'\w)[^\n]{0,20}")
    assert faulty.findall(text) == []


def test_the_first_key_leads_to_the_content_and_another_to_the_search(visit: Opener) -> None:
    page = visit().go("/fr/case/table-du-lavoir")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#contenu")
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()


def test_a_chosen_light_is_kept_from_the_first_paint_of_the_next_page(visit: Opener) -> None:
    visitor = visit(light="light")
    page = visitor.go("/fr")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Affichage sombre").click()
    dark = page.evaluate(ground)
    assert dark != light
    page = visitor.go("/fr/case")
    assert page.evaluate(ground) == dark
    expect(page.locator("#theme")).to_have_attribute("aria-pressed", "true")
    page.locator("#theme").click()
    assert page.evaluate("localStorage.length") == 0


def test_projection_shows_no_text_smaller_than_a_room_can_read(visit: Opener) -> None:
    page = visit(1920).go("/fr/case/table-du-lavoir")
    page.get_by_role("button", name="Projection").click()
    smallest: float = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll("main *")]
          .filter((one) => one.checkVisibility() && !one.matches(".hidden, .hidden *")
            && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
          .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""
    )
    # 1.7 % of the width of the picture.
    assert smallest >= 0.017 * 1920
    wide: int = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 1920


def test_hostile_names_are_only_text(visit: Opener) -> None:
    visitor = visit()
    page = visitor.go("/fr/organisation/hostile")
    expect(page.locator("h1")).to_contain_text("<script>alert(1)</script>")
    page.hover("h1")
    page = visitor.go("/fr")
    page.get_by_role("combobox").fill("script alert")
    expect(page.get_by_role("option").first).to_contain_text("<script>alert(1)</script>")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/organisation/hostile")
    page = visitor.go("/fr/chercher?q=%3Cscript%3Ealert(9)%3C/script%3E&domain=%22%3E%3Cb%3E")
    assert (visitor.dialogs, visitor.faults, visitor.left) == ([], [], [])


def test_the_language_switch_keeps_the_question_that_was_asked(visit: Opener) -> None:
    page = visit().go("/fr/chercher?q=lavoir&kind=case")
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("/en/chercher?q=lavoir&kind=case")
    expect(page.locator("h1")).to_have_text("Search")
