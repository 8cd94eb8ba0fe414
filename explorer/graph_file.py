"""The map to take away: one picture of the graph as one HTML file that needs nothing else.

pyvis gathers the boxes and lines; the template, the drawing library, the script and the
places are ours, because the page pyvis writes by itself loads from elsewhere, runs what a name
holds and moves for half a minute. A policy in the file names the two scripts by their hash, so
nothing a name or a quote could bring along is ever run. A file above a million bytes is
refused: a map that cannot be read in a room is not made lighter by being sent.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from markupsafe import Markup

from explorer.graph_built import built, strokes
from explorer.graph_legend import Words as PictureWords
from explorer.graph_look import PALETTES, form_of
from explorer.graph_text import Twin, kind_name, twin_of
from explorer.graph_view import View
from explorer.graph_words import picture_words
from explorer.messages import Messages
from explorer.one_file import harmless, packed_element, policy, scripts_of, typeface
from explorer.reading import Reading, Words
from explorer.rendering import Pages, Site
from explorer.static import Asset
from graph.network import Network
from ontology.errors import RefusedViewError, Text

__all__ = ["MOST_BYTES", "SCRIPTS", "MapModel", "map_file"]

MOST_BYTES: Final = 1_000_000
_LIBRARY: Final = "vis-network-10.1.5.min.js"
_LICENCE: Final = "vis-network-MIT.txt"
# What every page runs: its light and its projection; then the map, which tells the others of it.
SCRIPTS: Final = (
    "frame.js",
    "projection.js",
    "map-boxes.js",
    "map-room.js",
    "map-picture.js",
    "map.js",
)


@dataclass(frozen=True, slots=True)
class MapModel:
    """What the template shows; `kinds` are (kind, form, name, count).

    `works` numbers what was read, so that a title of a line is written once and not 600 times.
    """

    title: str
    words: PictureWords
    twin: Twin
    view: View
    kinds: tuple[tuple[str, str, str, int], ...]
    against: int
    to_find: int
    works: Mapping[Words, int]


def map_file(
    pages: Pages,
    reading: Reading,
    network: Network,
    view: View,
    site: Site,
) -> bytes:
    """Return the map of `view` as an HTML file, in the language of `reading`.

    Raise RefusedViewError when there is nothing to show, or more than MOST_BYTES to write.
    """
    if not view.boxes:
        raise RefusedViewError(
            Text("Cette carte ne montrerait rien.", "This map would show nothing."),
            Text(
                "Partez d'une chose : centre=organisation/adie.",
                "Start from a thing: centre=organisation/adie.",
            ),
        )
    messages = pages.messages[reading.language]
    address = f"{site.public_url}{view.state.href(reading.language)}"
    words = picture_words(reading, messages, network, view, version=site.version, address=address)
    model = _model(reading, messages, network, view, words)
    environment = pages.environment(
        reading.language, page=model, data=partial(_data, view), **_inlined(pages.assets)
    )
    builder = built(reading, messages, view)
    # Public attributes of pyvis: our template and our settings, escaping on, no fork.
    builder.templateEnv, builder.path = environment, "map.html"
    content: bytes = builder.generate_html().encode()
    if len(content) > MOST_BYTES:
        raise _too_heavy(len(content), len(view.boxes))
    return content


def _model(
    reading: Reading, messages: Messages, network: Network, view: View, words: PictureWords
) -> MapModel:
    counts: dict[str, int] = {}
    for box in view.boxes:
        counts[box.node.kind] = counts.get(box.node.kind, 0) + 1
    kinds = tuple(
        (kind, form_of(kind), kind_name(reading, messages, kind, many=count > 1), count)
        for kind, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    )
    told = twin_of(reading, messages, network, view, whole=True)
    # A table is read from its first row on: what can be read at its source stands first.
    quoted = sorted(told.items, key=lambda one: not any(source.quote for source in one.sources))
    twin = replace(told, items=tuple(quoted))
    read = dict.fromkeys(source.link.words for one in twin.items for source in one.sources)
    return MapModel(
        words.title,
        words,
        twin,
        view,
        kinds,
        sum("≠" in line.mark for line in view.lines),
        sum("?" in line.mark for line in view.lines),
        {title: number for number, title in enumerate(read, 1)},
    )


def _inlined(assets: Mapping[str, Asset]) -> dict[str, Markup]:
    """Return the head and foot of the file: policy, style, scripts. All of it is ours."""
    licence = assets[_LICENCE].content.decode().replace("*/", "* /")
    # The library is two thirds of a small file: it travels packed, its licence in the open.
    library = assets[_LIBRARY].content.decode()
    frame, projection, *own = (harmless(assets[name].content.decode()) for name in SCRIPTS)
    scripts = [f"/*! vis-network\n{harmless(licence)}*/", *own]
    style = f"{typeface(assets)}\n{_tokens()}\n{assets['map.css'].content.decode()}"
    return {
        "policy": policy([library, frame, projection, *scripts]),
        "style": Markup(f"<style>{style}</style>"),  # noqa: S704  files of ours
        "frame": Markup(frame),  # noqa: S704
        "projection": Markup(projection),  # noqa: S704
        "scripts": packed_element(library, "library") + scripts_of(scripts),
    }


def _data(view: View, nodes: Any, edges: Any, options: str) -> Markup:
    """Return what pyvis gathered as data of the page, which no browser runs."""
    held = {
        "nodes": nodes,
        "edges": edges,
        "strokes": strokes(view),
        "options": json.loads(options),
        "palettes": {
            name: {"paper": one.paper, "ink": one.ink, "ink2": one.ink_2, "rule": one.rule}
            for name, one in PALETTES.items()
        },
    }
    return packed_element(json.dumps(held, ensure_ascii=False, separators=(",", ":")), "data")


def _tokens() -> str:
    """Return the colours of the palettes as the style sheet's tokens."""
    light, dark = PALETTES["light"], PALETTES["dark"]
    names = (
        "paper",
        "surface",
        "sunk",
        "ink",
        "ink_2",
        "rule",
        "gold",
        "deep",
        "on_deep",
        "against",
    )
    pairs = {name.replace("_", ""): (getattr(light, name), getattr(dark, name)) for name in names}
    pairs |= {name: (light.categories[name], dark.categories[name]) for name in light.categories}
    told = "".join(f"--{name}:light-dark({one},{two});" for name, (one, two) in pairs.items())
    return f":root{{color-scheme:light dark;{told}}}"


def _too_heavy(size: int, count: int) -> RefusedViewError:
    kilobytes, most = size // 1000, MOST_BYTES // 1000
    return RefusedViewError(
        Text(
            f"La carte de {count} choses pèserait {kilobytes} ko, plus que les {most} ko promis.",
            f"The map of {count} things would weigh {kilobytes} kB, more than the {most} promised.",
        ),
        Text(
            "Montrez-en moins : baissez cap ou steps, ou écartez des genres (hide).",
            "Show less: lower cap or steps, or leave kinds out (hide).",
        ),
    )
