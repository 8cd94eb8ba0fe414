"""What changed between two versions of the data, in sentences; and which versions there are.

A version is a dated release, or `current` for the state that is served. Nothing is compared
that does not exist: before a first release the page says so.
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from explorer.messages import Messages
from explorer.note import SIDES
from explorer.reading import Reading, Words
from explorer.typography import date
from graph.releases import Release
from ontology.iris import BASE
from ontology.terms import SKOS
from ontology.vocabulary import fold
from queries.changes import Change

__all__ = ["CURRENT", "PATH", "Changed", "News", "Version", "news_feed", "news_json", "news_of"]

CURRENT: Final = "current"
PATH: Final = "/nouveautes"
# So many lines of a list are open at once; the others open below them.
_OPEN: Final = 20
_HELD: Final = f"SELECT ?c WHERE {{ VALUES ?scheme {{ }} ?c {SKOS.inScheme} ?scheme }}"


@dataclass(frozen=True, slots=True)
class Version:
    """One version: its name in an address, its date in words, what it holds, what is new."""

    name: str
    title: Words
    note: Words | None
    triples: int
    since: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One kind of change: a sentence with its number, the first lines and the rest."""

    headline: Words
    first: tuple[Words, ...]
    rest: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class News:
    """The page: versions, newest first, the two compared, and what changed from one to other."""

    versions: tuple[Version, ...]
    old: str
    new: str
    changes: tuple[Changed, ...]
    query: str
    choices: tuple[tuple[str, tuple[tuple[str, Words], ...]], ...]


def news_of(
    reading: Reading,
    messages: Messages,
    held: Sequence[Release],
    asked: tuple[str, str],
    changes: Callable[[str, str], tuple[Change, ...]],
) -> News:
    """Return what changed from the first to the second of `asked`, each "" for the usual one.

    Usually that is the newest release after the one before it, since what is served is often
    that very release; of one release alone, what came since. `changes` raises NotHeldError for
    a version that does not exist.
    """
    language = messages.language
    start, end = (one or usual for one, usual in zip(asked, _usual(held), strict=True))
    told = changes(start, end)
    return News(
        versions=tuple(_version(messages, one) for one in held),
        old=start,
        new=end,
        changes=tuple(
            Changed(
                Words(one.headline.in_language(language), language), lines[:_OPEN], lines[_OPEN:]
            )
            for one in told
            for lines in [tuple(Words(item.in_language(language)) for item in one.items)]
        ),
        query=urlencode({"de": start, "a": end}),
        choices=tuple((side, _concepts(reading, side)) for side in SIDES),
    )


def _usual(held: Sequence[Release]) -> tuple[str, str]:
    """Return the two versions compared unless others are asked for."""
    if len(held) > 1:
        return held[1].version, held[0].version
    return held[0].version if held else CURRENT, CURRENT


def _concepts(reading: Reading, scheme: str) -> tuple[tuple[str, Words], ...]:
    """Return what a note may be about: slug and name, by name."""
    iris = reading.iris(_HELD, scheme=[f"{BASE}scheme/{scheme}"])
    reading.name_all(iris)
    named = [(iri.rpartition("/")[2], reading.label(iri)) for iri in iris]
    # `_T` and `_Z` (all, not applicable) are no subject.
    kept = [one for one in named if not one[0].startswith("_")]
    return tuple(sorted(kept, key=lambda one: (fold(one[1].text), one[0])))


def _version(messages: Messages, held: Release) -> Version:
    language = messages.language
    note = held.note.in_language(language)
    return Version(
        name=held.version,
        title=Words(date(held.version[:10], language), language),
        note=Words(note, language) if note else None,
        triples=held.triples,
        since=f"/{language}{PATH}?{urlencode({'de': held.version, 'a': CURRENT})}",
    )


def news_json(page: News) -> str:
    """Return the page as one JSON object; `items` of a change are all of them."""
    told = {
        "from": page.old,
        "to": page.new,
        "versions": [one.name for one in page.versions],
        "changes": [
            {
                "headline": one.headline.text,
                "total": len(one.first) + len(one.rest),
                "items": [item.text for item in (*one.first, *one.rest)],
            }
            for one in page.changes
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def news_feed(held: Sequence[Release], messages: Messages, public_url: str) -> str:
    """Return the versions as RSS 2.0, newest first; their addresses need `public_url`."""
    feed = ET.Element("rss", version="2.0")
    channel = ET.SubElement(feed, "channel")
    for name, text in (
        ("title", f"{messages('site.name')} – {messages('news.title')}"),
        ("link", f"{public_url}/{messages.language}{PATH}"),
        ("description", messages("news.what")),
        ("language", messages.language),
    ):
        ET.SubElement(channel, name).text = text
    for one in (_version(messages, each) for each in held):
        item = ET.SubElement(channel, "item")
        ET.SubElement(item, "title").text = one.title.text
        ET.SubElement(item, "link").text = f"{public_url}{one.since}"
        ET.SubElement(item, "guid", isPermaLink="false").text = one.name
        ET.SubElement(item, "description").text = one.note.text if one.note else ""
    return ET.tostring(feed, encoding="unicode", xml_declaration=True) + "\n"
