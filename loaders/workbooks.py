"""An Excel workbook read strictly: the same tables as CSV, or every fault with its sheet.

A workbook is a zip of XML and may be a bomb, so it is judged before anything in it is parsed:
its size, the number and unpacked size of its parts, how much they shrink, and names of parts
that do things (macros, links to other files, embedded objects, connections). XML that declares
a document type or entities is refused unread. Formulas are refused, because what they show
depends on the program that opens them. Every sheet must hold a table, but the lists and
explanations of the template, which are passed over. Cells become the text a CSV would hold.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

from loaders.faults import Spot
from loaders.spreadsheets import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, Columns, Row, read_lines
from ontology.errors import Finding, Text

__all__ = ["PASSED_OVER", "raw_sheets", "read_workbook"]

PASSED_OVER: Final = frozenset({"lisez-moi", "listes"})
_MAX_PARTS: Final = 500
_MAX_SHEETS: Final = 20
_MAX_UNPACKED: Final = 200_000_000
# XML of a sheet shrinks some twenty times; a bomb, hundreds.
_MAX_RATIO: Final = 100
_SMALL: Final = 1_000_000
_ACTIVE: Final = re.compile(
    r"vbaProject|externalLinks?/|embeddings/|activeX/|ctrlProps/|connections\.xml|"
    r"queryTables/|customXml/|webextensions/|\.bin$",
    re.IGNORECASE,
)
_ELEMENT: Final = re.compile(r"<[A-Za-z_]")
_TYPE: Final = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_workbook(
    data: bytes, where: str, kinds: Sequence[Columns]
) -> tuple[list[tuple[Columns, list[Row]]], list[Finding]]:
    """Return each table of the workbook with its sound rows, and every fault.

    `where` of a row is `file.xlsx!sheet`; rows are counted as the program counts them.
    """
    refused = _judged(data, Spot(where))
    if refused:
        return [], refused
    # Imported here: reading a CSV should not wait for it.
    from openpyxl import load_workbook  # noqa: PLC0415

    tables: list[tuple[Columns, list[Row]]] = []
    findings: list[Finding] = []
    try:
        with warnings.catch_warnings():
            # It warns of drop-down lists and styles that it does not keep; nothing is kept here.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            for sheet in book.worksheets:
                if str(sheet.title).strip().lower() in PASSED_OVER:
                    continue
                place = f"{where}!{sheet.title}"
                faults: list[Finding] = []
                lines = _lines(sheet, Spot(place), faults)
                columns, rows, faults = read_lines(lines, place, kinds, faults)
                findings += faults
                if columns is not None:
                    tables.append((columns, rows))
    # Whatever a broken file makes the library raise, the file is what is wrong.
    except Exception:
        return [], [Spot(where).fault("xlsx-unreadable", *_UNREADABLE)]
    if not tables and not findings:
        findings.append(Spot(where).fault("xlsx-no-table", *_NO_TABLE))
    return tables, findings


def raw_sheets(data: bytes) -> Iterator[tuple[str, list[tuple[int, list[str]]]]]:
    """Yield the title of every table of a workbook that was read, and its rows as texts.

    Whatever the cells hold: a formula is its own text, and nothing is computed.
    """
    if _judged(data, Spot("")):
        return
    from openpyxl import load_workbook  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        for sheet in book.worksheets:
            if str(sheet.title).strip().lower() not in PASSED_OVER:
                sheet.reset_dimensions()
                yield str(sheet.title), list(_raw_rows(sheet))


def _raw_rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    for number, cells in enumerate(sheet.iter_rows(max_row=MAX_ROWS + 1), start=1):
        values = [
            str(cell.value) if told is None else told
            for cell in cells[:MAX_COLUMNS]
            for told in (_cell_text(cell.value, cell.data_type),)
        ]
        while values and values[-1] == "":
            values.pop()
        if values:
            yield number, values


def _judged(data: bytes, spot: Spot) -> list[Finding]:
    """Return why the file may not be parsed, or nothing."""
    if len(data) > MAX_BYTES:
        return [spot.fault("csv-too-large", *_limit(MAX_BYTES, "octets", "bytes"))]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _judged_parts(archive, spot, len(data))
    # A password, an unknown compression, a broken stream, or no zip at all: the archive and the
    # decompressors behind it each raise their own kind, and all mean the same.
    except Exception:
        return [spot.fault("xlsx-unreadable", *_UNREADABLE)]


def _judged_parts(archive: zipfile.ZipFile, spot: Spot, size: int) -> list[Finding]:
    parts = archive.infolist()
    if len(parts) > _MAX_PARTS:
        return [spot.fault("xlsx-parts", *_limit(_MAX_PARTS, "parties", "parts"))]
    if sum(part.filename.startswith("xl/worksheets/sheet") for part in parts) > _MAX_SHEETS:
        return [spot.fault("xlsx-sheets", *_limit(_MAX_SHEETS, "feuilles", "sheets"))]
    unpacked = sum(part.file_size for part in parts)
    if unpacked > _MAX_UNPACKED or (unpacked > _SMALL and unpacked > _MAX_RATIO * size):
        return [spot.fault("xlsx-bomb", *_BOMB)]
    active = next((part.filename for part in parts if _ACTIVE.search(part.filename)), None)
    if active is not None and not active.startswith("xl/printerSettings/"):
        return [spot.fault("xlsx-active", *_DOES_THINGS, active)]
    if len({part.filename for part in parts}) < len(parts):
        return [spot.fault("xlsx-unreadable", *_UNREADABLE)]
    return [
        spot.fault("xlsx-entities", *_ENTITIES, part.filename)
        for part in parts
        if _declares_a_type(archive, part)
    ][:1]


def _declares_a_type(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    # A declaration stands before the first element; it may be written in UTF-16. What has no
    # element so far hides something.
    with archive.open(part) as stream:
        head = stream.read(100_000).replace(b"\x00", b"").decode("latin-1")
    element = _ELEMENT.search(head)
    if element is None and part.filename.endswith((".xml", ".rels")):
        return True
    return _TYPE.search(head, 0, element.start() if element else len(head)) is not None


def _lines(sheet: Any, spot: Spot, findings: list[Finding]) -> Iterator[tuple[int, list[str]]]:
    """Yield row number and cells of every row with a value, all as wide as the header."""
    # What the file says of its size may be false.
    sheet.reset_dimensions()
    width = 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > MAX_ROWS + 1:
            findings.append(spot.fault("csv-too-large", *_limit(MAX_ROWS, "lignes", "rows")))
            return
        values = [_cell_text(cell.value, cell.data_type) for cell in cells]
        while values and values[-1] == "":
            values.pop()
        place = spot.at(line=number)
        if len(values) > MAX_COLUMNS:
            texts = _limit(MAX_COLUMNS, "colonnes", "columns")
            findings.append(place.fault("csv-too-large", *texts))
            return
        for index, value in enumerate(values):
            if value is None:
                name = _column_name(index)
                findings.append(place.at(field=name).fault("xlsx-formula", *_FORMULA))
        told = [value or "" for value in values]
        if any(told):
            width = width or len(told)
            yield number, told + [""] * (width - len(told))


def _cell_text(value: object, kind: str) -> str | None:
    """Return what a CSV would hold; None for a formula or an error value."""
    if kind in {"f", "e"} or (kind != "s" and isinstance(value, str) and value.startswith("=")):
        return None
    text: str | None = None
    match value:
        case None:
            text = ""
        case bool():
            text = "yes" if value else "no"
        case float():
            text = str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            text = value.date().isoformat() if _midnight(value) else value.isoformat()
        case str() | int() | date():
            text = str(value).strip()
    return text


def _midnight(value: datetime) -> bool:
    return (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)


def _column_name(index: int) -> str:
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _limit(number: int, fr: str, en: str) -> tuple[Text, Text]:
    return (
        Text(f"Plus de {number} {fr}.", f"More than {number} {en}."),
        Text("Partagez le fichier.", "Split the file."),
    )


_UNREADABLE = (
    Text("Ce classeur ne se lit pas.", "This workbook cannot be read."),
    Text(
        "Enregistrez-le de nouveau en .xlsx, sans mot de passe, ou en CSV UTF-8.",
        "Save it again as .xlsx, without password, or as CSV UTF-8.",
    ),
)
_BOMB = (
    Text(
        "Ce classeur se déplie en un volume démesuré.",
        "This workbook unpacks to an absurd size.",
    ),
    Text("Copiez ses valeurs dans un classeur neuf.", "Copy its values to a new workbook."),
)
_DOES_THINGS = (
    Text(
        "Ce classeur contient une macro, un lien ou un objet.",
        "This workbook holds a macro, a link or an object.",
    ),
    Text("Copiez ses valeurs dans un classeur neuf.", "Copy its values to a new workbook."),
)
_ENTITIES = (
    Text("Ce classeur déclare des entités XML.", "This workbook declares XML entities."),
    Text("Enregistrez-le de nouveau depuis un tableur.", "Save it again from a spreadsheet."),
)
_FORMULA = (
    Text("La cellule contient une formule ou une erreur.", "The cell holds a formula or error."),
    Text("Collez sa valeur à sa place.", "Paste its value in its place."),
)
_NO_TABLE = (
    Text("Aucune feuille ne contient de tableau.", "No sheet holds a table."),
    Text(
        "Partez du modèle : alliances template cases -o cases.xlsx.",
        "Start from the template: alliances template cases -o cases.xlsx.",
    ),
)
