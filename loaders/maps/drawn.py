"""What a map file holds: elements and lines, read strictly, whichever tool wrote it.

Kumu's blueprint (JSON) and its tables (CSV: of elements, with a column `Label`, or of connections,
with `From` and `To`), and GEXF. A line may name its ends by identifier or by label; an end that
nothing else names is an element of that label, as in Kumu. Refused: what is no such file, too much
of it, command characters, a line whose end is the label of two elements.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from loaders.directory import first_bytes
from loaders.faults import Spot, refusal
from loaders.maps.gexf import read_gexf
from ontology.errors import Text
from ontology.vocabulary import fold

__all__ = ["SUFFIXES", "Drawn", "Element", "Line", "read_map"]

SUFFIXES: Final = (".json", ".csv", ".gexf")
_MAX_BYTES: Final = 5_000_000
_MOST_ELEMENTS: Final = 2_000
_MOST_LINES: Final = 10_000
_LONGEST: Final = 2_000
_LONGEST_NAME: Final = 200

# Folded names of attributes, as tools and people write them, by what they are taken for.
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id", "_id"),
    "label": ("label", "name", "nom"),
    "kind": ("type", "element type", "connection type", "kind", "genre", "label"),
    "description": ("description", "descriptif"),
    "website": ("url", "website", "site", "site web", "lien"),
    "from": ("from", "source"),
    "to": ("to", "target"),
}


@dataclass(frozen=True, slots=True)
class Element:
    """One element, in the map's own words; "" for what it does not say."""

    name: str
    kind: str = ""
    description: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two elements, by their places in the map."""

    start: int
    end: int
    kind: str = ""


@dataclass(slots=True)
class Drawn:
    """A map: its elements in their order, its lines."""

    elements: list[Element] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def read_map(path: Path) -> Drawn:
    """Return what the map file at `path` holds; raise RecordError with what is wrong."""
    spot = Spot(path.name)
    if not path.is_file():
        raise refusal([spot.fault("file-absent", *_ABSENT)])
    data = first_bytes(path, _MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise refusal([spot.fault("map-too-large", *_LARGE)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refusal([spot.fault("file-encoding", *_ENCODING)]) from None
    readers = {".json": _of_json, ".csv": _of_csv, ".gexf": read_gexf}
    try:
        elements, lines = readers[path.suffix.lower()](text)
    except (ValueError, RecursionError, csv.Error):
        raise refusal([spot.fault("map-form", *_FORM, path.suffix)]) from None
    if len(elements) > _MOST_ELEMENTS or len(lines) > _MOST_LINES:
        raise refusal([spot.fault("map-too-large", *_LARGE)])
    return _Joined(spot).drawn(elements, lines)


Items = list[Mapping[str, str]]


def _of_json(text: str) -> tuple[Items, Items]:
    told = json.loads(text, parse_constant=_no_number)
    if not isinstance(told, dict) or not {"elements", "connections"} & told.keys():
        raise ValueError
    return _items(told.get("elements", [])), _items(told.get("connections", []))


def _no_number(_: str) -> None:
    raise ValueError


def _items(told: object) -> Items:
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise ValueError
    return [
        {
            fold(name): _written(value)
            # An export of Kumu keeps what a blueprint says flatly in `attributes`.
            for name, value in {**one, **_inner(one)}.items()
        }
        for one in told
    ]


def _inner(one: Mapping[str, Any]) -> Mapping[str, Any]:
    inner = one.get("attributes", {})
    return inner if isinstance(inner, dict) else {}


def _written(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_written(one) for one in value if not isinstance(one, list | dict))
    return "" if value is None or isinstance(value, dict | bool) else str(value)


def _of_csv(text: str) -> tuple[Items, Items]:
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header = [fold(name) for name in next(rows, [])]
    items: Items = [dict(zip(header, row, strict=True)) for row in rows if any(row)]
    if {"from", "to"} <= set(header):
        return [], items
    if "label" in header:
        return items, []
    raise ValueError


class _Joined:
    """Elements by identifier and label, while lines are drawn between them."""

    def __init__(self, spot: Spot) -> None:
        self._spot = spot
        self._drawn = Drawn()
        self._by_id: dict[str, int] = {}
        self._by_name: dict[str, list[int]] = {}

    def drawn(self, elements: Items, lines: Items) -> Drawn:
        for one in elements:
            place = self._element(one)
            if _said(one, "id"):
                self._by_id[_said(one, "id")] = place
        for one in lines:
            kind = self._text(_said(one, "kind"), _LONGEST)
            start, end = self._end(_said(one, "from")), self._end(_said(one, "to"))
            self._drawn.lines.append(Line(start, end, kind))
        if len(self._drawn.elements) > _MOST_ELEMENTS:
            raise refusal([self._spot.fault("map-too-large", *_LARGE)])
        if not self._drawn.elements:
            raise refusal([self._spot.fault("map-empty", *_EMPTY)])
        return self._drawn

    def _element(self, one: Mapping[str, str]) -> int:
        name = self._text(_said(one, "label") or _said(one, "id"), _LONGEST_NAME)
        if not name:
            raise refusal([self._spot.fault("map-nameless", *_NAMELESS)])
        kinds = (one.get(word, "") for word in _WORDS["kind"] if word != "label")
        place = len(self._drawn.elements)
        self._drawn.elements.append(
            Element(
                name,
                self._text(next((kind for kind in kinds if kind), ""), _LONGEST),
                self._text(_said(one, "description"), _LONGEST),
                self._text(_said(one, "website"), _LONGEST),
            )
        )
        self._by_name.setdefault(fold(name), []).append(place)
        return place

    def _end(self, named: str) -> int:
        if named in self._by_id:
            return self._by_id[named]
        places = self._by_name.get(fold(named), [])
        if len(places) > 1:
            raise refusal([self._spot.fault("map-end-twice", *_END, named[:80])])
        return places[0] if places else self._element({"label": named})

    def _text(self, text: str, longest: int) -> str:
        told = " ".join(text.split())
        if len(told) > longest or any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in told):
            raise refusal([self._spot.fault("map-text", *_TEXT, ascii(told[:60]))])
        return told


def _said(one: Mapping[str, str], what: str) -> str:
    return next((told for word in _WORDS[what] if (told := one.get(word, "").strip())), "")


_ABSENT: Final = (
    Text("Ce fichier n'existe pas.", "There is no such file."),
    Text("Vérifiez le chemin.", "Check the path."),
)
_LARGE: Final = (
    Text("Cette carte est trop grande.", "This map is too large."),
    Text(
        f"Au plus 5 Mo, {_MOST_ELEMENTS} éléments et {_MOST_LINES} liens : partagez-la.",
        f"At most 5 MB, {_MOST_ELEMENTS} elements and {_MOST_LINES} lines: split it.",
    ),
)
_ENCODING: Final = (
    Text("Le fichier n'est pas en UTF-8.", "The file is not in UTF-8."),
    Text("Enregistrez-le en UTF-8.", "Save it as UTF-8."),
)
_FORM: Final = (
    Text(
        "Ce fichier n'est pas une carte de Kumu (JSON, CSV) ni un GEXF sans déclaration DOCTYPE.",
        "This file is no map of Kumu (JSON, CSV) nor a GEXF without a DOCTYPE declaration.",
    ),
    Text(
        "Exportez-la de nouveau ; un CSV a une colonne Label, ou From et To.",
        "Export it again; a CSV has a column Label, or From and To.",
    ),
)
_EMPTY: Final = (
    Text("Cette carte n'a aucun élément.", "This map has no element."),
    Text("Vérifiez qu'il s'agit du bon fichier.", "Check that this is the right file."),
)
_NAMELESS: Final = (
    Text("Un élément ou le bout d'un lien n'a pas de nom.", "An element or end has no name."),
    Text("Nommez-le dans la carte, puis exportez.", "Name it in the map, then export."),
)
_END: Final = (
    Text("Un lien mène à un nom que deux éléments portent.", "A line leads to a name borne twice."),
    Text("Donnez-leur des identifiants.", "Give them identifiers."),
)
_TEXT: Final = (
    Text(
        "Un texte de la carte est trop long ou contient un caractère de commande.",
        "A text of the map is too long or holds a control character.",
    ),
    Text("Corrigez-le dans la carte, puis exportez.", "Mend it in the map, then export."),
)
