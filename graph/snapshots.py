"""Published states of the graph: named by their content, never changed, swapped at once.

    <root>/snapshots/<first 16 hex digits of the content hash>/{store/, manifest.json, ...}
    <root>/current -> snapshots/<...>      what readers open
    <root>/lock                            held while a build runs

The content hash is the SHA-256 of the sorted N-Quads lines of all named graphs, so the same
record gives the same snapshot on any machine, and clocks stay in the manifest. A build works
beside the published states and shows itself last: interrupted anywhere, it leaves `current`
as it was, and the next build sweeps what it left. Nothing is published that a gate faults.

Beside the store a state may hold what is made from it and can be made again (an index of
words, positions of a map): it is outside the content hash, and its readers check it.
"""

from __future__ import annotations

import json
import platform
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from pyoxigraph import Quad

from graph.contents import content_lines, lines_digest
from graph.derivation import Rule, derive
from graph.durable import (
    disk_errors,
    exclusive,
    file_hashes,
    replace_text,
    swap_link,
    sync,
    sync_tree,
)
from graph.embedded import EmbeddedStore, in_default_graph
from graph.gates import Gate, refuse_faults
from graph.writing import Writing, writing
from ontology.errors import StoreError, Text

__all__ = ["JSON", "KEPT", "Snapshot", "Snapshots", "Writer"]

# Writes something made from a store into a directory that does not exist yet.
Writer: TypeAlias = "Callable[[EmbeddedStore, Path], None]"
JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None"

# The state now read, and two to go back to.
KEPT: Final = 3

_BUILDING: Final = ".building-"
_REBUILD: Final = Text(
    "Reconstruisez-le : alliances build (l'entrepôt se refait depuis les fiches).",
    "Build it again: alliances build (the store is made from the record).",
)


def _damaged(fr: str, en: str) -> StoreError:
    return StoreError(Text(f"Instantané abîmé : {fr}.", f"Damaged snapshot: {en}."), _REBUILD)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One published state: its directory, its content hash (64 hex digits), its manifest."""

    path: Path
    content_hash: str
    manifest: Mapping[str, Any]

    @classmethod
    def read(cls, path: Path) -> Snapshot:
        """Read the manifest in `path`; raise StoreError if it cannot be one."""
        try:
            manifest = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
            content = str(manifest["content_hash"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise _damaged("sa notice manque ou est illisible", "no readable manifest") from error
        if content[:16] != path.name:
            raise _damaged("sa notice parle d'un autre contenu", "a manifest of another content")
        return cls(path, content, manifest)

    def open(self) -> EmbeddedStore:
        """Open the store for reading; raise StoreError if it cannot be opened."""
        return EmbeddedStore.open(self.path / "store")

    def verify_files(self) -> None:
        """Raise StoreError unless every file of the store is as published."""
        if file_hashes(self.path / "store") != self.manifest.get("files"):
            raise _damaged("un fichier a changé ou manque", "a file has changed or is missing")

    def verify(self) -> None:
        """Raise StoreError unless every file, every count and the content are as published.

        Files come first: asking a store with a flipped byte can take all memory.
        """
        self.verify_files()
        with closing(self.open()) as store:
            if _graph_counts(store) != self.manifest.get("graphs"):
                raise _damaged("un graphe n'a plus son compte", "a graph lost its count")
            if store.count() != self.manifest.get("default_graph"):
                raise _damaged("le graphe par défaut est incomplet", "the default graph is short")
            if lines_digest(content_lines(store)) != self.content_hash:
                raise _damaged("son contenu a changé", "its content has changed")


class Snapshots:
    """The published states below one directory, which is made when first needed."""

    __slots__ = ("_held", "_root")

    def __init__(self, root: Path) -> None:
        self._root = root
        self._held = root / "snapshots"

    def current(self) -> Snapshot | None:
        """Return the state now published, None before the first; StoreError if damaged."""
        link = self._root / "current"
        if not link.is_symlink():
            return None
        return Snapshot.read(self._held / link.readlink().name)

    def verify(self) -> Snapshot:
        """Return the current state after checking all of it; StoreError if none or damaged."""
        current = self.current()
        if current is None:
            raise StoreError(
                Text("Rien n'est encore publié.", "Nothing is published yet."),
                Text("Construisez le graphe : alliances build.", "Build it: alliances build."),
            )
        current.verify()
        return current

    def publish(
        self,
        quads: Iterable[Quad],
        *,
        rules: Sequence[Rule],
        gates: Callable[[EmbeddedStore], Sequence[Gate]],
        notes: Mapping[str, JSON],
        complete: Callable[[EmbeddedStore], Mapping[str, int]] = lambda _: {},
        beside: Mapping[str, Writer] = MappingProxyType({}),
    ) -> Snapshot:
        """Build a state from `quads`, derive, pass the gates, complete, and make it current.

        Every quad needs a named graph. `notes` (the record's hash, say) goes to the
        manifest; `complete` adds the graphs that stand apart from the default graph, and its
        counts go to the manifest; `beside` writes what stands next to the store, by name of
        directory. A content that is already published is not written again. Raises GateError
        with all findings, or StoreError when another build runs or the disk refuses; until the
        very last step `current` then stays as it was, and it is always a whole state.
        """
        started = time.perf_counter()
        with exclusive(self._root / "lock"):
            self._sweep()
            with (
                closing(EmbeddedStore.in_memory(in_default_graph(quads))) as store,
                self._fresh() as fresh,
                writing(store, fresh / "store") as written,
            ):
                told = _built(store, rules, gates, complete)
                held = _finished(store, fresh, written, beside)
                when = {
                    "built": datetime.now(UTC).isoformat(timespec="seconds"),
                    "seconds": round(time.perf_counter() - started, 3),
                }
                manifest = {**told, **held, **when, "notes": dict(notes)}
                path = self._settled(fresh, manifest, beside)
            self._show(path)
            return Snapshot.read(path)

    @contextmanager
    def _fresh(self) -> Iterator[Path]:
        """Give a directory to build in, and remove what is left of it when it is not taken."""
        with disk_errors():
            fresh = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=self._held))
        try:
            yield fresh
        finally:
            self._sweep()

    @disk_errors()
    def _settled(self, fresh: Path, manifest: dict[str, Any], beside: Iterable[str]) -> Path:
        """Return the directory that holds the built state; a content that is known stays."""
        content: str = manifest["content_hash"]
        path = self._held / content[:16]
        known = _intact(path, content)
        if known is None:
            self._take(fresh, manifest, path)
            return path
        again = {**known.manifest, "notes": manifest["notes"]}
        if again != known.manifest:
            _write_manifest(path, again)
        for name in beside:
            _renew(fresh / name, path / name)
        return path

    def _take(self, fresh: Path, manifest: Mapping[str, JSON], path: Path) -> None:
        """Make the directory `fresh` the state at `path`."""
        _write_manifest(fresh, manifest)
        # mkdtemp closes the directory to others; readers may run as another user.
        fresh.chmod(0o755)
        sync_tree(fresh)
        if path.exists():
            # Damaged, or _intact would have kept it: it goes the way of leftovers.
            path.rename(self._held / f"{_BUILDING}damaged-{path.name}")
        fresh.rename(path)
        sync(self._held)

    @disk_errors()
    def _sweep(self) -> None:
        """Remove what killed builds left; only called under the lock, so none is alive."""
        self._held.mkdir(parents=True, exist_ok=True)
        for leftover in list(self._held.glob(f"{_BUILDING}*")):
            # Renamed first: the writer of a build that was killed outlives it by an instant,
            # and finds no place to put another file.
            gone = leftover.rename(f"{leftover}.gone")
            shutil.rmtree(gone)
        for leftover in self._root.glob(".current.*"):
            leftover.unlink()

    @disk_errors()
    def _show(self, current: Path) -> None:
        """Make `current` the state that is read; keep the latest others, KEPT in all."""
        swap_link(self._root / "current", f"snapshots/{current.name}")
        current.touch()
        states = [path for path in self._held.iterdir() if not path.name.startswith(".")]
        states.sort(key=lambda path: (path == current, path.stat().st_mtime_ns), reverse=True)
        for path in states[KEPT:]:
            gone = self._held / f"{_BUILDING}pruned-{path.name}"
            # Renamed first, so that no half-removed state bears a name that is looked up.
            path.rename(gone)
            shutil.rmtree(gone)


def _built(
    store: EmbeddedStore,
    rules: Sequence[Rule],
    gates: Callable[[EmbeddedStore], Sequence[Gate]],
    complete: Callable[[EmbeddedStore], Mapping[str, int]],
) -> dict[str, Any]:
    """Complete a store by rules, past the gates; return what the manifest tells of that."""
    derived = derive(store, rules)
    passed = gates(store)
    refuse_faults(passed)
    apart = complete(store)
    return {
        "derived": dict(derived),
        "apart": dict(apart),
        "gates": [
            {"fr": gate.name.fr, "en": gate.name.en, "checked": gate.checked}
            | ({"skipped": gate.skipped} if gate.skipped else {})
            for gate in passed
        ],
        "versions": {
            "python": platform.python_version(),
            "pyoxigraph": version("pyoxigraph"),
            "alliances": version("alliances"),
        },
    }


@disk_errors()
def _finished(
    store: EmbeddedStore, fresh: Path, written: Writing, beside: Mapping[str, Writer]
) -> dict[str, Any]:
    """Finish the store in `fresh` and what stands beside it; return what is in it."""
    written.send()
    for name, writer in beside.items():
        writer(store, fresh / name)
    held = written.finish()
    return {
        "content_hash": held.content_hash,
        "graphs": dict(held.graphs),
        "default_graph": held.quads - sum(held.graphs.values()),
        "files": file_hashes(fresh / "store"),
    }


def _renew(fresh: Path, place: Path) -> None:
    """Put the directory `fresh` at `place`, whatever is there; it appears as a whole."""
    sync_tree(fresh)
    if place.exists():
        place.rename(fresh.with_name(f"{fresh.name}.old"))
    fresh.rename(place)
    sync(place.parent)


def _graph_counts(store: EmbeddedStore) -> dict[str, int]:
    return {name: store.count(name) for name in store.graphs()}


def _intact(path: Path, content: str) -> Snapshot | None:
    if not path.exists():
        return None
    try:
        known = Snapshot.read(path)
        known.verify_files()
    except StoreError:
        return None
    return known if known.content_hash == content else None


def _write_manifest(path: Path, manifest: Mapping[str, Any]) -> None:
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    replace_text(path / "manifest.json", text + "\n")
