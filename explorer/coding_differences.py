"""Where two coders differ and nobody has decided: a page of differences, both codes in words.

A difference is shown with the case it is about and, for an item, the item's own words, so that
whoever decides can open the source. What was typed is never lost, whatever is wrong with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from explorer.contributing import DIFFERENCES
from explorer.messages import Messages
from explorer.queue_pages import Part, part_of
from loaders.coding.codings import CodingRecord
from loaders.coding.confirming import Difference, differences
from loaders.coding.decided import Key, key_of
from loaders.records import CaseItem, CaseRecord
from loaders.recordset import RecordSet
from ontology.vocabulary import Vocabulary

__all__ = ["Differences", "Line", "Sources", "Typed", "differences_page", "key_from", "key_text"]

_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Sources:
    """What the words of a difference come from."""

    record: RecordSet
    vocabulary: Vocabulary
    messages: Messages


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person asked for and typed: the page, and answers with their reasons by key."""

    place: str = ""
    answers: Mapping[Key, tuple[str, str]] | None = None

    def of(self, key: Key) -> tuple[str, str]:
        """Return the answer to a difference and its reason, "" for none."""
        return (self.answers or {}).get(key, ("", ""))


@dataclass(frozen=True, slots=True)
class Line:
    """One difference in words: `text` is the item's, "" for a case; `label` the concept's, or "".

    `first` and `second` are both codes, `coder` and `coded` who gave the second and when;
    `decision` and `because` are what was typed; `proposed` tells that an answer waits already.
    """

    key: str
    case: str
    href: str
    text: str
    field: str
    label: str
    first: str
    second: str
    remark: str
    coder: str
    coded: str
    decision: str
    because: str
    proposed: bool


@dataclass(frozen=True, slots=True)
class Differences:
    """One page of what is to be decided: its lines, and which part of the whole they are."""

    lines: tuple[Line, ...]
    part: Part


def key_text(key: Key) -> str:
    """Return a key as one word of a form; only its last part may hold a slash."""
    return "/".join(key)


def key_from(text: str) -> Key | None:
    """Return the key that a word of a form says, None for any other word."""
    parts = text.split("/", 3)
    return Key(*parts) if len(parts) == 4 else None


def differences_page(
    codings: Iterable[CodingRecord], sources: Sources, typed: Typed, proposed: Collection[Key]
) -> Differences:
    """Return the page asked for of what is open; `proposed` keys have an answer that waits."""
    held = [(coding, each) for coding in codings for each in differences(coding)]
    base = f"/{sources.messages.language}{DIFFERENCES}?p="
    part = part_of(len(held), _SHOWN, typed.place, None, base)
    cases = {case.case: case for case in sources.record.of(CaseRecord)}
    items = {item.id: (case, item) for case in cases.values() for item in case.items}
    lines = []
    for coding, each in held[part.start : part.end]:
        case, item = items.get(each.on, (cases.get(each.on), None))
        told = (*typed.of(key_of(each)), key_of(each) in proposed)
        lines.append(_line((coding, each), case, item, sources, told))
    return Differences(tuple(lines), part)


def _line(
    differing: tuple[CodingRecord, Difference],
    case: CaseRecord | None,
    item: CaseItem | None,
    sources: Sources,
    told: tuple[str, str, bool],
) -> Line:
    coding, each = differing
    first, second = (_code(each, code, sources) for code in (each.first, each.second))
    of_case = each.field in {"category", "domain"}
    return Line(
        key=key_text(key_of(each)),
        case=case.name if case else each.on,
        href=f"/{sources.messages.language}/case/{case.case}" if case else "",
        text=item.text if item else "",
        field=each.field,
        label=_concept(f"{each.field}/{each.label}", sources) if of_case else "",
        first=first,
        second=second,
        remark=each.remark,
        coder=coding.name,
        coded=coding.date,
        decision=told[0],
        because=told[1],
        proposed=told[2],
    )


def _code(each: Difference, code: str, sources: Sources) -> str:
    """Return one code in words: a status, an impact, or whether a concept was given."""
    if each.field == "impact":
        return _concept(code, sources)
    if each.field == "status":
        return sources.messages(f"coding.status.{code}")
    return sources.messages("coding.given" if code == "oui" else "coding.not_given")


def _concept(reference: str, sources: Sources) -> str:
    scheme, _, slug = reference.partition("/")
    concept = sources.vocabulary.concept(scheme, slug)
    return concept.en if sources.messages.language == "en" else concept.fr
