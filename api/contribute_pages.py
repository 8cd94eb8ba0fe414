"""Contribuer: the workbook and its verdict, the queue, the decisions, by pages and plain forms.

The first page and the template exist everywhere. Every other route, and every route that takes a
form, exists only where the settings let somebody write. Forms are read whole, with few and small
parts, before anything is done with them; the work is done in the thread pool.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from api.contribute_desk import ACTIONS, WORKBOOK, Desk
from api.door import Door
from explorer.coded import coded_of
from explorer.contributing import PATH, actions_of, listed, shown_of
from explorer.heads import plain_head
from explorer.messages import LANGUAGES
from explorer.rendering import Site
from loaders.coding.quotes import waiting
from loaders.contribution_template import contribution_template
from loaders.contributions import Contribution
from ontology.errors import ForbiddenError, RecordError, StoreError
from ontology.vocabulary import read_vocabulary

__all__ = [
    "PRIVATE",
    "XLSX",
    "Taker",
    "Window",
    "attached",
    "checked",
    "contribute_routes",
    "file_of",
    "moved",
    "page_of",
    "read_form",
    "text_of",
]

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_READ: Final = ["GET", "HEAD"]
_FIELDS: Final = 4000
_LONGEST_NAME: Final = 120
_LISTED: Final = 50
# A form of ours says where it comes from; other pages are told nothing, as everywhere.
PRIVATE: Final = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}

Page: TypeAlias = Callable[[Request], Response]
Taker: TypeAlias = Callable[[Request, FormData], Response]


@dataclass(frozen=True, slots=True)
class Window:
    """Where people are received: the pages, the desk, and the language of both."""

    door: Door
    desk: Desk
    language: str


def contribute_routes(door: Door, desk: Desk | None) -> APIRouter:
    """Return the routes; without a `desk` only those that read."""
    router = APIRouter()
    for language in LANGUAGES:
        base = f"/{language}{PATH}"
        router.add_api_route(
            base, _home(door, desk, language), methods=_READ, response_class=Response
        )
        router.add_api_route(
            f"{base}/modele.xlsx", _template(language), methods=_READ, response_class=Response
        )
        if desk is None:
            continue
        for path, page in (
            ("/envoi/{identifier}", _one(door, desk, language)),
            ("/envoi/{identifier}/classeur.xlsx", _workbook(desk, language)),
        ):
            router.add_api_route(base + path, page, methods=_READ, response_class=Response)
        for path, taker in (
            ("/classeur", _upload(desk, language)),
            ("/envoi/{identifier}", _act(door, desk, language)),
        ):
            router.add_api_route(
                base + path, read_form(taker), methods=["POST"], response_class=Response
            )
    return router


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


def _home(door: Door, desk: Desk | None, language: str) -> Page:
    def home(request: Request) -> Response:
        who = _name(desk, request)
        told = _told(desk, who, language) if desk is not None and who else None
        values = {
            "who": who,
            "refused": desk is not None,
            "token": desk.guard.token(who) if desk is not None else "",
            "desk": told,
        }
        return page_of(door, language, ("contribute.html", PATH), values, 200)

    return home


def _told(desk: Desk, who: str, language: str) -> dict[str, object]:
    """Return what the first page lists for a person: theirs, and the queue for a reviewer."""
    held = desk.box.all()
    reviewer = desk.writers.reviews(who)
    # The one that has waited longest comes first.
    queue = [one for one in reversed(held) if reviewer and one.state == "waiting"]
    return {
        "mine": [listed(one, language) for one in held if one.by == who][:_LISTED],
        "queue": [listed(one, language) for one in queue],
        "asked": [listed(one, language) for one in held if reviewer and one.state == "asked"],
        "reviewer": reviewer,
        "rebuild": desk.rebuilder.last(),
        "cases": sorted(each.slug for each in desk.record().entries if each.folder == "cases"),
        "sentences": len(list(waiting(desk.record()))),
    }


def _name(desk: Desk | None, request: Request) -> str:
    try:
        return desk.writers.who(request) if desk else ""
    except ForbiddenError:
        return ""


def _template(language: str) -> Callable[[], Response]:
    def template() -> Response:
        data = contribution_template(read_vocabulary(), language)
        headers = {
            "Cache-Control": "no-cache",
            "Content-Disposition": 'attachment; filename="alliances-contribution.xlsx"',
        }
        return Response(data, 200, headers, XLSX)

    return template


def _one(door: Door, desk: Desk, language: str) -> Callable[[str, Request], Response]:
    def page(identifier: str, request: Request) -> Response:
        who = desk.writers.who(request)
        return _shown(door, desk, language, desk.get(identifier, who), who)

    return page


def _shown(
    door: Door,
    desk: Desk,
    language: str,
    one: Contribution,
    who: str,
    *,
    refusal: RecordError | None = None,
    said: str = "",
) -> Response:
    mine, reviewer = one.by == who, desk.writers.reviews(who)
    found = desk.assess(one) if one.open else None
    actions = actions_of(one, found, mine=mine, reviewer=reviewer)
    changes = desk.changes(one) if one.open else ()
    shown = shown_of(one, found, changes, actions, language, mine=mine)
    values = {
        "page": shown,
        "who": who,
        "reviewer": reviewer,
        "token": desk.guard.token(who),
        "rebuild": desk.rebuilder.last(),
        "refusal": refusal
        and (refusal.summary.in_language(language), refusal.cure.in_language(language)),
        "said": said,
        "coded": coded_of(desk.coding(one), desk.vocabulary, shown.listed.href, language),
    }
    status = refusal.status_hint if refusal else 200
    path = f"{PATH}/envoi/{one.id}"
    return page_of(door, language, ("contribution.html", path), values, status)


def _workbook(desk: Desk, language: str) -> Callable[[str, Request], Response]:
    def workbook(identifier: str, request: Request) -> Response:
        one = desk.get(identifier, desk.writers.who(request))
        if WORKBOOK not in one.files:
            raise HTTPException(404)
        return attached(desk.marked(one, language), f"verdict-{one.id}.xlsx")

    return workbook


def _upload(desk: Desk, language: str) -> Taker:
    def upload(request: Request, form: FormData) -> Response:
        who = checked(desk, request, form)
        name, data = file_of(form, "classeur")
        if not data:
            return moved(f"/{language}{PATH}?vide=1")
        try:
            one = desk.add(who, "workbook", name, {WORKBOOK: data})
        except RecordError as error:
            raise ForbiddenError(error.summary, error.cure) from error
        return moved(f"/{language}{PATH}/envoi/{one.id}")

    return upload


def checked(desk: Desk, request: Request, form: FormData) -> str:
    """Return who sends a form of ours; raise ForbiddenError for any other form."""
    who = desk.writers.who(request)
    desk.guard.check(request, who, text_of(form, "jeton"))
    return who


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


def _act(door: Door, desk: Desk, language: str) -> Taker:
    def act(request: Request, form: FormData) -> Response:
        who = checked(desk, request, form)
        one = desk.get(str(request.path_params["identifier"]), who)
        action, text = text_of(form, "action"), text_of(form, "texte")
        if action not in ACTIONS:
            raise HTTPException(400)
        try:
            desk.act(one, who, action, text=text, base=text_of(form, "base"))
        except RecordError as refusal:
            now = desk.get(one.id, who)
            return _shown(door, desk, language, now, who, refusal=refusal, said=text)
        return moved(f"/{language}{PATH}/envoi/{one.id}")

    return act
