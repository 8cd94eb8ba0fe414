"""What could be studied next: a line of the plan proposed for each of the first gaps.

The order is that of the gaps, by declared demand and then by what is held around; it is no mark.
A proposal says a question and a way to look for the next kind of evidence, in both languages, for a
person to correct: nothing of it is planned before somebody takes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from explorer.facets import iri_text, named_rows, whole
from explorer.messages import Messages
from graph.store import Store
from loaders.judgement_records import Crossing
from loaders.study_plan_book import Proposal
from ontology.errors import Text
from ontology.iris import reference_of
from queries.answers import Node, ask, cell
from queries.catalogue import read_question

__all__ = ["proposals"]

_OBTAIN: Final = "etudie-hors-corpus"
_NOT_TO_STUDY: Final = "sans-objet"
_FRANCE: Final = "france"


@dataclass(frozen=True, slots=True)
class _Way:
    """How a gap of one matrix is looked into: the message of it, the evidence to look for."""

    method: str
    evidence: str


_MEASURE: Final = "mesure-avec-methode-base-et-periode"
_WAYS: Final[Mapping[str, _Way]] = {
    "categorie-impact": _Way("measure", _MEASURE),
    "domaine-impact": _Way("measure", _MEASURE),
    "acteur-impact": _Way("ask", _MEASURE),
    "territoire-domaine": _Way("territory", "fait-ou-chiffre"),
    "domaine-categorie": _Way("case", "fait-ou-chiffre"),
    "mecanisme-organisation": _Way("interview", "affirmation"),
}


def proposals(
    store: Store,
    messages: Mapping[str, Messages],
    planned: Collection[Crossing],
    *,
    matrix: str,
    number: int,
) -> tuple[Proposal, ...]:
    """Return a proposal for each of the first `number` gaps of `matrix` that nobody planned.

    `matrix` is a slug, "_T" for all; `messages` are those of both languages. Raise QueryError
    for a matrix that does not exist.
    """
    answer = ask(read_question("manques"), {"matrix": matrix}, store)
    return tuple(islice(_proposed(named_rows(answer), messages, planned), number))


def _proposed(
    rows: list[dict[str, Node | None]],
    messages: Mapping[str, Messages],
    planned: Collection[Crossing],
) -> Iterator[Proposal]:
    seen = set(planned)
    rank = 0
    told = set()
    for row in rows:
        gap = Crossing(
            matrix=_slug(row["of"]),
            row=reference_of(iri_text(row["row"])) or "",
            column=reference_of(iri_text(row["column"])) or "",
        )
        if gap not in told:
            rank += 1
        told.add(gap)
        # A gap has one row for each study to obtain.
        if gap not in seen and _slug(row["gap"]) != _NOT_TO_STUDY:
            seen.add(gap)
            yield _proposal(gap, row, messages, rank)


def _proposal(
    gap: Crossing, row: Mapping[str, Node | None], messages: Mapping[str, Messages], rank: int
) -> Proposal:
    way = _WAYS[gap.matrix]
    names = {
        language: {side: str(cell(row[f"{side}_{language}"]) or "") for side in ("row", "column")}
        for language in ("fr", "en")
    }

    def said(key: str) -> Text:
        return Text(*(_plain(messages[one](key, **names[one])) for one in ("fr", "en")))

    obtained = _slug(row["gap"]) == _OBTAIN
    scheme, _, slug = gap.row.partition("/")
    around = whole(row["held_on_row"]) + whole(row["held_in_column"])
    return Proposal(
        gap=gap,
        question=said(f"plan.question.{gap.matrix}"),
        method=said(f"plan.method.{'obtain' if obtained else way.method}"),
        evidence=way.evidence,
        territory=slug if scheme == "territory" else _FRANCE,
        actor=gap.row if scheme in {"group", "actor-type"} else "",
        why=_plain(messages["fr"](
            "plan.why", rank=rank, groups=whole(row["groups"]), around=around,
            kind=str(cell(row["gap_fr"]) or ""),
        )),
    )  # fmt: skip


def _plain(text: str) -> str:
    """Return a text as people type it: the page puts the spaces of its language itself."""
    return text.replace("\u202f", " ").replace("\xa0", " ")


def _slug(term: object) -> str:
    return iri_text(term).rpartition("/")[2]
