"""Territories, tools and a programme as pages: what is held, what is announced, what lacks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from api.application import create_app
from commands.build import publish
from explorer.places import TILES
from explorer.programme import programme_of, side_of
from explorer.reading import Reading
from explorer.territory import territory_of
from graph.embedded import EmbeddedStore
from graph.snapshots import Snapshots
from ontology.iris import concept
from ontology.iris import graph as named_graph
from ontology.terms import AL
from queries.answers import ask, cell
from queries.catalogue import read_question
from tests.api.conftest import Client
from tests.builds import settings_of


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, repository: Path, sources: Path) -> Path:
    store = tmp_path_factory.mktemp("real")
    publish(settings_of(store, repository / "data", sources), gates=False)
    return store


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


def test_france_is_compared_with_nothing_and_lacks_no_regional_report(invented: Client) -> None:
    text = invented.get("/fr/scheme/territory/france").text
    assert section(text, "reste") == ""
    assert "12,5" in section(text, "indicateurs")
    assert "Rang" not in section(text, "indicateurs").replace("Le rang 1", "")


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


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("path", ["outils", "programme"])
def test_tools_and_programme_answer_in_both_languages(
    invented: Client, language: str, path: str
) -> None:
    answer = invented.get(f"/{language}/{path}")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert answer.text.count("<h1") == 1


def test_a_tool_keeps_its_kind_and_says_that_it_is_only_announced(invented: Client) -> None:
    # The invented record holds one resource.
    text = plain(invented.get("/fr/outils").text)
    assert "1 outil ou formation" in text


def test_a_filter_that_keeps_nothing_says_so_and_leads_back(invented: Client) -> None:
    text = invented.get("/fr/outils?public=group/etudiants").text
    assert "Aucun outil ne passe ces filtres." in text
    assert '<a href="/fr/outils">' in text


def test_an_unknown_programme_and_an_unknown_page_are_not_found(invented: Client) -> None:
    assert invented.get("/fr/programme?programme=nulle-part").status_code == 404
    assert invented.get("/fr/outils?page=9").status_code == 404


@pytest.mark.parametrize(
    ("relation", "target", "issued", "side"),
    [
        ("vise", "2018", "2020", "planned"),
        ("a-lieu-le", "2022", "2017-11-23", "planned"),
        ("a-lieu-le", "2018", "2018", "unsure"),
        ("a-lieu-le", "2018", "", "unsure"),
        ("a-lieu-le", "2017", "2018", "delivered"),
        ("a-lieu-le", "2017-11-25", "2017-11-23", "planned"),
        ("a-lieu-le", "2017-11-23", "2017-11-23", "delivered"),
        ("commence-en", "2018", "2018", "planned"),
        ("commence-en", "2017-11-23", "2018", "delivered"),
    ],
)
def test_a_source_older_than_the_date_can_only_announce(
    relation: str, target: str, issued: str, side: str
) -> None:
    year = Literal(target[:4])
    period, told = NamedNode(concept("period", target)), NamedNode(named_graph("ontology"))
    store = EmbeddedStore.in_memory([Quad(period, AL.endYear, year, told)])
    assert side_of(Reading(store, "fr"), relation, period.value, issued) == side


@pytest.mark.slow
def test_nothing_of_the_plan_announced_for_later_is_shown_as_done(real: Path) -> None:
    snapshot = Snapshots(real).current()
    assert snapshot is not None
    found = programme_of(Reading(snapshot.open(), "fr"), {})
    assert found.reference == "programme/plan-quinquennal-2018-2022"
    done = {claim.iri.rpartition("/")[2] for step in found.steps for claim in step.delivered}
    # Every source of the plan is of 2017 or 2018: only its launch, in 2017, is told afterwards.
    assert done == {"d004a-c044"}
    every = {
        claim.iri
        for step in found.steps
        for claim in (*step.planned, *step.delivered, *step.unsure)
    }
    question = read_question("programme-prevu-et-realise")
    answer = ask(question, {"programme": found.reference}, snapshot.open())
    place = [column.name for column in answer.columns].index("claim")
    assert every == {str(cell(row[place])) for row in answer.rows}


@pytest.mark.slow
def test_a_filter_of_tools_keeps_what_the_record_says(real: Path) -> None:
    asked = Client(create_app(real))
    text = plain(asked.get("/fr/outils?public=group/etudiants").text)
    # data: only the academic contents are said to be meant for students.
    assert "1 outil ou formation" in text
    assert "Étudiants A affirmé" in text
    both = plain(asked.get("/fr/outils?niveau=resource/session-decouverte").text)
    assert "2 outils et formations" in both
