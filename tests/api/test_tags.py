"""Tags are compared weakly, among several, and `*` is none of them."""

from __future__ import annotations

import pytest

from api.tags import holds


@pytest.mark.parametrize(
    "known", ['"a"', 'W/"a"', '"b", "a"', ' W/"b" ,W/"a" ', '"a","b"'],
)  # fmt: skip
@pytest.mark.parametrize("tag", ['"a"', 'W/"a"'])
def test_a_tag_is_known_whoever_marked_it_weak(known: str, tag: str) -> None:
    assert holds(known, tag)


@pytest.mark.parametrize("known", ["", "*", '"b"', "a", '"aa"', '"a', ","])
def test_another_tag_no_tag_and_any_tag_are_not_it(known: str) -> None:
    assert not holds(known, 'W/"a"')


def test_what_has_no_tag_is_held_by_nobody() -> None:
    assert not holds('"", W/', "")
