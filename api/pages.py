"""The routes people open: first page, lists, things, vocabularies, in two languages.

Handlers are plain functions, so that they run in the thread pool and a query never holds up
the event loop. They check the address, ask the explorer for a model, and render it.
"""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Request, Response

from api.door import Door
from api.linked_data import moved
from explorer.heads import plain_head
from explorer.home import home_of, vocabularies_of
from explorer.kinds import CLASSES
from explorer.lists import listing_of
from explorer.messages import LANGUAGES
from explorer.models import Crumb
from explorer.pages import page_of
from explorer.paths import no_such_page, page_path
from explorer.reading import Words
from explorer.retired import retired_of
from explorer.vocabularies import scheme_of
from ontology.iris import concept, thing

__all__ = ["page_routes"]

_READ = ["GET", "HEAD"]


def page_routes(door: Door) -> APIRouter:
    """Return the routes of every page; `/` is the French first page."""
    router = APIRouter()
    home = _home(door, "fr")
    router.add_api_route("/", home, methods=_READ, response_class=Response)
    for language in LANGUAGES:
        for path, handler in (
            ("", _home(door, language)),
            ("/", _home(door, language)),
            ("/scheme", _schemes(door, language)),
            ("/scheme/{name}", _scheme(door, language)),
            ("/scheme/{name}/{slug}", _concept(door, language)),
            ("/{kind}", _list(door, language)),
            ("/{kind}/{slug}", _thing(door, language)),
        ):
            router.add_api_route(
                f"/{language}{path}", handler, methods=_READ, response_class=Response
            )
    return router


def _home(door: Door, language: str) -> Callable[[], Response]:
    def home() -> Response:
        messages = door.pages.messages[language]
        with door.visit(language) as visit:
            head = plain_head(messages, messages("site.name"), "")
            return door.page(visit, language, "home.html", head, home=home_of(visit.reading))

    return home


def _list(door: Door, language: str) -> Callable[[str, Request], Response]:
    def listing(kind: str, request: Request) -> Response:
        if kind not in CLASSES:
            raise no_such_page()
        messages = door.pages.messages[language]
        with door.visit(language) as visit:
            found = listing_of(visit.reading, messages, kind, request.query_params)
            title = messages(f"kind.{kind}.many")
            title = title[:1].upper() + title[1:]
            crumbs = (Crumb(Words(title, language)),)
            head = plain_head(messages, title, f"/{kind}", crumbs=crumbs)
            return door.page(visit, language, "list.html", head, listing=found)

    return listing


def _thing(door: Door, language: str) -> Callable[[str, str], Response]:
    def page(kind: str, slug: str) -> Response:
        return _about(door, language, thing(kind, slug))

    return page


def _concept(door: Door, language: str) -> Callable[[str, str], Response]:
    def page(name: str, slug: str) -> Response:
        return _about(door, language, concept(name, slug))

    return page


def _about(door: Door, language: str, iri: str) -> Response:
    with door.visit(language) as visit:
        old = retired_of(visit.reading, iri)
        if old is not None:
            if old.now is None:
                raise old.refusal()
            return moved(page_path(old.now, language))
        words = visit.opened.words()
        page = page_of(visit.reading, door.pages.messages[language], iri, words)
        return door.page(visit, language, "thing.html", page.head, page=page)


def _schemes(door: Door, language: str) -> Callable[[], Response]:
    def schemes() -> Response:
        messages = door.pages.messages[language]
        title = messages("nav.vocabularies")
        with door.visit(language) as visit:
            crumbs = (Crumb(Words(title, language)),)
            head = plain_head(messages, title, "/scheme", crumbs=crumbs)
            found = vocabularies_of(visit.reading)
            return door.page(visit, language, "schemes.html", head, vocabularies=found)

    return schemes


def _scheme(door: Door, language: str) -> Callable[[str, Request], Response]:
    def page(name: str, request: Request) -> Response:
        messages = door.pages.messages[language]
        with door.visit(language) as visit:
            found = scheme_of(visit.reading, name, request.query_params.get("page", "1"))
            words = found.link.words
            crumbs = (
                Crumb(Words(messages("nav.vocabularies"), language), f"/{language}/scheme"),
                Crumb(words),
            )
            head = plain_head(messages, words.text, f"/scheme/{name}", crumbs=crumbs)
            return door.page(visit, language, "scheme.html", head, scheme=found)

    return page
