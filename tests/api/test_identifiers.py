"""Every identifier of ours opens, whatever it names: a thing, a concept, a graph, the data."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from api.application import create_app
from graph.snapshots import Snapshots
from ontology.iris import BASE
from tests.api.conftest import Client


@pytest.fixture(scope="module")
def told(described: Path) -> Client:
    return Client(create_app(described))


def identifiers(root: Path) -> dict[str, str]:
    """Return the identifiers of which something is said, one of each sort and every graph."""
    snapshot = Snapshots(root).current()
    assert snapshot is not None
    with closing(snapshot.open()) as store:
        graphs = store.graphs()
        said = {
            quad.subject.value
            for name in graphs
            for quad in store.quads(name)
            if isinstance(quad.subject, NamedNode)
        }
    ours = sorted(one for one in said if one.startswith(BASE))
    # What stands after # is a part of one document.
    by_sort = {"/".join(one.removeprefix(BASE).split("#")[0].split("/")[:2]): one for one in ours}
    return by_sort | {name: name for name in graphs if name in said}


def test_every_sort_of_identifier_opens_for_programs_and_for_people(
    told: Client, described: Path
) -> None:
    held = identifiers(described)
    assert {"dataset", "dsd/share", "scheme/impact", "id/case", "catalog", "ns"} <= {*held}
    assert any(one.startswith(f"{BASE}graph/source/") for one in held)
    for iri in held.values():
        path = "/" + iri.removeprefix(BASE).partition("#")[0]
        for accept in ("text/turtle", "text/html"):
            answer = told.ask("GET", path, accept=accept)
            for _ in range(2):
                if answer.status_code == 303:
                    answer = told.ask("GET", answer.headers["location"], accept=accept)
            assert answer.status_code == 200, (iri, accept, answer.text)
            if accept == "text/turtle":
                about = parse(answer.content, format=RdfFormat.TURTLE)
                assert iri in {
                    one.subject.value for one in about if isinstance(one.subject, NamedNode)
                }, iri


@pytest.mark.parametrize(
    ("path", "accept", "place"),
    [
        ("/graph/source/note", "text/html", "/fr/document/note"),
        ("/graph/source/note", "text/turtle", "/data/graph/source/note.ttl"),
        ("/graph/registry", "text/html", "/fr/donnees"),
        ("/graph/registry", "application/ld+json", "/data/graph/registry.jsonld"),
        ("/dsd/share", "text/html", "/fr/donnees"),
        ("/dsd/component/unit", "text/csv", "/data/dsd/component/unit.csv"),
        ("/dataset", "text/html", "/fr/donnees"),
        ("/dataset", "text/turtle", "/catalog"),
    ],
)
def test_what_has_no_page_leads_to_its_source_or_to_the_data(
    told: Client, path: str, accept: str, place: str
) -> None:
    answer = told.ask("GET", path, accept=accept)
    assert (answer.status_code, answer.headers["location"]) == (303, place)
    assert answer.headers["vary"].startswith("Accept, Accept-Language")


def test_a_graph_tells_whence_it_is_and_how_much_it_holds(told: Client) -> None:
    text = told.ask("GET", "/data/graph/registry.ttl").text
    assert "void:triples" in text or "http://rdfs.org/ns/void#triples" in text
    assert "wasGeneratedBy" in text


@pytest.mark.parametrize(
    "path",
    ["/graph/nothing", "/graph/", "/graph/..%2f..%2fx", "/graph/a%20b", "/graph/%3E%20%7D",
     "/dsd/nothing", "/data/graph/nothing.ttl", "/data/graph/registry", "/data/graph/registry.xls",
     "/data/dsd/.ttl", "/data/graph/%3E.ttl", "/.well-known/genid/x"],
)  # fmt: skip
def test_what_names_nothing_is_404(told: Client, path: str) -> None:
    answer = told.ask("GET", path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_form_there_is_not_is_406_with_the_list(told: Client) -> None:
    answer = told.ask("GET", "/graph/registry", accept="image/png")
    assert answer.status_code == 406
    assert "text/turtle" in answer.json()["detail"]
