"""Which names are the same organisation.

A name is matched exactly after folding (case, accents, apostrophes, spaces) with a name or
alias, or through a decision of `identities.yaml`; nothing else is ever merged. A new name
that *looks like* another stops the load until a person has decided, because both mistakes
are silent: two records for one organisation, or one record for two.

Two names look alike when, folded, (a) their words sorted are at least 85 % alike by
rapidfuzz's `token_sort_ratio` (typing errors, word order), or (b) one without its brackets,
or what stands in its brackets, is the other ("Enedis (ERDF)" and "Enedis"). On the 263
names of the reference cases (a) asks nothing (at 80 it would ask about "Groupe Archer" and
"Groupe Ares") and (b) asks four questions; scorers that match parts of names ask hundreds
("Fondation Orange" and "Orange").
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rapidfuzz import fuzz

from loaders.faults import Spot
from loaders.records import DecisionFile
from ontology.errors import Finding, Text
from ontology.names import Name, share_a_part, taken_apart
from ontology.vocabulary import fold

__all__ = ["THRESHOLD", "Decisions", "look_alike", "look_alikes"]

# Percent of `token_sort_ratio` between folded names from which a person is asked.
THRESHOLD: Final = 85


class Decisions:
    """What people decided in `identities.yaml`."""

    def __init__(self, file: DecisionFile) -> None:
        self._first: dict[str, str] = {}
        self._decided: set[frozenset[str]] = set()
        for identity in file.identities:
            first, second = identity.names
            self._decided.add(frozenset((fold(first), fold(second))))
            if identity.decision == "same":
                self._first[fold(second)] = first

    def principal(self, name: str) -> str:
        """Return the name of which `name` is an alias by decision, or `name` itself."""
        seen: set[str] = set()
        while (folded := fold(name)) in self._first and folded not in seen:
            seen.add(folded)
            name = self._first[folded]
        return name

    def decided(self, one: str, other: str) -> bool:
        """Tell whether someone has said what these two names are to each other."""
        return frozenset((fold(one), fold(other))) in self._decided


def look_alike(one: str, other: str) -> bool:
    """Tell whether two names, different once folded, could be one organisation's."""
    return _alike(taken_apart(one), taken_apart(other))


def look_alikes(
    new: Sequence[tuple[str, Spot]], known: Iterable[str], decisions: Decisions
) -> Iterator[Finding]:
    """Yield a finding, with the YAML to add, for each pair that nobody has decided.

    `new` names are compared with `known` ones and among themselves; names that are equal
    once folded are one name and ask nothing.
    """
    against = {fold(name): taken_apart(name) for name in known}
    for shown, spot in new:
        name = taken_apart(shown)
        for other in against.values():
            if _alike(name, other) and not decisions.decided(shown, other.shown):
                yield _question(shown, other.shown, spot)
        against.setdefault(name.folded, name)


def _alike(one: Name, other: Name) -> bool:
    if one.folded == other.folded:
        return False
    if fuzz.token_sort_ratio(one.folded, other.folded, score_cutoff=THRESHOLD):
        return True
    return share_a_part(one, other)


def _question(name: str, other: str, spot: Spot) -> Finding:
    pair = ", ".join(json.dumps(each, ensure_ascii=False) for each in (other, name))
    line = f'- {{names: [{pair}], decision: different, because: "…"}}'
    return spot.fault(
        "identity-undecided",
        Text(
            f"Ce nom ressemble à « {other} » : est-ce la même organisation ?",
            f"This name looks like “{other}”: is it the same organisation?",
        ),
        Text(
            "Dites-le à la page Contribuer, « Deux noms qui se ressemblent », ou ajoutez à "
            f"identities.yaml, avec same ou different et votre raison : {line}",
            "Say it on the page Contribute, “Two names that look alike”, or add to "
            f"identities.yaml, with same or different and your reason: {line}",
        ),
        name,
    )
