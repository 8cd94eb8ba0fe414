"""The study plan as a .docx: one heading a year, one a line, planned and delivered side by side."""

from __future__ import annotations

from itertools import groupby

from explorer.messages import Messages
from explorer.plan import Plan, PlanRow
from explorer.word_file import WordFile

__all__ = ["plan_docx"]


def plan_docx(plan: Plan, messages: Messages, *, language: str, version: str) -> bytes:
    """Return the plan as the bytes of a .docx; `version` names the data it is held against."""
    file = WordFile(messages, language)
    file.title(messages("plan.title"))
    file.paragraph(messages("note.version", version=version))
    file.paragraph(messages("plan.what"))
    file.paragraph(messages.count("plan.found", plan.planned))
    for word, number in sorted(plan.counts.items()):
        file.paragraph(
            f"{messages(f'plan.{word}')}{messages('list.colon')} {number}", "List Bullet"
        )
    if not plan.rows:
        file.paragraph(messages("plan.none"))
    for due, rows in groupby(plan.rows, key=lambda row: row.due):
        file.document.add_heading(str(due), 1)
        for row in rows:
            _line(file, row)
    return file.packed()


def _line(file: WordFile, row: PlanRow) -> None:
    messages = file.messages
    file.document.add_heading(file.clean(row.question.text), 2)
    told = (
        ("plan.gap", f"{row.gap.words.text} ({row.gap_now.text})"),
        ("plan.actor", row.actor.words.text if row.actor else ""),
        ("plan.territory", row.territory.words.text),
        ("plan.evidence", row.evidence.text),
        ("plan.method", row.method.text),
        ("plan.owner", row.owner),
        ("plan.state", row.state),
        ("plan.study", row.study.words.text if row.study else ""),
        ("plan.now", messages(f"plan.{row.delivery}")),
        ("plan.remark", row.remark),
    )
    for key, text in told:
        if text:
            file.paragraph(f"{messages(key)}{messages('list.colon')} {text}", "List Bullet")
