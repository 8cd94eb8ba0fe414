"""Every IRI opens: 303 to a page or to data, by what the client asks for.

`/id/...` and `/scheme/...` name things, which are not documents; they answer 303 and say on
what the answer depends. `/data/...` are documents with an extension, for whoever cannot set
a header. An identifier that was renamed answers 301 for ever, one that was retracted 410.

Named graphs, structures of cubes and the data as a whole have identifiers too, and no page of
their own: a person is led to the source of the graph, else to the page about the data. The data
of a graph are what the catalogue says of it (whence, how much, its digest); what it holds is
asked at `/sparql`, or taken away from `/dumps`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from api.answer_cache import VERSION
from api.door import Door
from api.negotiation import chosen, language_of
from explorer.citations import CITATION_TYPES, citation_of, cited
from explorer.descriptions import MEDIA_TYPES, described, description_of
from explorer.impact_standard import CIDS, CIDS_TYPE, impacts_in_cids
from explorer.paths import data_path, no_such_page, page_path
from explorer.reading import Reading
from explorer.retired import retired_of
from ontology.iris import BASE, concept, scheme, thing

__all__ = ["data_routes", "moved"]

_READ = ["GET", "HEAD"]
_VARY: Final = {"Vary": "Accept, Accept-Language"}
_OFFERED: Final = ("text/html", *MEDIA_TYPES.values())
_EXTENSIONS: Final = {media_type: extension for extension, media_type in MEDIA_TYPES.items()}
# What is named without being a thing of a page, by the first part of its address.
_OTHERS: Final = ("graph", "dsd", ".well-known/genid")
_NAME: Final = re.compile(r"[A-Za-z0-9_./-]{1,300}")
# The graph of a source bears its slug, of which kind it may be.
_SOURCE: Final = "graph/source/"
_SOURCES: Final = ("document", "webpage", "case")
_TYPES: Final = {**MEDIA_TYPES, **CITATION_TYPES, CIDS: CIDS_TYPE}


def data_routes(door: Door) -> APIRouter:
    """Return the routes of identifiers and of their machine-readable descriptions."""
    router = APIRouter()
    _add_others(router, door)

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


def _add_others(router: APIRouter, door: Door) -> None:
    """Add the routes of identifiers without a page; they come before those with a kind."""

    @router.api_route("/dataset", methods=_READ)
    def the_data(request: Request) -> Response:
        return _found(request, f"/{_language(request)}/donnees", lambda _: "/catalog")

    def another(request: Request) -> Response:
        return _other(door, request, request.scope["path"].removeprefix("/"))

    def data_of_another(request: Request) -> Response:
        name, _, extension = request.scope["path"].removeprefix("/data/").rpartition(".")
        return _data(door, _named(name), extension)

    for first in _OTHERS:
        for path, handler in (
            (f"/{first}/{{name:path}}", another),
            (f"/data/{first}/{{file:path}}", data_of_another),
        ):
            router.add_api_route(path, handler, methods=_READ, response_class=Response)


def moved(place: str) -> Response:
    """Return the answer of an address whose thing has another one now."""
    return Response(status_code=301, headers={"Location": place, "Cache-Control": "no-cache"})


def _see_other(door: Door, request: Request, iri: str) -> Response:
    language = _language(request)
    with door.visit(language) as visit:
        if not visit.reading.facts(iri):
            raise no_such_page()
        old = retired_of(visit.reading, iri)
    if old is not None:
        if old.now is None:
            raise old.refusal()
        return moved(old.now.removeprefix(BASE.rstrip("/")))
    return _found(request, page_path(iri, language), lambda form: data_path(iri, form))


def _language(request: Request) -> str:
    return language_of(request.headers.get("accept-language", ""))


def _found(request: Request, page: str, data: Callable[[str], str]) -> Response:
    """Lead to `page`, or to where `data` says that an extension is, by what is asked for."""
    asked = chosen(request.headers.get("accept", ""), _OFFERED)
    if asked is None:
        raise HTTPException(406, headers=dict(_VARY))
    place = data(_EXTENSIONS[asked]) if asked in _EXTENSIONS else page
    return Response(status_code=303, headers={"Location": place, **_VARY})


def _other(door: Door, request: Request, name: str) -> Response:
    """Lead from an identifier without a page to the source it is of, or to its data."""
    language = _language(request)
    with door.visit(language) as visit:
        if not visit.reading.facts(_named(name)):
            raise no_such_page()
        page = _page_of_source(visit.reading, name, language)
    return _found(
        request, page or f"/{language}/donnees", lambda form: f"/data/{quote(name)}.{form}"
    )


def _page_of_source(reading: Reading, name: str, language: str) -> str:
    """Return the page of the source whose graph has this name, "" if it is of no source."""
    slug = name.removeprefix(_SOURCE)
    if slug == name:
        return ""
    held = (one for one in reading.gather(thing(kind, slug) for kind in _SOURCES) if one)
    return next((page_path(one.iri, language) for one in held), "")


def _named(name: str) -> str:
    """Return the IRI of an address below our base; raise NotHeldError for what cannot be one."""
    if not _NAME.fullmatch(name):
        raise no_such_page()
    return f"{BASE}{name}"


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
