"""What is proposed of one study: its figures with guesses, and the first mention of each thing.

A figure is proposed once for each domain when its sentence says so ("29 % chacun"), for the record
would hold as many. A thing is proposed once under each heading, where it is first named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from loaders.reading.examples import Examples
from loaders.reading.guesses import Guesser
from loaders.reading.mentions import Names
from loaders.reading.numbers import Found, numbers
from loaders.reading.texts import Place, StudyText, quotation

__all__ = ["ProposedFigure", "ProposedMention", "proposed_figures", "proposed_mentions"]

_EACH: Final = re.compile(r"\s*%?\s*(?:pour\s)?chacun")


@dataclass(frozen=True, slots=True)
class ProposedFigure:
    """One figure proposed: number, place, quotation, and a guess of each dimension."""

    found: Found
    place: Place
    quote: str
    guesses: dict[str, str]


@dataclass(frozen=True, slots=True)
class ProposedMention:
    """One thing that the record knows, where it is first named under a heading."""

    reference: str
    place: Place
    quote: str
    times: int
    confidence: str


def proposed_figures(
    text: StudyText, names: Names, examples: Examples, issued: str
) -> Iterator[ProposedFigure]:
    """Yield every figure that the text may print, in its order."""
    guesser = Guesser(text, names, examples, issued)
    waiting = numbers(text)
    for sentence in text.sentences():
        inside = [each for each in waiting if sentence[0] <= each.start < sentence[1]]
        for found in inside:
            guesses = guesser.guess(found, sentence, inside)
            quote = quotation(text, sentence, (found.start, min(found.end, sentence[1])))
            place = text.place(found.start)
            for domain in _domains(text, names, sentence, found, guesses["domain"]):
                yield ProposedFigure(found, place, quote, {**guesses, "domain": domain})


def _domains(
    text: StudyText, names: Names, sentence: tuple[int, int], found: Found, guessed: str
) -> Sequence[str]:
    """Return the guessed domain, or all those a "chacun" speaks of: since the last figure."""
    if not _EACH.match(text.plain, found.end) or guessed.startswith("_"):
        return (guessed,)
    since = max(text.plain.rfind(")", sentence[0], found.start), sentence[0])
    named = [
        each.reference.partition("/")[2]
        for each in names.find(text, since, found.start)
        if each.reference.startswith("domain/")
    ]
    return tuple(dict.fromkeys(named)) or (guessed,)


def proposed_mentions(text: StudyText, names: Names) -> Iterator[ProposedMention]:
    """Yield each thing once under each heading, with how often it is named there."""
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for mention in names.find(text):
        heading = text.place(mention.start).heading
        found.setdefault((heading, mention.reference), []).append((mention.start, mention.end))
    sentences = list(text.sentences())
    for (_, reference), spans in sorted(found.items(), key=lambda each: each[1][0]):
        first = spans[0]
        sentence = next((each for each in sentences if each[0] <= first[0] < each[1]), first)
        words = text.text[first[0] : first[1]]
        yield ProposedMention(
            reference,
            text.place(first[0]),
            quotation(text, sentence, (first[0], min(first[1], sentence[1]))),
            len(spans),
            "high" if " " in words.strip() or words.isupper() else "medium",
        )
