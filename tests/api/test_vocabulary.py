"""`/ns`: documentation for people in their language, the ontology for programs."""

from __future__ import annotations

from importlib.resources import files

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse

from tests.api.conftest import Client


def canonical(content: bytes, form: RdfFormat) -> Dataset:
    dataset = Dataset(parse(content, form))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


@pytest.mark.parametrize(("wanted", "title"), [("fr", "Vocabulaire"), ("en", "Vocabulary")])
def test_a_browser_gets_the_documentation_in_its_language(
    client: Client, wanted: str, title: str
) -> None:
    answer = client.get("/ns", accept_language=wanted)
    assert answer.status_code == 200
    assert f"<title>{title}</title>" in answer.text
    assert 'id="Alliance"' in answer.text
    assert answer.headers["vary"].startswith("Accept, Accept-Language")
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert client.get(f"/ns/{wanted}").text == answer.text


@pytest.mark.parametrize(
    ("media_type", "form"),
    [
        ("text/turtle", RdfFormat.TURTLE),
        ("application/ld+json", RdfFormat.JSON_LD),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/rdf+xml", RdfFormat.RDF_XML),
    ],
)
def test_a_program_gets_the_ontology_whole_in_the_form_it_asks_for(
    client: Client, media_type: str, form: RdfFormat
) -> None:
    answer = client.get("/ns", accept=media_type)
    assert answer.headers["content-type"].startswith(media_type)
    core = (files("ontology") / "core.ttl").read_bytes()
    assert canonical(answer.content, form) == canonical(core, RdfFormat.TURTLE)


def test_a_form_that_is_not_offered_is_406_and_an_unknown_page_404(client: Client) -> None:
    assert client.get("/ns", accept="image/png").status_code == 406
    assert client.get("/ns/de").status_code == 404


def test_the_stylesheet_and_the_turtle_have_addresses_of_their_own(client: Client) -> None:
    assert client.get("/ns/style.css").headers["content-type"] == "text/css; charset=utf-8"
    assert client.get("/ns/core.ttl").content == (files("ontology") / "core.ttl").read_bytes()


def test_the_iri_of_the_version_that_is_served_leads_to_it(client: Client) -> None:
    # The number stands in core.ttl, under owl:versionInfo and at the end of owl:versionIRI.
    core = (files("ontology") / "core.ttl").read_text("utf-8")
    version = core.partition('owl:versionInfo "')[2].partition('"')[0]
    assert f"ns/{version}> ;" in core
    served = client.get(f"/ns/{version}", accept="text/turtle")
    assert served.status_code == 200
    assert served.content == client.get("/ns", accept="text/turtle").content
    assert client.get("/ns/0.0.9", accept="text/turtle").status_code == 404
