"""What the record would make of a filled form: its faults, its files, and what came between.

A form is judged as a load is, on the record as it would be: nothing is written, and every fault
stands at the field of the form that it is about.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from loaders.case_assignments import Coding
from loaders.case_form.entered import Entered
from loaders.case_form.filled import Filled, People, filled
from loaders.difference import FieldChange, difference
from loaders.faults import Spot
from loaders.identities import Decisions
from loaders.loading import plan
from loaders.participants import Participants
from loaders.records import CaseRecord, OrganisationRecord, PersonRecord
from loaders.recordset import Entry, RecordSet
from loaders.rewriting import plain
from loaders.shapes import read_shape
from loaders.writing import canonical_yaml
from ontology.errors import Finding, RecordError, Text
from ontology.vocabulary import Vocabulary, fold

__all__ = ["Checked", "changed_since", "checked_case", "held_case"]

# Items are named after their case, whose fault is told.
_AFTER_CASE: Final = re.compile(r"items\.\d+\.id")


@dataclass(frozen=True, slots=True)
class Checked:
    """What a form says, what is wrong with it, and the files it would be, none if it is wrong."""

    said: Filled
    findings: Sequence[Finding]
    files: Mapping[str, bytes]


def held_case(record: RecordSet, slug: str) -> Entry | None:
    """Return the case of that identifier, None where there is none."""
    path = f"cases/{slug}.yaml"
    return next((entry for entry in record.entries if entry.path == path), None)


def checked_case(
    entered: Entered, correcting: str, record: RecordSet, vocabulary: Vocabulary, coding: Coding
) -> Checked:
    """Return what a form says of a case; `correcting` is the case it corrects, "" for none.

    `coding` says who codes what the form classifies, and when.
    """
    held = held_case(record, correcting) if correcting else None
    before = held.record if held is not None and isinstance(held.record, CaseRecord) else None
    said = filled(entered, _people(record), before, coding)
    slug = str(said.case.get("case", ""))
    findings = [*said.findings, *_shape_faults(entered, said)]
    if slug.startswith("_"):
        # The words `_T` and `_Z` are identifiers, and no name of a file.
        findings.append(Spot("", None, "case").fault("slug-form", *_NAMELESS, slug))
    if findings:
        return Checked(said, findings, {})
    files = {f"{slug}.yaml": canonical_yaml(_tidy(said.case)).encode()}
    for each in said.organisations:
        files[f"{each['organisation']}.yaml"] = canonical_yaml(each).encode()
    return Checked(said, _plan_faults(record.root, vocabulary, files), files)


def _shape_faults(entered: Entered, said: Filled) -> list[Finding]:
    """Return what is missing or has no form, each told once."""
    _, faults = read_shape(said.case, {}, CaseRecord, "")
    # What a name means is told once: the field that stayed empty for it is no second fault.
    told = {each.field.rpartition(".")[0] for each in said.findings}
    # An alliance that is not told is the case's own, whose fault is told.
    own = set() if entered.one("alliance") else {"alliance"}
    return [
        _worded(each)
        for each in faults
        if each.field.rpartition(".")[0] not in told
        and each.field not in own
        and not _AFTER_CASE.fullmatch(each.field)
    ]


def _worded(fault: Finding) -> Finding:
    """Return a fault in words of a form: what YAML calls a missing key is an empty field."""
    empty = fault.code in {"key-missing", "value-empty"}
    return replace(fault, rule=_EMPTY[0], cure=_EMPTY[1]) if empty else fault


def _people(record: RecordSet) -> People:
    organisations = Participants(
        record.of(OrganisationRecord), record.groups, Decisions(record.identities)
    )
    persons = {
        fold(name): each.person
        for each in record.of(PersonRecord)
        for name in (each.name, *each.aliases)
    }
    return People(organisations, persons)


def _tidy(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data as the record writes it: defaults left out, lists as lists."""
    return dict(plain(CaseRecord.model_validate(data)))


def _plan_faults(
    root: Path, vocabulary: Vocabulary, files: Mapping[str, bytes]
) -> Sequence[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in files]
        for path in paths:
            path.write_bytes(files[path.name])
        try:
            plan(paths, root, vocabulary)
        except RecordError as error:
            return error.findings
    return ()


def changed_since(record: RecordSet, said: Filled, path: str) -> tuple[FieldChange, ...]:
    """Return where the case of the record and that of the form differ."""
    entry = next((each for each in record.entries if each.path == path), None)
    if entry is None:
        return ()
    ours = plain(CaseRecord.model_validate(said.case))
    found = difference({path: plain(entry.record)}, {path: ours})
    return found.changed[0].fields if found.changed else ()


_NAMELESS: Final = (
    Text("Ceci n'est pas un identifiant de cas.", "This is no identifier of a case."),
    Text(
        "Écrivez-le en minuscules, chiffres et tirets.",
        "Write it in small letters, digits and hyphens.",
    ),
)
_EMPTY: Final = (
    Text("Ce champ est à remplir.", "This field is required."),
    Text("Dites ce que la source dit.", "Say what the source says."),
)
