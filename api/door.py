"""What every route is given: the pages, the snapshot being read, and our public address.

Here is also the one place where a view becomes an answer: a page, or a file to take away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from fastapi import Request, Response

from api.answer_cache import VERSION
from api.slow import SlowLane
from explorer.current import Current, Opened
from explorer.models import Head
from explorer.reading import Reading
from explorer.rendering import Pages, Site
from queries.answers import ask
from queries.binding import bind
from queries.catalogue import Question
from queries.writing import Edition, answer_csv, answer_json

__all__ = ["FORMS", "Door", "Visit", "answer_text", "with_query"]

# What a view is also offered as, and the media type of each.
FORMS: Final = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "rq": "application/sparql-query",
    "svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Visit:
    """One request's view of one snapshot."""

    opened: Opened
    reading: Reading
    site: Site

    @property
    def edition(self) -> Edition:
        """Return which data a file of this visit comes from."""
        snapshot = self.opened.snapshot
        return Edition(version=snapshot.path.name, content_hash=snapshot.content_hash)


@dataclass(frozen=True, slots=True)
class Door:
    """Shared by all routes of one application; holds no state of a request.

    `slow` is where handlers run that take seconds.
    """

    pages: Pages
    current: Current
    public_url: str = ""
    slow: SlowLane = field(default_factory=SlowLane)

    @contextmanager
    def visit(self, language: str) -> Iterator[Visit]:
        """Hold the current snapshot for one request; raise StoreError if there is none."""
        with self.current.reading() as opened:
            site = Site(
                version=opened.snapshot.content_hash,
                built=str(opened.snapshot.manifest.get("built", "")),
                public_url=self.public_url,
            )
            yield Visit(opened, Reading(opened.store, language), site)

    def page(
        self, visit: Visit, language: str, template: str, head: Head, **values: object
    ) -> Response:
        """Return the rendered page, kept with its snapshot; browsers ask again each time."""
        text = self.pages.render(template, language, site=visit.site, head=head, **values)
        headers = {
            "Cache-Control": "no-cache",
            "Content-Language": language,
            VERSION: visit.site.version,
        }
        return Response(text, 200, headers, "text/html; charset=utf-8")

    def file(self, visit: Visit, name: str, form: str, text: str) -> Response:
        """Return a view as the file `name.form`; a picture is shown where it stands."""
        headers = {"Cache-Control": "no-cache", VERSION: visit.site.version}
        if form != "svg":
            headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
        return Response(text, 200, headers, FORMS[form])


def answer_text(visit: Visit, question: Question, form: str, asked: Mapping[str, str]) -> str:
    """Return the answer of a question as `csv` or `json`, or as `rq` the query that gives it."""
    answer = ask(question, asked, visit.reading.store)
    if form == "csv":
        return answer_csv(answer)
    return answer_json(answer, visit.edition) if form == "json" else bind(question, answer.values)


def with_query(path: str, request: Request) -> str:
    """Return `path` with the query of the request: what the other language's page is given."""
    return f"{path}?{request.url.query}" if request.url.query else path
