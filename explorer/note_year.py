"""What a yearly note adds: coverage by matrix, the age of every source and case, the horizons.

Counts are those of the graph and ages those of the catalogue's questions, seen from a year that
a person names: no clock is read. Each line says where its numbers come from. An age is no mark
and a horizon that has passed proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from explorer.facets import iri_text, named_rows
from explorer.messages import Messages
from explorer.reading import Reading
from ontology.iris import reference_of
from ontology.terms import AL
from queries.answers import Node, ask, cell
from queries.catalogue import read_question

__all__ = ["Told", "Yearly", "yearly_of"]

_COVERED: Final = f"""
SELECT ?matrix ?kind (COUNT(DISTINCT ?crossing) AS ?n) WHERE {{
  ?crossing {AL.inMatrix} ?matrix .
  OPTIONAL {{ ?crossing {AL.gapType} ?kind }}
}} GROUP BY ?matrix ?kind
"""
_SOURCES: Final = "fraicheur-des-sources"
_CASES: Final = "fraicheur-des-cas"
_HORIZONS: Final = "horizons-et-age-des-cas"
_Row = Mapping[str, Node | None]


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence with numbers in it, and where they come from."""

    text: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Yearly:
    """The sections of a year, each in the order of its question."""

    year: str
    coverage: tuple[Told, ...]
    sources: tuple[Told, ...]
    cases: tuple[Told, ...]
    horizons: tuple[Told, ...]


def yearly_of(reading: Reading, messages: Messages, version: str, year: str) -> Yearly:
    """Return what a note says of the whole graph in `year`; raise QueryError for no year."""
    asked = _Asked(reading, messages, version, year)
    return Yearly(
        year=year,
        coverage=tuple(asked.coverage()),
        sources=tuple(asked.sources()),
        cases=tuple(asked.cases()),
        horizons=tuple(asked.horizons()),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """One graph asked about one year."""

    reading: Reading
    messages: Messages
    version: str
    year: str

    def coverage(self) -> Iterator[Told]:
        """Yield each matrix: how many crossings hold evidence, how many gaps of which type."""
        counts: dict[str, dict[str, int]] = {}
        for matrix, kind, number in self.reading.rows(_COVERED):
            held = counts.setdefault(iri_text(matrix), {})
            held[iri_text(kind) if kind else ""] = int(str(getattr(number, "value", 0)))
        kinds = {kind for held in counts.values() for kind in held if kind}
        self.reading.name_all({*counts, *kinds})
        for of, held in sorted(counts.items()):
            text = self._covered(self.reading.label(of).text, held)
            yield Told(text, (self.messages("note.counted", version=self.version),))

    def _covered(self, matrix: str, counts: Mapping[str, int]) -> str:
        """Return one matrix in words; `counts` has a number for each type of gap, "" for none."""
        held, every = counts.get("", 0), sum(counts.values())
        text = self.messages("note.covered", matrix=matrix, held=held, all=every)
        gaps = ", ".join(
            f"{self.reading.label(kind).text.lower()} ({counts[kind]})"
            for kind in sorted(counts)
            if kind
        )
        return f"{text}{self.messages('note.gaps_are', gaps=gaps) if gaps else ''}."

    def sources(self) -> Iterator[Told]:
        """Yield every source with its day of issue and reading and the year of its figures."""
        for row in self._rows(_SOURCES):
            parts = [
                self._part("note.issued", row, "issued"),
                self._part("note.read_on", row, "read_on", "read_age"),
                self._part("note.data_of", row, "data_year", "data_age"),
            ]
            yield self._line(row, "source", [one for one in parts if one], _SOURCES)

    def cases(self) -> Iterator[Told]:
        """Yield every case with the age of its alliance and the latest of its sources."""
        told: dict[str, list[_Row]] = {}
        for row in self._rows(_CASES):
            told.setdefault(iri_text(row["case"]), []).append(row)
        for many in told.values():
            latest = {
                name: max((one[name] for one in many if one[name]), key=_text, default=None)
                for name in ("issued", "read_on", "read_age")
            }
            one = {**many[0], **latest}
            number = len({iri_text(each["source"]) for each in many if each["source"]})
            parts = [
                self._part("note.started", one, "start", "age") or self.messages("note.no_start"),
                self.messages.count("note.case_sources", number),
                self._part("note.issued", one, "issued"),
                self._part("note.read_on", one, "read_on", "read_age"),
            ]
            yield self._line(one, "case", [each for each in parts if each], _CASES)

    def horizons(self) -> Iterator[Told]:
        """Yield every case and impact with a horizon: the age beside it, and the words it is of."""
        for row in self._rows(_HORIZONS):
            left = int(_text(row["left"]))
            key = "note.too_early" if left > 0 else "note.horizon_passed"
            text = self.messages(
                "note.horizon",
                case=_text(row["case_label"]),
                impact=_text(row[f"impact_{self.reading.language}"]),
                age=_text(row["age"]),
                horizon=_text(row["horizon"]),
                stand=self.messages(key, n=abs(left)),
            )
            yield Told(text, (self._quoted(row), self._by(_HORIZONS)))

    def _quoted(self, row: _Row) -> str:
        if not row["quote"]:
            return self.messages("claim.to_find")
        said = f"{self.messages('quote.open')}{_text(row['quote'])}{self.messages('quote.close')}"
        file, line = _text(row["source_file"]), _text(row["source_line"])
        place = f"{file}{self.messages('quote.line', n=line) if line else ''}"
        return ", ".join(one for one in (said, place, _text(row["source_url"])) if one)

    def _rows(self, name: str) -> list[dict[str, Node | None]]:
        return named_rows(ask(read_question(name), {"year": self.year}, self.reading.store))

    def _part(self, key: str, row: _Row, of: str, age: str = "") -> str:
        if not row[of]:
            return ""
        return self.messages(key, of=_text(row[of]), age=_text(row[age]) if age else "")

    def _line(self, row: _Row, of: str, parts: list[str], question: str) -> Told:
        iri = iri_text(row[of])
        name = _text(row[f"{of}_label"]) or reference_of(iri) or iri
        said = self.messages("note.between").join(parts or [self.messages("note.no_age")])
        colon = self.messages("list.colon")
        return Told(f"{name}{colon} {said}.", (reference_of(iri) or iri, self._by(question)))

    def _by(self, question: str) -> str:
        return self.messages("note.by", name=question, year=self.year, version=self.version)


def _text(term: Node | None) -> str:
    value = cell(term)
    return "" if value is None else str(value)
