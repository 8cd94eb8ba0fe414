"""An export is the graph as a file: nothing lost, nothing invented, the same bytes each time."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import polars as pl
import pytest
import yaml
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from graph.embedded import EmbeddedStore, in_default_graph
from graph.oracle import OracleStore
from ontology import iris
from ontology.errors import QueryError
from ontology.terms import AL, RDF, RDFS
from queries.catalogue import export_names
from queries.exports import GRAPH_FORMATS, check, export, kinds
from queries.writing import Edition
from tests.some import some

Lines = Callable[[EmbeddedStore, str], dict[str, dict[str, str]]]


def test_json_has_lists_numbers_and_where_it_comes_from(
    store: EmbeddedStore, edition: Edition
) -> None:
    document = json.loads(export("cases", "json", store, edition))
    garden = next(row for row in document["rows"] if row["id"] == "jardin")
    assert garden["domains"] == ["environnement", "isolement-lien-social"]
    assert garden["partners"] == ["organisation/les-semeurs", "organisation/sogrow", None]
    assert garden["end"] is None
    assert document["data"]["content_hash"] == edition.content_hash
    figures = json.loads(export("figures", "json", store, edition))["rows"]
    assert [(row["value"], row["multiple_response"], row["source_line"]) for row in figures] == [
        (62, False, 3),
        (64, False, 5),
        (-3, True, 4),
    ]


# How a record file of each folder counts in the exports.
def _held(record: Path) -> dict[str, set[str]]:
    documents = [
        yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in (record / "documents").glob("*.yaml")
    ]
    cases = [
        yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in (record / "cases").glob("*.yaml")
    ]
    return {
        "figures": {figure["id"] for each in documents for figure in each.get("figures", ())},
        "claims": {claim["id"] for each in documents for claim in each.get("claims", ())}
        | {item["id"] for each in cases for item in each.get("items", ())},
        "cases": {each["case"] for each in cases},
        "organisations": {path.stem for path in (record / "organisations").glob("*.yaml")},
    }


def test_every_figure_claim_case_and_organisation_of_the_corpus_is_one_line(
    corpus: Path, corpus_store: EmbeddedStore, lines: Lines
) -> None:
    for kind, ids in _held(corpus / "record").items():
        assert ids, kind
        assert set(lines(corpus_store, kind)) == ids, kind


def test_every_claim_of_the_corpus_has_a_status_and_a_source(
    corpus_store: EmbeddedStore, lines: Lines
) -> None:
    for line in some(lines(corpus_store, "claims").values()):
        assert line["status"], line["id"]
        assert line["source_file"] or line["source_url"], line["id"]
        assert line["quote"] or line["quote_status"] == "to-find", line["id"]


def test_a_figure_of_the_corpus_reads_as_its_record(
    corpus: Path, corpus_store: EmbeddedStore, lines: Lines
) -> None:
    held = yaml.safe_load((corpus / "record/documents/rapport-marees.yaml").read_text("utf-8"))
    passages = {passage["id"]: passage for passage in held["passages"]}
    held_lines = lines(corpus_store, "figures")
    for figure in some(held["figures"]):
        line, passage = held_lines[figure["id"]], passages[figure["passage"]]
        assert line["value"] == str(figure["value"])
        assert line["unit"] == figure["unit"]
        assert line["question"] == figure["question"]
        assert line["population"] == figure["population"]
        assert line["period"] == figure["period"]
        assert line["sample_size"] == str(figure.get("sample_size", ""))
        assert line["quote"] == passage["quote"]
        assert line["source_line"] == str(passage["line"])
        assert line["source_file"] == held["file"]


@pytest.mark.parametrize("kind", export_names())
@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_same_graph_gives_the_same_bytes_on_both_engines(
    kind: str, form: str, corpus_store: EmbeddedStore, corpus_oracle: OracleStore, edition: Edition
) -> None:
    ours = export(kind, form, corpus_store, edition)
    assert ours == export(kind, form, corpus_store, edition)
    assert ours == export(kind, form, corpus_oracle, edition)


@pytest.mark.parametrize(
    ("form", "syntax"),
    [("nq", RdfFormat.N_QUADS), ("trig", RdfFormat.TRIG)],
)
def test_the_graph_comes_back_whole_from_its_file(
    store: EmbeddedStore, form: str, syntax: RdfFormat, edition: Edition
) -> None:
    written = export("graph", form, store, edition)
    named = {quad for name in store.graphs() for quad in store.quads(name)}
    assert set(parse(written, syntax)) == named


def test_turtle_holds_the_sum_of_the_graphs(store: EmbeddedStore, edition: Edition) -> None:
    written = export("graph", "ttl", store, edition)
    assert set(parse(written, RdfFormat.TURTLE)) == set(store.quads())


def test_json_ld_holds_every_graph_and_could_stand_in_a_page(
    corpus_store: EmbeddedStore, edition: Edition
) -> None:
    written = export("graph", "jsonld", corpus_store, edition)
    named = {quad for name in corpus_store.graphs() for quad in corpus_store.quads(name)}
    assert set(parse(written, RdfFormat.JSON_LD)) == named
    # A label may hold anything: none of these signs is left to end a script element with.
    assert not set("<>&\u2028\u2029") & set(written.decode())


def test_hostile_labels_stay_texts_in_every_form(edition: Edition) -> None:
    graph = NamedNode(iris.graph("registry"))
    names = {"a": "</script><script>alert(1)</script>", "b": "=HYPERLINK(1)", "c": "@x\u2028"}
    quads = [
        quad
        for slug, name in names.items()
        for quad in (
            Quad(NamedNode(iris.thing("organisation", slug)), RDF.type, AL.Organisation, graph),
            Quad(NamedNode(iris.thing("organisation", slug)), RDFS.label, Literal(name), graph),
        )
    ]
    held = EmbeddedStore.in_memory(in_default_graph(quads))
    written = export("graph", "jsonld", held, edition)
    assert b"<" not in written
    assert set(parse(written, RdfFormat.JSON_LD)) == set(quads)
    table = export("organisations", "csv", held, edition).decode()
    assert [line.split(",")[1][:2] for line in table.split("\r\n")[1:4]] == ["</", "'=", "'@"]
    frame = pl.read_parquet(io.BytesIO(export("organisations", "parquet", held, edition)))
    assert frame["name"].to_list() == list(names.values())


@pytest.mark.parametrize("kind", export_names())
def test_parquet_has_the_lines_and_columns_of_the_table(
    kind: str, corpus_store: EmbeddedStore, edition: Edition
) -> None:
    frame = pl.read_parquet(io.BytesIO(export(kind, "parquet", corpus_store, edition)))
    document = json.loads(export(kind, "json", corpus_store, edition))
    assert frame.columns == [column["name"] for column in document["columns"]]
    assert frame.height == len(document["rows"])
    first = frame.columns[0]
    assert frame[first].to_list() == [row[first] for row in document["rows"]]


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_the_network_comes_back_with_its_statuses(
    corpus_store: EmbeddedStore, edition: Edition, form: str, read: Callable[..., nx.Graph[str]]
) -> None:
    written = export("network", form, corpus_store, edition)
    assert written == export("network", form, corpus_store, edition)
    graph = read(io.BytesIO(written))
    letters = {held.get("letter") for _, _, held in graph.edges(data=True)}
    assert {"A", "O", "P", "V"} <= letters
    assert b"chantillon" in written


def test_each_item_of_a_case_is_one_line_with_its_status_and_source(
    corpus: Path, corpus_store: EmbeddedStore, edition: Edition
) -> None:
    cases = [
        yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in (corpus / "record/cases").glob("*.yaml")
    ]
    items = {item["id"]: (case, item) for case in cases for item in case.get("items", ())}
    rows = json.loads(export("case-impacts", "json", corpus_store, edition))["rows"]
    assert {row["id"] for row in rows} == set(items)
    assert len(rows) == len(items) > 0
    for row in rows:
        case, item = items[row["id"]]
        assert (row["case"], row["object"]) == (case["case"], item["object"])
        assert (row["kind"], row["level"]) == (item["kind"], item.get("level"))
        assert row["basis"] == item["basis"]
        assert row["side"] == item.get("polarity", "positive")
        assert row["status"]
        assert row["source_file"] or row["source_url"]
        assert row["quote"] or row["quote_status"] == "to-find"
        assert row["object_label"]
        assert row["object_label_en"]


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_the_file_of_a_graph_does_not_depend_on_how_it_was_filled(
    store: EmbeddedStore, form: str, edition: Edition
) -> None:
    named = sorted((q for name in store.graphs() for q in store.quads(name)), key=str)
    refilled = EmbeddedStore.in_memory(in_default_graph(reversed(named)))
    assert export("graph", form, refilled, edition) == export("graph", form, store, edition)


@pytest.mark.parametrize(
    ("kind", "form"),
    [("graph", "csv"), ("figures", "ttl"), ("figures", "xlsx"), ("poems", "csv"), ("", "")],
)
def test_what_cannot_be_exported_is_refused_with_what_can(kind: str, form: str) -> None:
    with pytest.raises(QueryError) as refusal:
        check(kind, form)
    for text in (refusal.value.cure.fr, refusal.value.cure.en):
        assert all(name in text for name in (*kinds(), "csv", "json", *GRAPH_FORMATS))
