"""Lists over HTTP: what is told of each thing, pages, links, and the four forms."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from api.application import create_app
from ontology.iris import reference_of
from ontology.terms import AL, RDF, RDFS
from queries.lists import collection_names
from tests.api.conftest import Client, publish
from tests.api.rest.conftest import Get

CLAIM = "https://w3id.org/alliances-kg/id/claim/cm-c1"


def test_a_claim_is_told_with_iris_both_languages_and_its_status(get: Get) -> None:
    items = get("/api/claims?status=percu&document=communique-marees")["items"]
    assert [one["iri"] for one in items] == [CLAIM]
    claim = items[0]
    assert [one["label"] for one in claim["status"]] == [{"fr": "Perçu", "en": "Perceived"}]
    assert claim["object"]["reference"] == "impact/innovation"
    assert claim["object"]["url"] == "/api/impacts/innovation"
    assert claim["object"]["label"]["en"] == "Territorial and societal innovation"
    assert [one["reference"] for one in claim["speaker"]] == ["group/citoyens"]
    assert claim["sentence"]["fr"].startswith("Les citoyens perçoivent")
    # Empty fields are there too: a client need not ask whether they exist.
    assert claim["through"] == []
    assert claim["result_level"] is None


def test_every_answer_carries_its_sparql_version_citation_and_links(get: Get) -> None:
    answer = get("/api/claims?status=percu&size=2")
    version = answer["data"]["version"]
    assert re.fullmatch("[0-9a-f]{64}", answer["data"]["content_hash"])
    assert answer["data"]["content_hash"].startswith(version)
    for language in ("fr", "en"):
        assert answer["data"]["content_hash"] in answer["citation"][language]
        # Without a public address, no address that would not answer is printed.
        assert "http" not in answer["citation"][language]
    assert "VALUES ?status" in answer["sparql"]["which"]
    assert not any(line.startswith("#") for line in answer["sparql"]["what"].splitlines())
    assert answer["total"] == 3
    assert answer["links"]["csv"] == "/api/claims.csv?status=percu&size=2"
    assert get(answer["links"]["next"])["links"]["prev"] == answer["links"]["first"]


def test_following_next_gives_every_thing_once(get: Get) -> None:
    page = get("/api/figures?size=5&sort=-value")
    seen = [one["iri"] for one in page["items"]]
    while "next" in page["links"]:
        page = get(page["links"]["next"])
        seen += [one["iri"] for one in page["items"]]
    # The corpus prints thirteen figures.
    assert len(seen) == len(set(seen)) == page["total"] == 13


def test_a_figure_says_its_status_or_that_no_link_rests_on_it(get: Get) -> None:
    items = {one["reference"]: one for one in get("/api/figures")["items"]}
    assert [one["reference"] for one in items["figure/cm-f1"]["status"]] == ["status/percu"]
    assert items["figure/sy-f1"]["status"] == []
    assert items["figure/cm-f1"]["value"] == 71
    # 820 / 1,240, at most: the only value with decimals.
    assert items["figure/ra-f7"]["value"] == 66.1
    assert items["figure/ra-f7"]["derivation"] == "derived"


@pytest.mark.parametrize("name", collection_names())
def test_the_csv_of_a_list_says_what_its_json_says(name: str, rest: Client, get: Get) -> None:
    answer = get(f"/api/{name}?size=20")
    response = rest.ask("GET", f"/api/{name}.csv?size=20")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["x-total-count"] == str(answer["total"])
    lines = list(csv.DictReader(io.StringIO(response.text, newline="")))
    assert [line["iri"] for line in lines] == [one["iri"] for one in answer["items"]]
    assert [(line["label_fr"], line["label_en"]) for line in lines] == [
        (one["label"]["fr"], one["label"]["en"]) for one in answer["items"]
    ]


@pytest.mark.parametrize(
    ("form", "parser"), [("ttl", RdfFormat.TURTLE), ("jsonld", RdfFormat.JSON_LD)]
)
@pytest.mark.parametrize("name", collection_names())
def test_the_rdf_of_a_list_describes_its_things_and_names_its_data(
    name: str, form: str, parser: RdfFormat, rest: Client, get: Get
) -> None:
    answer = get(f"/api/{name}?size=5")
    content = rest.ask("GET", f"/api/{name}.{form}?size=5").content
    store = Store()
    store.extend(parse(content, format=parser))
    subjects = {quad.subject.value for quad in store if isinstance(quad.subject, NamedNode)}
    assert {one["iri"] for one in answer["items"]} <= subjects
    data = f"urn:sha256:{answer['data']['content_hash']}"
    assert data in subjects
    cited = store.quads_for_pattern(
        NamedNode(data), NamedNode("http://purl.org/dc/terms/bibliographicCitation"), None
    )
    languages = {one.object.language for one in cited if isinstance(one.object, Literal)}
    assert languages == {"fr", "en"}


def test_the_form_is_chosen_by_accept_or_by_suffix_which_wins(rest: Client) -> None:
    by_accept = rest.ask("GET", "/api/impacts", accept="text/turtle")
    assert by_accept.headers["content-type"] == "text/turtle; charset=utf-8"
    assert "Accept" in by_accept.headers["vary"]
    by_suffix = rest.ask("GET", "/api/impacts.csv", accept="text/turtle")
    assert by_suffix.headers["content-type"] == "text/csv; charset=utf-8"
    person = rest.ask("GET", "/api/impacts", accept="text/html,application/xhtml+xml")
    assert person.headers["content-type"] == "application/json"
    refused = rest.ask("GET", "/api/impacts", accept="image/png")
    assert refused.status_code == 406
    assert "text/csv (.csv)" in refused.json()["detail"]


def test_a_name_that_is_a_formula_is_only_text_in_csv(tmp_path: Path) -> None:
    graph = NamedNode("https://w3id.org/alliances-kg/graph/registry")
    named = NamedNode("https://w3id.org/alliances-kg/id/organisation/formule")
    name = '=HYPERLINK("http://evil.example")'
    publish(tmp_path, [
        Quad(named, RDF.type, AL.Organisation, graph),
        Quad(named, RDFS.label, Literal(name), graph),
    ])  # fmt: skip
    client = Client(create_app(tmp_path))
    answer = client.ask("GET", "/api/organisations.csv?q=hyperlink")
    line = next(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert (line["label_fr"], line["label_en"]) == (f"'{name}", f"'{name}")
    told = client.ask("GET", "/api/organisations?q=hyperlink").json()["items"]
    assert told[0]["label"]["fr"] == name


def test_the_same_snapshot_gives_the_same_bytes_and_a_tag(rest: Client) -> None:
    for path in ("/api/claims?size=3", "/api/claims.ttl?size=3", "/api/cases/table-du-lavoir"):
        first, second = (rest.ask("GET", path, accept_encoding="identity") for _ in range(2))
        assert first.content == second.content
        tag = first.headers["etag"]
        again = rest.ask("GET", path, if_none_match=tag)
        assert (again.status_code, again.content) == (304, b"")
        other = rest.ask("GET", path, if_none_match='W/"another"')
        assert other.status_code == 200


def test_any_tag_at_all_is_no_tag_of_what_is_not_there(rest: Client) -> None:
    assert rest.ask("GET", "/api/cases/nobody", if_none_match="*").status_code == 404
    assert rest.ask("GET", "/api/cases/table-du-lavoir", if_none_match="*").status_code == 304


def test_a_form_and_a_question_of_their_own_have_a_tag_of_their_own(rest: Client) -> None:
    paths = ("/api/claims", "/api/claims.csv", "/api/claims?size=3", "/api/figures")
    tags = {rest.ask("GET", path).headers["etag"] for path in paths}
    assert len(tags) == len(paths)
    by_accept = {
        rest.ask("GET", "/api/claims", accept=kind).headers["etag"]
        for kind in ("application/json", "text/csv", "text/turtle")
    }
    assert len(by_accept) == 3


def test_other_sites_may_read_and_programs_see_the_headers(rest: Client) -> None:
    headers = rest.ask("GET", "/api/claims").headers
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers
    assert {"ETag", "Link", "X-Total-Count", "Data-Version"} <= set(
        headers["access-control-expose-headers"].split(", ")
    )


def test_the_index_names_every_operation_and_the_description(get: Get) -> None:
    index = get("/api")
    paths = {one["path"] for one in index["operations"]}
    assert paths == set(get(index["description"])["paths"])
    assert {f"/api/{name}" for name in collection_names()} < paths
    assert {f"/api/{name}/{{slug}}" for name in collection_names()} < paths


def test_every_reference_in_an_answer_is_one_of_ours_and_its_path_answers(
    get: Get, rest: Client
) -> None:
    found: dict[str, str] = {}

    def walk(node: object) -> None:
        if isinstance(node, dict):
            if {"iri", "reference", "url", "label"} <= set(node):
                assert reference_of(node["iri"]) == node["reference"]
                assert node["label"]["fr"]
                assert node["label"]["en"]
                if node["url"]:
                    found[node["url"]] = node["iri"]
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(get("/api/cases"))
    walk(get("/api/claims?size=5"))
    walk(get("/api/figures?size=3"))
    assert len(found) > 20
    for url, iri in found.items():
        answer = json.loads(rest.ask("GET", url).content)
        assert answer["item"]["iri"] == iri
