"""Tools and courses: for whom, for which need, at which level, in which form, on what.

What a resource is for is a claim, shown with its status: a tool meant for an audience has not
shown that it serves it. One that a source only announces is marked so. Filters keep to what
the record says; a resource of which nothing is said passes none of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from explorer.claims import status_named
from explorer.facets import Facet
from explorer.models import Link, Status
from explorer.paging import Paging, paging
from explorer.paths import page_path, web_address
from explorer.reading import Reading, Words
from explorer.statements import link_to
from ontology.iris import concept, reference_of, thing
from ontology.terms import AL, RDF

__all__ = ["FACETS", "Tool", "Tools", "Use", "tools_of"]

PAGE: Final = 30
FACETS: Final = ("format", "public", "besoin", "niveau", "sujet", "annonce")
_AUDIENCES: Final = ("group", "actor-type")
_TOPICS: Final = ("presente", "analyse", "definit", "illustre", "vise", "permet", "couvre")
_FORWARD: Final = ("s-adresse-a", "repond-a", "se-decline-en", *_TOPICS)
_WHOLES: Final = ("est-compose-de", "met-a-disposition", "se-decline-en")
_PARTS: Final = ("s-inscrit-dans",)
_RESOURCES: Final = f"SELECT ?x WHERE {{ ?x {RDF.type} {AL.Resource} }}"
_LINKS: Final = f"""
SELECT ?l ?x ?r ?o ?s WHERE {{
  VALUES ?r {{ }}
  ?l {AL.relation} ?r ; {AL.linkStatus} ?s ; {AL.subject} ?x ; {AL.object} ?o .
}}
"""


@dataclass(frozen=True, slots=True)
class Use:
    """One link of a resource: what it leads to, how it is known, and the page that proves it."""

    link: Link
    reference: str
    status: Status
    proof: str


@dataclass(frozen=True, slots=True)
class Tool:
    """One resource; `uses` holds its links by facet, `within` what it is a part of."""

    link: Link
    kind: Words
    kind_slug: str
    announced: bool
    website: str
    uses: Mapping[str, tuple[Use, ...]]
    within: tuple[Use, ...]

    def values(self, facet: str) -> frozenset[str]:
        """Return the values by which `facet` keeps this resource."""
        if facet == "format":
            return frozenset({f"resource-kind/{self.kind_slug}"} if self.kind_slug else ())
        if facet == "annonce":
            return frozenset({"oui" if self.announced else "non"})
        return frozenset(one.reference for one in self.uses.get(facet, ()))


@dataclass(frozen=True, slots=True)
class Tools:
    """One page of resources: `total` pass the filters, `held` exist."""

    rows: tuple[Tool, ...]
    total: int
    held: int
    facets: Mapping[str, tuple[Facet, ...]]
    paging: Paging


def tools_of(reading: Reading, asked: Mapping[str, str], answers: Mapping[str, str]) -> Tools:
    """Return the resources by kind and name, narrowed by `FACETS` and paged by `page`.

    `answers` gives the words for "oui" and "non" of the facet `annonce`.
    """
    every = _tools(reading)
    at = {facet: asked.get(facet, "") for facet in FACETS}
    kept = [one for one in every if _passes(one, at)]
    base = f"/{reading.language}/outils"
    place = paging(asked.get("page", "1"), len(kept), PAGE, lambda page: _href(base, at, page))
    return Tools(
        rows=place.part(kept),
        total=len(kept),
        held=len(every),
        facets={facet: _facet(reading, at, every, facet, answers) for facet in FACETS},
        paging=place,
    )


def _passes(one: Tool, at: Mapping[str, str]) -> bool:
    return all(not value or value in one.values(facet) for facet, value in at.items())


def _facet(
    reading: Reading,
    at: Mapping[str, str],
    every: list[Tool],
    facet: str,
    answers: Mapping[str, str],
) -> tuple[Facet, ...]:
    """Return the values of a facet among what the other filters keep, most frequent first."""
    base = f"/{reading.language}/outils"
    others = {**at, facet: ""}
    counted = Counter(value for one in every if _passes(one, others) for value in one.values(facet))
    return tuple(
        Facet(
            words=Words(answers[value], reading.language)
            if facet == "annonce"
            else reading.label(_iri_of(value)),
            number=number,
            href=_href(base, {**at, facet: "" if at[facet] == value else value}, 1),
            current=at[facet] == value,
        )
        for value, number in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _href(base: str, at: Mapping[str, str], page: int) -> str:
    asked = {name: value for name, value in at.items() if value}
    if page > 1:
        asked["page"] = str(page)
    return f"{base}?{urlencode(asked, safe='/')}" if asked else base


def _iri_of(reference: str) -> str:
    kind, _, slug = reference.partition("/")
    return thing(kind, slug) if kind == "resource" else concept(kind, slug)


def _tools(reading: Reading) -> list[Tool]:
    iris = reading.iris(_RESOURCES)
    held = frozenset(iris)
    reading.gather(iris)
    uses: dict[str, dict[str, list[Use]]] = {iri: {} for iri in iris}
    links = [one for one in _links(reading) if held & {one[1], one[3]}]
    reading.name_all(iri for one in links for iri in (one[1], one[3]))
    for link, source, relation, target, status in links:
        for owner, facet, other in _where_told(relation.rpartition("/")[2], source, target):
            if owner in held:
                made = Use(
                    link=link_to(reading, other),
                    reference=reference_of(other) or "",
                    status=status_named(reading, status),
                    proof=page_path(link, reading.language),
                )
                uses[owner].setdefault(facet, []).append(made)
    return sorted(
        (_tool(reading, iri, uses[iri]) for iri in iris),
        key=lambda one: (one.kind.text.casefold(), one.link.words.text.casefold()),
    )


def _where_told(relation: str, source: str, target: str) -> Iterator[tuple[str, str, str]]:
    """Yield where a link is told: of which resource, in which facet, and naming what."""
    if facet := _facet_of(relation, target):
        yield source, facet, target
    if relation == "se-decline-en":
        # A variant is kept by its own level, as what it varies is.
        yield target, "niveau", target
    if relation in _WHOLES:
        yield target, "within", source
    if relation in _PARTS:
        yield source, "within", target


def _links(reading: Reading) -> list[tuple[str, ...]]:
    relations = sorted({*_FORWARD, *_WHOLES, *_PARTS})
    return reading.iri_rows(_LINKS, r=(concept("relation", slug) for slug in relations))


def _facet_of(relation: str, target: str) -> str:
    """Return the facet that a link of a resource speaks to, "" for none."""
    scheme = (reference_of(target) or "").partition("/")[0]
    if relation == "s-adresse-a":
        return "public" if scheme in _AUDIENCES else ""
    if relation == "repond-a" or (scheme == "need" and relation in _TOPICS):
        return "besoin"
    if relation == "se-decline-en":
        return "niveau"
    return "sujet" if relation in _TOPICS and f"/scheme/{scheme}/" in target else ""


def _tool(reading: Reading, iri: str, uses: Mapping[str, list[Use]]) -> Tool:
    facts = reading.facts(iri)
    kind = facts.thing(AL.resourceKind) or ""
    return Tool(
        link=link_to(reading, iri),
        kind=reading.label(kind) if kind else Words(""),
        kind_slug=kind.rpartition("/")[2],
        announced=facts.text(AL.announcedOnly) == "true",
        website=web_address(facts.text(AL.website)),
        uses={facet: tuple(many) for facet, many in uses.items() if facet != "within"},
        within=tuple(uses.get("within", ())),
    )
