"""The OpenAPI document says what is served, and requests made from it find nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import hypothesis
import pytest
import requests
import schemathesis
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode, checks

from api.application import create_app
from api.rest.routes import operations
from graph.snapshots import Snapshots
from tests.api.conftest import Client
from tests.api.rest.conftest import Get, published


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
    kept = hypothesis.settings(
        max_examples=examples, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )  # fmt: skip
    for mode in modes:

        @kept
        @hypothesis.given(case=asked.as_strategy(generation_mode=mode))
        def look(case: Any) -> None:
            told = case.as_transport_kwargs(base_url="http://test")
            request = requests.Request(told["method"], told["url"], params=told["params"]).prepare()
            answer = rest.ask(str(request.method), str(request.url))
            case.validate_response(answer, checks=KEPT)

        look()


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

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if "$ref" in node:
                assert node["$ref"].removeprefix("#/components/schemas/") in names
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(document)


def test_a_claim_without_status_would_not_pass_its_shape(get: Get) -> None:
    document = get("/api/openapi.json")
    item = get("/api/claims?size=1")["items"][0]
    shape = {"$ref": "#/components/schemas/Item-claims", "components": document["components"]}
    validator = Draft202012Validator(shape)
    assert validator.is_valid(item)
    del item["status"]
    assert not validator.is_valid(item)


def test_every_parameter_has_a_meaning_in_both_languages_and_limits(get: Get) -> None:
    for path, item in get("/api/openapi.json")["paths"].items():
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
