"""How kinds and statuses look in a picture of the graph: one table for screen, file and paper.

Colour is the partnership category and nothing else; the kind of a thing is its form; the
status of a link is its line and its letter. So a picture printed in grey loses only the
category, whose name stands in the text. The canvas of the explorer reads this same table, as
JSON, and the style sheet has the same colours as tokens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from explorer.graph_lines import Line
from explorer.graph_view import Box

__all__ = ["DASHES", "LEVELS", "PALETTES", "Palette", "Stroke", "filled", "form_of", "stroke_of"]


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one light, as `#rrggbb`; `on` is the text upon each category colour."""

    paper: str
    surface: str
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

# Line style of the scheme of statuses -> width and dashes in pixels, as in the page's marks.
DASHES: Final[Mapping[str, tuple[float, tuple[float, ...]]]] = {
    "thick-solid": (5.0, ()),
    "solid": (2.0, ()),
    "long-dash": (2.0, (13, 6)),
    "short-dash": (2.0, (5, 4)),
    "dash-dot": (2.0, (11, 4, 2, 4)),
    "dotted": (3.0, (0.1, 6)),
    "open-circle": (1.5, ()),
}
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
    return Stroke(1.25, (), ends.get(line.kind, "none"), False)


def filled(box: Box, palette: Palette) -> tuple[str, str, str]:
    """Return ground, rim and text colours of a box."""
    if box.colour:
        ground = palette.categories[box.colour]
        return ground, palette.ink, palette.on[box.colour]
    form = form_of(box.node.kind)
    if form == "deep":
        return palette.deep, palette.deep, palette.on_deep
    rim = {"ellipse": palette.gold, "tag": palette.ink, "round": palette.ink}
    return palette.surface, rim.get(form, palette.rule), palette.ink
