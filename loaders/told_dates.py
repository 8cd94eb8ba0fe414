"""The dates on which the sources of a case disagree, read in the coder's notes.

A sheet has one column for the first year of a case. Where its sources give two, the coder
says so in the notes, each year with who gives it ("2009 selon Vivendi, 2010 selon SFR"): each
becomes an item of its own, so that a rule can find the contradiction. One year alone makes
none: the year of the sheet then stands alone.

Three ways of writing it are read: a start ("Début : ...", "Départ ..."); the creation of a
company ("SCIC : ..."), which need not be the start of the alliance; and the number of an
edition ("4e (A) ou 5e (B) édition en 2018"), which gives a start if there is one a year, and
the item says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

__all__ = ["told_dates"]

_STARTS: Final = re.compile(r"(?:Début|Départ|Date de création divergente)\b[^.]*")
_CREATIONS: Final = re.compile(r"\b(?P<what>SCIC|SCOP|SCA|SAS) :[^.]*")
_EDITIONS: Final = re.compile(r"(?P<told>\d+e \([^.]*) édition en (?P<year>\d{4})")
_TOLD_YEAR: Final = re.compile(
    r"\b(\d{4}) (?:\((?P<by>[^)]+)\)|selon (?P<of>[^,;.]+)|(?P<place>dans [^,;.]+))"
)
_TOLD_EDITION: Final = re.compile(r"\b(\d+)e \(([^)]+)\)")

# The relation of an item, its year, its text.
_Told = tuple[str, int, str]


def told_dates(notes: str, case: str, number: int) -> list[dict[str, Any]]:
    """Return an item for each date that the notes tell apart, from number `number` on."""
    told = [*_starts(notes), *_creations(notes), *_editions(notes)]
    years: dict[str, set[int]] = {}
    for relation, year, _ in told:
        years.setdefault(relation, set()).add(year)
    apart = [each for each in told if len(years[each[0]]) > 1]
    return [
        {
            "id": f"{case}-i{place}",
            "object": f"period/{year}",
            "relation": relation,
            "kind": "claimed",
            "basis": "inferred",
            "text": text,
        }
        for place, (relation, year, text) in enumerate(apart, start=number)
    ]


def _starts(notes: str) -> Iterator[_Told]:
    for sentence in _STARTS.finditer(notes):
        for year, source in _years(sentence[0]):
            yield "commence-en", year, f"début en {year} : {source}"


def _creations(notes: str) -> Iterator[_Told]:
    for sentence in _CREATIONS.finditer(notes):
        for year, source in _years(sentence[0]):
            yield "cree-en", year, f"{sentence['what']} créée en {year} : {source}"


def _editions(notes: str) -> Iterator[_Told]:
    for sentence in _EDITIONS.finditer(notes):
        held = int(sentence["year"])
        for rank, source in _TOLD_EDITION.findall(sentence["told"]):
            first = held - int(rank) + 1
            text = f"début en {first}, à une édition par an : {rank}e édition en {held} ({source})"
            yield "commence-en", first, text


def _years(sentence: str) -> Iterator[tuple[int, str]]:
    for found in _TOLD_YEAR.finditer(sentence):
        yield int(found[1]), found["by"] or found["of"] or found["place"]
