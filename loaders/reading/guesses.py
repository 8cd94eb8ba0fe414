"""What a proposed figure is about: each dimension of the figures cube, guessed from its sentence.

A guess is made from what stands nearest: the group named after the number ("69 % des citoyens"),
the domain before a number in brackets ("l'emploi (60 %)"), then the heading, then what is usual for
the question. A figure that the record knows already, said in like words, is guessed to be the same.
`_T` and `_Z` mean what they mean in the record. A guess is never more than that: the workbook
shows it to be corrected.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from loaders.reading.examples import Examples, stems
from loaders.reading.mentions import Mention, Names
from loaders.reading.numbers import Found
from loaders.reading.texts import StudyText

__all__ = ["DIMENSIONS", "Guesser"]

DIMENSIONS: Final = (
    "question", "respondent", "target", "subpopulation", "territory", "domain", "category",
    "impact", "period",
)  # fmt: skip
# A number without words, as charts leave them, is a label whose thing nobody knows.
_LABEL_ALONE: Final = "etiquette-non-attribuee"
_ASKED: Final = frozenset({"share", "score", "points"})
_NEAR: Final = 90
_RIGHT_AFTER: Final = 35
_PARAGRAPH: Final = 500
_YEARS: Final = re.compile(r"\b((?:19|20)\d\d)(?:\s?[-–/]\s?((?:19|20)\d\d))?\b")
_SPAN: Final = re.compile(r"\b((?:19|20)\d\d)\s?[-/]\s?((?:19|20)\d\d)\b")
_YEAR_OF_GROUP: Final = re.compile(r"\s?[,(]+\s*(?:[a-z]+\.?\s)?(20\d\d)\s?\)")
# How much a word tells of the question: in what came before, and as the name of a dimension.
_LITTLE: Final = 0.2
_LEAST: Final = 0.1
_WHOLE: Final = re.compile(r"\b(?:national|nationale|metropolitain|en france)\b")
_OPINION: Final = re.compile(
    r"\b(?:pens|consider|estim|percoi|convaincu|jug|express|souhait|soucient|preoccup|plebiscit|"
    r"source d'innovation|voient|regard|doivent)"
)
_INNOVATES: Final = re.compile(r"\bsources? d'innovation|\bd'innover\b")
_PERSONS: Final[Mapping[str, str]] = {
    "associations": "responsables-associatifs",
    "entreprises": "dirigeants-entreprise",
}
_BODIES: Final = {person: body for body, person in _PERSONS.items()}


@dataclass(frozen=True, slots=True)
class _Around:
    """What surrounds one figure: the stretches of text and the names found in them.

    `like` are the figures of the sentence that measure the same, itself among them; `shared` is
    what follows the last of several.
    """

    figure: Found
    sentence: tuple[int, int]
    near: str
    wide: str
    before: Sequence[Mention]
    after: Sequence[Mention]
    bracketed: bool
    like: Sequence[Found]
    shared: str


class Guesser:
    """Guesses for the figures of one text."""

    def __init__(self, text: StudyText, names: Names, examples: Examples, issued: str) -> None:
        self._text, self._names, self._examples = text, names, examples
        self._groups = names.only("group")
        self._issued = issued
        self._years = self._years_of_groups()

    def guess(
        self, figure: Found, sentence: tuple[int, int], others: Sequence[Found]
    ) -> dict[str, str]:
        """Return dimension -> value for one figure; "" where a person must choose.

        `others` are all figures of the sentence: what stands beyond a neighbour is its own.
        """
        around = self._around(figure, sentence, others)
        if not stems(around.wide):
            return dict.fromkeys(DIMENSIONS, "_Z") | {
                "question": _LABEL_ALONE,
                "period": self._issued,
            }
        words = self._words(around)
        known = self._examples.same(figure.value, figure.measure, words)
        if known is not None:
            return {field: str(getattr(known, field)) for field in DIMENSIONS}
        question, _ = self._examples.question(words, figure.measure)
        guesses = dict.fromkeys(DIMENSIONS, "_Z") | {"question": question}
        if figure.measure in _ASKED:
            guesses |= self._asked(around, question)
        guesses["period"] = self._period(around, guesses["respondent"])
        return guesses

    def _asked(self, around: _Around, question: str) -> dict[str, str]:
        """Return the dimensions of a figure that a population answered."""
        domain = self._concept(around, "domain", question)
        score = around.figure.measure == "score"
        of_domain = score or not domain.startswith("_")
        return {
            "respondent": self._respondent(around, question),
            "target": self._examples.usual(question, "target") or "_Z",
            "subpopulation": "_T",
            "territory": self._territory(around),
            "domain": domain,
            "category": "_Z" if of_domain else self._concept(around, "category", question),
            "impact": "innovation" if _INNOVATES.search(around.wide) else "_Z",
        }

    def _around(self, figure: Found, sentence: tuple[int, int], others: Sequence[Found]) -> _Around:
        start = max([sentence[0], *(each.end for each in others if each.end <= figure.start)])
        end = min([sentence[1], *(each.start for each in others if each.start >= figure.end)])
        like = [each for each in others if each.measure == figure.measure]
        plain = self._text.plain
        return _Around(
            figure,
            sentence,
            plain[max(start, figure.start - _NEAR) : min(end, figure.end + _NEAR)],
            plain[sentence[0] : sentence[1]],
            tuple(self._names.find(self._text, start, figure.start)),
            tuple(self._names.find(self._text, figure.end, end)),
            plain[sentence[0] : figure.start].rstrip("+ ").endswith("("),
            like,
            plain[like[-1].end : sentence[1]] if len(like) > 1 else "",
        )

    def _words(self, around: _Around) -> dict[str, float]:
        """Return the stems around a figure, weighed: its own noun most, what came before least.

        Who answers, about which domain and where, are dimensions of their own: their names tell
        little of what was asked. What follows the last of several like figures is asked of each.
        """
        figure, start = around.figure, max(0, around.sentence[0] - _PARAGRAPH)
        before = self._text.plain[start : around.sentence[0]]
        words = dict.fromkeys(stems(before), _LITTLE)
        words |= dict.fromkeys(stems(self._text.place(figure.start).heading), _LITTLE)
        words |= dict.fromkeys(stems(around.wide), 0.5)
        words |= dict.fromkeys(stems(around.near + around.shared), 1.0)
        if figure.measure in _ASKED:
            named = (self._text.plain[each.start : each.end] for each in self._dimensions(around))
            return words | dict.fromkeys((stem for name in named for stem in stems(name)), _LEAST)
        after = around.near.partition(self._text.plain[figure.start : figure.end])[2]
        noun = next((stem for word in after.split() for stem in stems(word)), None)
        return words | ({noun: 2.0} if noun else {})

    def _dimensions(self, around: _Around) -> Iterator[Mention]:
        """Yield the groups right after like figures, and the domains and places of the sentence."""
        for figure in around.like:
            end = min(around.sentence[1], figure.end + _RIGHT_AFTER)
            yield from self._groups.find(self._text, figure.end, end)
        for each in (*around.before, *around.after):
            if each.reference.startswith(("domain/", "territory/")):
                yield each

    def _respondent(self, around: _Around, question: str) -> str:
        close = [each for each in around.after if each.start - around.figure.end < _RIGHT_AFTER]
        found = _first(close, "group") or self._in_heading("group", around)
        found = found or _first(reversed(around.before), "group") or _first(around.after, "group")
        start = max(0, around.figure.start - _PARAGRAPH)
        found = found or self._last("group", start, around.figure.start)
        if found is None:
            return "_Z"
        known = self._examples.values(question, "respondent")
        for other in (found, _PERSONS.get(found), _BODIES.get(found)):
            if other and other in known:
                return other
        return _PERSONS[found] if found in _PERSONS and _OPINION.search(around.wide) else found

    def _territory(self, around: _Around) -> str:
        inside = self._last("territory", around.sentence[0], around.figure.start)
        inside = inside or _first(around.after, "territory")
        inside = inside or self._in_heading("territory", around)
        if inside is not None:
            return inside
        start = max(0, around.sentence[0] - _PARAGRAPH)
        if _WHOLE.search(self._text.plain, start, around.sentence[1]):
            return "france"
        return self._last("territory", start, around.sentence[0]) or "france"

    def _concept(self, around: _Around, scheme: str, question: str) -> str:
        """Return the nearest concept of a scheme: before a bracket, after a bare number."""
        before = _first(reversed(around.before), scheme)
        found = before if around.bracketed else _first(around.after, scheme) or before
        known = self._examples.values(question, scheme)
        if known and known <= {"_T", "_Z"}:
            return self._examples.usual(question, scheme) or "_T"
        return found or "_T"

    def _period(self, around: _Around, respondent: str) -> str:
        years = _YEARS.findall(around.near) or _YEARS.findall(around.wide)
        if len(years) == 1:
            first, last = years[0]
            return f"{first}/{last}" if last else str(first)
        return self._years.get(respondent) or self._span(around) or self._issued

    def _span(self, around: _Around) -> str | None:
        """Return the span of years last written before a figure, as a programme has one."""
        start = max(0, around.figure.start - 3 * _PARAGRAPH)
        spans = _SPAN.findall(self._text.plain, start, around.figure.start)
        return "/".join(spans[-1]) if spans else None

    def _years_of_groups(self) -> dict[str, str]:
        """Return group -> the year that the text itself most often gives right after it."""
        years: dict[str, Counter[str]] = {}
        for mention in self._groups.find(self._text):
            slug = mention.reference.partition("/")[2]
            year = _YEAR_OF_GROUP.match(self._text.plain, mention.end)
            if year:
                for group in {slug, _PERSONS.get(slug, slug)}:
                    years.setdefault(group, Counter())[year[1]] += 1
        return {group: held.most_common(1)[0][0] for group, held in years.items()}

    def _last(self, scheme: str, start: int, end: int) -> str | None:
        return _first(reversed(list(self._names.find(self._text, start, end))), scheme)

    def _in_heading(self, scheme: str, around: _Around) -> str | None:
        heading = StudyText(self._text.place(around.figure.start).heading, "")
        names = self._groups if scheme == "group" else self._names
        return _first(names.find(heading), scheme)


def _first(mentions: Iterable[Mention], scheme: str) -> str | None:
    """Return the slug of the first mention of a scheme."""
    references = (each.reference for each in mentions)
    return next(
        (each.partition("/")[2] for each in references if each.startswith(f"{scheme}/")), None
    )
