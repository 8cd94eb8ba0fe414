"""Studies, events and resources: what they are called, of what kind, and what a study covers.

Their dates, places and partners are claims, never fields, because sources disagree on them.
Only the declared scope of a study is more than a name: it goes to the graph of the document
whose sentence declares it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, Quad

from loaders.mapping.names import Names
from loaders.mapping.statements import (
    REGISTRY,
    bilingual,
    facts,
    flag,
    node,
    plain,
    source_graph,
    thing,
)
from loaders.records import EventRecord, ResourceRecord, StudyRecord, StudyScope
from ontology.errors import Text
from ontology.terms import AL, RDF, RDFS, SKOS

__all__ = ["event_quads", "resource_quads", "scope_quads", "study_quads"]


def study_quads(names: Names, record: StudyRecord) -> Iterator[Quad]:
    """Yield one study or programme, in the registry; its scopes are for `scope_quads`."""
    programme = record.study.startswith("programme/")
    yield from facts(
        REGISTRY,
        node(record.study),
        {
            RDF.type: AL.Programme if programme else AL.Study,
            RDFS.label: names.labels(record.study),
            SKOS.altLabel: [Literal(alias) for alias in record.aliases],
            AL.partOfStudy: node(record.part_of) if record.part_of else None,
        },
    )


def scope_quads(names: Names, record: StudyRecord, scope: StudyScope) -> Iterator[Quad]:
    """Yield what one sentence says a study covers, in the graph of its document."""
    kind, _, slug = record.study.partition("/")
    words = names.words(record.study)
    yield from facts(
        source_graph(scope.document),
        # A study and a programme may bear one slug.
        thing("scope", f"{kind}-{slug}-{scope.passage}"),
        {
            RDF.type: AL.StudyScope,
            RDFS.label: bilingual(
                Text(f"Périmètre déclaré : {words.fr}", f"Declared scope: {words.en}")
            ),
            AL.scopeOf: node(record.study),
            AL.coversGroup: [names.concept("group", each) for each in scope.groups],
            AL.coversTerritory: [names.concept("territory", each) for each in scope.territories],
            AL.coversDomain: [names.concept("domain", each) for each in scope.domains],
            AL.coversQuestion: [names.concept("question", each) for each in scope.questions],
            AL.foundAt: thing("passage", scope.passage),
        },
    )


def event_quads(names: Names, record: EventRecord) -> Iterator[Quad]:
    """Yield one event, in the registry."""
    yield from facts(
        REGISTRY,
        thing("event", record.event),
        {
            RDF.type: AL.Event,
            RDFS.label: names.labels(f"event/{record.event}"),
            SKOS.altLabel: [Literal(alias) for alias in record.aliases],
            AL.eventKind: names.concept("event-kind", record.kind),
        },
    )


def resource_quads(names: Names, record: ResourceRecord) -> Iterator[Quad]:
    """Yield one resource, in the registry."""
    yield from facts(
        REGISTRY,
        thing("resource", record.resource),
        {
            RDF.type: AL.Resource,
            RDFS.label: names.labels(f"resource/{record.resource}"),
            SKOS.altLabel: [Literal(alias) for alias in record.aliases],
            AL.resourceKind: names.concept("resource-kind", record.kind),
            AL.website: plain(record.website),
            AL.announcedOnly: flag(record.announced_only),
        },
    )
