"""How words are compared: without accents, case, elision or French endings.

One word has two forms: its stem, by the Snowball stemmer for French and then without
accents, and its plain form, only folded, which slips and beginnings are measured against.
English text passes the same way: its plurals fall together and nothing is lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

__all__ = ["PLAIN", "STEMMED", "WORD", "Word", "plain", "stemmed", "words_of"]

# The names the two analysers bear in the index.
STEMMED: Final = "stemmed"
PLAIN: Final = "plain"

WORD: Final = re.compile(r"\w+")

# Words that join others. They are left out of a search unless it holds nothing else.
# fmt: off
_JOINING: Final = frozenset(
    (
        "a", "au", "aux", "avec", "ce", "ces", "cette", "d", "dans", "de", "des", "du", "elle",
        "en", "est", "et", "il", "l", "la", "le", "les", "leur", "leurs", "mais", "n", "ne", "on",
        "ont", "ou", "par", "pas", "pour", "qu", "que", "qui", "s", "sa", "sans", "se", "ses",
        "son", "sont", "sur", "un", "une", "y",
        "an", "and", "are", "as", "at", "by", "for", "from", "in", "is", "it", "of", "or", "that",
        "the", "to", "was", "what", "which", "who", "with",
    )
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a search: `plain` as typed and folded, `stem` what it is compared by."""

    plain: str
    stem: str


@cache
def stemmed() -> TextAnalyzer:
    """Return the analyser of stems; the stemmer needs the accents, so they go last."""
    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.lowercase())
        .filter(Filter.stemmer("french"))
        .filter(Filter.ascii_fold())
        .build()
    )


@cache
def plain() -> TextAnalyzer:
    """Return the analyser of plain forms."""
    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
        .build()
    )


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a search, each once, joining words left out when others remain."""
    found = {}
    for written in WORD.findall(text):
        forms, stems = plain().analyze(written), stemmed().analyze(written)
        for form, stem in zip(forms, stems, strict=True):
            found[form] = Word(form, stem)
    telling = [word for form, word in found.items() if form not in _JOINING]
    return tuple(telling or found.values())
