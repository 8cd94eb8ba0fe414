"""`/sparql`: a stranger's query in, a whole answer or one clear refusal out.

The request is read strictly, the guard says kindly what would not work, a client's budget is
looked at, and only then does a worker run the query. The answer is held whole before its
first byte is sent, so a status of 200 never stands over half a document. When the client
leaves, its query is killed. Each request is noted in the audit log, if there is one.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from fastapi import APIRouter, Request, Response
from starlette.requests import ClientDisconnect
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from api.audit import Audit, Entry, digest
from api.keys import Keys
from api.sparql_answers import (
    answer_headers,
    answered_response,
    refusal,
    tag_of,
    takes_gzip,
)
from api.sparql_budgets import Budget, BudgetError, Budgets, client_of
from api.sparql_description import address_of, description
from api.sparql_forms import Form, table_form, triples_form
from api.sparql_lanes import Lane
from api.sparql_protocol import Asked, RequestError, read_request
from api.tags import holds
from graph import worker_errors
from graph.worker_errors import OverloadedError
from graph.worker_frames import Task
from graph.worker_lanes import Lanes
from graph.worker_places import Ticket
from graph.workers import Limits
from ontology.errors import AlliancesError
from ontology.iris import BASE
from queries.guard import GuardLimits, guard

__all__ = ["Endpoint", "FreeLimits", "Straight", "sparql_routes"]

_PATH: Final = "/sparql"
_METHODS: Final = ("GET", "HEAD", "POST")
# The longest body when no guard limits the query.
_LONGEST: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class FreeLimits:
    """What strangers' queries may be and take; without `guard` only the workers stand.

    `pool` is the lane of strangers, `keyed` that of clients who send a key.
    """

    pool: Limits = field(default_factory=lambda: Limits(short=5, spare=2))
    keyed: Limits = field(default_factory=lambda: Limits(workers=1, deadline=30.0))
    rows: int = 100_000
    size: int = 20_000_000
    guard: GuardLimits | None = field(default_factory=GuardLimits)
    budget: Budget = field(default_factory=Budget)


@dataclass(slots=True)
class _Case:
    """One request on its way: what will be said of it in the audit log."""

    started: float = field(default_factory=time.monotonic)
    incident: str = field(default_factory=lambda: secrets.token_hex(6))
    client: str = ""
    key: str = ""
    sparql: str = ""
    rows: int = 0
    size: int = 0
    ticket: Ticket = field(default_factory=Ticket)


class Endpoint:
    """Answers requests to `/sparql` with the workers of `lanes`, within `limits`."""

    __slots__ = ("_audit", "_budgets", "_free", "_keyed", "_keys", "_limits", "_public_url")

    def __init__(
        self,
        lanes: Lanes,
        limits: FreeLimits,
        public_url: str = "",
        keys: Keys | None = None,
        audit: Audit | None = None,
    ) -> None:
        self._free = Lane("free", lanes.free)
        self._keyed = Lane("keyed", lanes.keyed)
        self._limits = limits
        self._public_url = public_url
        self._keys = keys or Keys()
        self._audit = audit
        self._budgets = Budgets(limits.budget)

    def close(self) -> None:
        """Let go of threads and of the audit log; queries that run end with their workers."""
        self._free.close()
        self._keyed.close()
        if self._audit is not None:
            self._audit.close()

    async def respond(self, request: Request) -> Response:
        """Return the answer to `request`, or its refusal as problem+json."""
        case = _Case(client=client_of(request.client.host if request.client else ""))
        # 499: nobody waits for an answer any more.
        status = 499
        try:
            response = await self._respond(request, case)
            status = response.status_code
            return response
        except ClientDisconnect:
            return Response(status_code=400)
        finally:
            self._note(case, status)

    async def _respond(self, request: Request, case: _Case) -> Response:
        try:
            case.key = self._keys.name_of(request.headers.get("authorization", ""))
            asked = await self._asked(request, case)
            if asked.sparql:
                return await self._answer(request, asked, case)
            return await self.describe(request)
        except AlliancesError as error:
            return refusal(request, error, case.incident)

    async def describe(self, request: Request) -> Response:
        """Return what this endpoint and its data are, or its refusal as problem+json."""
        try:
            return await asyncio.to_thread(self._describe, request)
        except AlliancesError as error:
            return refusal(request, error)

    def _note(self, case: _Case, status: int) -> None:
        # A description asked for is no query.
        if self._audit is None or (status == 200 and not case.sparql):
            return
        entry = Entry(
            id=case.incident,
            client=self._audit.pseudonym(case.client),
            key=case.key,
            lane=self._lane(case).name,
            query=digest(case.sparql) if case.sparql else "",
            length=len(case.sparql.encode("utf-8", "replace")),
            ms=round((time.monotonic() - case.started) * 1000, 2),
            worked=round(case.ticket.seconds * 1000, 2),
            rows=case.rows,
            bytes=case.size,
            status=status,
        )
        self._audit.write(entry)

    def _lane(self, case: _Case) -> Lane:
        return self._keyed if case.key else self._free

    async def _asked(self, request: Request, case: _Case) -> Asked:
        headers = request.headers
        asked = read_request(
            request.method,
            request.scope["query_string"],
            headers.get("content-type", ""),
            headers.get("content-encoding", ""),
            await self._body(request) if request.method == "POST" else b"",
        )
        case.sparql = asked.sparql
        if asked.sparql and self._limits.guard is not None:
            guard(asked.sparql, self._limits.guard)
        return asked

    async def _body(self, request: Request) -> bytes:
        """Return the body, read no further than a query of the allowed length could need."""
        # Percent-encoded, each byte takes three; graphs come on top.
        most = 4 * (self._limits.guard.length if self._limits.guard else _LONGEST)
        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > most:
                raise RequestError(
                    413, "Cette requête est trop longue.", "This request is too long."
                )
        return bytes(body)

    def _describe(self, request: Request) -> Response:
        form = triples_form(request.headers.get("accept", ""))
        if not form.name:
            raise worker_errors.form("triples")
        address = address_of(request, self._public_url)
        content = description(self._free.pool.snapshot(), address, form)
        return Response(content, 200, answer_headers(), form.content_type)

    async def _answer(self, request: Request, asked: Asked, case: _Case) -> Response:
        accept = request.headers.get("accept", "")
        forms = {"table": table_form(accept), "triples": triples_form(accept)}
        known = request.headers.get("if-none-match", "")
        if known and request.method != "POST":
            # A read of the disk, at most once a second.
            snapshot = await asyncio.to_thread(self._lane(case).pool.snapshot)
            tag = tag_of(snapshot.content_hash, asked, forms)
            if holds(known, tag):
                return Response(status_code=304, headers={"ETag": tag, **answer_headers()})
        account = f"key {case.key}" if case.key else case.client
        self._budgets.enter(account)
        fault = True
        try:
            response = await self._run(request, asked, forms, case)
            fault = False
            return response
        except (OverloadedError, BudgetError):
            fault = False
            raise
        finally:
            self._budgets.leave(account, case.ticket.seconds, error=fault)

    async def _run(
        self, request: Request, asked: Asked, forms: Mapping[str, Form], case: _Case
    ) -> Response:
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
            # Only the log tells it.
            counted=self._audit is not None,
        )
        zipped = takes_gzip(request.headers.get("accept-encoding", ""))
        answered, content = await self._lane(case).run(
            request, task, case.ticket, asked.timeout, zipped=zipped
        )
        case.rows, case.size = answered.reply.rows, len(answered.reply.body)
        return answered_response(request, asked, forms, answered, content)


class Straight:
    """Leads what reads `/sparql` straight to the endpoint, past routing and compression.

    Both cost as much as a light query, and the endpoint needs neither: it has one address and
    compresses by itself. Every other method goes the way of all, to be refused there.
    """

    def __init__(self, app: ASGIApp, endpoint: Endpoint) -> None:
        self._app = app
        self._answer = _Handler(endpoint.respond)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        ours = scope["type"] == "http" and scope["path"] == _PATH and scope["method"] in _METHODS
        await (self._answer if ours else self._app)(scope, receive, send)


class _Handler:
    """An ASGI application out of a function, without FastAPI's dependencies, not used here."""

    def __init__(self, answer: Callable[[Request], Awaitable[Response]]) -> None:
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._answer(Request(scope, receive))
        await response(scope, receive, send)


def sparql_routes(endpoint: Endpoint) -> APIRouter:
    """Return the route of the endpoint."""
    return APIRouter(routes=[Route(_PATH, _Handler(endpoint.respond), methods=[*_METHODS])])
