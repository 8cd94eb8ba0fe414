"""`/ns`, where every term of ours leads: its documentation for people, its Turtle for programs.

A term is `ns#Alliance`, so that a browser asks for `/ns` and goes to the anchor. The pages were
made beforehand (`commands.vocabulary`) and stand in the package; nothing here needs a snapshot,
so that the words can be read before any data is published. The IRI of the version that is served
(`ns/<version>`) leads to the same; those of other versions are in the history of the file.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Final

from fastapi import APIRouter, Request, Response
from pyoxigraph import NamedNode, RdfFormat, parse, serialize
from starlette.exceptions import HTTPException

from api.negotiation import chosen, language_of
from explorer.paths import no_such_page
from ontology.terms import OWL

__all__ = ["vocabulary_routes"]

_READ: Final = ["GET", "HEAD"]
_TURTLE: Final = "text/turtle"
_FORMS: Final = {
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
_OFFERED: Final = ("text/html", _TURTLE, *_FORMS)
_PAGES: Final = {"fr": "text/html", "en": "text/html", "style.css": "text/css"}


def vocabulary_routes() -> APIRouter:
    """Return the routes of the vocabulary."""
    router = APIRouter()

    @router.api_route("/ns", methods=_READ, response_class=Response)
    @router.api_route(f"/ns/{_version()}", methods=_READ, response_class=Response)
    def vocabulary(request: Request) -> Response:
        vary = {"Vary": "Accept, Accept-Language"}
        asked = chosen(request.headers.get("accept", ""), _OFFERED)
        if asked is None:
            raise HTTPException(406, headers=vary)
        if asked == "text/html":
            # A redirection would do as well; this way an anchor needs one request.
            return _page(language_of(request.headers.get("accept-language", "")), **vary)
        return _ontology(asked, **vary)

    @router.api_route("/ns/core.ttl", methods=_READ, response_class=Response)
    def turtle() -> Response:
        return _ontology(_TURTLE)

    @router.api_route("/ns/{name}", methods=_READ, response_class=Response)
    def page(name: str) -> Response:
        if name not in _PAGES:
            raise no_such_page()
        return _page(name)

    return router


def _version() -> str:
    """Return the last part of the version's IRI: whoever cites that version comes here."""
    told = parse((files("ontology") / "core.ttl").read_bytes(), RdfFormat.TURTLE)
    versions = (quad.object for quad in told if quad.predicate == OWL.versionIRI)
    return next(each.value.rpartition("/")[2] for each in versions if isinstance(each, NamedNode))


def _page(name: str, **headers: str) -> Response:
    file = name if "." in name else f"{name}.html"
    content = (files("explorer") / "vocabulary" / file).read_bytes()
    kind = f"{_PAGES[name]}; charset=utf-8"
    return Response(content, 200, {"Cache-Control": "no-cache", **headers}, kind)


def _ontology(media_type: str, **headers: str) -> Response:
    content = (files("ontology") / "core.ttl").read_bytes()
    kind = media_type
    if media_type in _FORMS:
        told = (quad.triple for quad in parse(content, RdfFormat.TURTLE))
        content = serialize(told, format=_FORMS[media_type]) or b""
    else:
        kind += "; charset=utf-8"
    return Response(content, 200, {"Cache-Control": "no-cache", **headers}, kind)
