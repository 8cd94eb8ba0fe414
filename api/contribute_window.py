"""What every page of contributions is made with: a form read and checked, a page that nobody keeps.

Forms are read whole, with few and small parts, before anything is done with them; the work is
done in the thread pool. A form is taken from our own pages only.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from anyio import to_thread
from fastapi import Request, Response
from starlette.datastructures import FormData, UploadFile
from starlette.requests import ClientDisconnect

from api.contribute_desk import WORKBOOK, Desk
from api.door import Door
from explorer.contributing import PATH
from explorer.heads import plain_head
from explorer.rendering import Site
from loaders.contributions import Contribution, Kind
from ontology.errors import RecordError, StoreError, Text

__all__ = [
    "PRIVATE",
    "XLSX",
    "Taker",
    "Window",
    "attached",
    "checked",
    "file_of",
    "moved",
    "one_book",
    "page_of",
    "read_form",
    "redrawn",
    "taking",
    "text_of",
]

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A form of ours says where it comes from; other pages are told nothing, as everywhere.
PRIVATE: Final = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}
_FIELDS: Final = 4000
_LONGEST_NAME: Final = 120

Taker: TypeAlias = Callable[[Request, FormData], Response]


@dataclass(frozen=True, slots=True)
class Window:
    """Where people are received: the pages, the desk, and the language of both."""

    door: Door
    desk: Desk
    language: str


def read_form(
    taker: Taker, files: int = 1, known: Callable[[Request], str] | None = None
) -> Callable[[Request], Awaitable[Response]]:
    """Return a handler that reads the form and lets `taker` work in the thread pool.

    With `known`, which raises ForbiddenError for a stranger, nothing of theirs is read.
    """

    async def handler(request: Request) -> Response:
        if known is not None:
            known(request)
        try:
            async with request.form(max_files=files, max_fields=_FIELDS) as form:
                return await to_thread.run_sync(taker, request, form)
        except ClientDisconnect:
            # Too large or too slow: the border has stopped reading, and says so itself.
            return Response(None, 400)

    return handler


def _site(door: Door) -> Site:
    """Return what the foot of a page says of the data; nothing before a first publication."""
    try:
        with door.visit("fr") as visit:
            return visit.site
    except StoreError:
        return Site(public_url=door.public_url)


def page_of(
    door: Door, language: str, page: tuple[str, str], values: Mapping[str, object], status: int
) -> Response:
    """Return a page that nobody keeps; `page` is its template and its path after the language."""
    template, path = page
    messages = door.pages.messages[language]
    head = plain_head(messages, messages("contribute.title"), path)
    site = _site(door)
    text = door.pages.render(template, language, site=site, head=head, **values)
    headers = {**PRIVATE, "Content-Language": language}
    return Response(text, status, headers, "text/html; charset=utf-8")


def checked(desk: Desk, request: Request, form: FormData) -> str:
    """Return who sends a form of ours; raise ForbiddenError for any other form."""
    who = desk.writers.who(request)
    desk.guard.check(request, who, text_of(form, "jeton"))
    return who


def taking(
    window: Window,
    add: Callable[[str, FormData], Contribution],
    refused: Callable[[str, FormData, RecordError], Response],
) -> Taker:
    """Return what leads to the contribution that `add` makes of somebody's form of ours.

    Where `add` raises RecordError, `refused` draws the page again.
    """

    def take(request: Request, form: FormData) -> Response:
        who = checked(window.desk, request, form)
        try:
            one = add(who, form)
        except RecordError as error:
            return refused(who, form, error)
        return moved(f"/{window.language}{PATH}/envoi/{one.id}")

    return take


def one_book(
    desk: Desk, kind: Kind, missing: tuple[Text, Text]
) -> Callable[[str, FormData], Contribution]:
    """Return what makes a contribution of `kind` of the form's workbook; `missing` is said else."""

    def added(who: str, form: FormData) -> Contribution:
        name, data = file_of(form, "classeur")
        if not data:
            raise RecordError(*missing)
        return desk.add(who, kind, name, {WORKBOOK: data})

    return added


def redrawn(
    window: Window, drawn: Callable[[Window, str, RecordError | None], Response]
) -> Callable[[str, FormData, RecordError], Response]:
    """Return what draws a page again with why a form was refused, for a form that holds a file."""
    return lambda who, _, refusal: drawn(window, who, refusal)


def text_of(form: FormData, name: str) -> str:
    """Return a text of the form, "" where there is none."""
    value = form.get(name)
    return value if isinstance(value, str) else ""


def file_of(form: FormData, name: str) -> tuple[str, bytes]:
    """Return the name, as it can be shown, and the content of a file; none for no file."""
    file = form.get(name)
    if not isinstance(file, UploadFile) or not file.size:
        return "", b""
    return _file_name(file.filename or ""), file.file.read()


def attached(data: bytes, name: str) -> Response:
    """Return a workbook to take away, which nobody keeps."""
    headers = {**PRIVATE, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, 200, headers, XLSX)


def _file_name(name: str) -> str:
    """Return the last part of a name, as it can be shown on one line."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign for sign in last if sign.isprintable())[-_LONGEST_NAME:].strip()
    return shown or "classeur.xlsx"


def moved(href: str) -> Response:
    """Return the way to the page that shows what became of a form."""
    return Response(None, 303, {**PRIVATE, "Location": href})
