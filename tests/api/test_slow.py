"""What takes seconds holds up nothing else, and who would wait too long is told so."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import anyio
import httpx
import pytest
from fastapi import FastAPI

from api.application import create_app
from api.door import Door
from api.errors import install
from api.slow import SlowLane
from explorer.current import Current
from explorer.rendering import Pages
from graph.worker_errors import OverloadedError
from queries.dumps import Dump, Dumps
from tests.serving import served

# More than there are threads for pages.
CROWD = 60


def test_a_crowd_that_waits_for_a_file_holds_up_no_page(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, made_at_once = threading.Event(), Dumps.file

    def slowly(dumps: Dumps, name: str) -> Dump:
        assert made.wait(240)
        return made_at_once(dumps, name)

    monkeypatch.setattr(Dumps, "file", slowly)
    with served(create_app(published)) as address, ThreadPoolExecutor(CROWD) as crowd:
        try:
            asked = [
                crowd.submit(httpx.get, f"{address}/dumps/figures.csv", timeout=300)
                for _ in range(CROWD)
            ]
            time.sleep(0.5)
            assert httpx.get(f"{address}/fr/case", timeout=60).status_code == 200
            assert not any(each.done() for each in asked)
        finally:
            made.set()
        assert {each.result().status_code for each in asked} == {200}


def test_who_would_wait_behind_too_many_is_turned_away_at_once() -> None:
    free = threading.Event()
    handler = SlowLane(threads=1, waiting=1)(lambda: free.wait(10))
    ended: list[object] = []

    async def ask() -> None:
        try:
            ended.append(await handler())
        except OverloadedError as error:
            ended.append(type(error))
            free.set()

    async def three() -> None:
        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(ask)
                await anyio.sleep(0.05)

    anyio.run(three)
    assert ended[0] is OverloadedError
    assert ended[1:] == [True, True]


def test_the_refusal_says_when_to_come_back_in_the_one_shape(published: Path) -> None:
    started, free = threading.Event(), threading.Event()
    door = Door(Pages(), Current(published), slow=SlowLane(threads=1, waiting=0))

    def work() -> str:
        started.set()
        return str(free.wait(10))

    app = FastAPI()
    app.add_api_route("/work", door.slow(work))
    install(app, door)
    with served(app) as address, ThreadPoolExecutor(1) as beside:
        first = beside.submit(httpx.get, f"{address}/work", timeout=30)
        assert started.wait(10)
        answer = httpx.get(f"{address}/work", headers={"accept-language": "en"})
        free.set()
        assert first.result().json() == "True"
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert answer.headers["content-type"] == "application/problem+json"
    assert "Too many" in answer.json()["detail"]
