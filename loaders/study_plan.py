"""The study plan: which gap is to be filled, by what question and method, by whom, until when.

A plan is an intention, no evidence: it stands in one file beside the records, `plan.yaml`, and no
build reads it, so no count, status or gap can change because something was planned. Refused: a
crossing or concept that the vocabulary does not know, a line twice, a study told as anything else.
That the study named does not exist yet is no fault: it is what a plan is for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final, Literal

from pydantic import Field

from loaders.faults import Location, Spot, dotted, proposal
from loaders.judgement_records import Crossing
from loaders.record_words import Base, Line, Reference, Slug, Translated
from loaders.shapes import read_shape
from loaders.yaml_form import read_yaml
from ontology.errors import Finding, Text, VocabularyError
from ontology.vocabulary import Vocabulary

__all__ = ["PLAN", "PlanLine", "State", "StudyPlan", "line_findings", "read_plan"]

PLAN: Final = "plan.yaml"
State = Literal["proposed", "decided", "under-way", "abandoned"]
# What a line may wait for: things that a document can be read of.
_WORKS: Final = ("study", "programme", "document")
_ACTORS: Final = ("group", "actor-type")


class PlanLine(Base):
    """One study to make or to obtain; `study` names it once it has a name.

    `evidence` is the next kind of evidence that is looked for, `method` how. Nobody writes
    that a line is delivered: the graph tells, when it has read the study.
    """

    line: Slug
    gap: Crossing
    question: Translated
    actor: Reference | None = None
    territory: Slug
    evidence: Slug
    method: Translated
    owner: Line
    due: Annotated[int, Field(ge=2000, le=2100)]
    state: State = "proposed"
    study: Reference | None = None
    remark: Line | None = None


class StudyPlan(Base):
    """`plan.yaml`: the lines of the plan, in the order in which they were written."""

    lines: tuple[PlanLine, ...] = ()


def read_plan(data: bytes, where: str, vocabulary: Vocabulary) -> tuple[StudyPlan, list[Finding]]:
    """Return the plan of a file and every fault; raise RecordError for what is no YAML."""
    content, lines = read_yaml(data, where)
    plan, findings = read_shape(content, lines, StudyPlan, where)
    if plan is None:
        return StudyPlan(), findings
    seen: set[str] = set()
    for number, one in enumerate(plan.lines):
        for name, finding in line_findings(one, vocabulary):
            place: Location = ("lines", number, *name)
            line = next((lines[place[:end]] for end in (4, 3, 2) if place[:end] in lines), None)
            findings.append(Spot(where, line, dotted(place)).fault(*finding))
        if one.line in seen:
            spot = Spot(where, lines.get(("lines", number)), f"lines.{number}.line")
            findings.append(spot.fault("plan-twice", *TWICE, one.line))
        seen.add(one.line)
    return plan, findings


Fault = tuple[str, Text, Text, str]


def line_findings(line: PlanLine, vocabulary: Vocabulary) -> Iterator[tuple[Location, Fault]]:
    """Yield what a line names and nobody knows: the field, and what to say of it."""
    gap = line.gap
    yield from _concept(vocabulary, ("gap", "matrix"), "matrix", gap.matrix)
    for field, told in (("row", gap.row), ("column", gap.column)):
        scheme, _, slug = told.partition("/")
        yield from _concept(vocabulary, ("gap", field), scheme, slug)
    yield from _concept(vocabulary, ("territory",), "territory", line.territory)
    yield from _concept(vocabulary, ("evidence",), "missing-evidence", line.evidence)
    if line.actor is not None:
        scheme, _, slug = line.actor.partition("/")
        if scheme in _ACTORS:
            yield from _concept(vocabulary, ("actor",), scheme, slug)
        else:
            yield ("actor",), ("plan-actor", *_ACTOR, line.actor)
    if line.study is not None and line.study.partition("/")[0] not in _WORKS:
        yield ("study",), ("plan-study", *_STUDY, line.study)


def _concept(
    vocabulary: Vocabulary, place: Location, scheme: str, slug: str
) -> Iterator[tuple[Location, Fault]]:
    try:
        vocabulary.concept(scheme, slug)
    except VocabularyError:
        rule = Text("Cette notion n'existe pas.", "There is no such concept.")
        try:
            known = [each.slug for each in vocabulary.concepts(scheme)]
        except VocabularyError:
            known = []
        yield place, ("concept-unknown", rule, proposal(slug, known), f"{scheme}/{slug}")


TWICE: Final = (
    Text("Cette ligne du plan existe déjà plus haut.", "This line of the plan stands above."),
    Text("Donnez-lui un autre nom, ou gardez une ligne.", "Name it otherwise, or keep one."),
)
_ACTOR: Final = (
    Text("Ce n'est pas un acteur à interroger.", "This is no actor to ask."),
    Text("Écrivez « group/… » ou « actor-type/… ».", "Write “group/…” or “actor-type/…”."),
)
_STUDY: Final = (
    Text("Ce n'est pas une étude.", "This is not a study."),
    Text(
        "Écrivez « study/… », « programme/… » ou « document/… », ou rien.",
        "Write “study/…”, “programme/…” or “document/…”, or nothing.",
    ),
)
