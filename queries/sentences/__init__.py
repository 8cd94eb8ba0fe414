"""Every claim and every figure as one sentence, in French and in English.

The verb follows the status of the link (decision 0010): what is only perceived is never said
as if it were so. A sentence is put together from words kept as data beside this module, and
from the names of the things it speaks of; it is never stored, and nothing is ever invented.
"""

from __future__ import annotations

from queries.sentences.reading import Told, claim_sentences, figure_sentences, sentences_of
from queries.sentences.words import Part, Sentence

__all__ = [
    "Part",
    "Sentence",
    "Told",
    "claim_sentences",
    "figure_sentences",
    "sentences_of",
]
