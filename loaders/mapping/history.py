"""Retired identifiers: what each was called, when and why it went, and what it became.

They stand in a graph of their own and have no class, so that no list, count or question
takes one for a thing. An identifier that names a thing again (a link, made by the claims
that say it) is not told as retired.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pyoxigraph import Literal, Quad

from loaders.history_records import HistoryFile
from loaders.mapping.statements import HISTORY, facts, node, plain, spoken
from ontology.terms import AL, DCTERMS, RDFS

__all__ = ["history_quads"]


def history_quads(history: HistoryFile, held: Collection[str]) -> Iterator[Quad]:
    """Yield what is told of each retired identifier but those among the IRIs `held`."""
    # The latest word about an identifier is the one that counts.
    latest = {thing.was: (event, thing) for event in history.history for thing in event.things}
    for reference, (event, thing) in latest.items():
        was = node(reference)
        if was.value in held:
            continue
        yield from facts(
            HISTORY,
            was,
            {
                RDFS.label: Literal(thing.name),
                AL.retiredOn: plain(event.date),
                AL.retiredBecause: spoken(event.because, event.language),
                DCTERMS.isReplacedBy: node(thing.now) if thing.now else None,
            },
        )
