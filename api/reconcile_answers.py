"""What `/reconcile` answers: its manifest, candidates, suggestions, in one language.

Every candidate tells what its score is made of, so that a client can weigh it otherwise. A
description is the concept's own definition or the other names of an organisation, never words
made up here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from api.reconcile_requests import BATCH
from explorer.messages import LANGUAGES, Messages
from graph.store import Store
from ontology.errors import Text
from ontology.iris import BASE, NS, scheme
from ontology.vocabulary import fold
from queries.labels import labels_of
from queries.search import (
    CONCEPT,
    ORGANISATION,
    PROPERTIES,
    Candidate,
    Entity,
    NameBook,
    SearchIndex,
)

__all__ = ["Book", "Json", "manifest", "suggested_entities", "suggested_properties",
           "suggested_types", "told"]  # fmt: skip

Json: TypeAlias = dict[str, Any]

_VERSIONS: Final = ("0.2",)
# Characters of a description.
_SHORT: Final = 200


@dataclass(frozen=True, slots=True)
class Book:
    """The names of one snapshot, and what each type is called in both languages."""

    names: NameBook
    types: Mapping[str, Text]

    @classmethod
    def of(cls, index: SearchIndex, store: Store, messages: Mapping[str, Messages]) -> Book:
        """Return the names and types of one snapshot."""
        names = NameBook.of(index, store)
        schemes = [one for one in names.types if one != ORGANISATION]
        labels = labels_of(store, map(scheme, schemes))
        wide = {
            one: Text(*(messages[each](f"kind.{one}.one") for each in LANGUAGES))
            for one in (ORGANISATION, CONCEPT)
        }
        return cls(names, {**wide, **{one: labels[scheme(one)] for one in schemes}})


def manifest(book: Book, name: str, here: str, language: str) -> Json:
    """Return the manifest of the service called `name` in `language`, asked at the address `here`.

    The addresses in it lead to that language, whichever way the client came.
    """
    root = f"{here}/reconcile/{language}"
    return {
        "versions": list(_VERSIONS),
        "name": name,
        "identifierSpace": BASE,
        "schemaSpace": NS,
        "documentation": f"{here}/{language}/methode",
        "view": {"url": f"{root}/view?id={{{{id}}}}"},
        "defaultTypes": [_type(book, one, language) for one in book.types],
        "suggest": {
            what: {"service_url": root, "service_path": f"/suggest/{what}"}
            for what in ("entity", "type", "property")
        },
        "batchSize": BATCH,
    }


def told(candidates: Iterable[Candidate], book: Book, language: str) -> Json:
    """Return the result of one query."""
    return {"result": [_candidate(one, book, language) for one in candidates]}


def suggested_entities(book: Book, prefix: str, language: str) -> list[Json]:
    """Return the entities of which a name begins as `prefix`, the nearest first."""
    return [
        {**_entity(one, language), "notable": [_brief(book, one.type, language)]}
        for one in book.names.beginning(prefix, language)
    ]


def suggested_types(book: Book, prefix: str, language: str) -> list[Json]:
    """Return the types whose name or identifier begins as `prefix`."""
    return _beginning(book, book.types, prefix, language)


def suggested_properties(book: Book, prefix: str, language: str) -> list[Json]:
    """Return the properties whose name or identifier begins as `prefix`."""
    return _beginning(book, (one for one in PROPERTIES if one in book.types), prefix, language)


def _candidate(one: Candidate, book: Book, language: str) -> Json:
    return {
        **_entity(one.entity, language),
        "type": [
            _brief(book, each, language) for each in (one.entity.type, *_wider(one.entity.type))
        ],
        "score": one.score,
        "match": one.certain,
        "features": [
            {"id": "same_name", "value": one.same},
            {"id": "letters_alike", "value": one.alike},
            {"id": "words_shared", "value": one.shared},
            *({"id": f"property_{pid}", "value": held} for pid, held in one.bears.items()),
        ],
    }


def _entity(entity: Entity, language: str) -> Json:
    found: Json = {"id": entity.id, "name": entity.thing.names[language]}
    description = _description(entity, language)
    return {**found, "description": description} if description else found


def _description(entity: Entity, language: str) -> str:
    own = (one for one in entity.thing.passages if not one.work and one.language == language)
    passage = next(own, None)
    if passage is None:
        return entity.thing.names["other"].replace("\n", " · ")[:_SHORT]
    text = passage.text
    return text if len(text) <= _SHORT else f"{text[:_SHORT].rpartition(' ')[0]}…"


def _wider(name: str) -> tuple[str, ...]:
    return () if name in {ORGANISATION, CONCEPT} else (CONCEPT,)


def _brief(book: Book, name: str, language: str) -> Json:
    return {"id": name, "name": book.types[name].in_language(language)}


def _type(book: Book, name: str, language: str) -> Json:
    told_of = _brief(book, name, language)
    wider = [_brief(book, one, language) for one in _wider(name)]
    return {**told_of, "broader": wider} if wider else told_of


def _beginning(book: Book, held: Iterable[str], prefix: str, language: str) -> list[Json]:
    start = fold(prefix)
    named = (_brief(book, one, language) for one in held)
    return [
        one for one in named
        if start and (one["id"].startswith(start) or f" {start}" in f" {fold(one['name'])}")
    ]  # fmt: skip
