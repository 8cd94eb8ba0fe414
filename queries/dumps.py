"""The whole data as files to take away: the graph in two forms, every table with its notes.

The files are made from a published snapshot and depend on nothing else, so that whoever
fetches them twice can compare them by their hash. A table comes with a description by CSV on
the Web, which says what each column is in both languages; a dump without it would be a
riddle in ten years. Nothing is written to a disk here.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from graph.store import Store
from ontology.errors import NotHeldError, Text
from queries.catalogue import Question, export_names, read_export
from queries.exports import GRAPH, Line, export, lines
from queries.writing import LICENCE, Edition, csv_text

__all__ = ["Dump", "Dumps", "table_description"]

_METADATA: Final = "-metadata.json"
_SUMS: Final = "SHA256SUMS"
_PACK: Final = "alliances.zip"
_README: Final = "LISEZMOI.txt"
# A day that says nothing: the same content must give the same bytes.
_NO_DAY: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Dump:
    """One file: what it is, its media type, its bytes and their SHA-256 (64 hex digits)."""

    name: str
    title: Text
    media_type: str
    data: bytes
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        # Once for each file and not for each who asks: some are megabytes.
        object.__setattr__(self, "sha256", hashlib.sha256(self.data).hexdigest())


class Dumps:
    """The files of one snapshot, each made when first asked for and kept in `made`.

    `store` must stay open as long as files are asked for; `made` may outlive it and be given
    to the next reader of the same snapshot. Not for several threads at once.
    """

    def __init__(self, store: Store, edition: Edition, made: dict[str, Dump] | None = None) -> None:
        self._store, self._edition = store, edition
        self._made = {} if made is None else made
        self._lines: dict[str, tuple[Line, ...]] = {}
        self._makers: Mapping[str, Callable[[str], Dump]] = self._all()

    @property
    def names(self) -> tuple[str, ...]:
        """What can be had, in the order in which it is listed."""
        return tuple(self._makers)

    def file(self, name: str) -> Dump:
        """Return one file; raise NotHeldError, listing what there is, for another name."""
        maker = self._makers.get(name)
        if maker is None:
            raise NotHeldError(
                Text(f"Il n'y a pas de fichier « {name} ».", f"There is no file “{name}”."),
                Text(f"Fichiers : {', '.join(self.names)}.", f"Files: {', '.join(self.names)}."),
            )
        if name not in self._made:
            self._made[name] = maker(name)
        return self._made[name]

    def _all(self) -> dict[str, Callable[[str], Dump]]:
        makers: dict[str, Callable[[str], Dump]] = {
            "alliances.nq.gz": self._graph,
            "alliances.trig.gz": self._graph,
        }
        for kind in export_names():
            makers[f"{kind}.csv"] = self._table
            makers[f"{kind}.csv{_METADATA}"] = self._description
        return makers | {_README: self._readme, _SUMS: self._sums, _PACK: self._pack}

    def _graph(self, name: str) -> Dump:
        form = name.split(".")[1]
        words = {"nq": "N-Quads", "trig": "TriG"}[form]
        content = gzip.compress(
            export(GRAPH, form, self._store, self._edition), compresslevel=9, mtime=0
        )
        title = Text(f"Le graphe entier, {words}", f"The whole graph, {words}")
        return Dump(name, title, "application/gzip", content)

    def _table(self, name: str) -> Dump:
        definition = read_export(name.removesuffix(".csv"))
        columns = [column.name for column in definition.written]
        text = csv_text(columns, self._rows(definition))
        return Dump(name, definition.title, "text/csv", text.encode())

    def _description(self, name: str) -> Dump:
        table = name.removesuffix(_METADATA)
        definition = read_export(table.removesuffix(".csv"))
        told = table_description(table, definition, self._rows(definition), self._edition)
        text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
        title = Text(
            f"{definition.title.fr} : description des colonnes",
            f"{definition.title.en}: description of the columns",
        )
        return Dump(name, title, "application/csvm+json", text.encode())

    def _rows(self, definition: Question) -> tuple[Line, ...]:
        # Asked for twice, by the table and by its description; kept for one reader only.
        if definition.name not in self._lines:
            self._lines[definition.name] = lines(definition, self._store)
        return self._lines[definition.name]

    def _readme(self, name: str) -> Dump:
        text = _README_TEXT.format(version=self._edition.content_hash, licence=LICENCE)
        title = Text("À lire d'abord", "Read this first")
        return Dump(name, title, "text/plain", text.encode())

    def _sums(self, name: str) -> Dump:
        told = [self.file(each) for each in self.names if each not in (_SUMS, _PACK)]
        text = "".join(f"{dump.sha256}  {dump.name}\n" for dump in told)
        title = Text("Empreintes SHA-256 des fichiers", "SHA-256 of the files")
        return Dump(name, title, "text/plain", text.encode())

    def _pack(self, name: str) -> Dump:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for each in self.names:
                if each != _PACK:
                    member = zipfile.ZipInfo(f"alliances/{each}", date_time=_NO_DAY)
                    member.compress_type = zipfile.ZIP_DEFLATED
                    archive.writestr(member, self.file(each).data)
        title = Text("Tous les fichiers en un", "All files in one")
        return Dump(name, title, "application/zip", out.getvalue())


def table_description(
    name: str, definition: Question, rows: Sequence[Line], edition: Edition
) -> dict[str, object]:
    """Return what CSV on the Web wants to know of a table (W3C tabular metadata, 2015)."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "fr"}],
        "url": name,
        "dc:title": {"fr": definition.title.fr, "en": definition.title.en},
        "dc:description": {"fr": definition.question.fr, "en": definition.question.en},
        "dc:license": {"@id": LICENCE},
        "dc:identifier": edition.content_hash,
        "dialect": {"lineTerminators": ["\r\n"], "header": True, "encoding": "utf-8"},
        "tableSchema": {
            "columns": [
                {
                    "name": column.name,
                    "titles": column.name,
                    "dc:description": {"fr": column.label.fr, "en": column.label.en},
                    **_datatype([row[place] for row in rows]),
                }
                for place, column in enumerate(definition.written)
            ],
            "primaryKey": list(definition.key),
        },
    }


def _datatype(values: Sequence[object]) -> dict[str, object]:
    """Return datatype and, for a list, separator, as the values of the column show them."""
    flat = [one for value in values for one in (value if isinstance(value, tuple) else (value,))]
    kinds = {type(one) for one in flat if one is not None}
    told: dict[str, object] = {"datatype": "string"}
    if kinds == {bool}:
        told = {"datatype": {"base": "boolean", "format": "true|false"}}
    elif kinds == {int}:
        told = {"datatype": "integer"}
    elif kinds and kinds <= {int, Decimal}:
        told = {"datatype": "decimal"}
    return told | ({"separator": ";"} if any(isinstance(one, tuple) for one in values) else {})


_README_TEXT: Final = """\
Alliances : données, version {version}
Licence : CC BY 4.0 ({licence}) ; chaque citation reste à son auteur.

alliances.nq.gz, alliances.trig.gz : le graphe entier, avec ses graphes nommés (une source, un
graphe). *.csv : des tables, une ligne par chiffre, affirmation, cas... ; *-metadata.json dit ce
qu'est chaque colonne. SHA256SUMS : les empreintes (sha256sum -c SHA256SUMS).
L'empreinte de la version est celle des lignes N-Quads triées (RDFC-1.0, SHA-256).

Une case de tableau qui commencerait comme une formule est précédée d'une apostrophe.
Perçu n'est pas prouvé : le statut de chaque lien est une colonne ; citez-le avec le lien.
Citez d'abord l'œuvre et son éditeur (colonnes de source), puis ces données et leur version.

----

Alliances: data, version {version}
Licence: CC BY 4.0 ({licence}); each quotation stays its author's.

alliances.nq.gz, alliances.trig.gz: the whole graph with its named graphs (one source, one graph).
*.csv: tables, one row per figure, claim, case...; *-metadata.json says what each column is.
SHA256SUMS: the digests (sha256sum -c SHA256SUMS). The digest of the version is that of the sorted
N-Quads lines (RDFC-1.0, SHA-256).

A cell that would start like a formula is preceded by an apostrophe.
Perceived is not proven: the status of each link is a column; cite it with the link.
Cite the work and its publisher first (columns of the source), then these data and their version.
"""
