"""Sheets joined into one PDF document: one page for each, in their order, nothing redrawn.

Each sheet comes from the one writer of PDF that is locked (`vl-convert`), with one page, plain
objects and a plain table of where they stand. Joining gives every object a number of its own and
hangs the pages under one list. What is not of that form is refused, never guessed at. No
library that joins pages is among the dependencies (decision 0063).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

__all__ = ["joined"]

_HEAD: Final = b"%PDF-1.7\n%\x80\x80\x80\x80\n"
_REFERENCE: Final = re.compile(rb"\b(\d+) 0 R\b")
_START: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_ENTRY: Final = re.compile(rb"(\d{10}) \d{5} n")
_STREAM: Final = b"stream\n"
# Objects of the document that all sheets share: what it is, and its list of pages.
_CATALOG: Final = 1
_PAGES: Final = 2


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One document of one page: its objects by number, and which of them are its frame."""

    objects: Mapping[int, bytes]
    page: int
    pages: int
    frame: frozenset[int]


def joined(sheets: Sequence[bytes], *, language: str) -> bytes:
    """Return the sheets as one document; raise ValueError for one that is not of our writer."""
    bodies: list[bytes] = []
    kids: list[int] = []
    for data in sheets:
        sheet = _read(data)
        kept = [number for number in sheet.objects if number not in sheet.frame]
        numbers = {old: _PAGES + 1 + len(bodies) + place for place, old in enumerate(kept)}
        kids.append(numbers[sheet.page])
        numbers[sheet.pages] = _PAGES
        bodies += [_renumbered(sheet.objects[old], numbers) for old in kept]
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    frame = [
        b"<< /Type /Catalog /Pages %d 0 R /Lang (%s) >>" % (_PAGES, language.encode("ascii")),
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), listed),
    ]
    return _written([*frame, *bodies])


def _read(data: bytes) -> _Sheet:
    objects = dict(_objects(data))
    trailer = data[data.rindex(b"trailer") :]
    root = _named(trailer, b"Root")
    pages = _named(objects[root], b"Pages")
    page = re.search(rb"/Kids \[(\d+) 0 R\]", objects[pages])
    if page is None:
        raise ValueError("a sheet has one page")
    about = re.search(rb"/Info (\d+) 0 R", trailer)
    frame = {root, pages} | ({int(about[1])} if about else set())
    return _Sheet(objects, int(page[1]), pages, frozenset(frame))


def _named(told: bytes, name: bytes) -> int:
    found = re.search(rb"/" + name + rb" (\d+) 0 R", told)
    if found is None:
        raise ValueError(f"no /{name.decode()} in a sheet")
    return int(found[1])


def _objects(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield number and content of each object, by the table at the end."""
    start = _START.search(data)
    if start is None:
        raise ValueError("a sheet ends with the place of its table")
    table = int(start[1])
    places = sorted(int(place) for place in _ENTRY.findall(data, table))
    for place, end in zip(places, [*places[1:], table], strict=True):
        head, separator, content = data[place:end].partition(b" 0 obj\n")
        if not separator or not head.isdigit():
            raise ValueError(f"no object at {place}")
        yield int(head), content[: content.rindex(b"endobj")].rstrip(b"\n")


def _renumbered(content: bytes, numbers: Mapping[int, int]) -> bytes:
    """Return an object with its references renumbered; what its stream holds is left alone."""
    told, separator, stream = content.partition(_STREAM)
    told = _REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found[1])], told)
    return told + separator + stream


def _written(bodies: Sequence[bytes]) -> bytes:
    out = bytearray(_HEAD)
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\n" % (len(bodies) + 1, _CATALOG)
    out += b"startxref\n%d\n%%%%EOF\n" % table
    return bytes(out)
