"""One envelope for every answer, in the form the client asked for.

JSON says what it is, from which data, how to cite it and which SPARQL gave it. CSV holds the
table alone, safe in a spreadsheet; Turtle and JSON-LD hold the things themselves, or the rows
of what is not made of things, and a node for the data they come from. In every form the
headers name the data version and the pages around. Given one snapshot, the same address gives
the same bytes: hence the ETag.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from types import MappingProxyType
from typing import Final, TypeAlias
from urllib.parse import quote

from fastapi import Request, Response
from pyoxigraph import Literal, NamedNode, Triple

from api.door import Visit
from api.rest.shapes import JSON, words
from explorer.descriptions import MEDIA_TYPES, described, descriptions_of
from ontology.errors import Text
from ontology.terms import DCTERMS, OWL, RDF, SH, VOID
from queries.answers import Cell
from queries.citations import citation
from queries.writing import LICENCE, Edition, csv_text

__all__ = ["FORMS", "Answer", "Line", "Table", "etag", "written"]

Line: TypeAlias = Sequence[Cell | tuple[Cell, ...]]

# Suffix -> media type, in the order of our liking.
FORMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "json": "application/json",
        "csv": "text/csv",
        "jsonld": MEDIA_TYPES["jsonld"],
        "ttl": MEDIA_TYPES["ttl"],
    }
)
# What an address holds as it is, besides letters and digits (RFC 3986).
_IN_ADDRESSES: Final = "/:@!$&'()*+,;=-._~"


@dataclass(frozen=True, slots=True)
class Table:
    """What CSV holds: a header, and lines made when they are asked for."""

    columns: Sequence[str]
    lines: Callable[[], Iterable[Line]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, before it is put into a form.

    `body` is what JSON holds beside the envelope, `queries` the SPARQL that gave it by name,
    `around` the other pages of a list by relation (first, prev, next, last) as paths. RDF forms
    describe the things `about`, and hold `triples`, made when they are asked for.
    """

    title: Text
    body: JSON
    queries: Mapping[str, str]
    table: Table
    note: Text | None = None
    total: int | None = None
    around: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    about: tuple[str, ...] = ()
    triples: Callable[[], Iterable[Triple]] = tuple


def etag(visit: Visit, request: Request, form: str) -> str:
    """Return the tag of this answer: weak, because a proxy may compress it."""
    asked = f"{request.url.path}?{request.url.query}\n{form}\n{version('alliances')}"
    digest = hashlib.sha256(asked.encode("utf-8", "replace")).hexdigest()[:16]
    return f'W/"{visit.site.version[:16]}-{digest}"'


def written(answer: Answer, visit: Visit, request: Request, form: str) -> Response:
    """Return the answer in `form`, one of FORMS."""
    path = _path(request)
    edition = Edition(visit.site.version, visit.site.version[:16])
    cited = citation(answer.title, path, edition, visit.site.public_url)
    write = {"json": _json, "csv": _csv, "jsonld": _rdf, "ttl": _rdf}[form]
    content = write(answer, visit, _Told(path, edition, cited, form))
    media_type = FORMS[form] + ("; charset=utf-8" if form in {"csv", "ttl"} else "")
    return Response(content, 200, _headers(answer, path), media_type)


@dataclass(frozen=True, slots=True)
class _Told:
    """What every form needs of the envelope."""

    path: str
    edition: Edition
    citation: Text
    form: str


def _path(request: Request) -> str:
    """Return the address that was asked, as it may stand in a header, whatever was sent."""
    path = quote(request.scope["path"], safe=_IN_ADDRESSES)
    query = quote(request.scope["query_string"], safe=f"{_IN_ADDRESSES}?%")
    return f"{path}?{query}" if query else path


def _headers(answer: Answer, path: str) -> dict[str, str]:
    links = [f'<{place}>; rel="{relation}"' for relation, place in answer.around.items()]
    described_by = _with_form(path, "json")
    links.append(f'<{described_by}>; rel="describedby"; type="application/json"')
    headers = {
        "Cache-Control": "no-cache",
        "Vary": "Accept",
        "Link": ", ".join(links),
    }
    if answer.total is not None:
        headers["X-Total-Count"] = str(answer.total)
    return headers


def _with_form(path: str, form: str) -> str:
    """Return the same address with the suffix of `form`."""
    place, mark, query = path.partition("?")
    stem, dot, suffix = place.rpartition(".")
    place = stem if dot and suffix in FORMS else place
    return f"{place}.{form}{mark}{query}"


def _json(answer: Answer, _: Visit, told: _Told) -> bytes:
    envelope = {
        "title": words(answer.title),
        "note": words(answer.note) if answer.note else None,
        "data": {"version": told.edition.version, "content_hash": told.edition.content_hash},
        "licence": LICENCE,
        "citation": words(told.citation),
        "sparql": dict(answer.queries),
        "links": {
            "self": told.path,
            **answer.around,
            **{form: _with_form(told.path, form) for form in FORMS},
        },
        **answer.body,
    }
    # NaN has no place in JSON: it is a fault here, never in the client.
    return json.dumps(envelope, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _csv(answer: Answer, _: Visit, __: _Told) -> bytes:
    return csv_text(answer.table.columns, answer.table.lines()).encode()


def _rdf(answer: Answer, visit: Visit, told: _Told) -> bytes:
    things = descriptions_of(visit.reading, answer.about)
    triples = (*things, *answer.triples(), *_provenance(answer, told))
    return described(tuple(sorted(set(triples), key=str)), told.form)


def _provenance(answer: Answer, told: _Told) -> Iterable[Triple]:
    """Yield what the data are, how they are cited and which queries chose them."""
    data = NamedNode(f"urn:sha256:{told.edition.content_hash}")
    yield Triple(data, RDF.type, VOID.Dataset)
    yield Triple(data, OWL.versionInfo, Literal(told.edition.version))
    yield Triple(data, DCTERMS.license, NamedNode(LICENCE))
    for language, text in (("fr", told.citation.fr), ("en", told.citation.en)):
        yield Triple(data, DCTERMS.bibliographicCitation, Literal(text, language=language))
    for query in answer.queries.values():
        yield Triple(data, SH.select, Literal(query))
