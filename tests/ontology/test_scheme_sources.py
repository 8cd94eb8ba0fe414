"""Sources of concepts: cited by file and line; where the documents are at hand, they are read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from ontology.iris import concept
from ontology.terms import AL, DCTERMS
from ontology.vocabulary import fold
from tests.ontology.scheme_files import ROOT, concepts, iri, labels, of, text
from tests.some import some

# A question or group met on a web page cites the address of a page of the record.
PAGES = {
    line.removeprefix("url: ").strip()
    for path in (ROOT / "data" / "pages").glob("*.yaml")
    for line in path.read_text("utf-8").splitlines()
    if line.startswith("url: ")
}
CITATION = re.compile(r"(?P<file>\d{3}_[0-9a-f]{16}\.txt), ligne (?P<line>[1-9]\d*)")


def citations(store: Store, node: NamedNode | None = None) -> list[tuple[str, str, int]]:
    found = []
    for quad in store.quads_for_pattern(node, DCTERMS.source, None):
        if text(quad.object) in PAGES:
            continue
        match = CITATION.fullmatch(text(quad.object))
        assert match, f"{text(quad.subject)}: {text(quad.object)}"
        found.append((text(quad.subject), match["file"], int(match["line"])))
    return found


@pytest.fixture(scope="module")
def lines(sources: Path) -> dict[str, list[str]]:
    """The documents, split at line feeds only: the form feeds they hold end no line."""
    return {path.name: path.read_text("utf-8").split("\n") for path in sources.glob("*.txt")}


def read(lines: dict[str, list[str]], file: str, number: int) -> str:
    """The cited line and the next one that is not empty: words are broken over both."""
    rest = [line for line in lines[file][number:] if line.strip()]
    return fold(" ".join([lines[file][number - 1], *rest[:1]]))


def test_every_cited_line_exists_and_is_not_empty(
    schemes: Store, lines: dict[str, list[str]]
) -> None:
    found = citations(schemes)
    assert len(found) > 200
    wrong = [(who, f, n) for who, f, n in found if not "".join(lines[f][n - 1 : n]).strip()]
    assert wrong == []


def test_a_domain_is_cited_where_one_of_its_names_stands(
    schemes: Store, lines: dict[str, list[str]]
) -> None:
    for node in some(concepts(schemes, "domain")):
        names = {fold(one) for one in labels(schemes, node)}
        for _, file, number in citations(schemes, node):
            assert any(one in read(lines, file, number) for one in names), (node.value, number)


def test_a_stated_axis_is_cited_where_domain_and_axis_are_named(
    schemes: Store, lines: dict[str, list[str]]
) -> None:
    stated = schemes.quads_for_pattern(None, AL.basis, NamedNode(concept("basis", "stated")))
    for node in some(iri(quad.subject) for quad in stated):
        cited = " ".join(read(lines, f, n) for _, f, n in citations(schemes, node))
        for target in of(schemes, node, AL.assignedTo) | of(schemes, node, AL.assignsAxis):
            names = labels(schemes, NamedNode(target))
            assert any(fold(one) in cited for one in names), (node.value, target)
