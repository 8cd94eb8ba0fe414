"""Names of things the record knows, found in a text: actors, domains, impacts, territories.

A name is found as a whole, folded, with a plural at most; nothing is guessed from likeness, for a
near name is somebody else. Short names (fewer than three letters, or acronyms that are also
words) are found only as they are written. Where two names fit, the longer one is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from loaders.reading.texts import StudyText, plain
from loaders.records import EventRecord, OrganisationRecord, PersonRecord, StudyRecord
from loaders.recordset import RecordSet
from ontology.vocabulary import Vocabulary

__all__ = ["SCHEMES", "Mention", "Names", "names_of"]

# Schemes whose concepts a study may name.
SCHEMES: Final = ("group", "domain", "category", "impact", "mechanism", "effect", "territory")
_SHORTEST: Final = 3
# "Centre", "Nord" or "Lot" are words before they are places.
_COMMON: Final = frozenset(
    {"centre", "nord", "lot", "manche", "orne", "somme", "ain", "aube", "loire", "culture", "cher",
     "creuse", "landes", "var", "education", "sante"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """One name found: where it stands, and the reference of what it names."""

    start: int
    end: int
    reference: str


class Names:
    """Folded name -> reference, looked for all at once."""

    def __init__(self, named: Iterable[tuple[str, str]]) -> None:
        self._references: dict[str, str] = {}
        for name, reference in named:
            folded = " ".join(plain(name).split())
            if len(folded) >= _SHORTEST:
                self._references.setdefault(folded, reference)

    @property
    def references(self) -> frozenset[str]:
        """The references of everything that is looked for."""
        return frozenset(self._references.values())

    def only(self, scheme: str) -> Names:
        """Return the names of one scheme alone: found inside longer names of other things."""
        held = ((name, each) for name, each in self._references.items())
        return Names((name, each) for name, each in held if each.startswith(f"{scheme}/"))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self._references, key=len, reverse=True)
        bodies = (r"\s+".join(map(re.escape, name.split())) + "(?:s|x)?" for name in longest_first)
        return (
            re.compile(rf"(?<![^\W_])(?:{'|'.join(bodies)})(?![^\W_])")
            if self._references
            else (re.compile(r"(?!)"))
        )

    def find(self, text: StudyText, start: int = 0, end: int | None = None) -> Iterator[Mention]:
        """Yield every name in a stretch of the text, none inside another."""
        stop = len(text.plain) if end is None else end
        for found in self._pattern.finditer(text.plain, start, stop):
            words = " ".join(found.group().split())
            reference = self._reference(words)
            written = text.text[found.start()]
            if reference and (words not in _COMMON or written.isupper() or "domain" in reference):
                yield Mention(found.start(), found.end(), reference)

    def _reference(self, words: str) -> str | None:
        known = self._references.get(words)
        return known or self._references.get(words[:-1])


def names_of(vocabulary: Vocabulary, record: RecordSet, schemes: Iterable[str] = SCHEMES) -> Names:
    """Return the names of the concepts of `schemes` and of every actor and study of the record."""
    return Names([*_concepts(vocabulary, schemes), *_things(record)])


def _concepts(vocabulary: Vocabulary, schemes: Iterable[str]) -> Iterator[tuple[str, str]]:
    for scheme in schemes:
        for concept in vocabulary.concepts(scheme):
            if concept.slug.startswith("_"):
                continue
            for name in (concept.fr, *concept.alternatives):
                yield name, f"{scheme}/{concept.slug}"


def _things(record: RecordSet) -> Iterator[tuple[str, str]]:
    for organisation in record.of(OrganisationRecord):
        for name in (organisation.name, *organisation.aliases):
            yield name, f"organisation/{organisation.organisation}"
    for person in record.of(PersonRecord):
        for name in (person.name, *person.aliases):
            yield name, f"person/{person.person}"
    for study in record.of(StudyRecord):
        for name in (study.name.fr, *study.aliases):
            yield name, study.study
    for event in record.of(EventRecord):
        for name in (event.name.fr, *event.aliases):
            yield name, f"event/{event.event}"
