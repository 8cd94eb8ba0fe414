"""Lire une étude: a file goes in, the workbook of its candidates comes out, and nothing is kept.

The corrected workbook comes back with the same study, whose text is read out of it again: only
then is something kept, as a contribution like any other. A study may be ten times as large as
another form, so a stranger's is refused before it is read, and few are read at a time.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from api.contribute_desk import WORKBOOK, Desk
from api.contribute_window import (
    Taker,
    Window,
    attached,
    checked,
    file_of,
    page_of,
    read_form,
    redrawn,
    taking,
)
from api.door import Door
from explorer.contributing import STUDY, refused_of
from explorer.messages import LANGUAGES
from loaders.contributions import Contribution
from loaders.reading.accepting import KEPT_TEXT
from loaders.reading.formats import SUFFIXES, study_of
from loaders.reading.proposing import proposed_workbook
from ontology.errors import RecordError, Text

__all__ = ["STUDY_PATHS", "study_routes"]

_READ: Final = ["GET", "HEAD"]
_FILES: Final = 2
_CANDIDATES: Final = "/candidats.xlsx"
# Where a study is sent to: a form larger than others.
STUDY_PATHS: Final = frozenset(
    f"/{language}{STUDY}{path}" for language in LANGUAGES for path in ("", _CANDIDATES)
)
# Each takes a processor, and up to a gigabyte.
_AT_ONCE: Final = 2
_PATIENCE: Final = 20.0


@dataclass(frozen=True, slots=True)
class _Turns:
    """Lets few studies be read at a time."""

    free: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(_AT_ONCE))

    @contextmanager
    def one(self) -> Iterator[None]:
        """Wait for a turn; raise RecordError when none comes."""
        if not self.free.acquire(timeout=_PATIENCE):
            raise RecordError(*_BUSY)
        try:
            yield
        finally:
            self.free.release()


def study_routes(door: Door, desk: Desk) -> APIRouter:
    """Return the routes of the page, in both languages."""
    router, turns = APIRouter(), _Turns()
    for language in LANGUAGES:
        path, window = f"/{language}{STUDY}", Window(door, desk, language)
        router.add_api_route(path, _open(window), methods=_READ, response_class=Response)
        corrected = taking(window, _added(desk, turns), redrawn(window, _drawn))
        for under, taker in (("", corrected), (_CANDIDATES, _read(window, turns))):
            router.add_api_route(
                path + under,
                read_form(taker, _FILES, desk.writers.who),
                methods=["POST"],
                response_class=Response,
            )
    return router


def _open(window: Window) -> Callable[[Request], Response]:
    def page(request: Request) -> Response:
        return _drawn(window, window.desk.writers.who(request))

    return page


def _drawn(window: Window, who: str, refusal: RecordError | None = None) -> Response:
    values = {
        "token": window.desk.guard.token(who),
        "suffixes": ",".join(SUFFIXES),
        "refusal": refusal and refused_of(refusal, window.language),
    }
    status = refusal.status_hint if refusal else 200
    return page_of(window.door, window.language, ("contribute_study.html", STUDY), values, status)


def _read(window: Window, turns: _Turns) -> Taker:
    desk = window.desk

    def read(request: Request, form: FormData) -> Response:
        who = checked(desk, request, form)
        name, data = file_of(form, "etude")
        day = datetime.now(UTC).date().isoformat()
        desk.note(who, "read", "", f"begun: {hashlib.sha256(data).hexdigest()}")
        try:
            with turns.one():
                slug, made = proposed_workbook(name, data, desk.box.root, day)
        except RecordError as error:
            desk.note(who, "read", "", f"refused: {error.summary.en}")
            return _drawn(window, who, error)
        desk.note(who, "read", "", "done")
        return attached(made, f"candidats-{slug}.xlsx")

    return read


def _added(desk: Desk, turns: _Turns) -> Callable[[str, FormData], Contribution]:
    def added(who: str, form: FormData) -> Contribution:
        book, rows = file_of(form, "classeur")
        study, data = file_of(form, "etude")
        if not rows:
            raise RecordError(*_NO_BOOK)
        with turns.one():
            text = study_of(study, data).text
        return desk.add(who, "workbook", book, {WORKBOOK: rows, KEPT_TEXT: text.encode()})

    return added


_BUSY: Final = (
    Text("D'autres études sont en cours de lecture.", "Other studies are being read."),
    Text("Renvoyez la vôtre dans une minute.", "Send yours again in a minute."),
)
_NO_BOOK: Final = (
    Text("Il manque le classeur corrigé.", "The corrected workbook is missing."),
    Text("Choisissez le classeur et l'étude.", "Choose the workbook and the study."),
)
