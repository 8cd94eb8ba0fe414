"""The process that extracts the text of a study: bytes in, text as JSON out, walls around it.

    python -m loaders.reading.format_process <suffix> <bytes of memory> <seconds>

Headings become `#` lines, items of lists `-` lines, rows of tables one line each; pages of a PDF
are divided by form feeds. A superscript is marked, so that the number of a footnote is not
taken for a digit of the year before it. Pictures, scripts and embedded objects are passed over.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any, Final

from graph.worker_walls import cap_memory, forbid_calls

__all__ = ["EXTRACTORS", "main"]

_MAX_PAGES: Final = 1000


def main(suffix: str, memory: int, seconds: int) -> None:
    """Read a file on standard input, write its text."""
    data = sys.stdin.buffer.read()
    cap_memory(memory)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    forbid_calls()
    json.dump(EXTRACTORS[suffix](data), sys.stdout)


def _of_pdf(data: bytes) -> str:
    import pdfplumber  # noqa: PLC0415  once the walls stand

    with pdfplumber.open(io.BytesIO(data)) as book:
        pages = []
        for page in book.pages[:_MAX_PAGES]:
            pages.append(page.extract_text() or "")
            page.close()  # else every letter of every page is kept
    return "\n\f".join(f"{page}\n" for page in pages)


def _of_word(data: bytes) -> str:
    from docx import Document  # noqa: PLC0415  once the walls stand

    return "\n\n".join(_word_lines(Document(io.BytesIO(data)))) + "\n"


def _word_lines(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            yield "\n".join(_row(row) for row in block.rows)
        elif block.text.strip():
            yield _style_mark(str(block.style.style_id if block.style else "")) + _runs(block)


def _row(row: Any) -> str:
    # Cells that were merged are given once for each column they cover.
    cells = dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)
    return ", ".join(cell for cell in cells if cell)


def _style_mark(style: str) -> str:
    if style.startswith(("Heading", "Titre", "Title")):
        return "# "
    return "- " if style.startswith(("List", "Liste")) else ""


def _runs(paragraph: Any) -> str:
    return "".join(
        f"^{{{run.text}}}" if run.font.superscript and run.text.strip() else run.text
        for run in paragraph.runs
    )


class _Page(HTMLParser):
    """The words of an HTML page, block by block."""

    _SILENT: Final = frozenset({"script", "style", "noscript", "template", "svg", "nav"})
    _BLOCKS: Final = frozenset(
        {
            "p", "div", "section", "article", "header", "footer", "main", "table", "tr", "ul",
            "ol", "br", "hr", "blockquote", "figure", "pre", "dl", "dt", "dd", "figcaption",
            "aside", "form", "body", "title",
        }
    )  # fmt: skip
    _HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Begin a block, or a stretch that is not read."""
        if tag in self._SILENT:
            self._silent += 1
        elif tag in self._HEADINGS:
            self.parts.append("\n\n# ")
        elif tag == "li":
            self.parts.append("\n\n- ")
        elif tag in {"td", "th"}:
            self.parts.append(", ")
        elif tag == "sup":
            self.parts.append("^{")
        elif tag in self._BLOCKS:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        """End a block, or a stretch that was not read."""
        if tag in self._SILENT:
            self._silent = max(self._silent - 1, 0)
        elif tag == "sup":
            self.parts.append("}")
        elif tag in self._BLOCKS | self._HEADINGS | {"li"}:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        """Keep words that are read."""
        if not self._silent:
            self.parts.append(data if data.strip() else " ")


def _of_html(data: bytes) -> str:
    page = _Page()
    page.feed(data.decode("utf-8-sig", errors="replace"))
    page.close()
    lines = (
        " ".join(line.split()).removeprefix(", ") for line in "".join(page.parts).split("\n\n")
    )
    return "\n\n".join(line for line in lines if line.strip("#- ")) + "\n"


EXTRACTORS: Final[Mapping[str, Callable[[bytes], str]]] = {
    ".pdf": _of_pdf,
    ".docx": _of_word,
    ".html": _of_html,
    ".htm": _of_html,
}

if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
