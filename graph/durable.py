"""Files that survive a crash: one builder at a time, flushed to disk, replaced whole.

What other modules publish rests on four promises of the file system, kept here in one
place: a lock that dies with its holder, data on disk before its name, a name that changes
at once, and hashes that show a flipped byte. POSIX only.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from ontology.errors import StoreError, Text

__all__ = [
    "disk_errors",
    "exclusive",
    "file_hashes",
    "replace_text",
    "swap_link",
    "sync",
    "sync_tree",
]


@contextmanager
def disk_errors() -> Iterator[None]:
    """Turn what the file system refuses inside the block into StoreError with a cure."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StoreError(
            Text(
                f"L'entrepôt ne peut pas s'écrire ({reason}).",
                f"The store cannot be written ({reason}).",
            ),
            Text(
                "Vérifiez la place libre et les droits du dossier ALLIANCES_STORE, puis relancez.",
                "Check free space and rights of the directory ALLIANCES_STORE, then try again.",
            ),
        ) from error


@contextmanager
def exclusive(lock: Path) -> Iterator[None]:
    """Hold `lock` while the block runs; raise StoreError naming the holder if it is taken.

    The system drops the lock when its holder ends, however it ends: there is never a stale
    one to remove.
    """
    with disk_errors():
        lock.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise _taken(os.read(handle, 200).decode(errors="replace")) from error
        now = datetime.now(UTC).isoformat(timespec="seconds")
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()} {now}".encode(), 0)
        yield
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _taken(written: str) -> StoreError:
    process, _, since = written.partition(" ")
    return StoreError(
        Text(
            f"Une autre construction est en cours (processus {process or '?'}, "
            f"depuis {since or '?'}).",
            f"Another build is running (process {process or '?'}, since {since or '?'}).",
        ),
        Text(
            f"Attendez sa fin, ou arrêtez le processus {process or '?'}, puis relancez ; "
            "il n'y a aucun fichier à supprimer.",
            f"Wait for its end, or stop process {process or '?'}, then start again; "
            "there is no file to delete.",
        ),
    )


def sync(path: Path) -> None:
    """Flush one file or directory to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(directory: Path) -> None:
    """Flush a directory and everything in it to the disk."""
    for path in sorted(directory.rglob("*")):
        sync(path)
    sync(directory)


def replace_text(path: Path, text: str) -> None:
    """Write `text` so that a reader sees the whole old file or the whole new one."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_text(text, encoding="utf-8")
    sync(fresh)
    fresh.replace(path)
    sync(path.parent)


def swap_link(link: Path, target: str) -> None:
    """Point the symbolic link `link` at `target` (relative to it), in one step."""
    fresh = link.with_name(f".{link.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(link)
    sync(link.parent)


def file_hashes(directory: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below `directory`, by its path relative to it."""
    hashes = {}
    for path in sorted(directory.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            hashes[path.relative_to(directory).as_posix()] = digest
    return hashes
