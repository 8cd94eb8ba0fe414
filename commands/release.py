"""`alliances release`: a dated, citable state of the graph as one small file.

A release is the sorted N-Quads of every named graph, compressed without a clock, so that the
same record gives the same bytes on any machine; `data/CHANGES.yaml` says what it holds and
why. A version is never written twice, and a release that a gate faults is not written.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from commands.build import Reading, expected_counts, quotes_gate, read_record
from commands.selection import SELECTIONS, documents_only, without_explanations_but
from graph.contents import content_lines
from graph.derivation import derive, read_rules
from graph.durable import replace_text
from graph.embedded import EmbeddedStore, in_default_graph
from graph.gates import counts_gate, refuse_faults
from graph.releases import CHANGES, FOLDER, VERSION, open_file, open_version, releases
from graph.validation import shapes_gate
from loaders.directory import RecordSet
from loaders.mapping import origins
from ontology.errors import AlliancesError, Finding, Text
from ontology.iris import reference_of
from ontology.terms import AL
from queries.changes import changes
from queries.release_differences import keep_difference

if TYPE_CHECKING:
    from commands.settings import Settings

__all__ = [
    "CHANGES",
    "compressed",
    "keep_last_difference",
    "open_release",
    "release_command",
    "release_faults",
]

_HEAD: Final = (
    "# Dated releases of the record, newest first; each is a sorted dump under data/releases/.\n"
    "# Written by `alliances release`; `alliances difference A B` says what changed.\n"
)
_COUNTED: Final = {
    "documents": AL.Document,
    "cases": AL.Case,
    "figures": AL.ReportedFigure,
    "claims": AL.Claim,
    "links": AL.Link,
    "discrepancies": AL.Discrepancy,
    "organisations": AL.Organisation,
}


def release_command(
    settings: Settings, *, version: str, note: Text, only: str, language: str
) -> str:
    """Write one release and its entry; return a sentence that says what was written.

    `only` is one of SELECTIONS. Raise AlliancesError for a version or selection that cannot
    be, GateError when the graph has a fault.
    """
    _check(settings.record, version, only)
    reading = read_record(settings)
    if only == "documents":
        reading = replace(reading, records=documents_only(reading.records))
        reading = replace(reading, records=_explained(reading))
    with closing(_derived(reading)) as store:
        _gates(store, reading, settings, whole=only == "all")
        lines = content_lines(store)
        entry = _entry(store, lines, version=version, note=note, only=only)
    data = compressed(lines)
    folder = settings.record / FOLDER
    folder.mkdir(exist_ok=True)
    (folder / f"{version}.nq.gz").write_bytes(data)
    _record_entry(settings.record / CHANGES, entry)
    keep_last_difference(settings.record)
    return Text(
        f"Version {version} écrite : {len(lines)} triplets, {len(data)} octets, "
        f"{only}, empreinte {entry['content']}.",
        f"Version {version} written: {len(lines)} triples, {len(data)} bytes, "
        f"{only}, digest {entry['content']}.",
    ).in_language(language)


def keep_last_difference(record: Path) -> Path | None:
    """Write what the newest release changed since the one before it; None before a second."""
    held = releases(record)
    if len(held) < 2:
        return None
    new, old = held[:2]
    with (
        closing(open_version(record, old.version)) as before,
        closing(open_version(record, new.version)) as after,
    ):
        return keep_difference(record, old, new, changes(before, after))


def compressed(lines: list[bytes]) -> bytes:
    """Return the lines as gzip that holds no time and no name."""
    return gzip.compress(b"".join(line + b"\n" for line in lines), compresslevel=9, mtime=0)


def open_release(record: Path, name: str) -> EmbeddedStore:
    """Return a release in memory: a version of `record`, or the path of an `.nq.gz` file.

    Raise AlliancesError when there is none, or when it cannot be read.
    """
    version = bool(VERSION.fullmatch(name))
    return open_file(record / FOLDER / f"{name}.nq.gz" if version else Path(name), record)


def release_faults(record: Path) -> tuple[int, list[Finding]]:
    """Return how many releases `record` holds, and each whose file is not what was written."""
    told = yaml.safe_load((record / CHANGES).read_text(encoding="utf-8")) or {}
    entries = told.get("releases") or []
    findings = []
    for entry in entries:
        try:
            found = hashlib.sha256(gzip.decompress((record / entry["file"]).read_bytes()))
            whole = found.hexdigest() == entry["content"]
        except (OSError, EOFError, zlib.error):
            whole = False
        if not whole:
            findings.append(_changed(str(entry["file"])))
    return len(entries), findings


def _changed(file: str) -> Finding:
    return Finding(
        code="release-changed",
        rule=Text(
            "Cette version datée manque ou n'est plus celle qui fut écrite.",
            "This dated release is missing or no longer the one that was written.",
        ),
        cure=Text("Reprenez le fichier du dépôt.", "Take the file from the repository again."),
        where=file,
    )


def _check(record: Path, version: str, only: str) -> None:
    if only not in SELECTIONS:
        raise AlliancesError(
            Text(f"Choix inconnu : « {only} ».", f"Unknown selection: “{only}”."),
            Text(f"Choix : {', '.join(SELECTIONS)}.", f"Selections: {', '.join(SELECTIONS)}."),
        )
    if not VERSION.fullmatch(version) or (record / FOLDER / f"{version}.nq.gz").exists():
        raise AlliancesError(
            Text(
                f"La version « {version} » existe déjà ou n'est pas une date.",
                f"Release “{version}” exists already or is not a date.",
            ),
            Text(
                "Écrivez AAAA-MM-JJ, suivi de .2 pour une deuxième le même jour.",
                "Write YYYY-MM-DD, followed by .2 for a second one on the same day.",
            ),
        )


def _derived(reading: Reading) -> EmbeddedStore:
    store = EmbeddedStore.in_memory(in_default_graph(reading.quads()))
    derive(store, read_rules())
    return store


def _explained(reading: Reading) -> RecordSet:
    """Return the record without the explanations of contradictions that are not there."""
    bare = replace(reading, records=without_explanations_but(reading.records, frozenset()))
    with closing(_derived(bare)) as store:
        rows = store.query(f"SELECT DISTINCT ?d WHERE {{ ?d {AL.involves} ?side }}").rows
        found = {(reference_of(str(row[0])[1:-1]) or "").rpartition("/")[2] for row in rows}
    return without_explanations_but(reading.records, frozenset(found))


def _gates(store: EmbeddedStore, reading: Reading, settings: Settings, *, whole: bool) -> None:
    passed = [
        shapes_gate(store, origins(reading.records).get),
        quotes_gate(reading.records, settings.sources),
    ]
    if whole:
        # The counts of the record are those of the whole of it.
        passed.append(counts_gate(store, expected_counts(reading.records)))
    refuse_faults(passed)


def _entry(
    store: EmbeddedStore, lines: list[bytes], *, version: str, note: Text, only: str
) -> dict[str, Any]:
    return {
        "version": version,
        "file": f"{FOLDER}/{version}.nq.gz",
        "holds": only,
        "content": hashlib.sha256(b"".join(line + b"\n" for line in lines)).hexdigest(),
        "triples": len(lines),
        "counts": {name: _count(store, str(kind)) for name, kind in _COUNTED.items()},
        "note": {"fr": note.fr, "en": note.en},
    }


def _count(store: EmbeddedStore, kind: str) -> int:
    return len(store.query(f"SELECT DISTINCT ?x WHERE {{ ?x a {kind} }}").rows)


def _record_entry(path: Path, entry: dict[str, Any]) -> None:
    held = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    releases = [entry, *((held or {}).get("releases") or [])]
    text = yaml.safe_dump({"releases": releases}, allow_unicode=True, sort_keys=False, width=100)
    replace_text(path, _HEAD + text)
