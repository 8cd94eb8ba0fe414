"""The small files beside the records: decisions on names, groups, counts to hold.

`identities.yaml` says which names are the same thing, `groups.yaml` which participants are
described groups and never organisations, `counts.yaml` how many things of each class the
built graph must hold. Each may be absent. They are read as strictly as records.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from loaders.faults import Location, Spot, dotted, proposal
from loaders.records import DecisionFile
from loaders.shapes import read_shape
from loaders.yaml_form import Lines, read_yaml
from ontology.errors import Finding, Text
from ontology.terms import AL, names
from ontology.vocabulary import Vocabulary, fold

__all__ = [
    "COUNTS",
    "GROUPS",
    "IDENTITIES",
    "Bounds",
    "ExpectedCounts",
    "Group",
    "read_counts",
    "read_groups",
    "read_identities",
]

IDENTITIES: Final = "identities.yaml"
GROUPS: Final = "groups.yaml"
COUNTS: Final = "counts.yaml"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How few and how many things of a class the graph may hold, ends included."""

    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True)
class ExpectedCounts:
    """Class name of our ontology -> bounds, in the order of the file; empty when absent."""

    classes: Mapping[str, Bounds] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Group:
    """A described group ("13 associations locales"): it takes part but is no entity."""

    name: str
    type: str
    source_url: str | None = None


def read_identities(data: bytes, where: str) -> tuple[DecisionFile, list[Finding]]:
    """Return the decisions of `identities.yaml`; two decisions on one pair are a fault."""
    content, lines = read_yaml(data, where)
    record, findings = read_shape(content, lines, DecisionFile, where)
    if record is None:
        return DecisionFile(), findings
    seen: dict[frozenset[str], str] = {}
    for index, identity in enumerate(record.identities):
        pair = frozenset(fold(name) for name in identity.names)
        spot = _spot(where, lines, ("identities", index))
        if len(pair) < 2:
            findings.append(spot.fault("identity-one-name", *_ONE_NAME, identity.names[0]))
        if pair in seen:
            findings.append(spot.fault("identity-twice", *_TWICE, " / ".join(identity.names)))
        seen[pair] = identity.decision
    return record, findings


def read_groups(
    data: bytes, where: str, vocabulary: Vocabulary
) -> tuple[tuple[Group, ...], list[Finding]]:
    """Return the described groups of `groups.yaml`."""
    content, lines = read_yaml(data, where)
    findings = _unknown_keys(content, {"groups"}, where, lines, ())
    types = [concept.slug for concept in vocabulary.concepts("actor-type")]
    groups: dict[str, Group] = {}
    for index, item in enumerate(_items(content.get("groups"))):
        place: Location = ("groups", index)
        spot = _spot(where, lines, place)
        given = item if isinstance(item, dict) else {}
        findings += _unknown_keys(given, {"name", "type", "source_url"}, where, lines, place)
        name, kind, url = given.get("name"), given.get("type"), given.get("source_url")
        if not isinstance(name, str) or not isinstance(url, str | None):
            findings.append(spot.fault("group-form", *_GROUP))
        elif kind not in types:
            rule = Text("Type d'acteur inconnu.", "Unknown actor type.")
            findings.append(
                spot.fault("concept-unknown", rule, proposal(str(kind), types), str(kind))
            )
        elif fold(name) in groups:
            findings.append(spot.fault("name-twice", *_NAME_TWICE, name))
        else:
            groups[fold(name)] = Group(name, str(kind), url)
    return tuple(groups.values()), findings


def read_counts(data: bytes, where: str) -> tuple[ExpectedCounts, list[Finding]]:
    """Return the bounds of `counts.yaml`."""
    content, lines = read_yaml(data, where)
    findings = _unknown_keys(content, {"classes"}, where, lines, ())
    classes = content.get("classes")
    known = sorted(name for name in names(AL) if name[0].isupper())
    bounds: dict[str, Bounds] = {}
    for name, given in classes.items() if isinstance(classes, dict) else ():
        spot = _spot(where, lines, ("classes", name))
        if name not in known:
            rule = Text("Classe inconnue.", "Unknown class.")
            findings.append(spot.fault("class-unknown", rule, proposal(name, known), name))
            continue
        low, high = (given.get("min"), given.get("max")) if isinstance(given, dict) else (0, -1)
        if type(low) is int and type(high) is int and 0 <= low <= high and len(given) == 2:
            bounds[name] = Bounds(low, high)
        else:
            findings.append(spot.fault("counts-form", *_COUNTS))
    return ExpectedCounts(MappingProxyType(bounds)), findings


def _items(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def _spot(where: str, lines: Lines, location: Location) -> Spot:
    return Spot(where, lines.get(location), dotted(location))


def _unknown_keys(
    given: Mapping[str, object], known: set[str], where: str, lines: Lines, location: Location
) -> list[Finding]:
    rule = Text("Cette clé n'existe pas ici.", "This key does not exist here.")
    return [
        _spot(where, lines, (*location, key)).fault(
            "key-unknown", rule, proposal(key, sorted(known)), key
        )
        for key in given
        if key not in known
    ]


_ONE_NAME = (
    Text("Une décision porte sur deux noms différents.", "A decision is about two names."),
    Text("Donnez les deux noms, ou retirez la décision.", "Give both names, or remove it."),
)
_TWICE = (
    Text("Cette paire de noms est déjà décidée plus haut.", "This pair is already decided above."),
    Text("Gardez une seule décision.", "Keep one decision only."),
)
_NAME_TWICE = (
    Text("Ce nom est déjà donné plus haut.", "This name is already given above."),
    Text("Gardez-le une seule fois.", "Keep it only once."),
)
_GROUP = (
    Text("Un groupe se décrit par un nom et un type.", "A group has a name and a type."),
    Text(
        "Écrivez « - name: … », « type: … » et, au besoin, « source_url: … ».",
        "Write “- name: …”, “type: …” and, if need be, “source_url: …”.",
    ),
)
_COUNTS = (
    Text("Un compte attendu a un min et un max.", "An expected count has a min and a max."),
    Text("Écrivez « Case: {min: 95, max: 98} ».", "Write “Case: {min: 95, max: 98}”."),
)
