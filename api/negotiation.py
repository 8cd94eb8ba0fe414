"""Which form and which language a client asks for, by the rules of HTTP.

An absent header accepts everything; a form with weight 0 is refused; among equal weights the
order in which we offer decides. A header that cannot be read is treated as absent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

__all__ = ["chosen", "language_of", "wants_html"]

_WEIGHT: Final = re.compile(r"\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", re.IGNORECASE)

# A longer header is not a preference.
_LONGEST: Final = 1000


def _weights(header: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in header[:_LONGEST].split(","):
        name, *parameters = part.split(";")
        weight = 1.0
        for parameter in parameters:
            match = _WEIGHT.fullmatch(parameter)
            if match:
                weight = float(match.group(1))
        if name.strip():
            found[name.strip().lower()] = weight
    return found


def chosen(accept: str, offered: Sequence[str]) -> str | None:
    """Return the media type of `offered` that `accept` likes best, None if it refuses all."""
    weights = _weights(accept) or {"*/*": 1.0}

    def weight(media_type: str) -> float:
        family = f"{media_type.partition('/')[0]}/*"
        for name in (media_type, family, "*/*"):
            if name in weights:
                return weights[name]
        return 0.0

    best = max(offered, key=weight)
    return best if weight(best) > 0 else None


def wants_html(accept: str) -> bool:
    """Tell whether a person's browser asks: only those name `text/html`."""
    return _weights(accept).get("text/html", 0.0) > 0


def language_of(header: str) -> str:
    """Return "en" when English is liked better than French, else "fr"."""
    weights: dict[str, float] = {}
    for tag, weight in _weights(header).items():
        language = tag.partition("-")[0]
        weights[language] = max(weight, weights.get(language, 0.0))
    other = weights.get("*", 0.0)
    return "en" if weights.get("en", other) > weights.get("fr", other) else "fr"
