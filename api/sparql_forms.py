"""The forms an answer may take, by the client's Accept header; a closed table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from api.negotiation import chosen

__all__ = ["TABLES", "TRIPLES", "Form", "form_of"]

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


def form_of(accept: str, offered: dict[str, str]) -> Form:
    """Return the form of `offered` that `accept` likes best."""
    media_type = chosen(accept, tuple(offered)) or ""
    return Form(media_type, offered.get(media_type, ""))
