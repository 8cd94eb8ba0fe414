"""`/fr/atelier/comptes`: counts typed from paper, checked, and given back as a file of votes.

What is typed comes by POST, is answered, and is forgotten: nothing is written on the server.
The form works without a script; a file of votes is an answer like any other.
"""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, File, Form, Response, UploadFile

from api.door import Door, Visit
from api.forms import form_only
from explorer.graph_atlas import Atlas
from explorer.heads import plain_head
from explorer.messages import LANGUAGES
from explorer.models import Crumb
from explorer.reading import Words
from explorer.tally import MOST_ROWS, ROWS, About, Sheet, Tally, tally_of, typed_file
from explorer.typed_votes import COLUMNS
from loaders.votes import VoteFile, written_votes
from loaders.yaml_form import MAX_BYTES
from ontology.errors import RecordError

__all__ = ["tally_routes"]

_READ: Final = ["GET", "HEAD"]
_PATH: Final = "/atelier/comptes"
_Column = Annotated[list[str], Form(default_factory=list)]


def _typed_rows(
    table: _Column,
    code: _Column,
    actors: _Column,
    *,
    agree_yes: _Column,
    agree_no: _Column,
    priority_yes: _Column,
    priority_no: _Column,
) -> tuple[dict[str, str], ...]:
    """Return the lines of the form, at most MOST_ROWS, without the empty ones at the end."""
    columns = (table, code, actors, agree_yes, agree_no, priority_yes, priority_no)
    wide = min(MOST_ROWS, max(map(len, columns)))
    cells = [[*column[:wide], *[""] * (wide - len(column))] for column in columns]
    rows = [
        dict(zip(COLUMNS, (cell.strip() for cell in row), strict=True))
        for row in zip(*cells, strict=True)
    ]
    while rows and not any(rows[-1].values()):
        rows.pop()
    return tuple(rows)


_Rows = Annotated[tuple[dict[str, str], ...], Depends(_typed_rows)]


def tally_routes(door: Door, atlas: Atlas) -> APIRouter:
    """Return the routes; before those of the paths, whose name may be any word."""
    router = APIRouter()
    for language in LANGUAGES:
        page = _Page(door, atlas, language)
        path = f"/{language}{_PATH}"
        router.add_api_route(path, page.empty, methods=_READ, response_class=Response)
        router.add_api_route(
            path,
            page.typed,
            methods=["POST"],
            response_class=Response,
            dependencies=[Depends(form_only)],
        )
    return router


class _Page:
    """The page in one language."""

    def __init__(self, door: Door, atlas: Atlas, language: str) -> None:
        self._door, self._atlas, self._language = door, atlas, language
        self._messages = door.pages.messages[language]

    def empty(self) -> Response:
        """Answer with an empty sheet."""
        with self._door.visit(self._language) as visit:
            network = self._atlas.network(visit.opened)
            found = tally_of(visit.reading, self._messages, network, Sheet())
            return self._shown(visit, found, 200)

    def typed(
        self,
        rows: _Rows,
        do: Annotated[str, Form()] = "check",
        place: Annotated[str, Form()] = "",
        date: Annotated[str, Form()] = "",
        file: Annotated[UploadFile | None, File()] = None,
    ) -> Response:
        """Answer to what was typed: more lines, what it says, or the file of votes."""
        sheet = Sheet(About(place.strip(), date.strip()), rows)
        data = file.file.read(MAX_BYTES) if file is not None and file.filename else b""
        with self._door.visit(self._language) as visit:
            return self._answered(visit, sheet, do, data)

    def _answered(self, visit: Visit, sheet: Sheet, do: str, data: bytes) -> Response:
        network = self._atlas.network(visit.opened)
        votes, refused = None, None
        if do != "more":
            try:
                votes = typed_file(
                    sheet,
                    network,
                    visit.site.version,
                    self._language,
                    where=self._messages("tally.csv" if data else "tally.sheet"),
                    file=data,
                )
            except RecordError as error:
                refused = error
        if votes is not None and do == "votes":
            return _file(votes)
        more = ROWS if do == "more" else 0
        found = tally_of(
            visit.reading, self._messages, network, sheet, votes=votes, refused=refused, more=more
        )
        return self._shown(visit, found, refused.status_hint if refused else 200)

    def _shown(self, visit: Visit, found: Tally, status: int) -> Response:
        crumbs = (
            Crumb(
                Words(self._messages("workshop.title"), self._language),
                f"/{self._language}/atelier",
            ),
            Crumb(Words(self._messages("tally.title"), self._language)),
        )
        head = plain_head(self._messages, self._messages("tally.title"), _PATH, crumbs=crumbs)
        text = self._door.pages.render(
            "tally.html", self._language, site=visit.site, head=head, page=found
        )
        headers = {"Cache-Control": "no-cache", "Content-Language": self._language}
        return Response(text, status, headers, "text/html; charset=utf-8")


def _file(votes: VoteFile) -> Response:
    headers = {
        "Cache-Control": "no-cache",
        "Content-Disposition": f'attachment; filename="votes-{votes.workshop}.json"',
    }
    return Response(written_votes(votes), 200, headers, "application/json")
