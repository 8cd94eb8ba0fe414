"""A CSV file read strictly: a table whose columns are all known, or every fault at once.

UTF-8 with or without byte order mark; the delimiter, comma or semicolon, is told by the
header alone. Column names are exact. A row with too many or too few cells, an empty cell
where a value is required, a column that is unknown, missing or given twice is a finding
with its row and column: row 1 is the header, as spreadsheet programs count. Cells lose the
spaces around them; rows without any value (spreadsheets add them at the end) are passed
over; nothing else is changed or guessed.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from loaders.faults import Spot, nearest, proposal
from ontology.errors import Finding, Text

__all__ = [
    "MAX_BYTES",
    "MAX_CELL",
    "MAX_COLUMNS",
    "MAX_ROWS",
    "REASON",
    "Columns",
    "Row",
    "raw_rows",
    "read_lines",
    "read_table",
]

MAX_BYTES: Final = 20_000_000
MAX_COLUMNS: Final = 100
MAX_ROWS: Final = 50_000
# The column in which a refused row says why; a mended file may keep it.
REASON: Final = "refused_because"
MAX_CELL: Final = 100_000  # characters; below the 131,072 at which Python's reader gives up

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_BREAK: Final = re.compile(r"[\r\n]")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a kind of table: all of them, and those that may not be empty."""

    names: tuple[str, ...]
    required: frozenset[str]

    def likeness(self, header: Sequence[str]) -> int:
        """Return how many names of `header` are columns of this table."""
        return len(set(self.names) & set(header))


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number (the header is 1) and its cells by column; absent cells are ""."""

    where: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def spot(self, column: str = "") -> Spot:
        """Return the place of a cell."""
        return Spot(self.where, self.number, column)


def read_table(
    data: bytes, where: str, kinds: Sequence[Columns]
) -> tuple[Columns | None, list[Row], list[Finding]]:
    """Return the kind of table, its sound rows, and every fault.

    The kind is the one of `kinds` that shares most columns with the header; None when the
    file cannot be read at all or looks like none of them.
    """
    text, findings = _text(data, Spot(where))
    if findings:
        return None, [], findings
    return read_lines(_cells(text, Spot(where), findings), where, kinds, findings)


def read_lines(
    lines: Iterator[tuple[int, list[str]]],
    where: str,
    kinds: Sequence[Columns],
    findings: list[Finding],
) -> tuple[Columns | None, list[Row], list[Finding]]:
    """Return what `read_table` returns, from rows with their number, the header first.

    `findings` holds what reading the lines finds, and is completed.
    """
    number, header = next(lines, (1, []))
    columns = max(kinds, key=lambda kind: kind.likeness(header))
    if columns.likeness(header) == 0:
        findings.append(_unknown_table(header, kinds, Spot(where, number)))
        return None, [], findings
    findings += _header(header, columns, Spot(where, number))
    rows: list[Row] = []
    for count, (number, cells) in enumerate(lines):
        if count == MAX_ROWS:
            findings.append(
                Spot(where, number).fault("csv-too-large", *_limit(MAX_ROWS, "lignes", "rows"))
            )
            break
        row, faults = _row(header, cells, columns, Spot(where, number))
        findings += faults
        if row is not None:
            rows.append(row)
    if not rows and not findings:
        findings.append(Spot(where).fault("csv-empty", *_EMPTY))
    return columns, rows, findings


def raw_rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield row number and cells of every row of a file that can be read, whatever they hold."""
    text, findings = _text(data, Spot(""))
    if not findings:
        yield from _cells(text, Spot(""), findings)


def _text(data: bytes, spot: Spot) -> tuple[str, list[Finding]]:
    if len(data) > MAX_BYTES:
        rule, cure = _limit(MAX_BYTES, "octets", "bytes")
        return "", [spot.fault("csv-too-large", rule, cure)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", [spot.at(line=line).fault("file-encoding", *_ENCODING)]
    wrong = _CONTROL.search(text)
    if wrong:
        line = text.count("\n", 0, wrong.start()) + 1
        value = f"U+{ord(wrong.group()):04X}"
        return "", [spot.at(line=line).fault("file-character", *_CHARACTER, value)]
    return text, []


def _cells(text: str, spot: Spot, findings: list[Finding]) -> Iterator[tuple[int, list[str]]]:
    """Yield row number and cells of every row that holds a value."""
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for cells in reader:
            # The reader gives one item a row, whatever the line breaks inside its cells; an
            # empty line is a row of the sheet too.
            number += 1
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield number, stripped
    except csv.Error:
        findings.append(spot.at(line=number + 1).fault("csv-quotes", *_QUOTES))


def _unknown_table(header: Sequence[str], kinds: Sequence[Columns], spot: Spot) -> Finding:
    known = sorted({name for kind in kinds for name in kind.names})
    rule = Text("Aucune colonne n'est connue.", "No column is known.")
    return spot.fault("csv-unknown-table", rule, proposal("", known), ",".join(header))


def _header(header: Sequence[str], columns: Columns, spot: Spot) -> list[Finding]:
    findings = []
    header = [name for name in header if name != REASON]
    if len(header) > MAX_COLUMNS:
        findings.append(spot.fault("csv-too-large", *_limit(MAX_COLUMNS, "colonnes", "columns")))
    absent = [name for name in columns.names if name not in header]
    for index, name in enumerate(header):
        if name not in columns.names:
            rule = Text("Colonne inconnue.", "Unknown column.")
            cure = proposal(name, list(nearest(name, absent)) or list(columns.names))
            findings.append(spot.at(field=name).fault("csv-column-unknown", rule, cure, name))
        elif name in header[:index]:
            findings.append(spot.at(field=name).fault("csv-column-twice", *_TWICE, name))
    findings += [
        spot.at(field=name).fault("csv-column-missing", *_missing(name)) for name in absent
    ]
    return findings


def _row(
    header: Sequence[str], cells: Sequence[str], columns: Columns, spot: Spot
) -> tuple[Row | None, list[Finding]]:
    if len(cells) != len(header):
        return None, [spot.fault("csv-cell-count", *_cell_count(len(cells), len(header)))]
    held = dict.fromkeys(columns.names, "") | dict(zip(header, cells, strict=True))
    findings = []
    held.pop(REASON, None)
    for name in header:
        if name == REASON:
            continue
        cell, place = held[name], spot.at(field=name)
        wrong = _CONTROL.search(cell)
        if wrong:
            # A text file was refused before; a workbook is only read cell by cell.
            value = f"U+{ord(wrong.group()):04X}"
            findings.append(place.fault("file-character", *_CHARACTER, value))
        if len(cell) > MAX_CELL:
            findings.append(
                place.fault("csv-too-large", *_limit(MAX_CELL, "caractères", "characters"))
            )
        elif _BREAK.search(cell):
            findings.append(place.fault("csv-line-break", *_LINE_BREAK, cell))
        elif not cell and name in columns.required:
            findings.append(place.fault("csv-empty-cell", *_EMPTY_CELL))
    return Row(spot.where, spot.line or 0, held), findings


def _limit(number: int, fr: str, en: str) -> tuple[Text, Text]:
    return (
        Text(f"Plus de {number} {fr}.", f"More than {number} {en}."),
        Text("Partagez le fichier.", "Split the file."),
    )


def _missing(name: str) -> tuple[Text, Text]:
    return (
        Text(f"La colonne « {name} » manque.", f"The column “{name}” is missing."),
        Text("Ajoutez-la, même vide.", "Add it, even empty."),
    )


def _cell_count(found: int, expected: int) -> tuple[Text, Text]:
    return (
        Text(
            f"{found} cellules, {expected} colonnes.",
            f"{found} cells, {expected} columns.",
        ),
        Text(
            "Mettez entre guillemets droits une cellule qui contient le séparateur.",
            "Put a cell that holds the delimiter between straight quotation marks.",
        ),
    )


_EMPTY = (
    Text("Le tableau n'a aucune ligne.", "The table has no row."),
    Text("Vérifiez qu'il s'agit du bon fichier.", "Check that this is the right file."),
)
_ENCODING = (
    Text("Le fichier n'est pas en UTF-8.", "The file is not in UTF-8."),
    Text(
        "Enregistrez-le sous « CSV UTF-8 » depuis le tableur.",
        "Save it as “CSV UTF-8” from the spreadsheet.",
    ),
)
_CHARACTER = (
    Text("Caractère invisible ou de commande.", "An invisible or control character."),
    Text("Supprimez-le.", "Delete it."),
)
_QUOTES = (
    Text("Les guillemets de cette ligne sont rompus.", "The quotation marks are broken here."),
    Text(
        "Une cellule qui contient un guillemet droit se met entre guillemets, et il s'y double.",
        "A cell that holds a straight quotation mark goes between such marks, and doubles it.",
    ),
)
_TWICE = (
    Text("Cette colonne est donnée deux fois.", "This column is given twice."),
    Text("Gardez-en une seule.", "Keep only one."),
)
_LINE_BREAK = (
    Text("La cellule contient un retour à la ligne.", "The cell holds a line break."),
    Text("Remplacez-le par une espace.", "Replace it by a space."),
)
_EMPTY_CELL = (
    Text("Cette cellule ne peut pas être vide.", "This cell may not be empty."),
    Text("Donnez la valeur.", "Give the value."),
)
