"""One shape for every error: a page for people, problem+json (RFC 9457) for programs.

A refusal says what happened and how to mend it, in the language of the address or of the
client. What went wrong inside goes to the log under the incident's reference and never to a
stranger: no message of an exception, no path, no stack.
"""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.door import Door
from api.negotiation import language_of, wants_html
from api.security import HEADERS
from explorer.heads import plain_head
from explorer.rendering import Site
from graph.worker_errors import OverloadedError
from ontology.errors import AlliancesError, ForbiddenError, NotHeldError, QueryError, Text

__all__ = ["error_response", "install", "problem"]

_LOG: Final = logging.getLogger("alliances.api")

# Statuses that have sentences of their own; any other is told as the nearest of these.
_TOLD: Final = (400, 403, 404, 405, 406, 410, 500, 503)

# Read by programs only: their errors are never pages.
_PROGRAMS: Final = (
    "/api", "/data/", "/health", "/sparql", "/.well-known/", "/dumps/", "/catalog",
    "/reconcile",
)  # fmt: skip

_UNKEPT: Final = {"Vary": "Accept, Accept-Language", "Cache-Control": "no-store"}
# What is written for strangers: it names what was asked and how to mend it.
_FOR_STRANGERS: Final = (ForbiddenError, NotHeldError, OverloadedError, QueryError)
# Seconds after which it is worth asking again for data that cannot be read now.
_LATER: Final = "10"


def _told(status: int) -> int:
    if status in _TOLD:
        return status
    return 500 if status >= 500 else 400


def _language(request: Request) -> str:
    # Not `request.url`, which raises for a query that is no UTF-8.
    path: str = request.scope["path"]
    first = path.split("/")[1:2]
    if first in (["fr"], ["en"]):
        return first[0]
    return language_of(request.headers.get("accept-language", ""))


def error_response(
    door: Door,
    request: Request,
    status: int,
    headers: dict[str, str] | None = None,
    *,
    told_by: AlliancesError | None = None,
) -> Response:
    """Return the error `status` in the one shape, and log it under its incident.

    `told_by` says it in its own words, where these are meant for strangers.
    """
    incident = secrets.token_hex(6)
    _LOG.info("incident %s: status %d", incident, status)
    language = _language(request)
    title, detail = _words(door, language, status, told_by)
    kept = _headers(status, headers or {})
    if not _as_page(request):
        return _problem(status, title, detail, incident, kept)
    head = plain_head(door.pages.messages[language], title, "")
    told = {"status": status, "detail": detail, "incident": incident}
    text = door.pages.render("error.html", language, site=Site(), head=head, **told)
    return Response(text, status, kept, "text/html; charset=utf-8")


def _words(
    door: Door, language: str, status: int, told_by: AlliancesError | None
) -> tuple[str, str]:
    messages, told = door.pages.messages[language], _told(status)
    if told_by is None:
        return messages(f"error.{told}"), messages(f"error.{told}.detail")
    summary, cure = told_by.summary.in_language(language), told_by.cure.in_language(language)
    return messages(f"error.{told}"), f"{summary} {cure}"


def _as_page(request: Request) -> bool:
    asked = wants_html(request.headers.get("accept", ""))
    return asked and not request.scope["path"].startswith(_PROGRAMS)


def problem(
    request: Request,
    status: int,
    title: Text,
    detail: Text,
    headers: Mapping[str, str] = MappingProxyType({}),
    *,
    incident: str = "",
) -> Response:
    """Return a refusal in its own words, for programs only, and log it under its incident."""
    incident = incident or secrets.token_hex(6)
    _LOG.info("incident %s: status %d", incident, status)
    language = _language(request)
    kept = _headers(status, headers)
    return _problem(
        status, title.in_language(language), detail.in_language(language), incident, kept
    )


def _headers(status: int, given: Mapping[str, str]) -> dict[str, str]:
    # Whoever is told that there is nothing now is told when to come back.
    later = {"Retry-After": _LATER} if status == 503 else {}
    return {**HEADERS, **_UNKEPT, **later, **given}


def _problem(
    status: int, title: str, detail: str, incident: str, headers: dict[str, str]
) -> Response:
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": f"urn:incident:{incident}",
    }
    # Half of a character cannot be encoded; an address that was not read may hold one.
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    return Response(content, status, headers, "application/problem+json")


def install(app: FastAPI, door: Door) -> None:
    """Make every error of `app` take the one shape."""

    @app.exception_handler(AlliancesError)
    def refused(request: Request, error: AlliancesError) -> Response:
        own_words = error if isinstance(error, _FOR_STRANGERS) else None
        if error.status_hint >= 500 and own_words is None:
            _LOG.error("%s", error, exc_info=error)
        busy = isinstance(error, OverloadedError)
        headers = {"Retry-After": str(OverloadedError.retry_after)} if busy else {}
        return error_response(door, request, error.status_hint, headers, told_by=own_words)

    @app.exception_handler(HTTPException)
    def known(request: Request, error: HTTPException) -> Response:
        return error_response(door, request, error.status_code, dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    def misread(request: Request, _: RequestValidationError) -> Response:
        return error_response(door, request, 400)

    @app.exception_handler(Exception)
    def unexpected(request: Request, error: Exception) -> Response:
        _LOG.error("unexpected", exc_info=error)
        return error_response(door, request, 500)
