"""Every error this software raises on purpose, in one tree.

It stands in the lowest room so that any room may raise and any door (terminal, HTTP) may
translate. A summary says what happened, a cure says how to mend it, each in French and
English; nothing here formats for a screen, and no message may carry a stranger's path or
stack.

    AlliancesError
    |-- VocabularyError        a term, scheme or concept that does not exist
    |-- RecordError            records that cannot be accepted; carries every finding at once
    |   |-- BusyError          somebody else is writing the record
    |   |-- ConflictError      what was read has been changed by somebody else since
    |   `-- GateError          a graph that was built but may not be published
    |-- StoreError             a store or snapshot that is missing, locked or damaged
    |-- QueryError             a question, parameter or export that cannot be answered
    |   `-- RefusedViewError   a view that cannot be shown or written whole
    |-- NotHeldError           something asked for that the graph does not hold
    |   `-- GoneError          something the graph held and that was retracted
    |-- ForbiddenError         something that whoever asks may not do
    `-- SettingsError          a setting that cannot be used
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

__all__ = [
    "AlliancesError",
    "BusyError",
    "ConflictError",
    "Finding",
    "ForbiddenError",
    "GateError",
    "GoneError",
    "NotHeldError",
    "QueryError",
    "RecordError",
    "RefusedViewError",
    "SettingsError",
    "StoreError",
    "Text",
    "VocabularyError",
]


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence for a person, in both languages."""

    fr: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the sentence in `language` ("fr" or "en"); anything else reads French."""
        return self.en if language == "en" else self.fr


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault in one place: what, where, which rule, and how to mend it.

    `where` names a file as its reader knows it; `line` counts from 1 (a spreadsheet row
    counts the header as row 1); `field` is the dotted path or column; `value` is quoted as
    found and cut to 80 characters when shown.
    """

    code: str
    rule: Text
    cure: Text
    where: str = ""
    line: int | None = None
    field: str = ""
    value: str = ""

    def in_language(self, language: str) -> str:
        """Return `place: rule (value) -> cure` as one line of text."""
        place = ":".join(part for part in (self.where, str(self.line or ""), self.field) if part)
        value = self.value if len(self.value) <= 80 else f"{self.value[:79]}…"
        shown = f" « {value} »" if value else ""
        head = f"{place}: " if place else ""
        return f"{head}{self.rule.in_language(language)}{shown} → {self.cure.in_language(language)}"


class AlliancesError(Exception):
    """Anything we refuse on purpose; `status_hint` is the HTTP status a door should use."""

    status_hint: ClassVar[int] = 500

    def __init__(self, summary: Text, cure: Text) -> None:
        super().__init__(summary.en)
        self.summary = summary
        self.cure = cure

    def in_language(self, language: str) -> str:
        """Return summary and cure as text for a person."""
        return f"{self.summary.in_language(language)}\n{self.cure.in_language(language)}"


class VocabularyError(AlliancesError):
    """A term, scheme or concept that does not exist."""

    status_hint = 404


class RecordError(AlliancesError):
    """Records that cannot be accepted; `findings` holds every fault, not only the first."""

    status_hint = 422

    def __init__(self, summary: Text, cure: Text, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(summary, cure)
        self.findings = findings

    def in_language(self, language: str) -> str:
        """Return the summary, every finding on a line of its own, then the cure."""
        lines = [finding.in_language(language) for finding in self.findings]
        return "\n".join(
            [self.summary.in_language(language), *lines, self.cure.in_language(language)]
        )


class ConflictError(RecordError):
    """What a change was made from has changed since; `paths` names the files."""

    status_hint = 409

    def __init__(self, summary: Text, cure: Text, paths: tuple[str, ...] = ()) -> None:
        super().__init__(summary, cure)
        self.paths = paths


class BusyError(RecordError):
    """Somebody else is writing the record; what was asked for can be tried again soon."""

    status_hint = 503


class StoreError(AlliancesError):
    """A store or snapshot that is missing, locked or damaged."""

    status_hint = 503


class GateError(RecordError):
    """A graph that was built but may not be published."""

    status_hint = 500


class QueryError(AlliancesError):
    """A question, parameter or export that cannot be answered as asked."""

    status_hint = 400


class RefusedViewError(QueryError):
    """A view that cannot be shown or written whole; its words are meant for whoever asked."""


class NotHeldError(AlliancesError):
    """Something asked for that the graph does not hold."""

    status_hint = 404


class GoneError(NotHeldError):
    """Something the graph held and that was retracted; the cure says why."""

    status_hint = 410


class ForbiddenError(AlliancesError):
    """Something that whoever asks may not do; its words are meant for them."""

    status_hint = 403


class SettingsError(AlliancesError):
    """A setting that cannot be used."""
