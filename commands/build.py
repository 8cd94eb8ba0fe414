"""From the record to a published snapshot: read, map, derive, check, swap.

The only place where loaders and graph meet. It refuses to publish a graph whose shapes,
counts or quotes fail, and then leaves the current snapshot as it was. The deeper gates (OWL,
SKOS, cross-record rules) belong to `alliances check`.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commands.settings import Settings
    from graph.embedded import EmbeddedStore
    from graph.gates import Gate
    from graph.snapshots import Snapshot
    from loaders.directory import RecordSet

__all__ = ["build", "build_command", "build_if_changed", "input_hash", "publication_gates"]

_READ_ONLY_ROOMS = ("ontology", "graph", "loaders")


def input_hash(record: Path) -> str:
    """Return a digest of all that a build depends on: record files, vocabulary, rules, code.

    Two equal digests give equal snapshots, so that `serve` need not build.
    """
    digest = hashlib.sha256()
    roots = [record, *(Path(str(files(room))) for room in _READ_ONLY_ROOMS)]
    for root in roots:
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix in {".yaml", ".ttl", ".rq", ".py", ".nq"}:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0")
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
