"""Expected counts while the record grows or shrinks on purpose."""

from __future__ import annotations

from loaders.counting import HIGHEST, counted, grown, shrunk
from loaders.lookups import read_counts

TEXT = """# Kept.
classes:
  Case:
    min: 4
    max: 4
  Organisation:
    min: 8
    max: 9
"""


def bounds(text: str) -> dict[str, tuple[int, int]]:
    expected, faults = read_counts(text.encode(), "counts.yaml")
    assert faults == []
    return {name: (one.minimum, one.maximum) for name, one in expected.classes.items()}


def test_growing_opens_the_greatest_numbers_and_keeps_the_least() -> None:
    assert bounds(grown(TEXT)) == {"Case": (4, HIGHEST), "Organisation": (8, HIGHEST)}


def test_shrinking_opens_the_least_numbers_and_keeps_the_greatest() -> None:
    assert bounds(shrunk(TEXT)) == {"Case": (0, 4), "Organisation": (0, 9)}


def test_counting_closes_what_was_counted_and_keeps_the_rest_and_the_comments() -> None:
    text = counted(grown(TEXT), {"Case": 5})
    assert bounds(text) == {"Case": (5, 5), "Organisation": (8, HIGHEST)}
    assert text.startswith("# Kept.\n")
