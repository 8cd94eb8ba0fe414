"""The text of a study with the place of every sentence: line, nearest heading, page.

Two forms of one text stand side by side, character for character: the text as written, for
quotations, and a plain one (no case, accents, marks; one kind of space) in which words are
looked for. So a place in one is a place in the other. Pages are told apart by the form feed
that extraction writes between them; a text without any has no page.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from loaders.quotes import MAX_WORDS, QuoteIndex, word_count

__all__ = ["PAGE", "Place", "StudyText", "plain", "quotation"]

PAGE: Final = "\f"

_APOSTROPHES: Final = dict.fromkeys("’‘ʼ′‛´", "'")
_DASHES: Final = dict.fromkeys("‐‑‒–—―−", "-")
_MARKS: Final = dict.fromkeys("*_`#", " ")
_SIGNS: Final = {**_APOSTROPHES, **_DASHES, **_MARKS, "œ": "o", "æ": "a", PAGE: " "}

# The end of a sentence: a stop before a capital, a bullet, or an empty line where a sentence
# may start. Lines broken by a narrow column are one sentence.
_END: Final = re.compile(
    r"(?<=[.!?…])[»\")\]*]*\s+(?=[^a-zà-ÿ(])"
    r"|(?<=[:;])\s+(?=[^a-zà-ÿ0-9(])"
    r"|\n\s{0,40}(?=[-+•▪►●*o]\s)"
    r"|\n[ \t]{0,40}\n\s{0,40}(?=[^a-zà-ÿ(\s])"
    r"|\f"
)
_HEADING: Final = re.compile(
    r"^[ \t\f]*(?:\#{1,6}[ \t]+(?=\S)"
    r"|(?=(?P<part>\d{1,9})(?P<within>(?:[-.]\d+)*)[-.)]?[ \t]+[A-ZÀ-Ý]))"
    r"(?P<words>[^\n]{3,120})$",
    re.MULTILINE,
)
_LINE_HYPHEN: Final = re.compile(r"(?<=\w)[-\u2010\u00ad][ \t]*\r?\n[ \t]*(?=\w)")
_LOOSE: Final = re.compile(r"[*`\f]|\^\{([^}]*)\}|(?m:^)[ \t]*(?:#{1,6}|[-+•▪►●])[ \t]+")
_WORD: Final = re.compile(r"\S+")
# No person writes longer sentences; a text that has none would cost its length squared.
_LONGEST: Final = 1500


def plain(text: str) -> str:
    """Return `text` folded, as long as `text`: each character stands where it stood."""
    return "".join(_plain_sign(sign) for sign in text)


def _plain_sign(sign: str) -> str:
    if sign in _SIGNS:
        return _SIGNS[sign]
    if sign.isspace():
        return "\n" if sign == "\n" else " "
    if "\u2070" <= sign <= "\u209f" or sign in "¹²³":
        return " "  # the number of a footnote is none
    folded = unicodedata.normalize("NFKD", sign).casefold()
    return folded[0] if folded and not folded[0].isspace() else sign


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: line from 1, characters from 0, nearest heading, page from 1."""

    line: int
    offset: int
    heading: str
    page: int | None


class StudyText:
    """The text of one study, searched by its plain form and quoted by its own."""

    def __init__(self, text: str, title: str) -> None:
        self.text = text
        self.title = title
        self.plain = plain(text)
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]
        self._pages = [found.start() for found in re.finditer(PAGE, text)]
        self._headings = list(_headings(text))

    @cached_property
    def index(self) -> QuoteIndex:
        """The text prepared for finding quotations in it."""
        return QuoteIndex(self.text)

    def place(self, offset: int) -> Place:
        """Return the place of a character."""
        line = bisect.bisect_right(self._lines, offset)
        before = bisect.bisect_right(self._headings, (offset, "\uffff"))
        heading = self._headings[before - 1][1] if before else self.title
        page = bisect.bisect_right(self._pages, offset) + 1 if self._pages else None
        return Place(line, offset, heading, page)

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Yield start and end of each sentence that holds a word, in order."""
        start = 0
        for end in (*(found.end() for found in _END.finditer(self.text)), len(self.text)):
            for cut in self._cuts(start, end):
                if any(sign.isalnum() for sign in self.text[start:cut]):
                    yield start, cut
                start = cut

    def _cuts(self, start: int, end: int) -> Iterator[int]:
        """Yield where a sentence ends, and before that where a far too long one is cut."""
        while end - start > _LONGEST:
            space = self.text.rfind(" ", start + 1, start + _LONGEST)
            start = start + _LONGEST if space < 0 else space
            yield start
        yield end


def _headings(text: str) -> Iterator[tuple[int, str]]:
    """Yield where each heading stands, and its words.

    Where headings are numbered within parts, a bare number beyond the last part is a footnote's.
    """
    found = list(_HEADING.finditer(text))
    parts = [int(each["part"]) for each in found if each["within"]]
    for each in found:
        if not parts or each["within"] or int(each["part"] or 0) <= max(parts):
            yield each.start(), " ".join(each["words"].replace("*", "").split())


def quotation(text: StudyText, sentence: tuple[int, int], span: tuple[int, int]) -> str:
    """Return at most fifteen words of `sentence` around `span`, as one line that is re-found.

    Most of the words after the span are kept: a French figure comes before what it counts.
    """
    words = [
        (sentence[0] + found.start(), sentence[0] + found.end())
        for found in _WORD.finditer(text.text[sentence[0] : sentence[1]])
    ]
    first = max(sum(start <= span[0] for start, _ in words) - 1, 0)
    last = max(sum(start < span[1] for start, _ in words), first + 1)
    while True:
        grown = _grown(text, words, first, last)
        if grown == (first, last):
            break
        first, last = grown
    return _clean(text.text[words[first][0] : words[last - 1][1]])


def _grown(text: StudyText, words: list[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    """Return the window of words made one longer, by turns, while it stays short enough."""
    for left, right in ((first, last + 1), (first - 1, last)):
        if left < 0 or right > len(words):
            continue
        if word_count(_clean(text.text[words[left][0] : words[right - 1][1]])) <= MAX_WORDS:
            return left, right
    return first, last


def _clean(words: str) -> str:
    joined = _LINE_HYPHEN.sub("", words)
    return " ".join(_LOOSE.sub(r"\1", joined).split()).strip(" ,;:.-–")
