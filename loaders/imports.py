"""The statements of imports as the record keeps them: read, and held against their record.

A file of statements without its record, a record without its statements, or statements that
somebody changed by hand are refused: nobody could say where they come from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from loaders.faults import Spot
from loaders.import_records import ImportRecord
from loaders.rdf_files import quads_of
from loaders.recordset import Entry
from ontology.errors import Finding, Text
from ontology.iris import graph

__all__ = [
    "FOLDER",
    "Imported",
    "canonical_quads",
    "import_graph",
    "read_imports",
    "repointed_quads",
]

FOLDER: Final = "imports"

# Name of the import -> its statements, in their graph.
Imported = Mapping[str, tuple[Quad, ...]]


def import_graph(name: str) -> str:
    """Return the IRI of the graph that holds the statements of an import."""
    return graph(f"import/{name}")


def canonical_quads(quads: Iterable[Quad]) -> str:
    """Return statements as they are kept: one to a line, sorted."""
    written = serialize(quads, format=RdfFormat.N_QUADS) or b""
    return b"".join(line + b"\n" for line in sorted(written.splitlines())).decode()


def repointed_quads(quads: tuple[Quad, ...], was: str, now: str) -> tuple[Quad, ...]:
    """Return the statements with the IRI `now` in place of `was`; the same if none has it."""
    old, new = NamedNode(was), NamedNode(now)
    changed = tuple(
        Quad(
            new if quad.subject == old else quad.subject,
            quad.predicate,
            new if quad.object == old else quad.object,
            quad.graph_name,
        )
        for quad in quads
    )
    return quads if changed == quads else changed


def read_imports(root: Path, entries: Sequence[Entry]) -> tuple[Imported, list[Finding]]:
    """Return the statements of every import of the record, and every fault."""
    records = {
        entry.slug: (entry, entry.record)
        for entry in entries
        if isinstance(entry.record, ImportRecord)
    }
    held: dict[str, tuple[Quad, ...]] = {}
    findings: list[Finding] = []
    for name, (entry, record) in records.items():
        path = root / FOLDER / f"{name}.nq"
        if not path.is_file():
            findings.append(entry.spot().fault("import-without-statements", *_ABSENT, path.name))
            continue
        text = path.read_bytes()
        if hashlib.sha256(text).hexdigest() != record.sha256:
            findings.append(Spot(f"{FOLDER}/{path.name}").fault("import-changed", *_CHANGED))
            continue
        held[name] = quads_of(text)
    folder = root / FOLDER
    for path in sorted(folder.glob("*.nq")) if folder.is_dir() else ():
        if not (folder / f"{path.stem}.yaml").is_file():
            findings.append(Spot(f"{FOLDER}/{path.name}").fault("import-unknown", *_UNKNOWN))
    return held, findings


_ABSENT: Final = (
    Text("Les énoncés de cet import manquent.", "The statements of this import are missing."),
    Text("Chargez son fichier de nouveau.", "Load its file again."),
)
_CHANGED: Final = (
    Text(
        "Ces énoncés ne sont plus ceux qui ont été chargés.",
        "These statements are not the ones that were loaded.",
    ),
    Text(
        "Changez le fichier d'origine et chargez-le de nouveau ; git garde l'ancien.",
        "Change the original file and load it again; git keeps the old one.",
    ),
)
_UNKNOWN: Final = (
    Text("Aucune fiche ne dit d'où viennent ces énoncés.", "No record says where these are from."),
    Text("Chargez-les par alliances load, ou retirez-les.", "Load them by alliances load."),
)
