"""What the guard says before the wall, and what it leaves alone."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from pathlib import Path

import pytest

from ontology.errors import QueryError
from queries.guard import GuardLimits, guard
from tests.hostile import HOSTILE, LEAVING, NAMING, UPDATES

URL = "http://127.0.0.1:9/data"
LIMITS = GuardLimits()


def refused(sparql: str, limits: GuardLimits = LIMITS) -> str:
    with pytest.raises(QueryError) as refusal:
        guard(sparql, limits)
    return refusal.value.summary.en


@pytest.mark.parametrize("name", LEAVING)
def test_every_way_to_another_server_is_named(name: str) -> None:
    told = refused(LEAVING[name].replace("URL", URL))
    assert re.search(r"SERVICE|LOAD|INSERT", told)


@pytest.mark.parametrize("name", NAMING)
def test_an_address_that_only_names_a_graph_passes(name: str) -> None:
    guard(NAMING[name].replace("URL", URL), LIMITS)


@pytest.mark.parametrize("name", UPDATES)
def test_every_update_is_told_that_this_is_read_only(name: str) -> None:
    assert refused(UPDATES[name]).startswith("This endpoint is read-only")


@pytest.mark.parametrize(
    "name",
    ["deep parentheses", "deep groups", "deep paths", "optionals", "run of negations",
     "run of spaced negations", "nested blank nodes", "thousand patterns"],
)  # fmt: skip
def test_what_would_end_a_worker_at_once_is_refused_before(name: str) -> None:
    refused(HOSTILE[name])


@pytest.mark.parametrize(
    ("opening", "closing"), [("(", ")"), ("{", "}"), ("[", "]"), ("( [", "] )")]
)
def test_brackets_may_nest_to_the_limit_and_no_deeper(opening: str, closing: str) -> None:
    most = LIMITS.depth // len(opening.replace(" ", ""))
    guard(f"ASK {opening * most}1{closing * most}", LIMITS)
    assert "deeper than 64" in refused(f"ASK {opening * (most + 1)}1{closing * (most + 1)}")


def test_a_query_may_be_as_long_as_the_limit_and_no_longer() -> None:
    short = "ASK {} #"
    guard(short + "é" * 10, GuardLimits(length=28))
    assert "29 bytes, at most 28" in refused(short + "é" * 10 + "!", GuardLimits(length=28))


def test_as_many_graphs_may_be_merged_as_the_limit_says() -> None:
    clause = "FROM <urn:g> from named <urn:h> "
    guard(f"SELECT * {clause * 8} {{}}", LIMITS)
    assert "more than 16 FROM" in refused(f"SELECT * {clause * 8} FROM:g {{}}")


@pytest.mark.parametrize("sign", ["!", "! ", "+", "-", "^", "!-"])
def test_a_run_of_operators_is_refused(sign: str) -> None:
    guard(f"ASK {{ FILTER({sign * 10}1) }}", LIMITS)
    assert "run of operators" in refused(f"ASK {{ FILTER({sign * 33}1) }}")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service a <urn:SERVICE> }",
        'ASK { ?s ?p "((((((((( SERVICE DELETE !!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!" }',
        "# CLEAR ALL " + "(" * 100 + "\nASK {}",
        "PREFIX add: <urn:x> PREFIX from: <urn:y> ASK { add:insert from:drop ?load }",
        "PREFIX : <urn:x> SELECT * { :with :clear ?o }",
        "BASE <urn:x> ASK { <insert> ?p ?o }",
        "SELECT * { ?s ?p -1, +2 ; ^<urn:p>/<urn:q>* ?o FILTER(!BOUND(?x) || ?a - -1 > 2) }",
    ],
)
def test_an_honest_query_passes(query: str) -> None:
    guard(query, LIMITS)


def test_every_question_of_the_catalogue_passes(repository: Path) -> None:
    questions = sorted((repository / "queries").rglob("*.rq"))
    assert questions
    for question in questions:
        guard(question.read_text(encoding="utf-8"), LIMITS)


@pytest.mark.parametrize(
    "sign", ["!", "! ", "!" + " " * 60, "(", "()", "PREFIX ", "from ", "<", "'"]
)
def test_a_hostile_text_is_read_in_linear_time(sign: str) -> None:
    long = GuardLimits(length=10_000_000, depth=10_000_000)
    started = time.perf_counter()
    with suppress(QueryError):
        guard(sign * (300_000 // len(sign)), long)
    assert time.perf_counter() - started < 5


def test_each_refusal_is_told_in_both_languages() -> None:
    with pytest.raises(QueryError) as refusal:
        guard(HOSTILE["deep groups"][:5000], LIMITS)
    assert refusal.value.in_language("fr") != refusal.value.in_language("en")
