"""The pages: each family opens in both languages, says what it must, and loads nothing."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from api.application import create_app
from ontology.iris import THING_TYPES, thing
from tests.api.conftest import Client
from tests.some import some

# One page of every family; the others are of the same templates.
PATHS = (
    "",
    "/chercher",
    "/chercher?q=innovation",
    "/chercher?kind=claim&status=percu",
    "/scheme",
    "/scheme/impact",
    "/scheme/territory?page=2",
    "/scheme/impact/innovation",
    "/scheme/status/percu",
    "/case",
    "/case/cantine-partagee",
    "/alliance/cantine-partagee",
    "/organisation?q=relais",
    "/organisation/relais-du-val",
    "/organisation/hostile",
    "/person/anne-martin",
    "/document/note",
    "/webpage/0123456789abcdef",
    "/study/barometre-du-val",
    "/figure",
    "/figure/note-f1",
    "/claim",
    "/claim?status=percu&quote=found",
    "/claim/note-c1",
    "/claim/cantine-effet",
    "/evidence/note-c1",
    "/passage/note-p1",
    "/selector/note-p1.quote",
    "/link/l-innovation",
    "/cell/c1",
    "/participation/cantine-partagee-10",
    "/assignment/relais-du-val-actor-type",
    "/discrepancy",
    "/discrepancy/feedfacefeedface",
)
EVERY = [f"/{language}{path}" for language in ("fr", "en") for path in PATHS]
LIMIT = 300_000


class Parsed(HTMLParser):
    """What a browser would load, open or run, and the text a reader sees."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.awaited: list[str] = []
        self.opened: list[dict[str, str]] = []
        self.handlers: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.words: list[str] = []
        self.inline_scripts = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.handlers += [name for name in given if name.startswith("on") or name == "style"]
        if "id" in given:
            self.ids.append(given["id"])
        if "src" in given:
            self.loaded.append(given["src"])
        self.inline_scripts += tag == "script" and "src" not in given
        if tag == "link" and given.get("rel") == "expect":
            self.awaited.append(given["href"])
        elif tag == "link" and given.get("rel") != "alternate":
            self.loaded.append(given["href"])
        if tag == "a":
            self.opened.append(given)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        """The words on one line, each apostrophe as the catalogue and the record write it."""
        return " ".join(" ".join(self.words).split()).replace("\u2019", "'")


def parsed(client: Client, path: str) -> Parsed:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return Parsed(answer.text)


@pytest.mark.parametrize("path", EVERY)
def test_every_family_of_pages_opens_in_its_language(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert f'<html lang="{path[1:3]}">' in answer.text
    assert len(answer.content) < LIMIT


@pytest.mark.parametrize("path", EVERY)
def test_no_page_loads_or_runs_anything_from_elsewhere(client: Client, path: str) -> None:
    page = parsed(client, path)
    assert page.loaded
    assert [one for one in page.loaded if not one.startswith("/assets/")] == []
    assert page.handlers == []
    assert page.inline_scripts == 0
    assert not {"style", "iframe", "object", "embed", "base"} & set(page.tags)


@pytest.mark.parametrize("path", EVERY)
def test_the_first_paint_waits_only_for_parts_the_page_has(client: Client, path: str) -> None:
    page = parsed(client, path)
    assert some(page.awaited)[0] == "#entete"
    assert [one for one in page.awaited if page.ids.count(one.removeprefix("#")) != 1] == []


@pytest.mark.parametrize("path", EVERY)
def test_links_lead_here_or_to_the_pages_of_sources(client: Client, path: str) -> None:
    page = parsed(client, path)
    for link in some(page.opened):
        if link["href"].startswith(("http://", "https://")):
            assert link["rel"] == "noopener noreferrer"
        elif link["href"].startswith("#"):
            assert link["href"][1:] in page.ids
        else:
            assert re.match(r"/(?!/)", link["href"]), link


def test_every_link_of_every_page_opens(client: Client) -> None:
    paths = {
        link["href"].partition("#")[0]
        for path in EVERY
        for link in parsed(client, path).opened
        if link["href"].startswith("/")
    }
    assert len(paths) > 150
    # A search with other values of the same filters is the same page; one of each will do.
    searches = {re.sub(r"=[^&]*", "", path): path for path in paths if "/chercher?" in path}
    paths = {path for path in paths if "/chercher?" not in path} | set(searches.values())
    assert [path for path in sorted(paths) if client.get(path).status_code != 200] == []


@pytest.mark.parametrize("path", EVERY)
def test_every_page_has_one_title_landmarks_and_a_way_past_the_menu(
    client: Client, path: str
) -> None:
    page = parsed(client, path)
    assert page.tags.count("h1") == 1
    assert {"header", "nav", "main", "footer"} <= set(page.tags)
    assert page.opened[0]["href"] == "#contenu"
    assert "contenu" in page.ids
    assert len(page.ids) == len(set(page.ids))


def test_the_root_is_the_french_first_page_with_counts_and_version(client: Client) -> None:
    page = parsed(client, "/")
    assert page.text.count("Phrases à retrouver") >= 1
    version = client.ask("GET", "/health").json()["data_version"]
    assert version[:12] in page.text
    assert "une base de cas n'est pas un échantillon" in page.text


@pytest.mark.parametrize("kind", THING_TYPES)
def test_every_kind_has_its_list(client: Client, kind: str) -> None:
    assert client.get(f"/fr/{kind}").status_code == 200


def test_each_page_names_the_same_page_in_the_other_language(client: Client) -> None:
    text = client.get("/fr/case/cantine-partagee").text
    assert '<a class="other-language" href="/en/case/cantine-partagee"' in text
    assert "A company canteen opened to residents" in client.get("/en/case/cantine-partagee").text


def test_a_case_item_without_phrase_is_marked_and_never_between_quotation_marks(
    client: Client,
) -> None:
    text = html.unescape(client.get("/fr/case/cantine-partagee").text)
    assert "Phrase à retrouver" in text
    assert "40 repas servis chaque soir" in text
    assert "«" not in text.partition("<main")[2]


def test_a_quotation_is_in_french_quotation_marks_with_its_place(client: Client) -> None:
    page = parsed(client, "/fr/claim/note-c1")
    assert "«\u00a069\u00a0% des citoyens y voient une source d'innovation\u00a0»" in "".join(
        page.words
    )
    for told in ("Note de synthèse du Val", "rubrique", "note.md", "ligne 7"):
        assert told in page.text


def test_every_claim_of_a_list_shows_status_speaker_and_source(client: Client) -> None:
    text = client.get("/fr/claim").text
    cards = re.findall(r'<article class="claim.*?</article>', text, re.DOTALL)
    assert len(cards) == 6
    for card in cards:
        shown = Parsed(card)
        assert re.search(r'class="letter"[^>]*>[DMOPASV]<', card)
        assert '<svg class="line"' in card
        assert "Qui le dit" in shown.text
        assert any(
            "/document/" in one["href"] or "/webpage/" in one["href"] for one in shown.opened
        )


def test_targets_and_resources_have_blocks_of_their_own(client: Client) -> None:
    text = client.get("/fr/case/cantine-partagee").text
    sections = dict(
        re.findall(r'<section aria-labelledby="(\w+)">(.*?)</section>', text, re.DOTALL)
    )
    assert "objectif de trois cantines" in sections["cibles"]
    assert "15\u202f000\u00a0€ et deux cuisiniers" in html.unescape(sections["moyens"])
    for block in ("impacts", "effets"):
        assert "trois cantines" not in sections[block]
        assert "cuisiniers" not in sections[block]


def test_a_case_says_who_classified_it_and_that_cases_are_no_sample(client: Client) -> None:
    page = parsed(client, "/fr/case/cantine-partagee")
    for told in (
        "énoncé par la source",
        "déduit par la personne qui a codé",
        "confiance faible",
        "codé par 1",
        "une base de cas n'est pas un échantillon",
        "L'année n'est pas imprimée",
    ):
        assert told.lower() in page.text.lower()


def test_a_contradicted_claim_bears_a_badge_beside_its_status(client: Client) -> None:
    page = parsed(client, "/fr/claim/note-c1")
    assert "contredit (1)" in page.text
    assert "perçu" in page.text


def test_a_figure_page_says_all_that_must_be_known_before_repeating_it(client: Client) -> None:
    page = parsed(client, "/fr/figure/note-f1")
    for told in (
        "69 %",
        "citoyens du Val",
        "ensemble des citoyens interrogés",
        "1 200 personnes",
        "2015",
        "Baromètre des alliances du Val",
        "Plusieurs réponses possibles",
        "imprimé par la source",
        "Deux valeurs",
    ):
        assert told in re.sub("[\u00a0\u202f]", " ", page.text)


def test_a_hostile_name_is_only_text(client: Client) -> None:
    for path in ("/fr/organisation/hostile", "/fr/organisation", "/fr/case/cantine-partagee"):
        answer = client.get(path)
        assert "<script>alert" not in answer.text
        page = Parsed(answer.text)
        assert page.handlers == []
        assert "<script>alert(1)</script>" in page.text
        assert [one for one in page.opened if "script:" in one["href"].lower()] == []


def test_hostile_words_in_an_address_are_only_text(client: Client) -> None:
    answer = client.get("/fr/case?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert answer.status_code == 200
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text


@pytest.mark.parametrize("path", [path for path in EVERY if path.startswith("/fr")])
def test_french_pages_never_break_a_line_before_a_high_sign(client: Client, path: str) -> None:
    text = "".join(parsed(client, path).words)
    assert re.findall(r"\S* [:;?!%»]|« \S*", text) == []


def test_pages_without_javascript_filter_by_their_address(client: Client) -> None:
    page = parsed(client, "/fr/document?q=synthese")
    assert "Note de synthèse du Val" in page.text
    assert "Baromètre du Val" not in page.text


def test_an_asset_named_with_its_version_may_be_kept_for_ever(client: Client) -> None:
    href = next(one for one in parsed(client, "/fr").loaded if "style.css" in one)
    assert "immutable" in client.get(href).headers["cache-control"]
    assert "immutable" not in client.get("/assets/style.css").headers["cache-control"]


def test_a_citation_prints_no_address_that_does_not_answer(client: Client, published: Path) -> None:
    version = client.ask("GET", "/health").json()["data_version"][:12]
    without = parsed(client, "/fr/figure/note-f1").text
    iri = re.escape(thing("figure", "note-f1"))
    assert re.search(rf"version des données {version} \([^)]+\), {iri}", without)
    public = Client(create_app(published, public_url="https://alliances.example.org"))
    answer = public.get("/fr/figure/note-f1").text
    assert re.search(
        rf"{version} \([^)]+\), https://alliances.example.org/fr/figure/note-f1", answer
    )
    assert '<link rel="canonical" href="https://alliances.example.org/fr/figure/note-f1">' in answer
