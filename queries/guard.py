"""A kind word before the wall: what a stranger's query may look like.

One linear pass says, in a sentence a person can act on, what would otherwise end as a killed
worker or a refused request: a query too long or too deeply nested, endless operators, too
many FROM, an update, another server. It is a courtesy. Whatever slips past it meets the
worker, which is the wall, and every hostile query is tested without this module too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from graph.federation import keywords, refuse_federation
from graph.worker_errors import SizeError
from ontology.errors import QueryError, Text

__all__ = ["GuardLimits", "guard"]

_BRACKETS: Final = re.compile(r"[\[\](){}]")
_OPERATORS: Final = "!+*/^|-"
_WORD: Final = re.compile(r"[^\s{}()\[\].;,<>:]+")
_UPDATES: Final = frozenset(
    ["insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add", "with"]
)
_FROM: Final = re.compile(r"(?<!\w)from(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class GuardLimits:
    """The longest query (bytes), the deepest nesting, the longest run of operators, FROMs."""

    length: int = 16_000
    depth: int = 64
    operators: int = 32
    graphs: int = 16


def guard(sparql: str, limits: GuardLimits) -> None:
    """Raise QueryError, saying what to change, unless `sparql` looks harmless."""
    size = len(sparql.encode("utf-8", "replace"))
    if size > limits.length:
        raise SizeError(
            Text(
                f"Cette question est trop longue : {size} octets, {limits.length} au plus.",
                f"This query is too long: {size} bytes, at most {limits.length}.",
            ),
            Text("Coupez-la en plusieurs questions.", "Split it into several queries."),
        )
    refuse_federation(sparql)
    bare = keywords(sparql)
    _refuse_updates(bare)
    _refuse_depth(bare, limits.depth)
    run = re.compile(rf"(?:[{re.escape(_OPERATORS)}]\s*){{{limits.operators + 1}}}")
    if run.search(bare):
        raise _refused("une suite trop longue d'opérateurs", "too long a run of operators")
    if len(_FROM.findall(bare)) > limits.graphs:
        raise _refused(
            f"plus de {limits.graphs} clauses FROM", f"more than {limits.graphs} FROM clauses"
        )


def _refuse_depth(bare: str, most: int) -> None:
    depth = 0
    for bracket in _BRACKETS.finditer(bare):
        depth += 1 if bracket[0] in "([{" else -1
        if depth > most:
            raise _refused(
                f"plus de {most} parenthèses imbriquées", f"brackets nested deeper than {most}"
            )


def _refuse_updates(bare: str) -> None:
    """Refuse an update by its first word after BASE and PREFIX."""
    named = False
    for word in _WORD.finditer(bare):
        lowered = word[0].lower()
        if named or lowered in {"base", "prefix"}:
            # The word after PREFIX is a name, unless the prefix is the empty one.
            named = lowered == "prefix" and bare[word.end() :].lstrip()[:1] != ":"
            continue
        if lowered in _UPDATES:
            raise QueryError(
                Text(
                    f"Ce point d'accès se lit et ne s'écrit pas ({lowered.upper()}).",
                    f"This endpoint is read-only ({lowered.upper()}).",
                ),
                Text(
                    "Posez un SELECT, un ASK, un CONSTRUCT ou un DESCRIBE.",
                    "Ask a SELECT, an ASK, a CONSTRUCT or a DESCRIBE.",
                ),
            )
        return


def _refused(fr: str, en: str) -> QueryError:
    return QueryError(
        Text(f"Cette question contient {fr}.", f"This query holds {en}."),
        Text("Simplifiez-la.", "Make it simpler."),
    )
