"""One corpus of hostile labels goes through every page, file and picture, and runs nowhere.

Every text of the invented graph gets a payload in front: labels, titles, quotations, notes. Then
everything the server can show is fetched and looked at as a browser, a spreadsheet or a parser
would: no element that was not ours, no handler, no formula, well-formed pictures and data.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from api.application import create_app
from explorer.sections import FOOT, SECTIONS
from graph.derivation import read_rules
from graph.snapshots import Snapshots
from ontology.iris import thing
from ontology.terms import AL, DCTERMS, OA, RDFS, SKOS
from queries.catalogue import catalogue, export_names
from tests.api.conftest import Client
from tests.builds import told_by
from tests.payloads import PAYLOADS, Looked
from tests.queries.test_engines import OF_CORPUS

TEXTS = {
    RDFS.label,
    SKOS.prefLabel,
    SKOS.altLabel,
    SKOS.definition,
    SKOS.note,
    DCTERMS.title,
    DCTERMS.description,
    OA.exact,
    AL.heading,
    AL.populationText,
    AL.itemText,
    AL.explanation,
}


def poisoned(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Put a payload in front of every text."""
    turn = itertools.cycle(PAYLOADS)
    for quad in quads:
        if quad.predicate in TEXTS and isinstance(quad.object, Literal):
            text = f"{next(turn)} {quad.object.value}"
            language = quad.object.language
            value = Literal(text, language=language) if language else Literal(text)
            yield Quad(quad.subject, quad.predicate, value, quad.graph_name)
        else:
            yield quad


@pytest.fixture(scope="module")
def quads(corpus: Path) -> list[Quad]:
    return list(poisoned(told_by(corpus / "record")))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, quads: list[Quad]) -> Path:
    store = tmp_path_factory.mktemp("hostile")
    Snapshots(store).publish(
        quads, rules=read_rules(), gates=lambda _: (), notes={"input": "hostile"}
    )
    return store


@pytest.fixture(scope="module")
def client(hostile: Path) -> Client:
    return Client(create_app(hostile))


def looked_at(client: Client, path: str) -> Looked:
    answer = client.get(path)
    assert answer.status_code == 200, path
    looked = Looked(answer.text)
    assert not looked.faults, (path, looked.faults[:3])
    assert "49${" not in answer.text, "a template was evaluated"
    return looked


def pages() -> list[str]:
    listed = [page.path for section in SECTIONS for page in section.pages]
    return ["", *listed, *(page.path for page in FOOT)]


@pytest.mark.parametrize("path", pages())
def test_no_page_of_the_map_runs_a_label(client: Client, path: str) -> None:
    looked_at(client, f"/fr{path}")


@pytest.mark.slow
def test_no_page_two_links_away_runs_a_label(client: Client) -> None:
    seen: set[str] = set()
    edge = {f"/fr{path}" for path in pages()}
    poisonous = 0
    for _ in range(2):
        found: set[str] = set()
        for path in sorted(edge)[:400]:
            answer = client.get(path)
            if answer.status_code == 200 and "text/html" in answer.headers["content-type"]:
                looked = looked_at(client, path)
                found |= looked.links
                poisonous += any(looked.shows(payload) for payload in PAYLOADS)
            seen.add(path)
        edge = {one.partition("#")[0] for one in found if one.startswith("/fr")} - seen
    assert len(seen) > 100
    # Most of them show something of the graph.
    assert poisonous > 100


@pytest.mark.parametrize("kind", export_names())
def test_no_cell_of_an_export_is_a_formula(client: Client, kind: str) -> None:
    safe(client, f"/dumps/{kind}.csv")


def safe(client: Client, path: str, least: int = 1) -> None:
    """Fail unless the file holds `least` rows below its header, and no cell that would run."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert len(rows) > least, path
    for row in rows:
        for cell in row:
            number = cell.replace(".", "", 1).lstrip("-").isdigit()
            assert number or cell[:1] not in set("=+-@\t\r"), cell[:60]


# What can be asked of the invented corpus: no blank, or one that the corpus fills.
ANSWERED = [
    question.name
    for question in catalogue()
    if not question.parameters or question.name in OF_CORPUS
]


@pytest.mark.slow
@pytest.mark.parametrize("name", ANSWERED)
def test_no_answer_of_a_question_is_a_formula_or_runs(client: Client, name: str) -> None:
    asked = urlencode(OF_CORPUS.get(name, {}))
    looked_at(client, f"/fr/questions/{name}?{asked}")
    # On this graph a question may have no answer; its header is there all the same.
    safe(client, f"/fr/questions/{name}.csv?{asked}", least=0)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_picture_is_well_formed_and_holds_no_script(client: Client, language: str) -> None:
    root = ET.fromstring(client.get(f"/{language}/preuves.svg").text)  # noqa: S314  our own text
    assert not [one.tag for one in root.iter() if one.tag.rpartition("}")[2] not in DRAWN]
    assert not [name for one in root.iter() for name in one.attrib if name.startswith("on")]


DRAWN = {"svg", "title", "rect", "text", "path", "circle", "g", "defs", "tspan", "line", "desc"}


FORMS = {
    "ttl": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
}


@pytest.mark.parametrize("extension", FORMS)
def test_data_about_a_hostile_thing_reads_back_equal(
    client: Client, quads: list[Quad], extension: str
) -> None:
    claim = NamedNode(thing("claim", "cm-c1"))
    told = {quad.triple for quad in quads if quad.subject == claim}
    texts = [one.object.value for one in told if isinstance(one.object, Literal)]
    assert any(payload in text for payload in PAYLOADS for text in texts)
    answer = client.get(f"/data/claim/cm-c1.{extension}")
    read = {one.triple for one in parse(answer.content, format=FORMS[extension])}
    assert told <= read


@pytest.mark.parametrize("extension", ["bib", "ris", "csl.json"])
def test_a_citation_of_a_hostile_thing_keeps_its_form(client: Client, extension: str) -> None:
    text = client.get(f"/data/claim/cm-c1.{extension}").text
    if extension == "bib":
        assert text.count("@") == 1 + text.count("\\@") + text.count("@SUM")
        assert text.rstrip().endswith("}")
    elif extension == "ris":
        assert text.count("\r\nER  - ") == 1
    else:
        assert len(json.loads(text)) == 1


@pytest.mark.parametrize("path", ["/api/claims", "/api/cases", "/api/evidence"])
def test_the_programming_interface_answers_json_and_never_html(client: Client, path: str) -> None:
    for accept in ("text/html", "*/*"):
        answer = client.ask("GET", path, accept=accept)
        assert "text/html" not in answer.headers["content-type"]
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.status_code == 200
    assert json.loads(answer.text)


def test_every_payload_is_read_as_text_on_some_page(client: Client) -> None:
    looked = [looked_at(client, f"/fr{path}") for path in ("/case", "/claim", "/figure", "/scheme")]
    shown = {payload for payload in PAYLOADS for one in looked if one.shows(payload)}
    assert shown == set(PAYLOADS)
