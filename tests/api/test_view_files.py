"""A view and its file are one thing: the same filters, every row."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from tests.api.conftest import Client

VIEWS = ("contradictions", "manques", "regards", "signaux", "territoires")


def rows(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.text)))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_links_to_its_files_which_hold_the_same_rows(
    invented: Client, language: str, view: str
) -> None:
    page = invented.get(f"/{language}/{view}").text
    assert f'href="/{language}/{view}.csv"' in page
    told = rows(invented, f"/{language}/{view}.csv")
    data = json.loads(invented.get(f"/{language}/{view}.json").text)
    assert len(told) == len(data["rows"]) > 0
    assert [one["name"] for one in data["columns"]] == list(told[0])
    assert data["title"]
    assert data["data"]["content_hash"]


@pytest.mark.parametrize("view", VIEWS)
def test_another_suffix_is_not_found(invented: Client, view: str) -> None:
    assert invented.get(f"/fr/{view}.exe").status_code == 404


def test_every_gap_of_the_page_is_in_the_file_in_the_same_order(invented: Client) -> None:
    told = rows(invented, "/fr/manques.csv")
    assert [int(one["rank"]) for one in told] == list(range(1, len(told) + 1))
    text = invented.get("/fr/manques").text
    found = re.search(r"([\d\s]+) manques", text.partition('class="found"')[2])
    assert found
    assert int("".join(found[1].split())) == len(told)


def test_a_filter_of_the_page_narrows_the_file_and_the_link_keeps_it(invented: Client) -> None:
    every = rows(invented, "/fr/manques.csv")
    query = "matrice=categorie-impact"
    kept = rows(invented, f"/fr/manques.csv?{query}")
    assert 0 < len(kept) < len(every)
    assert {one["matrix"] for one in kept} == {"Catégorie × impact"}
    assert f'href="/fr/manques.csv?{query}"' in invented.get(f"/fr/manques?{query}").text


def test_a_contradiction_has_one_line_for_each_side_with_its_words(invented: Client) -> None:
    told = rows(invented, "/fr/contradictions.csv")
    sides: dict[str, list[dict[str, str]]] = {}
    for one in told:
        sides.setdefault(one["page"], []).append(one)
    assert sides
    assert all(len(many) >= 2 for many in sides.values())
    assert all(one["quote"] for one in told)
    for address, many in list(sides.items())[:3]:
        page = invented.get(address)
        assert page.status_code == 200
        assert many[0]["contradiction"]


def test_a_state_that_no_contradiction_can_have_is_not_found(invented: Client) -> None:
    assert invented.get("/fr/contradictions.csv?etat=oubliee").status_code == 404


def test_the_file_of_territories_counts_what_the_page_counts(invented: Client) -> None:
    told = rows(invented, "/fr/territoires.csv")
    regions = [one for one in told if one["group"] == "Régions de métropole"]
    assert len(regions) == 13
    text = invented.get("/fr/territoires").text
    for one in told:
        row = text.partition(f'href="{one["page"]}"')[2].partition("</tr>")[0]
        cells = re.findall(r'class="num">(?:<[^>]+>)?([\d\s]+)<', row)
        assert cells == [one["figures"], one["indicators"], one["cases"]]
