"""One corpus of hostile labels goes through every page, file and picture, and runs nowhere.

Every text of the invented graph gets a payload in front: labels, titles, quotations, notes. Then
everything the server can show is fetched and looked at as a browser, a spreadsheet or a parser
would: no element that was not ours, no handler, no formula, well-formed pictures and data.
"""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from explorer.sections import FOOT, SECTIONS
from ontology.iris import thing
from queries.catalogue import catalogue, export_names
from tests.api.conftest import Client
from tests.api.hostile_labels import safe
from tests.payloads import PAYLOADS, Looked
from tests.queries.test_engines import OF_CORPUS


def looked_at(hostile: Client, path: str) -> Looked:
    answer = hostile.get(path)
    assert answer.status_code == 200, path
    looked = Looked(answer.text)
    assert not looked.faults, (path, looked.faults[:3])
    assert "49${" not in answer.text, "a template was evaluated"
    return looked


def pages() -> list[str]:
    listed = [page.path for section in SECTIONS for page in section.pages]
    return ["", *listed, *(page.path for page in FOOT)]


@pytest.mark.parametrize("path", pages())
def test_no_page_of_the_map_runs_a_label(hostile: Client, path: str) -> None:
    looked_at(hostile, f"/fr{path}")


@pytest.mark.slow
def test_no_page_two_links_away_runs_a_label(hostile: Client) -> None:
    seen: set[str] = set()
    poisonous = 0
    edge = {f"/fr{path}" for path in pages()}
    for _ in range(2):
        found: set[str] = set()
        for path in sorted(edge)[:400]:
            answer = hostile.get(path)
            if answer.status_code == 200 and "text/html" in answer.headers["content-type"]:
                looked = looked_at(hostile, path)
                found |= looked.links
                poisonous += any(looked.shows(payload) for payload in PAYLOADS)
            seen.add(path)
        edge = {one.partition("#")[0] for one in found if one.startswith("/fr")} - seen
    assert len(seen) > 100
    # Most of them show something of the graph.
    assert poisonous > 100


@pytest.mark.parametrize("kind", export_names())
def test_no_cell_of_an_export_is_a_formula(hostile: Client, kind: str) -> None:
    safe(hostile.get(f"/dumps/{kind}.csv").text)


# What can be asked of the invented corpus: no blank, or one that the corpus fills.
ANSWERED = [
    question.name
    for question in catalogue()
    if not question.parameters or question.name in OF_CORPUS
]


@pytest.mark.slow
@pytest.mark.parametrize("name", ANSWERED)
def test_no_answer_of_a_question_is_a_formula_or_runs(hostile: Client, name: str) -> None:
    asked = urlencode(OF_CORPUS.get(name, {}))
    looked_at(hostile, f"/fr/questions/{name}?{asked}")
    # On this graph a question may have no answer; its header is there all the same.
    safe(hostile.get(f"/fr/questions/{name}.csv?{asked}").text, least=0)


FORMS = {
    "ttl": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
}


@pytest.mark.parametrize("extension", FORMS)
def test_data_about_a_hostile_thing_reads_back_equal(
    hostile: Client, hostile_quads: list[Quad], extension: str
) -> None:
    claim = NamedNode(thing("claim", "cm-c1"))
    told = {quad.triple for quad in hostile_quads if quad.subject == claim}
    texts = [one.object.value for one in told if isinstance(one.object, Literal)]
    assert any(payload in text for payload in PAYLOADS for text in texts)
    answer = hostile.get(f"/data/claim/cm-c1.{extension}")
    read = {one.triple for one in parse(answer.content, format=FORMS[extension])}
    assert told <= read


@pytest.mark.parametrize("extension", ["bib", "ris", "csl.json"])
def test_a_citation_of_a_hostile_thing_keeps_its_form(hostile: Client, extension: str) -> None:
    text = hostile.get(f"/data/claim/cm-c1.{extension}").text
    if extension == "bib":
        assert text.count("@") == 1 + text.count("\\@") + text.count("@SUM")
        assert text.rstrip().endswith("}")
    elif extension == "ris":
        assert text.count("\r\nER  - ") == 1
    else:
        assert len(json.loads(text)) == 1


@pytest.mark.parametrize("path", ["/api/claims", "/api/cases", "/api/evidence"])
def test_the_programming_interface_answers_json_and_never_html(hostile: Client, path: str) -> None:
    for accept in ("text/html", "*/*"):
        answer = hostile.ask("GET", path, accept=accept)
        assert "text/html" not in answer.headers["content-type"]
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.status_code == 200
    assert json.loads(answer.text)


def test_every_payload_is_read_as_text_on_some_page(hostile: Client) -> None:
    paths = ("/case", "/claim", "/figure", "/scheme")
    looked = [looked_at(hostile, f"/fr{path}") for path in paths]
    shown = {payload for payload in PAYLOADS for one in looked if one.shows(payload)}
    assert shown == set(PAYLOADS)
