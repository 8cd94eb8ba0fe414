"""Counts typed from paper on a page: checked with their meaning, given back as a file of votes."""

from __future__ import annotations

import asyncio
import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.application import create_app
from explorer.paper import codes_of_links
from explorer.tally import MOST_ROWS
from explorer.typed_votes import COLUMNS
from graph.network import read_network
from graph.snapshots import Snapshots
from loaders.votes import read_votes
from tests.api.rest.conftest import published

PAGE = "/fr/atelier/comptes"
ROOM = {"place": "Rives-sur-Vaux", "date": "2026-11-21"}


@pytest.fixture(scope="module")
def root(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(corpus / "record", tmp_path_factory.mktemp("tally") / "store")


@pytest.fixture(scope="module")
def app(root: Path) -> Iterator[FastAPI]:
    found = create_app(root)
    yield found
    found.state.lanes.close()


@pytest.fixture(scope="module")
def codes(root: Path) -> Mapping[str, str]:
    snapshot = Snapshots(root).current()
    assert snapshot is not None
    store = snapshot.open()
    found = codes_of_links(read_network(store))
    store.close()
    return found


def sent(app: FastAPI, rows: Sequence[Mapping[str, str]], **form: Any) -> httpx.Response:
    """Send lines as the page does: a list for each column, an empty cell as an empty text."""
    file = form.pop("file", None)
    columns = {name: [row.get(name, "") for row in rows] for name in COLUMNS}
    content = {**{name: many for name, many in columns.items() if many}, **ROOM, **form}

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            if not content and not file:
                return await client.get(PAGE)
            return await client.post(PAGE, data=content, files={"file": file} if file else None)

    return asyncio.run(send())


def got(app: FastAPI, path: str) -> httpx.Response:
    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get(path)

    return asyncio.run(send())


def plain(answer: httpx.Response) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text)))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_is_a_sheet_of_empty_lines_within_atelier(app: FastAPI, language: str) -> None:
    answer = got(app, f"/{language}/atelier/comptes")
    assert answer.status_code == 200
    assert answer.text.count('name="code"') == 12
    assert f'<a href="/{language}/atelier/comptes"' in got(app, f"/{language}/atelier").text


def test_codes_and_counts_become_a_file_of_votes(app: FastAPI, codes: Mapping[str, str]) -> None:
    (one, first), (other, second) = sorted(codes.items())[:2]
    rows = [
        {"table": "1", "code": first.lower(), "actors": "association", "agree_yes": "4",
         "agree_no": "2", "priority_yes": "3"},
        {"code": second, "agree_no": "7"},
        {},
        {"table": "2", "code": first, "agree_yes": "1"},
    ]  # fmt: skip
    answer = sent(app, rows, do="votes")
    assert answer.status_code == 200, plain(answer)
    name = "votes-rives-sur-vaux-2026-11-21.json"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    votes = read_votes(answer.content, name)
    told = {
        (one.table, one.thing, one.question, one.actors): (one.yes, one.no) for one in votes.ballots
    }
    assert told == {
        (1, one, "agree", "association"): (4, 2),
        (1, one, "priority", "association"): (3, 0),
        (1, other, "agree", "association"): (0, 7),
        (2, one, "agree", "_T"): (1, 0),
    }
    assert votes.place == "Rives-sur-Vaux"
    assert votes.version is not None


def test_a_check_says_what_a_code_means_and_hides_fewer_than_five(
    app: FastAPI, codes: Mapping[str, str]
) -> None:
    first, second = sorted(codes.values())[:2]
    rows = [
        {"table": "1", "code": first, "agree_yes": "6", "agree_no": "1"},
        {"code": second, "agree_yes": "2"},
    ]
    answer = sent(app, rows, do="check")
    assert answer.status_code == 200
    said = plain(answer)
    assert "6/7" in said
    assert "moins de 5" in said
    assert "2/2" not in said
    # What was typed is still there.
    assert f'value="{first}"' in answer.text


def test_a_fault_stands_beside_its_line_and_nothing_is_lost(
    app: FastAPI, codes: Mapping[str, str]
) -> None:
    code = sorted(codes.values())[0]
    wrong = code[:-1] + ("A" if code[-1] != "A" else "C")
    answer = sent(app, [{"table": "1", "code": wrong, "agree_yes": "4"}], do="votes")
    assert answer.status_code == 422
    assert "Ce code est mal tapé" in plain(answer)
    assert re.search(r'value="' + wrong + r'"[^>]*aria-invalid="true"', answer.text)
    assert sent(app, [], do="votes").status_code == 422
    missing = sent(app, [{"table": "1", "code": code, "agree_yes": "4"}], do="votes", place="")
    assert missing.status_code == 422
    assert f'value="{code}"' in missing.text


def test_a_spreadsheet_becomes_the_same_votes(app: FastAPI, codes: Mapping[str, str]) -> None:
    thing, code = sorted(codes.items())[0]
    sheet = f"table;code;accord_oui;accord_non\n5;{code};4;2\n".encode()
    answer = sent(app, [], do="votes", file=("comptes.csv", sheet, "text/csv"))
    assert answer.status_code == 200, plain(answer)
    (ballot,) = json.loads(answer.content)["ballots"]
    assert (ballot["thing"], ballot["table"], ballot["yes"]) == (thing, 5, 4)
    refused = sent(app, [], do="votes", file=("comptes.csv", b"\xff\xfe", "text/csv"))
    assert refused.status_code == 422
    assert "UTF-8" in plain(refused)


def test_more_lines_are_added_and_never_more_than_the_page_holds(app: FastAPI) -> None:
    rows = [{"table": "1", "code": "XXXXX"}] * 12
    assert sent(app, rows, do="more").text.count('name="code"') == 24
    full = sent(app, rows * 10, do="more")
    assert full.text.count('name="code"') == MOST_ROWS
    assert 'value="more"' not in full.text


def test_what_is_typed_is_never_markup(app: FastAPI) -> None:
    hostile = '"><script>window.hurt=1</script>'
    answer = sent(app, [{"table": hostile, "code": hostile}], do="check", place=hostile)
    assert "<script>window" not in answer.text
