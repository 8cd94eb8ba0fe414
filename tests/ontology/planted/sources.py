"""Faults planted in sources, studies, events and resources."""

from __future__ import annotations

from tests.ontology.planted.fault import SIXTEEN, Fault

FAULTS = (
    Fault(
        "document-title",
        "document/enquete",
        "Un document doit avoir un titre",
        minus='document:enquete dcterms:title "Enquête sur les vélos"@fr .',
    ),
    Fault(
        "document-kind",
        "document/enquete",
        "Un document doit être d'un genre de la liste, et d'un seul",
        minus="document:enquete al:documentKind document-kind:rapport .",
    ),
    Fault(
        "document-file",
        "document/enquete",
        "Un document doit avoir un nom de fichier, sans dossier",
        minus='document:enquete al:fileName "enquete.txt" .',
        plus='document:enquete al:fileName "dossier/enquete.txt" .',
    ),
    Fault(
        "document-digest",
        "document/enquete",
        "Un document doit porter l'empreinte SHA-256 de son fichier",
        minus=f'document:enquete al:sha256 "{"0" * 64}" .',
        plus='document:enquete al:sha256 "0000" .',
    ),
    Fault(
        "document-read",
        "document/enquete",
        "Un document doit dire quand il a été lu",
        minus='document:enquete al:readOn "2026-11-20" .',
        plus='document:enquete al:readOn "en novembre" .',
    ),
    Fault(
        "passage-source",
        "passage/p2",
        "Un passage doit être celui d'une source, et d'une seule",
        plus="passage:p2 oa:hasSource webpage:autre .",
    ),
    Fault(
        "passage-quote",
        "passage/p2",
        "Un passage doit citer les mots exacts de la source",
        minus="passage:p2 oa:hasSelector selector:p2.quote .",
    ),
    Fault(
        "Passage",
        "passage/p1",
        "Un passage de document doit donner sa ligne et sa position",
        minus='passage:p1 al:lineNumber "12"^^xsd:nonNegativeInteger .',
    ),
    Fault(
        "quote-words",
        "selector/p2.quote",
        "Une citation doit compter de 1 à 15 mots",
        minus='selector:p2.quote oa:exact "un atelier ouvert à tous"@fr .',
        plus=f'selector:p2.quote oa:exact "{SIXTEEN}"@fr .',
    ),
    Fault(
        "quote-language",
        "selector/p2.quote",
        "Une citation doit dire en quelle langue elle est",
        minus='selector:p2.quote oa:exact "un atelier ouvert à tous"@fr .',
        plus='selector:p2.quote oa:exact "un atelier ouvert à tous" .',
    ),
    Fault(
        "position-order",
        "selector/p1.position",
        "La position d'une citation doit commencer avant de finir",
        minus='selector:p1.position oa:end "135"^^xsd:nonNegativeInteger .',
        plus='selector:p1.position oa:end "12"^^xsd:nonNegativeInteger .',
    ),
    Fault(
        "study-part",
        "study/maires",
        "Une étude ne peut faire partie que d'une étude ou d'un programme",
        plus="study:maires al:partOfStudy event:matinee .",
    ),
    Fault(
        "scope-study",
        "scope/maires",
        "Un périmètre doit être celui d'une étude, et d'une seule",
        minus="scope:maires al:scopeOf study:maires .",
    ),
    Fault(
        "scope-passage",
        "scope/maires",
        "Un périmètre doit citer la phrase qui le déclare",
        minus="scope:maires al:foundAt passage:p1 .",
    ),
    Fault(
        "event-kind",
        "event/matinee",
        "Un événement doit être d'un genre de la liste, et d'un seul",
        minus="event:matinee al:eventKind event-kind:matinee .",
    ),
    Fault(
        "resource-kind",
        "resource/guide",
        "Une ressource doit être d'un genre de la liste, et d'un seul",
        plus="resource:guide al:resourceKind resource-kind:mooc .",
    ),
)
