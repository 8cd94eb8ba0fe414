"""The form of one case: a new one, the correction of one, or a contribution taken up again.

It works without script. The page of a correction knows which state of the record it was filled
from; when somebody has changed the case since, the answer says what, field by field, beside what
was typed, and nothing is kept until it is sent again with both in view.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from api.contribute_desk import Desk
from api.contribute_window import Window, checked, moved, page_of, read_form, text_of
from api.door import Door
from explorer.case_form import Sources, case_form, fresh
from explorer.contributing import PATH, mended_at
from explorer.messages import LANGUAGES
from loaders.case_assignments import Coding
from loaders.case_form.checking import changed_since, checked_case, held_case
from loaders.case_form.entered import Entered, entered_of, read
from loaders.contributions import Contribution
from loaders.deciding import CODER
from loaders.difference import FieldChange
from loaders.directory import entry_of
from loaders.records import CaseRecord, OrganisationRecord, PersonRecord
from loaders.recordset import Entry, RecordSet
from ontology.errors import ConflictError, Finding, ForbiddenError, NotHeldError, Text

__all__ = ["form_routes"]

_READ: Final = ["GET", "HEAD"]
_ADD: Final = "ajouter:"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a form is about: the case it corrects, the contribution it takes up, what was seen.

    `seen` is the digest of the case's file when the form was drawn, `state` that of the
    contribution's; "" for none.
    """

    entered: Entered
    correcting: str = ""
    contribution: str = ""
    seen: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is said of a form that was not kept."""

    findings: Sequence[Finding] = ()
    more: str = ""
    conflict: tuple[FieldChange, ...] = ()
    refusal: Text | None = None
    status: int = 200


def form_routes(door: Door, desk: Desk) -> APIRouter:
    """Return the routes of the form, in both languages."""
    router = APIRouter()
    for language in LANGUAGES:
        path, window = f"/{language}{PATH}/cas", Window(door, desk, language)
        router.add_api_route(path, _open(window), methods=_READ, response_class=Response)
        router.add_api_route(
            path, read_form(_take(window)), methods=["POST"], response_class=Response
        )
    return router


def _open(window: Window) -> Callable[[Request], Response]:
    desk = window.desk

    def page(request: Request) -> Response:
        who = desk.writers.who(request)
        correcting = request.query_params.get("de", "")
        taken = request.query_params.get("envoi", "")
        if taken:
            asked = _taken_up(desk, desk.get(taken, who), who)
        elif correcting:
            entry = held_case(desk.record(), correcting)
            if entry is None:
                raise NotHeldError(*_NO_CASE)
            asked = _correction(desk, entry)
        else:
            asked = _Asked(fresh())
        return _drawn(window, who, asked, _Answer())

    return page


def _correction(desk: Desk, entry: Entry) -> _Asked:
    assert isinstance(entry.record, CaseRecord)  # noqa: S101  found in the folder of cases
    entered = entered_of(entry.record, _names(desk.record()))
    return _Asked(entered, entry.slug, seen=desk.box.digest(entry.path))


def _taken_up(desk: Desk, one: Contribution, who: str) -> _Asked:
    """Return the form of a contribution as it was sent; only its sender changes it."""
    if one.kind != "form" or not one.open or one.by != who:
        raise ForbiddenError(*_NOT_OPEN)
    path = desk.box.paths(one)[0]
    entry, _ = entry_of(path.read_bytes(), "cases", path.name, path.name)
    if entry is None or not isinstance(entry.record, CaseRecord):
        raise ForbiddenError(*_NOT_OPEN)
    held = f"cases/{path.name}"
    seen = one.seen.get(held, "")
    return _Asked(
        entered_of(entry.record, _names(desk.record())),
        entry.slug if seen else "",
        one.id,
        seen,
        desk.box.digest(one.path),
    )


def _names(record: RecordSet) -> Mapping[str, str]:
    return {each.organisation: each.name for each in record.of(OrganisationRecord)} | {
        each.person: each.name for each in record.of(PersonRecord)
    }


def _drawn(window: Window, who: str, asked: _Asked, answer: _Answer) -> Response:
    door, desk, language = window.door, window.desk, window.language
    sources = Sources(desk.record(), desk.vocabulary, door.pages.messages[language])
    form = case_form(asked.entered, sources, answer.findings, answer.more)
    values = {
        "form": form,
        "asked": asked,
        "token": desk.guard.token(who),
        "conflict": answer.conflict,
        "refusal": answer.refusal.in_language(language) if answer.refusal else "",
        "adding": answer.more,
        "names": [href for each in answer.findings if (href := mended_at(each, language))],
    }
    query = (
        f"?envoi={asked.contribution}"
        if asked.contribution
        else (f"?de={asked.correcting}" if asked.correcting else "")
    )
    page = ("contribute_case.html", f"{PATH}/cas{query}")
    return page_of(door, language, page, values, answer.status)


def _take(window: Window) -> Callable[[Request, FormData], Response]:
    desk = window.desk

    def take(request: Request, form: FormData) -> Response:
        who = checked(desk, request, form)
        asked = _posted(form)
        if text_of(form, "faire").startswith(_ADD):
            more = text_of(form, "faire").removeprefix(_ADD)
            return _drawn(window, who, asked, _Answer(more=more))
        coding = Coding(CODER, datetime.now(UTC).date().isoformat())
        record = desk.record()
        found = checked_case(asked.entered, asked.correcting, record, desk.vocabulary, coding)
        if found.findings:
            return _drawn(window, who, asked, _Answer(found.findings, status=422))
        case = str(found.said.case["case"])
        path = f"cases/{case}.yaml"
        now = desk.box.digest(path)
        if now != asked.seen:
            # Sent again, it is sent with what is there now in view.
            theirs = changed_since(desk.record(), found.said, path)
            again = _with(asked, seen=now, correcting=case if now else "")
            return _drawn(window, who, again, _Answer(conflict=theirs, status=409))
        try:
            one = desk.keep_form(who, (asked.contribution, asked.state), found.files, {path: now})
        except ConflictError as error:
            again = _with(asked, state=_state(desk, asked.contribution, who))
            return _drawn(window, who, again, _Answer(refusal=error.cure, status=409))
        return moved(f"/{window.language}{PATH}/envoi/{one.id}")

    return take


def _with(asked: _Asked, **changes: str) -> _Asked:
    held = {name: getattr(asked, name) for name in ("correcting", "contribution", "seen", "state")}
    return _Asked(asked.entered, **{**held, **changes})


def _state(desk: Desk, contribution: str, who: str) -> str:
    return desk.box.digest(desk.get(contribution, who).path) if contribution else ""


def _posted(form: FormData) -> _Asked:
    pairs = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    entered = read(pairs)
    correcting = text_of(form, "corrige")
    if correcting:
        # A correction keeps the identifier that people know.
        entered.single["case"] = [correcting]
    return _Asked(
        entered, correcting, text_of(form, "envoi"), text_of(form, "vu"), text_of(form, "etat")
    )


_NO_CASE: Final = (
    Text("Ce cas n'est pas dans le dossier de données.", "This case is not in the record."),
    Text("Choisissez-en un dans la liste.", "Choose one from the list."),
)
_NOT_OPEN: Final = (
    Text("Cette contribution ne se reprend plus.", "This contribution cannot be taken up again."),
    Text("Faites-en une autre.", "Make another one."),
)
