"""The OpenAPI document says what is served, and requests made from it find nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import hypothesis
import pytest
import rdflib
import requests
import schemathesis
from jsonschema import Draft202012Validator
from pyoxigraph import RdfFormat, parse
from schemathesis import GenerationMode, checks

from api.application import create_app
from api.rest.operations import Operation
from api.rest.routes import operations
from graph.snapshots import Snapshots
from tests.api.conftest import Client
from tests.api.rest.conftest import Get, published
from tests.some import some


def refuses_what_is_unsound(context: Any, answer: Any, case: Any) -> Any:
    """Look as schemathesis does, which does not count "address too long" as a refusal."""
    if answer.status_code == 414:
        return None
    return checks.negative_data_rejection(context, answer, case)


# What every answer must keep to. A value that is a text but names nothing is refused with 400,
# so that "every text is accepted" is not among our promises.
KEPT = (
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    refuses_what_is_unsound,
    checks.allow_header_conformance,
)


OPERATIONS = operations()
POSITIVE = GenerationMode.POSITIVE


@pytest.fixture(scope="session")
def served(get: Get) -> Any:
    return schemathesis.openapi.from_dict(get("/api/openapi.json"))


def ask_much(served: Any, rest: Client, path: str, examples: int) -> None:
    """Make requests of one operation, sound ones and unsound ones, and look at every answer."""
    asked = served[path]["GET"]
    modes = list(GenerationMode) if asked.query or asked.path_parameters else [POSITIVE]
    for mode in modes:
        # A strategy that makes no request would pass every check.
        assert answered(asked.as_strategy(generation_mode=mode), rest, examples) > 0


def answered(cases: Any, rest: Client, examples: int) -> int:
    """Ask what a strategy makes; return how many answers kept to the description."""
    looked = 0

    @hypothesis.settings(
        max_examples=examples, derandomize=True, database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )  # fmt: skip
    @hypothesis.given(case=cases)
    def look(case: Any) -> None:
        nonlocal looked
        told = case.as_transport_kwargs(base_url="http://test")
        request = requests.Request(told["method"], told["url"], params=told["params"]).prepare()
        answer = rest.ask(str(request.method), str(request.url))
        case.validate_response(answer, checks=KEPT)
        looked += 1

    look()
    return looked


# Collections share their code: two stand for all where time is short.
FEW = [
    one.path
    for one in OPERATIONS
    if not one.shape.startswith(("list-", "one-")) or one.shape.endswith(("claims", "actors"))
]


@pytest.mark.parametrize("path", FEW)
def test_requests_made_from_the_description_find_only_what_it_says(
    path: str, served: Any, rest: Client
) -> None:
    ask_much(served, rest, path, 2)


@pytest.mark.slow
@pytest.mark.parametrize("path", [one.path for one in OPERATIONS])
def test_many_requests_made_from_the_description_find_only_what_it_says(
    path: str, served: Any, rest: Client
) -> None:
    ask_much(served, rest, path, 60)


def test_every_shape_is_sound_json_schema_and_every_reference_leads_somewhere(get: Get) -> None:
    document = get("/api/openapi.json")
    names = set(document["components"]["schemas"])
    for shape in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(shape)
    named = {one.removeprefix("#/components/schemas/") for one in references_in(document)}
    # Every shape is used, and every one used is there.
    assert named == names


def references_in(node: Any) -> set[str]:
    """Return every `$ref` of a JSON document."""
    if isinstance(node, dict):
        inside = [references_in(value) for value in node.values()]
        return set().union(*inside, {node["$ref"]} if "$ref" in node else ())
    return set().union(*map(references_in, node if isinstance(node, list) else ()))


def test_a_claim_without_status_would_not_pass_its_shape(get: Get) -> None:
    document = get("/api/openapi.json")
    item = get("/api/claims?size=1")["items"][0]
    shape = {"$ref": "#/components/schemas/Item-claims", "components": document["components"]}
    validator = Draft202012Validator(shape)
    assert validator.is_valid(item)
    del item["status"]
    assert not validator.is_valid(item)


def test_every_operation_shows_an_answer_that_keeps_to_its_shape(get: Get) -> None:
    document = get("/api/openapi.json")
    shown = {}
    for one in OPERATIONS:
        told = document["paths"][one.path]["get"]["responses"]["200"]["content"]["application/json"]
        if "examples" not in told:
            # The record held none when the examples were written.
            assert one.name == "innovations-one"
            continue
        example = told["examples"]["record"]["value"]
        shown[one.name] = example
        shape = {**told["schema"], "components": document["components"]}
        faults = [fault.message for fault in Draft202012Validator(shape).iter_errors(example)]
        assert faults == [], one.name
        assert example["links"]["self"] == one.example
    # An example of a claim without its status would teach the wrong thing.
    assert shown["claims"]["items"][0]["status"][0]["label"]["fr"]


def test_every_refusal_is_shown_in_the_shape_of_all_refusals(get: Get, rest: Client) -> None:
    document = get("/api/openapi.json")
    shape = document["components"]["schemas"]["Problem"]
    (example,) = shape["examples"]
    told = rest.ask("GET", "/api/questions?sizes=1", accept_language="en").json()
    Draft202012Validator(shape).validate(told)
    assert example.keys() == told.keys()
    assert (example["title"], example["status"]) == (told["title"], told["status"])


# An address that answers on the corpus, for each operation whose example does not.
CORPUS = {
    "graph": "/api/graph?centre=alliance/table-du-lavoir",
    "paths": "/api/paths?from=organisation/atelier-du-lavoir&to=organisation/transports-merlin",
    "compare": "/api/compare?ids=case/quai-des-langues,case/table-du-lavoir",
}
ON_THE_CORPUS = [one for one in OPERATIONS if one.slug is None]
MEDIA_TYPES = {"csv": "text/csv", "ttl": "text/turtle", "jsonld": "application/ld+json"}


@pytest.mark.parametrize("one", ON_THE_CORPUS, ids=lambda one: one.name)
def test_every_answer_comes_as_a_table_and_as_rdf(one: Operation, rest: Client) -> None:
    path, _, query = CORPUS.get(one.name, one.example).partition("?")
    said = {}
    for suffix, media_type in MEDIA_TYPES.items():
        answer = rest.ask("GET", f"{path}.{suffix}?{query}")
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].startswith(media_type)
        said[suffix] = answer.content
    told = rdflib.Graph().parse(data=said["ttl"], format="turtle")
    assert (None, rdflib.RDF.type, rdflib.VOID.Dataset) in told
    # More than where it comes from, unless there is nothing to tell.
    assert len(told) > 10 or one.shape in {"list-innovations", "versions", "difference"}
    # The same statements, but for the citation, which names the address it was asked at.
    assert len(set(parse(said["jsonld"], format=RdfFormat.JSON_LD))) == len(told)


def test_every_parameter_has_a_meaning_in_both_languages_and_limits(get: Get) -> None:
    for path, item in some(get("/api/openapi.json")["paths"].items(), len(OPERATIONS)):
        assert " / " in item["get"]["summary"], path
        for one in item["get"]["parameters"]:
            assert " / " in one["description"], (path, one["name"])
            assert {"maxLength", "maximum", "enum"} & set(one["schema"]), (path, one["name"])


@pytest.mark.slow
def test_every_example_answers_on_the_real_record(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = published(repository / "data", tmp_path_factory.mktemp("real"))
    snapshot = Snapshots(root).current()
    assert snapshot is not None
    client = Client(create_app(root, record=repository / "data"))
    refused = {}
    for one in operations():
        answer = client.ask("GET", one.example)
        if answer.status_code != 200:
            refused[one.example] = answer.status_code
    # The record holds no innovation yet.
    assert refused == {"/api/innovations/exemple": 404}
