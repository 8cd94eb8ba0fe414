"""A Word document of ours: footnotes, headings and paragraphs, and the same bytes each time.

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
from explorer.typography import apostrophes, french

__all__ = ["DOCX", "WordFile"]

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FOOTNOTES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_UNWRITABLE: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_QUOTED: Final = re.compile("(«[^»]*»|“[^”]*”)")
# Zip knows no earlier day: every file of every document bears it.
_DAY: Final = (1980, 1, 1, 0, 0, 0)


class WordFile:
    """One document being written, in one language."""

    def __init__(self, messages: Messages, language: str) -> None:
        self.messages, self.language = messages, language
        self.document: Opened = Document()
        self.notes = OxmlElement("w:footnotes")
        self.number = 0
        styles = self.document.styles
        self.note_style = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
        self.note_style.font.size = Pt(9)
        self.mark_style = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
        self.mark_style.font.superscript = True
        tongue = {"fr": "fr-FR", "en": "en-GB"}[language]
        for one in styles.element.iter(qn("w:lang")):
            one.set(qn("w:val"), tongue)
        for place, kind in ((-1, "separator"), (0, "continuationSeparator")):
            self.notes.append(self.footnote(place, kind))

    def title(self, text: str) -> None:
        """Head the document, and say what it is to whoever lists files."""
        whole = self.clean(text)
        self.document.add_heading(whole, 0)
        known = self.document.core_properties
        # What Word holds of a title has its limit.
        known.title, known.author, known.language = whole[:250], "Alliances", self.language
        known.created = known.modified = datetime(*_DAY)  # noqa: DTZ001  no zone in the format

    def clean(self, text: str) -> str:
        """Return a text as Word can hold it, with the spaces and apostrophes of print.

        What stands in quotation marks keeps the signs of its source.
        """
        parts = _QUOTED.split(_UNWRITABLE.sub("", text))
        kept = "".join(one if _QUOTED.match(one) else apostrophes(one) for one in parts)
        return french(kept) if self.language == "fr" else kept

    def heading(self, key: str, level: int = 1) -> None:
        """Add a heading, the message `key`."""
        self.document.add_heading(self.clean(self.messages(key)), level)

    def paragraph(self, text: str, style: str = "Normal") -> Paragraph:
        """Add a paragraph and return it."""
        return self.document.add_paragraph(self.clean(text), style)

    def mark(self, paragraph: Paragraph, notes: tuple[str, ...]) -> None:
        """Put one footnote behind the paragraph; it holds all of `notes`."""
        self.number += 1
        run = paragraph.add_run(style=self.mark_style)
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(self.number))
        run._r.append(reference)
        self.notes.append(self.footnote(self.number, "", " ; ".join(notes)))

    def footnote(self, number: int, kind: str, text: str = "") -> BaseOxmlElement:
        """Return the element of a footnote, or of a separator when `kind` is one."""
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
        """Return the document as bytes, its footnotes in it and no clock."""
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
