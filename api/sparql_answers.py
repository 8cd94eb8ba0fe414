"""What leaves `/sparql`: a whole answer with its headers, or a refusal in the one error shape."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Mapping
from typing import Final

from fastapi import Request, Response

from api.answer_cache import VERSION
from api.errors import problem
from api.keys import KeyRefusedError
from api.sparql_budgets import BudgetError
from api.sparql_forms import TABLES, TRIPLES, Form
from api.sparql_protocol import Asked, RequestError
from graph.federation import keywords
from graph.worker_errors import FormError, OverloadedError
from graph.worker_outcomes import Answered
from ontology.errors import AlliancesError, QueryError, Text

__all__ = ["answer_headers", "answered_response", "refusal", "tag_of", "takes_gzip"]

_LOG: Final = logging.getLogger("alliances.sparql")

# What answers differently each time it is asked.
_CHANGING: Final = re.compile(r"\b(now|rand|uuid|struuid|bnode)\s*\(", re.IGNORECASE)
_GZIP: Final = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
_SHOWN: Final = {"Link": '</.well-known/void>; rel="describedby"; type="text/turtle"'}


def takes_gzip(accepted: str) -> bool:
    """Tell whether an Accept-Encoding header allows gzip."""
    return bool(_GZIP.search(accepted))


def answer_headers() -> dict[str, str]:
    """Return the headers of every answer, also of one that is not sent again."""
    return {"Vary": "Accept, Accept-Encoding", "Cache-Control": "no-cache", **_SHOWN}


def tag_of(version: str, asked: Asked, forms: Mapping[str, Form]) -> str:
    """Return the entity tag of an answer; "" when the same query may answer otherwise."""
    if _CHANGING.search(keywords(asked.sparql)):
        return ""
    names = [form.media_type for form in forms.values()]
    told = repr((asked.sparql, asked.default_graphs, asked.named_graphs, names))
    return f'W/"{version[:16]}-{hashlib.sha256(told.encode()).hexdigest()[:16]}"'


def answered_response(
    request: Request,
    asked: Asked,
    forms: Mapping[str, Form],
    answered: Answered,
    content: bytes,
) -> Response:
    """Return the answer as it is sent; `content` is its body, perhaps compressed."""
    reply = answered.reply
    form = forms[reply.kind]
    headers = answer_headers()
    tag = tag_of(answered.version, asked, forms)
    if tag:
        # Without it nothing keeps this answer, ourselves included.
        headers[VERSION] = answered.version
        if request.method != "POST":
            headers["ETag"] = tag
    if content is not reply.body:
        headers["Content-Encoding"] = "gzip"
    if form.name in {"csv", "tsv"}:
        # Exact values, formulas included: for machines, so a browser saves it.
        headers["Content-Disposition"] = f'attachment; filename="sparql.{form.name}"'
    return Response(content, 200, headers, form.content_type)


def refusal(request: Request, error: AlliancesError, incident: str = "") -> Response:
    """Return `error` as problem+json, under `incident` if given."""
    status = error.status if isinstance(error, RequestError) else error.status_hint
    cure = error.cure
    headers = dict(_SHOWN)
    if isinstance(error, OverloadedError | BudgetError):
        headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, KeyRefusedError):
        headers["WWW-Authenticate"] = 'Bearer realm="sparql"'
    if isinstance(error, FormError):
        types = ", ".join(TABLES if error.kind == "table" else TRIPLES)
        cure = Text(f"{cure.fr[:-1]} : {types}.", f"{cure.en[:-1]}: {types}.")
    if status >= 500 and not isinstance(error, QueryError | OverloadedError):
        _LOG.error("%s", error, exc_info=error)
    return problem(request, status, error.summary, cure, headers, incident=incident)
