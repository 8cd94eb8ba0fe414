"""What the files of one load hold, each read by what its name says it is.

Nothing is compared with the record here. A file of a kind that cannot be loaded, or that
cannot be read, leaves findings and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from loaders import cases_csv, figures_csv, indicators_csv, organisations_csv
from loaders.directory import first_bytes
from loaders.faults import Spot, proposal
from loaders.imports import FOLDER as IMPORTS
from loaders.lookups import Group
from loaders.maps.columns import TABLES as OF_MAPS
from loaders.rdf_files import MAX_BYTES as MAX_RDF
from loaders.rdf_files import NOT_READ, SUFFIXES, RdfFile, read_rdf
from loaders.reading.accepting import TABLES as CANDIDATES
from loaders.records import KINDS
from loaders.recordset import Entry
from loaders.shapes import read_shape
from loaders.spreadsheets import MAX_BYTES as MAX_SHEET
from loaders.spreadsheets import Columns, Row, read_table
from loaders.workbooks import read_workbook
from loaders.yaml_form import MAX_BYTES, read_yaml
from ontology.errors import Finding, RecordError, Text

__all__ = ["Incoming", "read_file"]

_KIND_OF_KEY: Final = {next(iter(shape.model_fields)): folder for folder, shape in KINDS.items()}
_SHEETS: Final = (
    organisations_csv.COLUMNS,
    cases_csv.COLUMNS,
    indicators_csv.COLUMNS,
    figures_csv.COLUMNS,
    *CANDIDATES,
    *OF_MAPS,
)


@dataclass(slots=True)
class Incoming:
    """What the files of one load hold, as they are read; `folders` says where each lies."""

    entries: dict[str, Entry] = field(default_factory=dict)
    sheets: dict[Columns, list[Row]] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    rdf: list[RdfFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    folders: dict[str, Path] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Take a record, unless another file of this load has given it."""
        other = self.entries.setdefault(entry.path, entry)
        if other is not entry:
            rule = Text(
                f"Cette fiche est aussi dans {other.origin}.",
                f"This record is also in {other.origin}.",
            )
            cure = Text("Chargez-la une seule fois.", "Load it once.")
            self.findings.append(entry.spot().fault("record-twice", rule, cure, entry.slug))


def read_file(path: Path, incoming: Incoming) -> None:
    """Read one file into `incoming`, with every fault of its form."""
    spot = Spot(path.name)
    incoming.folders[path.name] = path.parent
    if not path.is_file():
        incoming.findings.append(spot.fault("file-absent", *_ABSENT))
    elif path.suffix == ".csv":
        columns, rows, faults = read_table(first_bytes(path, MAX_SHEET + 1), path.name, _SHEETS)
        incoming.findings += faults
        if columns is not None:
            incoming.sheets.setdefault(columns, []).extend(rows)
    elif path.suffix == ".xlsx":
        tables, faults = read_workbook(first_bytes(path, MAX_SHEET + 1), path.name, _SHEETS)
        incoming.findings += faults
        for columns, rows in tables:
            incoming.sheets.setdefault(columns, []).extend(rows)
    elif path.suffix == ".yaml":
        _read_record(path, incoming)
    elif path.suffix.lower() in SUFFIXES:
        file, faults = read_rdf(first_bytes(path, MAX_RDF + 1), path.name)
        incoming.findings += faults
        if file is not None and any(file.name == each.name for each in incoming.rdf):
            incoming.findings.append(spot.fault("record-twice", *_SAME_NAME, file.name))
        elif file is not None:
            incoming.rdf.append(file)
    elif path.suffix.lower() in NOT_READ:
        incoming.findings.append(spot.fault("rdf-form", *_RDF_FORM, path.suffix))
    else:
        incoming.findings.append(spot.fault("file-kind", *_KIND, path.suffix))


def _read_record(path: Path, incoming: Incoming) -> None:
    try:
        data, lines = read_yaml(first_bytes(path, MAX_BYTES + 1), path.name)
    except RecordError as error:
        incoming.findings += error.findings
        return
    key = next(iter(data))
    folder = _KIND_OF_KEY.get(key)
    if folder is None:
        rule = Text(
            "La première clé ne dit pas de quelle fiche il s'agit.",
            "The first key does not say what the record is.",
        )
        cure = proposal(key, sorted(_KIND_OF_KEY))
        incoming.findings.append(Spot(path.name, 1).fault("record-kind", rule, cure, key))
        return
    if folder == IMPORTS:
        incoming.findings.append(Spot(path.name, 1).fault("import-record", *_IMPORT, key))
        return
    record, faults = read_shape(data, lines, KINDS[folder], path.name)
    incoming.findings += faults
    if record is not None:
        incoming.add(Entry(folder, path.stem, f"{folder}/{path.name}", record, lines, path.name))


_ABSENT: Final = (
    Text("Ce fichier n'existe pas.", "There is no such file."),
    Text("Vérifiez le chemin.", "Check the path."),
)
_IMPORT: Final = (
    Text("La fiche d'un import ne se charge pas.", "The record of an import is not loaded."),
    Text("Chargez son fichier RDF.", "Load its RDF file."),
)
_SAME_NAME: Final = (
    Text("Deux fichiers feraient un même import.", "Two files would make one import."),
    Text("Donnez-leur des noms différents.", "Give them different names."),
)
_RDF_FORM: Final = (
    Text("Cette forme de RDF ne se charge pas.", "This form of RDF is not loaded."),
    Text(
        "Enregistrez le graphe en Turtle (.ttl), TriG (.trig), N-Triples (.nt) ou N-Quads (.nq).",
        "Save the graph as Turtle (.ttl), TriG (.trig), N-Triples (.nt) or N-Quads (.nq).",
    ),
)
_KIND: Final = (
    Text(
        "Se chargent .yaml, .csv, .xlsx, .ttl, .trig, .nt et .nq.",
        ".yaml, .csv, .xlsx, .ttl, .trig, .nt and .nq can be loaded.",
    ),
    Text(
        "Enregistrez le fichier sous l'une de ces formes.", "Save the file in one of these forms."
    ),
)
