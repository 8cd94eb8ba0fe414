"""Counts typed back from paper: codes and numbers become the one form of votes.

There is one line for each table, code and kind of actor, with the four counts of the placemat,
typed into a spreadsheet or into a page. Every fault is told at once with its line, and nothing
taken that is not understood. A code that was mistyped is refused with the nearest that were
printed, never guessed.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from explorer.short_codes import is_code, typed_code
from loaders.faults import Spot, proposal, refusal
from loaders.votes import ACTORS, FORMAT, QUESTIONS, Ballot, VoteFile, combined, read_votes
from ontology.errors import Finding, Text

__all__ = ["COLUMNS", "Typed", "typed_rows", "typed_votes"]

# The columns, in French and in English.
COLUMNS: Final[Mapping[str, tuple[str, str]]] = {
    "table": ("table", "table"),
    "code": ("code", "code"),
    "actors": ("acteurs", "actors"),
    "agree_yes": ("accord_oui", "agree_yes"),
    "agree_no": ("accord_non", "agree_no"),
    "priority_yes": ("priorite_oui", "priority_yes"),
    "priority_no": ("priorite_non", "priority_no"),
}
_NEEDED: Final = ("table", "code")
_COUNTS: Final = ("agree_yes", "agree_no", "priority_yes", "priority_no")
_MOST: Final = {"table": 99}
_MOST_VOTES: Final = 999
# The number of a line, and its cells by our names of the columns.
Typed: TypeAlias = tuple[int, Mapping[str, str]]


def typed_votes(
    data: bytes, where: str, codes: Mapping[str, str], workshop: Mapping[str, str]
) -> VoteFile:
    """Return the votes of a typed CSV.

    `codes` are the printed codes by thing, `workshop` the fields of VoteFile about the
    workshop (workshop, place, date, language, version). Raise RecordError with every fault.
    """
    findings: list[Finding] = []
    rows = list(_read(data, where, findings))
    return _votes(rows, where, codes, workshop, findings)


def typed_rows(
    rows: Iterable[Typed], where: str, codes: Mapping[str, str], workshop: Mapping[str, str]
) -> VoteFile:
    """Return the votes of lines typed into a page; the rest as `typed_votes`."""
    return _votes(rows, where, codes, workshop, [])


def _votes(
    rows: Iterable[Typed],
    where: str,
    codes: Mapping[str, str],
    workshop: Mapping[str, str],
    findings: list[Finding],
) -> VoteFile:
    things = {code: thing for thing, code in codes.items()}
    ballots = [
        ballot
        for number, told in rows
        for ballot in _ballots(_Line(told, Spot(where, number), findings), things)
    ]
    if not findings and not ballots:
        findings.append(Spot(where, 1).fault("typed-empty", *_EMPTY))
    if findings:
        raise refusal(findings)
    told = [one.model_dump(mode="json", exclude_none=True) for one in combined(ballots)]
    # Read like any file of votes: what is wrong about the workshop is told the same way.
    form = {"format": FORMAT, **workshop, "ballots": told}
    return read_votes(json.dumps(form, ensure_ascii=False, indent=1).encode(), where)


def _read(data: bytes, where: str, findings: list[Finding]) -> Iterator[Typed]:
    """Yield the lines of a CSV that hold anything; what cannot be read is a fault."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        findings.append(Spot(where).fault("typed-encoding", *_ENCODING))
        return
    separator = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    names = _header(next(rows, []), where, findings)
    for number, cells in enumerate(rows, 2):
        if any(cell.strip() for cell in cells):
            yield number, dict(zip(names, (cell.strip() for cell in cells), strict=False))


def _ballots(line: _Line, things: Mapping[str, str]) -> Iterator[Ballot]:
    thing, table, actors = line.thing(things), line.number("table"), line.actors()
    counts = {name: line.number(name) for name in _COUNTS}
    if line.faulty:
        return
    for question in QUESTIONS:
        yes, no = counts[f"{question}_yes"], counts[f"{question}_no"]
        if yes or no:
            yield Ballot(thing=thing, question=question, table=table, actors=actors, yes=yes, no=no)


def _header(cells: list[str], where: str, findings: list[Finding]) -> list[str]:
    """Return our names of the columns; those unknown or missing are faults."""
    known = {name: ours for ours, both in COLUMNS.items() for name in both}
    said = [cell.strip().lower() for cell in cells]
    spot = Spot(where, 1)
    for name in said:
        if name not in known:
            cure = proposal(name, sorted(known))
            findings.append(spot.at(field=name).fault("typed-column", _NO_COLUMN, cure, name))
    found = [known.get(name, name) for name in said]
    for name in _NEEDED:
        if name not in found:
            cure = Text(f"Ajoutez la colonne « {name} ».", f"Add the column “{name}”.")
            findings.append(spot.at(field=name).fault("typed-column", _MISSING, cure))
    return found


class _Line:
    """One line of the sheet; what it cannot read it adds to the faults."""

    def __init__(self, told: Mapping[str, str], spot: Spot, findings: list[Finding]) -> None:
        self._told, self._spot, self._findings = told, spot, findings
        self.faulty = False

    def thing(self, things: Mapping[str, str]) -> str:
        code = typed_code(self._told.get("code", ""))
        if code in things:
            return things[code]
        rule = _NOT_HERE if is_code(code) else _MISTYPED
        cure = proposal(code, sorted(things)) if code else _NO_CODE
        self._fault("code", rule, cure)
        return ""

    def actors(self) -> str:
        said = self._told.get("actors", "") or "_T"
        if said not in ACTORS:
            self._fault("actors", _NO_ACTORS, proposal(said, ACTORS))
        return said

    def number(self, name: str) -> int:
        said = self._told.get(name, "")
        most, least = _MOST.get(name, _MOST_VOTES), 1 if name == "table" else 0
        if not said and name != "table":
            return 0
        if said.isascii() and said.isdigit() and len(said) < 5 and least <= int(said) <= most:
            return int(said)
        cure = Text(
            f"Écrivez un nombre de {least} à {most}.", f"Write a number from {least} to {most}."
        )
        self._fault(name, _NO_NUMBER, cure)
        return 0

    def _fault(self, name: str, rule: Text, cure: Text) -> None:
        self.faulty = True
        spot = self._spot.at(field=name)
        self._findings.append(spot.fault("typed-votes", rule, cure, self._told.get(name, "")))


_EMPTY: Final = (
    Text("La feuille ne contient aucun vote.", "The sheet holds no vote."),
    Text("Tapez une ligne par table et par code.", "Type one line for each table and code."),
)
_ENCODING: Final = (
    Text("La feuille n'est pas en UTF-8.", "The sheet is not in UTF-8."),
    Text("Enregistrez-la en « CSV UTF-8 ».", "Save it as “CSV UTF-8”."),
)
_NO_COLUMN: Final = Text("Cette colonne n'est pas connue.", "This column is not known.")
_MISSING: Final = Text("Une colonne manque.", "A column is missing.")
_MISTYPED: Final = Text(
    "Ce code est mal tapé : ses signes ne s'accordent pas.",
    "This code is mistyped: its signs do not agree.",
)
_NOT_HERE: Final = Text(
    "Ce code n'est celui d'aucun lien de cette version des données.",
    "This code is that of no link in this version of the data.",
)
_NO_CODE: Final = Text("Tapez le code du carton.", "Type the code of the card.")
_NO_ACTORS: Final = Text(
    "Ce n'est pas une catégorie d'acteurs des votes.", "Votes know no such kind of actor."
)
_NO_NUMBER: Final = Text("Ce n'est pas un nombre qui convienne.", "This number will not do.")
