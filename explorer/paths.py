"""Where a thing's page is, and which addresses may become a link.

Pages link by path, so that a copy of the site works wherever it is put. Only `http` and
`https` addresses become links: `javascript:` and its kin stay text.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from ontology.errors import NotHeldError, Text
from ontology.iris import BASE, reference_of

__all__ = ["data_path", "is_ours", "list_path", "no_such_page", "page_path", "web_address"]

_SAFE: Final = frozenset({"http", "https"})


def is_ours(iri: str) -> bool:
    """Tell whether `iri` is under our base."""
    return iri.startswith(BASE)


def page_path(iri: str, language: str) -> str:
    """Return the path of the page about a thing, concept or scheme, or "" if it has none."""
    reference = reference_of(iri)
    if reference is None:
        return ""
    prefix = "scheme/" if iri.startswith(f"{BASE}scheme/") else ""
    return f"/{language}/{prefix}{quote(reference)}"


def data_path(iri: str, extension: str) -> str:
    """Return the path of the machine-readable description of one of our things."""
    prefix = "scheme/" if iri.startswith(f"{BASE}scheme/") else ""
    return f"/data/{prefix}{quote(reference_of(iri) or '')}.{extension}"


def list_path(language: str, kind: str, **filters: str | int) -> str:
    """Return the path of a list page with the filters that are not empty."""
    asked = {name: value for name, value in filters.items() if value}
    return f"/{language}/{kind}{'?' + urlencode(asked) if asked else ''}"


def no_such_page() -> NotHeldError:
    """Return the error for an address that names nothing we hold."""
    return NotHeldError(
        Text("Cette page n'existe pas.", "This page does not exist."),
        Text(
            "Vérifiez l'adresse, ou repartez de l'accueil.",
            "Check the address, or start again from the first page.",
        ),
    )


def web_address(text: str) -> str:
    """Return `text` when it is an address a link may hold, else ""."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    fit = parts.scheme.lower() in _SAFE and parts.netloc and not set(text) & set('<>"{}|\\^` \n\t')
    return text if fit else ""
