"""What a room can read: from its depth and the width of its image to sizes of type.

A reader in the last row reads a capital letter that takes up at least 16 minutes of arc, and
reads it at ease from about 21 (ISO 9241-3, whose preferred range is 20 to 22). The image's
width in metres carries that angle to a share of the image's width, which holds on any
projector: 1.7 % of the width is 33 pixels on a full HD one and 22 on a 1280 one. Nothing here
knows of pixels but the last step, so pages, one-file workshops and sheets share the rule;
scripts receive the same factors as numbers and only multiply. It refuses to round: a size that
is not read is told, never taken for one that is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

__all__ = [
    "CAP_HEIGHT",
    "LARGEST",
    "LEAST_FACTOR",
    "MOST_LABELS",
    "USUAL_FACTOR",
    "USUAL_ROOM",
    "Room",
]

# Height of a capital in the vendored font, as a share of the size of the type.
CAP_HEIGHT: Final = 0.668
_LEAST_MINUTES: Final = 16
_USUAL_MINUTES: Final = 21
# Browsers round sizes of type to hundredths of a pixel.
_ROUNDING: Final = 0.01
# What a room takes in at once; the rest is named when it is pointed at.
MOST_LABELS: Final = 30
# A line of text needs some words: beyond this share of the width the image is too small.
LARGEST: Final = 0.045


def _factor(minutes: float) -> float:
    """Return size of type over distance, for capitals seen under so many minutes of arc."""
    return 2 * math.tan(math.radians(minutes / 60) / 2) / CAP_HEIGHT


# The size of type that is just read, and read at ease, one metre away, in metres.
LEAST_FACTOR: Final = _factor(_LEAST_MINUTES)
USUAL_FACTOR: Final = _factor(_USUAL_MINUTES)


@dataclass(frozen=True, slots=True)
class Room:
    """Metres from the last row to the screen, and metres of the image's width."""

    distance: float = 5.0
    width: float = 2.0

    @property
    def least(self) -> float:
        """The smallest size of type that is read in the last row, as a share of the width."""
        return LEAST_FACTOR * self.distance / self.width

    @property
    def usual(self) -> float:
        """The size of type that is read at ease, as a share of the width."""
        return USUAL_FACTOR * self.distance / self.width

    def least_pixels(self, image: float) -> float:
        """Return the smallest size on an image `image` pixels wide."""
        return self.least * image

    def reads(self, size: float, image: float) -> bool:
        """Tell whether type of `size` pixels is read on an image `image` pixels wide."""
        return size >= self.least_pixels(image) - _ROUNDING

    @property
    def too_deep(self) -> bool:
        """Tell whether type that is read at ease would leave no line of text."""
        return self.usual > LARGEST


USUAL_ROOM: Final = Room()
