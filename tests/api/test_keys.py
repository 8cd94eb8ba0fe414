"""Keys: known by their hash, good until a day, and a way into a lane of their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest

from api.application import Terms, create_app
from api.keys import KeyRefusedError, Keys, line_for, read_keys
from api.sparql import FreeLimits
from api.sparql_budgets import Budget
from commands.key import key_command
from graph.workers import Limits
from ontology.errors import SettingsError
from tests.hostile import HOSTILE
from tests.serving import served

DAY = date(2027, 3, 1)
# The same in each run, because tests are named after it.
KEY = "k3y-" * 10


def keys(today: date = DAY) -> Keys:
    text = "# for the bureau\n\n" + line_for("bureau", KEY, DAY) + "\n"
    return read_keys(text, lambda: today)


def test_a_key_is_known_by_whoever_it_was_given_to() -> None:
    assert keys().name_of(f"Bearer {KEY}") == "bureau"
    assert keys().name_of(f"bearer  {KEY} ") == "bureau"
    assert keys().name_of("") == ""


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer x", f"Basic {KEY}", KEY, f"Bearer {KEY}x", "Bearer é"]
)
def test_anything_else_is_refused(header: str) -> None:
    with pytest.raises(KeyRefusedError):
        keys().name_of(header)
    with pytest.raises(KeyRefusedError):
        Keys().name_of(header)


def test_a_key_is_good_on_its_last_day_and_not_after() -> None:
    with pytest.raises(KeyRefusedError):
        keys(DAY + timedelta(days=1)).name_of(f"Bearer {KEY}")


@pytest.mark.parametrize("line", ["bureau", "bureau abc 2027-01-01", "Bureau " + "a" * 64 +
                                  " 2027-01-01", "b " + "a" * 64 + " 2027-13-01"])  # fmt: skip
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(SettingsError, match="2"):
        read_keys(f"# one\n{line}\n")


def test_the_command_adds_a_key_that_is_nowhere_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    first, second = key_command(file, "bureau", 10), key_command(file, "elus", 10)
    text = file.read_text(encoding="utf-8")
    assert first not in text
    assert second not in text
    known = read_keys(text)
    assert known.name_of(f"Bearer {first}") == "bureau"
    assert known.name_of(f"Bearer {second}") == "elus"
    assert file.stat().st_mode & 0o077 == 0


def test_the_command_gives_no_second_key_and_no_strange_name(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    key_command(file, "bureau", 10)
    before = file.read_bytes()
    for name in ("bureau", "Bureau", "a b", "", "é"):
        with pytest.raises(SettingsError):
            key_command(file, name, 10)
    with pytest.raises(SettingsError):
        key_command(None, "bureau", 10)
    with pytest.raises(SettingsError):
        key_command(tmp_path / "nowhere" / "keys", "x", 10)
    assert file.read_bytes() == before


@pytest.fixture(scope="module")
def address(published: Path) -> Iterator[str]:
    free = FreeLimits(
        pool=Limits(workers=1, deadline=0.5, wait=5.0, memory=300_000_000),
        keyed=Limits(workers=1, deadline=2.0, wait=5.0, memory=300_000_000),
        budget=Budget(parallel=1, loopback=True),
    )
    app = create_app(
        published, terms=Terms(free), keys=read_keys(line_for("bureau", KEY, date.max))
    )
    with served(app) as at:
        yield at


def ask(address: str, sparql: str, key: str = "", **parameters: str) -> httpx.Response:
    headers = {"accept-language": "en"} | ({"authorization": f"Bearer {key}"} if key else {})
    given = {"query": sparql, **parameters}
    return httpx.get(f"{address}/sparql", params=given, headers=headers, timeout=30)


SLOW = HOSTILE["lists of values"]


def test_with_a_key_a_query_may_take_longer(address: str) -> None:
    assert ask(address, SLOW).json()["title"] == "Query stopped: it took more than 0.5 s."
    assert ask(address, SLOW, KEY).json()["title"] == "Query stopped: it took more than 2 s."


@pytest.mark.parametrize(("timeout", "told"), [("0.2", "0.2"), ("0.05", "0.05"), ("60", "0.5")])
def test_the_client_may_shorten_the_deadline_and_never_lengthen_it(
    address: str, timeout: str, told: str
) -> None:
    answer = ask(address, SLOW, timeout=timeout)
    assert answer.status_code == 504
    assert answer.json()["title"] == f"Query stopped: it took more than {told} s."


@pytest.mark.parametrize("timeout", ["0", "-1", "soon", "1e3", "", "٣", "99999", "1.23456"])
def test_a_timeout_that_is_no_number_of_seconds_is_refused(address: str, timeout: str) -> None:
    assert ask(address, "ASK {}", timeout=timeout).status_code == 400


def test_a_wrong_key_is_refused_and_not_taken_for_none(address: str) -> None:
    answer = ask(address, "ASK {}", "wrong")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_answer_to_a_key_is_made_for_it(address: str) -> None:
    assert ask(address, "ASK { ?s ?p ?o }", KEY).json()["boolean"] is True
    assert ask(address, "ASK { ?s ?p ?o }").json()["boolean"] is True
    assert ask(address, "ASK { ?s ?p ?o }", "wrong").status_code == 401
