"""Where a fault stands and how it is worded: what every reader of this room shares.

A loader never stops at the first fault, so faults are gathered as findings and refused
together. This module makes findings and proposals; it checks nothing itself. Sentences are
written beside the check that needs them, always in French and English.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ontology.errors import Finding, RecordError, Text

__all__ = ["Location", "Spot", "dotted", "nearest", "proposal", "refusal"]

# Keys and indexes from the root of a file to a value; () is the file itself.
Location = tuple[str | int, ...]

_SHOWN_VALUE: Final = 200


def dotted(location: Location) -> str:
    """Return `figures.3.value` for ("figures", 3, "value"); indexes count from 0."""
    return ".".join(str(part) for part in location)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place a reader can go to: file, line or row from 1, field or column."""

    where: str
    line: int | None = None
    field: str = ""

    def at(self, *, line: int | None = None, field: str | None = None) -> Spot:
        """Return a place in the same file."""
        return replace(
            self,
            line=self.line if line is None else line,
            field=self.field if field is None else field,
        )

    def fault(self, code: str, rule: Text, cure: Text, value: object = "") -> Finding:
        """Return a finding that stands here; a very long value is cut."""
        text = str(value)
        shown = text if len(text) <= _SHOWN_VALUE else f"{text[: _SHOWN_VALUE - 1]}…"
        return Finding(code, rule, cure, self.where, self.line, self.field, shown)


def nearest(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return at most three of `known` that look like `word`, the nearest first."""
    return tuple(difflib.get_close_matches(word, list(known), n=3, cutoff=0.6))


def proposal(word: str, known: Sequence[str]) -> Text:
    """Return "did you mean", or the list of what is known when nothing looks alike."""
    near = nearest(word, known)
    if near:
        fr = " ou ".join(f"« {name} »" for name in near)
        en = " or ".join(f"“{name}”" for name in near)
        return Text(f"Vouliez-vous dire {fr} ?", f"Did you mean {en}?")
    if not known:
        return Text("Rien n'est connu sous ce nom.", "Nothing is known by that name.")
    shown = ", ".join(known[:24])
    more = len(known) - 24
    return Text(
        f"Valeurs connues : {shown}{f' et {more} autres' if more > 0 else ''}.",
        f"Known values: {shown}{f' and {more} more' if more > 0 else ''}.",
    )


def refusal(findings: Sequence[Finding]) -> RecordError:
    """Return the error that carries `findings`, ordered by file and line."""
    ordered = sorted(findings, key=lambda each: (each.where, each.line or 0))
    number = len(ordered)
    return RecordError(
        Text(
            f"{number} faute{'s' if number > 1 else ''} : rien n'a été accepté.",
            f"{number} fault{'s' if number > 1 else ''}: nothing was accepted.",
        ),
        Text(
            "Corrigez chaque ligne ci-dessus, puis relancez la même commande.",
            "Mend each line above, then run the same command again.",
        ),
        tuple(ordered),
    )
