"""The limits in the documentation are those of the settings, and its command works."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest

from api.application import create_app
from api.audit import Entry
from api.border import LONGEST_URL
from api.sparql_forms import TABLES, TRIPLES
from api.sparql_protocol import MOST_GRAPHS
from commands.settings import DESCRIPTIONS
from graph.workers import Limits
from tests.serving import served

KINDS = ("QUERY", "CLIENT", "KEYED", "BODY")


@pytest.fixture(scope="module")
def page(repository: Path) -> str:
    return (repository / "docs" / "how-to" / "query-over-http.md").read_text(encoding="utf-8")


def test_every_limit_is_documented_with_its_default(page: str) -> None:
    told = dict(
        re.findall(r"(?m)^\| `(ALLIANCES_(?:QUERY|CLIENT|KEYED|BODY)_\w+)` \| (\S+) \|", page)
    )
    limits = {
        name: default
        for name, (default, _) in DESCRIPTIONS.items()
        if name.startswith(tuple(f"ALLIANCES_{kind}_" for kind in KINDS))
    }
    assert told == limits


def test_the_fixed_limits_are_documented_too(page: str) -> None:
    assert f"addresses up to {LONGEST_URL:,} bytes" in page
    assert f"at most {MOST_GRAPHS} each" in page


def test_the_times_in_the_text_are_those_of_the_settings(page: str) -> None:
    assert f"up to {DESCRIPTIONS['ALLIANCES_KEYED_DEADLINE'][0]} seconds" in page
    assert f"{Limits().short_time:g}" == "0.1"


def test_the_fields_of_the_audit_log_are_documented(repository: Path) -> None:
    text = (repository / "docs/how-to/open-to-the-public.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(\w+)`", "".join(re.findall(r"(?m)^\| (`\w.*?) \|", text))))
    assert told == {"time", *Entry.__dataclass_fields__}
    assert f"of up to {DESCRIPTIONS['ALLIANCES_KEYED_DEADLINE'][0]} seconds" in text


def test_every_type_of_answer_is_documented(page: str) -> None:
    assert {media_type for media_type in (*TABLES, *TRIPLES) if f"`{media_type}`" not in page} == (
        set()
    )


def output(command: list[str]) -> bytes:
    """Run a curl command; on a machine without curl, send what it would send."""
    if shutil.which(command[0]):
        run = [*command, "--silent"]
        return subprocess.run(run, capture_output=True, check=True).stdout  # noqa: S603
    _, _, header, _, data, address = command
    headers, form = (dict([text.split(sign, 1)]) for text, sign in ((header, ": "), (data, "=")))
    return httpx.post(address, headers=headers, data=form).content


def test_the_command_of_the_page_prints_five_rows(page: str, published: Path) -> None:
    found = re.search(r"```sh\n(curl .*)\n```", page)
    assert found is not None
    with served(create_app(published)) as address:
        command = shlex.split(found[1].replace("http://127.0.0.1:8000", address))
        assert len(output(command).split(b"\r\n")) == 1 + 5 + 1
