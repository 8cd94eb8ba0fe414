"""The data of a record that a form describes, and of the organisations it makes known.

Names of organisations are matched exactly, as in a sheet; a new one needs a tick, so that a
misspelling never makes a record. Who coded and who confirmed stays true of what was not changed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from slugify import slugify

from loaders.case_assignments import Coding
from loaders.case_form.entered import Entered, Values, one_line
from loaders.case_form.fields import ALIKE
from loaders.faults import Spot, proposal
from loaders.participants import Participants
from loaders.records import Assignment, CaseRecord
from ontology.errors import Finding, Text
from ontology.vocabulary import fold

__all__ = ["Filled", "People", "filled"]

_TOLD_OF_ITEM: Final = (
    "text", "object", "relation", "kind", "level", "basis", "polarity", "quote", "page", "method",
    "passage",
)  # fmt: skip
_CONFIRMED: Final = ("confirmed_by", "confirmed_at", "confirmed_name")


@dataclass(frozen=True, slots=True)
class People:
    """Who may be named: organisations and groups, and persons by folded name."""

    participants: Participants
    persons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form says: the data of the case, of new organisations, and its own faults."""

    case: dict[str, Any]
    organisations: tuple[dict[str, Any], ...]
    findings: tuple[Finding, ...]


def filled(entered: Entered, people: People, before: CaseRecord | None, coding: Coding) -> Filled:
    """Return the data of the record that a form describes; `before` is the case it corrects."""
    reader = _Reader(entered, people, before, coding)
    case = reader.case()
    return Filled(case, tuple(reader.organisations), tuple(reader.findings))


class _Reader:
    """Turns a form into data; `findings` and `organisations` fill as it goes."""

    def __init__(
        self, entered: Entered, people: People, before: CaseRecord | None, coding: Coding
    ) -> None:
        self.findings: list[Finding] = []
        self.organisations: list[dict[str, Any]] = []
        self._entered = entered
        self._people = people
        self._before = before
        self._coding = coding

    def case(self) -> dict[str, Any]:
        one = self._entered.one
        slug = one("case")
        data = {
            "case": slug,
            "kind": one("kind"),
            "alliance": one("alliance") or slug,
            "name": one("name"),
            "summary": {"fr": one("summary.fr"), "en": one("summary.en")},
            "source": self._source(),
            "partners": tuple(self._partners()),
            "categories": tuple(self._assignments("categories")),
            "domains": tuple(self._assignments("domains")),
            "place": self._place(),
            "start": one("start"),
            "end": one("end"),
            "items": tuple(self._items(slug)),
            "sdg": self._goals(one("sdg")),
            "passage": one("passage"),
            "cautions": _several(self._entered.single, "cautions"),
            "notes": one("notes"),
        }
        return {name: value for name, value in data.items() if value not in ("", ())}

    def _rows(self, group: str) -> list[dict[str, list[str]]]:
        return self._entered.rows.get(group, [])

    def _source(self) -> dict[str, Any]:
        names = ("url", "title", "date", "document")
        told = {name: self._entered.one(f"source.{name}") for name in names}
        others = tuple(self._entered.one("source.others").split())
        return _given({**told, "others": others})

    def _place(self) -> dict[str, Any]:
        told = {name: self._entered.one(f"place.{name}") for name in ("label", "level", "basis")}
        within = tuple(one_line(row, "territory") for row in self._rows("within"))
        return _given({**told, "within": tuple(dict.fromkeys(within))})

    def _goals(self, text: str) -> tuple[int, ...]:
        goals = re.split(r"[\s;,]+", text) if text else []
        wrong = [each for each in goals if not re.fullmatch(r"[0-9]{1,2}", each)]
        for each in wrong:
            self._fault("sdg", "csv-goal", *_GOAL, each)
        return tuple(int(each) for each in goals if each not in wrong)

    def _partners(self) -> Iterable[dict[str, Any]]:
        for number, row in enumerate(self._rows("partners")):
            told = {name: one_line(row, name) for name in ("type", "role", "passage")}
            yield _given({**self._who(number, row), **told})

    def _who(self, number: int, row: Values) -> dict[str, str]:
        name, kind = one_line(row, "name"), one_line(row, "who")
        place = f"partners.{number}.name"
        if kind == "group":
            return {"group": name}
        if kind == "person":
            slug = self._people.persons.get(fold(name))
            if slug is None:
                self._fault(place, "reference-unknown", *_PERSON, name)
            return {"person": slug or ""}
        if kind != "organisation":
            self._fault(f"partners.{number}.who", "value-not-listed", *_WHO, kind)
            return {}
        return {"organisation": self._organisation(place, name, row)}

    def _organisation(self, place: str, name: str, row: Values) -> str:
        known = self._people.participants.organisation(name)
        if known is not None:
            return known.organisation
        if not one_line(row, "new"):
            near = proposal(name, self._people.participants.names())
            cure = Text(f"{near.fr} {_NEW.fr}", f"{near.en} {_NEW.en}")
            self._fault(place, "csv-partner-unknown", _UNKNOWN, cure, name)
            return ""
        slug = slugify(name)
        if not any(each["organisation"] == slug for each in self.organisations):
            data = {"organisation": slug, "name": name, "type": one_line(row, "type")}
            self.organisations.append(
                _given({**data, "source_url": self._entered.one("source.url")})
            )
        return slug

    def _assignments(self, group: str) -> Iterable[dict[str, Any]]:
        held: Sequence[Assignment] = getattr(self._before, group, ())
        for row in self._rows(group):
            told = _given({name: one_line(row, name) for name in ("concept", *ALIKE)})
            # Who coded it, and who confirmed it, stays true of what has not changed.
            same = [each for each in held if _told_of(each) == told]
            if same:
                yield same[0].model_dump(exclude_defaults=True)
            else:
                yield {**told, "coder": self._coding.coder, "date": self._coding.date}

    def _items(self, case: str) -> Iterable[dict[str, Any]]:
        taken = {each.id for each in self._before.items} if self._before else set()
        for number, row in enumerate(self._rows("items")):
            told = {name: one_line(row, name) for name in _TOLD_OF_ITEM}
            identifier = one_line(row, "id")
            if identifier not in taken:
                identifier = _free(case, taken)
                taken.add(identifier)
            for name in ("speaker", "beneficiary"):
                told[name] = self._reference(f"items.{number}.{name}", one_line(row, name))
            data = {"id": identifier, **_given({**told, "cautions": _several(row, "cautions")})}
            yield {**data, **self._confirmed(data)}

    def _confirmed(self, item: Mapping[str, Any]) -> dict[str, Any]:
        """Return who confirmed an item, which stays true as long as the item does."""
        for held in self._before.items if self._before else ():
            told = held.model_dump(exclude_defaults=True)
            kept: dict[str, Any] = {name: told.pop(name) for name in _CONFIRMED if name in told}
            said = {name: value for name, value in item.items() if told.get(name) == value}
            defaults = {"relation": "contribue-a", "polarity": "positive"}
            rest = {name: value for name, value in item.items() if name not in said}
            if said == told and rest.items() <= defaults.items():
                return kept
        return {}

    def _reference(self, place: str, text: str) -> str:
        """Return an organisation's reference by its name; a reference stays as it is."""
        if not text or re.fullmatch(r"[a-z-]+/[a-z0-9][a-z0-9_.-]*", text):
            return text
        known = self._people.participants.organisation(text)
        if known is None:
            near = proposal(text, self._people.participants.names())
            self._fault(place, "reference-unknown", _UNKNOWN, near, text)
            return ""
        return f"organisation/{known.organisation}"

    def _fault(self, place: str, code: str, rule: Text, cure: Text, value: str) -> None:
        self.findings.append(Spot("", None, place).fault(code, rule, cure, value))


def _free(case: str, taken: Collection[str]) -> str:
    """Return the first identifier of an item that is not taken."""
    numbered = (f"{case}-f{place}" for place in range(1, len(taken) + 2))
    return next(each for each in numbered if each not in taken)


def _several(values: Values, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in values.get(name, ()) if each))


def _given(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value not in ("", ())}


def _told_of(assignment: Assignment) -> dict[str, str]:
    told = {name: getattr(assignment, name) or "" for name in ("concept", *ALIKE)}
    return _given(told)


_UNKNOWN: Final = Text("Aucune organisation ne porte ce nom.", "No organisation has this name.")
_NEW: Final = Text(
    "Si elle est nouvelle, cochez « nouvelle organisation ».",
    "If it is new, tick “new organisation”.",
)
_PERSON: Final = (
    Text("Aucune personne du graphe ne porte ce nom.", "No person of the graph has this name."),
    Text("Nommez son organisation, ou un groupe.", "Name their organisation, or a group."),
)
_WHO: Final = (
    Text("Dites ce qu'est ce participant.", "Say what this participant is."),
    Text("Choisissez organisation, groupe ou personne.", "Choose organisation, group or person."),
)
_GOAL: Final = (
    Text("Ce n'est pas un objectif de développement durable.", "Not a goal of the SDGs."),
    Text("Écrivez des nombres de 1 à 17.", "Write numbers from 1 to 17."),
)
