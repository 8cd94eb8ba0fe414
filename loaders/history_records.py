"""What the history of identifiers may say: which things were renamed, merged or retracted.

An identifier that was ever published is answered for ever: by where its thing is now, or by
the day and the reason it went. Nothing here is ever taken out again, and no slug serves twice.
"""

from __future__ import annotations

from typing import Literal

from loaders.record_words import Base, Dated, Line, Reference

__all__ = ["HistoryEvent", "HistoryFile", "RetiredThing"]


class RetiredThing(Base):
    """A thing that no longer has this identifier; without `now`, it has none."""

    was: Reference
    name: Line
    now: Reference | None = None


class HistoryEvent(Base):
    """One change of identifiers, with its reason; its first thing is what was asked for.

    The others are what was named after it, or stood within it.
    """

    event: Literal["renamed", "merged", "retracted"]
    date: Dated
    because: Line
    language: Literal["fr", "en"] = "fr"
    things: tuple[RetiredThing, ...]


class HistoryFile(Base):
    """`history.yaml`: every change of identifiers, oldest first."""

    history: tuple[HistoryEvent, ...] = ()
