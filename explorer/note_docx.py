"""The note as a .docx: its sections in reading order, a footnote for each passage.

Nothing is worked out here; what Word is given is `explorer.word_file`'s.
"""

from __future__ import annotations

from typing import Final

from explorer.messages import Messages
from explorer.note import Line, Note
from explorer.note_year import Yearly
from explorer.word_file import DOCX, WordFile

__all__ = ["DOCX", "note_docx"]

_SHOWN: Final = 20


def note_docx(note: Note, messages: Messages) -> bytes:
    """Return the note as the bytes of a .docx; equal notes give equal bytes."""
    return _Writing(note, messages).written()


class _Writing(WordFile):
    """One note being written."""

    def __init__(self, note: Note, messages: Messages) -> None:
        super().__init__(messages, note.language)
        self.note = note

    def written(self) -> bytes:
        self.opening()
        self.changed()
        self.claimed()
        self.counted()
        self.contradicted()
        self.missing()
        if self.note.yearly:
            self.yearly(self.note.yearly)
        self.drawn_on()
        return self.packed()

    def opening(self) -> None:
        title = self.messages("note.title")
        about = " · ".join(name for _, name in self.note.about)
        self.title(f"{title}{self.messages('list.colon')} {about}" if about else title)
        self.paragraph(self.messages("note.version", version=self.note.version))
        for side, name in self.note.about:
            self.paragraph(f"{side[:1].upper()}{side[1:]}{self.messages('list.colon')} {name}")
        self.paragraph(self.messages("note.reading"))

    def changed(self) -> None:
        self.heading("note.changed")
        if not self.note.since:
            self.paragraph(self.messages("note.no_since"))
            return
        self.paragraph(self.messages("note.since", version=self.note.since))
        if not self.note.changes:
            self.paragraph(self.messages("news.same"))
        for change in self.note.changes:
            self.paragraph(change.headline.in_language(self.note.language), "List Bullet")
            # A sentence with a number in it stands below, with its footnote, or nowhere.
            items = () if change.said else change.items
            for item in items[:_SHOWN]:
                self.paragraph(item.in_language(self.note.language), "List Bullet 2")
            if len(items) > _SHOWN:
                left = self.messages.count("news.more", len(items) - _SHOWN)
                self.paragraph(left, "List Bullet 2")

    def claimed(self) -> None:
        self.heading("note.claimed")
        if not self.note.groups:
            self.paragraph(self.messages("note.none"))
        for group in self.note.groups:
            word = self.word(group.lines[0])
            self.document.add_heading(self.clean(f"{word} ({len(group.lines)})"), 2)
            if group.status.meaning:
                self.paragraph(group.status.meaning.text)
            found = sum(one.quoted for one in group.lines)
            self.paragraph(self.messages("note.quoted", n=found, left=len(group.lines) - found))
            for line in group.lines:
                self.line(line, f"{word} — ")

    def word(self, line: Line) -> str:
        return line.status.word.text or self.messages("status.none")

    def line(self, line: Line, before: str = "") -> None:
        paragraph = self.document.add_paragraph(style="List Bullet")
        if before:
            paragraph.add_run(self.clean(before)).bold = True
        paragraph.add_run(self.clean(line.text))
        self.mark(paragraph, line.notes)

    def counted(self) -> None:
        self.heading("note.figures")
        self.paragraph(self.messages("note.figures_text" if self.note.figures else "note.none"))
        for line in self.note.figures:
            self.line(line)

    def contradicted(self) -> None:
        self.heading("note.quarrels")
        self.paragraph(self.messages("note.quarrels_text" if self.note.quarrels else "note.none"))
        for one in self.note.quarrels:
            self.document.add_heading(self.clean(one.name), 2)
            self.paragraph(one.about)
            for text, notes in one.sides:
                self.mark(self.paragraph(text, "List Bullet"), notes)
            if one.explanation:
                self.paragraph(one.explanation)

    def missing(self) -> None:
        self.heading("note.gaps")
        self.paragraph(self.messages("note.gaps_text" if self.note.gaps else "note.none"))
        for text in self.note.gaps:
            self.paragraph(text, "List Bullet")

    def yearly(self, yearly: Yearly) -> None:
        for key, lead, many in (
            ("note.coverage", "note.coverage_text", yearly.coverage),
            ("note.fresh_sources", "note.fresh_text", yearly.sources),
            ("note.fresh_cases", "note.fresh_text", yearly.cases),
            ("note.horizons", "note.horizons_text", yearly.horizons),
        ):
            title = self.messages(key, year=yearly.year)
            self.document.add_heading(self.clean(title), 1)
            self.paragraph(self.messages(lead if many else "note.none"))
            for one in many:
                self.mark(self.paragraph(one.text, "List Bullet"), one.notes)

    def drawn_on(self) -> None:
        self.heading("note.sources")
        if not self.note.sources:
            self.paragraph(self.messages("note.none"))
        for text in self.note.sources:
            self.paragraph(text, "List Bullet")
