"""One selection in four readings: the same claims, the same filters, one address."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from contextlib import closing
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from explorer.selection import VIEWS
from graph.snapshots import Snapshots
from tests.api.conftest import Client

FILTERS = "impact=confiance&status=suppose"


def plain(text: str) -> str:
    said = re.sub(r"<[^>]+>", " ", text.partition("<main")[2].partition("</main>")[0])
    return " ".join(said.replace("\xa0", " ").replace("\u202f", " ").replace("’", "'").split())


def numbers(text: str) -> list[list[str]]:
    """The statuses with their numbers, cell by cell of the matrix of a page."""
    body = text.partition("<tbody")[2].partition("</tbody>")[0]
    return [
        re.findall(r'crossing-n">([\d\s]+)<', cell)
        for cell in re.findall(r"<td.*?</td>", body, re.DOTALL)
    ]


def counted(client: Client, query: str) -> int:
    """How many claims the page says it selects."""
    text = plain(client.get(f"/fr/selection?{query}").text)
    found = re.search(r"(\d+) affirmations? d'effet sur \d+", text)
    assert found, text[:200]
    return int(found[1])


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_each_reading_answers_in_both_languages(invented: Client, language: str, view: str) -> None:
    answer = invented.get(f"/{language}/selection?vue={view}")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("view", VIEWS)
def test_every_tab_keeps_the_filters(invented: Client, view: str) -> None:
    text = invented.get(f"/fr/selection?{FILTERS}&vue={view}").text
    tabs = text.partition('class="tabs"')[2].partition("</nav>")[0]
    hrefs = [one.replace("&amp;", "&") for one in re.findall(r'href="([^"]+)"', tabs)]
    assert len(hrefs) == len(VIEWS)
    assert all(FILTERS in one for one in hrefs)
    assert len(re.findall(r'aria-current="page"', tabs)) == 1


def test_every_reading_counts_the_same_claims(invented: Client) -> None:
    (told,) = {counted(invented, f"{FILTERS}&vue={view}") for view in VIEWS}
    rows = list(csv.reader(io.StringIO(invented.get(f"/fr/selection.csv?{FILTERS}").text)))
    data = json.loads(invented.get(f"/fr/selection.json?{FILTERS}").text)
    assert len(rows) - 1 == data["total"] == len(data["items"]) == told > 0


def test_the_query_finds_the_claims_of_the_page(invented: Client, built: Path) -> None:
    asked = f"{FILTERS}&q=confiance"
    query = invented.get(f"/fr/selection.rq?{asked}").text
    told = json.loads(invented.get(f"/fr/selection.json?{asked}").text)
    snapshot = Snapshots(built).current()
    assert snapshot is not None
    with closing(snapshot.open()) as store:
        found = {row[0].value for row in store.query(query).rows if isinstance(row[0], NamedNode)}
    assert found == {one["iri"] for one in told["items"]}
    assert found


def test_the_matrix_of_everything_has_the_numbers_of_preuves(invented: Client) -> None:
    for sides in ("", "rows=domain&columns=impact"):
        here = numbers(invented.get(f"/fr/selection?vue=matrice&{sides}").text)
        there = numbers(invented.get(f"/fr/preuves?{sides}").text)
        assert here == there
        assert any(here)


def test_a_cell_emptied_by_filters_is_no_gap(invented: Client) -> None:
    text = invented.get("/fr/selection?vue=matrice&status=suppose").text
    cells = re.findall(r"<td class=\"crossing\".*?</td>", text, re.DOTALL)
    hidden = [one for one in cells if "masquée" in one and 'crossing-n"' not in one]
    assert hidden
    assert not any('class="gap' in one for one in hidden)
    assert any('class="gap' in one for one in cells)


def test_a_filter_says_what_it_hides_and_is_undone_by_one_click(invented: Client) -> None:
    text = invented.get("/fr/selection?status=suppose").text
    undo = text.partition('class="undo"')[2].partition("</ul>")[0]
    assert "masqués par le filtre statut" in undo.replace("\xa0", " ")
    href = re.findall(r'href="([^"]+)"', undo)[0]
    assert href == "/fr/selection"
    everything = invented.get(href).text
    assert 'class="undo"' not in everything


def test_the_picture_holds_the_ends_of_the_claims_and_no_script(invented: Client) -> None:
    answer = invented.get(f"/fr/selection.svg?{FILTERS}")
    assert answer.headers["content-type"] == "image/svg+xml"
    drawn = ET.fromstring(answer.text)  # noqa: S314  our own picture
    assert "Confiance" in " ".join(" ".join(drawn.itertext()).split())
    assert "script" not in answer.text


def test_a_selection_that_keeps_nothing_says_so_and_leads_out(invented: Client) -> None:
    answer = invented.get("/fr/selection?domain=nulle-part&vue=matrice")
    assert answer.status_code == 200
    assert "Aucune affirmation ne passe tous ces filtres" in plain(answer.text)
    assert 'class="empty"' in answer.text


@pytest.mark.parametrize(
    "path", ["/fr/selection?page=99", "/fr/selection.exe", "/fr/selection?page=x"]
)
def test_what_does_not_exist_is_not_found(invented: Client, path: str) -> None:
    assert invented.get(path).status_code == 404


def test_a_matrix_that_is_none_is_refused_with_the_pairs_there_are(invented: Client) -> None:
    answer = invented.get("/fr/selection?vue=matrice&rows=case&columns=year")
    assert answer.status_code == 400
    assert "category" in plain(answer.text)


def test_a_stranger_s_words_are_shown_and_never_run(invented: Client) -> None:
    told = invented.get("/fr/selection?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E&domain=%22%3E").text
    assert "&lt;script&gt;alert(1)" in told
    assert "<script>alert" not in told
    assert 'value="">' not in told.partition("<main")[2]
