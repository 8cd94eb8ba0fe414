"""Rules as files: their headers, their order, where their triples go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from graph.contents import content_lines
from graph.derivation import derive, read_rules
from graph.embedded import INFERRED, EmbeddedStore, in_default_graph
from loaders.directory import read_directory
from loaders.mapping import told_quads
from ontology import iris
from ontology.errors import QueryError, StoreError
from ontology.vocabulary import ontology_quads, read_vocabulary
from tests.some import some

World = Callable[[str], EmbeddedStore]

HEADER = """# rule: {name}
# graph: {graph}
# order: {order}
# title-fr: Un titre
# title-en: A title
#
# Prose: a colon in a sentence is no key.
"""


def rule(folder: Path, name: str, body: str, *, graph: str = "status", order: int = 1) -> None:
    head = HEADER.format(name=name, graph=graph, order=order)
    (folder / f"{name}.rq").write_text(head + body, encoding="utf-8")


def test_rules_run_in_the_order_they_state_and_each_sees_what_the_earlier_found(
    tmp_path: Path, world: World
) -> None:
    unless = "FILTER NOT EXISTS { ?s <urn:word> ?earlier }"
    rule(tmp_path, "a-second", f"CONSTRUCT {{ ?s <urn:word> 2 }} WHERE {{ ?s ?p ?o {unless} }}")
    rule(
        tmp_path,
        "b-first",
        f"CONSTRUCT {{ ?s <urn:word> 1 }} WHERE {{ ?s <urn:p> 1 {unless} }}",
        order=0,
    )
    store = world("<urn:x> <urn:p> 1 . <urn:y> <urn:p> 2 .")
    assert derive(store, read_rules(tmp_path)) == {"b-first": 1, "a-second": 1}
    rows = store.query("SELECT ?s ?n WHERE { ?s <urn:word> ?n } ORDER BY ?s").rows
    assert [[str(term) for term in row] for row in rows] == [
        ["<urn:x>", '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'],
        ["<urn:y>", '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'],
    ]


def test_rules_of_one_order_do_not_see_each_other(tmp_path: Path, world: World) -> None:
    for name in "ab":
        body = "CONSTRUCT { ?s <urn:word> ?more } WHERE { ?s <urn:word> ?n BIND(?n + 1 AS ?more) }"
        rule(tmp_path, name, body)
    store = world("<urn:x> <urn:word> 1 .")
    assert derive(store, read_rules(tmp_path)) == {"a": 1, "b": 1}
    assert store.query("SELECT (MAX(?n) AS ?most) { ?s <urn:word> ?n }").rows == ((Literal(2),),)


def one_after_another(store: EmbeddedStore) -> dict[str, int]:
    """Run the published rules so that, within an order, each sees what the one before found."""
    counts: dict[str, int] = {}
    for each in sorted(read_rules(), key=lambda rule: (rule.order, rule.name[::-1])):
        counts |= derive(store, [each])
    return counts


@pytest.mark.parametrize(
    "record", ["tests/corpus/record", pytest.param("data", marks=pytest.mark.slow)]
)
def test_published_rules_of_one_order_need_nothing_of_each_other(
    record: str, repository: Path
) -> None:
    vocabulary = read_vocabulary()
    records = read_directory(repository / record, vocabulary)
    quads = [*ontology_quads(), *told_quads(records, vocabulary)]
    together = EmbeddedStore.in_memory(in_default_graph(quads))
    apart = EmbeddedStore.in_memory(in_default_graph(quads))
    assert derive(together, read_rules()) == one_after_another(apart)
    assert content_lines(together) == content_lines(apart)


def test_what_a_rule_finds_goes_to_its_graph_and_to_the_default_graph(
    tmp_path: Path, world: World
) -> None:
    rule(tmp_path, "r", "CONSTRUCT { ?s a <urn:T> } WHERE { ?s ?p ?o }", graph="discrepancies")
    store = world("<urn:x> <urn:p> 1 .")
    derive(store, read_rules(tmp_path))
    assert store.count(iris.graph("discrepancies")) == 1
    assert store.query("ASK { <urn:x> a <urn:T> }").truth


def test_a_rule_that_makes_a_blank_node_is_refused(tmp_path: Path, world: World) -> None:
    rule(tmp_path, "r", "CONSTRUCT { [] a <urn:T> } WHERE { ?s ?p ?o }")
    with pytest.raises(QueryError, match="without an IRI"):
        derive(world("<urn:x> <urn:p> 1 ."), read_rules(tmp_path))


@pytest.mark.parametrize("line", ["# order: 1\n", "# rule: r\n", "# title-en: A title\n"])
def test_a_rule_without_one_of_its_header_lines_is_refused(tmp_path: Path, line: str) -> None:
    rule(tmp_path, "r", "CONSTRUCT WHERE { ?s ?p ?o }")
    text = (tmp_path / "r.rq").read_text(encoding="utf-8")
    assert line in text
    (tmp_path / "r.rq").write_text(text.replace(line, ""), encoding="utf-8")
    with pytest.raises(QueryError, match="lacks"):
        read_rules(tmp_path)


def test_a_header_key_given_twice_is_refused(tmp_path: Path) -> None:
    rule(tmp_path, "r", "# order: 2\nCONSTRUCT WHERE { ?s ?p ?o }")
    with pytest.raises(QueryError, match="twice"):
        read_rules(tmp_path)


def test_published_rules_are_named_after_their_file_and_write_where_they_may() -> None:
    rules = read_rules()
    assert {rule.graph for rule in rules} == {"status", "discrepancies", "gaps"}
    assert len({rule.name for rule in rules}) == len(rules)
    for each in rules:
        assert each.title.fr != each.title.en
        assert f"# rule: {each.name}\n" in each.text
        if each.graph == "discrepancies":
            # The rule's name is part of the address it mints and of what it says of itself.
            assert each.text.count(f'"{each.name}"') == 2


def test_no_published_rule_names_a_record_or_a_document() -> None:
    for each in some(read_rules()):
        without_minting = each.text
        for minted in ("discrepancy", "crossing"):
            without_minting = without_minting.replace(f"alliances-kg/id/{minted}/", "")
        # What is said of the age of anything is under one notion, which is nobody's figure.
        family = "PREFIX question: <https://w3id.org/alliances-kg/scheme/question/>"
        if without_minting.count("question:") == 2:
            assert "skos:broader question:anciennete" in without_minting
            without_minting = without_minting.replace(family, "")
        for address in ("alliances-kg/id/", "/source/", "scheme/question", "scheme/group"):
            assert address not in without_minting, each.name


def test_a_fact_without_a_named_graph_is_refused() -> None:
    quads = parse("<urn:x> <urn:p> 1 .", RdfFormat.TURTLE)
    with pytest.raises(StoreError, match="without a named graph"):
        list(in_default_graph(quads))


def test_what_is_inferred_gets_no_copy_in_the_default_graph() -> None:
    node = NamedNode("urn:x")
    assert list(in_default_graph([Quad(node, node, node, INFERRED)])) == [
        Quad(node, node, node, INFERRED)
    ]
