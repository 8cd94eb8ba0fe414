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
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from explorer.graph_lines import Line
from explorer.graph_look import PALETTES, Stroke, filled, form_of, stroke_of
from explorer.graph_svg import Words as PictureWords
from explorer.graph_text import Twin, kind_name, twin_of
from explorer.graph_view import Box, View
from explorer.graph_words import picture_words
from explorer.messages import Messages
from explorer.one_file import harmless, packed_element, policy, scripts_of, typeface
from explorer.reading import Reading, Words
from explorer.rendering import Pages, Site
from explorer.static import Asset
from graph.network import Network
from ontology.errors import RefusedViewError, Text

if TYPE_CHECKING:
    from pyvis.network import Network as Builder

__all__ = ["MOST_BYTES", "SCRIPTS", "MapModel", "map_file"]

MOST_BYTES: Final = 1_000_000
_LIBRARY: Final = "vis-network-10.1.5.min.js"
_LICENCE: Final = "vis-network-MIT.txt"
# What every page runs: its light and its projection; then the map, which tells the others of it.
SCRIPTS: Final = ("frame.js", "projection.js", "map-room.js", "map-picture.js", "map.js")
# The corner of each form that is a box, in pixels; the ellipse is a form of its own.
_CORNERS: Final = {"round": 10, "deep": 3, "tag": 14}
# How far a curve of the library leaves its straight line, as a share of turn times length.
_TURN: Final = 0.39


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
    builder = _built(reading, messages, view)
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
    twin = twin_of(reading, messages, network, view, whole=True)
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


def _built(reading: Reading, messages: Messages, view: View) -> Builder:
    # pyvis brings notebooks along: imported when the first map is made, not when a server starts.
    from pyvis.network import Network as Builder  # noqa: PLC0415

    # `directed` keeps two lines between the same two things; without it pyvis drops the second.
    builder = Builder(directed=True, cdn_resources="in_line")
    # `set_options` takes every space out of what it is given, names of typefaces included.
    builder.options = dict(_OPTIONS)
    for box in view.boxes:
        kind = kind_name(reading, messages, box.node.kind)
        builder.add_node(box.id, **_node(box, reading.language, kind))
    ids = {box.node.iri: box for box in view.boxes}
    for line in view.lines:
        start, end = ids[line.start], ids[line.end]
        builder.add_edge(start.id, end.id, **_edge(line, start, end))
    return builder


_OPTIONS: Final[Mapping[str, Any]] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": False, "selectConnectedEdges": False, "zoomSpeed": 0.6},
    "nodes": {
        "font": {"face": "Atkinson Next, sans-serif", "size": 14},
        "labelHighlightBold": False,
    },
    "edges": {
        "font": {"face": "Atkinson Next, sans-serif", "size": 13, "align": "horizontal"},
        "selectionWidth": 0,
        "labelHighlightBold": False,
        "smooth": False,
    },
}


def _node(box: Box, language: str, kind: str) -> dict[str, Any]:
    form = form_of(box.node.kind)
    look = {name: filled(box, palette) for name, palette in PALETTES.items()}
    across, down = box.width, box.height
    if form == "ellipse":
        # The library makes an ellipse twice as high as its label and wider by the label's height.
        across, down = across - down / 2, down / 2
    return {
        "label": "\n".join(box.label.lines),
        "shape": "ellipse" if form == "ellipse" else "box",
        "x": box.x,
        "y": box.y,
        "widthConstraint": {"minimum": round(across, 1)},
        "heightConstraint": {"minimum": round(down, 1)},
        # A bare 0 counts as no margin at all, and the box is then not drawn.
        "margin": dict.fromkeys(("top", "right", "bottom", "left"), 0),
        "borderWidth": {"tag": 2.5, "ellipse": 2}.get(form, 1.25),
        "shapeProperties": {
            "borderRadius": _CORNERS.get(form, 0),
            "borderDashes": [4, 3] if form == "dashed" else False,
        },
        "font": {"size": box.label.size},
        "name": box.node.label.in_language(language),
        "kind": box.node.kind,
        "kindName": kind,
        "form": form,
        "beyond": box.hidden,
        "w": round(box.width, 1),
        "h": round(box.height, 1),
        **look,
    }


def _edge(line: Line, start: Box, end: Box) -> dict[str, Any]:
    length = max(((start.x - end.x) ** 2 + (start.y - end.y) ** 2) ** 0.5, 1.0)
    turn = min(abs(line.bend) / (_TURN * length), 0.9)
    curved = {"enabled": True, "type": "curvedCW" if line.bend > 0 else "curvedCCW"}
    told: dict[str, Any] = {
        "id": line.id,
        "label": line.mark or " ",
        "status": line.status.slug if line.status else line.kind,
    }
    if line.kind == "bridge":
        told["thick"] = stroke_of(line).width
    if line.bend:
        told["smooth"] = {**curved, "roundness": round(turn, 3)}
    return told


def _strokes(view: View) -> dict[str, dict[str, Any]]:
    """Return how lines of each status or kind are drawn, once and not with every line."""
    found = {}
    for line in view.lines:
        stroke = stroke_of(line)
        found[line.status.slug if line.status else line.kind] = {
            "strong": stroke.strong,
            "width": stroke.width,
            "dashes": _dashes(stroke),
            "arrowStrikethrough": stroke.end == "bar",
            "arrows": {} if stroke.end == "none" else _end(stroke.end),
        }
    return found


def _dashes(stroke: Stroke) -> list[float] | bool:
    # The library cuts dashes straight: what is a round dot elsewhere is a square one here.
    on, *others = stroke.dashes or (0.0,)
    return [max(on, stroke.width), *others] if stroke.dashes else False


def _end(end: str) -> dict[str, Any]:
    return {"to": {"enabled": True, "type": end, "scaleFactor": 0.7 if end == "arrow" else 0.5}}


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
        "strokes": _strokes(view),
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
    names = ("paper", "surface", "ink", "ink_2", "rule", "gold", "deep", "on_deep", "against")
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
