"""A note as a Word document: real footnotes, one for each passage, and the same bytes each time.

python-docx writes no footnotes, so their part is made here, of the few elements Word asks for
(docs/decisions/0070). Text only ever becomes `w:t`: no field, no link and no macro can come out of
a label, and a sign that XML cannot hold is left out. No clock is read.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import Final

from docx import Document
from docx.document import Document as Opened
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from explorer.messages import Messages
from explorer.note import Line, Note
from queries.typography import french

__all__ = ["DOCX", "note_docx"]

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FOOTNOTES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_UNWRITABLE: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Zip knows no earlier day: every file of every note bears it.
_DAY: Final = (1980, 1, 1, 0, 0, 0)
_SHOWN: Final = 20


def note_docx(note: Note, messages: Messages) -> bytes:
    """Return the note as the bytes of a .docx; equal notes give equal bytes."""
    return _Writing(note, messages).written()


class _Writing:
    """One document being written."""

    def __init__(self, note: Note, messages: Messages) -> None:
        self.note, self.messages = note, messages
        self.document: Opened = Document()
        self.notes = OxmlElement("w:footnotes")
        self.number = 0
        styles = self.document.styles
        self.note_style = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
        self.note_style.font.size = Pt(9)
        self.mark_style = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
        self.mark_style.font.superscript = True
        tongue = {"fr": "fr-FR", "en": "en-GB"}[note.language]
        for one in styles.element.iter(qn("w:lang")):
            one.set(qn("w:val"), tongue)
        for place, kind in ((-1, "separator"), (0, "continuationSeparator")):
            self.notes.append(self.footnote(place, kind))

    def written(self) -> bytes:
        self.opening()
        self.changed()
        self.claimed()
        self.counted()
        self.contradicted()
        self.missing()
        self.drawn_on()
        return self.packed()

    def clean(self, text: str) -> str:
        kept = _UNWRITABLE.sub("", text)
        return french(kept) if self.note.language == "fr" else kept

    def heading(self, key: str, level: int = 1) -> None:
        self.document.add_heading(self.clean(self.messages(key)), level)

    def paragraph(self, text: str, style: str = "Normal") -> Paragraph:
        return self.document.add_paragraph(self.clean(text), style)

    def opening(self) -> None:
        title = self.messages("note.title")
        about = " · ".join(name for _, name in self.note.about)
        whole = self.clean(f"{title}{self.messages('list.colon')} {about}" if about else title)
        self.document.add_heading(whole, 0)
        known = self.document.core_properties
        # What Word holds of a title has its limit.
        known.title, known.author, known.language = whole[:250], "Alliances", self.note.language
        known.created = known.modified = datetime(*_DAY)  # noqa: DTZ001  no zone in the format
        self.paragraph(self.messages("note.version", version=self.note.version))
        for side, name in self.note.about:
            self.paragraph(f"{side}{self.messages('list.colon')} {name}")
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

    def drawn_on(self) -> None:
        self.heading("note.sources")
        if not self.note.sources:
            self.paragraph(self.messages("note.none"))
        for text in self.note.sources:
            self.paragraph(text, "List Bullet")

    def mark(self, paragraph: Paragraph, notes: tuple[str, ...]) -> None:
        """Put one footnote behind the paragraph; it holds all of `notes`."""
        self.number += 1
        run = paragraph.add_run(style=self.mark_style)
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(self.number))
        run._r.append(reference)
        self.notes.append(self.footnote(self.number, "", " ; ".join(notes)))

    def footnote(self, number: int, kind: str, text: str = "") -> BaseOxmlElement:
        note = OxmlElement("w:footnote", {qn("w:id"): str(number)})
        paragraph, run = OxmlElement("w:p"), OxmlElement("w:r")
        if kind:
            note.set(qn("w:type"), kind)
            run.append(OxmlElement(f"w:{kind}"))
            paragraph.append(run)
        else:
            shape = OxmlElement("w:pPr")
            shape.append(OxmlElement("w:pStyle", {qn("w:val"): self.note_style.style_id}))
            look = OxmlElement("w:rPr")
            look.append(OxmlElement("w:rStyle", {qn("w:val"): self.mark_style.style_id}))
            run.extend([look, OxmlElement("w:footnoteRef")])
            said, words = OxmlElement("w:r"), OxmlElement("w:t")
            words.text = f" {self.clean(text)}"
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            said.append(words)
            paragraph.extend([shape, run, said])
        note.append(paragraph)
        return note

    def packed(self) -> bytes:
        main = self.document.part
        blob = serialize_part_xml(self.notes)
        part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, blob, main.package)
        main.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        draft, out = io.BytesIO(), io.BytesIO()
        self.document.save(draft)
        with zipfile.ZipFile(draft) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                entry = zipfile.ZipInfo(name, _DAY)
                entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
                new.writestr(entry, old.read(name))
        return out.getvalue()
