"""Identifiers that no longer name anything: where their thing is now, or why it is gone.

Whoever follows an old address must arrive, or be told. A chain of renamings is followed to
its end; an identifier whose thing is still there is never taken for retired.
"""

from __future__ import annotations

from dataclasses import dataclass

from explorer.reading import Reading
from ontology.errors import GoneError, Text
from ontology.terms import AL, DCTERMS, RDFS

__all__ = ["Retired", "retired_of"]


@dataclass(frozen=True, slots=True)
class Retired:
    """A retired identifier: `now` is the IRI its thing has in the end, None when it is gone.

    `name`, `on` (a date) and `because` are those of the last step, the one that tells most.
    """

    name: str
    on: str
    because: str
    now: str | None = None

    def refusal(self) -> GoneError:
        """Return the error that says what was here, until when, and why it is not."""
        return GoneError(
            Text(
                f"« {self.name} » a été retiré le {self.on}.",
                f"“{self.name}” was retracted on {self.on}.",
            ),
            Text(f"Raison donnée : {self.because}", f"The reason given: {self.because}"),
        )


def retired_of(reading: Reading, iri: str) -> Retired | None:
    """Return what became of `iri`, or None when it names a thing, or never did."""
    found: Retired | None = None
    seen: set[str] = set()
    place: str | None = iri
    while place is not None and place not in seen:
        seen.add(place)
        facts = reading.facts(place)
        on = facts.text(AL.retiredOn)
        if not on:
            break
        place = facts.thing(DCTERMS.isReplacedBy)
        words = facts.words(AL.retiredBecause, reading.language)
        found = Retired(facts.text(RDFS.label), on, words.text if words else "", place)
    return found
