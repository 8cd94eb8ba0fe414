"""Studies that tests make: one text as PDF, Word, HTML, and files that mean harm.

The PDF is written by hand, one Helvetica line after the other, so that no library that writes
PDF is needed to test one that reads them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from docx import Document

__all__ = ["PAGES", "bomb", "html_of", "pdf_of", "word_of"]

# Two pages of an invented study; what it prints is known to the tests.
PAGES: Sequence[Sequence[str]] = (
    (
        "Enquête du Marché couvert",
        "1. Une enquête auprès des maires",
        "En 2016, 58 % des maires jugent que les alliances sont source",
        "d'innovation, et deux tiers des associations le pensent aussi.",
        "Publiée le 12 novembre 2016, page 3.",
    ),
    (
        "2. Les moyens",
        "Le marché réunit plus de 1 240 partenariats et 50 M€ en cinq ans.",
        "L'emploi (note moyenne de 7,1) est la priorité n°1 en Bretagne.",
    ),
)


def pdf_of(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF with these lines on its pages."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        parts.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        drawn = b"".join(
            b"("
            + line.encode("cp1252", "replace").replace(b"(", b"\\(").replace(b")", b"\\)")
            + b") '\n"
            for line in lines
        )
        stream = b"BT /F1 11 Tf 14 TL 50 800 Td\n" + drawn + b"ET"
        parts.append(f"<< /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream")
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, part in enumerate(parts, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + part + b"\nendobj\n")
    table = out.tell()
    out.write(f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{place:010} 00000 n \n".encode() for place in places)
    out.write(f"trailer << /Size {len(parts) + 1} /Root 1 0 R >>\n".encode())
    out.write(f"startxref\n{table}\n%%EOF\n".encode())
    return out.getvalue()


def _is_heading(line: str) -> bool:
    return line[:1].isdigit() and line[1:3] == ". "


def word_of(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a Word document: headings where a line is numbered, else paragraphs; one table."""
    document = Document()
    for page in pages:
        for line in page:
            if _is_heading(line):
                document.add_heading(line[3:], level=1)
            else:
                document.add_paragraph(line)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Citoyens", "71 %"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def html_of(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a page with headings, paragraphs, and a script that must not be read."""
    parts = ["<script>var parts = '99 % des maires';</script>"]
    for page in pages:
        for line in page:
            tag = "h2" if _is_heading(line) else "p"
            parts.append(f"<{tag}>{line[3:] if tag == 'h2' else line}</{tag}>")
    return f"<!doctype html><meta charset=utf-8><body>{''.join(parts)}".encode()


def bomb() -> bytes:
    """Return a small package that unpacks to 20 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 20_000_000)
    return out.getvalue()
