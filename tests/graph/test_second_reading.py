"""Two parsers of Turtle read our files alike, and a file that they read apart is named."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    Quad,
    RdfFormat,
    parse,
    serialize,
)

from graph.contents import content_lines
from graph.embedded import EmbeddedStore
from graph.second_reading import second_reading_gate
from ontology.vocabulary import ontology_quads
from tests.some import some


def test_both_parsers_read_every_file_of_the_ontology_alike() -> None:
    gate = second_reading_gate()
    assert [found.in_language("en") for found in gate.findings] == []
    assert gate.checked > 50


def test_a_file_that_only_one_parser_reads_is_a_fault(tmp_path: Path) -> None:
    # An IRI that is relative, without a base: one refuses, the other reads it somehow.
    (tmp_path / "a.ttl").write_text("<x> <urn:p> 1 .", encoding="utf-8")
    (tmp_path / "b.ttl").write_text("<urn:x> <urn:p> [ <urn:q> 1.50 , true ] .", encoding="utf-8")
    gate = second_reading_gate(tmp_path)
    assert [finding.where for finding in gate.findings] == ["ontology/a.ttl"]


def test_a_statement_that_one_parser_loses_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.ttl").write_text("<urn:x> <urn:p> 1 , 2 .", encoding="utf-8")
    whole = rdflib.Graph.parse

    def lossy(self: rdflib.Graph, *args: object, **options: object) -> rdflib.Graph:
        read = whole(self, *args, **options)  # type: ignore[arg-type]
        return read.remove((None, None, rdflib.Literal(2)))

    monkeypatch.setattr(rdflib.Graph, "parse", lossy)
    (finding,) = second_reading_gate(tmp_path).findings
    assert '"2"' in finding.in_language("fr")


def canonical(quads: Iterable[Quad]) -> list[bytes]:
    """The canonical form of RDFC-1.0: blank nodes named by the algorithm, lines sorted."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted((serialize(dataset, format=RdfFormat.N_QUADS) or b"").splitlines())


def test_the_sorted_lines_that_a_snapshot_is_named_by_are_its_canonical_form(
    corpus_world: EmbeddedStore,
) -> None:
    held = [quad for name in corpus_world.graphs() for quad in corpus_world.quads(name)]
    assert content_lines(corpus_world) == canonical(held)


def test_so_are_those_of_each_graph_by_itself(corpus_world: EmbeddedStore) -> None:
    for name in some(corpus_world.graphs()):
        held = list(corpus_world.quads(name))
        alone = EmbeddedStore.in_memory(held)
        assert content_lines(alone) == canonical(held), name


def test_other_names_of_blank_nodes_give_the_same_canonical_form() -> None:
    told = list(ontology_quads())
    text = serialize(told, format=RdfFormat.N_QUADS) or b""
    renamed = list(parse(text, RdfFormat.N_QUADS, rename_blank_nodes=True))
    assert set(renamed) != set(told)
    assert canonical(renamed) == canonical(told) == sorted(text.splitlines())
