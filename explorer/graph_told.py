"""Lines of a picture in words: each a sentence with its status, its quotes and its sources.

The same sentences stand beside the explorer's canvas, in the map to take away, in a workshop
and on paper, so that no two of them say a link differently. A link without a quote says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from explorer.graph_lines import Line
from explorer.messages import Messages
from explorer.models import Link
from explorer.models import Status as Mark
from explorer.paths import page_path
from explorer.reading import Reading, Words
from explorer.sentences import asked, spoken
from graph.network import Network, Status
from graph.proof import Proof, read_proof
from queries.sentences.ties import tie_sentences

__all__ = ["Item", "Source", "mark_of", "name_of", "told_lines"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a line was read: a quote or the case's own words, the work, heading and line."""

    link: Link
    quote: str = ""
    item: str = ""
    heading: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the picture in words; `things` are the references of its two ends.

    `asked` are its sentences without a status, for who is to guess it; none where it has none.
    """

    id: str
    things: tuple[str, str]
    kind: str
    status: Mark | None
    sentences: tuple[tuple[Link, ...], ...]
    sources: tuple[Source, ...]
    against: int = 0
    to_find: bool = False
    faded: bool = False
    asked: tuple[tuple[Link, ...], ...] = ()


def told_lines(
    reading: Reading,
    messages: Messages,
    network: Network,
    lines: Sequence[Line],
    fade: Sequence[str] = (),
) -> tuple[Item, ...]:
    """Return each line in words, with quotes and sources; `fade` are statuses that stand back.

    Claims that say the same in the same words are one sentence, followed by each one's source.
    """
    ties = list({tie.id: tie for line in lines for tie in line.ties}.values())
    told = tie_sentences(reading.store, network, ties)
    proof = read_proof(reading.store, (iri for tie in ties for iri in tie.evidence))
    said = {
        line.id: (_bridge(reading, messages, network, line),)
        if line.kind == "bridge"
        else tuple(dict.fromkeys(spoken(reading, one) for one in told[line.ties[0].id]))
        for line in lines
    }
    guessed = {
        line.id: tuple(dict.fromkeys(asked(reading, one) for one in told[line.ties[0].id]))
        for line in lines
        if line.status
    }
    return tuple(
        _item(
            reading,
            network,
            line,
            (said[line.id], guessed.get(line.id, ())),
            proof,
            faded=_slug(line) in fade,
        )
        for line in lines
    )


def _slug(line: Line) -> str:
    return line.status.slug if line.status else line.kind


def _item(
    reading: Reading,
    network: Network,
    line: Line,
    words: tuple[tuple[tuple[Link, ...], ...], tuple[tuple[Link, ...], ...]],
    proof: Mapping[str, Proof],
    *,
    faded: bool,
) -> Item:
    status = line.status
    return Item(
        line.id,
        (network.nodes[line.start].reference, network.nodes[line.end].reference),
        line.kind,
        mark_of(reading, status) if status else None,
        words[0],
        _sources(reading, network, line, proof),
        line.ties[0].against if status else 0,
        bool(status) and line.ties[0].to_find,
        faded,
        asked=words[1],
    )


def name_of(reading: Reading, network: Network, iri: str) -> Link:
    """Return what a thing of the network is called, with the address of its page."""
    label = network.nodes[iri].label if iri in network.nodes else network.names[iri]
    return Link(Words(label.in_language(reading.language)), page_path(iri, reading.language))


def mark_of(reading: Reading, status: Status) -> Mark:
    """Return a status as pages draw it: letter, word and line."""
    words = Words(status.label.in_language(reading.language), reading.language)
    return Mark(
        status.slug, words, status.letter, status.line, page_path(status.iri, reading.language)
    )


def _bridge(reading: Reading, messages: Messages, network: Network, line: Line) -> tuple[Link, ...]:
    shared = list(dict.fromkeys(tie.end for tie in line.ties))
    joined: list[Link] = []
    for place, iri in enumerate(shared):
        joined += [Link(Words(messages("list.comma") + " "))] if place else []
        joined.append(name_of(reading, network, iri))
    return (
        name_of(reading, network, line.start),
        Link(Words(messages("explorer.and"))),
        name_of(reading, network, line.end),
        Link(Words(messages.count("explorer.allied", len(shared)))),
        *joined,
        Link(Words(".")),
    )


def _sources(
    reading: Reading, network: Network, line: Line, proof: Mapping[str, Proof]
) -> tuple[Source, ...]:
    found = []
    for iri in dict.fromkeys(iri for tie in line.ties for iri in tie.evidence):
        held = proof.get(iri)
        if held:
            link = name_of(reading, network, held.source)
            found.append(Source(link, held.quote, held.item, held.heading, held.line))
    if not found:
        works = dict.fromkeys(iri for tie in line.ties for iri in tie.sources)
        found = [Source(name_of(reading, network, iri)) for iri in works]
    return tuple(found)
