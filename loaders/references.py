"""What each field of a record points to.

Records name concepts and things by slug; this table says, field by field, in which scheme or
among which things a slug must exist. `loaders.audit` resolves what is listed here, and a
test compares the table with the shapes, so that a new field cannot escape the check.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from loaders import records
from loaders.faults import Location

__all__ = ["ANY", "OWN", "PASSAGE", "TARGETS", "Pointer", "pointers"]

# A field that names the thing itself, a passage of the same document, or anything at all.
OWN: Final = "own"
PASSAGE: Final = "passage-here"
ANY: Final = "any"

_SCOPE_OF_FIGURE: Final = {
    "unit": "scheme/unit",
    "precision": "scheme/precision",
    "question": "scheme/question",
    "respondent": "scheme/group",
    "target": "scheme/group",
    "subpopulation": "scheme/group",
    "territory": "scheme/territory",
    "domain": "scheme/domain",
    "category": "scheme/category",
    "impact": "scheme/impact",
}

# Shape -> field -> target: `scheme/<scheme>`, `thing/<type>`, OWN, PASSAGE or ANY.
TARGETS: Final[Mapping[type[records.Base], Mapping[str, str]]] = {
    records.Passage: {"id": OWN},
    records.Figure: {
        "id": OWN,
        "passage": PASSAGE,
        **_SCOPE_OF_FIGURE,
        "study": ANY,
        "part_of": "thing/figure",
    },
    records.Claim: {
        "id": OWN,
        "passage": PASSAGE,
        "subject": ANY,
        "relation": "scheme/relation",
        "object": ANY,
        "through": ANY,
        "speaker": ANY,
        "beneficiary": ANY,
        "territory": "scheme/territory",
        "domain": "scheme/domain",
        "figures": "thing/figure",
        "challenged_by": "thing/claim",
        "evidence_level": "scheme/evidence-level",
    },
    records.Place: {"level": "scheme/territory-level", "within": "scheme/territory"},
    records.Assignment: {
        "concept": "assigned",
        "coder": "scheme/coder",
        "confirmed_by": "scheme/coder",
        "passage": "thing/passage",
    },
    records.Partner: {
        "organisation": "thing/organisation",
        "person": "thing/person",
        "type": "scheme/actor-type",
        "role": "scheme/role",
        "passage": "thing/passage",
    },
    records.CaseItem: {
        "id": OWN,
        "object": ANY,
        "speaker": ANY,
        "beneficiary": ANY,
        "passage": "thing/passage",
        "cautions": "scheme/caution",
        "confirmed_by": "scheme/coder",
    },
    records.CaseSource: {"document": "thing/document"},
    records.CaseRecord: {
        "case": OWN,
        "alliance": OWN,
        "passage": "thing/passage",
        "cautions": "scheme/caution",
    },
    records.OrganisationRecord: {
        "organisation": OWN,
        "type": "scheme/actor-type",
        "document": "thing/document",
    },
    records.PersonRecord: {"person": OWN},
    records.StudyScope: {
        "passage": "thing/passage",
        "document": "thing/document",
        "groups": "scheme/group",
        "territories": "scheme/territory",
        "domains": "scheme/domain",
        "questions": "scheme/question",
    },
    records.StudyRecord: {"study": OWN, "part_of": ANY},
    records.EventRecord: {"event": OWN, "kind": "scheme/event-kind"},
    records.ResourceRecord: {"resource": OWN, "kind": "scheme/resource-kind"},
    records.DocumentRecord: {
        "document": OWN,
        "kind": "scheme/document-kind",
        "publisher": "thing/organisation",
        "about": ANY,
        "derived_from": "thing/document",
    },
    records.DiscrepancyRecord: {
        "discrepancy": OWN,
        "severity": "scheme/severity",
        "decided_by": "scheme/coder",
    },
    records.SearchRecord: {"search": OWN, "by": "scheme/coder"},
    records.WebPassage: {"id": OWN},
    records.PageRecord: {"page": OWN},
    records.ComparisonRecord: {
        "comparison": OWN,
        "figures": "thing/figure",
        "decided_by": "scheme/coder",
    },
    records.IndicatorRecord: {
        "indicator": OWN,
        "domain": "scheme/domain",
        "cautions": "scheme/indicator-caution",
        "missing": "scheme/territory",
    },
    records.IndicatorValue: {
        "territory": "scheme/territory",
        "cautions": "scheme/indicator-caution",
    },
    # What an import makes, it names itself.
    records.ImportRecord: {"imported": OWN, "things": OWN},
    records.Crossing: {"matrix": "scheme/matrix", "row": ANY, "column": ANY},
}

# The scheme of `Assignment.concept` is told by the list that holds the assignment.
_ASSIGNED: Final = {"categories": "scheme/category", "domains": "scheme/domain"}


@dataclass(frozen=True, slots=True)
class Pointer:
    """One slug or reference of a record: where it stands and where it must exist."""

    location: Location
    target: str
    value: str


def pointers(record: records.Base, location: Location = ()) -> Iterator[Pointer]:
    """Yield every slug and reference of a record, its own identifiers excepted."""
    targets = TARGETS.get(type(record), {})
    for name in type(record).model_fields:
        value = getattr(record, name)
        place = (*location, name)
        target = targets.get(name)
        if target == OWN or value is None:
            continue
        if target is not None:
            yield from _pointed(
                place, _ASSIGNED[str(location[-2])] if target == "assigned" else target, value
            )
        elif isinstance(value, records.Base):
            yield from pointers(value, place)
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, records.Base):
                    yield from pointers(item, (*place, index))


def _pointed(place: Location, target: str, value: object) -> Iterator[Pointer]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield Pointer((*place, index), target, str(item))
    else:
        yield Pointer(place, target, str(value))
