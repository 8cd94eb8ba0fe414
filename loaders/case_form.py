"""A case as a person fills it in: one flat form, there and back.

Every field of a case that a person decides has its place here; what a machine knows better (who
coded, when, the ids of items) is filled in when the form is read, and kept where nothing was
changed. A row in which nothing was written is no row. Names of organisations are matched exactly,
as in a sheet; a new one needs a tick, so that a misspelling never makes a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias

from slugify import slugify

from loaders.cases_csv import Coding
from loaders.faults import Spot, proposal
from loaders.participants import Participants
from loaders.records import Assignment, CaseRecord
from ontology.errors import Finding, Text
from ontology.vocabulary import fold

__all__ = ["ROWS", "SINGLE", "Entered", "Field", "Filled", "People", "entered_of", "filled", "read"]

Kind: TypeAlias = Literal["line", "text", "choice", "choices", "flag", "hidden"]
Values: TypeAlias = Mapping[str, Sequence[str]]

_BASES: Final = "=stated inferred editorial"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name within its group, how it is filled in, and from what.

    `source` is `scheme:<name>` (several by spaces), `=` and words, `organisations` or `documents`.
    """

    name: str
    kind: Kind = "line"
    source: str = ""
    must: bool = False


_ASSIGNED: Final = (
    Field("basis", "choice", _BASES),
    Field("confidence", "choice", "=high medium low"),
    Field("period"),
    Field("passage"),
)
SINGLE: Final = (
    Field("case", must=True),
    Field("kind", "choice", "=partnership territorial-alliance alliance", must=True),
    Field("alliance"),
    Field("name", must=True),
    Field("summary.fr", "text", must=True),
    Field("summary.en", "text", must=True),
    Field("source.url"),
    Field("source.title"),
    Field("source.date"),
    Field("source.others"),
    Field("source.document", "choice", "documents"),
    Field("passage"),
    Field("place.label", must=True),
    Field("place.level", "choice", "scheme:territory-level", must=True),
    Field("place.basis", "choice", _BASES),
    Field("start"),
    Field("end"),
    Field("sdg"),
    Field("cautions", "choices", "scheme:caution"),
    Field("notes", "text"),
)
ROWS: Final[Mapping[str, tuple[Field, ...]]] = {
    "partners": (
        Field("name", "line", "organisations", must=True),
        Field("who", "choice", "=organisation group person", must=True),
        Field("new", "flag"),
        Field("type", "choice", "scheme:actor-type", must=True),
        Field("role", "choice", "scheme:role"),
        Field("passage"),
    ),
    "categories": (Field("concept", "choice", "scheme:category"), *_ASSIGNED),
    "domains": (Field("concept", "choice", "scheme:domain"), *_ASSIGNED),
    "within": (Field("territory", "choice", "scheme:territory"),),
    "items": (
        Field("id", "hidden"),
        Field("text", "text", must=True),
        Field("object", "choice", "scheme:impact effect", must=True),
        Field("relation", "choice", "=contribue-a vise mobilise commence-en cree-en"),
        Field("kind", "choice", "=claimed measured", must=True),
        Field("level", "choice", "=input output outcome"),
        Field("basis", "choice", _BASES, must=True),
        Field("polarity", "choice", "=positive negative neutral mixed"),
        Field("quote", "text"),
        Field("page"),
        Field("speaker", "line", "organisations"),
        Field("beneficiary", "line", "organisations"),
        Field("method"),
        Field("passage"),
        Field("cautions", "choices", "scheme:caution"),
    ),
}
# Fields that say something: a row in which all of these are empty is none.
_TELLING: Final[Mapping[str, frozenset[str]]] = {
    "partners": frozenset({"name", "passage"}),
    "categories": frozenset({"concept", "period", "passage"}),
    "domains": frozenset({"concept", "period", "passage"}),
    "within": frozenset({"territory"}),
    "items": frozenset({"text", "quote", "object", "speaker", "beneficiary", "method", "passage"}),
}
_NAME: Final = re.compile(r"(?P<group>[a-z]+)\.(?P<row>\d{1,2})\.(?P<field>[a-z]+)")
_CONFIRMED: Final = ("confirmed_by", "confirmed_at", "confirmed_name")
_ALIKE: Final = ("basis", "confidence", "period", "passage")


@dataclass(slots=True)
class Entered:
    """What a form holds: single fields, and the rows of each group, empty rows left out."""

    single: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, list[dict[str, list[str]]]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """Return a single field as one line of text."""
        return _one(self.single, name)


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


def read(pairs: Iterable[tuple[str, str]]) -> Entered:
    """Return what was posted; names that no field has are passed over."""
    single: dict[str, list[str]] = {}
    rows: dict[str, dict[int, dict[str, list[str]]]] = {group: {} for group in ROWS}
    known = {each.name for each in SINGLE}
    for name, value in pairs:
        text = value.strip()
        found = _NAME.fullmatch(name)
        if name in known:
            single.setdefault(name, []).append(text)
        elif found and found["group"] in ROWS:
            row = rows[found["group"]].setdefault(int(found["row"]), {})
            if found["field"] in {each.name for each in ROWS[found["group"]]}:
                row.setdefault(found["field"], []).append(text)
    return Entered(
        single,
        {
            group: [row for _, row in sorted(held.items()) if _says(group, row)]
            for group, held in rows.items()
        },
    )


def _says(group: str, row: Values) -> bool:
    return any(_one(row, name) for name in _TELLING[group])


def _one(values: Values, name: str) -> str:
    """Return a field as one line: what people break into lines is one text in the record."""
    return " ".join(" ".join(values.get(name, ())[:1]).split())


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
        within = tuple(_one(row, "territory") for row in self._rows("within"))
        return _given({**told, "within": tuple(dict.fromkeys(within))})

    def _goals(self, text: str) -> tuple[int, ...]:
        goals = re.split(r"[\s;,]+", text) if text else []
        wrong = [each for each in goals if not re.fullmatch(r"[0-9]{1,2}", each)]
        for each in wrong:
            self._fault("sdg", "csv-goal", *_GOAL, each)
        return tuple(int(each) for each in goals if each not in wrong)

    def _partners(self) -> Iterable[dict[str, Any]]:
        for number, row in enumerate(self._rows("partners")):
            told = {name: _one(row, name) for name in ("type", "role", "passage")}
            yield _given({**self._who(number, row), **told})

    def _who(self, number: int, row: Values) -> dict[str, str]:
        name, kind = _one(row, "name"), _one(row, "who")
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
        if not _one(row, "new"):
            near = proposal(name, self._people.participants.names())
            cure = Text(f"{near.fr} {_NEW.fr}", f"{near.en} {_NEW.en}")
            self._fault(place, "csv-partner-unknown", _UNKNOWN, cure, name)
            return ""
        slug = slugify(name)
        if not any(each["organisation"] == slug for each in self.organisations):
            data = {"organisation": slug, "name": name, "type": _one(row, "type")}
            self.organisations.append(
                _given({**data, "source_url": self._entered.one("source.url")})
            )
        return slug

    def _assignments(self, group: str) -> Iterable[dict[str, Any]]:
        held: Sequence[Assignment] = getattr(self._before, group, ())
        for row in self._rows(group):
            told = _given({name: _one(row, name) for name in ("concept", *_ALIKE)})
            # Who coded it, and who confirmed it, stays true of what has not changed.
            same = [each for each in held if _told_of(each) == told]
            if same:
                yield same[0].model_dump(exclude_defaults=True)
            else:
                yield {**told, "coder": self._coding.coder, "date": self._coding.date}

    def _items(self, case: str) -> Iterable[dict[str, Any]]:
        taken = {each.id for each in self._before.items} if self._before else set()
        for number, row in enumerate(self._rows("items")):
            names = ("text", "object", "relation", "kind", "level", "basis", "polarity")
            more = ("quote", "page", "method", "passage")
            told = {name: _one(row, name) for name in (*names, *more)}
            identifier = _one(row, "id")
            if identifier not in taken:
                place = 1
                while f"{case}-f{place}" in taken:
                    place += 1
                identifier = f"{case}-f{place}"
                taken.add(identifier)
            for name in ("speaker", "beneficiary"):
                told[name] = self._reference(f"items.{number}.{name}", _one(row, name))
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


def _several(values: Values, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in values.get(name, ()) if each))


def _given(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value not in ("", ())}


def _told_of(assignment: Assignment) -> dict[str, str]:
    told = {name: getattr(assignment, name) or "" for name in ("concept", *_ALIKE)}
    return _given(told)


def entered_of(record: CaseRecord, names: Mapping[str, str]) -> Entered:
    """Return the form that says a case; `names` are those of organisations and persons by slug."""
    single = {each.name: _texts(_at(record, each.name)) for each in SINGLE}
    single["source.others"] = [" ".join(record.source.others)]
    single["sdg"] = [" ".join(str(goal) for goal in record.sdg)]
    rows: dict[str, list[dict[str, list[str]]]] = {
        group: [
            {each.name: _texts(getattr(part, each.name, None)) for each in ROWS[group]}
            for part in getattr(record, group)
        ]
        for group in ("categories", "domains", "items")
    }
    rows["within"] = [{"territory": [slug]} for slug in record.place.within]
    rows["partners"] = []
    for partner in record.partners:
        kind = next(each for each in ("organisation", "group", "person") if getattr(partner, each))
        slug = str(getattr(partner, kind))
        told = {name: _texts(getattr(partner, name)) for name in ("type", "role", "passage")}
        row = {"who": [kind], "name": [slug if kind == "group" else names.get(slug, slug)]}
        rows["partners"].append({**row, **told})
    return Entered(single, rows)


def _at(record: CaseRecord, path: str) -> object:
    value: object = record
    for part in path.split("."):
        value = getattr(value, part)
    return value


def _texts(value: object) -> list[str]:
    if value is None:
        return []
    return [str(each) for each in value] if isinstance(value, tuple) else [str(value)]


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
