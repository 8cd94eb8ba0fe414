"""Which part of a queue of work a page shows: by its number, or by what must stand on it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Part", "part_of"]


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a queue: its number from 1, how many there are, and of how many things.

    It shows those from `start` up to, not including, `end`; `previous` and `following` are
    addresses, "" where there is no such page.
    """

    page: int
    pages: int
    total: int
    start: int
    end: int
    previous: str
    following: str


def part_of(total: int, shown: int, asked: str, at: int | None, base: str) -> Part:
    """Return the page asked for, `shown` things on each; the nearest where there is none.

    `at` is the place of a thing that must stand on it, whatever page was asked for; `base` is
    an address that a number of a page is written after.
    """
    pages = max(1, -(-total // shown))
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    number = min(max(at // shown + 1 if at is not None else number, 1), pages)
    start = (number - 1) * shown
    return Part(
        number,
        pages,
        total,
        start,
        min(start + shown, total),
        f"{base}{number - 1}" if number > 1 else "",
        f"{base}{number + 1}" if number < pages else "",
    )
