"""What a worker and its parent say to each other: tasks one way, replies the other.

A frame is four bytes of length, four bytes of header length, a JSON header, and a body that
nobody looks into. Both sides import this module and nothing heavier, so that a worker starts
fast. A frame longer than its reader allows is refused before it is read.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

__all__ = ["OUTCOMES", "PREFIX", "FrameError", "Reply", "Task", "lengths", "packed", "unpacked"]

# ready: started, with the walls that stand. ok: the body is the whole answer. syntax: cannot
# be read. failed: could not be evaluated. rows, bytes: over a cap. form: no form of answer fits.
OUTCOMES: Final = ("ready", "ok", "syntax", "failed", "rows", "bytes", "form")

_LENGTHS: Final = struct.Struct(">II")
PREFIX: Final = _LENGTHS.size


class FrameError(Exception):
    """The other side has gone, or does not speak frames."""


@dataclass(frozen=True, slots=True)
class Task:
    """One query, and what its answer may be.

    Relative IRIs stand below `base`. `default_graphs` and `named_graphs` are IRIs; None leaves
    the dataset to the query. `table` (json, xml, csv, tsv) is the form for SELECT and ASK,
    `triples` (ttl, nt, jsonld, rdf, trig) for CONSTRUCT and DESCRIBE; "" means that no form
    will do. `rows` and `size` (bytes) are the most that is answered; the reply says how many rows
    a table has if it is to be `counted`, which takes longer than the caps do.
    """

    sparql: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    table: str = "json"
    triples: str = "ttl"
    rows: int = 100_000
    size: int = 20_000_000
    base: str | None = None
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a task; `kind` is table or triples, `memory` the worker's bytes in use.

    `rows` is 0 where nobody asked for it.
    """

    outcome: str
    kind: str = ""
    rows: int = 0
    detail: str = ""
    memory: int = 0
    body: bytes = b""


def packed(message: Task | Reply) -> bytes:
    """Return `message` as one frame."""
    # Not dataclasses.asdict, which copies deeply and takes longer than a small query.
    fields = {name: getattr(message, name) for name in message.__slots__}
    body: bytes = fields.pop("body", b"")
    header = json.dumps(fields).encode()
    return _LENGTHS.pack(len(header) + len(body), len(header)) + header + body


def lengths(prefix: bytes, most: int) -> tuple[int, int]:
    """Return the bytes that follow `prefix`: all, and of the header; raise FrameError."""
    if len(prefix) != PREFIX:
        raise FrameError("cut short")
    total, header = _LENGTHS.unpack(prefix)
    if header > total or total > most:
        raise FrameError("longer than allowed")
    return total, header


def unpacked(read: Callable[[int], bytes], most: int) -> tuple[dict[str, Any], bytes]:
    """Read one frame through `read(size)` and return its header and body; raise FrameError."""
    total, header = lengths(read(PREFIX), most)
    content = read(total)
    if len(content) != total:
        raise FrameError("cut short")
    return json.loads(content[:header]), content[header:]
