"""Quotes re-found in the documents they come from.

A quote is the proof of a figure or of a link, so it is checked against the source whenever
the source is at hand. Texts are compared after NFKC, with Markdown marks and `^{}` removed,
apostrophes unified, white space folded, and hyphens at the end of a line tried both ways
("parte-|nariat" and "porte-|monnaie"); letters and case are never changed. A quote starts
and ends at the edge of a word: "9 %" is not found in "69 %".
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from loaders.faults import Location
from loaders.records import DocumentRecord
from loaders.recordset import Entry, RecordSet
from ontology.errors import Finding, Text

__all__ = [
    "MAX_WORDS",
    "QuoteCheck",
    "QuoteIndex",
    "Skipped",
    "find_quote",
    "quote_findings",
    "word_count",
]

MAX_WORDS: Final = 15

# Stands for a hyphen at the end of a line: matches nothing, or a hyphen.
_BREAK: Final = "\x01"
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("’‘ʼ′‛", "'"))

_REMOVED: Final = re.compile(
    r"""
    !?\[(?=[^\[\]\n]*\]\()        # opening of a link; its text stays
  | (?<=\S)\]\([^()\n]*\)         # address of a link
  | \^\{ | (?<=\w)\}              # 1^{er}; the letters stay
  | [*_`\u200b\ufeff]             # emphasis and code; signs nobody sees
  | \u00ad(?![ \t]*\r?\n)         # a soft hyphen that breaks no line
  | (?m:^)[ \t]*(?:\#{1,6}(?=\s)|>|[-+](?=\s))   # headings, quotations, list marks
    """,
    re.VERBOSE,
)
_LINE_HYPHEN: Final = re.compile(r"(?<=[\w'’])[-\u2010\u00ad][ \t]*\r?\n[ \t]*(?=[\w'’])")
_CLUSTER: Final = re.compile(r"\s+|[^\s][\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff]*")


def word_count(quote: str) -> int:
    """Return how many words a quote has: runs that hold a letter or a digit."""
    return sum(any(sign.isalnum() for sign in run) for run in quote.split())


def find_quote(quote: str, text: str) -> tuple[int, int, int] | None:
    """Return start, end (characters from 0) and line (from 1) of the first match, or None."""
    return next(QuoteIndex(text).find_all(quote), None)


class QuoteIndex:
    """A text prepared for finding many quotes in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded, self._places = _folded(text)
        self._newlines = [match.start() for match in re.finditer("\n", text)]

    def find_all(self, quote: str) -> Iterator[tuple[int, int, int]]:
        """Yield start, end and line of every match, in the order of the text."""
        wanted, _ = _folded(quote.strip())
        if not word_count(wanted):
            return
        for match in _pattern(wanted).finditer(self._folded):
            first, last = self._places[match.start()], self._places[match.end() - 1]
            yield first[0], last[1], self._line(first[0])

    def _line(self, offset: int) -> int:
        low, high = 0, len(self._newlines)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self._newlines[middle] < offset else (low, middle)
        return low + 1


def _folded(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text as compared, and for each of its characters where it stands."""
    gaps = sorted(
        [(match.span(), _BREAK) for match in _LINE_HYPHEN.finditer(text)]
        + [(match.span(), "") for match in _REMOVED.finditer(text)]
    )
    signs: list[str] = []
    places: list[tuple[int, int]] = []
    position = 0
    for (start, end), instead in [*gaps, ((len(text), len(text)), "")]:
        if start < position:
            continue
        for match in _CLUSTER.finditer(text, position, start):
            for sign in _compared(match.group()):
                # A space on each side of a removed mark is one space.
                if sign != " " or (signs and signs[-1] != " "):
                    signs.append(sign)
                    places.append(match.span())
        if instead:
            signs.append(instead)
            places.append((start, end))
        position = end
    return "".join(signs).rstrip(" "), places


def _compared(cluster: str) -> str:
    if cluster.isspace():
        return " "
    # A character may normalise to several, spaces among them ("´" is a space and an accent).
    return " ".join(unicodedata.normalize("NFKC", cluster).translate(_APOSTROPHES).split())


def _pattern(wanted: str) -> re.Pattern[str]:
    """Return what finds `wanted` at word edges, whatever the line breaks of the text."""
    pieces = []
    for sign in wanted:
        if sign in {"-", _BREAK}:
            pieces.append(f"(?:-|{_BREAK})" if sign == "-" else f"(?:-|{_BREAK}|)")
        else:
            pieces.append(re.escape(sign))
    body = f"{_BREAK}?".join(pieces)
    head = r"(?<![^\W_])" if wanted[0].isalnum() else ""
    tail = r"(?![^\W_])" if wanted[-1].isalnum() else ""
    return re.compile(head + body + tail)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A document whose quotes were not checked, with how many there are and why."""

    document: str
    passages: int
    why: Text


class QuoteCheck(NamedTuple):
    """How many passages were checked, what was skipped, and what is wrong."""

    checked: int
    skipped: tuple[Skipped, ...]
    findings: tuple[Finding, ...]


def quote_findings(records: RecordSet, sources: Path | None) -> QuoteCheck:
    """Re-find every passage at its recorded line and offset, where its source is at hand.

    A source is at hand when `sources` holds a file of the recorded name; another SHA-256
    than the recorded one is a finding, and then no quote of the document is checked.
    """
    checked = 0
    skipped: list[Skipped] = []
    findings: list[Finding] = []
    for entry in records.entries:
        document = entry.record
        if not isinstance(document, DocumentRecord):
            continue
        path = sources / document.file if sources else None
        if path is None or not path.is_file():
            skipped.append(Skipped(document.document, len(document.passages), _ABSENT))
            continue
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != document.sha256:
            findings.append(entry.spot(("sha256",)).fault("source-changed", *_CHANGED, path.name))
            skipped.append(Skipped(document.document, len(document.passages), _OTHER))
            continue
        checked += len(document.passages)
        findings += _misplaced(entry, document, data.decode("utf-8", errors="replace"))
    return QuoteCheck(checked, tuple(skipped), tuple(findings))


def _misplaced(entry: Entry, document: DocumentRecord, text: str) -> Iterator[Finding]:
    index = QuoteIndex(text)
    for number, passage in enumerate(document.passages):
        location: Location = ("passages", number)
        found = [(start, line) for start, _, line in index.find_all(passage.quote)]
        if not found:
            yield entry.spot((*location, "quote")).fault("quote-absent", *_LOST, passage.quote)
        elif (passage.offset, passage.line) not in found:
            yield entry.spot((*location, "offset")).fault(
                "quote-elsewhere", _ELSEWHERE, _places(found), passage.quote
            )


def _places(found: Sequence[tuple[int, int]]) -> Text:
    shown = [f"line: {line}, offset: {start}" for start, line in found[:3]]
    return Text(f"Écrivez « {' » ou « '.join(shown)} ».", f"Write “{'” or “'.join(shown)}”.")


_ABSENT = Text("le document n'est pas à portée", "the document is not at hand")
_OTHER = Text("le fichier n'est pas celui qui a été lu", "the file is not the one that was read")
_CHANGED = (
    Text(
        "Le fichier source n'a pas l'empreinte enregistrée.",
        "The source file does not have the recorded digest.",
    ),
    Text(
        "Retrouvez le fichier d'origine, ou relisez le document et mettez la fiche à jour.",
        "Find the original file, or read the document again and update the record.",
    ),
)
_LOST = (
    Text("La citation n'est pas dans le document.", "The quote is not in the document."),
    Text("Recopiez-la mot pour mot.", "Copy it word for word."),
)
_ELSEWHERE = Text(
    "La citation est dans le document, mais ailleurs.", "The quote is in the document, elsewhere."
)
