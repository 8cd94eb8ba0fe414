"""Numbers as French prints them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from loaders.printed import is_printed


@pytest.mark.parametrize(
    ("value", "quote"),
    [
        ("69", "69% des Français"),
        ("69", "**69 %** des Français"),
        ("28.5", "28,5 % des entreprises"),
        ("1200000", "1,2 million de partenariats"),
        ("675000", "Plus de 675 000 partenariats"),
        ("675000", "675\u00a0000 partenariats"),
        ("675000", "675\u202f000 partenariats"),
        ("4000", "4.000 salariés"),
        ("2500000", "2,5 M€ en 2018"),
        ("1500000", "dotation de 1.5M € sur trois ans"),
        ("1", "priorité n°1"),
        ("1", "le 1^{er} cycle"),
        ("2", "un deuxième cycle"),
        ("3", "Croiser trois prismes"),
        ("16", "seize domaines"),
        ("20", "vingt communes"),
        ("21", "vingt et un départements"),
        ("97", "quatre-vingt-dix-sept"),
        ("80", "quatre-vingts"),
        ("1200", "mille deux cents associations"),
        ("3000", "trois mille jeunes"),
        ("30", "une trentaine de membres"),
        ("50", "la moitié des maires"),
        ("25", "un quart des dirigeants"),
        ("66.7", "deux tiers des maires"),
        ("66.67", "les deux tiers des maires"),
        ("67", "deux tiers des maires"),
        ("90", "9 sur 10 sont convaincus"),
        ("90", "neuf Français sur dix"),
        ("-3", "une baisse de 3 points"),
    ],
)
def test_a_value_is_found_however_it_is_printed(value: str, quote: str) -> None:
    assert is_printed(Decimal(value), quote)


@pytest.mark.parametrize(
    ("value", "quote"),
    [
        ("30", "76% des maires, dont 46% qu'elle émerge tout juste"),
        ("9", "69% des Français"),
        ("6", "deux tiers des maires"),
        ("67.5", "deux tiers des maires"),
        ("675", "675000 partenariats"),
        ("12", "1,2 million"),
        ("4", "la moitié des maires"),
        ("20", "aucun nombre ici"),
    ],
)
def test_a_value_that_is_not_printed_is_not_found(value: str, quote: str) -> None:
    assert not is_printed(Decimal(value), quote)
