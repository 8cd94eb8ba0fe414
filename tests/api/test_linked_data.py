"""Identifiers open: 303 by what is asked for, and data that can be read back."""

from __future__ import annotations

import csv

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from ontology.iris import concept, thing
from ontology.terms import AL, OA, RDFS
from tests.api.conftest import Client

FORMATS = {
    "ttl": ("text/turtle; charset=utf-8", RdfFormat.TURTLE),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
}


def read(client: Client, path: str) -> set[str]:
    answer = client.ask("GET", path)
    assert answer.status_code == 200
    media_type, form = FORMATS[path.rpartition(".")[2]]
    assert answer.headers["content-type"] == media_type
    return {str(quad.triple) for quad in parse(answer.content, format=form)}


@pytest.mark.parametrize(
    ("accept", "language", "place"),
    [
        ("text/html", "fr", "/fr/case/cantine-partagee"),
        ("text/html", "en-GB,en;q=0.9", "/en/case/cantine-partagee"),
        ("text/html", "fr;q=0.5, en;q=0.4", "/fr/case/cantine-partagee"),
        ("text/html", "de", "/fr/case/cantine-partagee"),
        ("*/*", "", "/fr/case/cantine-partagee"),
        ("text/turtle", "", "/data/case/cantine-partagee.ttl"),
        ("application/ld+json", "", "/data/case/cantine-partagee.jsonld"),
        ("application/n-triples", "", "/data/case/cantine-partagee.nt"),
        ("text/html;q=0.1, text/turtle", "", "/data/case/cantine-partagee.ttl"),
        ("text/html;q=0, */*", "", "/data/case/cantine-partagee.ttl"),
    ],
)
def test_an_identifier_leads_to_what_is_asked_for(
    client: Client, accept: str, language: str, place: str
) -> None:
    answer = client.ask("GET", "/id/case/cantine-partagee", accept=accept, accept_language=language)
    assert answer.status_code == 303
    assert answer.headers["location"] == place
    assert answer.headers["vary"].startswith("Accept, Accept-Language")


def test_a_client_that_says_nothing_gets_the_page(client: Client) -> None:
    answer = client.ask("GET", "/id/claim/note-c1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/fr/claim/note-c1")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/scheme/impact", "/fr/scheme/impact"),
        ("/scheme/impact/innovation", "/fr/scheme/impact/innovation"),
        ("/scheme/impact/_T", "/fr/scheme/impact/_T"),
        ("/id/selector/note-p1.quote", "/fr/selector/note-p1.quote"),
    ],
)
def test_concepts_and_schemes_are_identifiers_too(client: Client, path: str, place: str) -> None:
    assert client.get(path).headers["location"] == place


def test_a_format_we_do_not_have_is_406(client: Client) -> None:
    answer = client.ask("GET", "/id/case/cantine-partagee", accept="image/png")
    assert answer.status_code == 406
    assert answer.headers["content-type"] == "application/problem+json"
    for offered in ("text/html", "text/turtle", "application/ld+json", "text/csv"):
        assert offered in answer.json()["detail"]


@pytest.mark.parametrize("extension", FORMATS)
def test_data_comes_in_each_format_and_says_the_same(client: Client, extension: str) -> None:
    found = read(client, f"/data/claim/note-c1.{extension}")
    assert found == read(client, "/data/claim/note-c1.nt")
    assert (
        str(
            Triple(
                NamedNode(thing("claim", "note-c1")),
                AL.object,
                NamedNode(concept("impact", "innovation")),
            )
        )
        in found
    )


def test_a_claim_comes_with_the_words_it_rests_on(client: Client) -> None:
    words = Literal("69 % des citoyens y voient une source d'innovation", language="fr")
    selector = NamedNode(thing("selector", "note-p1.quote"))
    assert str(Triple(selector, OA.exact, words)) in read(client, "/data/claim/note-c1.ttl")


def test_what_a_description_names_has_its_label(client: Client) -> None:
    label = Literal("Le Relais du Val")
    organisation = NamedNode(thing("organisation", "relais-du-val"))
    assert str(Triple(organisation, RDFS.label, label)) in read(client, "/data/document/note.ttl")


def test_the_same_data_version_gives_the_same_bytes(client: Client) -> None:
    first = client.ask("GET", "/data/case/cantine-partagee.ttl").content
    assert client.ask("GET", "/data/case/cantine-partagee.ttl").content == first


@pytest.mark.parametrize(
    "path", ["/data/scheme/impact.ttl", "/data/scheme/impact/innovation.nt", "/data/cell/c1.jsonld"]
)
def test_everything_that_has_a_page_has_data(client: Client, path: str) -> None:
    assert read(client, path)


@pytest.mark.parametrize(
    "path",
    [
        "/data/case/cantine-partagee.xls",
        "/data/case/nobody.bib",
        "/data/case/cantine-partagee",
        "/data/case/nobody.ttl",
        "/data/nothing/x.ttl",
        "/data/scheme/nothing.ttl",
        "/data/case/..ttl",
        "/data/case/.ttl",
    ],
)
def test_data_that_does_not_exist_is_404(client: Client, path: str) -> None:
    assert client.ask("GET", path).status_code == 404


def test_a_table_of_statements_opens_in_a_spreadsheet_and_runs_nothing(client: Client) -> None:
    answer = client.ask("GET", "/data/claim/note-c1.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(answer.text.splitlines()))
    assert rows[0] == ["subject", "property", "value", "language"]
    assert [thing("claim", "note-c1"), AL.object.value, concept("impact", "innovation"), ""] in rows
    assert not [row for row in rows for value in row if value[:1] in set("=+-@")]


def test_a_case_has_its_impacts_in_cids_and_its_page_leads_there(client: Client) -> None:
    path = "/data/case/cantine-partagee.cids.jsonld"
    answer = client.ask("GET", path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == (
        'application/ld+json; profile="https://ontology.commonapproach.org/cids#"'
    )
    assert list(parse(answer.content, format=RdfFormat.JSON_LD))
    assert f'href="{path}"' in client.get("/fr/case/cantine-partagee").text
    assert "cids.jsonld" not in client.get("/fr/claim/note-c1").text


@pytest.mark.parametrize("path", ["claim/note-c1", "case/nobody", "scheme/impact"])
def test_what_is_no_case_has_no_impacts_in_cids(client: Client, path: str) -> None:
    assert client.ask("GET", f"/data/{path}.cids.jsonld").status_code == 404
