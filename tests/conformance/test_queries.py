"""The W3C suites of queries on our engine, as a ratchet: what passes today passes tomorrow.

`ratchet.json` names every test that does not pass. A test that fails and is not named fails
the run, and so does one that is named and passes, so that the list can only get shorter.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

from tests.conformance.comparison import same
from tests.conformance.manifests import Evaluation, evaluations, included

EVALUATION = {"QueryEvaluationTest", "CSVResultFormatTest"}
# Entailment is no promise of ours, and federation is refused.
LEFT_OUT = {"entailment", "service"}
FORMATS = {".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES, ".rdf": RdfFormat.RDF_XML}
RATCHET = Path(__file__).with_name("ratchet.json")

# Behind the walls of a worker, because to try whether an update can be read is to run it, and
# some of them ask to load from the network.
READER = """
import json, sys
from pyoxigraph import Store
from graph.worker_walls import cap_memory, forbid_calls, no_more_files
texts = json.load(sys.stdin)
cap_memory(600_000_000)
no_more_files()
forbid_calls()
verdicts = {}
for name, (base, text, update) in texts.items():
    try:
        store = Store()
        (store.update if update else store.query)(text, base_iri=base)
    except SyntaxError:
        verdicts[name] = False
    except Exception:
        verdicts[name] = True
    else:
        verdicts[name] = True
json.dump(verdicts, sys.stdout)
"""


@pytest.fixture(scope="module")
def tests(suites: Path) -> list[Evaluation]:
    manifests = [
        manifest
        for manifest in included(suites / "manifest-all.ttl")
        if manifest.parent.name not in LEFT_OUT
    ]
    return [test for manifest in manifests for test in evaluations(manifest)]


def loaded(test: Evaluation) -> Store:
    store = Store()
    for file in test.data:
        store.load(
            path=str(file), format=FORMATS[file.suffix], base_iri=file.as_uri(),
            to_graph=DefaultGraph(),
        )  # fmt: skip
    for name, file in test.graphs:
        store.load(
            path=str(file), format=FORMATS[file.suffix], base_iri=file.as_uri(),
            to_graph=NamedNode(name),
        )  # fmt: skip
    return store


def passes(test: Evaluation, *, by_value: bool) -> bool:
    assert test.result is not None
    query = test.query.read_text(encoding="utf-8")
    got = loaded(test).query(query, base_iri=test.query.as_uri())
    return same(got, test.result, by_value=by_value)


def missed(tests: list[Evaluation], *, by_value: bool) -> Iterator[str]:
    for test in tests:
        if test.kind in EVALUATION and not passes(test, by_value=by_value):
            yield test.name


def recorded() -> dict[str, dict[str, object]]:
    known: dict[str, dict[str, object]] = json.loads(RATCHET.read_text(encoding="utf-8"))
    return known


def test_the_evaluation_suite_passes_but_for_what_the_ratchet_names(
    tests: list[Evaluation],
) -> None:
    found = {
        "tests": sum(test.kind in EVALUATION for test in tests),
        "missed": sorted(missed(tests, by_value=False)),
        "missed_by_value": sorted(missed(tests, by_value=True)),
    }
    assert found == recorded()["evaluation"]


def test_the_syntax_suite_passes_but_for_what_the_ratchet_names(tests: list[Evaluation]) -> None:
    syntax = [test for test in tests if "SyntaxTest" in test.kind]
    texts = {
        test.name: (
            test.query.as_uri(),
            test.query.read_text(encoding="utf-8"),
            "Update" in test.kind,
        )
        for test in syntax
    }
    told = subprocess.run(  # noqa: S603
        [sys.executable, "-c", READER], input=json.dumps(texts).encode(), capture_output=True,
        check=True,
    )  # fmt: skip
    verdicts = json.loads(told.stdout)
    wrong = sorted(
        test.name for test in syntax if verdicts[test.name] is not test.kind.startswith("Positive")
    )
    assert {"tests": len(syntax), "missed": wrong} == recorded()["syntax"]
