"""The pages of evidence on the invented corpus: what a cell says is what was counted by hand."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import xml.etree.ElementTree as ET

import pdfplumber
import pytest

from tests.api.conftest import Client

PAGES = ("/preuves", "/manques", "/contradictions", "/signaux")


def cells(text: str) -> list[str]:
    """The cells of the matrix as plain text, row by row."""
    body = text.partition("<tbody")[2].partition("</tbody>")[0]
    found = re.findall(r"<td.*?</td>", body, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()).replace("\xa0", " ") for one in found]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_each_page_answers_in_both_languages(invented: Client, language: str, path: str) -> None:
    answer = invented.get(f"/{language}{path}")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert answer.text.count("<h1") == 1


def test_a_cell_says_what_was_counted_by_hand(invented: Client) -> None:
    # Alliances in general x confidence: one supposed link, one claim for, against and mixed.
    first = cells(invented.get("/fr/preuves").text)[0]
    assert "S 1 supposé" in first
    assert "1 pour · 1 contre · 1 neutre ou mitigée" in first
    assert "Aucun lien démontré, mesuré ou observé." in first


def test_two_claims_of_one_link_count_as_one_link(invented: Client) -> None:
    assert "P 1 perçu" in cells(invented.get("/fr/preuves").text)[1]


def test_an_empty_cell_says_its_kind_and_its_date(invented: Client) -> None:
    empty = [one for one in cells(invented.get("/fr/preuves").text) if "lu jusqu" in one]
    assert empty
    assert all(re.search(r"lu jusqu.au \d+ \w+ \d{4}", one) for one in empty)


def test_no_row_and_no_column_has_a_total(invented: Client) -> None:
    text = invented.get("/fr/preuves").text.lower()
    assert "<thead" in text
    assert "<tfoot" not in text
    assert not re.search(r"<t[hd][^>]*>\s*total", text)


def test_one_status_keeps_only_the_cells_that_have_it(invented: Client) -> None:
    text = invented.get("/fr/preuves?statut=suppose").text
    faded = len(re.findall("crossing-faded", text))
    kept = re.search(r"(\d+) croisements? (?:a|ont) au moins un lien", text.replace("\xa0", " "))
    assert kept
    assert faded + int(kept.group(1)) == 5 * 4


@pytest.mark.parametrize("query", ["statut=prouve", "rows=category&columns=moon", "rows="])
def test_what_is_not_a_matrix_or_a_status_is_refused(invented: Client, query: str) -> None:
    assert invented.get(f"/fr/preuves?{query}").status_code in {400, 404}


@pytest.mark.parametrize("columns", ["impact", "category"])
def test_a_matrix_opens_whichever_side_comes_first(invented: Client, columns: str) -> None:
    assert invented.get(f"/fr/preuves?rows=domain&columns={columns}").status_code == 200
    assert invented.get(f"/fr/preuves?rows={columns}&columns=domain").status_code == 200


def crossings(client: Client, path: str) -> list[str]:
    return re.findall(r'href="(/fr/crossing/[^"]+)"', client.get(path).text)


def test_every_cell_opens_and_says_what_it_holds_or_what_its_gap_means(invented: Client) -> None:
    places = crossings(invented, "/fr/preuves")
    assert len(places) == 5 * 4
    for place in places:
        text = invented.get(place).text
        held = re.search("affirmations? pour", text) is not None
        missing = "Qui demande ce savoir" in text
        assert held != missing


def test_a_crossing_shows_the_words_that_carry_its_claims(invented: Client) -> None:
    text = invented.get(crossings(invented, "/fr/preuves")[0]).text
    assert "<blockquote" in text
    assert "claim/in-c3" in text


def test_a_gap_leads_from_the_list_to_its_page(invented: Client) -> None:
    place = crossings(invented, "/fr/manques")[0]
    assert "Les preuves les plus proches" in invented.get(place).text


def test_the_gaps_that_a_filter_hides_are_counted_with_the_way_back(invented: Client) -> None:
    text = invented.get("/fr/manques?type=sans-objet").text
    assert "masqués par les filtres" in text.replace("\xa0", " ")


def test_every_contradiction_of_the_corpus_stands_with_its_sides(invented: Client) -> None:
    text = invented.get("/fr/contradictions").text
    assert text.count('<article class="discrepancy">') == 3
    assert text.count('<li class="side">') >= 6


@pytest.mark.parametrize("path", ["/manques?page=0", "/contradictions?page=99", "/crossing/none"])
def test_a_page_there_is_not_is_404(invented: Client, path: str) -> None:
    assert invented.get(f"/fr{path}").status_code == 404


def test_the_files_of_a_view_hold_its_cells(invented: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(invented.get("/fr/preuves.csv").text)))
    assert len(rows) == 5 * 4
    told = json.loads(invented.get("/fr/preuves.json").text)
    assert len(told["rows"]) == 5 * 4
    assert "matrix/categorie-impact" in invented.get("/fr/preuves.rq").text


@pytest.mark.parametrize(("language", "name"), [("fr", "Catégorie"), ("en", "Category")])
def test_a_matrix_is_printed_as_the_page_shows_it(
    invented: Client, language: str, name: str
) -> None:
    page = invented.get(f"/{language}/preuves?statut=observe").text
    (href,) = re.findall(rf'href="(/{language}/preuves\.pdf\?[^"]+)"', page)
    answer = invented.get(href.replace("&amp;", "&"))
    assert answer.headers["content-type"] == "application/pdf"
    with pdfplumber.open(io.BytesIO(answer.content)) as book:
        first, *_, last = [one.extract_text() for one in book.pages]
        sizes = {round(char["size"], 1) for one in book.pages for char in one.chars}
    assert name in first
    assert {"fr": "observé", "en": "observed"}[language] in first.splitlines()[0]
    version = invented.ask("GET", "/health").json()["data_version"]
    assert version[:16] in last
    # Nothing of a matrix is printed smaller than the foot of its sheet.
    assert min(sizes) >= 8


def test_a_matrix_of_many_rows_goes_over_several_sheets_and_loses_none(invented: Client) -> None:
    answer = invented.get("/fr/preuves.pdf?rows=domain&columns=impact")
    with pdfplumber.open(io.BytesIO(answer.content)) as book:
        texts = [one.extract_text() for one in book.pages]
    assert len(texts) > 2
    said = " ".join(" ".join(texts).split())
    page = invented.get("/fr/preuves?rows=domain&columns=impact").text
    names = re.findall(r'<tr><th scope="row">.*?<a [^>]*>(.*?)</a>', page)
    assert len(names) == 16
    for one in names:
        # A long name stands in several lines: its first word is enough to find its row.
        assert html.unescape(one).split()[0].rstrip(",") in said


def test_no_matrix_is_printed_smaller_than_a_table_reads(invented: Client) -> None:
    # Territories by domains: sixteen columns, which no sheet of A3 holds.
    answer = invented.get("/fr/preuves.pdf?rows=territory&columns=domain")
    with pdfplumber.open(io.BytesIO(answer.content)) as book:
        sizes = {char["size"] for one in book.pages for char in one.chars}
        texts = [one.extract_text() for one in book.pages]
    assert min(sizes) >= 8
    page = invented.get("/fr/preuves?rows=territory&columns=domain").text
    names = re.findall(r'<th scope="col"><a [^>]*>(.*?)</a>', page)
    assert len(names) == 16
    for name in names:
        # Each column is on a sheet, with the rows of that sheet beside it.
        assert any(html.unescape(name).split()[0].rstrip(",") in text for text in texts)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_picture_is_well_formed_and_says_status_version_and_caution(
    invented: Client, language: str
) -> None:
    answer = invented.get(f"/{language}/preuves.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    root = ET.fromstring(answer.text)  # noqa: S314  our own text
    said = " ".join(root.itertext())
    version = invented.ask("GET", "/health").json()["data_version"]
    assert version[:12] in said
    assert {"fr": "jamais des parts", "en": "never shares"}[language] in said
    assert not [node for node in root.iter() if node.tag.endswith("script")]
