"""The page where counts made on paper are typed: codes and numbers in, a file of votes out.

A line is a table, a code and four counts, as on the placemat; a line without a table goes on
with the one above. What a code means is said beside it, so that a slip is seen before it
counts. The page keeps nothing: the file is the facilitator's. Fewer than five voters are not
shown here either.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from slugify import slugify

from explorer.graph_lines import Line
from explorer.graph_told import Item, told_lines
from explorer.messages import Messages
from explorer.paper import codes_of_links
from explorer.reading import Reading
from explorer.short_codes import typed_code
from explorer.typed_votes import COLUMNS, Typed, typed_rows, typed_votes
from explorer.workshop import actors_of
from graph.network import Network
from loaders.votes import Result, VoteFile, results
from ontology.errors import Finding, RecordError
from ontology.iris import reference_of

__all__ = ["MOST_ROWS", "ROWS", "About", "Sheet", "Tally", "Told", "tally_of", "typed_file"]

# Lines of an empty sheet, those that one click adds, and the most there are: twelve links for
# each of ten tables.
ROWS: Final = 12
MOST_ROWS: Final = 120
_CARRIED: Final = ("table", "actors")


@dataclass(frozen=True, slots=True)
class About:
    """Where and when the workshop was, as typed."""

    place: str = ""
    date: str = ""

    @property
    def slug(self) -> str:
        """The name of the workshop and of its file."""
        return slugify(f"{self.place}-{self.date}", max_length=100) or "atelier"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was typed: about the workshop, then cells by our names of the columns."""

    about: About = field(default_factory=About)
    rows: tuple[Mapping[str, str], ...] = ()

    @property
    def lines(self) -> tuple[Typed, ...]:
        """The lines that hold anything, from 1, each with the table it belongs to."""
        found: list[Typed] = []
        above = dict.fromkeys(_CARRIED, "")
        for number, row in enumerate(self.rows, 1):
            if not any(value for name, value in row.items() if name != "actors"):
                continue
            told = dict(row) if row.get("table") else {**row, **above}
            above = {name: told.get(name, "") for name in _CARRIED}
            found.append((number, told))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the sheet on the page: what was typed, what its code means, what is wrong."""

    number: int
    cells: Mapping[str, str]
    item: Item | None
    faults: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """The page: `faults` are those of no line; `votes` are what may be shown, with the link."""

    about: About
    rows: tuple[Told, ...]
    faults: tuple[Finding, ...]
    votes: tuple[tuple[Item, Result], ...]
    actors: tuple[tuple[str, str], ...]
    columns: tuple[str, ...] = tuple(COLUMNS)
    most: int = MOST_ROWS


def typed_file(
    sheet: Sheet, network: Network, version: str, language: str, *, where: str, file: bytes = b""
) -> VoteFile:
    """Return the votes of a sheet, or of a CSV file where one is given.

    Raise RecordError with every fault, each with its line.
    """
    about = sheet.about
    told = {
        "workshop": about.slug,
        "place": about.place,
        "date": about.date,
        "language": language,
        "version": version,
    }
    codes = codes_of_links(network)
    if file:
        return typed_votes(file, where, codes, told)
    return typed_rows(sheet.lines, where, codes, told)


def tally_of(
    reading: Reading,
    messages: Messages,
    network: Network,
    sheet: Sheet,
    *,
    votes: VoteFile | None = None,
    refused: RecordError | None = None,
    more: int = ROWS,
) -> Tally:
    """Return the page with `more` empty lines; `votes` are shown, `refused` is told."""
    items = _items(reading, messages, network, sheet)
    own, other = _parted(refused, messages("tally.sheet"))
    wanted = min(MOST_ROWS, max(ROWS, len(sheet.rows) + more))
    cells = [*sheet.rows, *({} for _ in range(wanted - len(sheet.rows)))]
    rows = [
        Told(
            number,
            one,
            items.get(typed_code(one.get("code", ""))),
            tuple(each for each in own if each.line == number),
        )
        for number, one in enumerate(cells, 1)
    ]
    return Tally(
        sheet.about,
        tuple(rows),
        other,
        _shown(votes, items, network),
        actors_of(reading, messages),
    )


def _parted(
    refused: RecordError | None, where: str
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the faults of the lines typed here, and all others, which have no line here."""
    findings = refused.findings if refused else ()
    own = tuple(one for one in findings if one.code == "typed-votes" and one.where == where)
    other = (one for one in findings if one not in own)
    return own, tuple(replace(one, line=None) if one.where == where else one for one in other)


def _shown(
    votes: VoteFile | None, items: Mapping[str, Item], network: Network
) -> tuple[tuple[Item, Result], ...]:
    """Return what the whole room voted on each typed link, with the link in words."""
    codes = codes_of_links(network)
    whole = [one for one in results(votes.ballots) if one.actors == "_T"] if votes else []
    return tuple((items[codes[one.thing]], one) for one in whole if codes[one.thing] in items)


def _items(
    reading: Reading, messages: Messages, network: Network, sheet: Sheet
) -> Mapping[str, Item]:
    """Return what each typed code means, in words, by the code."""
    typed = {typed_code(one.get("code", "")) for one in sheet.rows}
    codes = codes_of_links(network)
    ties = {
        codes[thing]: tie
        for tie in network.ties
        if tie.kind == "claim"
        for thing in [reference_of(tie.stated_by[0]) or ""]
        if codes.get(thing) in typed
    }
    lines = [Line(tie.id, tie.start, tie.end, (tie,), tie.kind) for tie in ties.values()]
    return dict(zip(ties, told_lines(reading, messages, network, lines), strict=True))
