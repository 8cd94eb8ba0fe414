"""The dated releases of the record: which there are, and opening one.

A release is the sorted N-Quads of every named graph of one state, compressed, beside an entry
in `CHANGES.yaml` that says what it holds. Only the name of a version listed there is ever
turned into a path, so that an address cannot choose a file.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from pyoxigraph import Quad, RdfFormat, parse

from graph.embedded import EmbeddedStore, in_default_graph
from ontology.errors import AlliancesError, NotHeldError, StoreError, Text

__all__ = [
    "CHANGES",
    "FOLDER",
    "VERSION",
    "Release",
    "open_file",
    "open_version",
    "releases",
    "version_at",
]

CHANGES: Final = "CHANGES.yaml"
FOLDER: Final = "releases"
# A day, and a number where one day sees two.
VERSION: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Release:
    """One entry of CHANGES.yaml: what the version holds, its digest (SHA-256), counts, note."""

    version: str
    holds: str
    content: str
    triples: int
    counts: Mapping[str, int]
    note: Text


def releases(record: Path) -> tuple[Release, ...]:
    """Return the releases of a record, newest first; none where there is no list."""
    try:
        held = yaml.safe_load((record / CHANGES).read_text(encoding="utf-8")) or {}
        return tuple(_release(one) for one in held.get("releases") or ())
    except FileNotFoundError:
        return ()
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise StoreError(
            Text("La liste des versions est illisible.", "The list of releases cannot be read."),
            Text(f"Corrigez {CHANGES} dans le dossier de données.",
                 f"Mend {CHANGES} in the directory of the record."),
        ) from error  # fmt: skip


def _release(entry: Mapping[str, Any]) -> Release:
    return Release(
        version=str(entry["version"]),
        holds=str(entry["holds"]),
        content=str(entry["content"]),
        triples=int(entry["triples"]),
        counts={str(name): int(count) for name, count in entry["counts"].items()},
        note=Text(str(entry["note"]["fr"]), str(entry["note"]["en"])),
    )


def version_at(record: Path, day: str) -> str:
    """Return the newest release of `day` or before, `day` itself when it is one or none is."""
    listed = [one.version for one in releases(record)]
    if day in listed:
        return day
    return next((one for one in listed if one[:10] <= day), day)


def open_version(record: Path, version: str) -> EmbeddedStore:
    """Return a listed release in memory; raise NotHeldError for any other name."""
    listed = [one.version for one in releases(record)]
    if version not in listed or not VERSION.fullmatch(version):
        raise NotHeldError(
            Text(f"Version inconnue : « {version[:40]} ».", f"Unknown version: “{version[:40]}”."),
            Text(f"Versions : {', '.join(listed) or 'aucune'}.",
                 f"Versions: {', '.join(listed) or 'none'}."),
        )  # fmt: skip
    return open_file(record / FOLDER / f"{version}.nq.gz", record)


def open_file(path: Path, record: Path) -> EmbeddedStore:
    """Return the release in `path` in memory; raise AlliancesError when it cannot be read.

    The message names the releases of `record`.
    """
    try:
        quads = parse(gzip.decompress(path.read_bytes()), format=RdfFormat.N_QUADS)
        told = [quad for quad in quads if isinstance(quad, Quad)]
    except (OSError, EOFError, SyntaxError, ValueError) as error:
        held = ", ".join(sorted(one.name[:-6] for one in (record / FOLDER).glob("*.nq.gz")))
        raise AlliancesError(
            Text(f"Version illisible ou absente : « {path.name.removesuffix('.nq.gz')} ».",
                 f"No readable release “{path.name.removesuffix('.nq.gz')}”."),
            Text(f"Versions : {held or 'aucune'}.", f"Releases: {held or 'none'}."),
        ) from error  # fmt: skip
    return EmbeddedStore.in_memory(in_default_graph(told))
