"""What a person says of a contradiction that a rule has found.

The rule mints the contradiction, names it, and gives its kind and sides; the record adds a
status, a weight and a reason, and can add nothing else. An explanation of something that no
rule finds any more therefore stays without a type, and a gate finds it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Quad

from loaders.mapping.names import Names
from loaders.mapping.statements import DISCREPANCIES, bilingual, facts, plain, thing
from loaders.records import DiscrepancyRecord
from ontology.terms import AL, DCTERMS

__all__ = ["discrepancy_quads"]


def discrepancy_quads(names: Names, record: DiscrepancyRecord) -> Iterator[Quad]:
    """Yield the decision on one contradiction, in the graph of discrepancies."""
    yield from facts(
        DISCREPANCIES,
        thing("discrepancy", record.discrepancy),
        {
            AL.discrepancyStatus: names.concept("discrepancy-status", record.status),
            AL.severity: names.concept("severity", record.severity),
            AL.explanation: bilingual(record.explanation),
            AL.decidedBy: names.concept("coder", record.decided_by),
            DCTERMS.modified: plain(record.date),
        },
    )
