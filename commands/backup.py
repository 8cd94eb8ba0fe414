"""`alliances backup` and `alliances restore`: the record and what it gave, in one file.

The record is the truth, so a backup holds all of it; the published graph goes along as sorted
N-Quads, which open without this software. A restoration is checked to the end: it builds
again and compares the content hash with the one of the backup. What stood there is kept.
"""

from __future__ import annotations

import gzip
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from commands.build import publish
from commands.delivery import deliver
from graph.contents import content_lines
from graph.snapshots import Snapshot, Snapshots
from loaders.archive import Archive, pack, put_back, read_archive, record_files
from ontology.errors import AlliancesError, Text

if TYPE_CHECKING:
    from commands.settings import Settings

__all__ = ["backup_command", "restore_command"]

_GRAPH: Final = "graph.nq.gz"


def backup_command(settings: Settings, *, out: Path | None, language: str) -> str:
    """Write one archive; return a sentence that says what it holds.

    Without `out` it is named by its content, in the working directory. Raise RecordError for
    a record in the middle of a load, StoreError when nothing is published.
    """
    record = record_files(settings.record)
    snapshot = Snapshots(settings.store).verify()
    with closing(snapshot.open()) as store:
        lines = content_lines(store)
    graph = gzip.compress(b"".join(line + b"\n" for line in lines), compresslevel=6, mtime=0)
    data = pack(record, {_GRAPH: graph}, _notes(snapshot))
    target = out or Path(f"alliances-{snapshot.content_hash[:16]}.tar.gz")
    deliver(data, target)
    return Text(
        f"{target} : {len(record)} fichiers de données, {len(lines)} triplets, "
        f"{len(data)} octets, version {snapshot.content_hash[:16]}.",
        f"{target}: {len(record)} record files, {len(lines)} triples, "
        f"{len(data)} bytes, version {snapshot.content_hash[:16]}.",
    ).in_language(language)


def _notes(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "content_hash": snapshot.content_hash,
        "input": snapshot.manifest["notes"].get("input", ""),
        "software": version("alliances"),
    }


@dataclass(frozen=True, slots=True)
class _Change:
    added: int
    changed: int
    removed: int

    @property
    def nothing(self) -> bool:
        return not (self.added or self.changed or self.removed)

    def text(self) -> Text:
        """Say what a restoration would do to the record."""
        return Text(
            f"{self.added} fichier(s) à ajouter, {self.changed} à changer, "
            f"{self.removed} à retirer.",
            f"{self.added} file(s) to add, {self.changed} to change, {self.removed} to remove.",
        )


def restore_command(settings: Settings, path: Path, *, accept: bool, language: str) -> str:
    """Show what a backup would change; put it in place and build when `accept` is true.

    Raise AlliancesError, with nothing changed, when the file is not whole; and, with the
    record restored and the old one beside it, when the build gives another content.
    """
    archive = read_archive(_read(path))
    change = _difference(settings.record, archive)
    lines = [change.text()]
    if not accept:
        lines.append(
            Text(
                "Rien n'a été changé. Pour restaurer : --yes.",
                "Nothing was changed. To restore: --yes.",
            )
        )
        return "\n".join(line.in_language(language) for line in lines)
    if not change.nothing:
        kept = put_back(settings.record, archive.record, name=archive.notes["content_hash"][:16])
        if kept is not None:
            lines.append(Text(f"L'ancien dossier est gardé : {kept}.", f"Old record kept: {kept}."))
    snapshot = publish(settings, gates=True)
    lines.append(_compared(snapshot, archive))
    return "\n".join(line.in_language(language) for line in lines)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AlliancesError(
            Text(f"« {path} » ne se lit pas.", f"“{path}” cannot be read."),
            Text("Donnez un fichier de sauvegarde.", "Give a backup file."),
        ) from error


def _difference(root: Path, archive: Archive) -> _Change:
    here = record_files(root) if root.is_dir() else {}
    return _Change(
        added=len(archive.record.keys() - here.keys()),
        changed=sum(
            here[name] != archive.record[name] for name in here.keys() & archive.record.keys()
        ),
        removed=len(here.keys() - archive.record.keys()),
    )


def _compared(snapshot: Snapshot, archive: Archive) -> Text:
    held = str(archive.notes["content_hash"])
    if snapshot.content_hash == held:
        return Text(
            f"Version {held[:16]} publiée : la même empreinte que dans la sauvegarde.",
            f"Version {held[:16]} published: the same hash as in the backup.",
        )
    same = archive.notes.get("software") == version("alliances")
    why_fr = "" if same else f" (sauvegarde faite par la version {archive.notes.get('software')})"
    why_en = "" if same else f" (backup made by version {archive.notes.get('software')})"
    raise AlliancesError(
        Text(
            f"Le dossier est restauré, mais le graphe est {snapshot.content_hash[:16]} et non "
            f"{held[:16]}{why_fr}.",
            f"The record is restored, but the graph is {snapshot.content_hash[:16]}, not "
            f"{held[:16]}{why_en}.",
        ),
        Text(
            "Les règles ou le vocabulaire du logiciel ont changé depuis : installez la version "
            "de la sauvegarde pour retrouver le même graphe.",
            "Rules or vocabulary of the software have changed since: install the version of "
            "the backup to have the same graph.",
        ),
    )
