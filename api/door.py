"""What every route is given: the pages, the snapshot being read, and our public address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from fastapi import Request, Response

from api.answer_cache import VERSION
from explorer.current import Current, Opened
from explorer.models import Head
from explorer.reading import Reading
from explorer.rendering import Pages, Site

__all__ = ["Door", "Visit", "with_query"]


@dataclass(frozen=True, slots=True)
class Visit:
    """One request's view of one snapshot."""

    opened: Opened
    reading: Reading
    site: Site


@dataclass(frozen=True, slots=True)
class Door:
    """Shared by all routes of one application; holds no state of a request."""

    pages: Pages
    current: Current
    public_url: str = ""

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


def with_query(path: str, request: Request) -> str:
    """Return `path` with the query of the request: what the other language's page is given."""
    return f"{path}?{request.url.query}" if request.url.query else path
