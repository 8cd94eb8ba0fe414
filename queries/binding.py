r"""How a value enters a query: as one RDF term, in the place of an example, and never as text.

The binder replaces the content of `VALUES ?name { ... }` and nothing else. The term is
written by pyoxigraph; on top of that, a `u` that follows a backslash is written as a
code-point escape, because some SPARQL engines expand `\u0022` before they read strings
and would see a quotation mark there. So a text stays one literal on every engine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology.errors import QueryError, Text
from queries.catalogue import Question, values_block

__all__ = ["Term", "bind", "written"]

Term = NamedNode | Literal

# Escapes are read from left to right, so that `\\` followed by `\n` is not taken for `\\n`.
_ESCAPE: Final = re.compile(r"\\\\([uU])|\\.")


def written(term: Term) -> str:
    """Return `term` as SPARQL text that every engine reads as exactly this one term."""
    return _ESCAPE.sub(
        lambda escape: rf"\\\U{ord(escape[1]):08X}" if escape[1] else escape[0], str(term)
    )


def bind(question: Question, values: Mapping[str, Term]) -> str:
    """Return the query with each parameter's example replaced by its term.

    Raise QueryError when a parameter has no value, or a value no parameter.
    """
    expected = {parameter.name for parameter in question.parameters}
    if expected != set(values):
        raise _mismatch(question, expected, set(values))
    blocks = {name: values_block(question.text, name) for name in values}
    spans = sorted((block.span("content"), name) for name, block in blocks.items() if block)
    # From the last block to the first, so that no block is looked for inside a given value.
    text = question.text
    for (start, end), name in reversed(spans):
        text = f"{text[:start]} {written(values[name])} {text[end:]}"
    return text


def _mismatch(question: Question, expected: set[str], given: set[str]) -> QueryError:
    missing, unknown = (
        ", ".join(sorted(each)) or "–" for each in (expected - given, given - expected)
    )
    taken_fr = [f"{p.name}=… ({p.label.fr}, ex. {p.sample})" for p in question.parameters]
    taken_en = [f"{p.name}=… ({p.label.en}, e.g. {p.sample})" for p in question.parameters]
    return QueryError(
        Text(
            f"Paramètres de « {question.name} » : il manque {missing}, en trop {unknown}.",
            f"Parameters of “{question.name}”: missing {missing}, not known {unknown}.",
        ),
        Text(
            f"Cette question prend : {', '.join(taken_fr) or 'aucun paramètre'}.",
            f"This question takes: {', '.join(taken_en) or 'no parameter'}.",
        ),
    )
