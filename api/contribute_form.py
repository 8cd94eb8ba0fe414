"""The form of one case: a new one, the correction of one, or a contribution taken up again.

It works without script. The page of a correction knows which state of the record it was filled
from; when somebody has changed the case since, the answer says what, field by field, beside what
was typed, and nothing is kept until it is sent again with both in view.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from api.contribute_desk import Desk
from api.contribute_window import Window, checked, moved, page_of, read_form, text_of
from api.door import Door
from explorer.case_form import Sources, case_form, fresh
from explorer.contributing import PATH
from explorer.messages import LANGUAGES
from loaders.case_form import Entered, Filled, People, entered_of, filled, read
from loaders.cases_csv import Coding
from loaders.contributions import Contribution
from loaders.deciding import CODER
from loaders.difference import FieldChange, difference
from loaders.directory import entry_of
from loaders.identities import Decisions
from loaders.loading import plan
from loaders.participants import Participants
from loaders.records import CaseRecord, OrganisationRecord, PersonRecord
from loaders.recordset import Entry, RecordSet
from loaders.rewriting import plain
from loaders.shapes import read_shape
from loaders.writing import canonical_yaml
from ontology.errors import ConflictError, Finding, ForbiddenError, NotHeldError, RecordError, Text
from ontology.vocabulary import fold

__all__ = ["form_routes"]

_READ: Final = ["GET", "HEAD"]
_ADD: Final = "ajouter:"
_SLUG: Final = re.compile(r"[a-z0-9][a-z0-9_.-]{0,119}")


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
            entry = _held(desk.record(), correcting)
            if entry is None:
                raise NotHeldError(*_NO_CASE)
            asked = _correction(desk, entry)
        else:
            asked = _Asked(fresh())
        return _drawn(window, who, asked, _Answer())

    return page


def _held(record: RecordSet, slug: str) -> Entry | None:
    path = f"cases/{slug}.yaml"
    return next((entry for entry in record.entries if entry.path == path), None)


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
        said, findings, files = _checked_case(desk, asked)
        if findings:
            return _drawn(window, who, asked, _Answer(findings, status=422))
        path = f"cases/{said.case['case']}.yaml"
        now = desk.box.digest(path)
        if now != asked.seen:
            # Sent again, it is sent with what is there now in view.
            theirs = _since(desk.record(), said, path)
            again = _with(asked, seen=now, correcting=str(said.case["case"]) if now else "")
            return _drawn(window, who, again, _Answer(conflict=theirs, status=409))
        try:
            one = desk.keep_form(who, (asked.contribution, asked.state), files, {path: now})
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


def _checked_case(
    desk: Desk, asked: _Asked
) -> tuple[Filled, Sequence[Finding], Mapping[str, bytes]]:
    """Return what a form says, its faults, and the files that it would be."""
    record = desk.record()
    held = _held(record, asked.correcting) if asked.correcting else None
    before = held.record if held is not None and isinstance(held.record, CaseRecord) else None
    coding = Coding(CODER, datetime.now(UTC).date().isoformat())
    said = filled(asked.entered, _people(record), before, coding)
    slug = str(said.case.get("case", ""))
    _, faults = read_shape(said.case, {}, CaseRecord, "")
    # What a name means is told once: the field that stayed empty for it is no second fault.
    told = {each.field.rpartition(".")[0] for each in said.findings}
    if not asked.entered.one("alliance"):
        # It is the case's own, whose fault is told.
        faults = [each for each in faults if each.field != "alliance"]
    faults = [_worded(each) for each in faults if each.field.rpartition(".")[0] not in told]
    findings = [*said.findings, *faults]
    if findings or not _SLUG.fullmatch(slug):
        return said, findings, {}
    files = {f"{slug}.yaml": canonical_yaml(_tidy(said.case)).encode()}
    for each in said.organisations:
        files[f"{each['organisation']}.yaml"] = canonical_yaml(each).encode()
    return said, _plan_faults(desk, files), files


def _worded(fault: Finding) -> Finding:
    """Return a fault in words of a form: what YAML calls a missing key is an empty field."""
    empty = fault.code in {"key-missing", "value-empty"}
    return replace(fault, rule=_EMPTY[0], cure=_EMPTY[1]) if empty else fault


def _people(record: RecordSet) -> People:
    organisations = Participants(
        record.of(OrganisationRecord), record.groups, Decisions(record.identities)
    )
    persons = {
        fold(name): each.person
        for each in record.of(PersonRecord)
        for name in (each.name, *each.aliases)
    }
    return People(organisations, persons)


def _tidy(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data as the record writes it: defaults left out, lists as lists."""
    return dict(plain(CaseRecord.model_validate(data)))


def _plan_faults(desk: Desk, files: Mapping[str, bytes]) -> Sequence[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in files]
        for path in paths:
            path.write_bytes(files[path.name])
        try:
            plan(paths, desk.box.root, desk.vocabulary)
        except RecordError as error:
            return error.findings
    return ()


def _since(record: RecordSet, said: Filled, path: str) -> tuple[FieldChange, ...]:
    """Return where the case of the record and that of the form differ."""
    entry = next((each for each in record.entries if each.path == path), None)
    if entry is None:
        return ()
    ours = plain(CaseRecord.model_validate(said.case))
    found = difference({path: plain(entry.record)}, {path: ours})
    return found.changed[0].fields if found.changed else ()


_EMPTY: Final = (
    Text("Ce champ est à remplir.", "This field is required."),
    Text("Dites ce que la source dit.", "Say what the source says."),
)
_NO_CASE: Final = (
    Text("Ce cas n'est pas dans le dossier de données.", "This case is not in the record."),
    Text("Choisissez-en un dans la liste.", "Choose one from the list."),
)
_NOT_OPEN: Final = (
    Text("Cette contribution ne se reprend plus.", "This contribution cannot be taken up again."),
    Text("Faites-en une autre.", "Make another one."),
)
