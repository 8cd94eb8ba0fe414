"""The sentences of the interface, one catalogue per language, read once.

The graph speaks for itself in both languages; what the pages add around it stands in
`messages/<language>.json`, so that a translator needs no code. A key that is missing raises
instead of showing an empty place.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from explorer.typography import french, number

__all__ = ["LANGUAGES", "Messages", "read_messages"]

LANGUAGES: Final = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Messages:
    """The catalogue of one language: `language` is "fr" or "en"."""

    language: str
    texts: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Return the sentence `key` with `values` in its braces; raise KeyError if absent."""
        text = self.texts[key]
        return text.format(**values) if values else text

    def count(self, key: str, amount: int, **values: object) -> str:
        """Return the sentence for `amount` things, from the keys `key.one` and `key.many`.

        French counts zero in the singular, English in the plural.
        """
        single = amount in {0, 1} if self.language == "fr" else amount == 1
        form = "one" if single else "many"
        return self(f"{key}.{form}", n=number(amount, self.language), **values)

    def has(self, key: str) -> bool:
        """Tell whether the catalogue holds `key`."""
        return key in self.texts


def read_messages() -> Mapping[str, Messages]:
    """Return the catalogues by language."""
    found: dict[str, Messages] = {}
    for language in LANGUAGES:
        text = (files("explorer") / "messages" / f"{language}.json").read_text(encoding="utf-8")
        texts: dict[str, str] = json.loads(text)
        if language == "fr":
            texts = {key: french(value) for key, value in texts.items()}
        found[language] = Messages(language, MappingProxyType(texts))
    return MappingProxyType(found)
