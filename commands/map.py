"""`alliances map`: the picture around a thing as one HTML file to take away.

Reads the published graph and writes one file, whole or not at all; the file needs neither the
graph nor a network afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from commands.delivery import deliver, published
from commands.progress import working
from commands.settings import Settings
from explorer.graph_choice import standing_for
from explorer.graph_file import map_file
from explorer.graph_state import State, read_state
from explorer.graph_text import kind_names
from explorer.graph_view import View, view_of
from explorer.reading import Reading
from explorer.rendering import Pages, Site
from graph.network import Network, read_network
from graph.store import Store
from ontology.errors import NotHeldError, QueryError, Text, VocabularyError
from queries.network import find_thing

__all__ = ["map_command", "picture_around"]


def map_command(
    settings: Settings,
    focus: Sequence[str],
    *,
    steps: int,
    cap: int,
    hide: str,
    language: str,
    out: Path | None,
) -> None:
    """Write the map around the things of `focus`, names or references.

    `hide` are kinds of things to leave out, with commas. Raise QueryError for a name that
    means nothing or several things and for a map too heavy, StoreError when nothing is
    published.
    """
    asked = {"steps": str(steps), "cap": str(cap), "hide": hide}
    pages = Pages()
    with (
        working(Text("Dessin de la carte", "Drawing the map"), language),
        published(settings.store) as (graph, edition),
    ):
        reading = Reading(graph, language)
        network, view = picture_around(reading, pages, focus, asked)
        site = Site(version=edition.content_hash, public_url=settings.public_url)
        content = map_file(pages, reading, network, view, site)
    deliver(content, out)


def picture_around(
    reading: Reading, pages: Pages, focus: Sequence[str], asked: Mapping[str, str]
) -> tuple[Network, View]:
    """Return the network and the picture around what a person names.

    `asked` are parameters of an address but its centre. Raise QueryError for a name that means
    nothing or several things.
    """
    graph = reading.store
    network = read_network(graph)
    centre = ",".join(_reference(graph, network, one) for one in focus)
    state = standing_for(graph, network, read_state({**asked, "centre": centre}))
    kinds = kind_names(reading, pages.messages[reading.language], network)
    return network, view_of(graph, network, state, reading.language, kinds)


def _reference(graph: Store, network: Network, said: str) -> str:
    """Return the reference of what a person names; what is in no tie may stand for others."""
    try:
        return network.nodes[find_thing(network, said)].reference
    except QueryError:
        try:
            stands = standing_for(graph, network, State(centre=(said,))).started
        except (NotHeldError, VocabularyError):
            stands = False
        if not stands:
            raise
        return said
