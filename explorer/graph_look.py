"""How kinds and statuses look in a picture of the graph: one table for screen, file and paper.

Colour is the partnership category and nothing else; the kind of a thing is its form; the
status of a link is its line and its letter. So a picture printed in grey loses only the
category, whose name stands in the text. The canvas of the explorer reads this same table, as
JSON, and the style sheet has the same colours as tokens.

A line that claims no effect is a grey hairline without letter or arrow. Only what was measured
or demonstrated is drawn unbroken, and nothing else lays as much ink (decision 0088).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from explorer.graph_lines import Line
from explorer.graph_view import Box

__all__ = [
    "DASHES",
    "HAIRLINE",
    "LEVELS",
    "PALETTES",
    "Palette",
    "Stroke",
    "filled",
    "form_of",
    "paint_of",
    "stroke_of",
]


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one light, as `#rrggbb`; `on` is the text upon each category colour."""

    paper: str
    surface: str
    sunk: str
    ink: str
    ink_2: str
    rule: str
    deep: str
    on_deep: str
    gold: str
    against: str
    categories: Mapping[str, str]
    on: Mapping[str, str]


PALETTES: Final[Mapping[str, Palette]] = {
    "light": Palette(
        paper="#ffffff",
        surface="#ffffff",
        sunk="#e4e6ea",
        ink="#1d2025",
        ink_2="#4f555e",
        rule="#8b9099",
        deep="#2b3038",
        on_deep="#ffffff",
        gold="#8a5a00",
        against="#8f2430",
        categories={
            "mecenat": "#E69F00",
            "pratiques": "#117733",
            "cooperation": "#332288",
            "innovation": "#56B4E9",
        },
        on={
            "mecenat": "#14161a",
            "pratiques": "#ffffff",
            "cooperation": "#ffffff",
            "innovation": "#14161a",
        },
    ),
    "dark": Palette(
        paper="#15171b",
        surface="#1c1f24",
        sunk="#363b44",
        ink="#ebe8e1",
        ink_2="#b0b3ba",
        rule="#7c828c",
        deep="#d9d6cf",
        on_deep="#15171b",
        gold="#f0bd55",
        against="#ff9aa3",
        categories={
            "mecenat": "#E69F00",
            "pratiques": "#117733",
            "cooperation": "#9d92f5",
            "innovation": "#56B4E9",
        },
        on={
            "mecenat": "#14161a",
            "pratiques": "#ffffff",
            "cooperation": "#14161a",
            "innovation": "#14161a",
        },
    ),
}

# Line style of the scheme of statuses -> width and dashes in pixels; the page's marks have the
# same order of weight.
DASHES: Final[Mapping[str, tuple[float, tuple[float, ...]]]] = {
    "thick-solid": (5.0, ()),
    "solid": (2.75, ()),
    "long-dash": (2.0, (13, 6)),
    "short-dash": (2.0, (5, 5)),
    "dash-dot": (1.75, (11, 5, 2, 5)),
    "dotted": (3.0, (0.1, 6)),
    "open-circle": (1.5, (4, 7)),
}
# Width of a line that claims nothing.
HAIRLINE: Final = 1.0
# Forms by kind of thing; what is not listed is a plain rectangle.
_FORMS: Final[Mapping[str, str]] = {
    "alliance": "round",
    "organisation": "square",
    "person": "square",
    "participation": "dashed",
    "domain": "deep",
    "category": "tag",
    "impact": "ellipse",
    "effect": "ellipse",
    "mechanism": "cut",
}
LEVELS: Final = ("round", "square", "dashed", "deep", "tag", "ellipse", "cut", "plain")


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is drawn: width and dashes in pixels, its end, and whether it is a claim.

    `end` is "arrow", "circle" (a target), "bar" (classified under) or "none".
    """

    width: float
    dashes: tuple[float, ...]
    end: str
    strong: bool


def form_of(kind: str) -> str:
    """Return the form of a kind of thing, one of LEVELS."""
    return _FORMS.get(kind, "plain")


def stroke_of(line: Line) -> Stroke:
    """Return how a line is drawn; a line without a status is thin, grey and has no letter."""
    status = line.status
    if status is not None:
        width, dashes = DASHES[status.line]
        return Stroke(width, dashes, "circle" if status.line == "open-circle" else "arrow", True)
    if line.kind == "bridge":
        return Stroke(min(1.5 + line.weight, 6.0), (), "none", False)
    ends = {"classification": "bar", "hierarchy": "bar"}
    return Stroke(HAIRLINE, (), ends.get(line.kind, "none"), False)


def filled(box: Box, palette: Palette) -> tuple[str, str, str]:
    """Return ground, rim and text colours of a box; stripes are laid upon its ground."""
    if len(box.colours) == 1:
        (colour,) = box.colours
        return palette.categories[colour], palette.ink, palette.on[colour]
    return paint_of(form_of(box.node.kind), palette)


def paint_of(form: str, palette: Palette) -> tuple[str, str, str]:
    """Return ground, rim and text colours of a form without a category."""
    if form == "deep":
        return palette.deep, palette.deep, palette.on_deep
    # What is neither of these stands on a grey ground: in grey too it is no actor.
    ground = palette.sunk if form == "plain" else palette.surface
    rim = {"ellipse": palette.gold, "plain": palette.rule, "cut": palette.ink_2}
    return ground, rim.get(form, palette.ink), palette.ink
