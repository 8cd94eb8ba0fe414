"""What the graph says of a thing, statement by statement, with who says it.

The generic part of every page: rows of property and values, grouped by the sources that
vouch for them. Pages with a layout of their own hide the properties they already show; what
nobody hides appears here, so that no statement is ever left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode

from explorer.messages import Messages
from explorer.models import Group, Link, Row, Source, Value
from explorer.paths import is_ours, page_path, web_address
from explorer.reading import Facts, Reading, Statement, Words
from explorer.typography import date, number
from graph.store import Term
from ontology.errors import VocabularyError
from ontology.iris import BASE, thing
from ontology.terms import AL, DCTERMS, OA, PROV, QB, RDF, RDFS, SKOS, XSD

__all__ = ["groups_of", "link_if", "link_to", "property_words", "sources_of", "value_of"]

_PREFIXES: Final = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs",
    "http://www.w3.org/2004/02/skos/core#": "skos",
    "http://www.w3.org/ns/prov#": "prov",
    "http://purl.org/linked-data/cube#": "qb",
    "http://www.w3.org/ns/oa#": "oa",
    "http://purl.org/dc/terms/": "dcterms",
    "http://www.w3.org/ns/org#": "org",
    "http://www.w3.org/2002/07/owl#": "owl",
    "http://xmlns.com/foaf/0.1/": "foaf",
}

# Shown by the head of every page, or said better elsewhere on it.
_IN_THE_HEAD: Final = frozenset({RDFS.label.value, SKOS.prefLabel.value, SKOS.inScheme.value})

_FOR_MACHINES: Final = frozenset({AL.sha256.value, AL.fileName.value, SKOS.notation.value})
_DATES: Final = frozenset(
    node.value for node in (DCTERMS.issued, AL.readOn, DCTERMS.created, DCTERMS.modified)
)
_YEARS: Final = frozenset({AL.startYear.value, AL.endYear.value, AL.lineNumber.value})
_YEARS_AND_OFFSETS: Final = _YEARS | {OA.start.value, OA.end.value}
# How the vocabulary notes where a notion was read.
_READ_AT: Final = re.compile(r"(?P<file>\S+\.txt), ligne (?P<line>\d+)")
_FILES: Final = f"SELECT ?d ?n WHERE {{ ?d {AL.fileName} ?n }}"
# A page of the web without a title is named by its address, no longer than a title.
_LONGEST_NAME: Final = 48
_NUMBERS: Final = frozenset({XSD.decimal.value, XSD.integer.value, XSD.nonNegativeInteger.value})

# What a reader of a page wants first; the rest follows by label.
_FIRST: Final = tuple(
    node.value
    for node in (
        RDF.type, SKOS.definition, SKOS.altLabel, AL.actorType, AL.documentKind, AL.eventKind,
        AL.resourceKind, DCTERMS.title, DCTERMS.issued, AL.publishedBy, AL.aboutStudy,
        AL.partOfStudy, SKOS.broader, SKOS.narrower, AL.website, DCTERMS.source,
        PROV.wasDerivedFrom, QB.dataSet,
    )
)  # fmt: skip


def link_to(reading: Reading, iri: str) -> Link:
    """Return the link to one of our things, to a web address, or the bare name."""
    words = reading.label(iri)
    if is_ours(iri):
        return Link(_named_by_address(words), page_path(iri, reading.language))
    address = web_address(iri)
    return Link(words, address, external=bool(address))


def link_if(reading: Reading, iri: str | None) -> Link | None:
    """Return the link to `iri`, None for what is not told."""
    return link_to(reading, iri) if iri else None


def _named_by_address(words: Words) -> Words:
    """Return a name that is an address as people read one: host and first words of the path."""
    if not web_address(words.text):
        return words
    host, _, path = words.text.partition("://")[2].partition("/")
    told = f"{host.removeprefix('www.')}/{path.strip('/')}".rstrip("/")
    return Words(told if len(told) <= _LONGEST_NAME else f"{told[:_LONGEST_NAME].rstrip('-/')}…")


def property_words(reading: Reading, messages: Messages, iri: str) -> Words:
    """Return the name of a property: the ontology's, ours for an outside one, or its prefix form.

    The last is for a property nobody has named in either language.
    """
    namespace = iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
    name = iri[len(namespace) :]
    key = f"property.{_PREFIXES.get(namespace, '')}.{name}"
    if messages.has(key):
        return Words(messages(key), messages.language)
    if reading.named(iri):
        return reading.label(iri)
    return Words(f"{_PREFIXES[namespace]}:{name}" if namespace in _PREFIXES else name)


def value_of(reading: Reading, messages: Messages, prop: str, term: Term) -> Value:
    """Return how one value is shown: a link, a date, a number or a text in its language."""
    if isinstance(term, NamedNode):
        return Value(link_to(reading, term.value))
    if not isinstance(term, Literal):
        return Value(Link(Words(str(term))), code=True)
    if is_ours(term.value):
        # An IRI kept as text, so that it stays data: named, and never sent to the outside.
        return Value(link_to(reading, term.value))
    read = _READ_AT.fullmatch(term.value) if prop == DCTERMS.source.value else None
    if read:
        return _read_at(reading, messages, read["file"], read["line"])
    plain = _in_words(messages, prop, term)
    if plain is not None:
        return Value(Link(Words(plain, messages.language)))
    address = "" if term.language else web_address(term.value)
    words = Words(term.value, term.language or "")
    return Value(Link(words, address, external=bool(address)), code=prop in _FOR_MACHINES)


def _read_at(reading: Reading, messages: Messages, file: str, line: str) -> Value:
    """Return the title of the document read from `file`, for people; its name if none is held."""
    rows = reading.rows(_FILES)
    works = {
        name.value: work.value
        for work, name in rows
        if isinstance(work, NamedNode) and isinstance(name, Literal)
    }
    if file not in works:
        return Value(Link(Words(f"{file}{messages('quote.line', n=line)}")), code=True)
    link = link_to(reading, works[file])
    told = f"{link.words.text}{messages('quote.line', n=line)}"
    return Value(Link(Words(told, link.words.language), link.href))


def _in_words(messages: Messages, prop: str, literal: Literal) -> str | None:
    """Return a truth, number, date or our own code in words; None for any other literal."""
    kind = literal.datatype.value
    if kind == XSD.boolean.value:
        return messages("yes" if literal.value in {"true", "1"} else "no")
    if kind in _NUMBERS and prop not in _YEARS_AND_OFFSETS:
        return number(Decimal(literal.value), messages.language)
    code = f"retrieved.{literal.value}"
    if prop == AL.retrievedAs.value and messages.has(code):
        return messages(code)
    return date(literal.value, messages.language) if prop in _DATES else None


def groups_of(
    reading: Reading, messages: Messages, facts: Facts, hide: Iterable[NamedNode] = ()
) -> tuple[Group, ...]:
    """Return the statements of `facts` as rows, grouped by the sources that say them.

    Groups with most rows come first; `hide` names properties shown elsewhere on the page.
    """
    hidden = _IN_THE_HEAD | {node.value for node in hide}
    by_graphs: dict[tuple[str, ...], dict[str, list[Statement]]] = {}
    for statement in facts.statements:
        if statement.property not in hidden:
            rows = by_graphs.setdefault(statement.graphs, {})
            rows.setdefault(statement.property, []).append(statement)
    sources = sources_of(reading, messages, {name for names in by_graphs for name in names})
    groups = [
        Group(
            tuple(sources[name] for name in names),
            tuple(_row(reading, messages, prop, said) for prop, said in _ordered(reading, rows)),
        )
        for names, rows in by_graphs.items()
    ]
    return tuple(sorted(groups, key=lambda group: -len(group.rows)))


def _ordered(
    reading: Reading, rows: dict[str, list[Statement]]
) -> list[tuple[str, list[Statement]]]:
    def rank(item: tuple[str, list[Statement]]) -> tuple[int, str]:
        prop = item[0]
        place = _FIRST.index(prop) if prop in _FIRST else len(_FIRST)
        return place, reading.label(prop).text

    return sorted(rows.items(), key=rank)


def _row(reading: Reading, messages: Messages, prop: str, said: list[Statement]) -> Row:
    terms = [statement.value for statement in said]
    # A text we wrote in both languages is shown in the reader's; a quote has only its own.
    ours = {term.language for term in terms if isinstance(term, Literal) and term.language} >= {
        reading.language
    }
    kept = [
        term
        for term in terms
        if not (
            ours and isinstance(term, Literal) and term.language not in {None, reading.language}
        )
    ]
    values = [value_of(reading, messages, prop, term) for term in kept]
    values.sort(key=lambda value: value.link.words.text.casefold())
    return Row(property_words(reading, messages, prop), tuple(values))


def sources_of(reading: Reading, messages: Messages, graphs: Iterable[str]) -> dict[str, Source]:
    """Return who vouches for the statements of each named graph."""
    names = {iri: iri.removeprefix(f"{BASE}graph/") for iri in graphs}
    works = {
        iri: _work_of(reading, name.removeprefix("source/"))
        for iri, name in names.items()
        if name.startswith("source/")
    }
    found: dict[str, Source] = {}
    for iri, name in names.items():
        work = works.get(iri)
        if work:
            found[iri] = Source(link_to(reading, work), "work")
        elif messages.has(f"graph.{name}"):
            found[iri] = Source(Link(Words(messages(f"graph.{name}"))), name)
        else:
            found[iri] = Source(Link(Words(name)), "other")
    return found


def _work_of(reading: Reading, slug: str) -> str | None:
    """Return the document of that name, or the work in which the case of that name was read."""
    try:
        document, case = thing("document", slug), thing("case", slug)
    except VocabularyError:
        return None
    facts, told = reading.gather([document, case])
    if facts:
        return document
    return told.thing(AL.recordedIn) or (case if told else None)
