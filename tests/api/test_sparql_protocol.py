"""What a request to the endpoint says, and what is refused before any engine sees it."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest

from api.sparql_protocol import MOST_GRAPHS, RequestError, read_request

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"


def refused(method: str, url: str, kind: str = "", body: bytes = b"", encoding: str = "") -> int:
    with pytest.raises(RequestError) as refusal:
        read_request(method, url.encode(), kind, encoding, body)
    assert refusal.value.summary.fr != refusal.value.summary.en
    return refusal.value.status


def test_a_query_is_read_from_an_address_a_form_or_a_body() -> None:
    query = "SELECT * { ?s ?p 'é+&' }"
    encoded = urlencode({"query": query}).encode()
    asked = [
        read_request("GET", encoded, "", "", b""),
        read_request("POST", b"", f"{FORM}; charset=UTF-8", "", encoded),
        read_request("POST", b"", DIRECT, "identity", query.encode()),
    ]
    assert {each.sparql for each in asked} == {query}


def test_a_get_may_ask_nothing() -> None:
    assert read_request("GET", b"", "", "", b"").sparql == ""


def test_without_named_graphs_the_dataset_is_left_to_the_query() -> None:
    asked = read_request("GET", b"query=ASK+%7B%7D", "", "", b"")
    assert (asked.default_graphs, asked.named_graphs) == (None, None)


def test_naming_one_kind_of_graph_leaves_the_other_empty() -> None:
    asked = read_request("GET", b"query=ASK+%7B%7D&named-graph-uri=urn:g", "", "", b"")
    assert (asked.default_graphs, asked.named_graphs) == ((), ("urn:g",))


def test_graphs_of_the_address_and_of_the_form_are_added_up() -> None:
    asked = read_request(
        "POST", b"default-graph-uri=urn:a", FORM, "", b"query=ASK+%7B%7D&default-graph-uri=urn:b"
    )
    assert asked.default_graphs == ("urn:a", "urn:b")


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_at_most_sixteen_graphs_of_each_kind_may_be_named(name: str) -> None:
    def address(count: int) -> str:
        return "query=ASK+%7B%7D" + "".join(f"&{name}=urn:g{place}" for place in range(count))

    assert MOST_GRAPHS == 16
    assert read_request("GET", address(16).encode(), "", "", b"").sparql
    assert refused("GET", address(17)) == 400


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("query=ASK+%7B%7D&query=ASK+%7B%7D", 400),
        ("query=", 400),
        ("query=%20", 400),
        ("query=%FF%FE", 400),
        ("query=%ED%A0%80", 400),
        ("query=ASK+%7B%7D&default-graph-uri=", 400),
        ("query=ASK+%7B%7D&default-graph-uri=relative", 400),
        ("query=ASK+%7B%7D&default-graph-uri=urn:a%20b", 400),
        ("default-graph-uri=urn:g", 400),
        ("update=CLEAR+ALL", 403),
        ("query=ASK+%7B%7D&update=CLEAR+ALL", 403),
        ("&".join(f"x{n}=1" for n in range(101)), 400),
    ],
)
def test_a_get_that_cannot_be_meant_is_refused(address: str, status: int) -> None:
    assert refused("GET", address) == status


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("", b"query=ASK+%7B%7D", 415),
        ("text/plain", b"ASK {}", 415),
        ("application/json", b'{"query": NaN}', 415),
        ("multipart/form-data; boundary=x", b"--x--", 415),
        (f"{DIRECT}; charset=utf-16", "ASK {}".encode("utf-16"), 415),
        (f"{DIRECT}; charset*=utf-8''utf-16", b"ASK {}", 415),
        (DIRECT, "ASK {}".encode("utf-16"), 400),
        (DIRECT, b"ASK { ?s ?p '\xed\xa0\x80' }", 400),
        (DIRECT, b"", 400),
        (FORM, b"", 400),
        (FORM, "query=é".encode(), 400),
        (FORM, b"query=ASK+%7B%7D&query=ASK+%7B%7D", 400),
        (FORM, b"update=CLEAR+ALL", 403),
        ("application/sparql-update", b"CLEAR ALL", 403),
        ("application/sparql-update; charset=utf-16", b"", 403),
    ],
)
def test_a_post_that_cannot_be_meant_is_refused(kind: str, body: bytes, status: int) -> None:
    assert refused("POST", "", kind, body) == status


def test_a_query_in_the_address_and_in_the_body_is_refused() -> None:
    assert refused("POST", f"query={quote('ASK {}')}", DIRECT, b"ASK {}") == 400


def test_a_compressed_request_is_refused() -> None:
    assert refused("POST", "", DIRECT, b"\x1f\x8b", "gzip") == 415
