"""The first page: what this is, what is inside by kind, and how what is claimed is known.

Counts say how much was recorded, never how often something happens: the page says so beside
them. Items whose phrase is still to be found are counted apart from what has a quotation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from explorer.claims import STATUSES, status_named
from explorer.kinds import counts
from explorer.models import Link, Status
from explorer.paths import list_path
from explorer.reading import Reading
from explorer.sections import SECTIONS
from explorer.statements import link_to
from ontology.iris import concept
from ontology.terms import AL, SKOS

__all__ = ["READY", "Home", "StatusCount", "VocabularyCount", "home_of", "vocabularies_of"]

# Questions a visitor may open at once: a message each, and the view that answers it.
READY: Final = (
    ("ready.1", "/chercher?domain=emploi-chomage-insertion&impact=confiance&kind=claim"),
    ("ready.2", "/chercher?q=87+maires"),
    (
        "ready.3",
        "/chercher?category=mecenat&impact=confiance&kind=claim&status=percu&status=affirme",
    ),
    ("ready.4", "/contradictions"),
    ("ready.5", "/chercher?territory=bretagne&kind=case"),
    ("ready.6", "/chercher?status=observe&kind=claim"),
)

# The three doors: entries of the map in the order they are wished for, those that exist.
_DOORS: Final = ("chercher", "preuves", "atelier", "donnees")

_RESOURCES: Final = concept("relation", "mobilise")
_BY_STATUS: Final = f"""
SELECT ?status ?quote ?relation (COUNT(DISTINCT ?c) AS ?n) WHERE {{
  ?c {AL.claimMode} ?mode .
  ?c {AL.relation} ?relation .
  ?c {AL.partOfLink} ?link .
  ?link {AL.linkStatus} ?status .
  ?c {AL.hasEvidence} ?e .
  ?e {AL.quoteStatus} ?quote .
}} GROUP BY ?status ?quote ?relation
"""
_SCHEMES: Final = (
    f"SELECT ?scheme (COUNT(DISTINCT ?c) AS ?n) WHERE {{ ?c {SKOS.inScheme} ?scheme }} "
    "GROUP BY ?scheme"
)


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many claims have one status: with a quotation, and with a phrase to find."""

    status: Status
    quoted: int
    to_find: int
    quoted_href: str
    to_find_href: str


@dataclass(frozen=True, slots=True)
class VocabularyCount:
    """One concept scheme and how many concepts it holds."""

    link: Link
    count: int


@dataclass(frozen=True, slots=True)
class Home:
    """What the first page shows; `resources` counts what is put in, which is no impact.

    `doors` are (message, address) pairs, three at most; `ready` are (message, address) pairs.
    """

    doors: tuple[tuple[str, str], ...]
    ready: tuple[tuple[str, str], ...]

    counts: dict[str, int]
    statuses: tuple[StatusCount, ...]
    resources: int
    vocabularies: tuple[VocabularyCount, ...]


def home_of(reading: Reading) -> Home:
    """Return the first page of what `reading` sees."""
    tally: dict[tuple[str, str], int] = {}
    resources = 0
    for status, quote, relation, amount in reading.rows(_BY_STATUS):
        if not isinstance(amount, Literal):
            continue
        if isinstance(relation, NamedNode) and relation.value == _RESOURCES:
            resources += int(amount.value)
            continue
        key = (_slug(status), _slug(quote))
        tally[key] = tally.get(key, 0) + int(amount.value)
    return Home(
        doors=_doors(reading.language),
        ready=tuple((message, f"/{reading.language}{path}") for message, path in READY),
        counts=counts(reading),
        statuses=tuple(_status(reading, slug, tally) for slug in STATUSES),
        resources=resources,
        vocabularies=vocabularies_of(reading),
    )


def _doors(language: str) -> tuple[tuple[str, str], ...]:
    pages = {section.key: section.pages for section in SECTIONS}
    paths = {key: pages[key][0].path for key in _DOORS if pages[key]}
    # Whoever looks for a case is led to cases, not to everything.
    paths["chercher"] = "/chercher?kind=case"
    return tuple((f"door.{key}", f"/{language}{path}") for key, path in paths.items())[:3]


def _slug(term: object) -> str:
    return term.value.rpartition("/")[2] if isinstance(term, NamedNode) else ""


def _status(reading: Reading, slug: str, tally: dict[tuple[str, str], int]) -> StatusCount:
    return StatusCount(
        status=status_named(reading, concept("status", slug)),
        quoted=tally.get((slug, "found"), 0),
        to_find=tally.get((slug, "to-find"), 0),
        quoted_href=list_path(reading.language, "claim", status=slug, quote="found"),
        to_find_href=list_path(reading.language, "claim", status=slug, quote="to-find"),
    )


def vocabularies_of(reading: Reading) -> tuple[VocabularyCount, ...]:
    """Return every scheme that holds a concept, by name."""
    found = [
        (iri.value, int(amount.value))
        for iri, amount in reading.rows(_SCHEMES)
        if isinstance(iri, NamedNode) and isinstance(amount, Literal)
    ]
    reading.name_all(iri for iri, _ in found)
    listed = [VocabularyCount(link_to(reading, iri), amount) for iri, amount in found]
    return tuple(sorted(listed, key=lambda one: one.link.words.text.casefold()))
