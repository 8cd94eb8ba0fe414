"""One page of a collection: narrowed, sorted, counted, and told in full.

Two queries answer a page: which things pass the filters, in what order; and what is told of
those on the page. Both are kept with the answer, so that anybody can run them. A value a
stranger gives becomes one RDF term; words are compared here, accents folded, and never reach
a query. Equal sort keys are told apart by IRI, so that pages neither repeat nor lose a thing.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.store import Store
from ontology.errors import QueryError, Text, VocabularyError
from ontology.iris import iri_of
from ontology.vocabulary import fold
from queries.answers import Node, cell
from queries.binding import Term, written
from queries.catalogue import Parameter
from queries.labels import labels_of, rows_about
from queries.lists.definitions import Collection, Filter
from queries.parameters import term_of
from queries.sentences import Told, sentences_of

__all__ = ["LARGEST", "SIZE", "Item", "Listed", "Wanted", "items_of", "listed"]

# Things on a page unless told otherwise, and at most.
SIZE: Final = 50
LARGEST: Final = 1000

_LABEL: Final = "rdfs:label"
_RDFS: Final = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
_DIGITS: Final = re.compile(r"\d+")
_MOST_VALUES: Final = 20

Key = tuple[int, Decimal, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a list: filters as a person wrote them, words, order, page from 1.

    A filter may hold several values separated by commas: any of them will do. `sort` is a
    sort of the collection or `label`, after `-` for the reverse order.
    """

    filters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    words: str = ""
    sort: str = "label"
    page: int = 1
    size: int = SIZE


@dataclass(frozen=True, slots=True)
class Item:
    """One thing and what is told of it; a field without a value is left out."""

    iri: str
    values: Mapping[str, tuple[Node, ...]]
    sentence: Told | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page; `total` things pass the filters. `queries` are the two that answered."""

    collection: Collection
    wanted: Wanted
    total: int
    pages: int
    items: tuple[Item, ...]
    queries: Mapping[str, str]


def listed(collection: Collection, wanted: Wanted, store: Store) -> Listed:
    """Return the page of `collection` that is wanted.

    Raise QueryError for a filter, a value, a sort or a page that does not exist.
    """
    narrowing = _narrowing(collection, wanted.filters, store)
    sort, path = _order(collection, wanted.sort)
    which = _which(collection, narrowing, path)
    ordered = _keys(store, which)
    if wanted.words:
        names = ordered if path == _LABEL else _keys(store, _which(collection, narrowing, _LABEL))
        words = fold(wanted.words).split()
        kept = {iri for iri, told in names.items() if _holds(told, words)}
        ordered = {iri: told for iri, told in ordered.items() if iri in kept}
    iris = _sorted(store, ordered, reverse=wanted.sort.startswith("-"), by_name=sort == "label")
    pages = max(1, -(-len(iris) // wanted.size))
    if wanted.page > pages:
        raise _no_page(wanted.page, pages)
    shown = iris[(wanted.page - 1) * wanted.size : wanted.page * wanted.size]
    what = _about(collection, shown)
    return Listed(
        collection=collection,
        wanted=wanted,
        total=len(iris),
        pages=pages,
        items=items_of(collection, shown, store),
        queries={"which": which, "what": what},
    )


def items_of(collection: Collection, iris: Sequence[str], store: Store) -> tuple[Item, ...]:
    """Return what the collection tells of each of `iris`, in their order."""
    values: dict[str, dict[str, set[Node]]] = {iri: {} for iri in iris}
    query = collection.text.replace("WHERE {", "WHERE {\n  VALUES ?thing { }", 1)
    for thing, name, value in rows_about(store, query, "thing", iris):
        if isinstance(thing, NamedNode) and isinstance(name, Literal) and value is not None:
            values[thing.value].setdefault(name.value, set()).add(value)
    said = sentences_of(collection.sentence, store, iris) if collection.sentence else {}
    return tuple(
        Item(
            iri,
            {
                one.name: tuple(sorted(values[iri][one.name], key=str))
                for one in collection.fields
                if one.name in values[iri]
            },
            said.get(iri),
        )
        for iri in iris
    )


def _about(collection: Collection, iris: Iterable[str]) -> str:
    terms = " ".join(str(NamedNode(iri)) for iri in iris)
    return collection.text.replace("WHERE {", f"WHERE {{\n  VALUES ?thing {{ {terms} }}", 1)


def _which(collection: Collection, narrowing: str, path: str) -> str:
    prefixes = collection.prefixes
    if _RDFS not in prefixes:
        prefixes += f"\n{_RDFS}"
    return (
        f"{prefixes}\n\nSELECT DISTINCT ?thing ?order\nWHERE {{\n{narrowing}"
        f"  {collection.members}\n  OPTIONAL {{ ?thing {path} ?order }}\n}}\n"
    )


def _narrowing(collection: Collection, given: Mapping[str, str], store: Store) -> str:
    known = {one.name: one for one in collection.filters}
    lines = []
    for name in sorted(given):
        if name not in known:
            raise _unknown(Text("filtre", "filter"), name, tuple(known))
        terms = " ".join(written(term) for term in _terms(known[name], given[name], store))
        lines.append(f"  VALUES ?{name} {{ {terms} }} {known[name].pattern}\n")
    return "".join(lines)


def _terms(asked: Filter, text: str, store: Store) -> tuple[Term, ...]:
    values = [value.strip() for value in text.split(",")]
    if len(values) > _MOST_VALUES:
        raise QueryError(
            Text(f"Trop de valeurs pour « {asked.name} ».", f"Too many values for “{asked.name}”."),
            Text(f"Au plus {_MOST_VALUES}.", f"At most {_MOST_VALUES}."),
        )
    if asked.kind == "reference":
        return tuple(_reference(asked, value, store) for value in values)
    parameter = Parameter(asked.name, asked.kind, asked.label, "")
    return tuple(term_of(parameter, value, store) for value in values)


def _reference(asked: Filter, value: str, store: Store) -> NamedNode:
    try:
        node = NamedNode(iri_of(value))
    except VocabularyError:
        node = None
    if node is not None and store.query(f"SELECT ?p WHERE {{ {node} ?p ?o }} LIMIT 1").rows:
        return node
    raise QueryError(
        Text(
            f"{asked.label.fr} : « {value[:80]} » n'est pas dans le graphe.",
            f"{asked.label.en}: “{value[:80]}” is not in the graph.",
        ),
        Text(
            "Écrivez une référence, par exemple organisation/le-rameau ou impact/confiance.",
            "Write a reference, for instance organisation/le-rameau or impact/confiance.",
        ),
    )


def _order(collection: Collection, sort: str) -> tuple[str, str]:
    name = sort.removeprefix("-")
    paths = {"label": _LABEL, **collection.sorts}
    if name not in paths:
        raise _unknown(Text("tri", "sort"), name, tuple(paths))
    return name, paths[name]


def _keys(store: Store, query: str) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for thing, key in store.query(query).rows:
        if isinstance(thing, NamedNode):
            found.setdefault(thing.value, []).extend([key] if key is not None else [])
    return found


def _holds(told: Iterable[Node], words: Iterable[str]) -> bool:
    text = " ".join(fold(one.value) for one in told if isinstance(one, Literal))
    return all(word in text for word in words)


def _sorted(
    store: Store, ordered: Mapping[str, list[Node]], *, reverse: bool, by_name: bool
) -> list[str]:
    named = {key.value for keys in ordered.values() for key in keys if isinstance(key, NamedNode)}
    labels = labels_of(store, named)

    def key(iri: str) -> Key:
        told = ordered[iri]
        if by_name:
            # French names order the list; a proper name has no language.
            told = sorted(told, key=_language)[:1]
        return min(
            (_key(labels[one.value].fr if isinstance(one, NamedNode) else one) for one in told),
            default=(2, Decimal(0), ""),
        )

    keys = {iri: key(iri) for iri in ordered}
    told = sorted((iri for iri in ordered if keys[iri][0] < 2), key=lambda iri: (keys[iri], iri))
    # Stable both ways: what has no value comes last whatever the direction.
    untold = sorted(iri for iri in ordered if keys[iri][0] == 2)
    return [*(reversed(told) if reverse else told), *untold]


def _language(node: Node) -> tuple[int, str]:
    language = node.language if isinstance(node, Literal) else None
    return {"fr": 0, None: 1}.get(language, 2), str(node)


def _key(told: Node | str) -> Key:
    value = told if isinstance(told, str) else cell(told)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return 0, Decimal(value), ""
    text = fold(str(value))
    return 1, Decimal(0), _DIGITS.sub(lambda digits: digits.group().zfill(12), text)


def _unknown(what: Text, name: str, known: tuple[str, ...]) -> QueryError:
    near = ", ".join(difflib.get_close_matches(name, known, n=3, cutoff=0.5) or known) or "–"
    return QueryError(
        Text(f"Pas de {what.fr} « {name[:80]} ».", f"There is no {what.en} “{name[:80]}”."),
        Text(f"Il y a : {near}.", f"There are: {near}."),
    )


def _no_page(page: int, pages: int) -> QueryError:
    return QueryError(
        Text(f"Il n'y a pas de page {page}.", f"There is no page {page}."),
        Text(f"Demandez une page de 1 à {pages}.", f"Ask for a page from 1 to {pages}."),
    )
