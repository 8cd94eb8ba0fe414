"""Where things stand: the same each time, no label on another, nothing moved by what is added."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.label_boxes import label_of, width_of
from explorer.layout import (
    APART,
    GAP,
    bounds,
    laid_out,
    laid_out_in_groups,
    overlaps,
    placed_beside,
)

SIZES = st.tuples(st.integers(20, 190), st.integers(18, 90))
GRAPHS = st.integers(1, 14).flatmap(
    lambda count: st.tuples(
        st.lists(SIZES, min_size=count, max_size=count),
        st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=30),
    )
)


def named(
    sizes: list[tuple[int, int]], edges: list[tuple[int, int]]
) -> tuple[dict[str, tuple[float, float]], list[tuple[str, str]]]:
    return (
        {f"n{place:02}": (float(w), float(h)) for place, (w, h) in enumerate(sizes)},
        [(f"n{one:02}", f"n{other:02}") for one, other in edges],
    )


@settings(max_examples=60)
@given(GRAPHS)
def test_no_label_comes_near_another_whatever_the_graph(
    graph: tuple[list[tuple[int, int]], list[tuple[int, int]]],
) -> None:
    sizes, edges = named(*graph)
    placed = laid_out(sizes, edges)
    assert placed.keys() == sizes.keys()
    # Places are rounded to a tenth of a pixel.
    assert overlaps(placed, sizes, GAP - 0.5) == []


def test_overlaps_are_found_where_there_are_some() -> None:
    sizes = {"a": (10.0, 10.0), "b": (10.0, 10.0), "c": (10.0, 10.0)}
    placed = {"a": (0.0, 0.0), "b": (9.0, 9.0), "c": (30.0, 0.0)}
    assert overlaps(placed, sizes) == [("a", "b")]
    assert overlaps(placed, sizes, 12) == [("a", "b"), ("b", "c")]


def test_a_star_has_its_centre_in_the_middle() -> None:
    leaves = [f"leaf-{place}" for place in range(8)]
    sizes = dict.fromkeys(["centre", *leaves], (40.0, 20.0))
    placed = laid_out(sizes, [("centre", leaf) for leaf in leaves])
    left, top, width, height = bounds(placed, sizes)
    x, y = placed["centre"]
    assert abs(x - (left + width / 2)) < width / 4
    assert abs(y - (top + height / 2)) < height / 4


def test_a_chain_lies_along_the_screen_in_its_order() -> None:
    sizes = dict.fromkeys("abcdef", (60.0, 20.0))
    placed = laid_out(sizes, list(zip("abcde", "bcdef", strict=True)))
    across = [placed[name][0] for name in "abcdef"]
    assert across in (sorted(across), sorted(across, reverse=True))
    _, _, width, height = bounds(placed, sizes)
    assert width > height


def test_what_is_added_finds_room_and_moves_nothing() -> None:
    sizes = {f"n{place}": (90.0, 30.0) for place in range(12)}
    edges = [("n0", f"n{place}") for place in range(1, 12)]
    first = {name: size for name, size in sizes.items() if name in {"n0", "n1", "n2", "n3"}}
    placed = laid_out(first, edges)
    grown = placed_beside(placed, sizes, edges, "n0")
    assert {name: grown[name] for name in placed} == placed
    assert grown.keys() == sizes.keys()
    assert overlaps(grown, sizes, GAP - 0.5) == []


def test_groups_stand_apart_and_leave_room_for_their_titles() -> None:
    sizes = {f"n{place}": (80.0, 30.0) for place in range(9)}
    groups = [["n0", "n1", "n2", "n3"], ["n4", "n5", "n6"], ["n7", "n8"]]
    edges = [("n0", "n1"), ("n4", "n5"), ("n0", "n8")]
    placed = laid_out_in_groups(groups, sizes, edges, least=[0, 0, 500])
    boxes = []
    for group in groups:
        left, top, width, height = bounds({name: placed[name] for name in group}, sizes)
        boxes.append((left, top, left + width, top + height))
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            across = max(other[0] - one[2], one[0] - other[2])
            down = max(other[1] - one[3], one[1] - other[3])
            assert max(across, down) >= APART - 1


def test_nothing_to_place_is_no_place() -> None:
    assert laid_out({}, []) == {}
    assert bounds({}, {}, 10) == (0.0, 0.0, 20, 20)


RUN = """
import json
from explorer.layout import laid_out
sizes = {f"n{place}": (60.0 + place % 7 * 9, 20.0 + place % 3 * 17) for place in range(60)}
edges = [(f"n{place}", f"n{place * 7 % 60}") for place in range(60)]
print(json.dumps(laid_out(sizes, set(edges)), sort_keys=True))
"""


def test_another_process_gives_the_same_coordinates(repository: Path) -> None:
    told = {
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", RUN],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=repository,
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
    assert len(json.loads(told.pop())) == 60


def test_a_label_is_wrapped_at_its_width_and_ends_in_an_ellipsis() -> None:
    label = label_of("Territoire zéro chômeur de longue durée à Mauléon et ses environs", lines=3)
    assert len(label.lines) == 3
    assert label.lines[-1].endswith("…")
    assert all(width_of(line, label.size) <= 150 for line in label.lines)
    assert label.height == 3 * 14 * 1.25


@pytest.mark.parametrize("text", ["", "a" * 300, "mot " * 80, "\u0000\u202e漢字"])
def test_any_text_makes_a_label_within_its_width(text: str) -> None:
    label = label_of(text)
    assert 1 <= len(label.lines) <= 4
    assert label.width <= 150 + 14
