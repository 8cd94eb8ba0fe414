"""A value becomes one term in the place of an example, whatever it holds."""

from __future__ import annotations

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from ontology.errors import QueryError
from ontology.iris import concept, thing
from queries.binding import bind, written
from queries.catalogue import parse_question, read_question

# Two blocks in a row, so that the first value stands before the second block.
TWO = parse_question(
    "deux",
    """\
# title-fr: Deux
# title-en: Two
# question-fr: Quoi ?
# question-en: What?
# parameter: first text "Premier"@fr "First"@en
# parameter: second text "Second"@fr "Second"@en
# column: first "Premier"@fr "First"@en
# column: second "Second"@fr "Second"@en

SELECT ?first ?second
WHERE {
  VALUES ?first { "a" }
  VALUES ?second { "b" }
}
""",
)

HOSTILE = [
    '"',
    "'",
    "\\",
    '\\"',
    '" } ?s ?p ?o . VALUES ?second { "x',
    "} UNION { ?s ?p ?o",
    "VALUES ?second { 1 }",
    "?second",
    "\\u0022 } ?s ?p ?o #",
    "\\\\u0022 } ?s ?p ?o #",
    "\\U00000022",
    "\\u005c\\u0022",
    "# comment",
    "<https://example.org/>",
    '"""',
    "'''",
    "été – « guillemets » 🌱",
    "\u2028\u0085",
    "{}",
    "$1 \\1 \\g<content>",
]


def answers(text: str) -> tuple[list[list[str]], list[list[str]]]:
    """Return the rows of pyoxigraph and of rdflib."""
    found = Store().query(text)
    assert isinstance(found, QuerySolutions)
    ours = [[term.value for term in row] for row in found]
    theirs = [[str(term) for term in row] for row in rdflib.Graph().query(text)]  # type: ignore[union-attr]
    return ours, theirs


def shape(text: str) -> str:
    """Return the query's algebra with the two bound values taken out."""
    algebra = translateQuery(parseQuery(text)).algebra

    def outline(node: object) -> object:
        if isinstance(node, dict):
            name = getattr(node, "name", "dict")
            return (name, sorted((str(key), outline(value)) for key, value in node.items()))
        if isinstance(node, list | tuple):
            return [outline(value) for value in node]
        return type(node).__name__ if isinstance(node, rdflib.Literal) else str(node)

    return repr(outline(algebra))


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("other", ["plain", '" } VALUES ?first { "y'])
def test_a_hostile_text_is_one_inert_literal_on_both_engines(value: str, other: str) -> None:
    text = bind(TWO, {"first": Literal(value), "second": Literal(other)})
    assert answers(text) == ([[value, other]], [[value, other]])


# Surrogates are no text, and no encoding carries them.
texts = st.text(st.characters(exclude_categories=["Cs"])) | st.text("\\\"'u0025{}?# \n")


@given(first=texts, second=texts)
def test_no_text_changes_what_is_asked(first: str, second: str) -> None:
    text = bind(TWO, {"first": Literal(first), "second": Literal(second)})
    ours, theirs = answers(text)
    assert ours == [[first, second]]
    assert theirs == [[first, second]]
    assert shape(text) == shape(TWO.text)


@given(value=texts)
def test_a_real_question_keeps_its_shape_whatever_is_searched(value: str) -> None:
    question = read_question("recherche-de-texte")
    bound = bind(question, {"text": Literal(value)})
    before, after = question.text.split('"innovation"')
    assert bound.startswith(before.rstrip())
    assert bound.endswith(after.lstrip())
    assert bound.count(written(Literal(value))) >= 1


def test_only_the_content_of_the_block_is_replaced() -> None:
    question = read_question("alliances-par-categorie")
    node = NamedNode(concept("category", "innovation-societale"))
    expected = question.text.replace("{ category:mecenat }", f"{{ {node} }}")
    assert bind(question, {"category": node}) == expected != question.text


def test_a_missing_or_unknown_parameter_is_refused_with_what_is_taken() -> None:
    question = read_question("alliances-par-categorie")
    node = NamedNode(thing("case", "x"))
    with pytest.raises(QueryError) as refusal:
        bind(question, {})
    assert "il manque category" in refusal.value.summary.fr
    assert "category=… (Catégorie, ex. mecenat)" in refusal.value.cure.fr
    with pytest.raises(QueryError) as refusal:
        bind(question, {"category": node, "territory": node})
    assert "not known territory" in refusal.value.summary.en
