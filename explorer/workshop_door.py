"""The page where workshops begin: paths to play, a path to make, votes that rooms have given.

Votes stand here beside the name of what they are about, with place, day and number, and with
no status: what a room thinks is not what is known. Workshops are never added up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from explorer.guided_paths import MOST_WORDS, GuidedPath
from explorer.models import Link
from explorer.paths import page_path
from explorer.reading import Reading, Words
from explorer.statements import link_to
from loaders.votes import Result
from loaders.workshops import Kept
from ontology.errors import Finding
from ontology.iris import concept, iri_of

__all__ = ["PathCard", "RoomVotes", "Voted", "WorkshopDoor", "workshop_door"]


@dataclass(frozen=True, slots=True)
class PathCard:
    """One path to play: its words, how many steps it has, and its first question."""

    slug: str
    title: Words
    what: Words | None
    steps: int
    question: Words


@dataclass(frozen=True, slots=True)
class Voted:
    """One count: what it is about, the question's message, who voted ("" for all), n and yes."""

    link: Link
    question: str
    actors: str
    number: int
    yes: int


@dataclass(frozen=True, slots=True)
class RoomVotes:
    """The votes of one workshop."""

    place: str
    date: str
    version: str
    votes: tuple[Voted, ...]


@dataclass(frozen=True, slots=True)
class WorkshopDoor:
    """All that the page shows; `opened` is a path read from a file, as plain data."""

    paths: tuple[PathCard, ...]
    rooms: tuple[RoomVotes, ...]
    faults: tuple[Finding, ...]
    opened: Mapping[str, Any] | None
    most_words: int = MOST_WORDS


def workshop_door(
    reading: Reading,
    paths: Sequence[GuidedPath],
    kept: Sequence[Kept],
    *,
    faults: tuple[Finding, ...] = (),
    opened: GuidedPath | None = None,
) -> WorkshopDoor:
    """Return the page in the language of `reading`; `faults` are those of a path just read."""
    reading.name_all(iri_of(one.thing) for room in kept for one in room.results)
    return WorkshopDoor(
        paths=tuple(_card(path, reading.language) for path in paths),
        rooms=tuple(
            RoomVotes(
                room.place,
                room.date,
                room.version,
                tuple(_voted(reading, one) for one in room.results),
            )
            for room in kept
        ),
        faults=faults,
        opened=opened.model_dump(mode="json", exclude_none=True) if opened else None,
    )


def _card(path: GuidedPath, language: str) -> PathCard:
    return PathCard(
        path.path,
        Words(*path.title.in_language(language)),
        Words(*path.what.in_language(language)) if path.what else None,
        len(path.steps),
        Words(*path.steps[0].question.in_language(language)),
    )


def _voted(reading: Reading, one: Result) -> Voted:
    iri = iri_of(one.thing)
    link = link_to(reading, iri) if reading.named(iri) else Link(Words(one.thing))
    actors = reading.label(concept("actor-type", one.actors)).text if one.actors != "_T" else ""
    where = Link(link.words, link.href or page_path(iri, reading.language))
    return Voted(where, f"workshop.{one.question}", actors, one.number or 0, one.yes or 0)
