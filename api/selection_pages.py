"""A selection of claims: its page in four readings, and its files at the same address.

`/fr/selection?domain=education` is the page, and `.csv`, `.json`, `.svg` and `.rq` after
`selection` are the same claims as a table, as data, as a picture and as the SPARQL that finds
them. What may be selected is worked out once for each snapshot.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from fastapi import APIRouter, Request, Response

from api.door import FORMS, Door, Visit, with_query
from api.rest.memo import Memo
from api.rest.shapes import Names, columns_of, iris_of, row_of
from explorer.graph_atlas import Atlas
from explorer.graph_choice import chosen_by_claims
from explorer.graph_state import State
from explorer.graph_svg import picture
from explorer.graph_text import kind_names
from explorer.graph_view import view_of_chosen
from explorer.graph_words import picture_words
from explorer.heads import plain_head
from explorer.messages import LANGUAGES
from explorer.paths import no_such_page
from explorer.selection import PATH, Chosen, chosen_claims, selection_of
from queries.lists import items_of, read_collection
from queries.selections import selectable
from queries.writing import LICENCE, csv_text

__all__ = ["selection_routes"]

_READ: Final = ["GET", "HEAD"]


def selection_routes(door: Door, atlas: Atlas) -> APIRouter:
    """Return the routes of the page and of its files, in both languages."""
    router = APIRouter()
    memo = Memo()
    for language in LANGUAGES:
        for path, handler in (
            (PATH, _page(door, memo, language)),
            (f"{PATH}.{{form}}", _file(door, memo, atlas, language)),
        ):
            router.add_api_route(
                f"/{language}{path}", handler, methods=_READ, response_class=Response
            )
    return router


def _chosen(visit: Visit, memo: Memo, request: Request) -> Chosen:
    held = memo.get(visit.site.version, "selectable", lambda: selectable(visit.opened.store))
    pairs = request.query_params.multi_items()
    return chosen_claims(held, visit.opened.words(), visit.reading.language, pairs)


def _page(door: Door, memo: Memo, language: str) -> Callable[[Request], Response]:
    def page(request: Request) -> Response:
        messages = door.pages.messages[language]
        with door.visit(language) as visit:
            chosen = _chosen(visit, memo, request)
            found = selection_of(visit.reading, messages, chosen, dict(request.query_params))
            head = plain_head(messages, messages("selection.title"), with_query(PATH, request))
            return door.page(visit, language, "selection.html", head, page=found)

    return page


def _file(
    door: Door, memo: Memo, atlas: Atlas, language: str
) -> Callable[[str, Request], Response]:
    def file(form: str, request: Request) -> Response:
        if form not in FORMS:
            raise no_such_page()
        with door.visit(language) as visit:
            chosen = _chosen(visit, memo, request)
            if form == "rq":
                text = chosen.query
            elif form == "svg":
                text = _picture(door, visit, atlas, chosen)
            else:
                text = _table(visit, sorted(chosen.claims), chosen, form)
            return door.file(visit, "selection", form, text)

    return file


def _picture(door: Door, visit: Visit, atlas: Atlas, chosen: Chosen) -> str:
    """Return the things that the claims join, most joined first, and only their links."""
    messages = door.pages.messages[visit.reading.language]
    network = atlas.network(visit.opened)
    state = State()
    kinds = kind_names(visit.reading, messages, network)
    picked = chosen_by_claims(network, chosen.claims, state)
    view = view_of_chosen(network, picked, state, visit.reading.language, kinds)
    address = f"{visit.site.public_url}{chosen.asked.href()}"
    words = picture_words(
        visit.reading, messages, network, view, version=visit.site.version, address=address
    )
    title = messages.count("selection.found", len(chosen.claims), held=str(chosen.held))
    return picture(view, replace(words, title=title))


def _table(visit: Visit, iris: Sequence[str], chosen: Chosen, form: str) -> str:
    """Return everything told of the claims, as the API tells it."""
    collection = read_collection("claims")
    items = items_of(collection, iris, visit.opened.store)
    names = Names(visit.opened.store, iris_of(items))
    if form == "csv":
        return csv_text(columns_of(collection), (row_of(collection, one, names) for one in items))
    told = {
        "total": len(items),
        "address": chosen.asked.href(),
        "licence": LICENCE,
        "data": {"content_hash": visit.site.version},
        "sparql": chosen.query,
        "items": [names.item(collection, one) for one in items],
    }
    return json.dumps(told, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
