"""`/sparql`: a stranger's query in, a whole answer or one clear refusal out.

The request is read strictly, the guard says kindly what would not work, a client's budget is
looked at, and only then does a worker run the query. The answer is held whole before its
first byte is sent, so a status of 200 never stands over half a document. When the client
leaves, its query is killed.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import logging
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from starlette.requests import ClientDisconnect

from api.errors import problem
from api.sparql_budgets import Budget, BudgetError, Budgets, client_of
from api.sparql_description import description
from api.sparql_forms import TABLES, TRIPLES, Form, form_of
from api.sparql_protocol import LONGEST_URL, Asked, RequestError, read_request
from graph import worker_errors
from graph.federation import keywords
from graph.worker_errors import FormError, OverloadedError
from graph.worker_frames import Task
from graph.workers import Answered, Limits, Pool, Ticket
from ontology.errors import AlliancesError, QueryError, Text
from ontology.iris import BASE
from queries.guard import GuardLimits, guard

__all__ = ["Endpoint", "FreeLimits", "sparql_routes"]

_LOG: Final = logging.getLogger("alliances.sparql")

# Queries that may wait for a worker; more are turned away at once.
_WAITING: Final = 16
# Seconds in which the body of a request must have come.
_SLOWEST: Final = 10.0
# Bytes of an answer below which compressing costs more than it saves.
_SMALL: Final = 1000
_HOST: Final = re.compile(r"[A-Za-z0-9.-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
# What answers differently each time it is asked.
_CHANGING: Final = re.compile(r"\b(now|rand|uuid|struuid|bnode)\s*\(", re.IGNORECASE)
_PREFLIGHT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
        "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
        "Access-Control-Max-Age": "86400",
        "Allow": "GET, HEAD, POST, OPTIONS",
    }
)
_SHOWN: Final = {"Access-Control-Expose-Headers": "ETag, Retry-After"}


@dataclass(frozen=True, slots=True)
class FreeLimits:
    """What strangers' queries may be and take; without `guard` only the workers stand."""

    pool: Limits = field(default_factory=Limits)
    rows: int = 100_000
    size: int = 20_000_000
    guard: GuardLimits | None = field(default_factory=GuardLimits)
    budget: Budget = field(default_factory=Budget)


class Endpoint:
    """Answers requests to `/sparql` with the workers of `pool`, within `limits`."""

    __slots__ = ("_budgets", "_inside", "_limits", "_pool", "_public_url", "_threads")

    def __init__(self, pool: Pool, limits: FreeLimits, public_url: str) -> None:
        self._pool = pool
        self._limits = limits
        self._public_url = public_url
        self._budgets = Budgets(limits.budget)
        self._inside = 0
        # Threads of their own: queries that wait must not keep pages waiting.
        self._threads = ThreadPoolExecutor(self._places, thread_name_prefix="sparql")

    @property
    def _places(self) -> int:
        return self._limits.pool.workers + _WAITING

    def close(self) -> None:
        """Let go of the threads; queries that run end with their workers."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def respond(self, request: Request) -> Response:
        """Return the answer to `request`, or its refusal as problem+json."""
        try:
            asked = await self._asked(request)
            if asked.sparql:
                return await self._answer(request, asked)
            return await self.describe(request)
        except AlliancesError as error:
            return _refused(request, error)
        except ClientDisconnect:
            return Response(status_code=400)

    async def describe(self, request: Request) -> Response:
        """Return what this endpoint and its data are, or its refusal as problem+json."""
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._threads, self._describe, request
            )
        except AlliancesError as error:
            return _refused(request, error)

    async def _asked(self, request: Request) -> Asked:
        url_query: bytes = request.scope["query_string"]
        if len(request.scope["path"]) + len(url_query) > LONGEST_URL:
            raise RequestError(414, "Cette adresse est trop longue.", "This address is too long.")
        headers = request.headers
        asked = read_request(
            request.method,
            url_query,
            headers.get("content-type", ""),
            headers.get("content-encoding", ""),
            await self._body(request),
        )
        if asked.sparql and self._limits.guard is not None:
            guard(asked.sparql, self._limits.guard)
        return asked

    async def _body(self, request: Request) -> bytes:
        """Return the body, read no further than a query of the allowed length could need."""
        # Percent-encoded, each byte takes three; graphs come on top.
        length = self._limits.guard.length if self._limits.guard else 1_000_000
        most = 4 * length
        body = bytearray()
        try:
            async with asyncio.timeout(_SLOWEST):
                async for piece in request.stream():
                    body += piece
                    if len(body) > most:
                        raise RequestError(
                            413, "Cette requête est trop longue.", "This request is too long."
                        )
        except TimeoutError:
            raise RequestError(
                408, "La requête arrive trop lentement.", "The request comes too slowly."
            ) from None
        return bytes(body)

    def _describe(self, request: Request) -> Response:
        form = form_of(request.headers.get("accept", ""), TRIPLES)
        if not form.name:
            raise worker_errors.form("triples")
        content = description(self._pool.snapshot(), self._address(request), form)
        return Response(content, 200, {"Vary": "Accept", "Cache-Control": "no-cache"},
                        form.content_type)  # fmt: skip

    def _address(self, request: Request) -> str:
        if self._public_url:
            return f"{self._public_url}/sparql"
        host = request.headers.get("host", "")
        if not _HOST.fullmatch(host):
            raise RequestError(400, "En-tête Host illisible.", "Unreadable Host header.")
        return f"{request.url.scheme}://{host}/sparql"

    async def _answer(self, request: Request, asked: Asked) -> Response:
        accept = request.headers.get("accept", "")
        forms = {"table": form_of(accept, TABLES), "triples": form_of(accept, TRIPLES)}
        known = request.headers.get("if-none-match", "")
        loop = asyncio.get_running_loop()
        if known and request.method != "POST":
            # A read of the disk, at most once a second.
            snapshot = await loop.run_in_executor(self._threads, self._pool.snapshot)
            tag = _tag(snapshot.content_hash, asked, forms)
            if tag and tag in {each.strip() for each in known.split(",")}:
                return Response(status_code=304, headers={"ETag": tag, **_kept()})
        client = client_of(request.client.host if request.client else "")
        self._budgets.enter(client)
        ticket, fault = Ticket(), True
        try:
            response = await self._run(request, asked, forms, ticket)
            fault = False
            return response
        except (OverloadedError, BudgetError):
            fault = False
            raise
        finally:
            self._budgets.leave(client, ticket.seconds, error=fault)

    async def _run(
        self, request: Request, asked: Asked, forms: Mapping[str, Form], ticket: Ticket
    ) -> Response:
        if self._inside >= self._places:
            raise worker_errors.overloaded()
        task = Task(
            asked.sparql,
            asked.default_graphs,
            asked.named_graphs,
            forms["table"].name,
            forms["triples"].name,
            self._limits.rows,
            self._limits.size,
            # Ours and not the server's, so that an answer does not depend on who asks where.
            BASE,
        )
        zipped = _takes_gzip(request.headers.get("accept-encoding", ""))
        self._inside += 1
        work = asyncio.get_running_loop().run_in_executor(
            self._threads, self._ask, task, ticket, zipped
        )
        gone = asyncio.ensure_future(_gone(request))
        both: set[asyncio.Future[Any]] = {work, gone}
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                ticket.cancel()
            answered, content = await work
        finally:
            self._inside -= 1
            gone.cancel()
            # Reached early when the server itself gives up this request.
            if not work.done():
                ticket.cancel()
        return _response(request, asked, forms, answered, content)

    def _ask(self, task: Task, ticket: Ticket, zipped: bool) -> tuple[Answered, bytes]:
        answered = self._pool.ask(task, ticket)
        body = answered.reply.body
        # Here and not in a middleware, where it would hold up every other request.
        if zipped and len(body) >= _SMALL:
            return answered, gzip.compress(body, 4, mtime=0)
        return answered, body


async def _gone(request: Request) -> None:
    """Return when the client has closed its connection."""
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            return


def _takes_gzip(accepted: str) -> bool:
    return bool(re.search(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", accepted))


def _kept() -> dict[str, str]:
    return {"Vary": "Accept, Accept-Encoding", "Cache-Control": "no-cache", **_SHOWN}


def _tag(version: str, asked: Asked, forms: Mapping[str, Form]) -> str:
    """Return the entity tag of an answer; "" when the same query may answer otherwise."""
    if _CHANGING.search(keywords(asked.sparql)):
        return ""
    names = [form.media_type for form in forms.values()]
    told = repr((asked.sparql, asked.default_graphs, asked.named_graphs, names))
    return f'W/"{version[:16]}-{hashlib.sha256(told.encode()).hexdigest()[:16]}"'


def _response(
    request: Request,
    asked: Asked,
    forms: Mapping[str, Form],
    answered: Answered,
    content: bytes,
) -> Response:
    reply = answered.reply
    form = forms[reply.kind]
    headers = _kept()
    tag = _tag(answered.version, asked, forms) if request.method != "POST" else ""
    if tag:
        headers["ETag"] = tag
    if content is not reply.body:
        headers["Content-Encoding"] = "gzip"
    if form.name in {"csv", "tsv"}:
        # Exact values, formulas included: for machines, so a browser saves it.
        headers["Content-Disposition"] = f'attachment; filename="sparql.{form.name}"'
    _LOG.info("ok rows=%d bytes=%d ms=%.1f", reply.rows, len(reply.body), answered.seconds * 1000)
    return Response(content, 200, headers, form.content_type)


def _refused(request: Request, error: AlliancesError) -> Response:
    status = error.status if isinstance(error, RequestError) else error.status_hint
    cure = error.cure
    headers = dict(_SHOWN)
    if isinstance(error, OverloadedError | BudgetError):
        headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, FormError):
        types = ", ".join(TABLES if error.kind == "table" else TRIPLES)
        cure = Text(f"{cure.fr[:-1]} : {types}.", f"{cure.en[:-1]}: {types}.")
    if status >= 500 and not isinstance(error, QueryError | OverloadedError):
        _LOG.error("%s", error, exc_info=error)
    return problem(request, status, error.summary, cure, headers)


def sparql_routes(endpoint: Endpoint) -> APIRouter:
    """Return the routes of the endpoint."""
    router = APIRouter()

    @router.api_route("/sparql", methods=["GET", "HEAD", "POST"], response_class=Response)
    async def sparql(request: Request) -> Response:
        return await endpoint.respond(request)

    @router.api_route("/sparql", methods=["OPTIONS"], response_class=Response)
    async def preflight() -> Response:
        return Response(status_code=204, headers=dict(_PREFLIGHT))

    @router.api_route("/.well-known/void", methods=["GET", "HEAD"], response_class=Response)
    async def described(request: Request) -> Response:
        return await endpoint.describe(request)

    return router
