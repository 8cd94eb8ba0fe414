"""`/dumps/...`, all the data as files, and `/catalog`, what they are for whoever harvests it.

Files are made when first asked for and kept in memory until another snapshot is served; one
request makes them at a time, and the others wait. A file has an ETag, its own SHA-256, so that
a harvester that has it already gets nothing again.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from fastapi import APIRouter, Request, Response
from pyoxigraph import RdfFormat, serialize
from starlette.exceptions import HTTPException

from api.door import Door
from api.negotiation import chosen
from explorer.descriptions import PREFIXES
from explorer.rendering import Site
from ontology.terms import DCAT, SPDX
from queries.dataset import catalog_triples
from queries.dumps import Dump, Dumps
from queries.writing import Edition

__all__ = ["dump_routes"]

_READ: Final = ["GET", "HEAD"]
_FORMS: Final = {
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
_PREFIXES: Final = {
    **PREFIXES,
    "dcat": str(DCAT.Catalog.value).removesuffix("Catalog"),
    "spdx": str(SPDX.Checksum.value).removesuffix("Checksum"),
}


class _Kept:
    """The files made so far, of the snapshot now served."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._lock = threading.Lock()
        self._version = ""
        self._made: dict[str, Dump] = {}

    @contextmanager
    def reading(self) -> Iterator[tuple[Dumps, Edition, Site]]:
        """Hold the files of the current snapshot; raise StoreError if there is none."""
        with self._door.visit("fr") as visit, self._lock:
            version = visit.opened.snapshot.content_hash
            if version != self._version:
                self._version, self._made = version, {}
            edition = Edition(version=visit.opened.snapshot.path.name, content_hash=version)
            yield Dumps(visit.opened.store, edition, self._made), edition, visit.site


def dump_routes(door: Door) -> APIRouter:
    """Return the routes of the files and of the catalogue."""
    router = APIRouter()
    kept = _Kept(door)

    @router.api_route("/dumps", methods=_READ, response_class=Response)
    @router.api_route("/dumps/", methods=_READ, response_class=Response)
    def sums(request: Request) -> Response:
        return _file(request, "SHA256SUMS")

    @router.api_route("/dumps/{name}", methods=_READ, response_class=Response)
    def dump(name: str, request: Request) -> Response:
        return _file(request, name)

    def _file(request: Request, name: str) -> Response:
        with kept.reading() as (dumps, _, _):
            held = dumps.file(name)
        headers = {"ETag": f'"{held.sha256}"', "Cache-Control": "no-cache"}
        if held.media_type in {"application/gzip", "application/zip", "text/csv"}:
            headers["Content-Disposition"] = f'attachment; filename="{held.name}"'
        if f'"{held.sha256}"' in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        kind = held.media_type + ("; charset=utf-8" if held.media_type.startswith("text/") else "")
        return Response(held.data, 200, headers, kind)

    @router.api_route("/catalog", methods=_READ, response_class=Response)
    def catalog(request: Request) -> Response:
        asked = chosen(request.headers.get("accept", ""), (*_FORMS, "text/html"))
        if asked is None:
            raise HTTPException(406, headers={"Vary": "Accept"})
        # A person gets the text that a person can read best.
        kind = asked if asked in _FORMS else "text/turtle"
        with kept.reading() as (dumps, edition, site):
            files = [dumps.file(name) for name in dumps.names]
            triples = catalog_triples(files, edition, site.public_url)
        content = serialize(triples, format=_FORMS[kind], prefixes=_PREFIXES) or b""
        if kind.startswith("text/"):
            kind += "; charset=utf-8"
        return Response(content, 200, {"Vary": "Accept", "Cache-Control": "no-cache"}, kind)

    return router
