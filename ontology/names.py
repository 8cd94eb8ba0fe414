"""What two ways of writing a name have in common, apart from how much their letters look alike.

A register writes "Enedis (ERDF)" where a tool writes "Enedis" or "ERDF": whoever loads a record
is asked about such a pair, and whoever looks a name up is offered it. Both take names apart here,
so that the same pairs are seen. Nothing here decides that two names are one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ontology.vocabulary import fold

__all__ = ["Name", "share_a_part", "taken_apart"]

_BRACKETS: Final = re.compile(r"\s*\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart once: `shown` as written, `folded` as it is compared.

    `whole` holds the folded name with and without its brackets, `bracketed` what stands in them.
    """

    shown: str
    folded: str
    whole: frozenset[str]
    bracketed: frozenset[str]


def taken_apart(name: str) -> Name:
    """Return the parts of `name`; "ex-" before what stands in brackets is left out."""
    folded = fold(name)
    inside = (part.removeprefix("ex-").strip() for part in _BRACKETS.findall(folded))
    bare = _BRACKETS.sub("", folded).strip()
    return Name(
        name, folded, frozenset({folded, bare} - {""}), frozenset(part for part in inside if part)
    )


def share_a_part(one: Name, other: Name) -> bool:
    """Tell whether one name without its brackets, or what stands in them, is the other."""
    return bool(one.whole & (other.whole | other.bracketed) or other.whole & one.bracketed)
