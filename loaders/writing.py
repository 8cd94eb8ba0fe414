"""How a record is written: one canonical YAML text, and many files all or not at all.

`canonical` gives the same text for equal records: keys in the order of the shape, defaults
left out, block style, numbers plain. It quotes what other YAML readers would take for a
date, a number or a boolean.

`write_all` works in three steps. (1) Every new text is written and flushed to `.staging/`
under the record root, beside a copy of what it replaces or takes away. (2) `.staging` is
renamed to `.pending`: from here the load counts as accepted. (3) Each file is moved to its
place, what goes is taken away, and `.pending` is removed. An error before (2) changes nothing;
an error in (3) puts the old files back. A process killed before (2) has changed nothing;
killed in (3) it leaves a mixed directory and `.pending`, and `recover` goes on in the direction
taken: forward, or back when an error had already turned the load round. Until then
`loaders.directory` refuses to read the record. Files and directories are flushed; a disk that
lies about flushing can still lose a load at a power cut.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, Final

import yaml

from loaders.record_turns import PENDING, alone
from loaders.records import Base
from ontology.errors import ConflictError, RecordError, Text

__all__ = [
    "STAGING",
    "canonical",
    "canonical_yaml",
    "digest_of",
    "recover",
    "write_all",
]

STAGING: Final = ".staging"
_WIDTH: Final = 100


class _Dumper(yaml.CSafeDumper):
    """Block style, our order, Decimals plain."""

    def ignore_aliases(self, data: Any) -> bool:
        """Repeat equal values: a record holds no aliases."""
        del data
        return True


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    plain = text.isprintable() and text == text.strip()
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


def _represent_number(dumper: _Dumper, number: Decimal) -> yaml.ScalarNode:
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    kind = "float" if "." in text else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", "0" if text == "-0" else text)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(Decimal, _represent_number)


def canonical(record: Base) -> str:
    """Return the YAML text of a record; reading it gives an equal record."""
    return canonical_yaml(record.model_dump(exclude_defaults=True))


def canonical_yaml(data: Mapping[str, Any]) -> str:
    """Return the YAML text of plain data (str, bool, int, Decimal, lists, mappings)."""
    text: str = yaml.dump(
        dict(data),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=False,
        width=_WIDTH,
    )
    return text


def digest_of(root: Path, path: str) -> str:
    """Return the SHA-256 of a file under `root`, "" where there is none."""
    try:
        return hashlib.sha256((root / path).read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def write_all(
    root: Path,
    texts: Mapping[str, str | bytes | None],
    expected: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write every text to its path under `root`, or none; None takes the file away.

    Paths are relative, with `/`. `expected` names files, each with its `digest_of`: one that
    differs once nobody else may write raises ConflictError, so that nothing is overwritten
    unread. Raise BusyError when somebody else does not stop writing, RecordError when a write
    that was cut short waits for `recover`, and OSError, the record being as before, when the
    disk refuses.
    """
    for path in texts:
        _checked(root, path)
    if not texts:
        return
    root.mkdir(parents=True, exist_ok=True)
    with alone(root):
        if (root / PENDING).exists():
            raise _interrupted()
        changed = tuple(path for path in expected if digest_of(root, path) != expected[path])
        if changed:
            raise ConflictError(*_CHANGED, changed)
        _stage(root, texts)
        (root / STAGING).rename(root / PENDING)
        _flush_directory(root)
        _commit(root)


def recover(root: Path) -> int:
    """Finish a write that was cut short; return how many files were put in place."""
    if not (root / PENDING).exists() and not (root / STAGING).exists():
        return 0
    with alone(root):
        _discard(root / STAGING)
        if not (root / PENDING).exists():
            return 0
        if (root / PENDING / "refused").exists():
            _restore(root)
            return 0
        return _commit(root)


def _checked(root: Path, path: str) -> None:
    pure = PurePosixPath(path)
    inside = (root / pure).parent.resolve().is_relative_to(root.resolve())
    if pure.is_absolute() or not pure.parts or ".." in pure.parts or not inside:
        raise RecordError(
            Text(f"Chemin hors des données : « {path} ».", f"Path outside the record: “{path}”."),
            Text("Donnez « dossier/nom.yaml ».", "Give “folder/name.yaml”."),
        )


def _stage(root: Path, texts: Mapping[str, str | bytes | None]) -> None:
    staging = root / STAGING
    _discard(staging)
    try:
        for path, text in texts.items():
            if text is not None:
                _write_flushed(staging / "new" / path, text)
            if (root / path).exists():
                old = staging / "old" / path
                old.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(root / path, old)
        (staging / "new").mkdir(parents=True, exist_ok=True)
        gone = sorted(path for path, text in texts.items() if text is None)
        if gone:
            _write_flushed(staging / "gone", "\n".join(gone))
        _write_flushed(staging / "paths", "\n".join(sorted(texts)))
    except BaseException:
        _discard(staging)
        raise


def _write_flushed(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(text.encode() if isinstance(text, str) else text)
        file.flush()
        os.fsync(file.fileno())


def _commit(root: Path) -> int:
    pending = root / PENDING
    paths = (pending / "paths").read_text(encoding="utf-8").splitlines()
    listed = pending / "gone"
    # A load that takes nothing away need not say so.
    gone = listed.read_text(encoding="utf-8").splitlines() if listed.exists() else []
    try:
        for path in paths:
            # A file that is no longer waiting was put in place before the interruption.
            if (pending / "new" / path).exists():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (pending / "new" / path).replace(root / path)
        # Last, so that the journal of what goes stands before anything is gone.
        for path in gone:
            (root / path).unlink(missing_ok=True)
        for folder in {(root / path).parent for path in paths}:
            if folder.is_dir():
                _flush_directory(folder)
    except Exception:
        (pending / "new").rename(pending / "refused")
        _restore(root)
        raise
    # One rename, so that an interrupted removal is never read as a load to complete.
    pending.rename(root / STAGING)
    _discard(root / STAGING)
    return len(paths)


def _restore(root: Path) -> None:
    pending = root / PENDING
    for path in (pending / "paths").read_text(encoding="utf-8").splitlines():
        if (pending / "refused" / path).exists():
            continue
        if (pending / "old" / path).exists():
            shutil.copy2(pending / "old" / path, root / path)
        else:
            (root / path).unlink(missing_ok=True)
    pending.rename(root / STAGING)
    _discard(root / STAGING)


def _discard(directory: Path) -> None:
    if directory.exists():
        shutil.rmtree(directory)


def _flush_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


_CHANGED: Final = (
    Text("Quelqu'un a changé cette fiche entre-temps.", "Somebody has changed this meanwhile."),
    Text("Relisez-la, puis recommencez.", "Read it again, then start over."),
)


def _interrupted() -> RecordError:
    return RecordError(
        Text(
            "Un chargement précédent a été interrompu pendant l'écriture.",
            "An earlier load was cut short while writing.",
        ),
        Text(
            "Relancez « alliances load » avec un fichier quelconque : il finit d'abord l'écriture.",
            "Run “alliances load” with any file: it completes the writing first.",
        ),
    )
