"""Every IRI opens: 303 to a page or to data, by what the client asks for.

`/id/...` and `/scheme/...` name things, which are not documents; they answer 303 and say on
what the answer depends. `/data/...` are documents with an extension, for whoever cannot set
a header. An identifier that was renamed answers 301 for ever, one that was retracted 410.
"""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from api.answer_cache import VERSION
from api.door import Door
from api.negotiation import chosen, language_of
from explorer.citations import CITATION_TYPES, citation_of, cited
from explorer.descriptions import MEDIA_TYPES, described, description_of
from explorer.impact_standard import CIDS, CIDS_TYPE, impacts_in_cids
from explorer.paths import data_path, no_such_page, page_path
from explorer.retired import retired_of
from ontology.iris import BASE, concept, scheme, thing

__all__ = ["data_routes", "moved"]

_READ = ["GET", "HEAD"]
_VARY: Final = {"Vary": "Accept, Accept-Language"}
_OFFERED: Final = ("text/html", *MEDIA_TYPES.values())
_TYPES: Final = {**MEDIA_TYPES, **CITATION_TYPES, CIDS: CIDS_TYPE}


def data_routes(door: Door) -> APIRouter:
    """Return the routes of identifiers and of their machine-readable descriptions."""
    router = APIRouter()

    @router.api_route("/id/{kind}/{slug}", methods=_READ)
    def a_thing(kind: str, slug: str, request: Request) -> Response:
        return _see_other(door, request, thing(kind, slug))

    @router.api_route("/scheme/{name}", methods=_READ)
    def a_scheme(name: str, request: Request) -> Response:
        return _see_other(door, request, scheme(name))

    @router.api_route("/scheme/{name}/{slug}", methods=_READ)
    def a_concept(name: str, slug: str, request: Request) -> Response:
        return _see_other(door, request, concept(name, slug))

    @router.api_route("/data/{kind}/{file}", methods=_READ)
    def data_of_thing(kind: str, file: str) -> Response:
        slug, extension = _parted(file)
        iri = scheme(slug) if kind == "scheme" else thing(kind, slug)
        return _data(door, iri, extension)

    @router.api_route("/data/scheme/{name}/{file}", methods=_READ)
    def data_of_concept(name: str, file: str) -> Response:
        slug, extension = _parted(file)
        return _data(door, concept(name, slug), extension)

    return router


def moved(place: str) -> Response:
    """Return the answer of an address whose thing has another one now."""
    return Response(status_code=301, headers={"Location": place, "Cache-Control": "no-cache"})


def _see_other(door: Door, request: Request, iri: str) -> Response:
    language = language_of(request.headers.get("accept-language", ""))
    with door.visit(language) as visit:
        if not visit.reading.facts(iri):
            raise no_such_page()
        old = retired_of(visit.reading, iri)
    if old is not None:
        if old.now is None:
            raise old.refusal()
        return moved(old.now.removeprefix(BASE.rstrip("/")))
    asked = chosen(request.headers.get("accept", ""), _OFFERED)
    if asked is None:
        raise HTTPException(406, headers=dict(_VARY))
    extensions = {media_type: extension for extension, media_type in MEDIA_TYPES.items()}
    place = data_path(iri, extensions[asked]) if asked in extensions else page_path(iri, language)
    return Response(status_code=303, headers={"Location": place, **_VARY})


def _parted(file: str) -> tuple[str, str]:
    """Split a file's name; a slug may hold dots, and one extension does."""
    for extension in (*CITATION_TYPES, CIDS):
        if file.endswith(f".{extension}"):
            return file.removesuffix(f".{extension}"), extension
    slug, _, extension = file.rpartition(".")
    return slug, extension


def _data(door: Door, iri: str, extension: str) -> Response:
    if extension not in _TYPES:
        raise no_such_page()
    with door.visit("fr") as visit:
        old = retired_of(visit.reading, iri)
        if old is not None:
            if old.now is None:
                raise old.refusal()
            return moved(data_path(old.now, extension))
        if extension in CITATION_TYPES:
            citation = citation_of(visit.reading, iri, visit.site.public_url)
            content = cited(citation, extension, visit.site.version)
        elif extension == CIDS:
            content = impacts_in_cids(visit.reading, iri, door.pages.messages)
        else:
            content = described(description_of(visit.reading, iri), extension)
        headers = {"Cache-Control": "no-cache", VERSION: visit.site.version}
    media_type = _TYPES[extension]
    if media_type.startswith("text/"):
        media_type += "; charset=utf-8"
    return Response(content, 200, headers, media_type)
