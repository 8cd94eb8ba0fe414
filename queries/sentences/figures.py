"""One figure as a sentence: what was asked of whom, where and when, and what came out.

A question with a pattern reads as a sentence; any other as its value and its labels, set side
by side, which says no more than the record does. Whatever limits a figure and has no place
in the pattern is added behind it, so that a sentence never speaks of more than was asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from queries.sentences.claims import Name
from queries.sentences.french import after
from queries.sentences.lexicon import named
from queries.sentences.moments import place, when
from queries.sentences.words import Part, Phrase, Sentence, capital, data, lowered
from queries.typography import measured

__all__ = ["Counted", "count"]

_SLOT: Final = re.compile(r"\{(?:(?P<before>[a-zà]+):)?(?P<name>[a-z]+)\}")
# What goes without saying: all, not applicable, and the whole of France.
_SILENT: Final = frozenset({"_T", "_Z", "france"})


@dataclass(frozen=True, slots=True)
class Counted:
    """What is known of one figure; `unit` and `precision` are slugs.

    `dimensions` holds respondent, target, subpopulation, territory, domain, category and
    impact under those names. `population` and `base` are the source's own
    wording, in French.
    """

    value: Decimal
    unit: str
    precision: str
    question: Name
    dimensions: Mapping[str, Name] = field(default_factory=dict)
    period: Name | None = None
    study: Name | None = None
    population: str = ""
    base: str = ""
    derived: bool = False
    source: tuple[Part, ...] = ()

    def limits(self) -> dict[str, Name]:
        """Return the dimensions that say something."""
        return {
            key: one
            for key, one in self.dimensions.items()
            if one.slug not in _SILENT or (key == "respondent" and one.slug == "_T")
        }


def count(counted: Counted, language: str) -> Sentence:
    """Return the figure as a sentence in `language`, "fr" or "en"."""
    patterns = data("questions", language)
    pattern = patterns["questions"].get(counted.question.slug)
    fitting = pattern is not None and _needed(pattern["says"]) <= set(counted.limits())
    parts = _patterned(counted, pattern, language) if fitting else _plain(counted, language)
    opening = Part(data("voices", language)["source"])
    source = capital((opening, *counted.source, Part("."))) if counted.source else ()
    return Sentence(capital(parts), source, "patterned" if fitting else "plain")


def _needed(pattern: str) -> set[str]:
    return {slot["name"] for slot in _SLOT.finditer(pattern)} - {"value"}


def _shown(counted: Counted, language: str) -> Part:
    shown = measured(counted.value, counted.unit, counted.precision, language)
    return Part(shown.replace("\u00a0", " ").replace("\u202f", " "))


def _patterned(counted: Counted, pattern: Mapping[str, Any], language: str) -> list[Part]:
    words = data("questions", language)
    limits = counted.limits()
    parts = _opening(counted, limits.pop("territory", None), language)
    end = 0
    said: str = pattern["says"]
    for slot in _SLOT.finditer(said):
        parts.append(Part(said[end : slot.start()]))
        parts += _slot(counted, slot, limits, language)
        end = slot.end()
    parts.append(Part(said[end:]))
    implied = pattern.get("implies", {})
    unsaid = {
        key: one
        for key, one in limits.items()
        if key not in _needed(said) and implied.get(key) != one.slug
    }
    for key, one in unsaid.items():
        parts.append(Part(f"{words['between']}{words[key]}{words['colon']}"))
        parts += _phrase(one, language).parts
    notes = [words["voices"][pattern["voice"]]]
    notes += _wording(counted, words)
    return [*parts, *_bracket(counted, notes, language), Part(".")]


def _wording(counted: Counted, words: Mapping[str, Any]) -> list[str]:
    """Return what the source adds in words of its own, and whether it printed the value."""
    notes = []
    # A quotation inside the population says that the group is not quite the one we name.
    if "«" in counted.population:
        notes.append(f"{words['population']}{words['colon']}{counted.population}")
    if counted.base:
        notes.append(f"{words['base']}{words['colon']}{counted.base}")
    return [*notes, words["derived"]] if counted.derived else notes


def _slot(
    counted: Counted, slot: re.Match[str], limits: Mapping[str, Name], language: str
) -> Sequence[Part]:
    if slot["name"] == "value":
        return (_shown(counted, language),)
    phrase = _phrase(limits[slot["name"]], language)
    return after(slot["before"] or "", phrase) if language == "fr" else phrase.parts


def _phrase(name: Name, language: str) -> Phrase:
    return named(name.reference, name.words, language)


def _opening(counted: Counted, territory: Name | None, language: str) -> list[Part]:
    parts: list[Part] = []
    if counted.period:
        moment = when(counted.period.slug, language)
        parts += [Part(moment, counted.period.iri), Part(", ")]
    if territory:
        here = place(_phrase(territory, language), territory.reference, language)
        parts += [*here, Part(", ")]
    return parts


def _bracket(counted: Counted, notes: Sequence[str], language: str) -> list[Part]:
    between = data("questions", language)["between"]
    told = [Part(between.join(notes))]
    if counted.study:
        name = counted.study.words.in_language(language)
        told = [Part(name, counted.study.iri), Part(between), *told]
    return [Part(" ("), *told, Part(")")]


def _side(key: str, label: str) -> str:
    """Return a label as it stands inside a line; the name of a place keeps its capital."""
    return label if key == "territory" else lowered(label)


def _plain(counted: Counted, language: str) -> list[Part]:
    """Return `16 — Domaines de fragilité — ... — 2013-2017 — PHARE-Territoires.`."""
    words = data("questions", language)
    columns: list[list[Part]] = [
        [_shown(counted, language)],
        [Part(counted.question.words.in_language(language), counted.question.iri)],
    ]
    if counted.population and language == "fr":
        columns.append([Part(counted.population)])
    columns += [
        [Part(_side(key, one.words.in_language(language)), one.iri)]
        for key, one in counted.limits().items()
        if not (key == "respondent" and counted.population and language == "fr")
    ]
    for one in (counted.period, counted.study):
        if one:
            columns.append([Part(one.words.in_language(language), one.iri)])
    if counted.base:
        columns.append([Part(f"{words['base']}{words['colon']}{counted.base}")])
    if counted.derived:
        columns.append([Part(words["derived"])])
    joined: list[Part] = []
    for column in columns:
        joined += [*([Part(" — ")] if joined else []), *column]
    return [*joined, Part(".")]
