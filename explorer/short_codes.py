"""Short codes for links on paper: read aloud, typed back, and caught when mistyped.

Five signs without look-alikes (no 0 and O, 1 and I, 5 and S, 8 and B); the last one is reckoned
from the others, so that one wrong sign or two exchanged ones never mean another link. A code
depends on the link's name only, unless two links of one version meet on the same: the later in
order then takes its next. The version stands on every sheet beside the codes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final

__all__ = ["codes_of", "is_code", "typed_code"]

_SIGNS: Final = "234679ACDEFGHJKLMNPRTUWXY"
_LENGTH: Final = 4


def codes_of(things: Iterable[str]) -> Mapping[str, str]:
    """Return the code of each thing (references, each once), in order of the things."""
    taken: dict[str, str] = {}
    for thing in sorted(set(things)):
        turn = 0
        while (code := _code(thing, turn)) in taken:
            turn += 1
        taken[code] = thing
    return {thing: code for code, thing in taken.items()}


def typed_code(said: str) -> str:
    """Return a typed code as it is printed: capitals, without spaces and hyphens."""
    return said.upper().replace(" ", "").replace("-", "").strip()


def is_code(said: str) -> bool:
    """Tell whether `said` can be a code at all: its signs and its last one agree."""
    return (
        len(said) == _LENGTH + 1
        and all(sign in _SIGNS for sign in said)
        and said[-1] == _check(said[:-1])
    )


def _code(thing: str, turn: int) -> str:
    number = int.from_bytes(hashlib.sha256(f"{thing}\n{turn}".encode()).digest()[:8], "big")
    signs = ""
    for _ in range(_LENGTH):
        number, rest = divmod(number, len(_SIGNS))
        signs += _SIGNS[rest]
    return signs + _check(signs)


def _check(signs: str) -> str:
    # Weights 1 to 4 share no factor with 25 signs, nor do their differences: every single
    # error and every exchange of two neighbours changes the sum.
    total = sum(weight * _SIGNS.index(sign) for weight, sign in enumerate(signs, 1))
    return _SIGNS[total % len(_SIGNS)]
