"""Sheets joined into one document: every page as it was."""

from __future__ import annotations

import io

import pdfplumber
import pytest

from explorer.paper_sheet import joined, pdf_of
from explorer.svg_parts import FONT


def sheet(text: str, width: int = 300) -> bytes:
    return pdf_of(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="200">'
        f'<text x="20" y="40" font-size="20" font-family="{FONT}">{text}</text>'
        f'<path d="M10 10h50" stroke="#000"/></svg>'
    )


@pytest.fixture(scope="module")
def sheets() -> list[bytes]:
    # Another typeface and another size, so that objects of one sheet cannot serve another.
    return [sheet("Une carte 1 0 R"), sheet("Deux &amp; &lt;2&gt;", 400), sheet("Trois éàç")]


def test_a_document_has_the_pages_of_its_sheets_in_order(sheets: list[bytes]) -> None:
    with pdfplumber.open(io.BytesIO(joined(sheets, language="fr"))) as book:
        told = [page.extract_text().strip() for page in book.pages]
        assert told == ["Une carte 1 0 R", "Deux & <2>", "Trois éàç"]
        assert [page.width for page in book.pages] == pytest.approx([300, 400, 300])
        assert all(len(page.lines) == 1 for page in book.pages)


def test_a_page_draws_exactly_what_its_sheet_drew(sheets: list[bytes]) -> None:
    with pdfplumber.open(io.BytesIO(joined(sheets, language="fr"))) as book:
        for page, data in zip(book.pages, sheets, strict=True):
            with pdfplumber.open(io.BytesIO(data)) as alone:
                (only,) = alone.pages
                wanted = [(one["text"], one["x0"], one["top"]) for one in only.chars]
                assert [(one["text"], one["x0"], one["top"]) for one in page.chars] == wanted


def test_the_document_says_its_language_and_the_same_sheets_give_the_same_bytes(
    sheets: list[bytes],
) -> None:
    first = joined(sheets, language="en")
    assert b"/Lang (en)" in first
    assert joined(sheets, language="en") == first
