"""Answers about the network: ranked, told in sentences, written for other tools, cautioned."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from commands.network import network_command
from graph.embedded import EmbeddedStore
from graph.network import SAMPLE_CAUTION, Network, read_network
from graph.projections import project
from graph.snapshots import Snapshots
from ontology.errors import QueryError
from ontology.iris import iri_of
from queries.answers import cell
from queries.network import around, find_thing, joined, measured
from queries.network_files import NETWORK_FILES, network_file, ties_file
from queries.sentences.ties import tie_sentences
from queries.writing import Edition
from tests.graph.networks import network_store


@pytest.fixture(scope="module")
def held(repository: Path) -> Iterator[EmbeddedStore]:
    store = network_store(repository)
    yield store
    store.close()


@pytest.fixture(scope="module")
def network(held: EmbeddedStore) -> Network:
    return read_network(held)


@pytest.fixture(scope="module")
def published(held: EmbeddedStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("network")
    named = [quad for name in held.graphs() for quad in held.quads(name)]
    Snapshots(root).publish(named, rules=(), gates=lambda _: (), notes={})
    return root


def test_a_measure_is_ranked_with_the_strongest_first_and_carries_the_caution(
    network: Network,
) -> None:
    answer = measured(network, "actors", "betweenness")
    assert [(cell(row[1]), cell(row[4])) for row in answer.rows[:2]] == [
        ("Cyr", Decimal("0.333333")),
        ("Ada", Decimal("0.0")),
    ]
    assert answer.question.note is not None
    assert answer.question.note.fr.startswith(SAMPLE_CAUTION.fr)
    assert "1 groupe(s) décrit(s)" in answer.question.note.fr


def test_communities_are_numbered_with_their_size(network: Network) -> None:
    rows = measured(network, "actors", "communities").rows
    assert [tuple(cell(term) for term in (row[1], row[4], row[5])) for row in rows] == [
        ("Ada", 1, 2),
        ("Bel", 1, 2),
        ("Cyr", 2, 2),
        ("Dio", 2, 2),
        ("Eve", 3, 1),
    ]


def test_each_step_of_a_path_is_a_sentence_with_its_status_quote_and_place(
    held: EmbeddedStore, network: Network
) -> None:
    answer = joined(held, network, iri_of("organisation/ada"), iri_of("mechanism/complementarite"))
    told = [tuple(cell(term) for term in row) for row in answer.rows]
    # Two ties join alliance and mechanism: the category enables it, and works through it to trust.
    inferred = "déduit par la personne qui a codé"
    assert [(row[1], row[2]) for row in told] == [
        (1, "Ada prend part à l'alliance « Un »."),
        (2, f"L'alliance « Un » relève de la catégorie « Mécénat » ({inferred})."),
        (3, "Selon la source citée, le mécénat permet la complémentarité des acteurs."),
    ]
    assert told[2][4:] == (
        "A – Affirmé",
        "A – Asserted",
        "le mécénat rapproche des acteurs complémentaires",
        iri_of("document/note"),
        "Note",
        "En bref",
        12,
    )
    assert told[0][4:9] == (None, None, None, iri_of("webpage/one"), "Page un")


def test_an_answer_around_a_thing_says_what_it_leaves_out(
    held: EmbeddedStore, network: Network
) -> None:
    answer = around(held, network, iri_of("organisation/cyr"), steps=2, cap=4)
    assert answer.question.note is not None
    assert "5 thing(s) within 2 step(s) not shown (cap 4)" in answer.question.note.en


def test_a_thing_is_found_by_reference_slug_or_folded_name_and_never_guessed(
    network: Network,
) -> None:
    ada = iri_of("organisation/ada")
    assert {find_thing(network, said) for said in ("organisation/ada", ada, "ada", "ADA")} == {ada}
    assert find_thing(network, "mecenat") == iri_of("category/mecenat")
    with pytest.raises(QueryError) as refusal:
        find_thing(network, "mécena")
    assert "category/mecenat" in refusal.value.cure.fr


def test_ties_without_a_claim_are_sentences_in_both_languages(
    held: EmbeddedStore, network: Network
) -> None:
    told = tie_sentences(held, network, network.ties_of[iri_of("alliance/four")])
    assert sorted(one.fr.cited for (one,) in told.values()) == [
        "Eve prend part à l'alliance « Quatre ». Source : Page du reste.",
        "L'alliance « Quatre » réunit aussi un groupe décrit sans être nommé : 12 voisins. "
        "Source : Page du reste.",
    ]
    assert sorted(one.en.text for (one,) in told.values())[0] == (
        "Eve takes part in the alliance “Quatre”."
    )


@pytest.mark.parametrize("form", NETWORK_FILES)
def test_a_file_read_back_has_every_tie_with_status_relation_and_sources(
    network: Network, edition: Edition, form: str
) -> None:
    data = network_file(network, project(network, "all"), form, edition)
    read = nx.read_graphml if form == "graphml" else nx.read_gexf
    back = read(io.BytesIO(data))
    assert back.number_of_nodes() == len(network.nodes)
    assert back.number_of_edges() == len(network.ties)
    edge = back.get_edge_data(iri_of("category/mecenat"), iri_of("impact/confiance"))
    assert [edge[key] for key in ("relation", "letter", "line", "status", "sources")] == [
        "contribue à",
        "P",
        "short-dash",
        "Perçu",
        "Note",
    ]
    assert back.nodes[iri_of("organisation/ada")]["actor-type"] == "Association"
    assert SAMPLE_CAUTION.fr in " ".join(ElementTree.fromstring(data).itertext())  # noqa: S314
    assert data == network_file(network, project(network, "all"), form, edition)


@pytest.mark.parametrize("form", NETWORK_FILES)
def test_a_file_of_a_projection_has_its_weights_and_a_view_its_positions(
    network: Network, edition: Edition, form: str
) -> None:
    read = nx.read_graphml if form == "graphml" else nx.read_gexf
    ada, bel = iri_of("organisation/ada"), iri_of("organisation/bel")
    actors = read(io.BytesIO(network_file(network, project(network, "actors"), form, edition)))
    assert actors.get_edge_data(ada, bel)["weight"] == 2
    place = {ada: (1.5, -2.0)}
    view = read(io.BytesIO(ties_file(network, [ada, bel], [], form, edition, positions=place)))
    assert (view.nodes[ada]["x"], view.nodes[ada]["y"]) == (1.5, -2.0)


def said(
    store: Path,
    capfd: pytest.CaptureFixture[str],
    verb: str,
    *things: str,
    form: str = "table",
    name: str = "",
) -> str:
    network_command(
        store, verb, things, name=name, steps=1, cap=60, form=form, language="fr", out=None
    )
    return capfd.readouterr().out


def test_the_command_prints_the_caution_in_every_form(
    published: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert SAMPLE_CAUTION.fr in said(published, capfd, "degree")
    assert (
        SAMPLE_CAUTION.fr in json.loads(said(published, capfd, "degree", form="json"))["note"]["fr"]
    )
    lines = list(csv.DictReader(io.StringIO(said(published, capfd, "degree", form="csv"))))
    assert {line["caution_en"] for line in lines} == {SAMPLE_CAUTION.en}
    assert "caution_fr" in said(published, capfd, "degree", form="graphml")


def test_the_command_answers_a_path_between_two_names(
    published: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = said(published, capfd, "paths", "Ada", "organisation/dio")
    assert "Cyr prend part à l'alliance « Deux »" in text


@pytest.mark.parametrize(
    ("verb", "things", "form"),
    [("paths", ["Ada"], "table"), ("closeness", [], "table"), ("degree", [], "dot")],
)
def test_the_command_refuses_what_cannot_be_asked(
    published: Path, verb: str, things: list[str], form: str
) -> None:
    with pytest.raises(QueryError):
        network_command(
            published, verb, things, name="", steps=1, cap=9, form=form, language="fr", out=None
        )
