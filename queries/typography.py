"""How text, numbers and dates look in print, in French and in English.

French needs spaces that never break a line before `: ; ? ! %` and inside « », a comma in
numbers and narrow spaces between thousands. This module only changes the kind of a space
that is already there: it never adds a sign to a text, because quotes pass through it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

__all__ = ["date", "french", "measured", "number"]

NO_BREAK: Final = "\u00a0"
NARROW: Final = "\u202f"

_RULES: Final = (
    (re.compile(r" (?=[:%€»])"), NO_BREAK),
    (re.compile(r" (?=[;?!])"), NARROW),
    (re.compile(r"(?<=«) "), NO_BREAK),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NARROW),
)

# fmt: off
_MONTHS: Final = {
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
        "octobre", "novembre", "décembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
}
# fmt: on

# Unit slug -> what follows the number when it is one, and when it is more than one.
_UNITS: Final = {
    "fr": {
        "pourcent": ("%", "%"),
        "points-de-pourcentage": ("point de pourcentage", "points de pourcentage"),
        "note-sur-10": ("sur 10", "sur 10"),
        "euro": ("€", "€"),
        "annee": ("an", "ans"),
        "mois": ("mois", "mois"),
        "jour": ("jour", "jours"),
        "heure": ("heure", "heures"),
    },
    "en": {
        "pourcent": ("%", "%"),
        "points-de-pourcentage": ("percentage point", "percentage points"),
        "note-sur-10": ("out of 10", "out of 10"),
        "euro": ("euro", "euros"),
        "annee": ("year", "years"),
        "mois": ("month", "months"),
        "jour": ("day", "days"),
        "heure": ("hour", "hours"),
    },
}

_PRECISION: Final = {
    "fr": {"about": "environ", "at-least": "au moins", "at-most": "au plus"},
    "en": {"about": "about", "at-least": "at least", "at-most": "at most"},
}

_MILLION: Final = Decimal(1_000_000)
_BILLION: Final = {"fr": "milliard", "en": "billion"}


def french(text: str) -> str:
    """Return `text` with the spaces French typography wants where a plain space stood."""
    for pattern, space in _RULES:
        text = pattern.sub(space, text)
    return text


def number(value: Decimal | int, language: str) -> str:
    """Return `value` with grouped thousands: `1 200,5` in French, `1,200.5` in English."""
    plain = format(Decimal(value), "f")
    whole, _, rest = plain.partition(".")
    rest = rest.rstrip("0")
    grouped = f"{int(whole):,}"
    if whole.startswith("-") and not grouped.startswith("-"):
        grouped = f"-{grouped}"
    if language == "en":
        return f"{grouped}.{rest}" if rest else grouped
    grouped = grouped.replace(",", NARROW)
    return f"{grouped},{rest}" if rest else grouped


def _in_millions(value: Decimal, language: str) -> str | None:
    """Return `1,2 million`, `3 milliards`, when two decimals at most say it exactly."""
    for scale, one in ((1000 * _MILLION, _BILLION[language]), (_MILLION, "million")):
        scaled = value / scale
        if abs(scaled) >= 1 and scaled == scaled.quantize(Decimal("0.01")):
            many = abs(scaled) >= 2 and language == "fr"
            return f"{number(scaled, language)}{NO_BREAK}{one}{'s' * many}"
    return None


def measured(value: Decimal, unit: str, precision: str, language: str) -> str:
    """Return a value as a reader says it: `environ 1,2 million`, `69 %`, `3e`.

    `unit` and `precision` are slugs of their schemes; one that is unknown here adds nothing.
    """
    text = _in_millions(value, language) or number(value, language)
    one, many = _UNITS[language].get(unit, ("", ""))
    word = many if abs(value) >= 2 or (language == "en" and value != 1) else one
    if unit == "rang":
        text = _ordinal(value, language)
    elif word == "%" and language == "en":
        text += word
    elif word:
        joined = "d'" if word == "€" and "illi" in text else ""
        text += f"{NO_BREAK}{joined}euros" if joined else f"{NO_BREAK}{word}"
    before = _PRECISION[language].get(precision, "")
    return f"{before} {text}".strip()


def _ordinal(value: Decimal, language: str) -> str:
    place = number(value, language)
    if language == "fr":
        return f"{place}er" if value == 1 else f"{place}e"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(int(value) % 10, "th")
    return f"{place}{'th' if int(value) % 100 in {11, 12, 13} else ending}"


def _moment(text: str, language: str) -> str | None:
    parts = text.split("-")
    if not all(part.isascii() and part.isdigit() for part in parts) or len(parts) > 3:
        return None
    if len(parts) == 1:
        return text if len(text) == 4 else None
    if not 1 <= int(parts[1]) <= 12:
        return None
    month = _MONTHS[language][int(parts[1]) - 1]
    if len(parts) == 2:
        return f"{month} {parts[0]}"
    day = int(parts[2])
    shown = "1er" if day == 1 and language == "fr" else str(day)
    return f"{shown}{NO_BREAK}{month} {parts[0]}"


def date(text: str, language: str) -> str:
    """Return `2016-11-29` as a date in words and `2013/2017` as a span.

    What is not a date of the record is returned as it is.
    """
    moments = [_moment(part, language) for part in text.split("/")]
    if any(moment is None for moment in moments) or len(moments) > 2:
        return text
    return " – ".join(moment for moment in moments if moment)
