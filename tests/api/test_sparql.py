"""The endpoint over a real socket: whole answers, one shape of refusal, nobody else harmed."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from api.application import Terms, create_app
from api.sparql import FreeLimits
from api.sparql_budgets import Budget
from graph.snapshots import Snapshots
from graph.workers import Limits
from tests.hostile import CHAIN, HOSTILE, LEAVING, NAMING, UPDATES, aimed, chained
from tests.serving import listener, served

POOL = Limits(workers=2, deadline=1.0, wait=10.0, memory=300_000_000)
SEVEN = "SELECT ?n { <urn:thing:7> <urn:n> ?n }"
NUMBERS = "SELECT ?n { ?s <urn:n> ?n }"
ALL = "CONSTRUCT { ?s <urn:n> ?n } { ?s <urn:n> ?n }"
SHAPE = {"type", "title", "status", "detail", "instance"}


class Web:
    """One served application, asked as a program asks."""

    def __init__(self, address: str, client: httpx.Client) -> None:
        self.address = address
        self._client = client

    def get(self, sparql: str, **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._client.get("/sparql", params={"query": sparql}, headers=named)

    def post(self, sparql: str, **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named["content-type"] = "application/sparql-query"
        return self._client.post("/sparql", content=sparql.encode(), headers=named)

    def seven(self) -> None:
        assert self.get(SEVEN, accept="text/csv").text == "n\r\n7\r\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("chained")
    Snapshots(directory).publish(chained(), rules=(), gates=lambda _: (), notes={})
    return directory


@pytest.fixture(scope="module")
def serve(root: Path) -> Iterator[Callable[[FreeLimits], Web]]:
    """Served applications, each with limits of its own, kept for the module."""
    known: dict[FreeLimits, Web] = {}
    with ExitStack() as stack:

        def web(free: FreeLimits) -> Web:
            if free not in known:
                address = stack.enter_context(served(create_app(root, terms=Terms(free))))
                client = stack.enter_context(httpx.Client(base_url=address, timeout=60))
                known[free] = Web(address, client)
            return known[free]

        yield web


@pytest.fixture
def web(serve: Callable[[FreeLimits], Web]) -> Web:
    return serve(FreeLimits(pool=POOL))


@pytest.fixture(params=["guarded", "bare"])
def each(request: pytest.FixtureRequest, serve: Callable[[FreeLimits], Web]) -> Web:
    """The endpoint with its guard, and with the workers alone."""
    guarded = FreeLimits(pool=POOL)
    return serve(guarded if request.param == "guarded" else FreeLimits(pool=POOL, guard=None))


def refused(answer: httpx.Response, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "no-store"
    body: dict[str, Any] = answer.json()
    assert set(body) == SHAPE
    assert body["status"] == status
    assert str(Path(__file__).parent.parent.parent) not in answer.text
    assert "Traceback" not in answer.text
    return body


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


@pytest.mark.parametrize("name", ["count a product", "deep parentheses", "doubled text",
                                  "endless rows", "thousand patterns"])  # fmt: skip
def test_a_hostile_query_is_refused_while_an_innocent_one_is_served(each: Web, name: str) -> None:
    _endured(each, HOSTILE[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_every_hostile_query_is_endured_over_http(each: Web, name: str) -> None:
    _endured(each, HOSTILE[name])


def _endured(web: Web, query: str) -> None:
    with ThreadPoolExecutor(1) as beside:
        hostile = beside.submit(web.post, query)
        time.sleep(0.05)
        web.seven()
        answer = hostile.result()
    # Some of them end by themselves on a fast machine; a 200 is then a whole document.
    if answer.status_code == 200 and "json" in answer.headers["content-type"]:
        assert json.loads(answer.text)
    elif answer.status_code != 200:
        assert answer.status_code in {400, 413, 504}
        refused(answer, answer.status_code)
    web.seven()


@pytest.mark.parametrize("name", [*LEAVING, *NAMING])
def test_no_spelling_of_service_or_load_sends_a_packet(each: Web, name: str) -> None:
    with listener() as heard:
        query = aimed({**LEAVING, **NAMING}[name], f"http://127.0.0.1:{heard.port}/data")
        answer = each.post(query)
        assert answer.status_code in {200, 400}
        assert heard.heard() == 0


@pytest.mark.parametrize("name", UPDATES)
def test_an_update_sent_as_a_query_changes_nothing(each: Web, root: Path, name: str) -> None:
    refused(each.post(UPDATES[name]), 400)
    Snapshots(root).verify()


def test_a_query_past_its_deadline_is_told_so_in_both_languages(web: Web) -> None:
    query = HOSTILE["lists of values"]
    assert "plus de 1 s" in refused(web.post(query, accept_language="fr"), 504)["title"]
    assert "more than 1 s" in refused(web.post(query, accept_language="en"), 504)["title"]


@pytest.mark.parametrize("query", [NUMBERS, ALL])
def test_an_answer_too_large_is_refused_and_never_cut(
    serve: Callable[[FreeLimits], Web], query: str
) -> None:
    by_rows = serve(FreeLimits(pool=POOL, rows=CHAIN - 1))
    refused(by_rows.get(query), 413)
    assert by_rows.get(f"{query} LIMIT 10").status_code == 200
    refused(serve(FreeLimits(pool=POOL, size=10_000)).get(query), 413)


def test_a_client_without_a_free_worker_is_told_when_to_come_back(
    serve: Callable[[FreeLimits], Web],
) -> None:
    small = Limits(workers=1, deadline=2.0, wait=0.2, memory=300_000_000)
    web = serve(FreeLimits(pool=small))
    web.seven()
    with ThreadPoolExecutor(1) as beside:
        hostile = beside.submit(web.post, HOSTILE["lists of values"])
        time.sleep(0.4)
        answer = web.get(SEVEN)
        refused(answer, 503)
        assert int(answer.headers["retry-after"]) > 0
        refused(hostile.result(), 504)
    web.seven()


def test_a_client_over_its_budget_is_told_when_to_come_back(
    serve: Callable[[FreeLimits], Web],
) -> None:
    web = serve(FreeLimits(pool=POOL, budget=Budget(errors=2, loopback=True)))
    for _ in range(2):
        refused(web.get("ASK {"), 400)
    answer = web.get("ASK {}")
    refused(answer, 429)
    assert 0 < int(answer.headers["retry-after"]) <= 60


def test_the_query_of_a_client_that_left_is_stopped(serve: Callable[[FreeLimits], Web]) -> None:
    alone = Limits(workers=1, deadline=60.0, wait=20.0, memory=300_000_000)
    web = serve(FreeLimits(pool=alone))
    web.seven()
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(
            f"{web.address}/sparql", params={"query": HOSTILE["lists of values"]}, timeout=0.5
        )
    started = time.monotonic()
    web.seven()
    assert time.monotonic() - started < 20


def test_pages_are_served_while_every_worker_is_busy(web: Web) -> None:
    with ThreadPoolExecutor(8) as beside:
        running = [beside.submit(web.post, HOSTILE["lists of values"]) for _ in range(8)]
        time.sleep(0.2)
        assert httpx.get(f"{web.address}/health", timeout=5).status_code == 200
        assert not all(each.done() for each in running)


def test_short_queries_are_answered_while_four_endless_ones_run(
    serve: Callable[[FreeLimits], Web],
) -> None:
    limits = Limits(workers=2, short=3, deadline=5.0, wait=2.0, memory=300_000_000)
    web = serve(FreeLimits(pool=limits))
    web.seven()
    with ThreadPoolExecutor(4) as beside:
        running = [beside.submit(web.post, HOSTILE["lists of values"] + f"#{n}") for n in range(4)]
        time.sleep(0.5)
        times = []
        for number in range(6):
            started = time.monotonic()
            assert web.get(f"{SEVEN}#{number}", accept="text/csv").text == "n\r\n7\r\n"
            times.append(time.monotonic() - started)
        assert not any(each.done() for each in running)
        # Without places of their own each would have waited for seconds.
        assert sorted(times)[3] < 2
        assert {each.result().status_code for each in running} == {504}


def behind() -> set[int]:
    """The processes of this one's that others go before."""
    files = Path("/proc/self/task").glob("*/children")
    own = os.getpriority(os.PRIO_PROCESS, 0)
    found = set()
    for number in (int(each) for file in files for each in file.read_text().split()):
        with suppress(ProcessLookupError):
            if os.getpriority(os.PRIO_PROCESS, number) > own:
                found.add(number)
    return found


def test_a_query_that_takes_long_lets_others_go_first(web: Web) -> None:
    assert not behind()
    with ThreadPoolExecutor(1) as beside:
        running = beside.submit(web.post, HOSTILE["lists of values"] + "#behind")
        while not running.done() and not behind():
            time.sleep(0.02)
        assert behind()
        web.seven()
        refused(running.result(), 504)
    assert not behind()


def test_with_every_place_taken_the_youngest_long_query_gives_way(
    serve: Callable[[FreeLimits], Web],
) -> None:
    limits = Limits(workers=1, short=1, deadline=3.0, wait=2.0, memory=300_000_000)
    web = serve(FreeLimits(pool=limits))
    web.seven()
    with ThreadPoolExecutor(2) as beside:
        running = []
        for number in range(2):
            running.append(beside.submit(web.post, HOSTILE["lists of values"] + f"##{number}"))
            time.sleep(0.4)
        assert web.get(f"{SEVEN}##", accept="text/csv").text == "n\r\n7\r\n"
        refused(running[1].result(), 503)
        refused(running[0].result(), 504)


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
