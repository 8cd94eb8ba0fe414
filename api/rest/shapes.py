"""Things as JSON: whatever has an IRI shows it, with its name in both languages.

One shape for each sort of value, the same in every answer. A claim, a link or a figure is
never named without its status; a figure on which no link rests has an empty list of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from graph.store import Store
from ontology.errors import Text
from ontology.iris import reference_of
from queries.answers import Answer, Cell, Node, cell
from queries.labels import labels_of, statuses_of
from queries.lists import Collection, Field, Item, collection_of
from queries.sentences import Told
from queries.typography import french

__all__ = [
    "JSON",
    "Names",
    "answer_rows",
    "api_path",
    "columns_of",
    "iris_in",
    "iris_of",
    "plain",
    "row_of",
    "sentence",
    "words",
]

JSON = dict[str, Any]

_NO_WORDS: Final = {"fr": None, "en": None}


def words(told: Text) -> JSON:
    """Return a sentence or a name in both languages."""
    return {"fr": told.fr, "en": told.en}


def api_path(iri: str) -> str | None:
    """Return the path under `/api` of one of our things, None if no collection holds it."""
    kind, _, slug = (reference_of(iri) or "").partition("/")
    collection = collection_of(kind) if slug else ""
    return f"/api/{collection}/{slug}" if collection else None


class Names:
    """Names and statuses of everything one answer speaks of, read in a few batches."""

    __slots__ = ("_labels", "_statuses")

    def __init__(self, store: Store, iris: Iterable[str]) -> None:
        wanted = set(iris)
        self._statuses = statuses_of(store, wanted)
        status_iris = {one for found in self._statuses.values() for one in found}
        self._labels = labels_of(store, wanted | status_iris)

    def label(self, iri: str) -> Text:
        """Return what `iri` is called."""
        return self._labels[iri]

    def thing(self, iri: str) -> JSON:
        """Return a reference to `iri`: its IRI, short reference, path and name, and status."""
        found: JSON = {
            "iri": iri,
            "reference": reference_of(iri),
            "url": api_path(iri),
            "label": words(self._labels[iri]),
        }
        if iri in self._statuses:
            found["status"] = [
                {"iri": one, "reference": reference_of(one), "label": words(self._labels[one])}
                for one in self._statuses[iri]
            ]
        return found

    def value(self, node: Node) -> Any:
        """Return any value: a reference, or what the text or number is."""
        if isinstance(node, NamedNode):
            return self.thing(node.value)
        return plain(node)

    def field(self, field: Field, nodes: Sequence[Node]) -> Any:
        """Return the values of one field in the shape its kind promises."""
        if field.kind == "text":
            return texts(nodes)
        if field.kind == "texts":
            return [{"text": _text(node), "language": _language(node)} for node in nodes]
        values = [self.value(node) for node in nodes]
        if field.kind in {"many", "values"}:
            return values
        return values[0] if values else None

    def item(self, collection: Collection, item: Item) -> JSON:
        """Return one thing of a collection with every field, empty ones too."""
        found = self.thing(item.iri)
        for one in collection.fields:
            # The name and the status stand in every reference.
            if one.name not in found:
                found[one.name] = self.field(one, item.values.get(one.name, ()))
        if collection.sentence:
            found["sentence"] = sentence(item.sentence)
        return found


def sentence(told: Told | None) -> JSON | None:
    """Return what a claim or figure says, with its source, None if too little is known."""
    return words(Text(french(told.fr.cited), told.en.cited)) if told else None


def texts(nodes: Sequence[Node]) -> JSON:
    """Return a text in both languages; what has no language stands in both."""
    by = {_language(node) or "": _text(node) for node in sorted(nodes, key=str, reverse=True)}
    if not by:
        return dict(_NO_WORDS)
    return {"fr": by.get("fr", by.get("")), "en": by.get("en", by.get(""))}


def plain(node: Node) -> Any:
    """Return a literal as JSON holds it; a text with a language keeps it."""
    if isinstance(node, Literal) and node.language:
        return {"text": node.value, "language": node.language}
    value = cell(node)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _text(node: Node) -> str:
    return node.value if isinstance(node, Literal) else str(node)


def _language(node: Node) -> str | None:
    return node.language if isinstance(node, Literal) else None


def iris_of(items: Iterable[Item]) -> set[str]:
    """Return every IRI that these things speak of, their own too."""
    found = set()
    for item in items:
        found.add(item.iri)
        for nodes in item.values.values():
            found.update(node.value for node in nodes if isinstance(node, NamedNode))
    return found


def columns_of(collection: Collection) -> list[str]:
    """Return the header of the table of a collection."""
    found = ["iri", "reference"]
    for field in collection.fields:
        if field.kind == "text":
            found += [f"{field.name}_fr", f"{field.name}_en"]
        elif field.names_things:
            found += [field.name, f"{field.name}_fr", f"{field.name}_en"]
        else:
            found.append(field.name)
    return [*found, "sentence_fr", "sentence_en"] if collection.sentence else found


def row_of(collection: Collection, item: Item, names: Names) -> list[Cell | tuple[Cell, ...]]:
    """Return one thing as a line of that table; lists are tuples, aligned with their names."""
    line: list[Cell | tuple[Cell, ...]] = [item.iri, reference_of(item.iri)]
    for field in collection.fields:
        nodes = item.values.get(field.name, ())
        if field.name == "label":
            label = names.label(item.iri)
            line += [label.fr, label.en]
        elif field.kind == "text":
            told = texts(nodes)
            line += [told["fr"], told["en"]]
        elif field.names_things:
            iris = [node.value for node in nodes if isinstance(node, NamedNode)]
            labels = [names.label(iri) for iri in iris]
            columns = (
                tuple(iris),
                tuple(one.fr for one in labels),
                tuple(one.en for one in labels),
            )
            line += (
                columns if field.kind == "many" else (one[0] if one else None for one in columns)
            )
        else:
            cells = tuple(cell(node) for node in nodes)
            line.append(cells if field.kind in {"values", "texts"} else next(iter(cells), None))
    if collection.sentence:
        told = sentence(item.sentence) or _NO_WORDS
        line += [told["fr"], told["en"]]
    return line


def answer_rows(answer: Answer, names: Names) -> list[JSON]:
    """Return the rows of a question; an identifier comes with its names, never beside them."""
    columns = [column.name for column in answer.columns]
    dropped = _names_of_identifiers(answer, columns)
    return [
        {
            name: None if node is None else names.value(node)
            for name, node in zip(columns, row, strict=True)
            if name not in dropped
        }
        for row in answer.rows
    ]


def _names_of_identifiers(answer: Answer, columns: Sequence[str]) -> set[str]:
    """Return the columns that hold the words of an identifier, as the catalogue names them."""
    literal = {
        name
        for row in answer.rows
        for name, node in zip(columns, row, strict=True)
        if isinstance(node, Literal)
    }
    stems = set(columns) - literal
    return {
        name
        for name in columns
        for ending in ("_fr", "_en", "_label")
        if name.endswith(ending) and name.removesuffix(ending) in stems
    }


def iris_in(answer: Answer) -> set[str]:
    """Return every IRI an answer holds."""
    return {node.value for row in answer.rows for node in row if isinstance(node, NamedNode)}
