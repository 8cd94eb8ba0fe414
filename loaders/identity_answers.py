"""What somebody says of two names that look alike, on its way into `identities.yaml`.

The first name is one that the record knows, the second the one that was met: *same* makes the
second another name of the first, *different* lets both stand. A pair is decided once; two names
that both have a record are joined by a merge, which says what becomes of their addresses, and not
here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from loaders.difference import difference
from loaders.faults import Spot, proposal, refusal
from loaders.identities import Decisions, look_alike
from loaders.judgement_records import DecisionFile, Identity
from loaders.loading import Plan
from loaders.lookups import IDENTITIES
from loaders.participants import Participants
from loaders.records import OrganisationRecord
from loaders.recordset import RecordSet
from loaders.rewriting import plain
from loaders.shapes import required_shape
from loaders.writing import canonical_yaml
from loaders.yaml_form import read_yaml
from ontology.errors import Text
from ontology.vocabulary import fold

__all__ = ["alike", "identity_of", "identity_text", "plan_identity"]


def identity_text(told: Mapping[str, str]) -> str:
    """Return the YAML of an answer to be kept; raise RecordError if it has no such form.

    `told` holds `known`, `met`, `decision` and `because`.
    """
    given: dict[str, object] = {
        "names": (told["known"], told["met"]),
        "decision": told["decision"],
        "because": " ".join(told["because"].split()),
    }
    return canonical_yaml(plain(required_shape(given, {}, Identity, "")))


def identity_of(data: bytes, where: str, record: RecordSet) -> Identity:
    """Return what the YAML of an answer says; raise RecordError if it cannot be decided so."""
    content, lines = read_yaml(data, where)
    identity = required_shape(content, lines, Identity, where)
    wrong = _wrong(identity, record)
    if wrong is not None:
        place, code, words = wrong
        raise refusal([Spot(where, field=place).fault(code, *words, identity.names[0])])
    return identity


def _wrong(identity: Identity, record: RecordSet) -> tuple[str, str, tuple[Text, Text]] | None:
    known, met = identity.names
    decisions = Decisions(record.identities)
    held = Participants(record.of(OrganisationRecord), (), Decisions(DecisionFile()))
    if fold(known) == fold(met):
        return "names", "identity-one-name", _ONE_NAME
    if decisions.decided(known, met):
        return "names", "identity-twice", _DECIDED
    if held.organisation(known) is None:
        return "names", "reference-unknown", (_UNKNOWN, proposal(known, held.names()))
    if identity.decision == "same" and held.organisation(met) is not None:
        return "decision", "identity-both-held", _BOTH
    return None


def plan_identity(record: RecordSet, identity: Identity) -> Plan:
    """Return what writing the decision would change."""
    before = record.identities
    after = DecisionFile(identities=(*before.identities, identity))
    told = difference(
        {IDENTITIES: _numbered(before)} if before.identities else {},
        {IDENTITIES: _numbered(after)},
    )
    texts = {IDENTITIES: canonical_yaml(plain(after))}
    return Plan(told, texts, before=record, after=replace(record, identities=after))


def _numbered(file: DecisionFile) -> dict[str, Any]:
    """Return the decisions each by its number, so that a difference tells the new one alone."""
    return {"identities": {number: plain(one) for number, one in enumerate(file.identities)}}


def alike(name: str, record: RecordSet) -> tuple[str, ...]:
    """Return the names and other names of organisations that look like `name`, undecided."""
    decisions = Decisions(record.identities)
    held = (each for one in record.of(OrganisationRecord) for each in (one.name, *one.aliases))
    return tuple(
        each for each in held if look_alike(name, each) and not decisions.decided(name, each)
    )


_ONE_NAME: Final = (
    Text("Ces deux noms n'en font qu'un.", "These two names are one."),
    Text("Il n'y a rien à décider.", "There is nothing to decide."),
)
_DECIDED: Final = (
    Text("Quelqu'un a déjà décidé de ces deux noms.", "Somebody has decided these two names."),
    Text("Il n'y a rien à faire.", "There is nothing to do."),
)
_UNKNOWN: Final = Text(
    "Aucune organisation du dossier ne porte le premier nom.",
    "No organisation of the record has the first name.",
)
_BOTH: Final = (
    Text("Ces deux noms ont chacun leur fiche.", "Each of these names has a record of its own."),
    Text(
        "Demandez à qui tient le dossier de fusionner les deux fiches.",
        "Ask whoever keeps the record to merge the two.",
    ),
)
