"""Dates on which the sources of a case disagree: one item for each, and none for one date."""

from __future__ import annotations

import pytest

from loaders.told_dates import told_dates


def told(notes: str, number: int = 1) -> list[tuple[str, ...]]:
    return [
        (item["id"], item["object"], item["relation"], item["text"])
        for item in told_dates(notes, "cas", number)
    ]


def test_starts_that_the_notes_tell_apart_become_one_item_each() -> None:
    notes = "Cas connu. Départ 2009 selon Vert, 2010 selon Bleu et Rouge. Chiffres de 2012."
    assert told(notes, 4) == [
        ("cas-i4", "period/2009", "commence-en", "début en 2009 : Vert"),
        ("cas-i5", "period/2010", "commence-en", "début en 2010 : Bleu et Rouge"),
    ]


def test_the_creation_of_a_company_is_no_start() -> None:
    assert told("SCIC : 2015 (Banque) ou 2016 (Journal).") == [
        ("cas-i1", "period/2015", "cree-en", "SCIC créée en 2015 : Banque"),
        ("cas-i2", "period/2016", "cree-en", "SCIC créée en 2016 : Journal"),
    ]


def test_two_numbers_of_one_edition_give_two_starts_at_one_edition_a_year() -> None:
    # The fourth edition in 2018 puts the first in 2015; the fifth, in 2014.
    assert told("4e (Gazette) ou 5e (Lettre) édition en 2018.") == [
        (
            "cas-i1",
            "period/2015",
            "commence-en",
            "début en 2015, à une édition par an : 4e édition en 2018 (Gazette)",
        ),
        (
            "cas-i2",
            "period/2014",
            "commence-en",
            "début en 2014, à une édition par an : 5e édition en 2018 (Lettre)",
        ),
    ]


@pytest.mark.parametrize(
    "notes",
    [
        "Début : 2010 (Le Journal).",
        "Début : 2010 (Le Journal) et encore 2010 (La Lettre).",
        "Début : cadre régional 2018-2019.",
        "SCIC : 2015 (Banque).",
        # A start and a creation are two things, not two dates of one.
        "Début : 2014 (La Lettre). SCIC : 2015 (Banque).",
        "4e (Gazette) édition en 2018.",
    ],
)
def test_notes_that_tell_one_date_of_each_thing_give_none(notes: str) -> None:
    assert told(notes) == []
