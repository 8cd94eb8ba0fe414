"""A loop over nothing shows nothing: `some` lets a test loop over what must be there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

__all__ = ["some"]

Thing = TypeVar("Thing")


def some(found: Iterable[Thing], least: int = 1) -> list[Thing]:
    """Return all of `found`; fail when they are fewer than `least`."""
    held = list(found)
    assert len(held) >= least, f"{len(held)} where at least {least} must be"
    return held
