"""Every file the server makes, made of hostile labels: well-formed, and nothing in it runs.

The files are those of the application's own routes, so that a new one cannot be left out.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from api.application import create_app
from api.rest.routes import operations
from queries.lists import collections
from tests.api.conftest import Client
from tests.api.hostile_labels import inert, safe
from tests.api.test_every_route import paths
from tests.payloads import PAYLOADS, Looked

START = "centre=impact/confiance&steps=2"
CELL = "rows=category&columns=impact"
# Path of the route -> addresses below a language that answer on the invented record.
FILES = {
    "/comparer.csv": ["/comparer.csv?ids={two}"],
    "/comparer.json": ["/comparer.json?ids={two}"],
    "/contribuer/modele.xlsx": ["/contribuer/modele.xlsx"],
    "/carte.html": [f"/carte.html?{START}"],
    "/explorer.gexf": [f"/explorer.gexf?{START}"],
    "/explorer.graphml": [f"/explorer.graphml?{START}"],
    "/explorer.json": [f"/explorer.json?{START}"],
    "/explorer.png": [f"/explorer.png?{START}"],
    "/explorer.svg": [f"/explorer.svg?{START}"],
    "/note.csv": ["/note.csv?impact=confiance"],
    "/note.docx": ["/note.docx?impact=confiance"],
    "/nouveautes.json": ["/nouveautes.json"],
    "/nouveautes.rss": ["/nouveautes.rss"],
    "/papier.pdf": [f"/papier.pdf?{START}&tables=1"],
    "/preuves.pdf": [f"/preuves.pdf?{CELL}"],
    "/papier.zip": [f"/papier.zip?{START}&tables=1"],
    "/plan.{form}": ["/plan.csv", "/plan.docx"],
    "/preuves.{form}": [f"/preuves.{form}?{CELL}" for form in ("csv", "json", "svg", "rq")],
    "/selection.{form}": [f"/selection.{form}?impact=confiance" for form in ("csv", "json", "svg")],
    "/atelier/{slug}.{form}": [],
    **{f"/{view}.{{form}}": [f"/{view}.csv", f"/{view}.json"]
       for view in ("contradictions", "manques", "regards", "signaux", "territoires")},
}  # fmt: skip
ADDRESSES = [address for held in FILES.values() for address in held]


def test_every_file_of_a_page_is_here(tmp_path: Path) -> None:
    told = {path for path in paths(create_app(tmp_path)) if path.startswith("/fr/")}
    files = {path.removeprefix("/fr") for path in told if "." in path}
    assert files == {re.sub(r"\{[^}]*\}", "x", path) for path in FILES}


@pytest.fixture(scope="module")
def two(hostile: Client) -> str:
    """The references of two things that can be compared."""
    items = hostile.ask("GET", "/api/cases?size=2").json()["items"]
    return ",".join(one["reference"] for one in items)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_file_of_hostile_labels_is_well_formed_and_runs_nowhere(
    hostile: Client, two: str, address: str
) -> None:
    answer = hostile.get(f"/fr{address.replace('{two}', two)}")
    assert answer.status_code == 200, answer.text[:300]
    name = answer.headers.get("content-disposition", "")
    assert not name or re.fullmatch(r'(attachment|inline)(; filename="[\w.-]+")?', name)
    examined(answer.headers["content-type"].partition(";")[0], answer.content)


def examined(kind: str, content: bytes) -> None:
    """Look at a file as the program would that opens it."""
    if kind == "text/csv":
        safe(content.decode("utf-8-sig"), least=0)
    elif kind == "application/json":
        json.loads(content)
    elif kind.endswith("xml"):
        inert(content)
    elif kind == "text/html":
        standing_alone(content.decode())
    elif kind.startswith(("application/zip", "application/vnd.openxml")):
        for member in zipfile.ZipFile(io.BytesIO(content)).infolist():
            assert re.fullmatch(r"[\w./\[\]-]+", member.filename)
            assert ".." not in member.filename
            if member.filename.endswith((".xml", ".rels", ".svg")):
                inert(zipfile.ZipFile(io.BytesIO(content)).read(member))
    else:
        assert kind in {"image/png", "application/pdf", "application/sparql-query"}, kind
        # A label that runs in a document of paper would stand there as an action.
        assert b"/JavaScript" not in content
        assert b"/OpenAction" not in content


def standing_alone(text: str) -> None:
    """A page in one file has its own scripts and its one style, named by hash in its policy."""
    looked = Looked(text)
    assert [fault for fault in looked.faults if not fault.startswith("script {")] == ["style"]
    allowed = re.search(r"script-src (.*?);", text.replace("&#39;", "'"))
    assert allowed is not None
    assert "unsafe" not in allowed[1]


@pytest.mark.parametrize("form", ["csv", "json", "ttl", "jsonld"])
@pytest.mark.parametrize("name", [one.name for one in collections()])
def test_a_list_of_hostile_things_is_safe_in_each_form(
    hostile: Client, name: str, form: str
) -> None:
    answer = hostile.ask("GET", f"/api/{name}.{form}")
    assert answer.status_code == 200
    assert "html" not in answer.headers["content-type"]
    if form == "csv":
        safe(answer.text, least=0)
    elif "json" in form:
        json.loads(answer.text)


def test_the_payloads_really_stand_in_the_files(hostile: Client) -> None:
    text = hostile.ask("GET", "/api/claims.json?size=1000").text
    text += hostile.ask("GET", "/dumps/claims.csv").text
    held = {
        payload for payload in PAYLOADS if json.dumps(payload, ensure_ascii=False)[1:-1] in text
    }
    assert len(held) > len(PAYLOADS) // 2


def test_every_operation_is_json_for_a_browser_too(hostile: Client) -> None:
    for operation in operations():
        answer = hostile.get(operation.path.replace("{slug}", "x"))
        assert "html" not in answer.headers["content-type"]
