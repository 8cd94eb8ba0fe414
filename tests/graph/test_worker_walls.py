"""Each wall by itself keeps a query on the machine, so that losing one loses nothing."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress

import pytest
from pyoxigraph import Quad, Store

from tests.hostile import LEAVING, aimed, chained
from tests.serving import listener

CHILD = """
import sys
from pyoxigraph import Store
from graph import worker_walls
store = Store()
list(store.query("SELECT * { ?s ?p ?o }"))
for wall in sys.argv[2:]:
    getattr(worker_walls, wall)()
try:
    list(store.query(sys.argv[1]))
except OSError:
    print("refused")
"""


def run(query: str, *walls: str) -> bytes:
    command = [sys.executable, "-I", "-c", CHILD, query, *walls]
    return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603


@pytest.mark.parametrize("walls", [("no_more_files",), ("forbid_calls",)])
def test_one_wall_is_enough_against_requests(walls: tuple[str, ...]) -> None:
    with listener() as heard:
        query = LEAVING["service"].replace("URL", f"http://127.0.0.1:{heard.port}/")
        assert run(query, *walls) == b"refused\n"
        assert heard.heard() == 0


def test_without_any_wall_the_request_is_made() -> None:
    with listener() as heard:
        run(LEAVING["service"].replace("URL", f"http://127.0.0.1:{heard.port}/"))
        assert heard.heard() > 0


def reaches(store: Store, query: str) -> bool:
    """Tell whether `query` knocks at a server when nothing stands in its way."""
    with listener() as heard:
        with suppress(OSError, RuntimeError, SyntaxError, TypeError):
            list(store.query(aimed(query, f"http://127.0.0.1:{heard.port}/data")))  # type: ignore[arg-type]
        return heard.heard() > 0


def test_most_spellings_of_service_would_reach_a_server_without_walls() -> None:
    # Else the tests that none does would show nothing. The others are no SPARQL, or find no row.
    store = Store()
    store.bulk_extend(Quad(told.subject, told.predicate, told.object) for told in chained())
    found = {name for name in LEAVING if reaches(store, LEAVING[name])}
    assert len(found) >= 25
    assert {"glued silent", "after a number", "escaped address", "by a base"} <= found


def test_behind_the_file_wall_nothing_can_be_opened() -> None:
    code = (
        "from graph.worker_walls import no_more_files; import os; no_more_files()\n"
        "try: os.open(os.devnull, os.O_RDONLY)\n"
        "except OSError as error: print(error.errno)"
    )
    told = subprocess.run(  # noqa: S603
        [sys.executable, "-I", "-c", code], capture_output=True, check=True
    ).stdout
    assert told == b"24\n"


def test_past_its_memory_a_process_dies_without_a_core() -> None:
    code = (
        "from graph.worker_walls import cap_memory; import resource; cap_memory(200_000_000)\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE))\n"
        "try: bytearray(400_000_000)\n"
        "except MemoryError: print('full')"
    )
    told = subprocess.run(  # noqa: S603
        [sys.executable, "-I", "-c", code], capture_output=True, check=True
    ).stdout
    assert told == b"(0, 0)\nfull\n"
