"""Comparer, Nouveautés and the note: things side by side, two versions, a selection to take away.

Releases change while one snapshot is served, so what depends on them is never kept by the
cache of answers; a difference is worked out once for each pair and snapshot.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request, Response

from api.door import FORMS, Door, Visit, with_query
from api.rest.memo import Memo
from explorer.comparing import Comparing, comparing_of
from explorer.comparing_files import comparison_csv, comparison_json
from explorer.heads import plain_head
from explorer.messages import LANGUAGES
from explorer.news import CURRENT, News, news_feed, news_json, news_of
from explorer.note import SIDES, Asked, Past, note_csv, note_of
from explorer.note_docx import DOCX, note_docx
from graph.releases import Release, open_version, releases
from graph.store import Store
from queries.changes import Change, changes
from queries.comparison import FEWEST, compare
from queries.release_differences import kept_difference

__all__ = ["version_routes"]

_READ: Final = ["GET", "HEAD"]
_LONGEST: Final = 100


def version_routes(door: Door, record: Path | None) -> APIRouter:
    """Return the routes; `record` is where the dated releases are, None for none."""
    router = APIRouter()
    memo = Memo()
    for language in LANGUAGES:
        handlers: tuple[tuple[str, Callable[..., object]], ...] = (
            ("/comparer", _compare(door, language)),
            ("/comparer.csv", _compared(door, language, "csv")),
            ("/comparer.json", _compared(door, language, "json")),
            ("/nouveautes", door.slow(_news(door, language, record, memo))),
            ("/nouveautes.json", door.slow(_news_file(door, language, record, memo))),
            ("/nouveautes.rss", _news_feed(door, language, record)),
            ("/note.docx", door.slow(_note(door, language, record, "docx"))),
            ("/note.csv", door.slow(_note(door, language, record, "csv"))),
        )
        for path, handler in handlers:
            router.add_api_route(
                f"/{language}{path}", handler, methods=_READ, response_class=Response
            )
    return router


def _asked(door: Door, visit: Visit, language: str, request: Request) -> Comparing:
    """Return the comparison of the address; `ids` may be repeated or hold several, by commas."""
    given = ",".join(request.query_params.getlist("ids"))
    references = [one.strip() for one in given.split(",") if one.strip()]
    asked = request.query_params.get("q", "").strip()[:_LONGEST]
    messages = door.pages.messages[language]
    return comparing_of(visit.reading, messages, visit.opened.words(), references, asked)


def _compare(door: Door, language: str) -> Callable[[Request], Response]:
    def page(request: Request) -> Response:
        messages = door.pages.messages[language]
        with door.visit(language) as visit:
            found = _asked(door, visit, language, request)
            path = f"/comparer?{found.query}" if found.query else "/comparer"
            head = plain_head(messages, messages("compare.title"), path)
            return door.page(visit, language, "compare.html", head, page=found)

    return page


def _compared(door: Door, language: str, form: str) -> Callable[[Request], Response]:
    def file(request: Request) -> Response:
        messages = door.pages.messages[language]
        with door.visit(language) as visit:
            found = _asked(door, visit, language, request)
            if len(found.columns) < FEWEST:
                # One way of saying how many are compared.
                compare([one.reference for one in found.columns], visit.reading.store)
            text = (
                comparison_csv(found, messages)
                if form == "csv"
                else comparison_json(found, messages, visit.edition)
            )
            return door.file(visit, "comparaison", form, text)

    return file


@contextmanager
def _state(name: str, visit: Visit, record: Path | None) -> Iterator[Store]:
    if name == CURRENT:
        yield visit.reading.store
    else:
        with closing(open_version(record or Path("nowhere"), name)) as opened:
            yield opened


def _read(door: Door, visit: Visit, request: Request, *, record: Path | None, memo: Memo) -> News:
    held = releases(record) if record else ()

    def worked_out(old: str, new: str) -> tuple[Change, ...]:
        if old == new == CURRENT:
            return ()
        kept = _kept(record, held, old, new)
        if kept is not None:
            return kept
        with _state(old, visit, record) as before, _state(new, visit, record) as after:
            return changes(before, after)

    def known(old: str, new: str) -> tuple[Change, ...]:
        return memo.get(visit.site.version, (old, new), lambda: worked_out(old, new))

    asked = request.query_params
    messages = door.pages.messages[visit.reading.language]
    return news_of(visit.reading, messages, held, (asked.get("de", ""), asked.get("a", "")), known)


def _kept(
    record: Path | None, held: tuple[Release, ...], old: str, new: str
) -> tuple[Change, ...] | None:
    """Return what was written of these two releases, None where nothing was."""
    by = {one.version: one for one in held}
    if record is None or old not in by or new not in by:
        return None
    return kept_difference(record, by[old], by[new])


def _news(
    door: Door, language: str, record: Path | None, memo: Memo
) -> Callable[[Request], Response]:
    def page(request: Request) -> Response:
        messages = door.pages.messages[language]
        with door.visit(language) as visit:
            found = _read(door, visit, request, record=record, memo=memo)
            head = plain_head(messages, messages("news.title"), with_query("/nouveautes", request))
            text = door.pages.render("news.html", language, site=visit.site, head=head, page=found)
        headers = {"Cache-Control": "no-cache", "Content-Language": language}
        return Response(text, 200, headers, "text/html; charset=utf-8")

    return page


def _news_file(
    door: Door, language: str, record: Path | None, memo: Memo
) -> Callable[[Request], Response]:
    def file(request: Request) -> Response:
        with door.visit(language) as visit:
            text = news_json(_read(door, visit, request, record=record, memo=memo))
        return Response(text, 200, {"Cache-Control": "no-cache"}, "application/json")

    return file


def _news_feed(door: Door, language: str, record: Path | None) -> Callable[[], Response]:
    def feed() -> Response:
        messages = door.pages.messages[language]
        held = releases(record) if record else ()
        text = news_feed(held, messages, door.public_url)
        return Response(text, 200, {"Cache-Control": "no-cache"}, "application/rss+xml")

    return feed


def _note(
    door: Door, language: str, record: Path | None, form: str
) -> Callable[[Request], Response]:
    def file(request: Request) -> Response:
        messages = door.pages.messages[language]
        asked = {name: request.query_params.get(name, "")[:_LONGEST] for name in (*SIDES, "year")}
        since = request.query_params.get("since", "")
        with ExitStack() as held:
            visit = held.enter_context(door.visit(language))
            past = None
            if since:
                past = Past(since, held.enter_context(_state(since, visit, record)))
            version = visit.opened.snapshot.path.name
            note = note_of(visit.reading, messages, version, Asked(**asked), past)
        told = "-".join(value for value in (*asked.values(), since) if value)
        name = re.sub(r"[^A-Za-z0-9.-]+", "-", told)
        headers = {
            "Cache-Control": "no-cache",
            "Content-Disposition": f'attachment; filename="note-{name}.{form}"',
        }
        if form == "csv":
            return Response(note_csv(note, messages), 200, headers, FORMS[form])
        return Response(note_docx(note, messages), 200, headers, DOCX)

    return file
