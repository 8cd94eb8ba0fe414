"""The record in one file that says what it holds, and back again, checked to the last byte.

An archive is a compressed tar whose first member, `MANIFEST.json`, names every other member
with its SHA-256. The same record gives the same bytes: no clock, no owner, sorted names.
Reading trusts nothing: a member that is missing, added, changed, too large, or whose name
leads outside is refused before anything is written. Putting back keeps the record that stood
there, under another name beside it; nothing is deleted.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import shutil
import tarfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from graph.durable import sync, sync_tree
from loaders.record_turns import PENDING
from loaders.writing import STAGING
from ontology.errors import AlliancesError, RecordError, Text

__all__ = ["Archive", "pack", "put_back", "read_archive", "record_files"]

MANIFEST: Final = "MANIFEST.json"
_RECORD: Final = "record/"
# Twenty times the record of the first year; a bomb unpacks to more.
_MAX_UNPACKED: Final = 500_000_000
_MAX_MEMBERS: Final = 100_000
# What another load or the system leaves beside the record is not of the record.
_PASSED_OVER: Final = (STAGING, PENDING)


@dataclass(frozen=True, slots=True)
class Archive:
    """What was read: notes of the manifest, files of the record by path, other members."""

    notes: Mapping[str, Any]
    record: Mapping[str, bytes]
    others: Mapping[str, bytes]


def record_files(root: Path) -> dict[str, bytes]:
    """Return every file of a record by its path relative to `root`, with `/`.

    Raise RecordError when a load was interrupted (the files may be mixed) or when a link
    stands among them (what it names may lie elsewhere).
    """
    if (root / PENDING).exists():
        raise RecordError(
            Text(
                "Un chargement interrompu attend dans le dossier de données.",
                "An interrupted load waits in the record directory.",
            ),
            Text(
                "Relancez alliances load : il se termine, puis sauvegardez.",
                "Run alliances load again: it completes; then back up.",
            ),
        )
    found = {}
    for path in sorted(root.rglob("*")):
        place = path.relative_to(root)
        if place.parts[0] in _PASSED_OVER or (path.is_dir() and not path.is_symlink()):
            continue
        if path.is_symlink() or not path.is_file():
            raise RecordError(
                Text(
                    f"« {place.as_posix()} » n'est pas un fichier ordinaire.",
                    f"“{place.as_posix()}” is not an ordinary file.",
                ),
                Text("Remplacez-le par une copie.", "Replace it by a copy."),
            )
        found[place.as_posix()] = path.read_bytes()
    return found


def pack(
    record: Mapping[str, bytes], others: Mapping[str, bytes], notes: Mapping[str, Any]
) -> bytes:
    """Return the archive of a record, of other members, and of notes about them."""
    members = {f"{_RECORD}{name}": data for name, data in record.items()} | dict(others)
    manifest = {
        "notes": dict(notes),
        "members": {name: hashlib.sha256(members[name]).hexdigest() for name in sorted(members)},
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, data in [(MANIFEST, text), *sorted(members.items())]:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            member.mode = 0o644
            tar.addfile(member, io.BytesIO(data))
    return gzip.compress(out.getvalue(), compresslevel=6, mtime=0)


def read_archive(data: bytes) -> Archive:
    """Return what an archive holds; raise AlliancesError, naming the member, if it is not whole."""
    members = _members(_unpacked(data))
    try:
        manifest = json.loads(members.pop(MANIFEST).decode("utf-8"))
        expected = dict(manifest["members"])
        notes = dict(manifest["notes"])
    except (KeyError, ValueError, TypeError) as error:
        raise _refused("sa notice manque ou ne se lit pas", "no readable manifest") from error
    for name in sorted(expected.keys() | members.keys()):
        if name not in members:
            raise _refused(f"« {name} » manque", f"“{name}” is missing")
        if expected.get(name) != hashlib.sha256(members[name]).hexdigest():
            raise _refused(f"« {name} » a changé", f"“{name}” has changed")
    record = {
        name.removeprefix(_RECORD): content
        for name, content in members.items()
        if name.startswith(_RECORD)
    }
    others = {name: content for name, content in members.items() if not name.startswith(_RECORD)}
    return Archive(notes, record, others)


def _unpacked(data: bytes) -> bytes:
    reader = zlib.decompressobj(wbits=31)
    try:
        content = reader.decompress(data, _MAX_UNPACKED)
    except zlib.error as error:
        raise _refused("le fichier est abîmé", "the file is damaged") from error
    if reader.unconsumed_tail:
        raise _refused("il se déplie en un volume démesuré", "it unpacks to an absurd size")
    if not reader.eof:
        raise _refused("sa fin manque", "its end is missing")
    return content


def _members(content: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as tar:
            for member in tar:
                name = PurePosixPath(member.name)
                outside = name.is_absolute() or ".." in name.parts or "\\" in member.name
                if not member.isfile() or outside or member.name in found:
                    raise _refused(
                        f"« {member.name} » n'a rien à y faire", f"“{member.name}” has no place"
                    )
                if len(found) >= _MAX_MEMBERS:
                    raise _refused("il a trop de fichiers", "it has too many files")
                stream = tar.extractfile(member)
                found[member.name] = stream.read() if stream else b""
    except (tarfile.TarError, EOFError, ValueError, OverflowError) as error:
        raise _refused("le fichier est abîmé", "the file is damaged") from error
    return found


def _refused(fr: str, en: str) -> AlliancesError:
    return AlliancesError(
        Text(f"Cette sauvegarde n'est pas entière : {fr}.", f"This backup is not whole: {en}."),
        Text(
            "Rien n'a été changé. Prenez une autre copie de la sauvegarde.",
            "Nothing was changed. Take another copy of the backup.",
        ),
    )


def put_back(root: Path, record: Mapping[str, bytes], *, name: str) -> Path | None:
    """Make `record` the record at `root`; return where the one that stood there now is.

    The new files are written and flushed beside `root` before anything moves. Killed between
    the two moves, `root` is missing and both directories stand beside it: calling again with
    the same `name` completes it.
    """
    fresh = root.with_name(f".{root.name}.restoring")
    kept = root.with_name(f"{root.name}.before-{name}")
    if fresh.exists():
        # What a killed restoration left was never a record.
        shutil.rmtree(fresh)
    fresh.mkdir(parents=True)
    for place, data in record.items():
        path = fresh / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    sync_tree(fresh)
    moved = root.exists()
    if moved:
        if kept.exists():
            raise AlliancesError(
                Text(f"« {kept.name} » existe déjà.", f"“{kept.name}” exists already."),
                Text("Déplacez-le, puis relancez.", "Move it away, then try again."),
            )
        root.rename(kept)
    fresh.rename(root)
    sync(root.parent)
    return kept if moved else None
