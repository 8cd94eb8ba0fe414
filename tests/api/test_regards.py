"""Crossed views on the invented corpus: groups side by side, nothing averaged, breaks shown."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from api.application import create_app
from commands.build import publish
from tests.api.conftest import Client
from tests.builds import settings_of


@pytest.fixture(scope="module")
def record(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Client:
    """The real record: the corpus asks each of its questions of one group only."""
    store = tmp_path_factory.mktemp("real")
    publish(settings_of(store, repository / "data"), gates=False)
    return Client(create_app(store))


def tables(text: str) -> list[str]:
    return re.findall(r"<table>.*?</table>", text, re.DOTALL)


@pytest.mark.slow
def test_the_page_opens_on_the_fullest_question(record: Client) -> None:
    text = record.get("/fr/regards").text
    groups = [int(n) for n in re.findall(r"<option value=\"[^\"]+\"[^>]*>[^<]*\((\d+)\)", text)]
    assert groups == sorted(groups, reverse=True)
    assert groups[0] >= 4
    head = tables(text)[0].partition("</thead>")[0]
    assert head.count('<th scope="col"') == groups[0] + 1


@pytest.mark.slow
def test_what_citizens_and_leaders_say_of_innovation_stands_side_by_side(record: Client) -> None:
    # 69 % of citizens and 81 % of company leaders, as the documents print them.
    text = record.get("/fr/regards?question=alliances-source-d-innovation").text
    assert re.search(r">69\s*%<", text)
    assert re.search(r">81\s*%<", text)


@pytest.mark.slow
def test_scores_and_shares_never_share_a_table(record: Client) -> None:
    text = record.get("/fr/regards?question=note-moyenne-de-fragilite").text
    units = [
        {unit for unit in ("%</a>", "sur 10</a>") if unit in table.replace("\xa0", " ")}
        for table in tables(text)
    ]
    assert {"sur 10</a>"} in units
    assert {"%</a>", "sur 10</a>"} not in units


@pytest.mark.slow
def test_a_question_of_nobody_is_404_and_a_choice_without_figures_says_so(record: Client) -> None:
    assert record.get("/fr/regards?question=nothing").status_code == 404
    text = record.get("/fr/regards?territoire=mayotte").text
    assert "Aucun chiffre pour ce choix." in text


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_answers_in_both_languages(record: Client, language: str) -> None:
    assert record.get(f"/{language}/regards").status_code == 200


@pytest.mark.slow
def test_perception_and_fact_stand_side_by_side_as_the_question_pairs_them(record: Client) -> None:
    # The catalogue's question pairs them by SPARQL, the page from its figures: the same pairs.
    rows = csv.DictReader(
        io.StringIO(record.get("/fr/questions/perceptions-et-indicateurs.csv").text)
    )
    slug = "domaine-d-action-attendu-des-entreprises"
    names = ("territory", "figure", "indicator", "indicator_rank")
    expected = {
        tuple(one[name].rpartition("/")[2] for name in names)
        for one in rows
        if one["question"].endswith(slug)
    }
    text = record.get(f"/fr/regards?question={slug}").text
    section = text.partition('aria-labelledby="ecarts"')[2].partition("</section>")[0]
    found = set()
    for item in re.findall(r"<li>.*?</li>", section, re.DOTALL):
        ends = re.findall(r'href="[^"]*/([^"/]+)"', item)
        place, figure, indicator = ends[0], ends[2], ends[3]
        rank = re.search(r"rang[\s\xa0]+(\d+)", item)
        assert rank
        found.add((place, figure, indicator, rank[1]))
    assert found == expected
    assert len(found) > 5
    # Bourgogne-Franche-Comté names poverty, and its rate is the 9th of 13.
    assert "beside-part" in section
