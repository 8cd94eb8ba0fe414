"""From the record to a published snapshot: read, map, derive, check, swap.

The only place where loaders and graph meet. It refuses to publish a graph whose shapes,
counts or quotes fail, and then leaves the current snapshot as it was. The deeper gates (OWL,
SKOS, cross-record rules) belong to `alliances check`.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import Quad

from commands.origins import edition, graph_inputs
from graph.catalog import describe
from graph.derivation import read_rules
from graph.gates import Gate, class_count, counts_gate
from graph.inference import infer, read_inference_rules
from graph.snapshots import Snapshot, Snapshots
from graph.validation import shapes_gate
from loaders.contribution_journal import JOURNAL
from loaders.counting import counted
from loaders.directory import RecordSet, read_directory
from loaders.lookups import COUNTS
from loaders.mapping import origins, told_quads
from loaders.quotes import quote_findings
from loaders.writing import digest_of, write_all
from ontology.errors import ConflictError, Text
from ontology.terms import AL
from ontology.vocabulary import Vocabulary, ontology_quads, read_vocabulary
from queries.search import INDEX, SearchIndex

if TYPE_CHECKING:
    from commands.settings import Settings
    from graph.embedded import EmbeddedStore

__all__ = [
    "Reading",
    "build_command",
    "build_if_changed",
    "expected_counts",
    "input_hash",
    "publish",
    "quotes_gate",
    "read_record",
    "recount",
]

# Everything in these rooms decides what a build holds.
_ROOMS: Final = ("ontology", "graph", "loaders")
_SUFFIXES: Final = frozenset({".yaml", ".ttl", ".rq", ".py", ".nq"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A record that was read and accepted, with the vocabulary it was read by."""

    records: RecordSet
    vocabulary: Vocabulary

    def quads(self, files: dict[str, set[str]] | None = None) -> Iterator[Quad]:
        """Yield the ontology, then the record, each quad in its named graph, some repeatedly.

        `files` is filled with the record files of each graph (see `told_quads`).
        """
        yield from ontology_quads()
        yield from told_quads(self.records, self.vocabulary, files)


def read_record(settings: Settings) -> Reading:
    """Read the whole record; raise RecordError with every fault of every file."""
    vocabulary = read_vocabulary()
    return Reading(read_directory(settings.record, vocabulary), vocabulary)


def input_hash(record: Path) -> str:
    """Return a digest of all that a build depends on: record files, vocabulary, rules, code.

    Two equal digests give equal snapshots, so that `serve` need not build.
    """
    digest = hashlib.sha256()
    # What was only proposed is part of no graph.
    proposed = record / "contributions"
    for root in (record, *(Path(str(files(room))) for room in _ROOMS)):
        for path in sorted(root.rglob("*")):
            if path.suffix in _SUFFIXES and path.is_file() and not path.is_relative_to(proposed):
                digest.update(path.relative_to(root).as_posix().encode() + b"\0")
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def expected_counts(records: RecordSet) -> dict[str, tuple[int | None, int | None]]:
    """Return the bounds of `counts.yaml` as plain pairs, class name to (least, most)."""
    return {name: (one.minimum, one.maximum) for name, one in records.expected.classes.items()}


def quotes_gate(records: RecordSet, sources: Path | None) -> Gate:
    """Re-find every quote in its document, where the documents are at hand."""
    started = time.perf_counter()
    check = quote_findings(records, sources)
    left = sum(skip.passages for skip in check.skipped)
    return Gate(
        name=Text("Citations retrouvées", "Quotes re-found"),
        checked=check.checked,
        findings=check.findings,
        skipped=f"{left}: {check.skipped[0].why.fr}" if left else "",
        seconds=time.perf_counter() - started,
    )


def _publication_gates(
    reading: Reading, settings: Settings
) -> Callable[[EmbeddedStore], Sequence[Gate]]:
    places = origins(reading.records)

    def gates(store: EmbeddedStore) -> Sequence[Gate]:
        return (
            shapes_gate(store, places.get),
            counts_gate(store, expected_counts(reading.records)),
            quotes_gate(reading.records, settings.sources),
        )

    return gates


def publish(settings: Settings, *, gates: bool) -> Snapshot:
    """Build and publish a snapshot; `gates=False` is for measuring only."""
    reading = read_record(settings)
    # Filled while the quads are taken, read once they all are.
    written: dict[str, set[str]] = {}
    quads = reading.quads(written)
    checks = _publication_gates(reading, settings) if gates else lambda _: ()
    # The quads and the gates hold the record from here, and without gates it goes with the quads.
    del reading
    return Snapshots(settings.store).publish(
        quads,
        rules=read_rules(),
        gates=checks,
        notes={"input": input_hash(settings.record), "gates": gates},
        complete=lambda store: _complete(store, settings.record, written),
        beside={INDEX: SearchIndex.write},
    )


def _complete(
    store: EmbeddedStore, record: Path, written: Mapping[str, Iterable[str]]
) -> Mapping[str, int]:
    """Add the graphs that stand apart: what is inferred, and what the graph says of itself."""
    inferred = infer(store, read_inference_rules())
    told = list(describe(store, graph_inputs(record, written), edition(record)))
    store.extend(told)
    return {**inferred, "catalog": len(told)}


def _sentence(snapshot: Snapshot, seconds: float, language: str) -> str:
    counts = snapshot.manifest["graphs"]
    total = sum(counts.values())
    return Text(
        f"Version {snapshot.content_hash[:16]} publiée : {total} triplets, "
        f"{len(counts)} graphes, {seconds:.1f} s.",
        f"Version {snapshot.content_hash[:16]} published: {total} triples, "
        f"{len(counts)} graphs, {seconds:.1f} s.",
    ).in_language(language)


def recount(settings: Settings, snapshot: Snapshot, built: str) -> None:
    """Make what a snapshot holds the expected counts, once contributions had opened them.

    `built` is the `input_hash` of what the snapshot was built from. A record that somebody has
    changed since is left to the next build: what was accepted meanwhile would else be more than
    is expected, and never be published.
    """
    file = settings.record / COUNTS
    if not file.is_file():
        return
    seen = {path: digest_of(settings.record, path) for path in (COUNTS, JOURNAL)}
    if built != input_hash(settings.record):
        return
    names = read_record(settings).records.expected.classes
    with closing(snapshot.open()) as store:
        found = {name: class_count(store, getattr(AL, name)) for name in names}
    text = counted(file.read_text("utf-8"), found)
    with suppress(ConflictError):
        write_all(settings.record, {COUNTS: text}, seen)


def build_command(
    settings: Settings, *, gates: bool, language: str, recounted: bool = False
) -> str:
    """Build and return a sentence that says what was published."""
    started, built = time.perf_counter(), input_hash(settings.record)
    snapshot = publish(settings, gates=gates)
    if recounted:
        recount(settings, snapshot, built)
    return _sentence(snapshot, time.perf_counter() - started, language)


def build_if_changed(settings: Settings, *, language: str) -> str:
    """Build unless the current snapshot was made, with its gates, from the same input."""
    current = Snapshots(settings.store).current()
    made_from = {"input": input_hash(settings.record), "gates": True}
    if current is not None and current.manifest["notes"] == made_from:
        return Text(
            f"Version {current.content_hash[:16]}, inchangée.",
            f"Version {current.content_hash[:16]}, unchanged.",
        ).in_language(language)
    return build_command(settings, gates=True, language=language)
