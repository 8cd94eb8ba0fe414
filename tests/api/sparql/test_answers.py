"""Whole answers in the form asked for, and what HTTP says around them."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from api.application import create_app
from tests.api.sparql.web import ALL, NUMBERS, SEVEN, Web, refused
from tests.hostile import CHAIN
from tests.serving import served


@pytest.mark.parametrize("accept", [
    "application/sparql-results+json", "application/json", "application/sparql-results+xml",
    "application/xml", "text/xml", "text/csv", "text/tab-separated-values",
])  # fmt: skip
def test_a_select_and_an_ask_are_answered_in_the_form_asked_for(web: Web, accept: str) -> None:
    for query in (SEVEN, "ASK {}"):
        answer = web.get(query, accept=accept)
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == accept
    assert "7" in web.get(SEVEN, accept=accept).text


@pytest.mark.parametrize("accept", [
    "text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml",
    "application/trig",
])  # fmt: skip
def test_a_construct_is_answered_whole_in_the_form_asked_for(web: Web, accept: str) -> None:
    query = "CONSTRUCT { <urn:thing:7> <urn:p:n> ?n } { <urn:thing:7> <urn:n> ?n }"
    answer = web.get(query, accept=accept)
    assert answer.headers["content-type"].partition(";")[0] == accept
    form = RdfFormat.from_media_type(accept)
    told = Quad(NamedNode("urn:thing:7"), NamedNode("urn:p:n"), Literal(7))
    assert list(parse(answer.text, form)) == [told]


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0.4, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/*", "text/xml"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "application/sparql-results+json"),
        ("application/json;q=0, */*;q=0.1", "application/sparql-results+json"),
    ],
)
def test_the_form_is_the_one_the_client_likes_best(web: Web, accept: str, given: str) -> None:
    answer = web.get("ASK {}", accept=accept)
    assert answer.headers["content-type"].partition(";")[0] == given
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("query", "listed"),
    [("ASK {}", "application/sparql-results+xml"), (ALL, "application/ld+json")],
)
def test_a_form_nobody_has_is_refused_with_the_list(web: Web, query: str, listed: str) -> None:
    assert listed in refused(web.get(query, accept="image/png"), 406)["detail"]


def test_a_table_saved_by_a_browser_is_a_file(web: Web) -> None:
    told = web.get(SEVEN, accept="text/csv").headers["content-disposition"]
    assert told == 'attachment; filename="sparql.csv"'


def test_the_dataset_named_by_the_request_is_all_there_is(web: Web) -> None:
    address = f"{web.address}/sparql"
    for name, truth in (("urn:other", False), ("https://example.org/graph", True)):
        parameters = {"query": "ASK { ?s ?p ?o }", "default-graph-uri": name}
        assert httpx.get(address, params=parameters).json()["boolean"] is truth


def test_a_relative_name_stands_below_the_base_of_the_graph(web: Web) -> None:
    answer = web.get("SELECT (STR(<id/case/x>) AS ?iri) {}", accept="text/csv")
    assert answer.text == "iri\r\nhttps://w3id.org/alliances-kg/id/case/x\r\n"


def test_every_answer_says_where_the_data_are_described(web: Web) -> None:
    for answer in (web.get(SEVEN), web.get("ASK {"), httpx.get(f"{web.address}/sparql")):
        target = answer.links["describedby"]["url"]
        assert httpx.get(web.address + target).status_code == 200


def test_an_unchanged_answer_is_not_sent_again(web: Web) -> None:
    tag = web.get(SEVEN).headers["etag"]
    assert web.get(SEVEN, if_none_match=tag).status_code == 304
    assert web.get(SEVEN, if_none_match=tag, accept="text/csv").status_code == 200
    assert web.get("ASK {}", if_none_match=tag).status_code == 200


@pytest.mark.parametrize("call", ["RAND()", "NOW()", "UUID()", "STRUUID( )"])
def test_an_answer_that_changes_by_itself_has_no_tag(web: Web, call: str) -> None:
    answer = web.get(f"SELECT ({call} AS ?x) {{}}")
    assert answer.status_code == 200
    assert "etag" not in answer.headers


def test_a_large_answer_is_compressed_for_whom_takes_it(web: Web) -> None:
    zipped = web.get(NUMBERS, accept_encoding="gzip")
    plain = web.get(NUMBERS, accept_encoding="identity")
    assert zipped.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert zipped.content == plain.content


def test_other_sites_may_read_answers_and_send_no_cookies(web: Web) -> None:
    answer = web.get("ASK {}", origin="https://elsewhere.example")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    asked = httpx.options(f"{web.address}/sparql", headers={"origin": "https://a.example"})
    assert asked.status_code == 204
    assert "POST" in asked.headers["access-control-allow-methods"]
    assert "access-control-allow-origin" not in httpx.get(f"{web.address}/health").headers


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_the_endpoint_takes_no_other_method(web: Web, method: str) -> None:
    refused(httpx.request(method, f"{web.address}/sparql"), 405)


def test_a_head_request_has_the_headers_and_no_body(web: Web) -> None:
    answer = httpx.head(f"{web.address}/sparql", params={"query": "ASK {}"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["etag"]


def test_a_long_address_and_a_long_body_are_refused(web: Web) -> None:
    refused(web.get("ASK {} #" + "x" * 16_000), 414)
    refused(web.post("ASK {} #" + "x" * 16_000), 413)
    refused(web.post("ASK {} #" + "x" * 2_000_000), 413)


@pytest.mark.parametrize("query", ["ASK { ?s ?p 'a\x00b' }", "ASK { FILTER(1e400 = 1e400) }"])
def test_odd_signs_and_numbers_are_no_fault_of_ours(web: Web, query: str) -> None:
    assert web.get(query).status_code in {200, 400}


def test_the_data_are_described_where_void_says(web: Web) -> None:
    answer = httpx.get(f"{web.address}/.well-known/void", headers={"accept": "text/turtle"})
    assert f"void:triples {3 * CHAIN}" in answer.text
    assert f"void:sparqlEndpoint <{web.address}/sparql>" in answer.text


def test_before_anything_is_published_the_endpoint_says_so(tmp_path: Path) -> None:
    with served(create_app(tmp_path)) as address:
        for path in ("/sparql", "/sparql?query=ASK%7B%7D"):
            answer = httpx.get(address + path)
            assert "publi" in refused(answer, 503)["title"]


def test_the_engine_is_quoted_where_a_query_cannot_be_read(web: Web) -> None:
    assert "1:6" in refused(web.get("ASK {"), 400)["detail"]


@pytest.mark.parametrize("sign", ["\\u0000", "\\u0008", "\\u001F", "\\uFFFE"])
def test_what_xml_cannot_write_is_refused_as_xml_and_answered_otherwise(
    web: Web, sign: str
) -> None:
    query = f"SELECT ('x{sign}' AS ?x) {{}}"
    told = refused(web.get(query, accept="application/sparql-results+xml"), 406)
    assert "application/sparql-results+json" in told["detail"]
    answer = web.get(query, accept="application/json").json()
    assert answer["results"]["bindings"][0]["x"]["value"] == "x" + chr(int(sign[2:], 16))
    drawn = f"CONSTRUCT {{ <urn:a:b> <urn:a:c> ?x }} {{ BIND('x{sign}' AS ?x) }}"
    refused(web.get(drawn, accept="application/rdf+xml"), 406)
    assert web.get(drawn, accept="text/turtle").status_code == 200
