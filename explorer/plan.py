"""The study plan beside what the graph holds: planned, and delivered.

A line is delivered when the graph has read the study it names: a passage of a document about it
stands in the graph. A study that is only named there is said to be known, not read. The plan
comes from its file and never from the graph, so it is no evidence of anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from explorer.messages import Messages
from explorer.models import Link
from explorer.paths import page_path
from explorer.reading import Reading, Words
from explorer.sheets import Sheet
from explorer.statements import link_to
from loaders.study_plan import PlanLine, StudyPlan
from loaders.study_plan_book import STATE_WORDS
from ontology.errors import Text
from ontology.iris import concept, iri_of, reference_of
from ontology.terms import AL, OA
from queries.catalogue import Column

__all__ = ["DELIVERIES", "Plan", "PlanRow", "plan_page", "plan_sheet"]

# What the graph has of the study that a line names, the message of each is `plan.<word>`.
DELIVERIES: Final = ("delivered", "known", "awaited", "unnamed")
_READ: Final = f"""
SELECT DISTINCT ?work WHERE {{
  VALUES ?work {{ }} ?document {AL.aboutStudy}? ?work . ?passage {OA.hasSource} ?document .
}}
"""
_CROSSINGS: Final = f"""
SELECT ?crossing ?matrix ?row ?column ?kind WHERE {{
  VALUES ?matrix {{ }}
  ?crossing {AL.inMatrix} ?matrix ; {AL.row} ?row ; {AL.column} ?column .
  OPTIONAL {{ ?crossing {AL.gapType} ?kind }}
}}
"""
_COLUMNS: Final = (
    Column("line", Text("Ligne", "Line")),
    Column("gap", Text("Manque", "Gap")),
    Column("gap_now", Text("Ce manque aujourd'hui", "This gap today")),
    Column("question", Text("Question", "Question")),
    Column("actor", Text("Acteur", "Actor")),
    Column("territory", Text("Territoire", "Territory")),
    Column("evidence", Text("Preuve cherchée", "Evidence looked for")),
    Column("method", Text("Méthode", "Method")),
    Column("owner", Text("Porteur", "Owner")),
    Column("due", Text("Année", "Year")),
    Column("state", Text("État", "State")),
    Column("study", Text("Étude", "Study")),
    Column("delivered", Text("Réalisé", "Delivered")),
    Column("remark", Text("Remarque", "Remark")),
)
_Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One line of the plan; `gap_now` is the type of the gap today, or that evidence came.

    `delivery` is one of DELIVERIES; `study` is None when the line names none.
    """

    line: str
    gap: Link
    matrix: Words
    gap_now: Words
    question: Words
    actor: Link | None
    territory: Link
    evidence: Words
    method: Words
    owner: str
    due: int
    state: str
    abandoned: bool
    study: Link | None
    delivery: str
    remark: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The lines by year and name; `counts` holds those of each delivery, abandoned ones apart."""

    rows: tuple[PlanRow, ...]
    counts: Mapping[str, int]
    abandoned: int

    @property
    def planned(self) -> int:
        """How many lines are not given up."""
        return len(self.rows) - self.abandoned


def plan_page(reading: Reading, messages: Messages, plan: StudyPlan) -> Plan:
    """Return the plan beside the graph, the earliest year first."""
    places = _places(reading, {concept("matrix", one.gap.matrix) for one in plan.lines})
    read = _read(reading, [iri_of(one.study) for one in plan.lines if one.study])
    reading.name_all(iri for one in plan.lines for iri in _named(one))
    ordered = sorted(plan.lines, key=lambda one: (one.due, one.line))
    rows = tuple(_row(reading, messages, one, places=places, read=read) for one in ordered)
    kept = [row for row in rows if not row.abandoned]
    return Plan(rows, Counter(row.delivery for row in kept), len(rows) - len(kept))


def plan_sheet(reading: Reading, messages: Messages, plan: StudyPlan) -> Sheet:
    """Return every line of the plan as a table."""
    lines = tuple(
        (
            row.line,
            row.gap.words.text,
            row.gap_now.text,
            row.question.text,
            row.actor.words.text if row.actor else None,
            row.territory.words.text,
            row.evidence.text,
            row.method.text,
            row.owner,
            row.due,
            row.state,
            row.study.words.text if row.study else None,
            messages(f"plan.{row.delivery}"),
            row.remark or None,
        )
        for row in plan_page(reading, messages, plan).rows
    )
    return Sheet("plan", messages("plan.title"), _COLUMNS, lines)


def _named(line: PlanLine) -> tuple[str, ...]:
    gap = line.gap
    references = (gap.row, gap.column, line.actor, line.study)
    return (
        concept("matrix", gap.matrix),
        concept("territory", line.territory),
        concept("missing-evidence", line.evidence),
        *(iri_of(each) for each in references if each),
    )


def _places(reading: Reading, matrices: set[str]) -> dict[_Place, tuple[str, str]]:
    """Return (matrix, row, column) -> the crossing and its type of gap, "" where evidence is."""
    found = {}
    rows = reading.rows(_CROSSINGS, matrix=sorted(matrices)) if matrices else ()
    for crossing, matrix, row, column, kind in rows:
        place = (_iri(matrix), _iri(row), _iri(column))
        found[place] = (_iri(crossing), _iri(kind))
    reading.name_all(kind for _, kind in found.values() if kind)
    return found


def _read(reading: Reading, works: list[str]) -> set[str]:
    return {_iri(row[0]) for row in reading.rows(_READ, work=works)} if works else set()


def _iri(term: object) -> str:
    return str(getattr(term, "value", ""))


def _row(
    reading: Reading,
    messages: Messages,
    line: PlanLine,
    *,
    places: Mapping[_Place, tuple[str, str]],
    read: set[str],
) -> PlanRow:
    language = reading.language
    gap, now = _gap(reading, messages, line, places)
    study, delivery = _delivery(reading, line, read)
    return PlanRow(
        line=line.line,
        gap=gap,
        matrix=reading.label(concept("matrix", line.gap.matrix)),
        gap_now=now,
        question=Words(getattr(line.question, language), language),
        actor=link_to(reading, iri_of(line.actor)) if line.actor else None,
        territory=link_to(reading, concept("territory", line.territory)),
        evidence=reading.label(concept("missing-evidence", line.evidence)),
        method=Words(getattr(line.method, language), language),
        owner=line.owner,
        due=line.due,
        state=STATE_WORDS[line.state].in_language(language),
        abandoned=line.state == "abandoned",
        study=study,
        delivery=delivery,
        remark=line.remark or "",
    )


def _gap(
    reading: Reading,
    messages: Messages,
    line: PlanLine,
    places: Mapping[_Place, tuple[str, str]],
) -> tuple[Link, Words]:
    """Return the crossing of a line by name, and what has become of it."""
    language = reading.language
    matrix = concept("matrix", line.gap.matrix)
    row, column = (iri_of(told) for told in (line.gap.row, line.gap.column))
    crossing, kind = places.get((matrix, row, column), ("", ""))
    name = f"{reading.label(row).text} × {reading.label(column).text}"
    link = Link(Words(name, language), page_path(crossing, language) if crossing else "")
    if kind:
        return link, reading.label(kind)
    return link, Words(messages("plan.filled" if crossing else "plan.no_crossing"), language)


def _delivery(reading: Reading, line: PlanLine, read: set[str]) -> tuple[Link | None, str]:
    if line.study is None:
        return None, "unnamed"
    iri = iri_of(line.study)
    if iri in read:
        return link_to(reading, iri), "delivered"
    if reading.named(iri):
        return link_to(reading, iri), "known"
    return Link(Words(reference_of(iri) or line.study)), "awaited"
