"""Every gate over the record, the vocabulary and the graph, as a table with a count each.

Nothing is published here: the graph is built in memory. A gate that could not run (no source
documents, no reasoner) is reported as not run, never as passed; the reasons that are
acceptable are named by the gate itself. A failure names the record and line to mend.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from commands.build import Reading, expected_counts, quotes_gate, read_record
from graph.derivation import derive, read_rules
from graph.embedded import EmbeddedStore, in_default_graph
from graph.gates import (
    Gate,
    counts_gate,
    families,
    family_gate,
    read_violations,
    rules_gate,
    turtle_gate,
)
from graph.inference import inference_gate, read_inference_rules
from graph.second_reading import second_reading_gate
from graph.validation import owl_gate, shapes_gate
from loaders.mapping import origins
from ontology.errors import Text

if TYPE_CHECKING:
    from commands.settings import Settings

__all__ = ["check_command", "gates", "table"]


def gates(reading: Reading, settings: Settings) -> Iterator[Gate]:
    """Yield the outcome of each gate, cheapest first."""
    yield turtle_gate()
    yield second_reading_gate()
    yield Gate(
        name=Text("Fiches lues et reliées", "Records read and linked"),
        checked=len(reading.records.entries),
    )
    yield quotes_gate(reading.records, settings.sources)
    locate = origins(reading.records).get
    store = EmbeddedStore.in_memory(in_default_graph(reading.quads()))
    try:
        derive(store, read_rules())
        violations = read_violations()
        for family in families():
            yield family_gate(family, store, violations, locate)
        yield counts_gate(store, expected_counts(reading.records))
        yield rules_gate(store, violations, locate)
        yield shapes_gate(store, locate)
        yield owl_gate(store, locate)
        # Last, since it fills a graph that the others are not to see.
        yield inference_gate(store, read_inference_rules())
    finally:
        store.close()


def _verdict(gate: Gate) -> Text:
    if gate.skipped:
        return Text(f"non exécuté ({gate.skipped})", f"not run ({gate.skipped})")
    if gate.findings:
        return Text(f"{len(gate.findings)} faute(s)", f"{len(gate.findings)} fault(s)")
    return Text("ok", "ok")


def table(outcomes: Sequence[Gate], language: str) -> str:
    """Return the outcomes as aligned text, then every finding on a line of its own."""
    head = Text("Contrôle|Examinés|Résultat|Durée", "Gate|Checked|Result|Time")
    rows = [
        tuple(head.in_language(language).split("|")),
        *(
            (
                gate.name.in_language(language),
                str(gate.checked),
                _verdict(gate).in_language(language),
                f"{gate.seconds:.1f} s",
            )
            for gate in outcomes
        ),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = [
        f"{name:<{widths[0]}}  {checked:>{widths[1]}}  {verdict:<{widths[2]}}  {time:>{widths[3]}}"
        for name, checked, verdict, time in rows
    ]
    faults = [finding.in_language(language) for gate in outcomes for finding in gate.findings]
    return "\n".join([*lines, *([""] if faults else []), *faults])


def check_command(settings: Settings, *, language: str) -> tuple[str, bool]:
    """Run every gate; return the table and whether none found a fault."""
    outcomes = tuple(gates(read_record(settings), settings))
    return table(outcomes, language), not any(gate.findings for gate in outcomes)
