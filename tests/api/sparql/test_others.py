"""Who asks something short, or for a page, is served while others ask without end."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from api.sparql import FreeLimits
from graph.workers import Limits
from tests.api.sparql.web import SEVEN, Web, refused
from tests.hostile import HOSTILE


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
    earlier = behind()
    late: set[int] = set()
    with ThreadPoolExecutor(1) as beside:
        running = beside.submit(web.post, HOSTILE["lists of values"] + "#behind")
        while not running.done() and not late:
            time.sleep(0.02)
            late = behind() - earlier
        assert late
        web.seven()
        refused(running.result(), 504)
    assert not late & behind()


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
