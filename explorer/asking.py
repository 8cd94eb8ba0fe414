"""The catalogue of questions as people use it: a sentence, its blanks, and the answer as a table.

A question is asked with the values of its blanks, which stand in the address, so that an
answer is a link to send. The table shows names where the file has identifiers, and each name
leads to its page. An answer without rows says so and which blank could be changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from explorer.claims import status_named
from explorer.kinds import CLASSES
from explorer.models import Link, Status
from explorer.paging import Paging, paging
from explorer.paths import is_ours, page_path, web_address
from explorer.reading import Reading, Words, best
from ontology.iris import BASE, reference_of, scheme
from ontology.terms import RDF, RDFS, SKOS
from queries.answers import Answer, Node, ask, cell
from queries.answers import reading as plain
from queries.binding import bind
from queries.catalogue import Parameter, catalogue, read_question
from queries.writing import shown

__all__ = ["Blank", "Entry", "Field", "QuestionPage", "entries", "question_page"]

PAGE: Final = 100
# Beyond this many, a list to choose from is slower than writing the name.
_LONGEST: Final = 400
_CONCEPTS: Final = (
    f"SELECT ?s ?l WHERE {{ VALUES ?in {{ }} ?s {SKOS.inScheme} ?in . ?s {RDFS.label} ?l }}"
)
_THINGS: Final = f"SELECT ?s ?l WHERE {{ VALUES ?c {{ }} ?s {RDF.type} ?c . ?s {RDFS.label} ?l }}"
_STATUSES: Final = f"{BASE}scheme/status/"


@dataclass(frozen=True, slots=True)
class Entry:
    """One question of the catalogue as the list of questions shows it."""

    name: str
    title: str
    question: str
    href: str
    blanks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank of a question: what to choose from, or to write; `value` is what stands in it."""

    name: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...]
    number: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One cell of an answer: words with their link, a status, or a number."""

    link: Link
    status: Status | None = None
    number: bool = False
    share: float | None = None


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question with its answer; `rows` is one page of `total`."""

    name: str
    question: str
    note: str
    blanks: tuple[Blank, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Field, ...], ...]
    total: int
    paging: Paging
    query: str
    sparql: str
    given: str


def entries(language: str) -> tuple[Entry, ...]:
    """Return every question, by its title in `language`."""
    found = [
        Entry(
            name=one.name,
            title=one.title.in_language(language),
            question=one.question.in_language(language),
            href=f"/{language}/questions/{one.name}",
            blanks=tuple(each.label.in_language(language) for each in one.parameters),
        )
        for one in catalogue()
    ]
    return tuple(sorted(found, key=lambda one: one.title.casefold()))


def question_page(reading: Reading, name: str, asked: Mapping[str, str]) -> QuestionPage:
    """Return a question answered with `asked`, each missing value being that of the example.

    Raise QueryError for a question there is not and for a value that names nothing.
    """
    question = read_question(name)
    language = reading.language
    values = {
        one.name: asked.get(one.name, "").strip() or one.sample for one in question.parameters
    }
    answer = ask(question, values, reading.store)
    at = paging(
        asked.get("page", "1"),
        len(answer.rows),
        PAGE,
        lambda page: _href(language, name, values, page),
    )
    places = shown([column.name for column in answer.columns], language)
    query = urlencode(values)
    return QuestionPage(
        name=name,
        question=question.question.in_language(language),
        note=question.note.in_language(language) if question.note else "",
        blanks=tuple(_blank(reading, one, answer) for one in question.parameters),
        heads=tuple(answer.columns[place].label.in_language(language) for place in places),
        rows=tuple(_rows(reading, answer, places, at)),
        total=len(answer.rows),
        paging=at,
        query=query,
        sparql=bind(question, answer.values),
        given=", ".join(_said(reading, one, answer) for one in question.parameters),
    )


def _href(language: str, name: str, values: Mapping[str, str], page: int) -> str:
    return f"/{language}/questions/{name}?{urlencode({**values, 'page': str(page)})}"


def _said(reading: Reading, parameter: Parameter, answer: Answer) -> str:
    term = answer.values[parameter.name]
    said = reading.label(term.value).text if isinstance(term, NamedNode) else term.value
    return f"{parameter.label.in_language(reading.language)} = {said}"


def _blank(reading: Reading, parameter: Parameter, answer: Answer) -> Blank:
    term = answer.values[parameter.name]
    reference = reference_of(term.value) if isinstance(term, NamedNode) else None
    value = reference or term.value
    options = tuple(_options(reading, parameter))
    return Blank(
        name=parameter.name,
        label=parameter.label.in_language(reading.language),
        value=value,
        options=options if len(options) <= _LONGEST else (),
        number=parameter.kind == "year",
    )


def _options(reading: Reading, parameter: Parameter) -> Iterator[tuple[str, str]]:
    """Yield (reference, name) of everything that may stand in the blank, by name."""
    kind, _, detail = parameter.kind.partition("/")
    if kind == "concept":
        rows = reading.rows(_CONCEPTS, **{"in": [scheme(detail)]})
    elif kind == "thing" and detail in CLASSES:
        rows = reading.rows(_THINGS, c=[one.value for one in CLASSES[detail]])
    else:
        return
    named: dict[str, list[Literal]] = {}
    for iri, label in rows:
        if isinstance(iri, NamedNode) and isinstance(label, Literal):
            named.setdefault(iri.value, []).append(label)
    words = {iri: best(labels, reading.language) for iri, labels in named.items()}
    told = [
        (reference_of(iri) or iri, found.text) for iri, found in words.items() if found is not None
    ]
    yield from sorted(told, key=lambda pair: pair[1].casefold())


def _rows(
    reading: Reading, answer: Answer, places: list[int], at: Paging
) -> Iterator[tuple[Field, ...]]:
    names = [column.name for column in answer.columns]
    part = at.part(answer.rows)
    reading.name_all(
        term.value for row in part for term in row if isinstance(term, NamedNode) and term.value
    )
    bar = _bar(answer, places)
    largest = max((_number(row[bar]) for row in part), default=0) if bar is not None else 0
    for row in part:
        yield tuple(
            _field(reading, names, row, place, largest if place == bar else 0) for place in places
        )


def _bar(answer: Answer, places: list[int]) -> int | None:
    """Return the only column of counts of a short answer: the one a bar makes easier to read."""
    if not 3 <= len(answer.rows) <= 40:
        return None
    counts = [
        place for place in places if all(isinstance(cell(row[place]), int) for row in answer.rows)
    ]
    counts = [place for place in counts if not isinstance(cell(answer.rows[0][place]), bool)]
    year = {place for place in counts if "year" in answer.columns[place].name}
    alone = [place for place in counts if place not in year]
    return alone[0] if len(alone) == 1 else None


def _number(term: Node | None) -> int:
    value = cell(term)
    return value if isinstance(value, int) else 0


def _field(
    reading: Reading, names: list[str], row: tuple[Node | None, ...], place: int, largest: int
) -> Field:
    term = row[place]
    base = names[place].removesuffix("_fr").removesuffix("_en").removesuffix("_label")
    about = row[names.index(base)] if base in names else None
    target = about if isinstance(about, NamedNode) else term
    value = cell(term)
    if isinstance(target, NamedNode) and target.value.startswith(_STATUSES):
        return Field(Link(Words("")), status=status_named(reading, target.value))
    if isinstance(target, NamedNode):
        words = _words(reading, term, target)
        place_of = page_path(target.value, reading.language) if is_ours(target.value) else ""
        address = place_of or web_address(target.value)
        return Field(Link(words, address, external=bool(address and not place_of)))
    text = Words(plain(term, reading.language), getattr(term, "language", None) or "")
    share = _number(term) / largest if largest else None
    return Field(Link(text), number=not isinstance(value, str) and value is not None, share=share)


def _words(reading: Reading, term: Node | None, target: NamedNode) -> Words:
    if isinstance(term, Literal):
        return Words(term.value, term.language or "")
    return reading.label(target.value) if is_ours(target.value) else Words(target.value)
