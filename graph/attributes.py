"""What things of the network share: attributes to group them by, whatever the graph says.

Every relation of the ontology from a thing to a notion is an attribute, so that a relation added
tomorrow groups without code; a few go one step further (a domain's axis, a place's region, the
family of a type of actor), and a few come from the ties themselves (statuses, impacts, sources).
An actor also has what its alliances have. It refuses to choose: who has two values keeps both.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from graph.network_model import Tie
from ontology.errors import Text
from ontology.iris import reference_of
from ontology.terms import AL, SKOS

__all__ = ["Attributes", "Shared", "attribute_name", "attributes_of", "names_of_values"]

Attributes: TypeAlias = Mapping[str, Mapping[str, tuple[str, ...]]]
Shared: TypeAlias = tuple[str, str, str]

# Relations under the names that addresses and files use; any other is called by its own name.
_NAMED: Final = {
    AL.actorType.value: "actor-type",
    AL.participantType.value: "actor-type",
    SKOS.topConceptOf.value: "actor-family",
    AL.inCategory.value: "category",
    AL.addressesDomain.value: "domain",
    AL.inAxis.value: "axis",
    AL.inTerritory.value: "territory",
    AL.partOfTerritory.value: "region",
    AL.startYear.value: "start",
}
# What an actor has from its alliances.
_TAKEN_OVER: Final = (
    "category", "domain", "axis", "territory", "region", "territory-level", "start",
)  # fmt: skip
_SPAN: Final = 5
_COUNTS: Final = ((1, "1"), (2, "2"), (5, "3-5"))
_MOST: Final = "6+"


def attribute_name(relation: str) -> str:
    """Return the name of an attribute: small letters and hyphens, as addresses write it."""
    if relation in _NAMED:
        return _NAMED[relation]
    local = re.split(r"[/#]", relation)[-1]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", local).lower()


def attributes_of(rows: Iterable[Shared], ties: Iterable[Tie]) -> Attributes:
    """Return, by thing and by attribute, the values it has, sorted.

    `rows` are (thing, relation, value) as `attributes.rq` gives them. A value is an IRI, a span
    of years ("2010-2014") or a count of alliances ("3-5").
    """
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for thing, relation, value in rows:
        name = attribute_name(relation)
        found[thing][name].add(_span(int(value)) if name == "start" else value)
    alliances: dict[str, set[str]] = defaultdict(set)
    for tie in ties:
        _told_by(tie, found)
        if tie.kind == "participation":
            alliances[tie.start].add(tie.end)
    for actor, many in alliances.items():
        found[actor]["alliances"].add(_counted(len(many)))
        for one in many:
            for name in _TAKEN_OVER:
                if name in found[one]:
                    found[actor][name] |= found[one][name]
    return {
        iri: {name: tuple(sorted(values)) for name, values in sorted(held.items())}
        for iri, held in found.items()
    }


def names_of_values(values: Iterable[str]) -> dict[str, Text]:
    """Return what the values are called that are no things of the graph."""
    return {one: _called(one) for one in values if re.fullmatch(r"[\d+-]+", one)}


def _told_by(tie: Tie, found: Mapping[str, dict[str, set[str]]]) -> None:
    for end in (tie.start, tie.end):
        found[end]["source"].update(tie.sources)
        if tie.status:
            found[end]["status"].add(tie.status.iri)
    if tie.status and (reference_of(tie.end) or "").startswith("impact/"):
        found[tie.start]["impact"].add(tie.end)


def _span(year: int) -> str:
    first = year - year % _SPAN
    return f"{first}-{first + _SPAN - 1}"


def _counted(many: int) -> str:
    return next((name for most, name in _COUNTS if many <= most), _MOST)


def _called(value: str) -> Text:
    if re.fullmatch(r"\d{4}-\d{4}", value):
        return Text(value.replace("-", "–"), value.replace("-", "–"))
    if value == _MOST:
        return Text("6 alliances et plus", "6 alliances or more")
    some = value.replace("-", "–")
    if value == "1":
        return Text("1 alliance", "1 alliance")
    return Text(f"{some} alliances", f"{some} alliances")
