"""Where an answer comes from, and where it goes: the published graph, a file or the output.

A file is replaced whole or not at all, so that an interrupted export never leaves half a
table under a name that somebody reads. Nothing here builds: without a published graph the
reader is told how to make one.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from graph.embedded import EmbeddedStore
from graph.snapshots import Snapshots
from ontology.errors import AlliancesError, StoreError, Text
from queries.writing import Edition

__all__ = ["deliver", "published", "published_edition", "width"]

# Characters of a line where there is no terminal to measure.
_WIDTH: Final = 120


def published_edition(root: Path) -> Edition:
    """Return which data are published below `root`; raise StoreError if none are."""
    snapshot = Snapshots(root).current()
    if snapshot is None:
        raise _nothing()
    return Edition(version=snapshot.path.name, content_hash=snapshot.content_hash)


@contextmanager
def published(root: Path) -> Iterator[tuple[EmbeddedStore, Edition]]:
    """Open the current snapshot below `root`; raise StoreError if nothing is published."""
    snapshot = Snapshots(root).current()
    if snapshot is None:
        raise _nothing()
    edition = Edition(version=snapshot.path.name, content_hash=snapshot.content_hash)
    with closing(snapshot.open()) as store:
        yield store, edition


def _nothing() -> StoreError:
    return StoreError(
        Text("Rien n'est encore publié.", "Nothing is published yet."),
        Text("Construisez le graphe : alliances build.", "Build it: alliances build."),
    )


def width(out: Path | None) -> int:
    """Return how many characters a line of the destination holds."""
    if out is None and sys.stdout.isatty():
        return shutil.get_terminal_size((_WIDTH, 24)).columns
    return _WIDTH


def deliver(data: bytes, out: Path | None) -> None:
    """Write `data` to `out`, whole or not at all, or to standard output.

    Raise AlliancesError when the file cannot be written; what stood there is then unchanged.
    """
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    # A pipe or a device cannot be replaced, only written to.
    whole = out.is_file() or not out.exists()
    fresh = out.with_name(f".{out.name}.{os.getpid()}") if whole else out
    try:
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            if whole:
                os.fsync(file.fileno())
        if whole:
            fresh.replace(out)
    except OSError as error:
        if whole:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)
        raise _unwritable(out, error) from error


def _unwritable(out: Path, error: OSError) -> AlliancesError:
    reason = error.strerror or type(error).__name__
    return AlliancesError(
        Text(
            f"Le fichier « {out} » ne peut pas s'écrire ({reason}).",
            f"The file “{out}” cannot be written ({reason}).",
        ),
        Text(
            "Donnez avec -o un fichier d'un dossier qui existe et où vous pouvez écrire.",
            "Give with -o a file in a directory that exists and that you may write to.",
        ),
    )
