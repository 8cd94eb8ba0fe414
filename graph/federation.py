"""No query leaves this machine.

SPARQL engines answer SERVICE by calling the address a stranger wrote, and none of ours has
a switch against it. A search for the word is not enough: engines accept `1SERVICE<...>` and
`SERVICEex:a`. So everything in which the word is harmless (strings, IRIs, comments,
variables, local names) is taken out first, in one linear pass, and the word may then appear
nowhere. Where this reading is stricter than SPARQL's grammar, it refuses: a prefix named
`service:` has to be renamed. It is a border against requests, not against heavy queries:
those are stopped by running strangers' queries in workers that can be killed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ontology.errors import QueryError, Text

__all__ = ["keywords", "refuse_federation"]

# Order matters: long strings before short ones, and an escaped sign of a local name
# (`ex:a\#b`) before the comment or string that the sign would otherwise open.
_HARMLESS: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^<>\"{}|^`\\\x00-\x20]*>"
    r"|\\."
    r"|\#[^\n\r]*"
    r"|[?$][A-Za-z0-9_]+"
    r"|:[A-Za-z0-9_][A-Za-z0-9_-]*"
    r"|@[A-Za-z]+(?:-[A-Za-z0-9]+)*",
    re.DOTALL,
)
# Characters of a query whose reading is remembered: so that all of them take a megabyte or two.
_KEPT: Final = 4000
_CODEPOINT: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def _decoded(sparql: str) -> str:
    def sign(found: re.Match[str]) -> str:
        code = int(found.group(1) or found.group(2), 16)
        return chr(code) if code < 0x110000 else " "

    return _CODEPOINT.sub(sign, sparql)


def keywords(sparql: str) -> str:
    """Return the query with all that cannot be a keyword replaced by blanks."""
    return _read(sparql) if len(sparql) <= _KEPT else _HARMLESS.sub(" ", sparql)


@lru_cache(maxsize=256)
def _read(sparql: str) -> str:
    # One query is asked about several times on its way.
    return _HARMLESS.sub(" ", sparql)


def refuse_federation(sparql: str, *words: str) -> None:
    r"""Raise QueryError if the query holds SERVICE, LOAD, or one of `words`, as a keyword.

    SPARQL reads escaped code points (`\u0053`) before anything else, so the query is
    examined both as written and decoded.
    """
    decoded = _decoded(sparql) if "\\" in sparql else sparql
    seen = keywords(sparql).lower()
    if decoded != sparql:
        seen += " " + keywords(decoded).lower()
    # LOAD is no more than a verb of updates, so it must stand alone to be refused.
    found = ["service"] if "service" in seen else []
    found += [word for word in ("load", *words) if re.search(rf"(?<!\w){word}\b", seen)]
    if found:
        word = found[0].upper()
        raise QueryError(
            Text(
                f"Cette question demande à sortir de la machine ({word}).",
                f"This query asks to leave the machine ({word}).",
            ),
            Text(
                f"Retirez {word} ; si c'est un préfixe ou un nom, renommez-le.",
                f"Remove {word}; if it is a prefix or a name, rename it.",
            ),
        )
