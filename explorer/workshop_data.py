"""The whole network as data for a page that has no network: things, links in words, works.

A workshop asks for what nobody prepared, so every thing and every link comes along, each with
its status, its sentence, its quotes and its sources; drawings come along for the steps only.
Everything is text, to be put on the page as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from explorer.graph_lines import Line
from explorer.graph_text import kind_name
from explorer.graph_told import Item, Source, told_lines
from explorer.messages import Messages
from explorer.models import Link
from explorer.paper import codes_of_links
from explorer.reading import Reading, Words
from explorer.typography import apostrophes, french
from graph.network import Network, Tie
from ontology.iris import reference_of

__all__ = ["network_data"]


def network_data(reading: Reading, messages: Messages, network: Network) -> dict[str, Any]:
    """Return things, links and works; a link names its ends and works by their number.

    A thing is (reference, name, kind); a link is (id, start, end, status or kind, what a vote
    is about, sentences, sources, contradicted, to find, its code on paper, its sentences
    without status); a source is (quote, item, work, heading, line).
    """
    number = {iri: place for place, iri in enumerate(network.nodes)}
    kinds = {
        kind: kind_name(reading, messages, kind)
        for kind in {node.kind for node in network.nodes.values()}
    }
    lines = [Line(tie.id, tie.start, tie.end, (tie,), tie.kind) for tie in network.ties]
    items = told_lines(reading, messages, network, lines)
    codes = codes_of_links(network)
    works: dict[Words, int] = {}
    return {
        "things": [
            [
                node.reference,
                _typo(reading, node.label.in_language(reading.language)),
                kinds[node.kind],
            ]
            for node in network.nodes.values()
        ],
        "links": [
            _link(reading, number, (tie, item), works, codes)
            for tie, item in zip(network.ties, items, strict=True)
        ],
        "works": [_typo(reading, words.text) for words in works],
    }


def _link(
    reading: Reading,
    number: Mapping[str, int],
    told: tuple[Tie, Item],
    works: dict[Words, int],
    codes: Mapping[str, str],
) -> list[Any]:
    tie, item = told
    about = (reference_of(tie.stated_by[0]) or "") if item.status else ""
    said, asked = (_distinct(reading, one) for one in (item.sentences, item.asked))
    return [
        item.id,
        number[tie.start],
        number[tie.end],
        item.status.slug if item.status else item.kind,
        about,
        said,
        [_source(one, works) for one in dict.fromkeys(item.sources)],
        item.against,
        int(item.to_find),
        codes.get(about, ""),
        asked,
    ]


def _distinct(reading: Reading, sentences: Iterable[tuple[Link, ...]]) -> list[str]:
    texts = ("".join(part.words.text for part in one) for one in sentences)
    return [_typo(reading, text) for text in dict.fromkeys(texts)]


def _source(one: Source, works: dict[Words, int]) -> list[Any]:
    work = works.setdefault(one.link.words, len(works))
    # Quotes keep the signs of their source; only the spaces French asks for are added.
    return [french(one.quote), french(one.item), work, french(one.heading), one.line]


def _typo(reading: Reading, text: str) -> str:
    return apostrophes(french(text) if reading.language == "fr" else text)
