"""Ties of the network as JSON and as lines of a table, never without status and evidence.

Shared by whatever shows ties: a neighbourhood, a path. Names, sentences and evidence of all
ties of one answer are read in a few batches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from api.rest.answers import Line
from api.rest.operations import Call
from api.rest.shapes import JSON, Names, sentence
from graph.network import Network, Tie
from graph.proof import Proof, read_proof
from queries.sentences import Told
from queries.sentences.ties import tie_sentences

__all__ = ["TIE_COLUMNS", "Ties"]

TIE_COLUMNS: Final = (
    "tie", "kind", "start", "start_fr", "start_en", "relation", "relation_fr", "relation_en",
    "end", "end_fr", "end_en", "status", "status_fr", "status_en",
    "claims", "against", "sentence_fr", "sentence_en", "quote", "source",
)  # fmt: skip


class Ties:
    """The ties of one answer, each with its status, its sentences and all of its evidence."""

    def __init__(self, call: Call, network: Network, ties: Iterable[Tie]) -> None:
        store = call.visit.opened.store
        told = list({tie.id: tie for tie in ties}.values())
        self._sentences: Mapping[str, tuple[Told, ...]] = tie_sentences(store, network, told)
        self._proof = read_proof(store, (iri for tie in told for iri in tie.evidence))
        iris = {iri for tie in told for iri in (tie.relation, *tie.sources, *tie.stated_by) if iri}
        iris |= {iri for tie in told for iri in (tie.start, tie.end)}
        iris |= {tie.status.iri for tie in told if tie.status}
        iris |= {one.source for one in self._proof.values() if one.source}
        self._names = Names(store, iris)
        self.stating = tuple(
            dict.fromkeys(iri for tie in told for iri in (*tie.stated_by, *tie.claims))
        )

    def thing(self, iri: str) -> JSON:
        """Return a reference to an end of a tie."""
        return self._names.thing(iri)

    def tie(self, tie: Tie) -> JSON:
        """Return one tie; `status` is null where nothing is claimed (a party, a rubric)."""
        return {
            "id": tie.id,
            "kind": tie.kind,
            "start": self.thing(tie.start),
            "relation": self.thing(tie.relation) if tie.relation else None,
            "end": self.thing(tie.end),
            "status": self.thing(tie.status.iri) if tie.status else None,
            "letter": tie.status.letter if tie.status else None,
            "claims": len(tie.said),
            "against": tie.against,
            "quote_to_be_found": tie.to_find,
            "stated_by": [self.thing(iri) for iri in tie.stated_by],
            "sentences": [sentence(one) for one in self._sentences[tie.id]],
            "evidence": [
                self._evidence(self._proof[iri]) for iri in tie.evidence if iri in self._proof
            ],
            "sources": [self.thing(iri) for iri in tie.sources],
        }

    def line(self, tie: Tie) -> Line:
        """Return one tie as a line of a table with the header TIE_COLUMNS."""
        told = self.tie(tie)
        sentences = [one for one in told["sentences"] if one]
        return (
            tie.id, tie.kind,
            *_cells(told["start"]), *_cells(told["relation"]), *_cells(told["end"]),
            *_cells(told["status"]), len(tie.said), tie.against,
            tuple(one["fr"] for one in sentences), tuple(one["en"] for one in sentences),
            tuple(one["quote"] for one in told["evidence"] if one["quote"]),
            tuple(tie.sources),
        )  # fmt: skip

    def _evidence(self, proof: Proof) -> JSON:
        return {
            "quote": proof.quote or None,
            "paraphrase": proof.item or None,
            "quote_to_be_found": proof.to_find,
            "source": self.thing(proof.source) if proof.source else None,
            "heading": proof.heading or None,
            "line": proof.line or None,
        }


def _cells(thing: JSON | None) -> tuple[str | None, str | None, str | None]:
    """Return identifier and names of a thing; nothing where there is none."""
    if thing is None:
        return (None, None, None)
    return (thing["iri"], thing["label"]["fr"], thing["label"]["en"])
