"""What people decide where two coders differ: from a filled sheet, or from a page.

A decision answers one difference that is open. What names no open difference, or answers one
twice, is refused; nothing is decided by default. The answers of a page are kept as YAML until a
reviewer has accepted them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

from loaders.coding.codings import CodingRecord, Decision, Field
from loaders.coding.confirming import Difference, differences
from loaders.faults import Spot, refusal
from loaders.record_words import Base, Line, Slug
from loaders.rewriting import plain
from loaders.shapes import required_shape
from loaders.writing import canonical_yaml
from loaders.yaml_form import read_yaml
from ontology.errors import Finding, Text

__all__ = [
    "Answer",
    "Key",
    "Word",
    "answers_text",
    "decided_of",
    "decisions_among",
    "key_of",
    "keys_in",
]

Word: TypeAlias = Literal["confirm", "change"]


class Key(NamedTuple):
    """Which difference: the coding, the case or item, its field, the concept or second code."""

    coding: str
    on: str
    field: str
    label: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One difference as somebody decides it, "" for no reason, and where that stands."""

    key: Key
    decision: Word
    because: str
    spot: Spot


class _Said(Base):
    """One answer of a page, as it is kept."""

    coding: Slug
    on: Slug
    field: Field
    label: Line
    decision: Word
    because: Line | None = None


class _SaidFile(Base):
    decisions: tuple[_Said, ...]


def key_of(difference: Difference) -> Key:
    """Return by what a difference is known."""
    return Key(difference.coding, difference.on, difference.field, difference.label)


def decisions_among(
    answers: Iterable[Answer], codings: Iterable[CodingRecord], name: str, date: str
) -> tuple[dict[str, list[Decision]], list[Finding]]:
    """Return coding slug -> what `name` decided on `date`, and the answers to nothing open."""
    open_ = {key_of(each): each for coding in codings for each in differences(coding)}
    found: dict[str, list[Decision]] = {}
    findings: list[Finding] = []
    for answer in answers:
        difference = open_.pop(answer.key, None)
        if difference is None:
            findings.append(answer.spot.fault("coding-decided", *_CLOSED, answer.key.on))
            continue
        decision = Decision(
            on=difference.on,
            field=difference.field,
            label=difference.label,
            decision=answer.decision,
            because=answer.because or None,
            name=name,
            date=date,
        )
        found.setdefault(difference.coding, []).append(decision)
    return found, findings


def answers_text(answers: Sequence[Mapping[str, str]]) -> str:
    """Return the YAML of answers to be kept; raise RecordError for none, or one without form.

    Each holds the fields of Key, `decision` and, if need be, `because`.
    """
    told = tuple({name: text for name, text in one.items() if text} for one in answers)
    if not told:
        raise refusal([Spot("").fault("coding-undecided", *_NONE)])
    return canonical_yaml(plain(required_shape({"decisions": told}, {}, _SaidFile, "")))


def keys_in(data: bytes, where: str) -> frozenset[Key]:
    """Return which differences the YAML of answers is about; raise RecordError if it is none."""
    return frozenset(each.key for each in _answers(data, where))


def decided_of(
    data: bytes, where: str, codings: Iterable[CodingRecord], name: str, date: str
) -> dict[str, list[Decision]]:
    """Return coding slug -> what the YAML of answers decides; raise RecordError with every fault.

    `name` and `date` are those of whoever decided.
    """
    found, findings = decisions_among(_answers(data, where), codings, name, date)
    if findings:
        raise refusal(findings)
    return found


def _answers(data: bytes, where: str) -> list[Answer]:
    content, lines = read_yaml(data, where)
    said = required_shape(content, lines, _SaidFile, where)
    return [
        Answer(
            Key(each.coding, each.on, each.field, each.label),
            each.decision,
            each.because or "",
            Spot(where, lines.get(("decisions", place)), f"decisions.{place}"),
        )
        for place, each in enumerate(said.decisions)
    ]


_CLOSED: Final = (
    Text(
        "Cette différence n'existe pas ou n'est plus à décider.",
        "This difference does not exist or is decided already.",
    ),
    Text("Repartez de la liste d'aujourd'hui.", "Start from the list as it is today."),
)
_NONE: Final = (
    Text("Aucune différence n'est décidée.", "No difference is decided."),
    Text("Choisissez au moins une réponse.", "Choose one answer at least."),
)
