"""The few rules of French that putting words together needs: contraction, elision, agreement.

Only what the sentences of this room can come across is here. A gender that nobody told is
written out (`perçu(e)`), never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from queries.sentences.words import Part, Phrase

__all__ = ["after", "agreed", "elided", "negated"]

_CONTRACTED: Final = {
    ("à", "le "): "au ",
    ("à", "les "): "aux ",
    ("de", "le "): "du ",
    ("de", "les "): "des ",
    ("de", "des "): "de ",
    ("de", "du "): "du ",
}
_ELIDED: Final = {"de": "d'", "que": "qu'", "ne": "n'"}
# An h that forbids elision, among words a name may begin with.
_ASPIRATED: Final = ("haut", "handicap", "hausse", "hors", "huit", "hameau", "havre")
# "la 11e", "le 8": said with a consonant, or with a pause.
_NOT_ELIDED: Final = ("onze", "oui", "yaourt")


def _opens_with_vowel(text: str) -> bool:
    word = re.sub(r"^[«“\"( ]+", "", text)
    plain = unicodedata.normalize("NFD", word[:8]).encode("ascii", "ignore").decode().lower()
    if plain.startswith((*_ASPIRATED, *_NOT_ELIDED)) or text[:1] in '«“"(':
        return False
    # A run of capitals is spelled out letter by letter: l'ESSEC, but le MEDEF, de PHARE.
    if re.match(r"[A-Z]{2,}", word):
        return word[0] in "AEIOULMNRSFHX" and not re.match(r"[A-Z]+[AEIOUY][A-Z]*", word[1:])
    return plain[:1] in tuple("aeiouh")


def elided(word: str, following: str) -> str:
    """Return `word` as it stands before `following`: `d'` before a vowel, else `de `."""
    return _ELIDED[word] if word in _ELIDED and _opens_with_vowel(following) else f"{word} "


def after(preposition: str, phrase: Phrase) -> tuple[Part, ...]:
    """Return the phrase after a preposition: `au mécénat`, `d'Anne`, `que les alliances`."""
    if not preposition:
        return phrase.parts
    article = phrase.article.lower()
    contracted = _CONTRACTED.get((preposition, article))
    if contracted:
        return (Part(contracted), Part(phrase.words, phrase.iri))
    opening = elided(preposition, phrase.article or phrase.words)
    return (Part(opening), *phrase.parts)


def agreed(text: str, phrase: Phrase) -> str:
    """Return `text` with each `~` as the ending that agrees with `phrase`: perçu, perçues."""
    feminine = {"m": "", "f": "e"}.get(phrase.gender, "(e)")
    return text.replace("~", feminine + ("s" if phrase.plural else ""))


def negated(form: str, *, finite: bool) -> str:
    """Return a form of a verb denied: `ne place pas en priorité`, `ne pas placer`."""
    verb, _, rest = form.partition(" ")
    tail = f" {rest}" if rest else ""
    opening = elided("ne", verb)
    return f"{opening}{verb} pas{tail}" if finite else f"ne pas {form}"
