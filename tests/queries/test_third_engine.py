"""The questions on a third engine: Comunica, in another language, which shares no code with ours.

It is no part of our locks: `npm ci --prefix bench/peers/comunica` brings it where Node is at
hand, and without it the tests skip by name. Answers are compared as values, order apart.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, serialize

from graph.embedded import EmbeddedStore
from queries.answers import Cell, cell
from queries.binding import bind
from queries.catalogue import catalogue
from queries.parameters import resolve
from tests.queries.conftest import ASKED

Rows = Counter[tuple[Cell, ...]]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def texts(store: EmbeddedStore) -> Mapping[str, str]:
    """Every question of the catalogue as SPARQL, with values known to have an answer, if any."""
    found = {}
    for question in catalogue():
        values = ASKED.get(question.name, {})
        known = {parameter.name for parameter in question.parameters} == set(values)
        bound = bind(question, resolve(question, values, store)) if known else question.text
        found[question.name] = bound
    return found


@pytest.fixture(scope="module")
def answers(
    repository: Path,
    store: EmbeddedStore,
    texts: Mapping[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Mapping[str, Rows]:
    """What Comunica answers to every question on the small graph."""
    peer = repository / "bench" / "peers" / "comunica"
    node = shutil.which("node")
    if node is None or not (peer / "node_modules").is_dir():
        pytest.skip("Comunica (bench/peers/comunica) is not installed")
    folder = tmp_path_factory.mktemp("comunica")
    serialize(iter(store.engine), str(folder / "data.nq"), RdfFormat.N_QUADS)
    for name, text in texts.items():
        (folder / f"{name}.rq").write_text(text, encoding="utf-8")
    ran = subprocess.run(  # noqa: S603 - our own script, on files we wrote
        [node, str(peer / "answer.mjs"), "data.nq", *(f"{name}.rq" for name in texts)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=900,
        check=True,
    )
    found = {}
    for line in ran.stdout.splitlines():
        answer = json.loads(line)
        found[answer["query"].removesuffix(".rq")] = Counter(
            tuple(_cell(*term) if term else None for term in row) for row in answer["rows"]
        )
    return found


def _cell(kind: str, value: str, more: str) -> Cell:
    if kind != "literal":
        return cell(NamedNode(value))
    # A language has no colon, a datatype has.
    return cell(Literal(value, datatype=NamedNode(more)) if ":" in more else Literal(value))


@pytest.mark.parametrize("name", [question.name for question in catalogue()])
def test_a_third_engine_gives_the_same_answer(
    name: str, store: EmbeddedStore, texts: Mapping[str, str], answers: Mapping[str, Rows]
) -> None:
    ours = Counter(tuple(cell(term) for term in row) for row in store.query(texts[name]).rows)
    assert answers[name] == ours
