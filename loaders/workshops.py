"""Votes that are kept: one graph for each workshop, beside the record and never in it.

A kept workshop is a TriG file under `workshops/`, in a graph of its own and in words of its
own (`votes.ttl`). No build reads it, so no count, status or export of evidence can hold a vote.
Only what may be shown is kept: counts of fewer than five voters stay with whoever held the
workshop. Refused: a workshop that is kept already with other counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from loaders.faults import proposal
from loaders.votes import Question, Result, VoteFile, results
from ontology.errors import NotHeldError, RecordError, Text
from ontology.iris import BASE, concept, graph, iri_of, reference_of
from ontology.terms import RDF, XSD

__all__ = ["FOLDER", "Kept", "kept_file", "kept_workshops", "retracted", "vocabulary", "vote_quads"]

FOLDER: Final = "workshops"
VOTE: Final = f"{BASE}vote#"
_PREFIXES: Final = {"vote": VOTE, "kg": BASE}


@dataclass(frozen=True, slots=True)
class Kept:
    """One kept workshop; `version` is the content hash of the data shown, "" if unknown."""

    workshop: str
    place: str
    date: str
    version: str
    results: tuple[Result, ...]

    @property
    def voters(self) -> int:
        """The most people who answered one question: at least so many were in the room."""
        return max((one.number or 0 for one in self.results), default=0)


def vocabulary() -> str:
    """Return the words votes are kept in, as Turtle."""
    return (files("loaders") / "votes.ttl").read_text(encoding="utf-8")


def vote_quads(votes: VoteFile) -> Iterator[Quad]:
    """Yield the graph of a workshop: where, when, then every count that may be shown."""
    name = NamedNode(graph(f"workshop/{votes.workshop}"))
    here = NamedNode(f"{name.value}#workshop")
    yield Quad(here, RDF.type, _vote("Workshop"), name)
    yield Quad(here, _vote("place"), Literal(votes.place), name)
    yield Quad(here, _vote("day"), Literal(votes.date, datatype=XSD.date), name)
    if votes.version:
        yield Quad(here, _vote("data"), Literal(votes.version), name)
    shown = [one for one in results(votes.ballots) if one.number is not None]
    for place, one in enumerate(shown, 1):
        count = NamedNode(f"{name.value}#count-{place}")
        yield Quad(count, RDF.type, _vote("Count"), name)
        yield Quad(count, _vote("at"), here, name)
        yield Quad(count, _vote("about"), NamedNode(iri_of(one.thing)), name)
        yield Quad(count, _vote("question"), _vote(one.question), name)
        yield Quad(count, _vote("actors"), NamedNode(concept("actor-type", one.actors)), name)
        yield Quad(count, _vote("voters"), Literal(one.number or 0), name)
        yield Quad(count, _vote("yes"), Literal(one.yes or 0), name)


def kept_file(root: Path, votes: VoteFile) -> tuple[Path, bytes]:
    """Return where the votes go below the record `root`, and what is written there.

    Raise RecordError when the workshop is kept already with other counts.
    """
    path = root / FOLDER / f"{votes.workshop}.trig"
    content = serialize(vote_quads(votes), format=RdfFormat.TRIG, prefixes=_PREFIXES) or b""
    if path.is_file() and path.read_bytes() != content:
        raise RecordError(
            Text(
                f"L'atelier « {votes.workshop} » est déjà gardé, avec d'autres comptes.",
                f"The workshop “{votes.workshop}” is kept already, with other counts.",
            ),
            Text(
                f"Retirez-le d'abord : alliances atelier retract {votes.workshop} --yes.",
                f"Retract it first: alliances atelier retract {votes.workshop} --yes.",
            ),
        )
    return path, content


def kept_workshops(root: Path | None) -> tuple[Kept, ...]:
    """Return every kept workshop below the record, the latest first; none without a record.

    Raise RecordError for a file that somebody changed so that it cannot be read.
    """
    folder = root / FOLDER if root else None
    if folder is None or not folder.is_dir():
        return ()
    found = [_checked(path) for path in folder.glob("*.trig")]
    return tuple(sorted(found, key=lambda one: (one.date, one.workshop), reverse=True))


def retracted(root: Path, workshop: str) -> Path:
    """Return the file that a retraction removes; raise NotHeldError for an unknown workshop."""
    known = {one.workshop: one for one in kept_workshops(root)}
    if workshop not in known:
        raise NotHeldError(
            Text(
                f"Aucun atelier « {workshop} » n'est gardé.", f"No workshop “{workshop}” is kept."
            ),
            proposal(workshop, sorted(known)),
        )
    return root / FOLDER / f"{workshop}.trig"


def _checked(path: Path) -> Kept:
    try:
        return _kept(path)
    except (SyntaxError, StopIteration, KeyError, ValueError) as error:
        raise RecordError(
            Text(
                f"{FOLDER}/{path.name} n'est plus un fichier de votes gardés.",
                f"{FOLDER}/{path.name} is no file of kept votes any more.",
            ),
            Text(
                "Reprenez-le dans git, ou importez les votes de nouveau.",
                "Take it back from git, or import the votes again.",
            ),
        ) from error


def _kept(path: Path) -> Kept:
    said: dict[str, dict[str, str]] = {}
    for quad in parse(path.read_bytes(), format=RdfFormat.TRIG):
        subject, value = quad.subject, quad.object
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
            said.setdefault(subject.value, {})[quad.predicate.value] = value.value
    here = next(one for one in said.values() if one[RDF.type.value] == f"{VOTE}Workshop")
    counts = [one for one in said.values() if one[RDF.type.value] == f"{VOTE}Count"]
    return Kept(
        path.stem,
        here[f"{VOTE}place"],
        here[f"{VOTE}day"],
        here.get(f"{VOTE}data", ""),
        tuple(_in_order(_result(one) for one in counts)),
    )


def _result(told: Mapping[str, str]) -> Result:
    question: Question = "agree" if told[f"{VOTE}question"].endswith("agree") else "priority"
    return Result(
        reference_of(told[f"{VOTE}about"]) or "",
        question,
        told[f"{VOTE}actors"].rpartition("/")[2],
        int(told[f"{VOTE}voters"]),
        int(told[f"{VOTE}yes"]),
    )


def _in_order(found: Iterable[Result]) -> list[Result]:
    return sorted(found, key=lambda one: (one.thing, one.question, one.actors))


def _vote(name: str) -> NamedNode:
    return NamedNode(f"{VOTE}{name}")
