"""The files of `deploy/`: read by the programs they are for, and tried in front of the service."""

from __future__ import annotations

import getpass
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api.application import Terms, create_app
from api.border import LARGER, LONGEST_URL, BorderLimits
from commands.settings import DESCRIPTIONS, read_settings
from graph.worker_lanes import Lanes
from tests.api.conftest import publish
from tests.serving import served

NAME = "alliances.example.org"


@pytest.fixture(scope="module")
def unit(repository: Path) -> str:
    return (repository / "deploy/alliances.service").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def proxy(repository: Path) -> str:
    return (repository / "deploy/nginx.conf").read_text(encoding="utf-8")


def test_the_unit_sets_only_what_there_is_and_what_can_be_used(unit: str) -> None:
    told = dict(re.findall(r"(?m)^Environment=(\w+)=(.*)$", unit))
    assert set(told) <= set(DESCRIPTIONS)
    settings = read_settings(told)
    # Strangers are counted, and known by their own address.
    assert (settings.proxies, settings.client_loopback) == ("127.0.0.1", True)
    assert settings.host == "127.0.0.1"
    assert settings.audit is not None


def test_the_unit_has_room_for_every_query_that_runs_until_its_deadline(unit: str) -> None:
    settings = read_settings({})
    found = re.search(r"(?m)^MemoryMax=(\d+)G$", unit)
    assert found is not None
    at_once = settings.query_workers + settings.keyed_workers
    assert int(found[1]) * 1000 >= at_once * settings.query_memory + 1000
    # One that goes past its own limit all the same costs itself and nobody else.
    assert "\nOOMPolicy=continue\n" in unit


def test_a_worker_that_let_others_go_first_may_come_forward_again(unit: str) -> None:
    # A bare number is the raw limit, of which 20 is a niceness of 0; with a sign it is a niceness.
    found = re.search(r"(?m)^LimitNICE=(\S+)$", unit)
    assert found is not None
    value = found[1]
    assert (20 - int(value) if value[0] in "+-" else int(value)) >= 20


def test_the_service_has_time_to_end_and_the_proxy_to_wait(unit: str, proxy: str) -> None:
    longest = read_settings({}).keyed_deadline
    for found in (
        re.search(r"(?m)^TimeoutStopSec=(\d+)$", unit),
        re.search(r"proxy_read_timeout (\d+)s;", proxy),
    ):
        assert found is not None
        assert int(found[1]) > longest


def test_the_proxy_lets_through_what_the_application_takes(proxy: str) -> None:
    settings = read_settings({})
    bodies = [int(size) for size in re.findall(r"client_max_body_size (\d+)m;", proxy)]
    assert bodies == [settings.body_size, settings.body_size * LARGER]
    found = re.search(r"large_client_header_buffers \d+ (\d+)k;", proxy)
    assert found is not None
    assert int(found[1]) * 1024 > LONGEST_URL


def test_systemd_finds_no_fault_in_the_unit(unit: str, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed")
    # What stands on the machine itself is not what is examined here.
    here = re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/true", unit)
    file = tmp_path / "alliances.service"
    file.write_text(here, encoding="utf-8")
    said = subprocess.run(  # noqa: S603
        ["systemd-analyze", "verify", "--man=no", str(file)],  # noqa: S607
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = [line for line in said.stderr.splitlines() if "alliances.service" in line]
    assert [line for line in told if "User" not in line] == []


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def behind(proxy: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of nginx, as its file has it, in front of the application."""
    if shutil.which("nginx") is None:
        pytest.skip("nginx is not installed")
    root, home = tmp_path_factory.mktemp("store"), tmp_path_factory.mktemp("nginx")
    publish(root)
    app = create_app(
        root,
        public_url=f"https://{NAME}",
        terms=Terms(border=BorderLimits(hosts=frozenset({NAME}))),
    )
    lanes: Lanes = app.state.lanes
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts="127.0.0.1")
    port = free_port()
    with served(app) as address:
        told = proxy.replace("127.0.0.1:8000", address.removeprefix("http://"))
        told = told.replace("listen 80;", f"listen 127.0.0.1:{port};")
        (home / "site.conf").write_text(told, encoding="utf-8")
        (home / "nginx.conf").write_text(around(home), encoding="utf-8")
        command = ["nginx", "-e", f"{home}/error.log", "-p", str(home), "-c", f"{home}/nginx.conf"]
        running = subprocess.Popen(command)  # noqa: S603
        try:
            until(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()
            running.wait(10)
    lanes.close()


def around(home: Path) -> str:
    """Return what an nginx needs around the file of a site, all below `home`."""
    user = "user root;\n" if getpass.getuser() == "root" else ""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {home}/{kind};\n" for kind in kinds)
    return (
        f"{user}pid {home}/pid;\nerror_log {home}/error.log;\ndaemon off;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{places}include {home}/site.conf;\n}}\n"
    )


def until(port: int) -> None:
    """Wait until somebody listens at `port`."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("nginx does not listen")


def ask(behind: str, path: str, **more: str) -> httpx.Response:
    return httpx.get(behind + path, headers={"host": NAME, **more}, timeout=30)


def test_pages_and_queries_come_through_the_proxy(behind: str) -> None:
    assert ask(behind, "/fr/case").status_code == 200
    answer = ask(behind, "/sparql?query=ASK%7B%7D")
    assert answer.json()["boolean"] is True
    assert answer.headers["content-security-policy"]


def test_the_machine_itself_may_ask_after_its_health(behind: str) -> None:
    for path in ("/health", "/health/ready"):
        assert ask(behind, path).status_code == 200


def test_a_long_address_is_refused_in_the_words_of_the_application(behind: str) -> None:
    assert ask(behind, "/fr/case?x=" + "a" * 15_000).status_code == 200
    refused = ask(behind, "/fr/case?x=" + "a" * LONGEST_URL)
    assert refused.status_code == 414
    assert refused.headers["content-type"] == "application/problem+json"


def test_the_largest_body_a_route_takes_comes_through_and_a_larger_one_does_not(
    behind: str,
) -> None:
    query = '{"q": {"query": "' + "x " * 90 + '", "limit": 1}}'
    body = {"queries": query + " " * 190_000}
    answer = httpx.post(f"{behind}/reconcile/fr", data=body, headers={"host": NAME}, timeout=30)
    assert answer.status_code == 200
    larger = httpx.post(
        f"{behind}/reconcile/fr", content=b"x" * 2_200_000, headers={"host": NAME}, timeout=30
    )
    assert larger.status_code == 413
    assert larger.json()["status"] == 413
    assert larger.headers["content-type"] == "application/problem+json"


def test_a_flood_from_one_address_is_429_in_the_one_shape(behind: str) -> None:
    with httpx.Client(headers={"host": NAME}, timeout=30) as client:
        answers = [client.get(f"{behind}/assets/nothing.css?{n}") for n in range(400)]
    refused = [one for one in answers if one.status_code == 429]
    assert refused
    assert refused[0].json()["status"] == 429
    assert refused[0].headers["retry-after"] == "2"
