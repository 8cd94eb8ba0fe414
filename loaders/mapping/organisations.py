"""Organisations and people: their names and types, and nothing they do.

What an organisation does is said by claims and cases, in the graphs of their sources; who it
is stays in the registry. Its type is nearly always a coder's reading, so the class is given
beside an assignment that says on what it rests. People have a name and no address.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from loaders.mapping.labels import inner
from loaders.mapping.names import Names
from loaders.mapping.pages import page_quads, web_page
from loaders.mapping.statements import REGISTRY, bilingual, facts, plain, thing
from loaders.records import OrganisationRecord, PersonRecord
from ontology.errors import Text
from ontology.terms import AL, DCTERMS, RDF, RDFS, SKOS

__all__ = ["CLASSES", "organisation_quads", "person_quads"]

# The class of each actor type, as `al:classOfType` says it; a narrower type has the class of
# the type above it.
CLASSES: Final = {
    "structure-interet-general": AL.PublicInterestStructure,
    "association": AL.Association,
    "fondation": AL.Foundation,
    "entreprise": AL.Company,
    "acteur-public": AL.PublicBody,
    "reseau": AL.Network,
    "groupe-de-citoyens": AL.CitizenGroup,
    "academique": AL.AcademicInstitution,
    "partenaire-social": AL.SocialPartner,
}


def organisation_quads(names: Names, record: OrganisationRecord) -> Iterator[Quad]:
    """Yield one organisation, and on what its type rests, in the registry."""
    organisation = thing("organisation", record.organisation)
    sources = [web_page(record.source_url)] if record.source_url else []
    if record.document:
        sources.append(thing("document", record.document))
    yield from facts(
        REGISTRY,
        organisation,
        {
            RDF.type: _classes(names, record.type),
            RDFS.label: names.labels(f"organisation/{record.organisation}"),
            SKOS.altLabel: [Literal(alias) for alias in record.aliases],
            AL.actorType: names.concept("actor-type", record.type),
            AL.identifierNote: plain(record.identifiers),
            AL.website: plain(record.website),
            DCTERMS.source: sources,
        },
    )
    yield from page_quads(names, record.source_url)
    yield from _type_quads(names, record)


def _type_quads(names: Names, record: OrganisationRecord) -> Iterator[Quad]:
    words = inner(names.concept_words("actor-type", record.type))
    label = Text(f"{record.name} — type : {words.fr}", f"{record.name} — type: {words.en}")
    yield from facts(
        REGISTRY,
        thing("assignment", f"{record.organisation}-actor-type"),
        {
            RDF.type: AL.ActorTypeAssignment,
            RDFS.label: bilingual(label),
            AL.assignedTo: thing("organisation", record.organisation),
            AL.assignsActorType: names.concept("actor-type", record.type),
            AL.basis: names.concept("basis", record.type_basis),
        },
    )


def _classes(names: Names, slug: str) -> tuple[NamedNode, ...]:
    """Return the class all organisations share, then that of the type or of one above it."""
    above = [slug]
    for each in above:
        if each in CLASSES:
            return AL.Organisation, CLASSES[each]
        above.extend(names.broader("actor-type", each))
    return (AL.Organisation,)


def person_quads(names: Names, record: PersonRecord) -> Iterator[Quad]:
    """Yield one person, in the registry."""
    yield from facts(
        REGISTRY,
        thing("person", record.person),
        {
            RDF.type: AL.Person,
            RDFS.label: names.labels(f"person/{record.person}"),
            SKOS.altLabel: [Literal(alias) for alias in record.aliases],
        },
    )
