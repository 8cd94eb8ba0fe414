"""Whatever a query does, it is refused or ended, whole, and the next one is answered."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from api.sparql import FreeLimits
from api.sparql_budgets import Budget
from graph.snapshots import Snapshots
from graph.workers import Limits
from tests.api.sparql.web import ALL, NUMBERS, POOL, SEVEN, Web, refused
from tests.hostile import CHAIN, HOSTILE, LEAVING, NAMING, UPDATES, aimed
from tests.serving import listener


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
