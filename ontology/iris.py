"""Which IRI names a thing, and how an IRI reads as a short reference.

Every IRI of the project is minted here, so that the base can be changed in one line before
it is registered. Slugs are ASCII, never change and are never reused. This module refuses
anything that would not be a safe path segment: it builds no IRI from raw text.

A *reference* is the short form used in records, parameters and URLs: `scheme/slug` for a
concept (`impact/performance`) and `type/slug` for a thing (`organisation/le-rameau`).
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

from ontology.errors import Text, VocabularyError

__all__ = [
    "BASE",
    "NS",
    "SCHEMES",
    "THING_TYPES",
    "catalog",
    "concept",
    "digest",
    "graph",
    "iri_of",
    "reference_of",
    "scheme",
    "term",
    "thing",
]

# To be registered by the owner at w3id.org; nothing is served from there yet.
BASE: Final = "https://w3id.org/alliances-kg/"
NS: Final = f"{BASE}ns#"

# English type words, as `id/<type>/<slug>`. The order is the order of pages and counts.
THING_TYPES: Final = (
    "case",
    "alliance",
    "participation",
    "assignment",
    "organisation",
    "person",
    "document",
    "webpage",
    "programme",
    "study",
    "scope",
    "event",
    "resource",
    "innovation",
    "passage",
    "selector",
    "figure",
    "dataset",
    "cell",
    "claim",
    "link",
    "evidence",
    "discrepancy",
    "crossing",
    "search",
    "indicator",
    "indicator-value",
    "comparison",
    "import",
)

# One SKOS scheme each, in ontology/schemes/<scheme>.ttl; `period` is filled from the record.
SCHEMES: Final = (
    "axis",
    "domain",
    "category",
    "impact",
    "mechanism",
    "effect",
    "actor-type",
    "group",
    "territory",
    "territory-level",
    "result-level",
    "mode",
    "status",
    "polarity",
    "evidence-level",
    "quote-status",
    "basis",
    "confidence",
    "caution",
    "indicator-caution",
    "coder",
    "relation",
    "role",
    "question",
    "measure",
    "unit",
    "precision",
    "period",
    "document-kind",
    "event-kind",
    "resource-kind",
    "discrepancy-kind",
    "discrepancy-status",
    "severity",
    "missing-evidence",
    "matrix",
    "gap-type",
    "innovation-step",
    "innovation-phase",
    "innovation-maturity",
    "innovation-dimension",
    "support-lever",
    "shared-stake",
    "evaluation-mode",
    "territorial-dynamic",
    "prism",
    "need",
    "obstacle",
    "performance-model",
    "performance-lever",
    "research-method",
    "notion",
)

_SLUG = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|_[TZ]")


def _checked(slug: str) -> str:
    if _SLUG.fullmatch(slug) and ".." not in slug:
        return slug
    raise VocabularyError(
        Text(f"Identifiant impossible : « {slug} ».", f"Impossible identifier: “{slug}”."),
        Text(
            "Un identifiant ne contient que a-z, 0-9, tiret, point et soulignement.",
            "An identifier holds only a-z, 0-9, hyphen, dot and underscore.",
        ),
    )


def term(name: str) -> str:
    """Return the IRI of a class or property of our ontology."""
    return f"{NS}{name}"


def scheme(name: str) -> str:
    """Return the IRI of a concept scheme; raise VocabularyError if it is not one of SCHEMES."""
    if name in SCHEMES:
        return f"{BASE}scheme/{name}"
    raise VocabularyError(
        Text(f"Liste inconnue : « {name} ».", f"Unknown scheme: “{name}”."),
        Text(f"Listes connues : {', '.join(SCHEMES)}.", f"Known schemes: {', '.join(SCHEMES)}."),
    )


def concept(scheme_name: str, slug: str) -> str:
    """Return the IRI of a concept, whether or not the scheme holds it."""
    return f"{scheme(scheme_name)}/{_checked(slug)}"


def thing(type_name: str, slug: str) -> str:
    """Return the IRI of a thing of one of THING_TYPES."""
    if type_name in THING_TYPES:
        return f"{BASE}id/{type_name}/{_checked(slug)}"
    raise VocabularyError(
        Text(f"Type inconnu : « {type_name} ».", f"Unknown type: “{type_name}”."),
        Text(f"Types connus : {', '.join(THING_TYPES)}.", f"Known: {', '.join(THING_TYPES)}."),
    )


def graph(name: str) -> str:
    """Return the IRI of a named graph: `registry`, `status`, or `source/<slug>`."""
    return f"{BASE}graph/{'/'.join(_checked(part) for part in name.split('/'))}"


def catalog(fragment: str) -> str:
    """Return the IRI of a part of the catalogue: a file read, an activity, a count."""
    return f"{BASE}catalog#{fragment}"


def iri_of(reference: str) -> str:
    """Return the IRI for `impact/performance` or `organisation/le-rameau`."""
    kind, _, slug = reference.partition("/")
    return concept(kind, slug) if kind in SCHEMES else thing(kind, slug)


def reference_of(iri: str) -> str | None:
    """Return the short reference of one of our IRIs, or None for any other IRI."""
    for prefix in (f"{BASE}id/", f"{BASE}scheme/"):
        if iri.startswith(prefix):
            return iri[len(prefix) :]
    return None


def digest(*parts: str) -> str:
    """Return 16 hex digits that depend on the parts and their order only."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
