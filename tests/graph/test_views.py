"""The rdflib views: all of the store, nothing but the store, and no way to write."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import rdflib
from oxrdflib import OxigraphStore
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.sparql import prepareQuery

from graph.embedded import EmbeddedStore
from graph.views import dataset_view, graph_view
from ontology.errors import QueryError, StoreError

World = Callable[[str], EmbeddedStore]

FACTS = """
GRAPH <https://w3id.org/alliances-kg/graph/source/a> {
  <urn:x> rdfs:label "Phénix"@fr ; al:value 28.5 .
}
GRAPH <https://w3id.org/alliances-kg/graph/source/b> { <urn:x> al:value 28.5 . }
"""
SUBJECT = rdflib.URIRef("urn:x")
TRIPLE = (SUBJECT, rdflib.RDFS.label, rdflib.Literal("autre"))


def test_the_graph_view_is_as_long_as_the_default_graph(world: World) -> None:
    store = world(FACTS)
    assert store.count() == 2
    assert len(graph_view(store)) == 2
    # The trap that this view avoids: without an identifier, oxrdflib shows an empty graph.
    assert len(rdflib.Graph(store=OxigraphStore(store=store.engine))) == 0


def test_the_graph_view_reads_terms_as_they_are(world: World) -> None:
    view = graph_view(world(FACTS))
    assert list(view.objects(SUBJECT, rdflib.RDFS.label)) == [rdflib.Literal("Phénix", lang="fr")]


def test_the_dataset_view_has_the_default_graph_and_the_named_ones(world: World) -> None:
    view = dataset_view(world(FACTS))
    sizes = {str(graph.identifier): len(graph) for graph in view.graphs()}
    assert sizes == {
        str(DATASET_DEFAULT_GRAPH_ID): 2,
        "https://w3id.org/alliances-kg/graph/source/a": 2,
        "https://w3id.org/alliances-kg/graph/source/b": 1,
    }


@pytest.mark.parametrize(
    "write",
    [
        lambda view: view.add(TRIPLE),
        lambda view: view.addN([(*TRIPLE, view)]),
        lambda view: view.remove((None, None, None)),
        lambda view: view.update("DELETE WHERE { ?s ?p ?o }"),
        lambda view: view.parse(data="<urn:a> <urn:b> <urn:c> .", format="turtle"),
        lambda view: view.store.open("elsewhere"),
        lambda view: view.store.destroy("elsewhere"),
        lambda view: view.store.remove_graph(view),
    ],
    ids=["add", "addN", "remove", "update", "parse", "open", "destroy", "remove_graph"],
)
def test_nothing_can_be_written_through_a_view(
    world: World, write: Callable[[rdflib.Graph], object]
) -> None:
    store = world(FACTS)
    with pytest.raises(StoreError):
        write(graph_view(store))
    assert store.count() == 2


def test_a_prepared_query_is_refused_because_rdflib_would_run_it_itself(world: World) -> None:
    with pytest.raises(QueryError):
        graph_view(world(FACTS)).query(prepareQuery("SELECT ?s WHERE { ?s ?p ?o }"))


def test_a_view_of_a_closed_store_says_that_it_is_closed(world: World) -> None:
    store = world(FACTS)
    view = graph_view(store)
    view.close()
    assert store.count() == 2
    store.close()
    with pytest.raises(StoreError):
        len(view)
