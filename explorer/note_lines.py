"""The lines of a note: each sentence, figure and side of a contradiction with where it was read.

A line never stands without its source, or the words that say that its phrase is to be found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from explorer.claims import NO_STATUS, Claim, Proof
from explorer.figures import Figure, Side
from explorer.messages import Messages
from explorer.models import Quotation, Status

__all__ = ["Line", "claim_line", "figure_line", "merged", "side_lines"]


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, its status, and where it was read in which words (`notes`)."""

    text: str
    status: Status
    notes: tuple[str, ...]
    quoted: bool


def merged(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return each sentence once, with the notes of all who say it, in alphabetical order."""
    by: dict[str, Line] = {}
    for line in lines:
        held = by.get(line.text, line)
        notes = tuple(dict.fromkeys((*held.notes, *line.notes)))
        by[line.text] = replace(line, notes=notes, quoted=held.quoted or line.quoted)
    return tuple(by[text] for text in sorted(by))


def claim_line(messages: Messages, claim: Claim) -> Line:
    """Return a claim as a line, with what supports it, what challenges it and its cautions."""
    notes = [_proof(messages, one) for one in claim.proofs]
    notes += [
        f"{messages('claim.against')}{messages('list.colon')} {_proof(messages, one)}"
        for one in claim.against
    ]
    if claim.cautions:
        names = ", ".join(one.link.words.text for one in claim.cautions)
        notes.append(f"{messages('caution.word')} {names}")
    return Line(
        text=_sentence(claim) or claim.name.words.text,
        status=claim.status,
        notes=tuple(notes) or (messages("note.no_source"),),
        quoted=claim.quoted,
    )


def _sentence(told: Claim | Figure) -> str:
    return "".join(one.words.text for one in told.sentence)


def _proof(messages: Messages, proof: Proof) -> str:
    if proof.quotation:
        return _quoted(messages, proof.quotation)
    works = ", ".join(one.words.text for one in proof.works)
    said = messages("claim.to_find")
    return f"{said}. {messages('claim.read_in')} {works}" if works else said


def _quoted(messages: Messages, quotation: Quotation) -> str:
    said = f"{messages('quote.open')}{quotation.words.text}{messages('quote.close')}"
    place = quotation.place
    if place is None:
        return said
    parts = [said, place.work.words.text]
    if place.heading:
        parts.append(f"{messages('quote.heading')} {place.heading.text}")
    if place.file:
        line = messages("quote.line", n=place.line) if place.line is not None else ""
        parts.append(f"{place.file}{line}")
    return ", ".join(parts)


def figure_line(messages: Messages, figure: Figure) -> Line:
    """Return a figure as a line, with its words, base and calculation."""
    text = _sentence(figure) or f"{figure.name.words.text} : {figure.shown}"
    notes = [_quoted(messages, figure.quotation) if figure.quotation else messages("claim.to_find")]
    for key, words in (("figure.base", figure.base), ("figure.calculation", figure.calculation)):
        if words:
            notes.append(f"{messages(key)}{messages('list.colon')} {words.text}")
    return Line(text, NO_STATUS, tuple(notes), figure.quotation is not None)


def side_lines(messages: Messages, side: Side) -> tuple[str, tuple[str, ...]]:
    """Return what one side of a contradiction says, and its notes."""
    if side.figure:
        line = figure_line(messages, side.figure)
        return line.text, line.notes
    if side.claim:
        line = claim_line(messages, side.claim)
        return f"{line.status.word.text or messages('status.none')} — {line.text}", line.notes
    where = ", ".join(
        [*([side.where.text] if side.where else []), *(one.words.text for one in side.territories)]
    )
    name = side.thing.words.text if side.thing else ""
    if side.quotation:
        notes: tuple[str, ...] = (_quoted(messages, side.quotation),)
    else:
        notes = tuple(one.words.text for one in side.sources)
    return f"{name} — {where}" if where else name, notes
