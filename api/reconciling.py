"""`/reconcile`: names of a column matched with organisations and concepts, as OpenRefine asks.

The Reconciliation Service API 0.2 of the W3C community group: a manifest, batches of queries,
suggestions of entities, types and properties. `/reconcile` answers in the client's language,
`/reconcile/fr` and `/reconcile/en` always in that one, since a tool has no language of its own.
Not offered, and so not declared: previews (nothing of ours is shown in somebody else's frame),
flyouts, data extension (the API answers that) and JSONP.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request, Response
from starlette.requests import ClientDisconnect

from api.answer_cache import VERSION
from api.door import Door, Visit
from api.negotiation import language_of
from api.reconcile_answers import (
    Book,
    Json,
    manifest,
    suggested_entities,
    suggested_properties,
    suggested_types,
    told,
)
from api.reconcile_requests import WIDGET, parameters_of, wanted_of
from api.rest.memo import Memo
from api.sparql_description import address_of
from explorer.messages import LANGUAGES
from explorer.paths import no_such_page, page_path
from ontology.errors import QueryError, Text

__all__ = ["reconcile_routes"]

_READ: Final = ["GET", "HEAD"]
# Suggestions in one answer.
_PAGE: Final = 20
_CURSOR: Final = re.compile(r"[0-9]{1,6}", re.ASCII)
_SUGGESTED: Final[Mapping[str, Callable[[Book, str, str], list[Json]]]] = {
    "entity": suggested_entities,
    "type": suggested_types,
    "property": suggested_properties,
}


def reconcile_routes(door: Door) -> APIRouter:
    """Return the routes of the service."""
    router = APIRouter()
    memo = Memo()
    for language in ("", *LANGUAGES):
        service = _Service(door, memo, language)
        path = f"/reconcile/{language}".rstrip("/")
        router.add_api_route(path, door.slow(service.got), methods=_READ, response_class=Response)
        router.add_api_route(path, service.posted, methods=["POST"], response_class=Response)
    for language in LANGUAGES:
        service, path = _Service(door, memo, language), f"/reconcile/{language}"
        router.add_api_route(f"{path}/view", service.seen, methods=_READ, response_class=Response)
        for what in _SUGGESTED:
            router.add_api_route(
                f"{path}/suggest/{what}",
                service.suggesting(what),
                methods=_READ,
                response_class=Response,
            )
    return router


@dataclass(frozen=True, slots=True)
class _Service:
    """The service in one language, or with "" in the one the client likes."""

    door: Door
    memo: Memo
    language: str

    def got(self, request: Request) -> Response:
        """Return the manifest, or the answers to `queries` of the address."""
        return self._answered(request, parameters_of(request.scope["query_string"]))

    async def posted(self, request: Request) -> Response:
        """Return the answers to `queries` of a form."""
        try:
            body = await request.body()
        except ClientDisconnect:
            # Refused at the border, or gone: nobody is there to be answered.
            return Response(status_code=400)
        parameters = parameters_of(body, request.headers.get("content-type", ""))
        if "queries" not in parameters:
            raise QueryError(
                Text("Il manque les questions.", "The queries are missing."),
                Text("Donnez le paramètre queries.", "Give the parameter queries."),
            )
        return await self.door.slow(self._answered)(request, parameters)

    def _answered(self, request: Request, parameters: Mapping[str, str]) -> Response:
        _known(parameters, "queries")
        language = self.language or language_of(request.headers.get("accept-language", ""))
        with self.door.visit(language) as visit:
            book = self._book(visit)
            if "queries" not in parameters:
                name = self.door.pages.messages[language]("reconcile.name")
                here = address_of(request, self.door.public_url).removesuffix("/sparql")
                return _json(manifest(book, name, here, language), visit)
            wanted = wanted_of(parameters["queries"], tuple(book.types))
            found = {
                key: told(book.names.candidates(one), book, language) for key, one in wanted.items()
            }
            return _json(found, visit)

    def suggesting(self, what: str) -> Callable[[Request], Response]:
        """Return the handler that suggests what begins as `prefix`, from `cursor` on."""

        def answer(request: Request) -> Response:
            parameters = parameters_of(request.scope["query_string"])
            _known({*parameters} - WIDGET, "prefix", "cursor")
            skipped = _skipped(parameters.get("cursor", "0"))
            with self.door.visit(self.language) as visit:
                prefix = parameters.get("prefix", "")
                found = _SUGGESTED[what](self._book(visit), prefix, self.language)
                return _json({"result": found[skipped : skipped + _PAGE]}, visit)

        return answer

    def seen(self, request: Request) -> Response:
        """Lead to the page of the entity `id`: it has slashes, which some paths lose."""
        parameters = parameters_of(request.scope["query_string"])
        _known(parameters, "id")
        with self.door.visit(self.language) as visit:
            entity = self._book(visit).names.entity(parameters.get("id", ""))
        if entity is None:
            raise no_such_page()
        place = page_path(entity.thing.iri, self.language)
        return Response(status_code=303, headers={"Location": place})

    def _book(self, visit: Visit) -> Book:
        opened, messages = visit.opened, self.door.pages.messages
        return self.memo.get(
            visit.site.version, "names", lambda: Book.of(opened.words(), opened.store, messages)
        )


def _known(parameters: Iterable[str], *names: str) -> None:
    for name in sorted({*parameters} - {*names}):
        shown = "".join(sign if sign.isprintable() else "?" for sign in name[:80])
        raise QueryError(
            Text(f"Paramètre inconnu : « {shown} ».", f"Unknown parameter: “{shown}”."),
            Text(f"Il y a : {', '.join(names)}.", f"There are: {', '.join(names)}."),
        )


def _skipped(cursor: str) -> int:
    if not _CURSOR.fullmatch(cursor):
        raise QueryError(
            Text("cursor n'est pas un nombre entier.", "cursor is no whole number."),
            Text("Donnez le nombre de propositions à passer.",
                 "Give the number of suggestions to skip."),
        )  # fmt: skip
    return int(cursor)


def _json(content: Json, visit: Visit) -> Response:
    text = json.dumps(content, ensure_ascii=False)
    headers = {
        "Cache-Control": "no-cache",
        "Vary": "Accept-Language",
        VERSION: visit.site.version,
    }
    return Response(text, 200, headers, "application/json")
