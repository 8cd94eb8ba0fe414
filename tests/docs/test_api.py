"""The page on the API: its commands and its program run, and its numbers are those of the code."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.application import create_app
from api.rest.answers import FORMS
from api.rest.requests import LONGEST_URL
from queries.entities import SHOWN
from queries.lists import LARGEST
from tests.api.rest.conftest import published
from tests.serving import served


@pytest.fixture(scope="module")
def page(repository: Path) -> str:
    return (repository / "docs" / "how-to" / "use-the-api.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def address(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = published(corpus / "record", tmp_path_factory.mktemp("served"))
    with served(create_app(root)) as host:
        yield host


def snippets(page: str, language: str, host: str) -> list[str]:
    found = re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)
    return [text.replace("http://127.0.0.1:8000", host) for text in found]


def test_the_commands_of_the_page_are_answered(page: str, address: str, tmp_path: Path) -> None:
    commands = [line for text in snippets(page, "sh", address) for line in text.splitlines()]
    assert len(commands) == 3
    for line in commands:
        command = shlex.split(line)
        assert command[0] == "curl"
        url = command[-1]
        assert httpx.get(url).status_code == 200, url
        if shutil.which("curl"):
            run = subprocess.run(  # noqa: S603
                [*command, "--silent", "--fail"], cwd=tmp_path, capture_output=True, check=True
            )
            assert run.stdout or (tmp_path / "chiffres.csv").stat().st_size


def test_the_python_of_the_page_runs_and_prints_statuses(page: str, address: str) -> None:
    (program,) = snippets(page, "python", address)
    # As a reader runs it, warnings as errors.
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-X", "utf8", "-W", "error", "-c", program],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    lines = run.stdout.splitlines()
    # Three perceived claims and a measured one are in the corpus; the first three are shown.
    assert len(lines) == 4
    assert all(line.startswith(("Perçu - ", "Mesuré - ")) for line in lines[:3])
    assert "sha256:" in lines[3]


def test_the_addresses_of_the_r_snippet_answer(page: str, address: str) -> None:
    # R itself is not needed to test this project; what it would fetch must exist.
    (program,) = snippets(page, "r", address)
    paths = re.findall(r'"(/api/[^"]+)"', program)
    assert len(paths) == 2
    for path in paths:
        assert httpx.get(address + path).status_code == 200
    table = httpx.get(address + paths[0]).text
    assert "status_fr" in table.splitlines()[0]
    assert "reference" in httpx.get(address + paths[1]).json()["cells"][0]["row"]


def test_the_limits_and_forms_of_the_page_are_those_of_the_code(page: str) -> None:
    assert f"above {LONGEST_URL:,} bytes" in page
    assert f"at most {LARGEST})" in page
    assert f"its first {SHOWN} things" in page
    told = dict(re.findall(r"(?m)^\| `\.(\w+)`(?: \(or none\))? \| `([^`]+)` \|", page))
    assert told == dict(FORMS)
