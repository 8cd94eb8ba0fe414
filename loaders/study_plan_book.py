"""The study plan as a workbook: what is planned, what is proposed from the ranked gaps, taken back.

A proposal is a row without owner and year: it enters only when a person gives both. A line that
the workbook does not hold stays as it is; what is given up is said to be abandoned, not erased.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from slugify import slugify

from loaders.difference import difference
from loaders.faults import Location, proposal, refusal
from loaders.judgement_records import Crossing
from loaders.loading import Plan
from loaders.record_words import Base
from loaders.recordset import RecordSet
from loaders.shapes import read_shape
from loaders.sheets import Choice, Sheet, write_book
from loaders.spreadsheets import Columns, Row
from loaders.study_plan import PLAN, TWICE, PlanLine, State, StudyPlan, line_findings
from loaders.workbooks import read_workbook
from loaders.writing import canonical
from ontology.errors import Finding, Text
from ontology.vocabulary import Vocabulary

__all__ = ["COLUMNS", "STATE_WORDS", "Proposal", "Taken", "plan_book", "plan_change", "taken_lines"]

COLUMNS: Final = Columns(
    (
        "ligne", "croisement", "question", "question_en", "acteur", "territoire", "preuve",
        "methode", "methode_en", "porteur", "annee", "etat", "etude", "remarque", "pourquoi",
        "manque",
    ),
    frozenset({"manque"}),
)  # fmt: skip
STATE_WORDS: Final[Mapping[State, Text]] = {
    "proposed": Text("proposé", "proposed"),
    "decided": Text("décidé", "decided"),
    "under-way": Text("en cours", "under way"),
    "abandoned": Text("abandonné", "abandoned"),
}
# Field of a line -> the column that says it, for faults.
_COLUMN: Final = {
    "line": "ligne", "gap": "manque", "actor": "acteur", "territory": "territoire",
    "evidence": "preuve", "owner": "porteur", "due": "annee", "state": "etat", "study": "etude",
    "remark": "remarque",
}  # fmt: skip
_TEXTS: Final = {("question", "fr"): "question", ("question", "en"): "question_en",
                 ("method", "fr"): "methode", ("method", "en"): "methode_en"}  # fmt: skip
_README: Final = (
    "Donnez porteur et année aux lignes à prendre : une ligne sans les deux n'entre pas. / "
    "Give owner and year to the rows to take: a row without both does not enter.",
    "« abandonné » garde la ligne et dit qu'elle ne se fera pas ; l'ôter d'ici ne change rien. / "
    "“abandonné” keeps the line and says it will not be done; deleting a row changes nothing.",
    "« etude » (study/…, programme/… ou document/…) dit ce qui la remplira. / "
    "“etude” (study/…, programme/… or document/…) says what will deliver it.",
    "Les colonnes croisement et pourquoi ne se reprennent pas ; manque ne se change pas. / "
    "Columns croisement and pourquoi are not read back; manque is not to be changed.",
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line that could be: a gap, what could be asked, and `why` it comes at its rank."""

    gap: Crossing
    question: Text
    method: Text
    evidence: str
    territory: str
    actor: str
    why: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What a filled workbook gives: lines to keep, and how many rows stay proposals."""

    lines: tuple[PlanLine, ...]
    left: int


def plan_book(plan: StudyPlan, proposals: Iterable[Proposal], vocabulary: Vocabulary) -> bytes:
    """Return the workbook of the plan, the proposals after its lines."""
    words = _Words(vocabulary)
    rows = [
        *(_line_row(one, words) for one in plan.lines),
        *(_proposed_row(one, words) for one in proposals),
    ]
    choices = {
        "acteur": Choice(list(words.actors)),
        "territoire": Choice([each.fr for each in vocabulary.concepts("territory")]),
        "preuve": Choice([each.fr for each in vocabulary.concepts("missing-evidence")]),
        "etat": Choice([each.fr for each in STATE_WORDS.values()]),
    }
    return write_book([Sheet("plan", COLUMNS.names, rows, choices)], _README)


class _Words:
    """The names of the workbook, and what they stand for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.actors: dict[str, str] = {}
        for scheme in ("actor-type", "group"):
            for each in vocabulary.concepts(scheme):
                # Two schemes may say the same word: the second then shows its reference.
                reference = f"{scheme}/{each.slug}"
                self.actors[reference if each.fr in self.actors else each.fr] = reference

    def actor(self, reference: str) -> str:
        return next((word for word, held in self.actors.items() if held == reference), reference)

    def concept(self, scheme: str, slug: str) -> str:
        return self.vocabulary.concept(scheme, slug).fr

    def slug(self, scheme: str, word: str) -> str:
        """Return the slug that a word names, or what it would be: the check then refuses it."""
        found = self.vocabulary.find(scheme, word)
        return found.slug if found else slugify(word) or "-"

    def crossing(self, gap: Crossing) -> str:
        sides = (told.partition("/") for told in (gap.row, gap.column))
        return " × ".join(self.concept(scheme, slug) for scheme, _, slug in sides)


def _line_row(line: PlanLine, words: _Words) -> tuple[str, ...]:
    return (
        line.line, words.crossing(line.gap), line.question.fr, line.question.en,
        words.actor(line.actor) if line.actor else "", words.concept("territory", line.territory),
        words.concept("missing-evidence", line.evidence), line.method.fr, line.method.en,
        line.owner, str(line.due), STATE_WORDS[line.state].fr, line.study or "",
        line.remark or "", "", _told(line.gap),
    )  # fmt: skip


def _proposed_row(one: Proposal, words: _Words) -> tuple[str, ...]:
    return (
        "", words.crossing(one.gap), one.question.fr, one.question.en,
        words.actor(one.actor) if one.actor else "", words.concept("territory", one.territory),
        words.concept("missing-evidence", one.evidence), one.method.fr, one.method.en,
        "", "", STATE_WORDS["proposed"].fr, "", "", one.why, _told(one.gap),
    )  # fmt: skip


def _told(gap: Crossing) -> str:
    return f"{gap.matrix} {gap.row} {gap.column}"


def taken_lines(data: bytes, where: str, plan: StudyPlan, vocabulary: Vocabulary) -> Taken:
    """Return the lines of a filled workbook; raise RecordError with every fault of it."""
    tables, findings = read_workbook(data, where, (COLUMNS,))
    reader = _Reader(_Words(vocabulary), {each.line for each in plan.lines}, list(findings))
    rows = [row for _, rows in tables for row in rows]
    lines = tuple(line for row in rows for line in reader.line(row))
    if reader.findings:
        raise refusal(reader.findings)
    return Taken(lines, reader.left)


@dataclass(slots=True)
class _Reader:
    """Rows on their way to lines; `names` are taken, `findings` holds what is wrong."""

    words: _Words
    names: set[str]
    findings: list[Finding]
    left: int = 0
    seen: set[str] = field(default_factory=set)

    def line(self, row: Row) -> Iterator[PlanLine]:
        """Yield the line of a row; nothing for a proposal or for a row at fault."""
        if not row["porteur"] and not row["annee"]:
            self.left += 1
            return
        data = self._data(row)
        line, faults = read_shape(data, {}, PlanLine, row.where)
        for each in faults:
            spot = row.spot(_column(tuple(each.field.split("."))))
            self.findings.append(spot.fault(each.code, each.rule, each.cure, each.value))
        if line is None:
            return
        for place, told in line_findings(line, self.words.vocabulary):
            self.findings.append(row.spot(_column(place)).fault(*told))
        if line.line in self.seen:
            self.findings.append(row.spot("ligne").fault("plan-twice", *TWICE, line.line))
        self.seen.add(line.line)
        yield line

    def _data(self, row: Row) -> dict[str, Any]:
        words, parts = self.words, [*row["manque"].split(), "", "", ""][:3]
        gap = dict(zip(("matrix", "row", "column"), parts, strict=True))
        states = {each.fr: state for state, each in STATE_WORDS.items()}
        state = states.get(row["etat"].casefold())
        if state is None:
            cure = proposal(row["etat"], list(states))
            self.findings.append(row.spot("etat").fault("plan-state", _NO_STATE, cure, row["etat"]))
        due = row["annee"]
        return {
            "line": row["ligne"] or self._named(gap),
            "gap": gap,
            "question": _given(fr=row["question"], en=row["question_en"]),
            "territory": words.slug("territory", row["territoire"]),
            "evidence": words.slug("missing-evidence", row["preuve"]),
            "method": _given(fr=row["methode"], en=row["methode_en"]),
            "due": int(due) if due.isascii() and due.isdigit() else due,
            "state": state or "proposed",
            **_given(
                actor=words.actors.get(row["acteur"], row["acteur"]),
                owner=row["porteur"],
                study=row["etude"],
                remark=row["remarque"],
            ),
        }

    def _named(self, gap: Mapping[str, str]) -> str:
        sides = (gap[side].partition("/")[2] for side in ("row", "column"))
        name = slugify(f"{'-'.join(sides)}", max_length=100) or "ligne"
        free = (name, *(f"{name}-{number}" for number in range(2, 1000)))
        found = next(each for each in free if each not in self.names)
        self.names.add(found)
        return found


def _given(**values: str) -> dict[str, str]:
    """Return the values that are not empty: what is absent is told as absent."""
    return {name: value for name, value in values.items() if value}


def _column(place: Location) -> str:
    """Return the column of a field of a line."""
    return _TEXTS.get((str(place[0]), str(place[-1])), _COLUMN.get(str(place[0]), str(place[0])))


def plan_change(record: RecordSet, lines: Sequence[PlanLine]) -> Plan:
    """Return what keeping `lines` would change: those of the same name are replaced."""
    held = {each.line: each for each in record.plan.lines}
    kept = held | {each.line: each for each in lines}
    told = difference(
        {f"{PLAN}/{name}": _plain(line) for name, line in held.items()},
        {f"{PLAN}/{line.line}": _plain(line) for line in lines},
    )
    if not told.added and not told.changed:
        return Plan(told, {})
    return Plan(told, {PLAN: canonical(StudyPlan(lines=tuple(kept.values())))})


def _plain(line: Base) -> Mapping[str, Any]:
    return line.model_dump(exclude_defaults=True)


_NO_STATE: Final = Text("Cet état n'est pas dans la liste.", "This state is not in the list.")
