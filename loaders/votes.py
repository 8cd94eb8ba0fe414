"""Votes of a workshop: the one form of the file, whoever writes it, and what may be shown of it.

The workshop's page, the sheet typed back from paper and the terminal all write and read this
form. A vote is an opinion of a room: it stands apart from evidence, always with place, date
and number. It holds counts and no person. Fewer than `LEAST` voters are never shown, neither
by themselves nor as what is left when others are subtracted. Refused: a count twice for the
same table, a day that does not exist, anything the form does not know.
"""

from __future__ import annotations

import datetime
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Literal, get_args

from pydantic import Field, StringConstraints

from loaders.faults import Spot, proposal, refusal
from loaders.record_words import Base, Line, Reference, Slug
from loaders.shapes import read_shape
from loaders.yaml_form import Lines, read_yaml
from ontology.errors import Finding, Text

__all__ = [
    "ACTORS",
    "FORMAT",
    "LEAST",
    "QUESTIONS",
    "Ballot",
    "Question",
    "Result",
    "VoteFile",
    "combined",
    "read_votes",
    "results",
    "schema",
    "written_votes",
]

FORMAT: Final = "alliances-votes/1"
# Voters below which nothing is shown.
LEAST: Final = 5
Question = Literal["agree", "priority"]
QUESTIONS: Final[tuple[Question, ...]] = get_args(Question)
# Who people say they are: concepts of `actor-type`, and "_T" for those who do not say.
ACTORS: Final = (
    "association",
    "fondation",
    "entreprise",
    "acteur-public",
    "reseau",
    "groupe-de-citoyens",
    "academique",
    "partenaire-social",
    "personne",
    "_T",
)

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_Count = Annotated[int, Field(ge=0, le=999)]


class Ballot(Base):
    """How many of one table and one kind of actor answered yes and no about one thing.

    `thing` is a reference, most often `link/...`; `actors` is one of ACTORS. `by` tells a count
    of paper from one of keys, where the page counted both: it never adds the two of one table.
    """

    thing: Reference
    question: Question
    table: Annotated[int, Field(ge=1, le=99)]
    actors: Slug
    yes: _Count = 0
    no: _Count = 0
    by: Literal["paper"] | None = None


class VoteFile(Base):
    """The votes of one workshop: where, when, on which path and data, then the counts.

    `workshop` names the file and its graph (`nantes-2026-11-21`); `version` is the content
    hash of the data that was shown.
    """

    format: Literal["alliances-votes/1"]
    workshop: Slug
    place: Line
    date: Line
    language: Literal["fr", "en"] = "fr"
    path: Slug | None = None
    version: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    ballots: tuple[Ballot, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What may be shown of one question about one thing; `actors` is "_T" for the whole room.

    `number` is how many voted, `yes` how many of them said yes. Both are None when fewer than
    LEAST voted, so that nobody can be recognised.
    """

    thing: str
    question: Question
    actors: str
    number: int | None
    yes: int | None


def read_votes(data: bytes, where: str) -> VoteFile:
    """Return the votes of a JSON file; raise RecordError with every fault and its remedy."""
    content, lines = read_yaml(data, where)
    votes, findings = read_shape(content, lines, VoteFile, where)
    if votes is not None:
        findings = list(_findings(votes, lines, where))
    if votes is None or findings:
        raise refusal(findings)
    return votes


def written_votes(votes: VoteFile) -> bytes:
    """Return votes as the file they are kept in: the same votes give the same bytes."""
    told = votes.model_dump(mode="json", exclude_none=True)
    told["ballots"] = sorted(told["ballots"], key=lambda one: _key(Ballot(**one)))
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def schema() -> dict[str, object]:
    """Return the form as JSON Schema, for whoever writes such a file with another program."""
    return VoteFile.model_json_schema()


def combined(ballots: Iterable[Ballot]) -> tuple[Ballot, ...]:
    """Return one ballot for each thing, question, table and kind of actor, counts added up."""
    held: dict[tuple[str, str, int, str], Ballot] = {}
    for one in ballots:
        before = held.get(_key(one))
        more = {"yes": one.yes, "no": one.no}
        if before is not None:
            more = {"yes": one.yes + before.yes, "no": one.no + before.no}
        held[_key(one)] = one.model_copy(update=more)
    return tuple(held[key] for key in sorted(held))


def results(ballots: Iterable[Ballot]) -> tuple[Result, ...]:
    """Return what a room may see: each thing and question as a whole, then by kind of actor."""
    counted: dict[tuple[str, Question], dict[str, tuple[int, int]]] = defaultdict(dict)
    for one in ballots:
        told = counted[one.thing, one.question]
        number, yes = told.get(one.actors, (0, 0))
        told[one.actors] = (number + one.yes + one.no, yes + one.yes)
    return tuple(
        result
        for (thing, question) in sorted(counted)
        for result in _shown(thing, question, counted[thing, question])
    )


def _shown(thing: str, question: Question, told: Mapping[str, tuple[int, int]]) -> Iterator[Result]:
    number = sum(one for one, _ in told.values())
    yes = sum(one for _, one in told.values())
    enough = number >= LEAST
    yield Result(thing, question, "_T", number if enough else None, yes if enough else None)
    named = {actors: count for actors, count in told.items() if actors != "_T" and count[0]}
    open_to_all = _open(named, number)
    for actors in sorted(named):
        one, agreed = named[actors]
        shown = actors in open_to_all
        yield Result(thing, question, actors, one if shown else None, agreed if shown else None)


def _open(named: Mapping[str, tuple[int, int]], number: int) -> set[str]:
    """Return the kinds that may be shown: enough voters, and enough among those left unseen."""
    kept = sorted((kind for kind in named if named[kind][0] >= LEAST), key=lambda k: -named[k][0])
    while kept and 0 < number - sum(named[kind][0] for kind in kept) < LEAST:
        kept.pop()
    return set(kept)


def _key(one: Ballot) -> tuple[str, str, int, str]:
    return one.thing, one.question, one.table, one.actors


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and datetime.date.fromisoformat(text))
    except ValueError:
        return False


def _findings(votes: VoteFile, lines: Lines, where: str) -> Iterator[Finding]:
    if not _is_day(votes.date):
        yield Spot(where, lines.get(("date",)), "date").fault("vote-date", *_NO_DAY, votes.date)
    seen: set[tuple[str, str, int, str]] = set()
    for number, one in enumerate(votes.ballots):
        spot = Spot(where, lines.get(("ballots", number)), f"ballots.{number}")
        if one.actors not in ACTORS:
            wrong = spot.at(field=f"ballots.{number}.actors")
            yield wrong.fault("vote-actors", _NO_ACTORS, proposal(one.actors, ACTORS), one.actors)
        if _key(one) in seen:
            yield spot.fault("vote-twice", *_TWICE, one.thing)
        seen.add(_key(one))


_NO_DAY: Final = (
    Text("Ce jour n'existe pas.", "There is no such day."),
    Text("Écrivez la date de l'atelier : 2026-11-21.", "Write the day: 2026-11-21."),
)
_NO_ACTORS: Final = Text(
    "Ce n'est pas une catégorie d'acteurs des votes.", "Votes know no such kind of actor."
)
_TWICE: Final = (
    Text(
        "Cette table a déjà un compte pour cette chose, cette question et ces acteurs.",
        "This table already has a count for this thing, question and kind of actor.",
    ),
    Text("Gardez une ligne, avec la somme.", "Keep one line, with the sum."),
)
