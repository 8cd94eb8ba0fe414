"""The pages of Atelier: paths to play and to make, and the workshop as a file.

A path that somebody made comes by POST, is read, and is forgotten: nothing of it is kept on the
server. What the page shows depends on files of the record as well as on the snapshot, so its
answers are never kept by the cache.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, File, Form, Request, Response, UploadFile

from api.door import Door, Visit
from api.errors import problem
from api.forms import form_only
from api.negotiation import wants_html
from explorer.graph_atlas import Atlas
from explorer.graph_text import kind_names
from explorer.guided_paths import GuidedPath, read_path, shipped_paths, written_path
from explorer.heads import plain_head
from explorer.messages import LANGUAGES
from explorer.models import Crumb
from explorer.paths import no_such_page
from explorer.reading import Words
from explorer.workshop import Workshop, workshop_of
from explorer.workshop_door import workshop_door
from explorer.workshop_file import workshop_file
from loaders.workshops import kept_workshops
from ontology.errors import Finding, RecordError, Text

__all__ = ["workshop_routes"]

_READ: Final = ["GET", "HEAD"]
_HTML: Final = "text/html; charset=utf-8"
# What comes by POST is somebody's own file, under its own name only.
_NAME: Final = re.compile(r"[^\w.-]+")


def workshop_routes(door: Door, atlas: Atlas, record: Path | None) -> APIRouter:
    """Return the routes; `record` is where paths and votes are, None for none."""
    router = APIRouter()
    for language in LANGUAGES:
        page = _Pages(door, atlas, record, language)
        base = f"/{language}/atelier"
        router.add_api_route(base, page.door, methods=_READ, response_class=Response)
        router.add_api_route(
            base,
            door.slow(page.made),
            methods=["POST"],
            response_class=Response,
            dependencies=[Depends(form_only)],
        )
        router.add_api_route(
            f"{base}/{{slug}}.{{form}}",
            door.slow(page.file),
            methods=_READ,
            response_class=Response,
        )
        router.add_api_route(
            f"{base}/{{slug}}", door.slow(page.play), methods=_READ, response_class=Response
        )
    return router


class _Pages:
    """The pages of Atelier in one language."""

    def __init__(self, door: Door, atlas: Atlas, record: Path | None, language: str) -> None:
        self._door = door
        self._atlas = atlas
        self._record = record
        self._language = language
        self._messages = door.pages.messages[language]

    def door(self) -> Response:
        """Answer with the paths, the maker of paths and the votes that are kept."""
        return self._opened()

    def play(self, slug: str) -> Response:
        """Answer with a path of the record, ready to be played."""
        return self._played(self._shipped(slug), f"/atelier/{slug}")

    def file(self, slug: str, form: str) -> Response:
        """Answer with a path of the record as a workshop (html) or as itself (yaml)."""
        path = self._shipped(slug)
        return self._taken(path, form)

    def made(
        self,
        request: Request,
        do: Annotated[str, Form()] = "open",
        path: Annotated[str, Form()] = "",
        file: Annotated[UploadFile | None, File()] = None,
    ) -> Response:
        """Answer to a path sent by a person: opened, played, or taken away as a file.

        A fault in it is shown on the page to a browser, and told a program as a problem.
        """
        given = file is not None and file.filename
        data = file.file.read() if given and file else path.encode()
        name = _NAME.sub("-", file.filename or "") if given and file else self._own_name()
        try:
            read = read_path(data, name)
        except RecordError as error:
            if not wants_html(request.headers.get("accept", "")):
                return problem(request, error.status_hint, error.summary, _listed(error))
            return self._opened(faults=error.findings, status=error.status_hint)
        if do == "play":
            return self._played(read, "/atelier")
        if do in {"html", "yaml"}:
            return self._taken(read, do)
        return self._opened(opened=read)

    def _own_name(self) -> str:
        return self._messages("workshop.own_path")

    def _shipped(self, slug: str) -> GuidedPath:
        found = [path for path in shipped_paths(self._record) if path.path == slug]
        if not found:
            raise no_such_page()
        return found[0]

    def _opened(
        self,
        *,
        opened: GuidedPath | None = None,
        faults: tuple[Finding, ...] = (),
        status: int = 200,
    ) -> Response:
        with self._door.visit(self._language) as visit:
            found = workshop_door(
                visit.reading,
                shipped_paths(self._record),
                kept_workshops(self._record),
                faults=faults,
                opened=opened,
            )
            head = plain_head(self._messages, self._messages("workshop.title"), "/atelier")
            return self._rendered(visit, "workshop.html", status, head=head, page=found)

    def _played(self, path: GuidedPath, address: str) -> Response:
        with self._door.visit(self._language) as visit:
            found = self._workshop(visit, path)
            crumbs = (
                Crumb(
                    Words(self._messages("workshop.title"), self._language),
                    f"/{self._language}/atelier",
                ),
                Crumb(found.title),
            )
            head = plain_head(self._messages, found.title.text, address, crumbs=crumbs)
            return self._rendered(visit, "workshop_play.html", 200, head=head, page=found)

    def _taken(self, path: GuidedPath, form: str) -> Response:
        if form == "yaml":
            return self._sent(written_path(path), f"{path.path}.yaml", "application/yaml")
        if form != "html":
            raise no_such_page()
        workshops = {code: self._in_language(path, code) for code in LANGUAGES}
        content = workshop_file(self._door.pages, workshops, self._language)
        return self._sent(content, f"atelier-{path.path}.html", _HTML)

    def _in_language(self, path: GuidedPath, language: str) -> Workshop:
        with self._door.visit(language) as visit:
            return self._workshop(visit, path)

    def _workshop(self, visit: Visit, path: GuidedPath) -> Workshop:
        language = visit.reading.language
        messages = self._door.pages.messages[language]
        network = self._atlas.network(visit.opened)
        kinds = kind_names(visit.reading, messages, network)
        return workshop_of(
            visit.reading,
            messages,
            network,
            path,
            draw=lambda state: self._atlas.view(visit.opened, state, language, kinds),
            held=self._atlas.told(visit.opened, visit.reading, messages),
            site=visit.site,
        )

    def _rendered(self, visit: Visit, template: str, status: int, **values: Any) -> Response:
        text = self._door.pages.render(template, self._language, site=visit.site, **values)
        headers = {"Cache-Control": "no-cache", "Content-Language": self._language}
        return Response(text, status, headers, _HTML)

    def _sent(self, content: bytes, name: str, kind: str) -> Response:
        headers = {
            "Cache-Control": "no-cache",
            "Content-Language": self._language,
            "Content-Disposition": f'attachment; filename="{name}"',
        }
        return Response(content, 200, headers, kind)


def _listed(error: RecordError) -> Text:
    """Return every fault on a line of its own, or how to mend what has no place."""
    told = {code: "\n".join(one.in_language(code) for one in error.findings) for code in LANGUAGES}
    return Text(told["fr"] or error.cure.fr, told["en"] or error.cure.en)
