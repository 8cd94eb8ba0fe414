"""From a name in the graph to a phrase a sentence can hold: its article, gender and number.

The graph names things without articles. What the first word of a name is tells which one it
takes; the few names that break the rule are written out. A name of which nothing is known is
put behind the word for its kind ("la ressource X"), which is always right, if less handsome.
"""

from __future__ import annotations

import re
from typing import Any, Final, cast

from ontology.errors import Text
from ontology.iris import iri_of
from queries.sentences.words import Phrase, data, lowered

__all__ = ["bare", "named", "spelled"]

_ARTICLES: Final = ("le ", "la ", "les ", "l'", "Le ", "the ", "un ", "une ", "des ", "a ", "an ")
_DEFINITE: Final = {"m": "le ", "f": "la ", "mp": "les ", "fp": "les "}
_INDEFINITE: Final = {"m": "un ", "f": "une ", "mp": "des ", "fp": "des "}
_INFINITIVE: Final = re.compile(r"[a-zà-ÿ]{2,}(?:er|ir|re)\b")
_VOWEL: Final = re.compile(r"[aeiouyàâéèêëîïôùûh]", re.IGNORECASE)


def spelled(code_and_words: str, iri: str = "") -> Phrase:
    """Read a phrase of the data: `fp les alliances`, `p mayors`."""
    code, _, words = code_and_words.partition(" ")
    article = next((one for one in _ARTICLES if words.startswith(one)), "")
    return Phrase(
        article,
        words[len(article) :],
        iri,
        gender=code[0] if code[0] in "mf" else "",
        plural=code.endswith("p"),
    )


def named(reference: str, name: Text, language: str, *, agreeing: bool = False) -> Phrase:
    """Return the phrase for what `reference` (`scheme/slug`, `type/slug`) names.

    `agreeing` asks for a phrase with a gender, be it that of the word for its kind.
    """
    iri, lexicon = iri_of(reference), data("lexicon", language)
    if reference in lexicon["phrases"]:
        return spelled(lexicon["phrases"][reference], iri)
    if language == "fr":
        return _french(lexicon, reference, name.fr, iri, agreeing=agreeing)
    return _english(lexicon, reference, name, iri)


def bare(reference: str, name: Text, language: str) -> Phrase:
    """Return the phrase without article: what a role or a form is called."""
    phrase = named(reference, name, language)
    words = name.in_language(language)
    return Phrase("", lowered(words), phrase.iri, phrase.gender, phrase.plural)


def _french(lexicon: Any, reference: str, name: str, iri: str, *, agreeing: bool) -> Phrase:
    kind = reference.partition("/")[0]
    policy = lexicon["named"]
    inner = name if kind in {"organisation", "person"} else lowered(name)
    code = _code(lexicon, inner)
    if kind not in policy["always"] and code:
        articles = _INDEFINITE if kind in policy["indefinite"] else _DEFINITE
        article = articles[code]
        if article in {"le ", "la "} and _elides(inner):
            article = "l'"
        return Phrase(article, inner, iri, code[0], code.endswith("p"))
    if not lexicon["kinds"].get(kind) or (kind == "organisation" and not agreeing):
        return Phrase("", name, iri)
    return _behind_kind(lexicon["kinds"][kind], inner, name, kind, iri)


def _behind_kind(spelled_kind: str, inner: str, name: str, kind: str, iri: str) -> Phrase:
    head = spelled(spelled_kind)
    of = ""
    if kind == "need" and _INFINITIVE.match(inner):
        of = "d'" if _elides(inner) else "de "
    proper = kind in {"alliance", "case", "territory", "organisation", "document"}
    words = f"{head.words} {of}{name if proper else inner}"
    return Phrase(head.article, words, iri, head.gender, head.plural)


def _code(lexicon: Any, inner: str) -> str:
    word = re.split(r"[\s,:’]", inner.lower(), maxsplit=1)[0]
    return cast("str", lexicon["heads"].get(word, ""))


def _elides(word: str) -> bool:
    return bool(_VOWEL.match(word)) and not word.lower().startswith(("haut", "handicap", "hors"))


def _english(lexicon: Any, reference: str, name: Text, iri: str) -> Phrase:
    kind = reference.partition("/")[0]
    policy = lexicon["named"]
    plural = named(reference, name, "fr").plural
    proper = kind in {"organisation", "person", "period", "territory"}
    inner = name.en if proper or name.en.startswith("Le ") else lowered(name.en)
    if kind in policy["always"]:
        head = spelled(lexicon["kinds"][kind])
        shown = name.en if kind in {"alliance", "case", "document"} else inner
        return Phrase(head.article, f"{head.words} {shown}", iri, plural=False)
    if kind in policy["indefinite"] and not plural:
        return Phrase("an " if inner[:1] in "aeio" else "a ", inner, iri)
    first = re.split(r"[\s,:]", name.en.lower(), maxsplit=1)[0]
    if lexicon["kinds"].get(kind) is not None and not proper and _takes_the(lexicon, first):
        return Phrase("the ", inner, iri, plural=plural)
    return Phrase("", inner, iri, plural=plural)


def _takes_the(lexicon: Any, first: str) -> bool:
    return first.startswith("“") or first in lexicon["heads"]
