"""Two to six things side by side, what differs first.

Only what their collections tell is compared, word for word: no value is weighed against
another, and "the same" means the same values, nothing more. A program compares things of one
collection; a reader may put others beside them: what both collections call by one name is
then one row.
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

__all__ = ["FEWEST", "MOST", "Compared", "Comparison", "compare", "side_by_side"]

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
    _counted(references)
    name = _collection(references)
    collection = read_collection(name)
    items = _items(references, {name: collection}, store)
    terms = " ".join(str(NamedNode(item.iri)) for item in items)
    query = collection.text.replace("WHERE {", f"WHERE {{\n  VALUES ?thing {{ {terms} }}", 1)
    return Comparison(collection, items, _rows([collection], items), {"what": query})


def side_by_side(
    references: Sequence[str], store: Store
) -> tuple[tuple[Item, ...], tuple[Compared, ...]]:
    """Return things of one collection or of several, in the order asked, and their rows.

    One thing alone has its rows too. Raise QueryError for more than MOST, one given twice or
    one that no collection lists, and NotHeldError for one that the graph does not hold.
    """
    _counted(references, 1)
    names = dict.fromkeys(_narrowest(one) for one in references)
    held = {name: read_collection(name) for name in names}
    items = _items(references, held, store)
    return items, _rows(list(held.values()), items)


def _counted(references: Sequence[str], fewest: int = FEWEST) -> None:
    if not fewest <= len(references) <= MOST or len(set(references)) != len(references):
        raise QueryError(
            Text(
                f"On compare de {FEWEST} à {MOST} choses différentes ; ici {len(references)}.",
                f"From {FEWEST} to {MOST} different things are compared; here {len(references)}.",
            ),
            _HOW,
        )


def _items(
    references: Sequence[str], held: Mapping[str, Collection], store: Store
) -> tuple[Item, ...]:
    """Return the things of `references`, each read as its collection of `held` tells it."""
    found: dict[str, Item] = {}
    for name, collection in held.items():
        mine = [one for one in references if _narrowest(one) == name]
        found.update(
            zip(mine, items_of(collection, [_iri(one) for one in mine], store), strict=True)
        )
    for reference in references:
        if not found[reference].values:
            name = _narrowest(reference)
            raise NotHeldError(
                Text(
                    f"« {reference} » n'est pas dans le graphe.",
                    f"“{reference}” is not in the graph.",
                ),
                Text(f"La liste est à /api/{name}.", f"The list is at /api/{name}."),
            )
    return tuple(found[reference] for reference in references)


def _rows(held: Sequence[Collection], items: Sequence[Item]) -> tuple[Compared, ...]:
    """Return a row for each field of any collection that has a value; what differs first."""
    fields = {field.name: field for one in held for field in one.fields if field.name != "label"}
    rows = [_compared(field, items) for field in fields.values()]
    return tuple(sorted((one for one in rows if any(one.values)), key=lambda one: one.same))


_HOW: Final = Text(
    "Écrivez par exemple ids=case/a,case/b.", "Write for instance ids=case/a,case/b."
)


def _narrowest(reference: str) -> str:
    name = collection_of(reference.partition("/")[0])
    if name:
        return name
    raise QueryError(
        Text(
            f"« {reference[:80]} » n'est pas une chose qui se compare.",
            f"“{reference[:80]}” is not a thing that can be compared.",
        ),
        _HOW,
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
