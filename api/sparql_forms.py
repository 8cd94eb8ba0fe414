"""The forms an answer may take, by the client's Accept header; a closed table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from api.negotiation import chosen

__all__ = ["TABLES", "TRIPLES", "Form", "table_form", "triples_form"]

# Characters of an Accept header whose choice is remembered; programs send few different ones.
_KEPT: Final = 300

# Media type -> form, as workers name it; the first is what a client without a wish is given.
TABLES: Final = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
TRIPLES: Final = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
    "application/trig": "trig",
}


@dataclass(frozen=True, slots=True)
class Form:
    """A media type as the client named it, and the form behind it; both "" when none fits."""

    media_type: str
    name: str

    @property
    def content_type(self) -> str:
        """The value of the Content-Type header."""
        kept = self.media_type.startswith("text/")
        return f"{self.media_type}; charset=utf-8" if kept else self.media_type


def table_form(accept: str) -> Form:
    """Return the form of TABLES that `accept` likes best."""
    return _form(accept, "table") if len(accept) <= _KEPT else _best(accept, TABLES)


def triples_form(accept: str) -> Form:
    """Return the form of TRIPLES that `accept` likes best."""
    return _form(accept, "triples") if len(accept) <= _KEPT else _best(accept, TRIPLES)


@lru_cache(maxsize=256)
def _form(accept: str, kind: str) -> Form:
    return _best(accept, TABLES if kind == "table" else TRIPLES)


def _best(accept: str, offered: dict[str, str]) -> Form:
    media_type = chosen(accept, tuple(offered)) or ""
    return Form(media_type, offered.get(media_type, ""))
