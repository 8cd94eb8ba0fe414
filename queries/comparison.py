"""Two to six things of one collection side by side, what differs first.

Only what the collection tells is compared, word for word: no value is weighed against
another, and "the same" means the same values, nothing more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from graph.store import Store
from ontology.errors import NotHeldError, QueryError, Text, VocabularyError
from ontology.iris import iri_of
from queries.answers import Node
from queries.lists import Collection, Field, Item, collection_of, items_of, read_collection

__all__ = ["FEWEST", "MOST", "Compared", "Comparison", "compare"]

FEWEST: Final = 2
MOST: Final = 6


@dataclass(frozen=True, slots=True)
class Compared:
    """One field: whether all things have the same values, and the values of each."""

    field: Field
    same: bool
    values: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Things of one collection side by side; fields that differ come first."""

    collection: Collection
    items: tuple[Item, ...]
    fields: tuple[Compared, ...]
    queries: Mapping[str, str]


def compare(references: Sequence[str], store: Store) -> Comparison:
    """Return the things of `references` (`case/restoria`, `domain/mobilite`) side by side.

    Raise QueryError unless they are FEWEST to MOST different things of one collection, and
    NotHeldError for one that the graph does not hold.
    """
    if not FEWEST <= len(references) <= MOST or len(set(references)) != len(references):
        raise QueryError(
            Text(
                f"On compare de {FEWEST} à {MOST} choses différentes ; ici {len(references)}.",
                f"From {FEWEST} to {MOST} different things are compared; here {len(references)}.",
            ),
            _HOW,
        )
    name = _collection(references)
    collection = read_collection(name)
    items = items_of(collection, [_iri(one) for one in references], store)
    for reference, item in zip(references, items, strict=True):
        if not item.values:
            raise NotHeldError(
                Text(
                    f"« {reference} » n'est pas dans le graphe.",
                    f"“{reference}” is not in the graph.",
                ),
                Text(f"La liste est à /api/{name}.", f"The list is at /api/{name}."),
            )
    fields = [_compared(field, items) for field in collection.fields if field.name != "label"]
    held = [one for one in fields if any(one.values)]
    terms = " ".join(str(NamedNode(item.iri)) for item in items)
    query = collection.text.replace("WHERE {", f"WHERE {{\n  VALUES ?thing {{ {terms} }}", 1)
    return Comparison(
        collection, items, tuple(sorted(held, key=lambda one: one.same)), {"what": query}
    )


_HOW: Final = Text(
    "Écrivez par exemple ids=case/a,case/b.", "Write for instance ids=case/a,case/b."
)


def _collection(references: Sequence[str]) -> str:
    names = {collection_of(one.partition("/")[0]) for one in references}
    if len(names) == 1 and "" not in names:
        return names.pop()
    raise QueryError(
        Text(
            "On ne compare que des choses d'une même collection.",
            "Only things of one collection are compared.",
        ),
        _HOW,
    )


def _iri(reference: str) -> str:
    try:
        return iri_of(reference)
    except VocabularyError as error:
        raise QueryError(
            Text(f"Référence impossible : « {reference[:80]} ».",
                 f"Impossible reference: “{reference[:80]}”."),
            _HOW,
        ) from error  # fmt: skip


def _compared(field: Field, items: Sequence[Item]) -> Compared:
    values = tuple(item.values.get(field.name, ()) for item in items)
    return Compared(field, len(set(values)) == 1, values)
