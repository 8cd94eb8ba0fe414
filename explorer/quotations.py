"""Where something stands and in which words: passages, their works and their quotations.

A quotation is shown only when a selector holds the very words; nothing else may stand
between quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterable

from explorer.models import Place, Quotation
from explorer.paths import page_path
from explorer.reading import Reading
from explorer.statements import link_to
from ontology.terms import AL, OA

__all__ = ["gather_passages", "quotation_at"]


def gather_passages(reading: Reading, passages: Iterable[str]) -> None:
    """Read the passages, their selectors and their works in two batches."""
    facts = reading.gather(passages)
    reading.gather(iri for one in facts for iri in one.things(OA.hasSelector, OA.hasSource))


def quotation_at(reading: Reading, passage: str | None) -> Quotation | None:
    """Return the words quoted at `passage` and their place, or None without such words."""
    if passage is None:
        return None
    facts = reading.facts(passage)
    selectors = (reading.facts(iri) for iri in facts.things(OA.hasSelector))
    words = next((found for one in selectors if (found := one.words(OA.exact, ""))), None)
    work = facts.thing(OA.hasSource)
    if words is None or work is None:
        return None
    line = facts.number(AL.lineNumber)
    place = Place(
        work=link_to(reading, work),
        passage=page_path(passage, reading.language),
        heading=facts.words(AL.heading, ""),
        file=reading.facts(work).text(AL.fileName),
        line=int(line) if line is not None else None,
    )
    return Quotation(words, place)
