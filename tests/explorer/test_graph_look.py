"""How a line and a box look: what a reader may tell apart, reckoned and not only looked at."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from explorer.graph_curves import Shape, curve_between, lettered, mark_size
from explorer.graph_legend import Words, legend
from explorer.graph_look import DASHES, HAIRLINE, LEVELS, PALETTES, paint_of, stroke_of
from explorer.graph_state import read_state
from explorer.graph_view import STRIPE, View, view_of
from explorer.label_boxes import label_of, width_of
from explorer.svg_parts import columned
from graph.embedded import EmbeddedStore
from graph.network import Network, read_network
from ontology.iris import iri_of
from tests.explorer.test_graph_view import contrast
from tests.graph.networks import network_store
from tests.some import some


@pytest.fixture(scope="module")
def held(repository: Path) -> Iterator[EmbeddedStore]:
    store = network_store(repository)
    yield store
    store.close()


@pytest.fixture(scope="module")
def network(held: EmbeddedStore) -> Network:
    return read_network(held)


@pytest.fixture(scope="module")
def view(held: EmbeddedStore, network: Network) -> View:
    """Two alliances are of one category each; the first is put into a second one here."""
    iri = iri_of("alliance/one")
    own = network.nodes[iri]
    both = tuple(iri_of(f"category/{slug}") for slug in ("pratiques-responsables", "mecenat"))
    node = replace(own, attributes={**own.attributes, "category": both})
    known = replace(network, nodes={**network.nodes, iri: node})
    return view_of(held, known, read_state({"centre": "category/mecenat", "steps": "3"}), "fr")


def ink(width: float, dashes: tuple[float, ...]) -> float:
    """Return the square pixels a line lays on each pixel of its length; its ends are round."""
    if not dashes:
        return width
    on = sum(dashes[::2]) + len(dashes[::2]) * width * math.pi / 4
    return width * on / sum(dashes)


def test_nothing_unproven_is_drawn_firmer_than_what_is_measured() -> None:
    laid = {line: ink(*stroke) for line, stroke in DASHES.items()}
    assert laid["thick-solid"] > laid["solid"]
    others = laid.keys() - {"thick-solid", "solid"}
    assert {line for line in others if laid[line] > 0.65 * laid["solid"]} == set()
    assert {line for line, (_, dashes) in DASHES.items() if not dashes} == {"thick-solid", "solid"}


def test_a_line_that_claims_nothing_has_no_letter_no_arrow_and_less_ink_than_any_status(
    view: View,
) -> None:
    silent = some([line for line in view.lines if line.status is None])
    for line in silent:
        stroke = stroke_of(line)
        assert (line.mark, stroke.strong, stroke.width) == ("", False, HAIRLINE)
        assert stroke.end != "arrow"
    # In grey too: the share of ink its colour leaves is what the eye compares.
    for palette in PALETTES.values():
        pale = contrast(palette.rule, palette.paper) / contrast(palette.ink, palette.paper)
        assert HAIRLINE * pale < 0.5 * min(ink(*stroke) for stroke in DASHES.values())
    assert DASHES["solid"][0] >= 2.5 * HAIRLINE


@pytest.mark.parametrize("theme", sorted(PALETTES))
def test_every_line_is_seen_on_its_paper(theme: str) -> None:
    palette = PALETTES[theme]
    assert contrast(palette.rule, palette.paper) >= 3
    assert contrast(palette.ink, palette.paper) >= 7


@pytest.mark.parametrize("theme", sorted(PALETTES))
def test_two_forms_never_look_the_same(theme: str) -> None:
    looks = {form: paint_of(form, PALETTES[theme]) for form in LEVELS}
    # Corners, dashes and cut corners part forms of one paint; a square and a plain box have none.
    assert looks["square"][:2] != looks["plain"][:2]
    assert contrast(looks["plain"][0], looks["plain"][2]) >= 4.5
    assert contrast(looks["square"][1], PALETTES[theme].paper) >= 3


def test_a_thing_of_several_categories_has_a_stripe_for_each_and_room_for_its_name(
    view: View,
) -> None:
    striped = some([box for box in view.boxes if box.stripes])
    for box in striped:
        assert box.stripes == ("mecenat", "pratiques")
        left = box.x + box.shift - box.label.width / 2
        assert left >= box.x - box.width / 2 + len(box.stripes) * STRIPE
    single = [box for box in view.boxes if len(box.colours) == 1]
    assert {box.shift for box in some(single)} == {0.0}


def test_no_letter_lies_on_a_box_or_on_another_letter(view: View) -> None:
    shapes = {box.node.iri: box.shape for box in view.boxes}
    frames = []
    for line in some([line for line in view.lines if line.mark]):
        curve = curve_between(shapes[line.start], shapes[line.end], line.bend)
        frames.append((*curve.at(line.share), *mark_size(line.mark)))
    boxes = [(box.x, box.y, box.width, box.height) for box in view.boxes]
    assert [pair for pair in combinations(frames, 2) if meet(*pair)] == []
    assert [(frame, box) for frame in frames for box in boxes if meet(frame, box)] == []


def meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    across = (one[2] + other[2]) / 2 - abs(one[0] - other[0])
    down = (one[3] + other[3]) / 2 - abs(one[1] - other[1])
    return across > 0.1 and down > 0.1


def test_a_letter_leaves_the_middle_only_where_a_box_stands_on_it(view: View) -> None:
    line = some([line for line in view.lines if line.mark])[0]
    shapes = {box.node.iri: box.shape for box in view.boxes}
    ends = {iri: shapes[iri] for iri in (line.start, line.end)}
    assert lettered(ends, [line])[0].share == 0.5
    middle = curve_between(ends[line.start], ends[line.end], line.bend).at(0.5)
    crowded = ends | {"in the way": shapes[line.start]._replace(
        x=middle[0], y=middle[1], width=30.0, height=20.0
    )}  # fmt: skip
    assert lettered(crowded, [line])[0].share != 0.5


def test_columns_of_a_legend_are_straight_and_no_words_reach_the_next() -> None:
    widths = [120.0, 90.0, 310.0, 100.0, 80.0, 140.0, 60.0]
    places, rows = columned(widths, 600)
    by_left: dict[float, list[float]] = {}
    for (left, row), width in zip(places, widths, strict=True):
        assert 0 <= row < rows
        by_left.setdefault(left, []).append(width)
    lefts = [*sorted(by_left), 600.0]
    for left, following in pairwise(lefts):
        assert left + max(by_left[left]) <= following
    assert columned([700.0, 20.0], 600) == ([(0, 0), (0, 1)], 2)
    assert columned([], 600) == ([], 0)


def test_the_legend_tells_only_colours_of_the_picture(network: Network, view: View) -> None:
    shown = {colour for box in view.boxes for colour in box.colours}
    names = {"mecenat": "Un", "pratiques": "Deux", "cooperation": "Trois", "innovation": "Quatre"}
    kinds = dict.fromkeys(
        ["participation", "classification", "hierarchy", "stripes"], "sans statut"
    ) | {f"form.{form}": form for form in LEVELS}
    words = Words(
        "Vue", "fr", "Légende", "contredit", "à retrouver", kinds, names, network.statuses
    )
    told, _ = legend(view, words, PALETTES["light"], 900)
    assert {colour for colour, name in names.items() if f">{name}<" in told} == shown


def test_a_long_word_is_parted_after_its_hyphens_and_not_within_a_syllable() -> None:
    label = label_of("Bourgogne-Franche-Comté", widest=120)
    assert label.lines == ("Bourgogne-", "Franche-Comté")
    assert label_of("a/b-" * 40, widest=100, lines=50).width <= 100
    cut = label_of("x" * 60, size=14, widest=100, lines=9)
    assert "".join(cut.lines) == "x" * 60
    assert all(width_of(line, 14) <= 100 for line in cut.lines)


def test_a_letter_finds_the_gap_at_the_end_of_a_line_that_passes_behind_a_box(view: View) -> None:
    line = replace(some([line for line in view.lines if line.mark])[0], bend=0.0)
    start, end = Shape(0, 0, 100, 40), Shape(-360, 0, 100, 40)
    # Of 260 pixels from rim to rim, 36 are free at the start and 20 at the end.
    behind = Shape(-188, 0, 204, 40)
    rims = {line.start: start, line.end: end, "behind": behind}
    share = lettered(rims, [line])[0].share
    x, _ = curve_between(start, end, 0).at(share)
    half = mark_size(line.mark)[0] / 2
    assert behind.x + behind.width / 2 <= x - half
    assert x + half <= start.x - start.width / 2
