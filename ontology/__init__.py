"""What can be said: terms, concepts, IRIs and the errors of every room.

The names below are this room's public ones. `ontology.consistency` is not among them: it
needs the extra `gates` and is imported by whoever runs a gate. Nothing here reads a file
when imported.
"""

from ontology.errors import (
    AlliancesError,
    Finding,
    GateError,
    NotHeldError,
    QueryError,
    RecordError,
    SettingsError,
    StoreError,
    Text,
    VocabularyError,
)
from ontology.iris import BASE, NS, SCHEMES, THING_TYPES
from ontology.terms import AL
from ontology.vocabulary import Concept, Vocabulary, fold, ontology_quads, read_vocabulary

__all__ = [
    "AL",
    "BASE",
    "NS",
    "SCHEMES",
    "THING_TYPES",
    "AlliancesError",
    "Concept",
    "Finding",
    "GateError",
    "NotHeldError",
    "QueryError",
    "RecordError",
    "SettingsError",
    "StoreError",
    "Text",
    "Vocabulary",
    "VocabularyError",
    "fold",
    "ontology_quads",
    "read_vocabulary",
]
