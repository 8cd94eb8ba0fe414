"""The words behind a tie: each piece of evidence with its quote, its work, heading and line.

Read only for what is shown, because a view of sixty ties needs sixty quotes and not two
thousand. Evidence whose sentence is not found yet says so and has no quote: what a case
prints of it is its own wording, kept apart as `item`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.store import Store

__all__ = ["Proof", "read_proof"]

_BATCH: Final = 1000


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence; without a quote it is *phrase à retrouver*.

    `line` is 0 where the source has no numbered lines, a web page for instance.
    """

    evidence: str
    source: str
    quote: str = ""
    heading: str = ""
    line: int = 0
    item: str = ""

    @property
    def to_find(self) -> bool:
        """Whether the sentence of the source is still to be found."""
        return not self.quote


def read_proof(store: Store, evidence: Iterable[str]) -> Mapping[str, Proof]:
    """Return what is known of each piece of evidence, by IRI."""
    wanted = sorted(set(evidence))
    found: dict[str, Proof] = {}
    for iri, item, source in _rows(store, "items", wanted):
        found[iri] = Proof(iri, source, item=item)
    for iri, quote, source, heading, line in _rows(store, "quotes", wanted):
        item = found[iri].item if iri in found and not found[iri].quote else ""
        found[iri] = Proof(iri, source, quote, heading, int(line or 0), item)
    return found


def _rows(store: Store, name: str, wanted: list[str]) -> Iterator[tuple[str, ...]]:
    text = (files("graph") / "ties" / f"{name}.rq").read_text(encoding="utf-8")
    for first in range(0, len(wanted), _BATCH):
        terms = " ".join(str(NamedNode(iri)) for iri in wanted[first : first + _BATCH])
        asked = text.replace("{ al:Evidence }", f"{{ {terms} }}")
        yield from sorted(
            tuple(term.value if isinstance(term, NamedNode | Literal) else "" for term in row)
            for row in store.query(asked).rows
        )
