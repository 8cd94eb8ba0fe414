"""A logged search says where, when and by whom one looked, and of which crossings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from loaders.directory import read_directory
from loaders.mapping import record_quads
from ontology.errors import RecordError
from ontology.iris import graph
from ontology.terms import AL
from ontology.vocabulary import read_vocabulary

SEARCH = """\
search: {slug}
found: {found}
by: projet
date: '2026-11-20'
{places}reason:
  fr: Rien.
  en: Nothing.
crossings: {crossings}
"""
ONE = "[{matrix: domaine-impact, row: domain/sante, column: impact/confiance}]"

Write = Callable[[str], Path]


def search(
    found: str = "non-etudie", places: str = "places: [Archives]\n", crossings: str = ONE
) -> str:
    return SEARCH.format(slug="essai", found=found, places=places, crossings=crossings)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def one(text: str) -> Path:
        folder = tmp_path / "searches"
        folder.mkdir()
        (folder / "essai.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return one


def codes(root: Path) -> set[str]:
    with pytest.raises(RecordError) as refused:
        read_directory(root, read_vocabulary())
    return {finding.code for finding in refused.value.findings}


def quads(root: Path) -> Iterable[Quad]:
    vocabulary = read_vocabulary()
    return list(record_quads(read_directory(root, vocabulary), vocabulary))


def test_not_studied_without_a_place_searched_is_refused(write: Write) -> None:
    assert codes(write(search(places=""))) == {"search-no-place"}


def test_not_applicable_needs_a_reason_and_no_place(write: Write) -> None:
    assert quads(write(search("sans-objet", places="")))


def test_a_search_without_reason_is_refused(write: Write) -> None:
    text = search().replace("reason:\n  fr: Rien.\n  en: Nothing.\n", "")
    assert "reason" not in text
    with pytest.raises(RecordError):
        read_directory(write(text), read_vocabulary())


def test_a_search_about_nothing_is_refused(write: Write) -> None:
    assert codes(write(search(crossings="[]"))) == {"search-of-nothing"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("domaine-impact", "domaine-impacts"),
        ("domain/sante", "domain/santes"),
        ("impact/confiance", "impact/confiances"),
    ],
)
def test_a_matrix_or_row_that_does_not_exist_is_refused(write: Write, old: str, new: str) -> None:
    assert ONE.count(old) == 1
    assert codes(write(search(crossings=ONE.replace(old, new)))) == {"concept-unknown"}


def test_nobody_can_say_by_hand_that_nothing_was_found_in_the_corpus(write: Write) -> None:
    with pytest.raises(RecordError):
        read_directory(write(search("pas-trouve-dans-le-corpus")), read_vocabulary())


def test_a_search_names_the_crossing_that_the_rules_make(write: Write) -> None:
    found = [quad for quad in quads(write(search())) if quad.predicate == AL.searched]
    # SHA-256 of "matrix/domaine-impact", "domain/sante", "impact/confiance", joined by U+001F.
    crossing = NamedNode("https://w3id.org/alliances-kg/id/crossing/d8ed73891bf84d59")
    assert [(quad.object, quad.graph_name) for quad in found] == [
        (crossing, NamedNode(graph("gaps")))
    ]
