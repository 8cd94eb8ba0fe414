"""The pages of Atelier: paths played, made, opened and taken away; hostile text stays text."""

from __future__ import annotations

import asyncio
import html
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.application import create_app
from explorer.guided_paths import read_path
from explorer.sections import SECTIONS
from tests.api.conftest import HTML
from tests.api.rest.conftest import published
from tests.payloads import Looked

HOSTILE = '</script><script>window.hurt=1</script><img src=x onerror="window.hurt=1">'
PATH: dict[str, Any] = {
    "path": "essai",
    "title": {"fr": "Un essai", "en": "A trial"},
    "steps": [
        {
            "view": "explorer?centre=impact/confiance",
            "caption": {"fr": HOSTILE, "en": "Trust."},
            "question": {"fr": "Quoi ?", "en": "What?"},
        },
        {
            "view": "preuves?rows=category&columns=impact",
            "caption": {"fr": "Les cases."},
            "question": {"fr": "Laquelle ?"},
        },
    ],
}


@pytest.fixture(scope="module")
def app(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    root = tmp_path_factory.mktemp("atelier")
    record = root / "record"
    shutil.copytree(corpus / "record", record)
    (record / "paths").mkdir()
    (record / "paths" / "essai.yaml").write_text(json.dumps(PATH), encoding="utf-8")
    published(corpus / "record", root / "store")
    found = create_app(root / "store", record=record)
    yield found
    found.state.lanes.close()


def ask(app: FastAPI, path: str, **sent: Any) -> httpx.Response:
    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request("POST" if sent else "GET", path, **sent)

    return asyncio.run(send())


def test_atelier_is_the_fourth_entry_of_every_page(app: FastAPI) -> None:
    assert [one.key for one in SECTIONS].index("atelier") == 3
    page = ask(app, "/fr/donnees").text
    assert re.search(r'<a href="/fr/atelier"[^>]*>Atelier</a>', page)


@pytest.mark.parametrize(("language", "title"), [("fr", "Un essai"), ("en", "A trial")])
def test_the_page_lists_paths_and_plays_them(app: FastAPI, language: str, title: str) -> None:
    door = ask(app, f"/{language}/atelier").text
    assert f'<a href="/{language}/atelier/essai">{title}</a>' in door
    answer = ask(app, f"/{language}/atelier/essai")
    assert answer.status_code == 200
    assert len(re.findall(r'class="w-step" data-step="', answer.text)) == 2
    # Nothing of a name or a caption is markup, and nothing runs but files of ours.
    looked = Looked(answer.text)
    # A block of data runs nothing.
    assert looked.faults == ["script {'type': 'application/json', 'id': 'data'}"]
    assert looked.shows(HOSTILE if language == "fr" else "Trust.")
    assert "style=" not in answer.text.partition("<main")[2]
    assert ask(app, f"/{language}/atelier/rien").status_code == 404


def test_a_path_is_taken_away_as_it_is_and_as_a_workshop(app: FastAPI) -> None:
    path = ask(app, "/fr/atelier/essai.yaml")
    assert read_path(path.content, "essai.yaml") == read_path(json.dumps(PATH).encode(), "x")
    file = ask(app, "/fr/atelier/essai.html")
    assert file.headers["content-disposition"].endswith('filename="atelier-essai.html"')
    assert "default-src &#39;none&#39;" in file.text
    assert not re.search(r'(?:src|href)="(?!#)', file.text)
    assert "<script>window" not in file.text
    assert "window.hurt=1" in file.text
    assert ask(app, "/fr/atelier/essai.exe").status_code == 404


@pytest.mark.parametrize("do", ["open", "play", "html", "yaml"])
def test_a_path_somebody_made_is_answered_and_kept_nowhere(app: FastAPI, do: str) -> None:
    made = json.dumps({**PATH, "path": "mien"})
    answer = ask(app, "/fr/atelier", data={"do": do, "path": made})
    assert answer.status_code == 200
    assert ask(app, "/fr/atelier/mien").status_code == 404
    if do == "open":
        told = re.search(r'id="opened">(.*?)</script>', answer.text, re.DOTALL)
        assert told is not None
        assert json.loads(told[1])["path"] == "mien"


def test_a_path_with_a_fault_says_file_step_field_and_remedy(app: FastAPI) -> None:
    steps = [PATH["steps"][0], {**PATH["steps"][1], "question": {"fr": "Non"}}]
    sent = json.dumps({**PATH, "steps": steps}).encode()
    form = {"data": {"do": "play"}, "files": {"file": ("<b>mien.json", sent)}}
    answer = ask(app, "/fr/atelier", **form, headers={"accept": HTML})
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("text/html")
    said = html.unescape(answer.text)
    assert "-b-mien.json:1:steps.2.question.fr: Ce n’est pas une seule question." in said
    assert "Écrivez une phrase qui finit par" in said
    assert ask(app, "/fr/atelier", data={"do": "play", "path": "{"}).status_code == 422


@pytest.mark.parametrize(("language", "said"), [
    ("fr", ": Ce n'est pas une seule question."), ("en", ": This is not one question."),
])  # fmt: skip
def test_a_program_is_told_of_the_fault_in_the_one_shape(
    app: FastAPI, language: str, said: str
) -> None:
    steps = [PATH["steps"][0], {**PATH["steps"][1], "question": {"fr": "Non"}}]
    sent = json.dumps({**PATH, "steps": steps}).encode()
    form = {"data": {"do": "html"}, "files": {"file": ("mien.json", sent)}}
    answer = ask(app, f"/{language}/atelier", **form, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["status"]) == (422, 422)
    assert answer.headers["content-type"] == "application/problem+json"
    assert "mien.json:1:steps.2.question.fr" in answer.json()["detail"]
    assert said in answer.json()["detail"]


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/x-evil", ""])
def test_a_body_that_is_no_form_is_415_on_a_page_or_as_a_problem(app: FastAPI, kind: str) -> None:
    sent = {"content": b"do=play", "headers": {"content-type": kind}}
    told = ask(app, "/fr/atelier", **sent)
    assert (told.status_code, told.headers["content-type"]) == (415, "application/problem+json")
    assert "formulaire" in told.json()["detail"]
    sent["headers"] = {"content-type": kind, "accept": HTML}
    shown = ask(app, "/fr/atelier", **sent)
    assert (shown.status_code, shown.headers["content-type"]) == (415, "text/html; charset=utf-8")
    assert "formulaire" in shown.text


def test_a_view_of_what_the_graph_does_not_hold_is_refused(app: FastAPI) -> None:
    step = {**PATH["steps"][0], "view": "explorer?centre=organisation/personne"}
    made = json.dumps({**PATH, "steps": [step]})
    answer = ask(app, "/fr/atelier", data={"do": "play", "path": made})
    assert answer.status_code == 404
    assert "organisation/personne" in answer.text
