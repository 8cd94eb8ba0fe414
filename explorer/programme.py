"""A programme of studies: what was announced of each step beside what is said to be done.

A source written before the date it gives can only announce; one of the same year leaves open
which it does. A step of which nothing later is known stays "announced": the graph then says
that it does not know, never that it did not happen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from explorer.claims import Claim, claims_of
from explorer.facets import Facet
from explorer.models import Link
from explorer.paths import no_such_page
from explorer.reading import Reading
from explorer.statements import link_to
from ontology.iris import concept, reference_of, thing
from ontology.terms import AL, DCTERMS, OA, RDF

__all__ = ["DELIVERED", "PLANNED", "SCHEDULE", "Programme", "Step", "programme_of", "side_of"]

# The relations of the question "programme-prevu-et-realise", side by side.
PLANNED: Final = ("vise", "s-engage-a", "est-compose-de")
SCHEDULE: Final = ("commence-en", "se-termine-en")
DELIVERED: Final = ("a-lieu-le", "publie-le", "est-source-de", "met-a-disposition")
_FIRST: Final = "plan-quinquennal-2018-2022"
_PROGRAMMES: Final = (
    f"SELECT ?p (COUNT(DISTINCT ?x) AS ?n) WHERE {{ ?p {RDF.type} {AL.Programme} . "
    f"?x {AL.partOfStudy} ?p }} GROUP BY ?p"
)
_CLAIMS: Final = f"""
SELECT DISTINCT ?c ?r ?x ?o WHERE {{
  VALUES ?p {{ }} VALUES ?r {{ }}
  ?x ({AL.partOfStudy}*) ?p .
  ?c {AL.claimMode} ?m ; {AL.subject} ?x ; {AL.relation} ?r ; {AL.object} ?o .
}}
"""
_TOLD: Final = f"""
SELECT DISTINCT ?c ?issued WHERE {{
  VALUES ?c {{ }} ?c ({AL.hasEvidence}/{AL.foundAt}/{OA.hasSource}/{DCTERMS.issued}) ?issued .
}}
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what announces it, what tells an accomplished fact, and what leaves that open.

    The programme itself is the last, with its aims.
    """

    link: Link
    planned: tuple[Claim, ...]
    delivered: tuple[Claim, ...]
    unsure: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme and its steps; `link` is None when the graph holds no programme.

    `by_default` says that it is the one the page is named after.
    """

    link: Link | None
    steps: tuple[Step, ...]
    delivered: int
    choices: tuple[Facet, ...]
    reference: str = ""
    by_default: bool = True


def programme_of(reading: Reading, asked: Mapping[str, str]) -> Programme:
    """Return the programme of the slug `programme`, the plan of 2018-2022 when none is given.

    Raise NotHeldError for a programme without steps.
    """
    held = {
        iri.value: int(count.value)
        for iri, count in reading.rows(_PROGRAMMES)
        if isinstance(iri, NamedNode) and isinstance(count, Literal)
    }
    slug = asked.get("programme", "")
    default = thing("programme", _FIRST)
    if default not in held:
        default = min(held, default="")
    wanted = thing("programme", slug) if slug else default
    if slug and wanted not in held:
        raise no_such_page()
    if not wanted:
        return Programme(None, (), 0, ())
    steps = _steps(reading, wanted)
    return Programme(
        link=link_to(reading, wanted),
        steps=steps,
        delivered=sum(bool(step.delivered) for step in steps),
        choices=tuple(_choices(reading, held, wanted)),
        reference=reference_of(wanted) or "",
        by_default=wanted == thing("programme", _FIRST),
    )


def _choices(reading: Reading, held: Mapping[str, int], wanted: str) -> Iterable[Facet]:
    for iri in sorted(held, key=lambda one: (-held[one], one)):
        query = urlencode({"programme": iri.rpartition("/")[2]})
        href = f"/{reading.language}/programme?{query}"
        yield Facet(reading.label(iri), held[iri], href, iri == wanted)


def _steps(reading: Reading, programme: str) -> tuple[Step, ...]:
    relations = (concept("relation", slug) for slug in (*PLANNED, *SCHEDULE, *DELIVERED))
    rows = reading.iri_rows(_CLAIMS, p=[programme], r=relations)
    made = {one.iri: one for one in claims_of(reading, sorted({row[0] for row in rows}))}
    issued = _issued(reading, made)
    reading.gather(target for _, _, _, target in rows)
    parts: dict[str, dict[str, list[Claim]]] = {}
    for claim, iri, subject, target in rows:
        relation = iri.rpartition("/")[2]
        # What a programme is made of is a step of its own, announced by the whole.
        owner = target if relation in {"est-compose-de", "est-source-de"} else subject
        side = side_of(reading, relation, target, issued.get(claim, ""))
        parts.setdefault(owner, {}).setdefault(side, []).append(made[claim])
    ordered = sorted(parts, key=lambda iri: (iri == programme, reading.label(iri).text.casefold()))
    return tuple(
        Step(
            link=link_to(reading, iri),
            planned=tuple(parts[iri].get("planned", ())),
            delivered=tuple(parts[iri].get("delivered", ())),
            unsure=tuple(parts[iri].get("unsure", ())),
        )
        for iri in ordered
    )


def _issued(reading: Reading, claims: Iterable[str]) -> dict[str, str]:
    """Return the latest date at which a source of each claim was issued, as written."""
    found: dict[str, str] = {}
    for claim, date in reading.rows(_TOLD, c=claims):
        if isinstance(claim, NamedNode) and isinstance(date, Literal):
            found[claim.value] = max(date.value, found.get(claim.value, ""))
    return found


def side_of(reading: Reading, relation: str, target: str, issued: str) -> str:
    """Return where a claim stands: "planned", "delivered", or "unsure"."""
    facts = reading.facts(target)
    if relation in PLANNED or facts.text(AL.announcedOnly) == "true":
        return "planned"
    ended = facts.text(AL.endYear) or facts.text(AL.startYear)
    if not ended:
        return "delivered"
    day = target.rpartition("/")[2]
    if len(day) == len(issued) == len("2017-11-23"):
        return "delivered" if issued >= day else "planned"
    if not issued or issued[:4] == ended:
        return "unsure" if relation in DELIVERED else "planned"
    return "delivered" if issued[:4] > ended else "planned"
