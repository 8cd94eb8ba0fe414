"""The pages of contributions: what was sent, what is wrong with it, what it would change.

Models only: who may do what has been decided before, and is told here as the actions shown.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from loaders.contributions import Contribution, Event
from loaders.deciding import Assessment
from loaders.difference import FieldChange
from loaders.loading import Plan
from ontology.errors import Finding, RecordError
from queries.changes import SHOWN, Change

__all__ = [
    "CODING",
    "DIFFERENCES",
    "NAMES",
    "PATH",
    "PLANNING",
    "SENTENCES",
    "STUDY",
    "Altered",
    "Fault",
    "Listed",
    "Refused",
    "Shown",
    "actions_of",
    "faults_of",
    "listed",
    "mended_at",
    "refused_of",
    "shown_of",
]

PATH: Final = "/contribuer"
STUDY: Final = f"{PATH}/etude"
CODING: Final = f"{PATH}/codage"
DIFFERENCES: Final = f"{CODING}/differences"
SENTENCES: Final = f"{PATH}/phrases"
NAMES: Final = f"{PATH}/noms"
PLANNING: Final = f"{PATH}/plan"
_FAULTS: Final = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list of contributions."""

    name: str
    href: str
    kind: str
    state: str
    by: str
    sent: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in words: where it stands, as its author knows the place.

    `href` leads to the page where it is mended, "" where that is the file itself.
    """

    sheet: str
    row: int | None
    column: str
    value: str
    rule: str
    cure: str
    href: str


@dataclass(frozen=True, slots=True)
class Altered:
    """One record that would change, field by field."""

    path: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One kind of change: its headline, its first items and the others."""

    headline: str
    first: tuple[str, ...]
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """What would be taken out of the record, and why, in the words of whoever asks for it."""

    name: str
    because: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The page of one contribution; `more` counts faults that are not listed."""

    listed: Listed
    sha256: str
    events: tuple[Event, ...]
    faults: tuple[Fault, ...]
    more: int
    changes: tuple[Told, ...]
    altered: tuple[Altered, ...]
    gone: tuple[Gone, ...]
    stale: tuple[str, ...]
    empty: bool
    fingerprint: str
    actions: frozenset[str]
    workbook: str
    edit: str

    @property
    def speaks(self) -> bool:
        """Tell whether one of the actions needs words."""
        return not self.actions.isdisjoint({"ask", "answer", "refuse", "undo"})


def listed(one: Contribution, language: str) -> Listed:
    """Return a contribution as a line of a list."""
    href = f"/{language}{PATH}/envoi/{one.id}"
    return Listed(one.name, href, one.kind, one.state, one.by, one.sent)


def faults_of(findings: Sequence[Finding], language: str) -> tuple[Fault, ...]:
    """Return the faults in the words of a language, as they are listed."""
    return tuple(
        Fault(
            each.where.partition("!")[2] or each.where,
            each.line,
            each.field,
            each.value,
            each.rule.in_language(language),
            each.cure.in_language(language),
            mended_at(each, language),
        )
        for each in findings
    )


def mended_at(finding: Finding, language: str) -> str:
    """Return the page where a fault is mended, "" where that is the file itself."""
    if finding.code != "identity-undecided":
        return ""
    return f"/{language}{NAMES}?{urlencode({'nom': finding.value})}"


@dataclass(frozen=True, slots=True)
class Refused:
    """What was sent and cannot be taken: in a word, fault by fault, and what to do."""

    summary: str
    faults: tuple[Fault, ...]
    cure: str


def refused_of(error: RecordError, language: str) -> Refused:
    """Return a refusal in the words of a language."""
    faults = faults_of(error.findings[:_FAULTS], language)
    return Refused(error.summary.in_language(language), faults, error.cure.in_language(language))


def actions_of(
    one: Contribution, found: Assessment | None, *, mine: bool, reviewer: bool
) -> frozenset[str]:
    """Return what may be done to a contribution; `found` is None for one that is decided."""
    told: Collection[str] = ()
    if found is None:
        told = {"undo"} if one.state == "accepted" and reviewer else ()
    else:
        sender = {"draft": {"withdraw"}, "waiting": {"withdraw"}, "asked": {"withdraw", "answer"}}
        judge = {"waiting": {"ask", "refuse"}, "asked": {"refuse"}}
        told = {
            *(sender.get(one.state, ()) if mine else ()),
            *(judge.get(one.state, ()) if reviewer else ()),
            *({"send"} if one.state == "draft" and mine and found.fit else ()),
            *({"accept"} if _acceptable(one, mine=mine) and reviewer and found.fit else ()),
            *({"refresh"} if found.stale and not found.findings else ()),
        }
    return frozenset(told)


def _acceptable(one: Contribution, *, mine: bool) -> bool:
    return one.state == "waiting" or (one.state == "draft" and mine)


def shown_of(
    one: Contribution,
    found: Assessment | None,
    changes: Sequence[Change],
    actions: frozenset[str],
    language: str,
    *,
    mine: bool,
) -> Shown:
    """Return the page of a contribution."""
    line = listed(one, language)
    findings = found.findings if found else ()
    marked = one.kind in {"workbook", "coding", "plan"} and one.open
    form = one.kind == "form" and one.open and mine
    return Shown(
        listed=line,
        sha256=one.sha256,
        events=one.events,
        faults=faults_of(findings[:_FAULTS], language),
        more=max(0, len(findings) - _FAULTS),
        changes=tuple(_told(each, language) for each in changes),
        altered=_altered(found.plan if found else None),
        gone=_gone(found.plan if found else None),
        stale=found.stale if found else (),
        empty=bool(found and not found.findings and not found.fingerprint),
        fingerprint=found.fingerprint if found else "",
        actions=actions,
        workbook=f"{line.href}/classeur.xlsx" if marked else "",
        edit=f"/{language}{PATH}/cas?envoi={one.id}" if form else "",
    )


def _altered(plan: Plan | None) -> tuple[Altered, ...]:
    changed = plan.difference.changed if plan else ()
    return tuple(Altered(each.path, each.fields) for each in changed)


def _gone(plan: Plan | None) -> tuple[Gone, ...]:
    if plan is None or plan.before is None or plan.after is None:
        return ()
    held = len(plan.before.history.history)
    return tuple(
        Gone(thing.name, event.because)
        for event in plan.after.history.history[held:]
        for thing in event.things
        if thing.now is None
    )


def _told(change: Change, language: str) -> Told:
    items = tuple(each.in_language(language) for each in change.items)
    return Told(change.headline.in_language(language), items[:SHOWN], items[SHOWN:])
