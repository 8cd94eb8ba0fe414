"""Whether a number is printed in a French sentence.

A figure must show its value in its quote, or say how it was derived. French prints numbers
in many ways: "69 %", "1,2 million", "675 000", "deux tiers", "n°1", "une trentaine", "9 sur
10". This module reads all the numbers that a text may mean, the generous reading of each
included: it exists to find values that are nowhere, and it never tells what a number counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

__all__ = ["is_printed", "numbers_in"]

_UNITS: Final = (
    "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
    "onze", "douze", "treize", "quatorze", "quinze", "seize",
)  # fmt: skip
_TENS: Final = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_WORDS: Final[dict[str, int]] = {
    **{word: number for number, word in enumerate(_UNITS)},
    **_TENS,
    "une": 1,
    "vingts": 20,
    "cent": 100,
    "cents": 100,
    "mille": 1000,
}
# An exact count each; "about" is the precision of the figure, not its value.
_NAMED: Final[dict[str, int]] = {
    "premier": 1, "premiere": 1, "second": 2, "seconde": 2, "double": 2, "triple": 3,
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000,
}  # fmt: skip
_PARTS: Final = {"moitie": 2, "demi": 2, "tiers": 3, "quart": 4, "quarts": 4}
_ORDINAL_STEMS: Final = {"quatr": 4, "cinqu": 5, "neuv": 9, "onz": 11, "douz": 12, "trent": 30}
_SCALES: Final = {
    "million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9,
    "m€": 10**6, "md€": 10**9, "k€": 10**3, "mille": 10**3, "milliers": 10**3,
}  # fmt: skip

_MARKS = re.compile(r"\^\{([^}]*)\}|[*_`]")
_DIGITS = r"\d{1,3}(?:[ .]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?"
_TOKEN = re.compile(rf"(?P<grouped>{_DIGITS})|(?P<word>(?:m|md|k) €|[a-z€]+)")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")


def is_printed(value: Decimal, quote: str) -> bool:
    """Tell whether `quote` prints `value`, its sign apart; a share is in percent.

    A fraction ("deux tiers") prints every rounding of its share: 67, 66.7 and 66.67.
    """
    number = abs(value)
    exact, shares = numbers_in(quote)
    if number in exact:
        return True
    step = Decimal(1).scaleb(min(int(number.normalize().as_tuple().exponent), 0))
    return any(share.quantize(step, ROUND_HALF_UP) == number for share in shares)


def numbers_in(text: str) -> tuple[set[Decimal], set[Decimal]]:
    """Return the numbers a French text may print, and the shares in percent of its fractions."""
    tokens = list(_tokens(_folded(text)))
    exact: set[Decimal] = set()
    shares: set[Decimal] = set()
    for index, (word, readings) in enumerate(tokens):
        exact.update(readings)
        _, before = tokens[index - 1] if index else ("", set())
        if (scale := _SCALES.get(word.replace(" ", ""))) is not None:
            exact.update(reading * scale for reading in before)
        if parts := _part(word):
            shares.update(100 * many / parts for many in before or {Decimal(1)})
        if word == "sur" and index + 1 < len(tokens):
            # "neuf Français sur dix": what is counted may stand between.
            counted = {value for _, values in tokens[max(index - 3, 0) : index] for value in values}
            wholes = tokens[index + 1][1] - {Decimal(0)}
            shares.update(100 * part / whole for part in counted for whole in wholes)
    return exact, shares


def _folded(text: str) -> str:
    plain = _MARKS.sub(r"\1", text).casefold()
    split = unicodedata.normalize("NFKD", plain)
    return " ".join("".join(sign for sign in split if not unicodedata.combining(sign)).split())


def _tokens(text: str) -> Iterator[tuple[str, set[Decimal]]]:
    """Yield each word or number with its possible values; a run of number words is one."""
    run: list[str] = []
    for match in _TOKEN.finditer(text):
        word = match["word"]
        if word in _WORDS or (word == "et" and run):
            run.append(word)
            continue
        if run:
            yield from _spelled(run)
            run = []
        if word is not None:
            yield word, _named(word)
        else:
            yield match.group(), _readings(match.group())
    if run:
        yield from _spelled(run)


def _readings(digits: str) -> set[Decimal]:
    """Return "675 000" as 675000, and as 675 and 0, which the text may also mean."""
    whole = digits.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", whole):
        grouped = Decimal(whole.replace(".", "").replace(",", "."))
    else:
        grouped = Decimal(whole.replace(",", "."))
    return {grouped, *(Decimal(part.replace(",", ".")) for part in _PLAIN.findall(digits))}


def _named(word: str) -> set[Decimal]:
    if word in _NAMED:
        return {Decimal(_NAMED[word])}
    ordinal = _ordinal(word)
    return set() if ordinal is None else {Decimal(ordinal)}


def _ordinal(word: str) -> int | None:
    if not word.endswith(("ieme", "iemes")):
        return None
    stem = word.removesuffix("s").removesuffix("ieme")
    return _ORDINAL_STEMS.get(stem, _WORDS.get(stem, _WORDS.get(f"{stem}e")))


def _part(word: str) -> int | None:
    return _PARTS.get(word) or (_ordinal(word) if word.endswith("iemes") else None)


def _spelled(run: list[str]) -> Iterator[tuple[str, set[Decimal]]]:
    """Yield a run of number words once, with the value of the whole and of each word."""
    words = [word for word in run if word != "et"]
    singles = {Decimal(_WORDS[word]) for word in words}
    yield " ".join(run), {Decimal(_value(words)), *singles}


def _value(words: list[str]) -> int:
    total = current = 0
    for word in words:
        number = _WORDS[word]
        if number == 1000:
            total += max(current, 1) * 1000
            current = 0
        elif number == 100:
            current = max(current, 1) * 100 if current < 100 else current + 100
        elif number == 20 and current % 100 == 4:
            current += 76  # quatre-vingts
        else:
            current += number
    return total + current
