"""The form of a case as the page draws it: every field with its choices, its help and its faults.

Nothing here needs a script: a row is added by a button that sends the form and gets it back. What
was typed is never lost, whatever is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from explorer.messages import Messages
from loaders.case_form.entered import Entered
from loaders.case_form.fields import ROWS, SINGLE, Field
from loaders.records import DocumentRecord, OrganisationRecord
from loaders.recordset import RecordSet
from ontology.errors import Finding
from ontology.vocabulary import Vocabulary

__all__ = ["CaseForm", "Drawn", "Part", "Sources", "case_form", "fresh"]

# Group -> rows that an empty form offers.
_OFFERED: Final = {"partners": 2, "categories": 1, "domains": 1, "within": 1, "items": 1}
_MOST_ROWS: Final = 99
# What the form asks, in its order: a title, and single fields or rows of a group.
_PARTS: Final[tuple[tuple[str, tuple[str, ...], str], ...]] = (
    ("what", ("name", "case", "kind", "alliance", "summary.fr", "summary.en"), ""),
    (
        "source",
        ("source.url", "source.title", "source.date", "source.others", "source.document",
         "passage"),
        "",
    ),
    ("partners", (), "partners"),
    ("categories", (), "categories"),
    ("domains", (), "domains"),
    ("place", ("place.label", "place.level", "place.basis"), "within"),
    ("dates", ("start", "end", "sdg"), ""),
    ("items", (), "items"),
    ("care", ("cautions", "notes"), ""),
)  # fmt: skip
# Fields of the record -> the field of the form that a fault of them stands at.
_PLACES: Final = (
    (re.compile(r"^partners\.(\d+)\.(?:organisation|person|group)$"), r"partners.\1.name"),
    (re.compile(r"^partners\.(\d+)$"), r"partners.\1.name"),
    (re.compile(r"^partners$"), "partners.0.name"),
    (re.compile(r"^place\.within\.(\d+)$"), r"within.\1.territory"),
    (re.compile(r"^place$"), "place.label"),
    (re.compile(r"^(categories|domains)\.(\d+)$"), r"\1.\2.concept"),
    (re.compile(r"^items\.(\d+)$"), r"items.\1.text"),
    (re.compile(r"^summary$"), "summary.fr"),
    (re.compile(r"^source$"), "source.url"),
    (re.compile(r"^source\.others.*$"), "source.others"),
    (re.compile(r"^(sdg|cautions)\.\d+$"), r"\1"),
    (re.compile(r"^(items\.\d+\.cautions)\.\d+$"), r"\1"),
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One field: `options` are value and text; `faults` say what is wrong and what to do."""

    name: str
    kind: str
    label: str
    help: str
    must: bool
    values: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    listed: bool
    faults: tuple[str, ...]

    @property
    def value(self) -> str:
        """Return what a field of one value holds."""
        return self.values[0] if self.values else ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the form; `group` is "" where it has no rows."""

    key: str
    fields: tuple[Drawn, ...]
    group: str
    rows: tuple[tuple[Drawn, ...], ...]


@dataclass(frozen=True, slots=True)
class CaseForm:
    """The whole form; `elsewhere` holds faults that stand at no field."""

    parts: tuple[Part, ...]
    organisations: tuple[str, ...]
    summary: tuple[tuple[str, str, str], ...]
    elsewhere: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """What the choices of a form are made of, and the sentences around them."""

    record: RecordSet
    vocabulary: Vocabulary
    messages: Messages


def fresh() -> Entered:
    """Return the form of a new case."""
    single = {"kind": ["partnership"], "place.basis": ["stated"], "cautions": ["single-classifier"]}
    return Entered(single, {})


def case_form(
    entered: Entered, sources: Sources, findings: Sequence[Finding], more: str = ""
) -> CaseForm:
    """Return the form filled as `entered`, with `findings` at their fields.

    `more` names the group that gets one more row.
    """
    drawer = _Drawer(sources, findings)
    parts = tuple(drawer.part(*each, entered=entered, more=more) for each in _PARTS)
    drawn = [
        one for part in parts for one in (*part.fields, *(one for row in part.rows for one in row))
    ]
    names = {one.name for one in drawn}
    language = sources.messages.language
    names_of_organisations = sorted(each.name for each in sources.record.of(OrganisationRecord))
    return CaseForm(
        parts,
        tuple(names_of_organisations),
        tuple((one.name, one.label, fault) for one in drawn for fault in one.faults),
        tuple(
            dict.fromkeys(
                each.in_language(language) for each in findings if _place(each.field) not in names
            )
        ),
    )


def _place(name: str) -> str:
    for pattern, there in _PLACES:
        if pattern.match(name):
            return pattern.sub(there, name)
    return name


class _Drawer:
    """Draws fields with their choices in one language."""

    def __init__(self, sources: Sources, findings: Sequence[Finding]) -> None:
        self._record = sources.record
        self._vocabulary = sources.vocabulary
        self._messages = messages = sources.messages
        self._options: dict[str, tuple[tuple[str, str], ...]] = {}
        self._faults: dict[str, list[str]] = {}
        for each in findings:
            rule, cure = (text.in_language(messages.language) for text in (each.rule, each.cure))
            self._faults.setdefault(_place(each.field), []).append(f"{rule} {cure}")

    def part(
        self, key: str, names: tuple[str, ...], group: str, *, entered: Entered, more: str
    ) -> Part:
        fields = {each.name: each for each in SINGLE}
        return Part(
            key,
            tuple(self._drawn(fields[name], name, name, entered.single) for name in names),
            group,
            tuple(self._rows(group, entered, more=more)) if group else (),
        )

    def _rows(self, group: str, entered: Entered, *, more: str) -> list[tuple[Drawn, ...]]:
        held = entered.rows.get(group, [])
        number = min(max(len(held), _OFFERED[group]) + (more == group), _MOST_ROWS)
        rows: list[Mapping[str, Sequence[str]]] = [*held, *({} for _ in range(number - len(held)))]
        return [
            tuple(
                self._drawn(each, f"{group}.{place}.{each.name}", f"{group}.{each.name}", row)
                for each in ROWS[group]
            )
            for place, row in enumerate(rows[:number])
        ]

    def _drawn(
        self, spec: Field, name: str, message: str, values: Mapping[str, Sequence[str]]
    ) -> Drawn:
        messages = self._messages
        helped = f"case_form.{message}.help"
        return Drawn(
            name=name,
            kind=spec.kind,
            label=messages(f"case_form.{message}"),
            help=messages(helped) if messages.has(helped) else "",
            must=spec.must,
            values=tuple(values.get(spec.name, ())),
            options=self._choices(spec) if spec.kind in {"choice", "choices"} else (),
            listed=spec.source == "organisations",
            faults=tuple(dict.fromkeys(self._faults.get(name, ()))),
        )

    def _choices(self, spec: Field) -> tuple[tuple[str, str], ...]:
        if spec.source not in self._options:
            self._options[spec.source] = tuple(self._words(spec.source))
        return self._options[spec.source]

    def _words(self, source: str) -> list[tuple[str, str]]:
        if source.startswith("="):
            return [(word, self._messages(f"case_form.={word}")) for word in source[1:].split()]
        if source == "documents":
            titles = self._record.of(DocumentRecord)
            return [(each.document, each.title) for each in titles]
        schemes = source.removeprefix("scheme:").split()
        english = self._messages.language == "en"
        return [
            (
                f"{scheme}/{concept.slug}" if len(schemes) > 1 else concept.slug,
                concept.en if english else concept.fr,
            )
            for scheme in schemes
            for concept in self._vocabulary.concepts(scheme)
            if not concept.slug.startswith("_")
        ]
