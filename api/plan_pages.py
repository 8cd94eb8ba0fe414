"""The study plan: a page, and the same as .csv and .docx.

The plan is a file of the record that changes while one snapshot is served, so no answer of it is
kept by the cache of answers.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Response

from api.door import Door
from explorer.heads import plain_head
from explorer.messages import LANGUAGES
from explorer.paths import no_such_page
from explorer.plan import plan_page, plan_sheet
from explorer.plan_docx import plan_docx
from explorer.sheets import sheet_csv
from explorer.word_file import DOCX
from loaders.directory import kept_plan
from loaders.study_plan import StudyPlan
from ontology.vocabulary import read_vocabulary

__all__ = ["plan_routes"]

_READ: Final = ["GET", "HEAD"]
_HTML: Final = "text/html; charset=utf-8"
_FORMS: Final = {"csv": "text/csv; charset=utf-8", "docx": DOCX}


def plan_routes(door: Door, record: Path | None) -> APIRouter:
    """Return the routes; `record` is where the plan is, None for none."""
    router = APIRouter()
    # Reading it takes longer than the page: once is enough for an application.
    vocabulary = cache(read_vocabulary)

    def plan() -> StudyPlan:
        return kept_plan(record, vocabulary())

    for language in LANGUAGES:
        for path, handler in (
            ("/plan", _page(door, language, plan)),
            ("/plan.{form}", _file(door, language, plan)),
        ):
            router.add_api_route(
                f"/{language}{path}", handler, methods=_READ, response_class=Response
            )
    return router


def _page(door: Door, language: str, plan: Callable[[], StudyPlan]) -> Callable[[], Response]:
    def page() -> Response:
        messages = door.pages.messages[language]
        with door.visit(language) as visit:
            found = plan_page(visit.reading, messages, plan())
            head = plain_head(messages, messages("plan.title"), "/plan")
            text = door.pages.render("plan.html", language, site=visit.site, head=head, page=found)
        return Response(text, 200, _headers(language), _HTML)

    return page


def _file(door: Door, language: str, plan: Callable[[], StudyPlan]) -> Callable[[str], Response]:
    def file(form: str) -> Response:
        if form not in _FORMS:
            raise no_such_page()
        messages = door.pages.messages[language]
        kept = plan()
        with door.visit(language) as visit:
            if form == "csv":
                content = sheet_csv(plan_sheet(visit.reading, messages, kept)).encode()
            else:
                found = plan_page(visit.reading, messages, kept)
                version = visit.opened.snapshot.path.name
                content = plan_docx(found, messages, language=language, version=version)
        headers = _headers(language) | {
            "Content-Disposition": f'attachment; filename="plan.{form}"'
        }
        return Response(
            content, 200, headers, DOCX if form == "docx" else "text/csv; charset=utf-8"
        )

    return file


def _headers(language: str) -> dict[str, str]:
    return {"Cache-Control": "no-cache", "Content-Language": language}
