"""A list in pages: which one is asked for, what stands on it, and where its neighbours are.

The number of a page comes from a stranger's address bar: one that does not exist is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from explorer.paths import no_such_page

__all__ = ["Paging", "paging"]

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Paging:
    """One page of a list: `page` of `pages`, from 1, `size` rows each.

    `previous` and `following` are paths, "" where there is no such page.
    """

    page: int
    pages: int
    size: int
    previous: str
    following: str

    def part(self, rows: Sequence[_Row]) -> tuple[_Row, ...]:
        """Return the rows that stand on this page."""
        start = (self.page - 1) * self.size
        return tuple(rows[start : start + self.size])


def paging(asked: str, held: int, size: int, address: Callable[[int], str]) -> Paging:
    """Return the page `asked` (a number from "1") of `held` rows; `address` is a page's path.

    Raise NotHeldError for a page that does not exist; a list without rows has one, empty.
    """
    pages = max(1, -(-held // size))
    if not (asked.isascii() and asked.isdigit() and len(asked) < 7 and 1 <= int(asked) <= pages):
        raise no_such_page()
    page = int(asked)
    return Paging(
        page=page,
        pages=pages,
        size=size,
        previous=address(page - 1) if page > 1 else "",
        following=address(page + 1) if page < pages else "",
    )
