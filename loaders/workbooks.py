"""An Excel workbook read strictly: the same tables as CSV, or every fault with its sheet.

A workbook is a zip of XML and may be a bomb, so it is judged before anything in it is parsed:
its size, the number and unpacked size of its parts, how much they shrink, and names of parts
that do things (macros, links to other files, embedded objects, connections). XML that declares
a document type or entities is refused unread. Formulas are refused, because what they show
depends on the program that opens them. Every sheet must hold a table, but the lists and
explanations of the template, which are passed over. Cells become the text a CSV would hold.
What is parsed then is parsed in a process of its own, which is stopped when it takes too much.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from loaders.faults import Spot
from loaders.spreadsheets import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, Columns, Row, read_lines
from ontology.errors import Finding, Text

__all__ = [
    "PASSED_OVER",
    "declares_a_type",
    "in_a_process",
    "judged",
    "raw_sheets",
    "read_workbook",
    "unpacks_too_far",
]

PASSED_OVER: Final = frozenset({"lisez-moi", "listes", "exemples", "verdict"})
_MAX_PARTS: Final = 500
_MAX_SHEETS: Final = 20
_MAX_UNPACKED: Final = 200_000_000
# XML of a sheet shrinks some twenty times; a bomb, hundreds.
_MAX_RATIO: Final = 100
_SMALL: Final = 1_000_000
_MEMORY: Final = 600_000_000
_SECONDS: Final = 20
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
    refused = judged(data, Spot(where))
    if refused:
        return [], refused
    parsed = _parsed(data)
    if isinstance(parsed, str):
        return [], [Spot(where).fault(parsed, *_REFUSED[parsed])]
    tables: list[tuple[Columns, list[Row]]] = []
    findings: list[Finding] = []
    filled = [sheet for sheet in parsed if len(sheet["rows"]) > 1]
    # A table that nobody filled in is none, beside one that somebody did.
    for sheet in filled or parsed:
        place = f"{where}!{sheet['title']}"
        faults: list[Finding] = []
        lines = _lines(sheet, Spot(place), faults)
        columns, rows, faults = read_lines(lines, place, kinds, faults)
        findings += faults
        if columns is not None:
            tables.append((columns, rows))
    if not tables and not findings:
        findings.append(Spot(where).fault("xlsx-no-table", *_NO_TABLE))
    return tables, findings


def raw_sheets(data: bytes) -> Iterator[tuple[str, list[tuple[int, list[str]]]]]:
    """Yield the title of every table of a workbook that was read, and its rows as texts.

    Whatever the cells hold: a formula is its own text, and nothing is computed.
    """
    parsed = "xlsx-unreadable" if judged(data, Spot("")) else _parsed(data)
    for sheet in () if isinstance(parsed, str) else parsed:
        rows = [
            (number, [cell if isinstance(cell, str) else cell[0] for cell in cells])
            for number, cells in sheet["rows"]
        ]
        yield sheet["title"], rows


def _parsed(data: bytes) -> list[dict[str, Any]] | str:
    """Return the sheets that hold tables, or the code of why the workbook cannot be parsed."""
    done = in_a_process("loaders.workbook_process", data)
    if isinstance(done, str):
        return done
    found: list[dict[str, Any]] = json.loads(done)
    return [each for each in found if each["title"].strip().lower() not in PASSED_OVER]


def in_a_process(module: str, data: bytes, seconds: int = _SECONDS) -> bytes | str:
    """Return what one of our modules makes of a workbook behind its walls, or why it could not.

    The reason is the code of a finding.
    """
    command = [sys.executable, "-m", module, str(_MEMORY), str(seconds)]
    try:
        done = subprocess.run(  # noqa: S603  our own module, no shell
            command, input=data, capture_output=True, timeout=3 * seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return "xlsx-too-heavy"
    if done.returncode != 0:
        # Stopped by a wall (a signal, no memory), or whatever a broken file made the library say.
        stopped = done.returncode < 0 or b"MemoryError" in done.stderr
        return "xlsx-too-heavy" if stopped else "xlsx-unreadable"
    return done.stdout


def judged(data: bytes, spot: Spot) -> list[Finding]:
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
    if unpacks_too_far(parts, size):
        return [spot.fault("xlsx-bomb", *_BOMB)]
    active = next((part.filename for part in parts if _ACTIVE.search(part.filename)), None)
    if active is not None and not active.startswith("xl/printerSettings/"):
        return [spot.fault("xlsx-active", *_DOES_THINGS, active)]
    if len({part.filename for part in parts}) < len(parts):
        return [spot.fault("xlsx-unreadable", *_UNREADABLE)]
    return [
        spot.fault("xlsx-entities", *_ENTITIES, part.filename)
        for part in parts
        if declares_a_type(archive, part)
    ][:1]


def unpacks_too_far(parts: Sequence[zipfile.ZipInfo], size: int) -> bool:
    """Tell whether the parts of a package of `size` bytes say they unpack to an absurd size."""
    unpacked = sum(part.file_size for part in parts)
    return unpacked > _MAX_UNPACKED or (unpacked > _SMALL and unpacked > _MAX_RATIO * size)


def declares_a_type(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Tell whether a part declares a document type or entities, or hides where it begins."""
    # A declaration stands before the first element; it may be written in UTF-16. What has no
    # element so far hides something.
    with archive.open(part) as stream:
        head = stream.read(100_000).replace(b"\x00", b"").decode("latin-1")
    element = _ELEMENT.search(head)
    if element is None and part.filename.endswith((".xml", ".rels")):
        return True
    return _TYPE.search(head, 0, element.start() if element else len(head)) is not None


def _lines(
    sheet: Mapping[str, Any], spot: Spot, findings: list[Finding]
) -> Iterator[tuple[int, list[str]]]:
    """Yield row number and cells of every row with a value, all as wide as the header."""
    width = 0
    for number, cells in sheet["rows"]:
        for index, cell in enumerate(cells):
            if not isinstance(cell, str):
                place = spot.at(line=number, field=_column_name(index))
                findings.append(place.fault("xlsx-formula", *_FORMULA))
        told = [cell if isinstance(cell, str) else "" for cell in cells]
        if any(told):
            width = width or len(told)
            yield number, told + [""] * (width - len(told))
    if sheet["over"]:
        line, unit = sheet["over"]
        limits = {
            "rows": _limit(MAX_ROWS, "lignes", "rows"),
            "columns": _limit(MAX_COLUMNS, "colonnes", "columns"),
        }
        findings.append(spot.at(line=line).fault("csv-too-large", *limits[unit]))


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
_HEAVY = (
    Text(
        "Ce classeur demande trop de mémoire ou de temps.",
        "This workbook asks for too much memory or time.",
    ),
    Text("Copiez ses valeurs dans un classeur neuf.", "Copy its values to a new workbook."),
)
_REFUSED = {"xlsx-unreadable": _UNREADABLE, "xlsx-too-heavy": _HEAVY}
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
