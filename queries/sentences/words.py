"""What a sentence is made of: parts, some of which name a thing, and phrases with an article.

Kept apart so that a page can link the names, and a test can look at the words around them: a
title such as "les alliances qui changent les territoires" is a name, not something we say.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["Part", "Phrase", "Sentence", "capital", "data", "lowered"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence; `iri` is the thing it names, "" for our own words."""

    text: str
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name with the article it takes; `article` ends where the name begins ("le ", "l'").

    `gender` is "m", "f", or "" where nobody told; a plural phrase takes a plural verb.
    """

    article: str
    words: str
    iri: str = ""
    gender: str = ""
    plural: bool = False

    @property
    def parts(self) -> tuple[Part, ...]:
        """The phrase as it stands where no preposition changes its article."""
        named = Part(self.words, self.iri)
        return (Part(self.article), named) if self.article else (named,)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, then where it was read; `voice` names the wording its status asked for.

    `asked` says the same link without its status, for a room that is to guess it; empty where
    there is no status to guess.
    """

    parts: tuple[Part, ...]
    source: tuple[Part, ...] = ()
    voice: str = ""
    asked: tuple[Part, ...] = ()

    @property
    def text(self) -> str:
        """The sentence alone."""
        return "".join(part.text for part in self.parts)

    @property
    def cited(self) -> str:
        """The sentence and its source, for where it travels alone."""
        return "".join(part.text for part in (*self.parts, *self.source))

    @property
    def frame(self) -> str:
        """Our own words, without any name: what the lists of verbs are about."""
        return "".join(part.text if not part.iri else "…" for part in self.parts)


def capital(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return the parts with a capital first letter and neighbours of our own words joined."""
    joined: list[Part] = []
    for part in parts:
        if joined and not part.iri and not joined[-1].iri:
            joined[-1] = Part(joined[-1].text + part.text)
        elif part.text:
            joined.append(part)
    if joined:
        first = joined[0]
        joined[0] = Part(first.text[:1].upper() + first.text[1:], first.iri)
    return tuple(joined)


def lowered(name: str) -> str:
    """Return a concept's name as it stands inside a sentence, unless it is a code (RSE, R&D)."""
    return name[:1].lower() + name[1:] if name[1:2].islower() or name[1:2] in "'’-" else name


@cache
def data(name: str, language: str) -> Mapping[str, Any]:
    """Return one file of words kept beside this module, read once."""
    text = (files("queries") / "sentences" / f"{name}.{language}.json").read_text("utf-8")
    held: Mapping[str, Any] = json.loads(text)
    return held
