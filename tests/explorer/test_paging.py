"""A list in pages: a stranger's number is refused, neighbours have their address."""

from __future__ import annotations

import pytest

from explorer.paging import paging
from ontology.errors import NotHeldError


def address(page: int) -> str:
    return f"/fr/cas?page={page}"


def test_a_page_holds_its_part_of_the_rows_and_the_last_one_the_rest() -> None:
    rows = list("abcdefg")
    parts = [paging(str(page), len(rows), 3, address).part(rows) for page in (1, 2, 3)]
    assert parts == [("a", "b", "c"), ("d", "e", "f"), ("g",)]


def test_neighbours_have_an_address_and_the_ends_have_none_beyond_them() -> None:
    found = [paging(str(page), 7, 3, address) for page in (1, 2, 3)]
    assert [one.previous for one in found] == ["", "/fr/cas?page=1", "/fr/cas?page=2"]
    assert [one.following for one in found] == ["/fr/cas?page=2", "/fr/cas?page=3", ""]


def test_a_list_that_fills_its_pages_has_no_empty_one_after_them() -> None:
    assert paging("2", 6, 3, address).pages == 2


def test_a_list_without_rows_has_one_page() -> None:
    found = paging("1", 0, 3, address)
    assert (found.pages, found.part([]), found.following) == (1, (), "")


@pytest.mark.parametrize("asked", ["", "0", "4", "-1", "1.0", "deux", "²", "1234567", " 1"])
def test_a_page_that_does_not_exist_is_refused(asked: str) -> None:
    with pytest.raises(NotHeldError):
        paging(asked, 7, 3, address)
