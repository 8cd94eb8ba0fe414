"""When and where, as a sentence says it: `en 2015`, `le 29 novembre 2016`, `dans le Grand Est`.

A period of the record is written the ISO way in its slug; a place that has no wording of its
own is named as a territory.
"""

from __future__ import annotations

from queries.sentences.words import Part, Phrase, data
from queries.typography import date

__all__ = ["place", "when"]


def when(slug: str, language: str) -> str:
    """Return a period's slug as an adverb: `de mai 2016 à décembre 2016`, `in 2015`."""
    start, _, end = slug.partition("--")
    if end:
        first, last = date(start, language), date(end, language)
        return f"de {first} à {last}" if language == "fr" else f"from {first} to {last}"
    day = start.count("-") == 2
    if language == "fr":
        return f"{'le' if day else 'en'} {date(start, language)}"
    return f"{'on' if day else 'in'} {date(start, language)}"


def place(phrase: Phrase, reference: str, language: str) -> tuple[Part, ...]:
    """Return a territory as an adverb of place, linked by its name."""
    known = data("lexicon", language)["places"].get(reference)
    if known:
        preposition, _, name = known.partition(" ")
        for article in ("le ", "les "):
            if name.startswith(article):
                preposition, name = f"{preposition} {article.strip()}", name[len(article) :]
        return (Part(f"{preposition} "), Part(name, phrase.iri))
    if language == "en":
        return (Part("in "), *phrase.parts)
    return (Part("dans "), *phrase.parts)
