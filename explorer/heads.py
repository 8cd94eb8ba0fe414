"""The head of every page: its title, the way to it, and what machines are offered."""

from __future__ import annotations

from typing import Final

from explorer.impact_standard import CIDS
from explorer.messages import Messages
from explorer.models import Crumb, Head, Link
from explorer.paths import data_path, list_path, page_path
from explorer.reading import Facts, Reading, Words
from ontology.iris import BASE, reference_of
from ontology.terms import AL, DCTERMS, RDF, SKOS

__all__ = ["FORMATS", "head_of", "plain_head"]

# Extension of each machine-readable form, in the order offered.
FORMATS: Final = ("ttl", "jsonld", "nt")

_PLAIN: Final = frozenset(
    node.value for node in (AL.Organisation, AL.PublicInterestStructure, AL.Claim, AL.Alliance)
)


def plain_head(
    messages: Messages,
    title: str,
    path: str,
    *,
    lede: str = "",
    crumbs: tuple[Crumb, ...] = (),
    eyebrow: str = "",
) -> Head:
    """Return the head of a page that is not about one thing.

    `path` is what follows the language: "" for the first page, `/case` for a list.
    """
    other = "en" if messages.language == "fr" else "fr"
    return Head(
        title=Words(title, messages.language),
        path=f"/{messages.language}{path}",
        twin=f"/{other}{path}",
        eyebrow=eyebrow,
        lede=Words(lede, messages.language) if lede else None,
        crumbs=crumbs,
    )


def head_of(reading: Reading, messages: Messages, facts: Facts) -> Head:
    """Return the head of the page about one thing or concept."""
    language = reading.language
    reference = reference_of(facts.iri) or ""
    kind = reference.partition("/")[0]
    title = reading.label(facts.iri)
    eyebrow = (
        reading.label(f"{BASE}scheme/{kind}").text
        if facts.iri.startswith(f"{BASE}scheme/")
        else _eyebrow(reading, messages, kind, facts)
    )
    return Head(
        title=title,
        path=page_path(facts.iri, language),
        twin=page_path(facts.iri, "en" if language == "fr" else "fr"),
        eyebrow=eyebrow,
        lede=_lede(facts, language),
        crumbs=(*_above(reading, messages, kind, facts), Crumb(title)),
        reference=reference,
        iri=facts.iri,
        formats=tuple(
            Link(Words(messages(f"format.{extension}")), data_path(facts.iri, extension))
            for extension in (*FORMATS, *((CIDS,) if kind == "case" else ()))
        ),
    )


def _above(reading: Reading, messages: Messages, kind: str, facts: Facts) -> tuple[Crumb, ...]:
    """Return the pages that lead to the thing: its list, or its vocabulary."""
    language = reading.language
    if not facts.iri.startswith(f"{BASE}scheme/"):
        many = messages(f"kind.{kind}.many")
        return (Crumb(Words(many, language), list_path(language, kind)),)
    if kind == "territory":
        return (Crumb(Words(messages("places.title"), language), f"/{language}/territoires"),)
    return (
        Crumb(Words(messages("nav.vocabularies"), language), f"/{language}/scheme"),
        Crumb(reading.label(f"{BASE}scheme/{kind}"), f"/{language}/scheme/{kind}"),
    )


def _eyebrow(reading: Reading, messages: Messages, kind: str, facts: Facts) -> str:
    """Return the kind of a thing, with its exact class where that says more."""
    name = messages(f"kind.{kind}.one")
    if kind not in {"organisation", "alliance"}:
        return name
    exact = [
        reading.label(iri).text
        for iri in facts.things(RDF.type)
        if iri.startswith(BASE) and iri not in _PLAIN and reading.named(iri)
    ]
    return f"{name} · {exact[0]}" if exact else name


def _lede(facts: Facts, language: str) -> Words | None:
    for prop in (SKOS.definition, DCTERMS.description):
        words = facts.words(prop, language)
        if words:
            return words
    return None
