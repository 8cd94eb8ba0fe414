"""`/catalog` and `/.well-known/void`: what the data are, for whoever harvests or crawls them.

Both say what the graph says of itself (its graph `catalog`: where each part comes from, how
much there is) and what only this instance knows: the files to take away and the services to
ask. The catalogue tells all of it, files of the record with their digests included; VoID
leaves provenance out and is what a crawler reads before it asks anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from fastapi import APIRouter, Request, Response
from pyoxigraph import RdfFormat, Triple, serialize
from starlette.exceptions import HTTPException

from api.answer_cache import VERSION
from api.door import Door
from api.dumps import Files
from api.negotiation import chosen
from api.sparql_answers import answer_headers, refusal
from api.sparql_description import address_of, service_triples
from explorer.descriptions import PREFIXES
from graph.store import Store
from ontology.errors import AlliancesError
from ontology.terms import DCAT, SPDX, VOID
from queries.dataset import catalog_triples, void_triples

__all__ = ["catalog_routes"]

_READ: Final = ["GET", "HEAD"]
_FORMS: Final = {
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/trig": RdfFormat.TRIG,
}
_PREFIXES: Final = {
    **PREFIXES,
    "dcat": str(DCAT.Catalog.value).removesuffix("Catalog"),
    "spdx": str(SPDX.Checksum.value).removesuffix("Checksum"),
    "void": str(VOID.Dataset.value).removesuffix("Dataset"),
    "sd": "http://www.w3.org/ns/sparql-service-description#",
}


def catalog_routes(door: Door, files: Files) -> APIRouter:
    """Return the routes of the catalogue and of VoID."""
    router = APIRouter()

    @router.api_route("/catalog", methods=_READ, response_class=Response)
    @door.slow
    def catalog(request: Request) -> Response:
        kind = _kind(request)
        with files.reading() as shelf:
            dumps = [shelf.dumps.file(name) for name in shelf.dumps.names]
            visit = shelf.visit
            triples = catalog_triples(
                dumps, shelf.edition, visit.site.public_url, visit.opened.store
            )
        headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
        return _written(triples, kind, {**headers, VERSION: shelf.edition.content_hash})

    @router.api_route("/.well-known/void", methods=_READ, response_class=Response)
    def void(request: Request) -> Response:
        try:
            return _void(door, request)
        except AlliancesError as error:
            return refusal(request, error)

    return router


def _void(door: Door, request: Request) -> Response:
    kind = _kind(request)
    address = address_of(request, door.public_url)
    with door.visit("fr") as visit:
        store: Store = visit.opened.store
        told = {*service_triples(visit.opened.snapshot, address)}
        told.update(void_triples(store, door.public_url))
        version = visit.site.version
    return _written(sorted(told, key=str), kind, {**answer_headers(), VERSION: version})


def _kind(request: Request) -> str:
    asked = chosen(request.headers.get("accept", ""), (*_FORMS, "text/html"))
    if asked is None:
        raise HTTPException(406, headers={"Vary": "Accept"})
    # A person gets the text that a person can read best.
    return asked if asked in _FORMS else "text/turtle"


def _written(triples: Iterable[Triple], kind: str, headers: dict[str, str]) -> Response:
    content = serialize(triples, format=_FORMS[kind], prefixes=_PREFIXES) or b""
    media_type = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    return Response(content, 200, headers, media_type)
