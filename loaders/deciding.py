"""What becomes of a contribution: sent, asked about, refused, accepted, undone.

Nothing is accepted unseen. What is accepted bears the fingerprint of the difference that the
reviewer was shown, made again from the record as it is; files that have changed since the sender
saw them refuse it. The record, the journal and the contribution's own state then change in one
write, which also leaves beside it, until it is done, what it replaces: a process that is killed
leaves either all or nothing (`loaders.writing`). Who may do what is for the door to say.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from loaders.audit import audit
from loaders.contribution_journal import JOURNAL, journal_with
from loaders.contribution_kinds import CODER, planned
from loaders.contributions import Contribution, Contributions, Event
from loaders.counting import grown, shrunk
from loaders.directory import read_directory
from loaders.faults import refusal
from loaders.history import HISTORY
from loaders.loading import Plan
from loaders.lookups import COUNTS
from loaders.undoing import restored, retiring
from ontology.errors import ConflictError, Finding, RecordError, Text
from ontology.vocabulary import Vocabulary

__all__ = [
    "CODER",
    "Assessment",
    "Deed",
    "accept",
    "answer",
    "ask",
    "assess",
    "refresh",
    "refuse",
    "send",
    "undo",
    "withdraw",
]

# An acceptance that another one overtook is worked out again so often.
_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does something, when (ISO, UTC), what is said of it, and the fingerprint shown."""

    who: str
    when: str
    text: str = ""
    base: str = ""

    def event(self, what: str) -> Event:
        """Return it as a step in the story of a contribution."""
        return Event(self.who, self.when, what, self.text)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a contribution would do to the record as it is, or why it cannot.

    `fingerprint` stands for the difference, "" where there is none; `stale` names files that
    have changed since the sender saw them.
    """

    plan: Plan | None
    findings: tuple[Finding, ...]
    fingerprint: str
    stale: tuple[str, ...]

    @property
    def fit(self) -> bool:
        """Tell whether it could be accepted now."""
        return bool(self.fingerprint) and not self.stale


def assess(box: Contributions, one: Contribution, vocabulary: Vocabulary) -> Assessment:
    """Read what was sent against the record as it is; nothing is written."""
    try:
        found = planned(box, one, vocabulary)
    except RecordError as error:
        return Assessment(None, error.findings, "", box.stale(one))
    stale = {*box.stale(one), *_unseen(found, one)}
    return Assessment(found, (), _fingerprint(found), tuple(sorted(stale)))


def _unseen(found: Plan, one: Contribution) -> Iterable[str]:
    """Yield the files that it would change and its sender never saw."""
    changed = (each.path for each in found.difference.changed)
    # A difference may name parts of one file, as the lines of the plan.
    return (path for path in changed if path in found.texts and path not in one.seen)


def _fingerprint(found: Plan) -> str:
    if found.difference.empty:
        return ""
    told = json.dumps(sorted(found.texts.items()), ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def refresh(
    box: Contributions, one: Contribution, vocabulary: Vocabulary
) -> tuple[Contribution, Assessment]:
    """Take the record as it is for what the sender has seen, and return the new assessment."""
    found = assess(box, one, vocabulary)
    if found.plan is None:
        return one, found
    seen = {path: box.digest(path) for path in found.plan.texts}
    if seen == dict(one.seen):
        return one, found
    changed = box.change(one, replace(one, seen=seen))
    return changed, replace(found, stale=())


def send(box: Contributions, one: Contribution, vocabulary: Vocabulary, deed: Deed) -> Contribution:
    """Put a draft before the reviewers, as its sender was shown it."""
    _only(one, "draft")
    _shown(assess(box, one, vocabulary), deed.base)
    return box.change(one, one.then("waiting", deed.event("sent")))


def ask(box: Contributions, one: Contribution, deed: Deed) -> Contribution:
    """Ask the sender something."""
    _only(one, "waiting")
    return box.change(one, one.then("asked", _spoken(deed).event("asked")))


def answer(box: Contributions, one: Contribution, deed: Deed) -> Contribution:
    """Answer what the reviewer asked."""
    _only(one, "asked")
    return box.change(one, one.then("waiting", _spoken(deed).event("answered")))


def refuse(box: Contributions, one: Contribution, deed: Deed) -> Contribution:
    """Refuse it for a reason, which its sender reads."""
    _only(one, "waiting", "asked")
    return box.change(one, one.then("refused", _spoken(deed).event("refused")))


def withdraw(box: Contributions, one: Contribution, deed: Deed) -> Contribution:
    """Take back what has not been decided."""
    _only(one, "draft", "waiting", "asked")
    return box.change(one, one.then("withdrawn", deed.event("withdrawn")))


def accept(
    box: Contributions, one: Contribution, vocabulary: Vocabulary, deed: Deed
) -> Contribution:
    """Make it part of the record, as the reviewer was shown it.

    Raise ConflictError, nothing being written, when the record has changed under it.
    """
    _only(one, "draft", "waiting")
    for attempt in range(_TRIES):
        journal = {JOURNAL: box.digest(JOURNAL), COUNTS: box.digest(COUNTS)}
        found = _shown(assess(box, one, vocabulary), deed.base)
        done = one.then(
            "accepted",
            deed.event("accepted"),
            before={path: _text(box, path) for path in found.texts},
            after={path: _digest(text) for path, text in found.texts.items()},
        )
        told = journal_with(
            box.root, one, "accepted", deed.who, deed.when, records=tuple(sorted(found.texts))
        )
        expected = {path: _digest(text) for path, text in done.before.items()}
        try:
            texts = {**found.texts, JOURNAL: told, **_counts(box, grown)}
            return box.change(one, done, texts, {**expected, **journal})
        except ConflictError as error:
            # Another acceptance or a build came first: what this one changes may be as it was.
            if not set(error.paths) <= {JOURNAL, COUNTS} or attempt == _TRIES - 1:
                raise
    raise AssertionError("the last attempt returns or raises")


def undo(box: Contributions, one: Contribution, vocabulary: Vocabulary, deed: Deed) -> Contribution:
    """Give the record back the files as they were before; refused if one has changed since.

    Identifiers that this takes away are retired in the journal of identifiers, as everywhere.
    """
    _only(one, "accepted")
    deed = _spoken(deed)
    if any(box.digest(path) != digest for path, digest in one.after.items()):
        raise ConflictError(*_SINCE, tuple(one.after))
    expected = {path: box.digest(path) for path in (JOURNAL, HISTORY, COUNTS)} | {**one.after}
    record = read_directory(box.root, vocabulary)
    result = replace(record, entries=restored(record, one))
    faults = audit(result.entries, vocabulary)
    if faults:
        raise refusal(faults)
    texts: dict[str, str | bytes | None] = {**one.before, **_counts(box, shrunk)}
    history = retiring(record, result, vocabulary, when=deed.when, because=deed.text)
    if history:
        texts[HISTORY] = history
    texts[JOURNAL] = journal_with(
        box.root,
        one,
        "undone",
        deed.who,
        deed.when,
        records=tuple(sorted(one.after)),
        because=deed.text,
    )
    return box.change(one, one.then("undone", deed.event("undone")), texts, expected)


def _counts(box: Contributions, change: Callable[[str], str]) -> dict[str, str]:
    """Return the file of expected counts as `change` makes it, if there is one."""
    text = _text(box, COUNTS)
    return {COUNTS: change(text)} if text is not None else {}


def _only(one: Contribution, *states: str) -> None:
    if one.state not in states:
        raise ConflictError(*_DECIDED, (one.path,))


def _shown(found: Assessment, base: str) -> Plan:
    """Return the plan if it is the one that was shown; raise what stands against it."""
    if found.findings:
        raise refusal(found.findings)
    if found.plan is None or not found.fingerprint:
        raise RecordError(*_NOTHING)
    if found.stale or found.fingerprint != base:
        raise ConflictError(*_OTHER, found.stale)
    return found.plan


def _spoken(deed: Deed) -> Deed:
    """Return the deed with its words on one line; it must have some."""
    told = " ".join(deed.text.split())
    if not told:
        raise RecordError(*_WORDLESS)
    if len(told) > _LONGEST:
        raise RecordError(*_WORDY)
    return replace(deed, text=told)


def _text(box: Contributions, path: str) -> str | None:
    file = box.root / path
    return file.read_text("utf-8") if file.exists() else None


def _digest(text: str | None) -> str:
    return hashlib.sha256(text.encode()).hexdigest() if text is not None else ""


_LONGEST: Final = 2000
_DECIDED: Final = (
    Text("Cette contribution a changé d'état entre-temps.", "Its state has changed meanwhile."),
    Text("Rouvrez-la.", "Open it again."),
)
_NOTHING: Final = (
    Text("Cette contribution ne change rien.", "This contribution changes nothing."),
    Text("Complétez-la, ou retirez-la.", "Complete it, or withdraw it."),
)
_OTHER: Final = (
    Text(
        "Quelqu'un a changé les mêmes fiches entre-temps.",
        "Somebody has changed the same records meanwhile.",
    ),
    Text("Relisez la différence, puis décidez.", "Read the difference again, then decide."),
)
_SINCE: Final = (
    Text(
        "Ces fiches ont changé depuis l'acceptation.",
        "These records have changed since the acceptance.",
    ),
    Text(
        "Défaites d'abord ce qui a suivi, ou corrigez par une nouvelle contribution.",
        "Undo first what came after, or mend it by another contribution.",
    ),
)
_WORDLESS: Final = (
    Text("Il manque votre raison ou votre question.", "Your reason or question is missing."),
    Text("Écrivez une phrase.", "Write a sentence."),
)
_WORDY: Final = (
    Text(f"Plus de {_LONGEST} caractères.", f"More than {_LONGEST} characters."),
    Text("Raccourcissez.", "Make it shorter."),
)
