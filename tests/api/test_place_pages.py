"""Territories as pages: what is held of each, beside France, and what the graph lacks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from api.application import create_app
from commands.build import publish
from commands.settings import Settings
from explorer.places import TILES
from explorer.reading import Reading
from explorer.territory import territory_of
from graph.snapshots import Snapshots
from ontology.iris import concept
from queries.answers import ask, cell
from queries.catalogue import read_question
from tests.api.conftest import Client


def built(store: Path, record: Path, sources: Path) -> Path:
    publish(
        Settings(
            host="127.0.0.1", port=0, store=store, record=record, public_url="", sources=sources
        ),
        gates=False,
    )
    return store


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Client:
    store = tmp_path_factory.mktemp("invented")
    return Client(create_app(built(store, corpus / "record", corpus / "sources")))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, repository: Path, sources: Path) -> Path:
    return built(tmp_path_factory.mktemp("real"), repository / "data", sources)


def plain(text: str) -> str:
    spaced = re.sub(r"<[^>]+>", " ", text).replace("\xa0", " ").replace("\u202f", " ")
    return " ".join(spaced.split())


def section(text: str, name: str) -> str:
    found = re.search(rf'<section[^>]*aria-labelledby="{name}".*?</section>', text, re.DOTALL)
    return plain(found.group()) if found else ""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_list_answers_in_both_languages_before_its_map(invented: Client, language: str) -> None:
    text = invented.get(f"/{language}/territoires").text
    assert f'<html lang="{language}">' in text
    assert text.count("<h1") == 1
    assert 0 < text.index("<table") < text.index('<svg viewBox="-2')


def test_every_region_has_one_tile_that_leads_to_its_page(invented: Client) -> None:
    text = invented.get("/fr/territoires").text
    drawing = text.partition('<svg viewBox="-2')[2].partition("</svg>")[0]
    led = re.findall(r'<a href="/fr/scheme/territory/([^"]+)"', drawing)
    assert sorted(led) == sorted(TILES)
    assert len(set(TILES.values())) == 18


def test_study_territories_are_listed_apart_and_never_on_the_map(invented: Client) -> None:
    text = invented.get("/fr/territoires").text
    listed, _, drawing = text.partition('<svg viewBox="-2')
    apart = listed.partition('id="etudes"')[2]
    for slug in ("etude-paca-corse", "etude-rhone-alpes", "etude-sud-est"):
        assert f"/fr/scheme/territory/{slug}" in apart
        assert slug not in drawing


def test_an_indicator_stands_beside_france_with_its_rank(invented: Client) -> None:
    # Two regions have a value: 42 in Normandie, 31 in Bretagne; 12.5 in France.
    text = section(invented.get("/fr/scheme/territory/bretagne").text, "indicateurs")
    assert re.search(r"31 12,5 2 sur 2", text)
    text = section(invented.get("/fr/scheme/territory/normandie").text, "indicateurs")
    assert re.search(r"42 12,5 1 sur 2", text)


def test_what_is_not_held_is_said_once_and_never_as_empty_headings(invented: Client) -> None:
    text = invented.get("/fr/scheme/territory/guyane").text
    headings = re.findall(r'<h2 id="([^"]+)"', text)
    assert set(headings).isdisjoint({"valables", "indicateurs", "cas", "recouvre"})
    box = section(text, "reste")
    assert "aucun chiffre, aucun indicateur officiel, aucun cas." in box
    assert "Aucune étude connue du graphe n’annonce de rapport" in box
    assert "alliances load" in box


def test_a_region_names_the_study_territories_that_overlap_it(invented: Client) -> None:
    text = section(invented.get("/fr/scheme/territory/corse").text, "recouvre")
    assert "PACA Corse (territoire d’étude)" in text
    assert "Sud-Est (territoire d’étude)" in text
    assert "Rhône-Alpes" not in text


@pytest.mark.slow
def test_the_page_ranks_as_the_question_of_the_catalogue_does(real: Path) -> None:
    snapshot = Snapshots(real).current()
    assert snapshot is not None
    store = snapshot.open()
    question = read_question("indicateurs-d-un-territoire")
    for slug in ("bretagne", "corse"):
        held = territory_of(Reading(store, "fr"), concept("territory", slug)).indicators
        domains = {one.href.rpartition("/")[2] for line in held for one in line.domains}
        asked: dict[str, tuple[object, ...]] = {}
        for domain in domains:
            answer = ask(question, {"domain": domain, "territory": slug}, store)
            names = [column.name for column in answer.columns]
            for row in answer.rows:
                told = {name: cell(value) for name, value in zip(names, row, strict=True)}
                name = str(told["indicator_fr"])
                asked[name] = (told["rank"] or 0, told["ranked"] if told["rank"] else 0)
        assert len(held) > 20
        assert {
            line.link.words.text: (line.rank, line.ranked if line.rank else 0) for line in held
        } == asked


@pytest.mark.slow
def test_the_report_of_a_region_is_the_one_the_record_announces(real: Path) -> None:
    asked = Client(create_app(real))
    alone = section(asked.get("/fr/scheme/territory/grand-est").text, "reste")
    assert "PHARE-Région Grand Est" in alone
    series = section(asked.get("/fr/scheme/territory/bretagne").text, "reste")
    assert "PHARE-Territoires" in series
    assert "diagnostics territoriaux des 13 régions" in series
    overseas = section(asked.get("/fr/scheme/territory/la-reunion").text, "reste")
    assert "Aucune étude connue du graphe" in overseas
    assert "Phenix Réunion" in section(asked.get("/fr/scheme/territory/la-reunion").text, "cas")
