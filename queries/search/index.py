"""The index of words: written beside the store of a snapshot, opened with it.

    <snapshot>/search/{things.json, terms/}

Everything in it comes from the store, so an index that is missing, damaged or of another
format is no loss: it is made again in memory when the snapshot is opened.
"""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from tantivy import Document, Index, Schema, SchemaBuilder

from graph.store import Store
from ontology.iris import reference_of
from queries.search.thing_facets import FACETS
from queries.search.things import Passage, Thing, things_of
from queries.search.words import PLAIN, STEMMED, plain, stemmed

__all__ = ["CROSSED", "INDEX", "SearchIndex"]

# Two notions of these schemes name a cell of a matrix.
CROSSED: Final = ("category", "domain", "impact", "mechanism", "territory")

# The name of its directory in a snapshot.
INDEX: Final = "search"

# Changes whenever what is written changes: an index of another format is made again.
_FORMAT: Final = 1
_ACTORS: Final = ("actor-type", "group", "organisation", "person")
_MEMORY: Final = 30_000_000


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """What can be found, and the words it is found by; safe to ask from several threads.

    `members` holds, by facet and value, the positions in `things`; `names` the stems of each
    name of the notions of CROSSED, with the place of their scheme in it.
    """

    things: tuple[Thing, ...]
    terms: Index
    members: Mapping[str, Mapping[str, frozenset[int]]]
    names: tuple[tuple[int, str, frozenset[str]], ...]

    @classmethod
    def of(cls, store: Store) -> SearchIndex:
        """Return the index of `store`, in memory."""
        things = things_of(store)
        return _indexed(things, _written(things, None))

    @classmethod
    def write(cls, store: Store, directory: Path) -> None:
        """Write the index of `store` into `directory`, which is made."""
        things = things_of(store)
        terms = directory / "terms"
        terms.mkdir(parents=True)
        try:
            _written(things, terms)
        except ValueError as error:
            raise _refused_by_disk(error) from error
        told = {"format": _FORMAT, "things": [_as_json(one) for one in things]}
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        (directory / "things.json").write_text(text, encoding="utf-8")

    @classmethod
    def open(cls, directory: Path) -> SearchIndex | None:
        """Return the index in `directory`, None when it must be made again."""
        try:
            told = json.loads((directory / "things.json").read_text(encoding="utf-8"))
            if told["format"] != _FORMAT:
                return None
            things = tuple(_from_json(one) for one in told["things"])
            terms = _with_analysers(Index.open(str(directory / "terms")))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return _indexed(things, terms) if terms.searcher().num_docs == len(things) else None


def _refused_by_disk(error: ValueError) -> Exception:
    """Return the OSError that the engine told in words, or the error as it is."""
    told = re.search(r"\(os error (\d+)\)", str(error))
    return OSError(int(told[1]), os.strerror(int(told[1]))) if told else error


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_unsigned_field("place", fast=True)
    builder.add_text_field("name", tokenizer_name=STEMMED, index_option="freq")
    builder.add_text_field("text", tokenizer_name=STEMMED, index_option="freq")
    builder.add_text_field("about", tokenizer_name=STEMMED, index_option="basic")
    builder.add_text_field("plain_name", tokenizer_name=PLAIN, index_option="freq")
    builder.add_text_field("plain", tokenizer_name=PLAIN, index_option="freq")
    return builder.build()


def _with_analysers(index: Index) -> Index:
    index.register_tokenizer(STEMMED, stemmed())
    index.register_tokenizer(PLAIN, plain())
    return index


def _written(things: Sequence[Thing], directory: Path | None) -> Index:
    index = Index(_schema(), path=str(directory)) if directory else Index(_schema())
    writer = _with_analysers(index).writer(heap_size=_MEMORY, num_threads=1)
    concepts = _concepts(things)
    for place, thing in enumerate(things):
        names = "\n".join(thing.names.values())
        about = "\n".join(
            concepts.get((name, value), "")
            for name, values in thing.facets.items()
            for value in sorted(values)
        )
        texts = "\n".join([names, *(passage.text for passage in thing.passages)])
        document = Document()
        document.add_unsigned("place", place)
        for field, text in (
            ("name", names), ("text", texts), ("about", about),
            ("plain_name", names), ("plain", texts),
        ):  # fmt: skip
            document.add_text(field, text)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def _concepts(things: Sequence[Thing]) -> dict[tuple[str, str], str]:
    """Return the names of each value of a facet that is a concept: a case is found by them."""
    found = {}
    for thing in things:
        reference = reference_of(thing.iri) or ""
        head, _, slug = reference.partition("/")
        if head in FACETS:
            found[head, slug] = "\n".join(thing.names.values())
        elif head in _ACTORS:
            found["actor", reference] = "\n".join(thing.names.values())
    return found


def _indexed(things: tuple[Thing, ...], terms: Index) -> SearchIndex:
    members: dict[str, dict[str, set[int]]] = {name: defaultdict(set) for name in FACETS}
    for place, thing in enumerate(things):
        for name, values in thing.facets.items():
            for value in values:
                members[name][value].add(place)
    frozen = {
        name: {value: frozenset(held) for value, held in values.items()}
        for name, values in members.items()
    }
    names = tuple(
        (CROSSED.index(thing.kind), thing.iri, stems)
        for thing in things
        if thing.kind in CROSSED
        for written in thing.names.values()
        for name in written.split("\n")
        if (stems := frozenset(stemmed().analyze(name)))
    )
    return SearchIndex(things, terms, frozen, names)


def _as_json(thing: Thing) -> dict[str, Any]:
    told = asdict(thing)
    return told | {"facets": {name: sorted(values) for name, values in thing.facets.items()}}


def _from_json(told: Mapping[str, Any]) -> Thing:
    return Thing(
        iri=told["iri"],
        kind=told["kind"],
        names=told["names"],
        passages=tuple(Passage(**one) for one in told["passages"]),
        facets={name: frozenset(values) for name, values in told["facets"].items()},
    )
