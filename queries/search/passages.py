"""Which passage of a thing answers a search, and where the found words stand in it.

A quotation is never cut; our own words are shortened around the first found word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from queries.search.things import Passage, Thing
from queries.search.words import WORD, Word, plain, stemmed

__all__ = ["Shown", "shown_of"]

# A passage longer than this is shown around its first found word, in characters.
_SHOWN: Final = 240


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as a result shows it; `marks` are the (start, end) of the found words."""

    passage: Passage
    text: str
    marks: tuple[tuple[int, int], ...]


def shown_of(thing: Thing, words: Sequence[Word], language: str) -> Shown | None:
    """Return the passage that holds most of the words, one's own language first among equals."""
    if not thing.passages:
        return None
    ranked = [
        (-len(found), place, passage, marks)
        for place, passage in enumerate(thing.passages)
        if passage.language in {"", language} or passage.work or len(thing.passages) == 1
        for marks, found in [_marks(passage.text, words)]
    ]
    if not ranked:
        return Shown(thing.passages[0], thing.passages[0].text, ())
    _, _, passage, marks = min(ranked, key=lambda one: one[:2])
    return _cut(passage, marks)


def _marks(text: str, words: Sequence[Word]) -> tuple[tuple[tuple[int, int], ...], set[str]]:
    """Return where the words stand in `text`, and which of them do."""
    marks, found = [], set()
    stems = {word.stem: word.plain for word in words}
    for token in WORD.finditer(text):
        form = "".join(plain().analyze(token.group()))
        word = stems.get("".join(stemmed().analyze(token.group()))) or _alike(form, words)
        if word:
            marks.append(token.span())
            found.add(word)
    return tuple(marks), found


def _alike(form: str, words: Sequence[Word]) -> str:
    for word in words:
        if len(word.plain) > 3 and (
            form.startswith(word.plain) or SequenceMatcher(None, form, word.plain).ratio() > 0.82
        ):
            return word.plain
    return ""


def _cut(passage: Passage, marks: tuple[tuple[int, int], ...]) -> Shown:
    """Return our own words shortened around the first mark; a quotation is never cut."""
    if passage.work or len(passage.text) <= _SHOWN:
        return Shown(passage, passage.text, marks)
    first = marks[0][0] if marks else 0
    start = max(0, min(first - _SHOWN // 3, len(passage.text) - _SHOWN))
    start = passage.text.find(" ", start) + 1 if start else 0
    end = passage.text.rfind(" ", start, start + _SHOWN)
    end = end if end > start and start + _SHOWN < len(passage.text) else start + _SHOWN
    text = passage.text[start:end]
    shift = len("… ") if start else 0
    kept = tuple(
        (left - start + shift, right - start + shift)
        for left, right in marks
        if start <= left and right <= end
    )
    after = " …" if end < len(passage.text) else ""
    return Shown(passage, f"{'… ' if start else ''}{text}{after}", kept)
