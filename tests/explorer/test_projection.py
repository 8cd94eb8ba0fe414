"""What a room reads is a matter of angles: worked out here by hand, not copied from the code."""

from __future__ import annotations

import math

import pytest

from explorer.projection import USUAL_ROOM, Room


def test_a_capital_of_the_smallest_type_is_sixteen_minutes_of_arc_in_the_last_row() -> None:
    room = Room(distance=8.0, width=2.5)
    capital = room.least * room.width * 0.668  # metres
    assert math.degrees(2 * math.atan(capital / 2 / 8.0)) * 60 == pytest.approx(16)


def test_the_usual_room_asks_for_what_the_design_note_worked_out() -> None:
    # 5 m and 2 m: a capital of 23 mm at least, so about 1.7 % of the width, 2.2 to 2.3 at ease.
    assert USUAL_ROOM.least * 2000 * 0.668 == pytest.approx(23.3, abs=0.1)
    assert USUAL_ROOM.least_pixels(1920) == pytest.approx(33.4, abs=0.1)
    assert USUAL_ROOM.usual == pytest.approx(0.0229, abs=0.0002)


def test_twice_as_far_asks_for_type_twice_as_large_and_a_wider_image_for_smaller() -> None:
    assert Room(10, 2).least == pytest.approx(2 * Room(5, 2).least)
    assert Room(5, 4).least == pytest.approx(Room(5, 2).least / 2)


def test_type_is_read_from_its_least_size_on() -> None:
    assert USUAL_ROOM.reads(34, 1920)
    assert not USUAL_ROOM.reads(33, 1920)
    assert USUAL_ROOM.reads(22.5, 1280)


def test_an_image_too_small_for_its_room_is_told() -> None:
    # At 21 minutes, 4.5 % of the width is reached when the room is about five widths deep.
    assert not Room(9.5, 2).too_deep
    assert Room(10, 2).too_deep
