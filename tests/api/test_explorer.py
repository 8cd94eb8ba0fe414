"""The explorer over HTTP: pages, pictures and files of one address, and what it refuses."""

from __future__ import annotations

import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pdfplumber
import pytest

from api.application import create_app
from graph.network import SAMPLE_CAUTION
from graph.snapshots import Snapshots
from tests.api.conftest import Client
from tests.graph.networks import network_store
from tests.packing import packed_data

CYR = "centre=organisation/cyr&steps=2"


@pytest.fixture(scope="module")
def client(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Client:
    root = tmp_path_factory.mktemp("explorer")
    store = network_store(repository)
    named = [quad for name in store.graphs() for quad in store.quads(name)]
    Snapshots(root).publish(named, rules=(), gates=lambda _: (), notes={})
    store.close()
    return Client(create_app(root))


class Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def text_of(html: str) -> str:
    parser = Texts()
    parser.feed(html)
    return re.sub(r"\s+", " ", "".join(parser.said)).replace("’", "'")


def page(client: Client, query: str, language: str = "fr") -> str:
    answer = client.get(f"/{language}/explorer?{query}")
    assert answer.status_code == 200, answer.text
    return answer.text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_first_page_offers_things_and_questions_and_no_picture(
    client: Client, language: str
) -> None:
    html = page(client, "", language)
    assert f"/{language}/explorer?centre=category/mecenat" in html
    assert f"/{language}/explorer?question=liens-contredits" in html
    # Numbers of each actor are no picture: they lead to their table.
    assert f"/{language}/questions/degre-des-acteurs" in html
    assert "explorer?question=degre-des-acteurs" not in html
    assert 'id="canvas"' not in html
    assert "cytoscape" not in html.replace("__________cytoscape_stylesheet", "")


def test_the_twin_tells_every_line_with_its_status_quote_and_place(client: Client) -> None:
    html = page(client, "centre=category/mecenat")
    told = text_of(html)
    assert "Selon la source citée, le mécénat permet la complémentarité des acteurs." in told
    assert "le mécénat rapproche des acteurs complémentaires" in told
    assert "rubrique En bref, ligne 12" in told
    assert "alliance Catégorie : Mécénat" in told
    assert (
        "L'alliance « Un » relève de la catégorie « Mécénat » (déduit par la personne qui a codé)."
        in told
    )
    data = json.loads(client.get("/fr/explorer.json?centre=category/mecenat").text)
    # Lines with a status first; the order of the picture among each.
    lines = sorted(data["lines"], key=lambda line: not line["mark"])
    assert [line["id"] for line in lines] == re.findall(r'data-line="(\w+)"', html)
    assert [box["id"] for box in data["boxes"]] == re.findall(r'data-thing="([^"]+)"', html)


def test_one_sentence_counts_what_is_proven_and_says_when_nothing_is(client: Client) -> None:
    data = json.loads(client.get("/fr/explorer.json?centre=category/mecenat").text)
    kinds = sorted(line["kind"] for line in data["lines"])
    assert kinds == ["affirme", "affirme", "classification", "percu", "vise"]
    told = text_of(page(client, "centre=category/mecenat")).replace("\u00a0", " ")
    counts = "0 démontré, 0 mesuré, 1 perçu, 2 affirmés, 1 visé, 1 sans statut"
    assert f"Ici : {counts}." in told
    assert "Aucun lien démontré ni mesuré dans cette vue." in told
    assert "Une partie ou une source l'énonce sans chiffre ni méthode." in told


def test_the_page_says_what_is_hidden_and_carries_the_caution(client: Client) -> None:
    told = text_of(page(client, "centre=organisation/cyr&steps=2&cap=4"))
    assert "5 choses à portée ne sont pas montrées." in told
    assert "Écartées par la limite de 4 :" in told.replace("\u00a0", " ")
    assert SAMPLE_CAUTION.fr[:38] in told.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("query", "said", "reason"),
    [
        (CYR, "Ada", "est dans la vue"),
        ("centre=organisation/cyr", "Ada", "est à 2 pas du départ"),
        (f"{CYR}&cap=4", "Ada", "la vue s'arrête à 4 choses"),
        (f"{CYR}&hide=territory", "Bretagne", "est d'un genre que la vue écarte"),
        (f"{CYR}&bridge=1", "Deux", "la vue relie les acteurs par-dessus elle"),
        (CYR, "Eve", "n'est relié au départ par aucun lien"),
        (CYR, "mécena", "Vouliez-vous dire"),
        (CYR, "zzzzzz", "rien n'y ressemble"),
    ],
)
def test_the_page_says_why_a_thing_is_not_seen(
    client: Client, query: str, said: str, reason: str
) -> None:
    told = text_of(page(client, f"{query}&why={said}")).replace("\u00a0", " ")
    assert reason in told


def test_a_typed_name_becomes_a_reference_in_the_address(client: Client) -> None:
    found = client.get("/fr/explorer?q=CYR")
    assert (found.status_code, found.headers["location"]) == (
        303,
        "/fr/explorer?centre=organisation/cyr",
    )
    path = client.get("/en/explorer?from=ada&to=Dio")
    assert path.headers["location"] == "/en/explorer?path=organisation/ada,organisation/dio"
    assert "Vouliez-vous dire" in text_of(page(client, "q=mécena")).replace("\u00a0", " ")


def test_no_path_is_said_and_is_no_error(client: Client) -> None:
    told = text_of(page(client, "path=organisation/ada,organisation/eve"))
    assert "Aucun chemin ne relie ces deux choses" in told


def test_measures_of_the_actors_shown_stand_under_the_caution(client: Client) -> None:
    html = page(client, CYR)
    part = html[html.index('class="x-measures"') :]
    assert "pas le terrain" in part[: part.index("<table")]
    assert "0,333" in part


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("svg", "image/svg+xml"),
        ("png", "image/png"),
        ("graphml", "application/graphml+xml"),
        ("gexf", "application/gexf+xml"),
    ],
)
def test_the_picture_is_taken_away_with_its_places(client: Client, form: str, kind: str) -> None:
    answer = client.get(f"/fr/explorer.{form}?{CYR}")
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, kind)
    assert f".{form}" in answer.headers["content-disposition"]
    if form == "png":
        assert answer.content.startswith(b"\x89PNG")
    else:
        ElementTree.fromstring(answer.content)  # noqa: S314
        assert "pas le terrain" in answer.text
    assert answer.content == client.get(f"/fr/explorer.{form}?{CYR}").content


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("centre=organisation/nobody", 404),
        ("centre=../x", 400),
        ("cap=9999&centre=organisation/cyr", 400),
        ("question=nothing", 400),
    ],
)
@pytest.mark.parametrize("path", ["/fr/explorer", "/fr/explorer.json", "/fr/explorer.svg"])
def test_what_cannot_be_shown_is_refused_with_a_reason(
    client: Client, path: str, query: str, status: int
) -> None:
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == status


def test_the_pictures_address_is_offered_in_the_other_language(client: Client) -> None:
    assert 'hreflang="en" lang="en">' in page(client, CYR)
    assert "/en/explorer?centre=organisation/cyr&amp;steps=2" in page(client, CYR)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_map_to_take_away_is_one_file_to_keep_and_the_page_offers_it(
    client: Client, language: str
) -> None:
    html = page(client, CYR, language)
    (href,) = re.findall(rf'href="(/{language}/carte\.html\?[^"]+)"', html)
    answer = client.get(href.replace("&amp;", "&"))
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="carte.html"'
    assert f'<html lang="{language}">' in answer.text
    told = packed_data(answer.text)
    drawn = json.loads(client.get(f"/{language}/explorer.json?{CYR}").text)
    assert [one["id"] for one in told["nodes"]] == [one["id"] for one in drawn["boxes"]]


def test_a_map_around_nothing_is_refused_in_its_own_words(client: Client) -> None:
    answer = client.get("/fr/carte.html")
    assert answer.status_code == 400
    assert "Cette carte ne montrerait rien" in text_of(answer.text)


def test_paper_is_offered_where_there_is_a_link_to_vote_on(client: Client) -> None:
    assert "papier.pdf" in client.get("/fr/explorer?centre=organisation/cyr&steps=3").text
    assert "papier.pdf" not in client.get("/fr/explorer?centre=organisation/eve").text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_sheets_of_a_workshop_are_one_document_and_the_page_offers_it(
    client: Client, language: str
) -> None:
    html = page(client, "centre=organisation/cyr&steps=3", language)
    (href,) = re.findall(rf'href="(/{language}/papier\.pdf\?[^"]+)"', html)
    answer = client.get(href.replace("&amp;", "&") + "&tables=2")
    assert answer.headers["content-type"] == "application/pdf", text_of(answer.text)
    with pdfplumber.open(io.BytesIO(answer.content)) as book:
        texts = [one.extract_text() for one in book.pages]
    assert [text.split(" –")[0] for text in texts if text.startswith("Table")] == [
        "Table 1",
        "Table 2",
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_sheets_are_also_an_archive_of_a_file_for_each(client: Client, language: str) -> None:
    answer = client.get(f"/{language}/papier.zip?centre=organisation/cyr&steps=3&tables=2")
    assert answer.headers["content-type"] == "application/zip", text_of(answer.text)
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert [name for name in names if name.startswith("table-")] == ["table-01.pdf", "table-02.pdf"]


@pytest.mark.parametrize("tables", ["0", "999", "deux"])
def test_as_many_tables_as_no_room_holds_are_refused(client: Client, tables: str) -> None:
    answer = client.get(f"/fr/papier.zip?{CYR}&tables={tables}")
    assert answer.status_code == 400
    assert "Donnez de 1 à 12 tables" in text_of(answer.text)


def test_a_typo_in_one_end_of_a_path_keeps_the_other_and_a_proposal_asks_the_path(
    client: Client,
) -> None:
    html = client.get("/fr/explorer?from=Ada&to=Mécena").text
    assert re.search(r'<input id="x-from"[^>]* value="Ada"', html)
    assert re.search(r'<input id="x-to"[^>]* value="Mécena"', html)
    assert "« Ada »" not in text_of(html).replace("\u00a0", " ")
    proposed = re.findall(r'href="(/fr/explorer\?from=Ada&amp;to=[^"]+)"', html)
    sent = client.get(proposed[0].replace("&amp;", "&"))
    assert sent.headers["location"] == "/fr/explorer?path=organisation/ada,category/mecenat"


def test_one_thing_left_out_is_counted_in_the_singular(client: Client) -> None:
    told = text_of(page(client, f"{CYR}&hide=territory"))
    assert "Genres écartés : 1 territoire." in told.replace("\u00a0", " ")
