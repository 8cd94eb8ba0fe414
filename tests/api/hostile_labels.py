"""Hostile labels put into the invented record, and what a program would run of a file."""

from __future__ import annotations

import csv
import io
import itertools
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, Quad

from ontology.terms import AL, DCTERMS, OA, RDFS, SKOS
from tests.payloads import PAYLOADS

TEXTS = {
    RDFS.label,
    SKOS.prefLabel,
    SKOS.altLabel,
    SKOS.definition,
    SKOS.note,
    DCTERMS.title,
    DCTERMS.description,
    OA.exact,
    AL.heading,
    AL.populationText,
    AL.itemText,
    AL.explanation,
}


def poisoned(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Put a payload in front of every text."""
    turn = itertools.cycle(PAYLOADS)
    for quad in quads:
        if quad.predicate in TEXTS and isinstance(quad.object, Literal):
            text = f"{next(turn)} {quad.object.value}"
            language = quad.object.language
            value = Literal(text, language=language) if language else Literal(text)
            yield Quad(quad.subject, quad.predicate, value, quad.graph_name)
        else:
            yield quad


def safe(text: str, least: int = 1) -> None:
    """Fail unless the table holds `least` rows below its header, and no cell that would run."""
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) > least
    for row in rows:
        for cell in row:
            number = cell.replace(".", "", 1).lstrip("-").isdigit()
            assert number or cell[:1] not in set("=+-@\t\r"), cell[:60]


# Where a network file writes a name or a value: words, which nothing takes for an address.
WORDS: Final = frozenset({("attvalue", "value"), ("node", "label"), ("edge", "label")})


def inert(text: str | bytes) -> None:
    """Fail unless this is well-formed XML without script, handler or address that runs."""
    for one in ET.fromstring(text).iter():  # noqa: S314  our own text
        assert one.tag.rpartition("}")[2].lower() not in RUNNING, one.tag
        for name, value in one.attrib.items():
            assert not name.rpartition("}")[2].lower().startswith("on"), name
            if (one.tag.rpartition("}")[2], name) in WORDS:
                continue
            assert not value.strip().lower().startswith(("javascript:", "data:text")), value


RUNNING = {"script", "foreignobject", "iframe", "object", "embed", "handler", "set", "animate"}
