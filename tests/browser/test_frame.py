"""The frame in a real browser: found by keyboard, still, at rest, readable in both lights."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.application import create_app
from tests.browser.conftest import Light, Opener
from tests.serving import served

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
    "/atelier/comptes",
    "/no-such-page",
)
# A page of each arrangement: beside a column, crossing tables, long lists, an empty answer.
COMES_SLOWLY = (
    "/case/table-du-lavoir",
    "/scheme/category/mecenat",
    "/preuves",
    "/selection?vue=matrice&status=suppose",
    "/selection?domain=nulle-part",
    "/regards",
    "/manques",
    "/programme",
)
FEW = ("", "/chercher?q=lavoir", "/case/table-du-lavoir", "/scheme/domain/emploi-chomage-insertion")
# How a page comes over a poor line: so many bytes at a time, up to the end of a tag (a word cut in
# two may always go to the next line), so many seconds apart.
PIECES: Final = re.compile(rb".{1,1200}[^>]*>?", re.DOTALL)
PAUSE: Final = 0.03
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def in_pieces(app: ASGIApp) -> ASGIApp:
    """Return `app` whose pages come piece by piece, so that the browser paints before the end."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        page = False

        async def slowly(message: Message) -> None:
            nonlocal page
            if message["type"] == "http.response.start":
                page = any(b"text/html" in value for _, value in message["headers"])
            if page and message["type"] == "http.response.body":
                for piece in PIECES.findall(message["body"]):
                    await send({"type": message["type"], "body": piece, "more_body": True})
                    await asyncio.sleep(PAUSE)
                message = {**message, "body": b""}
            await send(message)

        await app(scope, receive, slowly)

    return answer


@pytest.fixture(scope="module")
def poor_line(site: Path) -> Iterator[str]:
    with served(in_pieces(create_app(site))) as at:
        yield at


def violations(page: Page) -> list[str]:
    """Return what axe finds, with the element, so that a failure says where to look."""
    found: dict[str, Any] = Axe().run(page, options=RULES).response
    return [
        f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]
    ]


def shifts(page: Page) -> list[str]:
    """Return what was painted and moved after it, by how much and from where to where."""
    moved: list[str] = page.evaluate(
        """() => new Promise((done) => {
          const found = [];
          const place = (rect) => `${rect.x},${rect.y} ${rect.width}x${rect.height}`;
          new PerformanceObserver((list) => {
            for (const one of list.getEntries()) if (!one.hadRecentInput) {
              const nodes = one.sources.map(({ node, previousRect, currentRect }) =>
                `${place(previousRect)} to ${place(currentRect)} ` +
                (node?.outerHTML ?? node?.data ?? "gone").slice(0, 120));
              found.push([one.value, ...nodes].join(" | "));
            }
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(found), 120);
        })"""
    )
    return moved


@pytest.mark.parametrize("path", FEW)
def test_a_page_is_sound_still_and_asks_nothing_of_the_world(visit: Opener, path: str) -> None:
    visitor = visit()
    page = visitor.go(f"/fr{path}")
    assert violations(page) == []
    assert shifts(page) == []
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
        assert shifts(page) == []
        wide: int = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width
        faults = [one for one in visitor.faults if "404" not in one]
        assert (visitor.left, faults, visitor.dialogs) == ([], [], [])


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", COMES_SLOWLY)
def test_nothing_moves_while_a_page_comes_over_a_poor_line(
    browser: Browser, poor_line: str, path: str, width: int
) -> None:
    # The compressed pages of the corpus would come in one piece.
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        extra_http_headers={"Accept-Encoding": "identity"},
    )
    page = context.new_page()
    page.goto(f"{poor_line}/fr{path}")
    assert shifts(page) == []
    context.close()


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
