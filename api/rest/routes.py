"""The routes of `/api`, made from the operations: suffixes, forms, tags, refusals.

A handler is a plain function and runs in the thread pool. Errors keep the words of whoever
refused, in the language of the client; what went wrong inside is told by nobody.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request, Response

from api.answer_cache import VERSION
from api.door import Door
from api.errors import error_response, problem
from api.negotiation import chosen
from api.rest.answers import FORMS, etag, written
from api.rest.description import description, index
from api.rest.listing import list_operations
from api.rest.matrices import evidence_operation
from api.rest.memo import Memo
from api.rest.network import network_operations
from api.rest.operations import Call, Operation
from api.rest.questions import question_operations
from api.rest.requests import FormError, read
from api.rest.searching import search_operation
from api.rest.versions import version_operations
from api.rest.views import view_operations
from api.tags import holds
from ontology.errors import AlliancesError, Text

__all__ = ["answered", "operations", "rest_routes"]

_READ: Final = ["GET", "HEAD"]


def operations(record: Path | None = None) -> tuple[Operation, ...]:
    """Return everything there is to ask, in the order of the description."""
    memo = Memo()
    return (
        *list_operations(),
        evidence_operation(memo),
        *view_operations(),
        *question_operations(),
        search_operation(),
        *network_operations(memo),
        *version_operations(record, memo),
    )


def rest_routes(door: Door, record: Path | None = None) -> APIRouter:
    """Return the routes of `/api`; `record` is where the dated releases are."""
    router = APIRouter()
    held = operations(record)
    document = json.dumps(description(held, door.public_url), ensure_ascii=False).encode()
    start = json.dumps(index(held), ensure_ascii=False).encode()
    router.add_api_route("/api", _fixed(start), methods=_READ, response_class=Response)
    router.add_api_route(
        "/api/openapi.json", _fixed(document), methods=_READ, response_class=Response
    )
    # A path without a slug is not taken for a slug: `/api/versions/difference`.
    for operation in sorted(held, key=lambda one: one.slug is not None):
        handler: Callable[[Request], object] = _handler(door, operation)
        if operation.slow:
            handler = door.slow(_handler(door, operation))
        suffixes = ("",) if operation.slug else ("", *(f".{form}" for form in FORMS))
        for suffix in suffixes:
            router.add_api_route(
                f"{operation.path}{suffix}", handler, methods=_READ, response_class=Response
            )
    return router


def _fixed(content: bytes) -> Callable[[], Response]:
    def answer() -> Response:
        return Response(content, 200, {"Cache-Control": "no-cache"}, "application/json")

    return answer


def _handler(door: Door, operation: Operation) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        try:
            return answered(door, operation, request)
        except AlliancesError as error:
            if error.status_hint >= 500:
                return error_response(door, request, error.status_hint)
            return problem(request, error.status_hint, error.summary, error.cure)

    return answer


def answered(door: Door, operation: Operation, request: Request) -> Response:
    """Return the answer of `operation`; raise AlliancesError for what cannot be answered."""
    place: str = request.scope["path"]
    raw = request.scope.get("raw_path") or place.encode("utf-8", "replace")
    # Before anything else: `request.url` raises for a query that is no UTF-8.
    values = read(raw, request.scope["query_string"], operation.parameters)
    path, suffix = _split(place)
    if operation.slug:
        values = {**values, "slug": path.rpartition("/")[2]}
    form = suffix or _form(request)
    with door.visit("fr") as visit:
        tag = etag(visit, request, form) if operation.settled else ""
        if holds(request.headers.get("if-none-match", ""), tag):
            return Response(status_code=304, headers={"ETag": tag, "Vary": "Accept"})
        found = operation.answer(Call(visit, path, values))
        response = written(found, visit, request, form)
        if tag:
            response.headers["ETag"] = tag
            # Says above that the answer may be given again while this snapshot is served.
            response.headers[VERSION] = visit.site.version
    return response


def _split(path: str) -> tuple[str, str]:
    """Return the path without the suffix of a form, and that form or ""."""
    stem, dot, suffix = path.rpartition(".")
    if not dot or suffix not in FORMS:
        return path, ""
    return stem, suffix


def _form(request: Request) -> str:
    accept = request.headers.get("accept", "")
    # A browser that is shown JSON can read it; a page it cannot have.
    asked = chosen(accept, tuple(FORMS.values())) or (
        FORMS["json"] if "text/html" in accept else None
    )
    if asked is None:
        types = ", ".join(f"{media_type} (.{form})" for form, media_type in FORMS.items())
        raise FormError(
            Text("Aucune des formes acceptées n'existe ici.", "No form you accept exists here."),
            Text(f"Il y a : {types}.", f"There are: {types}."),
        )
    return next(form for form, media_type in FORMS.items() if media_type == asked)
