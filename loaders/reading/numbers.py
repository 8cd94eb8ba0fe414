"""The figures that a French text may print: value, measure, unit, how exactly it is said.

Shares ("69 %", "deux tiers", "7 sur 10"), notes on ten, points, amounts, durations ("cinq ans",
"une décennie"), ranks ("2ème", "n°1", "premier") and counts of things, in digits or in words. What
looks like a number and is none is left out first: dates, hours, addresses, telephone numbers,
numbers of headings, footnotes, pages and lists. Whoever reads the proposals decides; this
only has to miss little without burying the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from loaders.printed import numbers_in
from loaders.reading.texts import StudyText

__all__ = ["Found", "numbers"]

# A number begins where its digits begin: a long row of digits is tried once.
_DIGITS: Final = r"(?<!\d)\d{1,3}(?:[ .]\d{3}){1,5}(?!\d)(?:,\d++)?|(?<!\d)\d++(?:[.,]\d++)?"
_UNITS: Final = (
    "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|"
    "trente|quarante|cinquante|soixante|cents?|mille"
)
_WORDS: Final = rf"(?:{_UNITS})(?:(?:-| | et )(?:{_UNITS}|un|une))*"
_ABOUT: Final = "dizaine|douzaine|quinzaine|vingtaine|trentaine|quarantaine|cinquantaine|centaine"
_SCALE: Final = r"(?:millions?|milliards?|milliers?|mille|m(?=\s?€)|md(?=\s?€)|k(?=\s?€))"
_NUMBER: Final = rf"(?:{_DIGITS}|\b{_WORDS}\b|\b(?:{_ABOUT})s?\b)"
_MONTHS: Final = (
    "janv(?:ier|[.])?|fevr?(?:ier|[.])?|mars|avril|mai|juin|juil(?:let|l?[.])?|aout|sept(?:embre|[.])?|"
    "oct(?:obre|[.])?|nov(?:embre|[.])?|dec(?:embre|[.])?"
)
_ORDINAL: Final = (
    "(?:deux|trois|quatr|cinqu|six|sept|huit|neuv|dix|onz|douz|treiz|quatorz|quinz|seiz|vingt)ieme"
)
_SUP: Final = r"\s?(?:\^\{)?\s?"

# What looks like a number and is none.
_NONE: Final = re.compile(
    rf"""
    https?://\S+ | www\.\S+ | [^\s@]{1, 64}@\S{1, 255}
  | \b\d{{1,2}}(?:er)?(?:\s(?:et|ou|-|au)\s\d{{1,2}})?\s(?:{_MONTHS})\b(?:\s(?:19|20)\d\d)?
  | \b(?:{_MONTHS})\s(?:19|20)\d{{2,3}}\b
  | \b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b
  | \b(?:19|20)\d\d(?:\s?[-/]\s?(?:19|20)?\d\d)?\b(?![.,]?\d)
  | (?<!\d)(?:\d\d[ .-]){{4}}\d\d\b
  | \b\d{{1,2}}\s?h\s?\d\d\b
  | \b\d{{1,3}}\s?(?:bis|ter)?,?\s(?:rue|allee|avenue|boulevard|place|quai)\b
  | \b\d{{5}}\b(?=\s-?\s?[a-z])
  | \b(?:p|pp|page|pages|art|article|chapitre|partie|annexe|tableau|figure|odd|q)\.?\s?\d+\b
  | \bn\s?°\s?\d{{2,}}\S*
  | \b(?:mp|co|h|c)\d\b
  | (?m:^)[ \t]*\d+(?:[-.]\d+)+[-.)]?(?=\s)
  | (?m:^)[ \t]*\d{{1,2}}[-.)](?=\s)
  | \b(?:[ivx]+|\d+)\s?e(?:me)?\s?(?:\}}\s?)?siecles?\b
  | \bun(?:e)?\s+(?:a|par)\s+un(?:e)?\b
    """,
    re.VERBOSE,
)
_NOTE: Final = re.compile(r"(?m:^)[ \t]*(?P<n>\d{1,3})[ \t]+(?=\S)")
# Fewer lines that count up from 1 may be a list of figures.
_FEWEST_NOTES: Final = 5
_BARE_LINE: Final = re.compile(r"(?m:^)[ \t]*\d{1,4}[ \t]*$")


@dataclass(frozen=True, slots=True)
class Found:
    """One figure proposed: where its number stands in the text, and what it may say."""

    start: int
    end: int
    value: Decimal
    measure: str
    unit: str
    precision: str
    derived: bool = False
    confidence: str = "high"


def numbers(study: StudyText) -> list[Found]:
    """Return every figure that a text may print, in order; none overlaps another."""
    text = study.plain
    masked = _masked(text, study.text)
    found: list[Found] = []
    for pattern, measure, unit, confidence in _KINDS:
        for match in pattern.finditer(masked):
            found += _read(match, measure, unit, confidence, text)
        masked = pattern.sub(lambda match: "\x00" * len(match.group()), masked)
    return sorted(found, key=lambda each: (each.start, each.end))


def _masked(text: str, written: str) -> str:
    """Return the plain text with what looks like a number and is none struck out."""
    for rule in (_NONE, _BARE_LINE):
        text = rule.sub(lambda match: _struck(match.group()), text)
    for start, end in _footnotes(text, written):
        text = f"{text[:start]}{_struck(text[start:end])}{text[end:]}"
    return text


def _struck(words: str) -> str:
    return re.sub(r"[^\n]", "\x00", words)


def _footnotes(text: str, written: str) -> list[tuple[int, int]]:
    """Return where the numbers of footnotes stand: lines that begin with 1, 2, 3 in turn."""
    notes: list[tuple[int, int]] = []
    for match in _NOTE.finditer(text):
        if int(match["n"]) == len(notes) + 1 and not written[match.end()].islower():
            notes.append(match.span("n"))
    return notes if len(notes) >= _FEWEST_NOTES else []


def _read(
    match: re.Match[str], measure: str, unit: str, confidence: str, text: str
) -> Iterator[Found]:
    groups = {name: part for name, part in match.groupdict().items() if part}
    written = [part for name, part in groups.items() if name.startswith("n")]
    values = [_value(part) for part in written] if written else [_implied(match.group())]
    if "of" in groups:
        values = [_share(values[0], _value(groups["of"]))]
    if "parts" in groups:
        values = [_fraction(groups.get("n", "un"), groups["parts"])]
    for value in values:
        if value is None:
            continue
        kind = unit or _unit(groups.get("unit", ""))
        derived = not written and measure == "duration"
        said = _precision(text, match)
        yield Found(*match.span(), value, measure, kind, said, derived, confidence)


def _value(written: str) -> Decimal | None:
    exact, _ = numbers_in(" ".join(written.split()).replace("un ", "1 "))
    return max(exact, default=None)


def _implied(written: str) -> Decimal | None:
    return next((value for word, value in _IMPLIED if word in written), None)


def _share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    if part is None or whole is None or not 0 < part <= whole:
        return None
    return _rounded(100 * part / whole)


def _fraction(many: str, parts: str) -> Decimal:
    by = {"t": 3, "q": 4, "m": 2}[parts[0]]
    number = _value(many) if many not in {"un", "une", "la", "le", "l'"} else Decimal(1)
    return _rounded(100 * (number or Decimal(1)) / by)


def _rounded(share: Decimal) -> Decimal:
    return share.quantize(Decimal(1)) if share != share.to_integral() else Decimal(int(share))


def _unit(word: str) -> str:
    return next((unit for start, unit in _DURATIONS if word.startswith(start)), "nombre")


def _precision(text: str, match: re.Match[str]) -> str:
    before, after = text[max(0, match.start() - 22) : match.start()], text[match.end() :][:14]
    before = " ".join(before.split())
    for slug, rule in _HEDGES:
        if rule.search(before):
            return slug
    if re.match(r"\s*(?:au )?minimum|\s*au moins|\s*et plus", after):
        return "at-least"
    if any(word in match.group() for word in _ABOUT.split("|")):
        return "about"
    return "exact" if any(sign.isdigit() for sign in match.group()) else "in-words"


_HEDGES: Final = (
    ("at-least", re.compile(r"(?:plus d[e']|plus d'un|au moins|au minimum)(?: l[ae] | )?$")),
    ("at-most", re.compile(r"(?:moins d[e']|au plus|au maximum|jusqu'a)(?: l[ae] | )?$")),
    ("about", re.compile(r"(?:environ|pres d[e']|quelques?|autour d[e']|presque)(?: l[ae] | )?$")),
)
_DURATIONS: Final = (
    ("an", "annee"),
    ("mois", "mois"),
    ("jour", "jour"),
    ("demi", "jour"),
    ("h", "heure"),
    ("semaine", "semaine"),
    ("minute", "minute"),
)
_IMPLIED: Final = tuple(
    (word, Decimal(value))
    for word, value in (
        ("quinquenn", "5"), ("decenn", "10"), ("trienn", "3"), ("bienn", "2"), ("demi", "0.5"),
        ("tripartite", "3"), ("triple", "3"), ("double", "2"), ("second", "2"), ("premier", "1"),
        ("un an", "1"), ("une annee", "1"), ("une journee", "1"),
    )
)  # fmt: skip

_UNIT: Final = r"(?P<unit>ans?|annees?|mois|jours?|journees?|heures?|h(?=\b)|minutes?|semaines?)\b"
_SPELLED_ORDINAL: Final = rf"\b(?P<n>{_ORDINAL})s?\b"
# In this order: what is read as one kind is not read again as another.
_KINDS: Final = tuple(
    (re.compile(pattern), measure, unit, confidence)
    for pattern, measure, unit, confidence in (
        (rf"(?P<n>{_DIGITS})\s?%", "share", "pourcent", "high"),
        (
            rf"(?P<n>{_NUMBER})(?:\s(?!sur\b)[a-z'-]+){{0,3}}\ssur\s(?P<of>10|100|cent|dix|"
            r"cinq|quatre|trois|deux|5|4|3|2)\b(?!\s+(?:ans?|mois|jours?|heures?|annees?)\b)",
            "share", "pourcent", "high",
        ),
        (
            r"\b(?:(?P<n>un|une|deux|trois|\d)\s|(?:la|le|l')\s?)"
            r"(?P<parts>tiers|quarts?|moitie)\b",
            "share", "pourcent", "medium",
        ),
        (r"(?P<n>\d{1,2}(?:,\d)?)\s?/\s?10\b", "score", "note-sur-10", "high"),
        (
            r"\bnotes?(?:\s+[a-z'-]+){0,2}\s+(?P<n>\d,\d)\b",
            "score", "note-sur-10", "high",
        ),
        (
            r"(?<=\()(?P<n>\d,\d)(?=(?:\s+(?:chacun|pour chac)[a-z]*)?\s?\))",
            "score", "note-sur-10", "medium",
        ),
        (rf"(?P<n>{_DIGITS})\s+points?\b", "points", "points-de-pourcentage", "high"),
        (
            rf"(?P<n>(?:{_NUMBER})(?:\s?{_SCALE})?\s?(?:d')?(?:€|euros?\b))",
            "amount", "euro", "high",
        ),
        (rf"\b(?P<n1>\d++)\s(?:a|et)\s(?P<n2>\d++)\s+{_UNIT}", "duration", "", "high"),
        (rf"(?P<n>{_NUMBER})\s?{_UNIT}", "duration", "", "high"),
        (
            rf"\b(?P<n>\d+){_SUP}(?:eme|e)?\}}?\s(?P<unit>an)niversaire",
            "duration", "", "medium",
        ),
        (r"\b(?:d')?une?\s(?P<unit>demi-?\s?journee|journee|annee|an)\b", "duration", "", "medium"),
        (r"\b(?:quinquenn|decenn|trienn|bienn)[a-z]*\b", "duration", "annee", "medium"),
        (r"\b(?P<n>\d+)" + _SUP + r"(?:ere?s?|emes?|nde?|°)(?![a-z])", "rank", "rang", "medium"),
        (r"\bn\s?°\s?(?P<n>\d)\b", "rank", "rang", "medium"),
        (r"\b(?:premiere?|seconde?)\b", "rank", "rang", "low"),
        (_SPELLED_ORDINAL, "rank", "rang", "medium"),
        (r"\b(?:doubles?|triples?|tripartites?)\b", "count", "nombre", "low"),
        (
            rf"(?<![\w,.%/)-])(?P<n>(?:{_DIGITS})(?:\s{_SCALE}\b)?)(?![\w%/]|[.,]\d)",
            "count", "nombre", "high",
        ),
        (
            rf"(?<!\w)(?P<n>(?:{_WORDS}|(?:{_ABOUT})s?)(?:\s{_SCALE}\b)?)(?!\w)",
            "count", "nombre", "medium",
        ),
    )
)  # fmt: skip
