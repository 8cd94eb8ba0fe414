"""The graph as files: tables for spreadsheets, quads for machines.

A table is defined by one query in `exports/`, whose columns are the header of the file, and
for claims and figures by their sentences, which no query can write (decision 0010). Rows
with one key are one line, so that a list does not multiply lines; no value is ever dropped:
a cell that should hold one value and holds several shows them all. Lines and lists are
sorted here, so that a file depends on the graph and on nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pyoxigraph import Quad, RdfFormat, serialize

from graph.frames import parquet
from graph.store import Store
from ontology.errors import QueryError, Text
from ontology.iris import BASE, NS, thing
from queries.answers import Cell, cell
from queries.catalogue import Question, export_names, read_export
from queries.sentences import sentences_of
from queries.typography import french
from queries.writing import Edition, both, csv_text, json_text

__all__ = [
    "FACTS",
    "FACTS_FORMATS",
    "GRAPH",
    "GRAPH_FORMATS",
    "NETWORK",
    "NETWORK_FORMATS",
    "TABLE_FORMATS",
    "Line",
    "check",
    "export",
    "forms",
    "kinds",
    "lines",
]

GRAPH: Final = "graph"
FACTS: Final = "facts"
NETWORK: Final = "network"
TABLE_FORMATS: Final = ("csv", "json", "parquet")
GRAPH_FORMATS: Final = ("nq", "trig", "ttl", "jsonld")
FACTS_FORMATS: Final = ("ttl", "nt")
NETWORK_FORMATS: Final = ("graphml", "gexf")

_PREFIXES: Final = {
    "al": NS,
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "scheme": f"{BASE}scheme/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# The graphs of what sources and record say; the others hold vocabulary, conclusions, metadata.
_TOLD: Final = re.compile(
    re.escape(f"{BASE}graph/") + r"(?:registry|indicators|comparisons|(?:source|import)/.*)\Z"
)

# One line of a file: a cell, or a tuple of cells where the column is a list.
Line = tuple[Cell | tuple[Cell, ...], ...]


def kinds() -> tuple[str, ...]:
    """Return what can be exported."""
    return (*export_names(), GRAPH, FACTS, NETWORK)


def forms(kind: str) -> tuple[str, ...]:
    """Return the formats of one kind, the usual one first."""
    others = {GRAPH: GRAPH_FORMATS, FACTS: FACTS_FORMATS, NETWORK: NETWORK_FORMATS}
    return others.get(kind, TABLE_FORMATS)


def check(kind: str, form: str) -> None:
    """Raise QueryError, naming what can be had, unless `kind` can be written as `form`."""
    if kind not in kinds() or form not in forms(kind):
        raise _impossible(kind, form)


def export(kind: str, form: str, store: Store, edition: Edition) -> bytes:
    """Return the file of one kind in one format, UTF-8.

    Raise QueryError as `check` does, AlliancesError for parquet without polars.
    """
    check(kind, form)
    if kind == GRAPH:
        return _graph(form, store)
    if kind == FACTS:
        return _facts(form, store)
    if kind == NETWORK:
        return _network(form, store, edition)
    definition = read_export(kind)
    rows = lines(definition, store)
    names = [column.name for column in definition.written]
    if form == "csv":
        return csv_text(names, rows).encode()
    if form == "parquet":
        return parquet(names, rows)
    about = {
        "name": kind,
        "title": both(definition.title),
        "note": both(definition.note) if definition.note else None,
    }
    return json_text(definition.written, rows, about=about, edition=edition).encode()


def lines(definition: Question, store: Store) -> tuple[Line, ...]:
    """Return the lines of a table, sorted by key; declared list columns hold tuples.

    The cells stand in the order of `definition.written`.
    """
    names = [column.name for column in definition.columns]
    held: dict[tuple[str, ...], list[Mapping[str, Cell]]] = {}
    for row in store.query(definition.text).rows:
        # STRAFTER gives an empty text where there is nothing to cut off.
        cells = (None if cell(term) == "" else cell(term) for term in row)
        named = dict(zip(names, cells, strict=True))
        held.setdefault(tuple(_text(named[name]) for name in definition.key), []).append(named)
    groups = _groups(definition, names)
    lists = {name for group in definition.folds for name in group}
    made = [(key, _line(held[key], names, groups, lists)) for key in sorted(held, key=_natural_all)]
    return _with_sentences(definition.sentence, store, made)


def _with_sentences(
    kind: str, store: Store, made: Sequence[tuple[tuple[str, ...], Line]]
) -> tuple[Line, ...]:
    """Return the lines, each with its sentence in both languages where the export has one.

    A sentence travels alone in a file: it comes with its source, in the spaces of its language.
    """
    if not kind:
        return tuple(line for _, line in made)
    told = sentences_of(kind, store, (thing(kind, key[0]) for key, _ in made))
    lines_: list[Line] = []
    for key, line in made:
        said = told.get(thing(kind, key[0]))
        lines_.append(
            (*line, french(said.fr.cited) if said else None, said.en.cited if said else None)
        )
    return tuple(lines_)


def _groups(definition: Question, names: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the columns by groups that belong together: as declared, else with their labels."""
    groups = [*definition.folds, *definition.together]
    placed = {name for group in groups for name in group}
    by_stem: dict[str, list[str]] = {}
    for name in names:
        if name not in placed:
            stem = re.sub(r"(?:_label)?(?:_en|_letter)?$", "", name)
            by_stem.setdefault(stem, []).append(name)
    return [*groups, *map(tuple, by_stem.values())]


def _line(
    rows: Sequence[Mapping[str, Cell]],
    names: Sequence[str],
    groups: Sequence[tuple[str, ...]],
    lists: set[str],
) -> Line:
    values: dict[str, Cell | tuple[Cell, ...]] = {}
    for group in groups:
        found = {tuple(row[name] for name in group) for row in rows}
        given = sorted(found - {(None,) * len(group)}, key=_natural_all)
        for place, name in enumerate(group):
            column = tuple(one[place] for one in given)
            alone = name not in lists and len(column) <= 1
            values[name] = (column[0] if column else None) if alone else column
    return tuple(values[name] for name in names)


def _text(value: Cell) -> str:
    return "" if value is None else str(value)


def _natural(value: Cell) -> tuple[tuple[str, int], ...]:
    """Sort `case-2` before `case-10`."""
    parts = re.split(r"([0-9]+)", _text(value))
    return tuple((text, int(number or -1)) for text, number in _pairs(parts))


def _natural_all(values: Sequence[Cell]) -> tuple[tuple[tuple[str, int], ...], ...]:
    return tuple(_natural(value) for value in values)


def _pairs(parts: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield from zip(parts[::2], [*parts[1::2], ""], strict=True)


def _graph(form: str, store: Store) -> bytes:
    # The default graph is the sum of the named ones: it is written where graphs cannot be.
    if form == "ttl":
        quads = sorted(store.quads(None), key=_order)
        triples = (quad.triple for quad in quads)
        return _steady(serialize(triples, format=RdfFormat.TURTLE, prefixes=_PREFIXES))
    named = [quad for name in store.graphs() for quad in store.quads(name)]
    if form == "nq":
        return b"".join(sorted(f"{quad} .\n".encode() for quad in named))
    ordered = sorted(named, key=_order)
    if form == "jsonld":
        return _harmless(serialize(ordered, format=RdfFormat.JSON_LD))
    return _steady(serialize(ordered, format=RdfFormat.TRIG, prefixes=_PREFIXES))


def _facts(form: str, store: Store) -> bytes:
    """Return what sources and record say, no vocabulary and no conclusion: it can be loaded."""
    told = {
        quad.triple for name in store.graphs() if _TOLD.match(name) for quad in store.quads(name)
    }
    ordered = sorted(told, key=str)
    if form == "nt":
        return b"".join(f"{triple} .\n".encode() for triple in ordered)
    return _steady(serialize(ordered, format=RdfFormat.TURTLE, prefixes=_PREFIXES))


def _network(form: str, store: Store, edition: Edition) -> bytes:
    # networkx and the shapes of a network take their time to import: only who asks waits.
    from graph.network import read_network  # noqa: PLC0415
    from graph.projections import project  # noqa: PLC0415
    from queries.network_files import network_file  # noqa: PLC0415

    network = read_network(store)
    return network_file(network, project(network, "all"), form, edition)


def _harmless(written: bytes | None) -> bytes:
    """Escape what would end a script element, should somebody put the file into a page."""
    text = (written or b"").decode()
    for sign in "<>&\u2028\u2029":
        # None of these signs stands in JSON outside its strings.
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text.encode()


def _steady(written: bytes | None) -> bytes:
    """Put the prefixes in order: the serialiser writes them in a new one at each run."""
    text = (written or b"").splitlines(keepends=True)
    prefixes = [line for line in text[: len(_PREFIXES)] if line.startswith(b"@prefix")]
    return b"".join([*sorted(prefixes), *text[len(prefixes) :]])


def _order(quad: Quad) -> tuple[str, str, str, str]:
    return str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)


def _impossible(kind: str, form: str) -> QueryError:
    tables = ", ".join(export_names())
    return QueryError(
        Text(
            f"On ne peut pas exporter « {kind} » en « {form} ».",
            f"“{kind}” cannot be exported as “{form}”.",
        ),
        Text(
            f"On peut exporter {tables} en {', '.join(TABLE_FORMATS)} ; "
            f"{GRAPH} en {', '.join(GRAPH_FORMATS)} ; {FACTS} en {', '.join(FACTS_FORMATS)} ; "
            f"{NETWORK} en {', '.join(NETWORK_FORMATS)}.",
            f"What can be exported: {tables} as {', '.join(TABLE_FORMATS)}; "
            f"{GRAPH} as {', '.join(GRAPH_FORMATS)}; {FACTS} as {', '.join(FACTS_FORMATS)}; "
            f"{NETWORK} as {', '.join(NETWORK_FORMATS)}.",
        ),
    )
