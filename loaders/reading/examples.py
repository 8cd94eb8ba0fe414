"""What the record already knows of figures: the words of their quotations, and their dimensions.

A question is recognised by the words of its label and definition and by the sentences in which it
was met before, weighed so that rare words tell more than common ones. When nothing is near enough,
no question is proposed: a person chooses it.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from loaders.reading.texts import plain
from loaders.records import DocumentRecord, Figure, PageRecord
from loaders.recordset import RecordSet
from ontology.vocabulary import Vocabulary

__all__ = ["Example", "Examples", "examples_of", "stems"]

_STOP: Final = frozenset(
    {
        "les", "des", "une", "dans", "pour", "par", "sur", "avec", "leur", "leurs", "est", "sont",
        "ont", "que", "qui", "aux", "ces", "cette", "dont", "plus", "moins", "entre", "elle",
        "elles", "ils", "nous", "vous", "pas", "ete", "aussi", "comme", "chacun", "chacune",
        "chaque", "tout", "tous", "toutes",
    }
)  # fmt: skip
_WORD: Final = re.compile(r"[a-z]{3,}")
_NEAR_ENOUGH: Final = 0.1
_SAME_ENOUGH: Final = 0.35
# What the first word of a question's definition, or of its label, says of its measure.
_TOLD: Final = (
    (re.compile(r"(?:rang|place|numero)\b"), frozenset({"rank"})),
    (re.compile(r"(?:temps|duree|anciennete|delai)\b"), frozenset({"duration"})),
    (re.compile(r"(?:part|taux|reduction)\b"), frozenset({"share"})),
    (re.compile(r"(?:note|moyenne|echelle)\b"), frozenset({"score", "share"})),
    (re.compile(r"(?:points|evolution)\b"), frozenset({"points"})),
    (re.compile(r"(?:montant|argent|budget|dotation|moyens)\b"), frozenset({"amount"})),
    (re.compile(r"nombre\b"), frozenset({"count"})),
)


def stems(words: str) -> frozenset[str]:
    """Return what tells of `words`: their beginnings, without plural, small words left out."""
    return frozenset(
        word.rstrip("sx")[:7] for word in _WORD.findall(plain(words)) if word not in _STOP
    )


@dataclass(frozen=True, slots=True)
class Example:
    """The words of one quotation or label, the question it is about, and the figure, if any.

    `measures` are those that fit the question, as far as its label tells; empty means any.
    """

    stems: frozenset[str]
    question: str
    measures: frozenset[str]
    figure: Figure | None = None


class Examples:
    """Known questions, asked for by words and measure."""

    def __init__(self, examples: Iterable[Example]) -> None:
        self._examples = tuple(examples)
        seen = Counter(stem for each in self._examples for stem in each.stems)
        number = len(self._examples) + 1
        self._weight: Mapping[str, float] = {
            stem: math.log(number / count) for stem, count in seen.items()
        }
        self._figures: dict[str, list[Figure]] = defaultdict(list)
        for each in self._examples:
            if each.figure:
                self._figures[each.question].append(each.figure)
        self._norms = tuple(self._norm(each.stems) for each in self._examples)

    def question(self, words: Mapping[str, float], measure: str) -> tuple[str, float]:
        """Return the question nearest to weighed stems, and how near; "" when none is near."""
        found, score = self._nearest(words, lambda each: self._fits(each, measure))
        return (found.question, score) if found and score >= _NEAR_ENOUGH else ("", score)

    def same(self, value: Decimal, measure: str, words: Mapping[str, float]) -> Figure | None:
        """Return the known figure that says the same value in like words, or None."""
        found, score = self._nearest(
            words,
            lambda each: bool(
                each.figure and each.figure.value == value and each.figure.measure == measure
            ),
        )
        return found.figure if found and score > _SAME_ENOUGH else None

    def _nearest(
        self, words: Mapping[str, float], fits: Callable[[Example], bool]
    ) -> tuple[Example | None, float]:
        """Return the example most like weighed stems, and how like: a cosine, 1 for the same."""
        best, score = None, 0.0
        norm = math.hypot(*(self._weight.get(stem, 0) * held for stem, held in words.items()))
        for each, of_example in zip(self._examples, self._norms, strict=True):
            shared = each.stems & words.keys()
            if not shared or not of_example or not norm or not fits(each):
                continue
            told = sum(self._weight.get(stem, 0) ** 2 * words[stem] for stem in shared)
            if told / (of_example * norm) > score:
                best, score = each, told / (of_example * norm)
        return best, score

    def usual(self, question: str, field: str) -> str | None:
        """Return the commonest value of a dimension among the known figures of a question."""
        held = Counter(getattr(each, field) for each in self._figures.get(question, ()))
        return held.most_common(1)[0][0] if held else None

    def values(self, question: str, field: str) -> frozenset[str]:
        """Return every value of a dimension among the known figures of a question."""
        return frozenset(getattr(each, field) for each in self._figures.get(question, ()))

    def _fits(self, example: Example, measure: str) -> bool:
        known = self._figures.get(example.question)
        if known:
            return any(each.measure == measure for each in known)
        return not example.measures or measure in example.measures

    def _norm(self, held: Iterable[str]) -> float:
        return math.sqrt(sum(self._weight.get(stem, 0) ** 2 for stem in held))


def examples_of(vocabulary: Vocabulary, record: RecordSet, without: Iterable[str] = ()) -> Examples:
    """Return labels and definitions of all questions, and the figures of the record.

    `without` names documents that may not serve, so that a measure is not taken on its own text.
    """
    return Examples([*_labels(vocabulary), *_figures(record, frozenset(without))])


def _labels(vocabulary: Vocabulary) -> Iterator[Example]:
    for concept in vocabulary.concepts("question"):
        if not concept.slug.startswith("_"):
            measures = _measures(concept.definition, concept.fr)
            for told in (concept.fr, *concept.alternatives, concept.definition):
                yield Example(stems(told), concept.slug, measures)


def _measures(*told: str) -> frozenset[str]:
    """Return the measures that the first of these sentences to say one tells."""
    found = (held for words in told for rule, held in _TOLD if rule.match(plain(words)))
    return next(found, frozenset())


def _figures(record: RecordSet, without: frozenset[str]) -> Iterator[Example]:
    for entry in record.entries:
        source = entry.record
        if entry.slug in without or not isinstance(source, DocumentRecord | PageRecord):
            continue
        quotes = {passage.id: passage.quote for passage in source.passages}
        for figure in source.figures:
            words = stems(quotes.get(figure.passage, ""))
            yield Example(words, figure.question, frozenset({figure.measure}), figure)
