"""The workbook of candidates that a map becomes: organisations and alliances, for a person to keep.

An element whose kind says alliance, partnership or project is a candidate alliance of the elements
that lines join it to; a line between two other elements is a candidate alliance of these two; every
other element is a candidate organisation. Nothing is kept beforehand, and what the map cannot know
(summary, category, domain, place, the page that says so) is left empty: loading asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from slugify import slugify

from loaders.identities import Decisions
from loaders.maps.columns import ALLIANCES, ORGANISATIONS
from loaders.maps.drawn import Drawn, Element
from loaders.participants import Participants
from loaders.records import OrganisationRecord
from loaders.recordset import RecordSet
from loaders.sheets import Choice, Sheet, write_book
from loaders.templates import choices_of
from ontology.vocabulary import Vocabulary, fold

__all__ = ["MapCandidates", "map_candidates"]

_ALLIANCES: Final = frozenset(
    {
        "alliance", "partenariat", "partnership", "projet", "project", "initiative",
        "cooperation", "collaboration", "programme", "program",
    }
)  # fmt: skip
_YES_NO: Final = Choice(("oui", "non"))
_README: Final = (
    "Une carte n'est pas une source : elle dit que quelqu'un a tracé un lien. / "
    "A map is no source: it says that somebody drew a line.",
    "Lisez chaque ligne, complétez-la, puis écrivez « oui » dans « retenu ». Une ligne sans "
    "« oui » n'entre pas. / Read each row, complete it, then write “oui” in “retenu”. A row "
    "without “oui” does not enter.",
    "Une alliance retenue a besoin d'une page qui la dit (source_url), de deux participants avec "
    "leur type, d'une catégorie, d'un domaine, d'un lieu. / A kept alliance needs a page that says "
    "so (source_url), two participants with their type, a category, a domain, a place.",
    "« deja_connu » donne le nom sous lequel la base connaît l'organisation : la retenir la "
    "complète. / “deja_connu” gives the name the record knows: keeping the row completes it.",
    "« ; » et « | » des noms sont devenus « , » et « / ». / "
    "“;” and “|” in names became “,” and “/”.",
)


@dataclass(frozen=True, slots=True)
class MapCandidates:
    """A workbook to correct, and how much it proposes."""

    workbook: bytes
    organisations: int
    alliances: int


def map_candidates(drawn: Drawn, record: RecordSet, vocabulary: Vocabulary) -> MapCandidates:
    """Return what a map may say, beside what the record knows."""
    maker = _Maker(drawn, record, vocabulary)
    organisations, alliances = maker.organisations(), maker.alliances()
    sheets = (
        _sheet("organisations", ORGANISATIONS.names, organisations, vocabulary),
        _sheet("alliances", ALLIANCES.names, alliances, vocabulary),
    )
    # A table without rows would be refused as an empty one.
    filled = [each for each in sheets if each.rows]
    return MapCandidates(write_book(filled, _README), len(organisations), len(alliances))


def _sheet(
    title: str, names: Sequence[str], rows: Iterable[Mapping[str, str]], vocabulary: Vocabulary
) -> Sheet:
    choices = choices_of("cases" if title == "alliances" else title, vocabulary)
    cells = [[row.get(name, "") for name in names] for row in rows]
    return Sheet(title, names, cells, {"retenu": _YES_NO, **choices})


class _Maker:
    """One map on its way to rows."""

    def __init__(self, drawn: Drawn, record: RecordSet, vocabulary: Vocabulary) -> None:
        self._drawn = drawn
        self._vocabulary = vocabulary
        held = record.of(OrganisationRecord)
        self._known = Participants(held, record.groups, Decisions(record.identities))
        self._joined: dict[int, dict[int, None]] = {}
        for line in drawn.lines:
            self._joined.setdefault(line.start, {})[line.end] = None
            self._joined.setdefault(line.end, {})[line.start] = None

    def organisations(self) -> list[dict[str, str]]:
        """Return a row for each element that is no alliance; one name makes one row."""
        rows: dict[str, dict[str, str]] = {}
        for element in self._drawn.elements:
            if not _is_alliance(element):
                rows.setdefault(fold(element.name), self._organisation(element))
        return list(rows.values())

    def _organisation(self, element: Element) -> dict[str, str]:
        known = self._known.organisation(element.name)
        return {
            "genre_lu": element.kind,
            "deja_connu": known.name if known else "",
            "description_lue": element.description,
            "name": _clean(element.name),
            "type": self._type(element),
            "website": element.website if _is_address(element.website) else "",
            "is_generic_group": "no",
        }

    def alliances(self) -> list[dict[str, str]]:
        """Return a row for each element that is one, then for each pair that a line joins."""
        elements = self._drawn.elements
        rows = [
            self._alliance(
                element.name, element.kind, element.description, self._joined.get(place, {})
            )
            for place, element in enumerate(elements)
            if _is_alliance(element)
        ]
        pairs: dict[tuple[int, int], dict[str, None]] = {}
        for line in self._drawn.lines:
            pair = (min(line.start, line.end), max(line.start, line.end))
            if line.start != line.end and not any(_is_alliance(elements[one]) for one in pair):
                pairs.setdefault(pair, {})[line.kind] = None
        for pair, kinds in pairs.items():
            name = " – ".join(elements[one].name for one in pair)
            told = ", ".join(kind for kind in kinds if kind)
            rows.append(self._alliance(name, told, "", dict.fromkeys(pair)))
        return rows

    def _alliance(
        self, name: str, kind: str, description: str, joined: Iterable[int]
    ) -> dict[str, str]:
        partners = (self._drawn.elements[place] for place in joined)
        told = {
            fold(one.name): f"{_clean(one.name)}|{self._type(one)}"
            for one in partners
            if not _is_alliance(one)
        }
        return {
            "genre_lu": kind,
            "description_lue": description,
            "id": slugify(name, max_length=100),
            "name_fr": _clean(name),
            "partners": " ; ".join(told.values()),
        }

    def _type(self, element: Element) -> str:
        """Return the code of an element's type of actor: the record's, else the map's, else ""."""
        known = self._known.organisation(element.name)
        concepts = self._vocabulary.concepts("actor-type")
        slug = known.type if known else ""
        if not slug and element.kind:
            found = self._vocabulary.find("actor-type", element.kind)
            slug = found.slug if found and not found.slug.startswith("_") else ""
        return next((one.notation for one in concepts if one.slug == slug), "")


def _is_alliance(element: Element) -> bool:
    return fold(element.kind) in _ALLIANCES


def _clean(name: str) -> str:
    """Return the name without the signs that part names in a cell."""
    return name.replace(";", ",").replace("|", "/")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
