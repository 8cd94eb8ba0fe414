r"""Which collections exist, read from the header of each `.rq` file of this folder.

The file is a whole SPARQL 1.1 query as it stands: it tells everything of every member, one
value to a row (`?thing ?field ?value`), so that lists never multiply rows. Each field has its
branch: a table of properties joined to `?thing ?property ?value` took 95 ms where branches
take 1 (2026-11-21). Its header:

    # title-fr: ...          # title-en: ...
    # note-fr: ...           # note-en: ...           (optional: what the list does not say)
    # of: organisation group                          (type words or schemes a slug is looked up in)
    # members: ?thing a al:Claim .                    (the first line of WHERE)
    # sentence: claim                                 (each thing is also told as a sentence)
    # field: status one "Statut"@fr "Status"@en       (what `?field` may be, in order)
    # filter: status concept/status "Statut"@fr "Status"@en
    # narrows: status ?thing al:partOfLink/al:linkStatus ?status .
    # sort: status al:partOfLink/al:linkStatus

A field is `one` thing or `many`, a plain `value` or `values`, a `text` in both languages, or
`texts`, each in a language of its own. The kind of a filter is that of a question's parameter,
or `reference` for anything that has an IRI of ours.

A file that does not keep these promises is refused when it is read, with its name.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, cast

import pyoxigraph

from ontology.errors import NotHeldError, QueryError, Text
from ontology.iris import SCHEMES, THING_TYPES, concept, thing
from queries.headers import NAMED, HeaderError, names_in, read_header, text_of

__all__ = [
    "Collection",
    "Field",
    "FieldKind",
    "Filter",
    "collection_names",
    "collection_of",
    "collections",
    "parse_collection",
    "read_collection",
]

FieldKind = Literal["one", "many", "value", "values", "text", "texts"]

_FIELD_KINDS: Final = ("one", "many", "value", "values", "text", "texts")
_SINGLE: Final = ("title-fr", "title-en", "note-fr", "note-en", "of", "members", "sentence")
_REPEATED: Final = ("field", "filter", "narrows", "sort")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is told of each member."""

    name: str
    kind: FieldKind
    label: Text

    @property
    def names_things(self) -> bool:
        """Whether its values are IRIs."""
        return self.kind in {"one", "many"}


@dataclass(frozen=True, slots=True)
class Filter:
    """One way of narrowing a list; `pattern` ties `?thing` to the variable of its name."""

    name: str
    kind: str
    label: Text
    pattern: str


@dataclass(frozen=True, slots=True)
class Collection:
    """All things of one sort, by the definition in `<name>.rq`; `text` is its query."""

    name: str
    title: Text
    note: Text | None
    of: tuple[str, ...]
    members: str
    sentence: str
    fields: tuple[Field, ...]
    filters: tuple[Filter, ...]
    sorts: Mapping[str, str]
    text: str

    @property
    def prefixes(self) -> str:
        """The PREFIX lines of the query."""
        return "\n".join(line for line in self.text.splitlines() if line.startswith("PREFIX "))

    def iris(self, slug: str) -> tuple[str, ...]:
        """Return the IRIs that `slug` may mean here; raise VocabularyError for no slug at all."""
        return tuple(
            concept(kind, slug) if kind in SCHEMES else thing(kind, slug) for kind in self.of
        )


def collection_names() -> tuple[str, ...]:
    """Return the names of all collections in alphabetical order."""
    return names_in("lists")


@cache
def read_collection(name: str) -> Collection:
    """Return one collection; raise NotHeldError with the nearest names if there is none."""
    names = collection_names()
    if name in names:
        return parse_collection(name, text_of("lists", name))
    near = ", ".join(difflib.get_close_matches(name, names, n=3, cutoff=0.4) or names)
    raise NotHeldError(
        Text(f"Pas de collection « {name[:80]} ».", f"There is no collection “{name[:80]}”."),
        Text(f"Il y a : {near}.", f"There are: {near}."),
    )


def collections() -> tuple[Collection, ...]:
    """Return every collection, in alphabetical order of names."""
    return tuple(read_collection(name) for name in collection_names())


def collection_of(kind: str) -> str:
    """Return the narrowest collection with things of a type word or scheme, "" for none."""
    return _narrowest().get(kind, "")


@cache
def _narrowest() -> Mapping[str, str]:
    # Kept by what we define and not by what is asked: a stranger chooses the kind.
    found: dict[str, str] = {}
    for one in sorted(collections(), key=lambda each: len(each.of)):
        for kind in one.of:
            found.setdefault(kind, one.name)
    return found


def parse_collection(name: str, text: str) -> Collection:
    """Return the collection that `text` defines; raise QueryError if it breaks the rules."""
    try:
        single, repeated = read_header(text, _SINGLE, _REPEATED)
    except HeaderError as fault:
        raise _broken(name, fault.line) from fault
    if not {"title-fr", "title-en", "of", "members"} <= set(single):
        raise _broken(name, "title-fr, title-en, of, members")
    patterns = _named_lines(repeated["narrows"])
    collection = Collection(
        name=name,
        title=Text(single["title-fr"], single["title-en"]),
        note=Text(single["note-fr"], single["note-en"]) if "note-fr" in single else None,
        of=tuple(single["of"].split()),
        members=single["members"],
        sentence=single.get("sentence", ""),
        fields=tuple(_field(name, line) for line in repeated["field"]),
        filters=tuple(_filter(name, line, patterns) for line in repeated["filter"]),
        sorts=_named_lines(repeated["sort"]),
        text=_without_header(text),
    )
    _check(collection)
    return collection


def _without_header(text: str) -> str:
    lines = text.splitlines(keepends=True)
    first = next((n for n, line in enumerate(lines) if line.strip() and line[0] != "#"), 0)
    return "".join(lines[first:])


def _named_lines(lines: Sequence[str]) -> dict[str, str]:
    return {line.partition(" ")[0]: line.partition(" ")[2] for line in lines}


def _field(name: str, line: str) -> Field:
    match = NAMED.fullmatch(line)
    if match is None or match["kind"] not in _FIELD_KINDS:
        raise _broken(name, line)
    return Field(match["name"], cast(FieldKind, match["kind"]), Text(match["fr"], match["en"]))


def _filter(name: str, line: str, patterns: Mapping[str, str]) -> Filter:
    match = NAMED.fullmatch(line)
    kind, _, detail = ((match["kind"] or "") if match else "").partition("/")
    known = {"concept": SCHEMES, "thing": THING_TYPES, "year": ("",), "reference": ("",)}
    if match is None or detail not in known.get(kind, ()):
        raise _broken(name, line)
    pattern = patterns.get(match["name"], "")
    if f"?{match['name']}" not in pattern or "?thing" not in pattern:
        raise _broken(name, f"narrows: {match['name']}")
    return Filter(match["name"], match["kind"], Text(match["fr"], match["en"]), pattern)


def _check(collection: Collection) -> None:
    name, text = collection.name, collection.text
    told = set(re.findall(r'BIND\("(\w+)" AS \?field\)', text))
    if told != {field.name for field in collection.fields}:
        raise _broken(name, f"fields {sorted(told)}")
    if set(collection.of) - {*SCHEMES, *THING_TYPES} or collection.sentence not in {
        "",
        "claim",
        "figure",
    }:
        raise _broken(name, "of, sentence")
    if f"WHERE {{\n  {collection.members}\n" not in text:
        raise _broken(name, "members")
    try:
        answer = pyoxigraph.Store().query(text)
    except SyntaxError as fault:
        raise _broken(name, str(fault)) from fault
    variables = getattr(answer, "variables", ())
    if [variable.value for variable in variables] != ["thing", "field", "value"]:
        raise _broken(name, "SELECT ?thing ?field ?value")


def _broken(name: str, where: str) -> QueryError:
    return QueryError(
        Text(
            f"La collection « {name} » ne tient pas les promesses de son en-tête : {where}.",
            f"The collection “{name}” breaks the promises of its header: {where}.",
        ),
        Text(
            f"Corrigez {name}.rq ; la forme est dite dans queries/lists/definitions.py.",
            f"Mend {name}.rq; the form is told in queries/lists/definitions.py.",
        ),
    )
