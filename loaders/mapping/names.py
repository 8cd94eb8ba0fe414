"""What everything that a record speaks of is called.

A statement names things by reference; pages and messages need their names, so one index over
the whole record and the vocabulary is made before any quad. It refuses a reference that
leads nowhere: a quad about a thing without a name would be a page without a title.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Protocol

from pyoxigraph import Literal, NamedNode, Quad

from loaders.mapping.periods import period_words
from loaders.mapping.statements import bilingual
from loaders.records import (
    Base,
    CaseRecord,
    DiscrepancyRecord,
    DocumentRecord,
    EventRecord,
    IndicatorRecord,
    OrganisationRecord,
    PageRecord,
    PersonRecord,
    ResourceRecord,
    StudyRecord,
    Translated,
)
from loaders.recordset import Entry, RecordSet
from ontology.errors import Text, VocabularyError
from ontology.iris import SCHEMES, reference_of
from ontology.terms import RDFS
from ontology.vocabulary import Concept

__all__ = ["Concepts", "Names", "in_order"]


class Concepts(Protocol):
    """All that is asked of a vocabulary here."""

    def concept(self, scheme: str, slug: str) -> Concept:
        """Return a concept; raise VocabularyError if the scheme does not hold it."""
        ...


def in_order(records: RecordSet) -> list[Entry]:
    """Return the entries by folder and slug, whatever order they were read in.

    `table` comes before `table-annexe`, which the paths with their `.yaml` would turn round.
    """
    return sorted(records.entries, key=lambda entry: (entry.folder, entry.slug))


class Names:
    """The names of the record's things and of the vocabulary's concepts.

    Where two records name one thing (two cases of one alliance, two titles of one page),
    the first in the order of `in_order` names it.
    """

    __slots__ = ("_pages", "_quotes", "_things", "_vocabulary", "_words")

    def __init__(self, records: RecordSet, vocabulary: Concepts) -> None:
        self._vocabulary = vocabulary
        self._things: dict[str, str | Text] = {}
        self._pages: dict[str, str] = {}
        self._quotes: dict[str, str] = {}
        self._words: dict[tuple[str, str], Text] = {}
        for entry in in_order(records):
            for reference, name in _named(entry.record):
                self._things.setdefault(reference, name)
            self._gather(entry.record)
        for quads in records.imported.values():
            for reference, name in _labelled(quads):
                self._things.setdefault(reference, name)

    def _gather(self, record: Base) -> None:
        if isinstance(record, PageRecord):
            self._pages.setdefault(record.url, record.title or record.url)
        if isinstance(record, DocumentRecord | PageRecord):
            self._quotes.update({each.id: each.quote for each in record.passages})
        if isinstance(record, CaseRecord) and record.source.url and record.source.title:
            self._pages.setdefault(record.source.url, record.source.title)
        if isinstance(record, IndicatorRecord):
            self._pages.setdefault(record.source.url, record.source.title)

    def words(self, reference: str) -> Text:
        """Return the name of `scheme/slug` or `type/slug`; raise VocabularyError if none."""
        kind, _, slug = reference.partition("/")
        if kind in SCHEMES:
            return self.concept_words(kind, slug)
        name = self._thing(reference)
        return name if isinstance(name, Text) else Text(name, name)

    def labels(self, reference: str) -> tuple[Literal, ...]:
        """Return the name of a thing as literals: a proper name bears no language."""
        name = self._thing(reference)
        return bilingual(name) if isinstance(name, Text) else (Literal(name),)

    def concept(self, scheme: str, slug: str) -> NamedNode:
        """Return the node of a concept; raise VocabularyError if the scheme does not hold it."""
        return NamedNode(self._vocabulary.concept(scheme, slug).iri)

    def concept_words(self, scheme: str, slug: str) -> Text:
        """Return the name of a concept or period; raise VocabularyError if there is none."""
        if (scheme, slug) not in self._words:
            if scheme == "period":
                words = period_words(slug.replace("--", "/"))
            else:
                concept = self._vocabulary.concept(scheme, slug)
                words = Text(concept.fr, concept.en)
            self._words[scheme, slug] = words
        return self._words[scheme, slug]

    def broader(self, scheme: str, slug: str) -> tuple[str, ...]:
        """Return the slugs of the concepts just above one, in the same scheme."""
        wider = self._vocabulary.concept(scheme, slug).broader
        return tuple(each.partition("/")[2] for each in wider if each.startswith(f"{scheme}/"))

    def page_title(self, url: str) -> str:
        """Return the title under which a web page was read, or its address."""
        return self._pages.get(url, url)

    def quote(self, passage: str) -> str | None:
        """Return the words of a passage of the record."""
        return self._quotes.get(passage)

    def _thing(self, reference: str) -> str | Text:
        if reference in self._things:
            return self._things[reference]
        near = ", ".join(difflib.get_close_matches(reference, self._things, n=3))
        raise VocabularyError(
            Text(f"Aucune fiche ne décrit « {reference} ».", f"No record describes “{reference}”."),
            Text(
                f"Références proches : {near or 'aucune'}. Corrigez la référence ou ajoutez la "
                "fiche.",
                f"Nearest references: {near or 'none'}. Mend the reference or add the record.",
            ),
        )


def _named(record: Base) -> Iterator[tuple[str, str | Text]]:
    match record:
        case DocumentRecord():
            yield f"document/{record.document}", record.title
            yield from _numbered(record)
        case PageRecord():
            yield from _numbered(record)
        case CaseRecord():
            yield f"case/{record.case}", record.name
            yield f"alliance/{record.alliance}", record.name
            for item in record.items:
                yield f"claim/{item.id}", Text(f"affirmation {item.id}", f"claim {item.id}")
        case OrganisationRecord():
            yield f"organisation/{record.organisation}", record.name
        case PersonRecord():
            yield f"person/{record.person}", record.name
        case StudyRecord():
            yield record.study, _text(record.name)
        case EventRecord():
            yield f"event/{record.event}", _text(record.name)
        case ResourceRecord():
            yield f"resource/{record.resource}", _text(record.name)
        case IndicatorRecord():
            yield f"indicator/{record.indicator}", _text(record.name)
        case DiscrepancyRecord():
            slug = record.discrepancy
            yield f"discrepancy/{slug}", Text(f"contradiction {slug}", f"discrepancy {slug}")
        case _:
            return


def _labelled(quads: Iterable[Quad]) -> Iterator[tuple[str, str | Text]]:
    """Yield the name of each thing of ours that an import names."""
    labels: dict[str, dict[str, str]] = {}
    for quad in quads:
        if quad.predicate == RDFS.label and isinstance(quad.object, Literal):
            subject = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
            labels.setdefault(subject, {})[quad.object.language or ""] = quad.object.value
    for subject, told in labels.items():
        reference = reference_of(subject)
        if reference is not None:
            fr, en = told.get("fr"), told.get("en")
            yield reference, Text(fr, en) if fr and en else next(iter(told.values()))


def _numbered(record: DocumentRecord | PageRecord) -> Iterator[tuple[str, Text]]:
    # Named by number: their full wording is built of names, and may not need itself.
    for passage in record.passages:
        yield f"passage/{passage.id}", Text(f"passage {passage.id}", f"passage {passage.id}")
    for figure in record.figures:
        yield f"figure/{figure.id}", Text(f"chiffre {figure.id}", f"figure {figure.id}")
    for claim in record.claims if isinstance(record, DocumentRecord) else ():
        yield f"claim/{claim.id}", Text(f"affirmation {claim.id}", f"claim {claim.id}")


def _text(name: Translated) -> Text:
    return Text(name.fr, name.en)
