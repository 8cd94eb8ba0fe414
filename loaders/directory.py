"""The record directory, read as a whole.

Every file is read and every rule checked before anything is refused, so that one run shows
all there is to mend. What is not a record where records stand (another extension, a folder,
a stray file) is refused too: a file that nobody reads is a fact that is lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from loaders.audit import audit
from loaders.faults import Spot, proposal, refusal
from loaders.history import HISTORY, history_findings, read_history
from loaders.history_records import HistoryFile
from loaders.imports import FOLDER as IMPORTS
from loaders.imports import read_imports
from loaders.lookups import (
    COUNTS,
    GROUPS,
    IDENTITIES,
    Bounds,
    ExpectedCounts,
    Group,
    read_counts,
    read_groups,
    read_identities,
)
from loaders.record_turns import PENDING, await_writer
from loaders.records import KINDS, DecisionFile
from loaders.recordset import Entry, RecordSet
from loaders.shapes import read_shape
from loaders.study_plan import PLAN, StudyPlan, read_plan
from loaders.yaml_form import MAX_BYTES, read_yaml
from ontology.errors import Finding, RecordError, Text
from ontology.vocabulary import Vocabulary

__all__ = [
    "Bounds",
    "Entry",
    "ExpectedCounts",
    "Group",
    "RecordSet",
    "entry_of",
    "first_bytes",
    "kept_plan",
    "read_directory",
    "read_entry",
    "read_unchecked",
]

# Written by people or by releases, read elsewhere or by nobody.
_OTHER_FILES: Final = {
    IDENTITIES, GROUPS, COUNTS, HISTORY, PLAN, "CHANGES.yaml", "contributions.yaml", "README.md",
    "LICENSE",
}  # fmt: skip
_OTHER_FOLDERS: Final = {"codings", "contributions", "paths", "releases", "workshops"}


def read_directory(root: Path, vocabulary: Vocabulary) -> RecordSet:
    """Return the record under `root`; raise RecordError with all findings of all files."""
    records, findings, unread = read_unchecked(root, vocabulary)
    findings = [
        *findings,
        *audit(records.entries, vocabulary, unread=unread),
        *history_findings(records.history, records.entries),
    ]
    if findings:
        raise refusal(findings)
    return records


def read_unchecked(
    root: Path, vocabulary: Vocabulary
) -> tuple[RecordSet, list[Finding], set[tuple[str, str]]]:
    """Return what can be read, the faults of form, and (folder, slug) of unreadable files.

    Rules between records are left to `loaders.audit`. Raise BusyError while somebody writes.
    """
    if not root.is_dir():
        raise _no_directory(root.name)
    await_writer(root)
    findings = _stray(root)
    entries, faults, unread = _entries(root)
    findings += faults
    identities, expected, groups, faults = _lookups(root, vocabulary)
    history, wrong = _history(root)
    imported, changed = read_imports(root, entries)
    plan, unsound = _plan(root, vocabulary)
    records = RecordSet(
        root,
        tuple(sorted(entries, key=lambda entry: entry.path)),
        identities,
        expected,
        groups,
        history,
        imported,
        plan,
    )
    faults = [*faults, *wrong, *changed, *unsound]
    return records, findings + faults, unread


def _entries(root: Path) -> tuple[list[Entry], list[Finding], set[tuple[str, str]]]:
    """Return the records of all folders, their faults, and (folder, slug) of what has no form."""
    entries: list[Entry] = []
    findings: list[Finding] = []
    unread: set[tuple[str, str]] = set()
    for folder in KINDS:
        paths, strays = _listed(root / folder, folder)
        findings += strays
        for path in paths:
            entry, faults = read_entry(path, folder, f"{folder}/{path.name}")
            findings += faults
            if entry is None:
                unread.add((folder, path.stem))
            else:
                entries.append(entry)
    return entries, findings, unread


def read_entry(file: Path, folder: str, where: str) -> tuple[Entry | None, list[Finding]]:
    """Return the record of one YAML file, `where` being the name people are shown."""
    return entry_of(first_bytes(file, MAX_BYTES + 1), folder, file.name, where)


def entry_of(data: bytes, folder: str, name: str, where: str) -> tuple[Entry | None, list[Finding]]:
    """Return the record that `data` would be as the file `name` of a folder."""
    try:
        content, lines = read_yaml(data, where)
    except RecordError as error:
        return None, list(error.findings)
    record, findings = read_shape(content, lines, KINDS[folder], where)
    if record is None:
        return None, findings
    path = f"{folder}/{name}"
    origin = "" if where == path else where
    return Entry(folder, name.removesuffix(".yaml"), path, record, lines, origin), []


def first_bytes(file: Path, number: int) -> bytes:
    """Return at most `number` bytes of a file: a huge one is refused without being read."""
    with file.open("rb") as opened:
        return opened.read(number)


def _listed(folder: Path, name: str) -> tuple[list[Path], list[Finding]]:
    if not folder.is_dir():
        return [], []
    paths: list[Path] = []
    findings: list[Finding] = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_file() and path.suffix == ".yaml":
            paths.append(path)
        elif path.is_file() and path.suffix == ".nq" and name == IMPORTS:
            # Read with the record that says where it is from.
            continue
        else:
            findings.append(Spot(f"{name}/{path.name}").fault("file-stray", *_STRAY))
    return paths, findings


def _stray(root: Path) -> list[Finding]:
    if (root / PENDING).exists():
        return [Spot(PENDING).fault("load-interrupted", *_INTERRUPTED)]
    known = {*KINDS, *_OTHER_FOLDERS, *_OTHER_FILES}
    rule = Text(
        "Ce nom n'a pas de place dans les données.", "This name has no place in the record."
    )
    return [
        Spot(path.name).fault("file-stray", rule, proposal(path.name, sorted(known)))
        for path in sorted(root.iterdir())
        if path.name not in known and not path.name.startswith(".")
    ]


def _lookups(
    root: Path, vocabulary: Vocabulary
) -> tuple[DecisionFile, ExpectedCounts, tuple[Group, ...], list[Finding]]:
    identities, expected, groups = DecisionFile(), ExpectedCounts(), tuple[Group, ...]()
    findings: list[Finding] = []
    for name in _existing(root, (IDENTITIES, COUNTS, GROUPS)):
        data = first_bytes(root / name, MAX_BYTES + 1)
        try:
            if name == IDENTITIES:
                identities, faults = read_identities(data, name)
            elif name == COUNTS:
                expected, faults = read_counts(data, name)
            else:
                groups, faults = read_groups(data, name, vocabulary)
        except RecordError as error:
            faults = list(error.findings)
        findings += faults
    return identities, expected, groups, findings


def _history(root: Path) -> tuple[HistoryFile, list[Finding]]:
    if not (root / HISTORY).is_file():
        return HistoryFile(), []
    try:
        return read_history(first_bytes(root / HISTORY, MAX_BYTES + 1), HISTORY)
    except RecordError as error:
        return HistoryFile(), list(error.findings)


def kept_plan(root: Path | None, vocabulary: Vocabulary) -> StudyPlan:
    """Return the study plan below `root`, empty for none; raise RecordError for its faults."""
    plan, findings = _plan(root, vocabulary) if root else (StudyPlan(), [])
    if findings:
        raise refusal(findings)
    return plan


def _plan(root: Path, vocabulary: Vocabulary) -> tuple[StudyPlan, list[Finding]]:
    if not (root / PLAN).is_file():
        return StudyPlan(), []
    try:
        return read_plan(first_bytes(root / PLAN, MAX_BYTES + 1), PLAN, vocabulary)
    except RecordError as error:
        return StudyPlan(), list(error.findings)


def _existing(root: Path, names: Iterable[str]) -> list[str]:
    return [name for name in names if (root / name).is_file()]


def _no_directory(name: str) -> RecordError:
    return RecordError(
        Text(f"Le dossier de données « {name} » n'existe pas.", f"No record directory “{name}”."),
        Text(
            "Donnez son chemin dans ALLIANCES_RECORD, ou créez-le.",
            "Give its path in ALLIANCES_RECORD, or create it.",
        ),
    )


_STRAY = (
    Text("Ce n'est pas une fiche.", "This is not a record."),
    Text(
        "Une fiche est un fichier .yaml ; renommez-le, ou rangez-le ailleurs.",
        "A record is a .yaml file; rename it, or move it elsewhere.",
    ),
)
_INTERRUPTED = (
    Text(
        "Un chargement a été interrompu pendant l'écriture.", "A load was cut short while writing."
    ),
    Text(
        "Relancez « alliances load » avec un fichier : il finit d'abord l'écriture.",
        "Run “alliances load” with a file: it completes the writing first.",
    ),
)
