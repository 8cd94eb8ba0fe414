"""The sheet of typed counts: what a line goes on with, and what the workshop is called."""

from __future__ import annotations

from explorer.tally import About, Sheet
from explorer.typed_votes import COLUMNS


def row(**said: str) -> dict[str, str]:
    return dict.fromkeys(COLUMNS, "") | said


def test_a_line_without_a_table_goes_on_with_the_table_and_the_actors_above() -> None:
    sheet = Sheet(
        rows=(
            row(table="3", actors="association", code="AAAAA"),
            row(code="CCCCC", agree_yes="4"),
            row(),
            row(table="4", code="DDDDD"),
            row(code="EEEEE", actors="fondation"),
        )
    )
    told = [(number, one["table"], one["actors"], one["code"]) for number, one in sheet.lines]
    assert told == [
        (1, "3", "association", "AAAAA"),
        (2, "3", "association", "CCCCC"),
        (4, "4", "", "DDDDD"),
        (5, "4", "", "EEEEE"),
    ]


def test_a_line_that_only_names_actors_is_empty() -> None:
    assert Sheet(rows=(row(actors="association"),)).lines == ()


def test_the_workshop_is_called_by_place_and_day() -> None:
    assert About("Saint-Étienne", "2026-11-21").slug == "saint-etienne-2026-11-21"
    assert About().slug == "atelier"
