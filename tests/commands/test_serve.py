"""Serving as an administrator does: settings taken over, several processes, an end without rest."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from commands.serve import terms_of
from commands.settings import read_settings
from ontology.errors import SettingsError

SERVE = """
from commands.serve import serve
from commands.settings import read_settings
serve(read_settings())
"""


def test_the_public_name_is_one_we_answer_to() -> None:
    for address, name in (
        ("https://alliances.example/", "alliances.example"),
        ("http://Alliances.Example:8080", "alliances.example"),
        ("http://[2001:db8::1]:8080", "[2001:db8::1]"),
    ):
        settings = read_settings(
            {"ALLIANCES_PUBLIC_URL": address, "ALLIANCES_HOSTS": "a.example, B.example"}
        )
        assert terms_of(settings).border.hosts == {name, "a.example", "b.example"}
    assert terms_of(read_settings({})).border.hosts == frozenset()


@pytest.mark.parametrize("hosts", ["http://a.example", "a.example:80", "a b", "é.example"])
def test_a_name_that_no_host_header_can_hold_is_refused(hosts: str) -> None:
    with pytest.raises(SettingsError, match="ALLIANCES_HOSTS"):
        read_settings({"ALLIANCES_HOSTS": hosts})


def test_a_file_of_keys_that_cannot_be_read_stops_the_start(tmp_path: Path) -> None:
    bad = tmp_path / "keys"
    bad.write_text("nonsense\n", encoding="utf-8")
    for file in (bad, tmp_path / "absent"):
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-c", SERVE],
            env={**os.environ, "ALLIANCES_KEYS": str(file), "ALLIANCES_PROCESSES": "2"},
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert b"SettingsError" in done.stderr


@pytest.mark.slow
def test_two_processes_answer_on_one_port_and_end_together(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    environment = {
        **os.environ, "PORT": str(port), "ALLIANCES_PROCESSES": "2",
        "ALLIANCES_STORE": str(tmp_path),
    }  # fmt: skip
    server = subprocess.Popen([sys.executable, "-c", SERVE], env=environment)  # noqa: S603
    try:
        until = time.monotonic() + 60
        while not answers(port) and time.monotonic() < until:
            time.sleep(0.2)
        # Nothing is published, which is an answer too.
        assert answers(port) == 503
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        assert len(children) >= 2
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
    until = time.monotonic() + 10
    while any(Path(f"/proc/{child}").exists() for child in children) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(Path(f"/proc/{child}").exists() for child in children)


def answers(port: int) -> int:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/health", timeout=5).status_code
    except httpx.HTTPError:
        return 0
