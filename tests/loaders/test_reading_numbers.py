"""The figures that a French text may print, and what only looks like one."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.quotes import find_quote, word_count
from loaders.reading.numbers import numbers
from loaders.reading.texts import StudyText, plain, quotation


def read(text: str) -> list[tuple[str, Decimal, str, str]]:
    found = numbers(StudyText(text, ""))
    return [(each.measure, each.value, each.unit, each.precision) for each in found]


@pytest.mark.parametrize(
    ("text", "measure", "value", "unit", "precision"),
    [
        ("69 % des citoyens", "share", "69", "pourcent", "exact"),
        ("soit 28,5% des entreprises", "share", "28.5", "pourcent", "exact"),
        ("Deux tiers des maires", "share", "67", "pourcent", "in-words"),
        ("plus d'un tiers des entreprises", "share", "33", "pourcent", "at-least"),
        ("7 Français sur 10", "share", "70", "pourcent", "exact"),
        ("près de 4 associations sur 10", "share", "40", "pourcent", "about"),
        ("l'emploi (note moyenne de 7,1)", "score", "7.1", "note-sur-10", "exact"),
        ("la mobilité (5,7) aussi", "score", "5.7", "note-sur-10", "exact"),
        ("a augmenté de 8,5 points", "points", "8.5", "points-de-pourcentage", "exact"),
        ("50 M€ mobilisés", "amount", "50000000", "euro", "exact"),
        ("2 millions d'euros", "amount", "2000000", "euro", "exact"),
        ("au moins 36 mois", "duration", "36", "mois", "at-least"),
        ("depuis dix ans", "duration", "10", "annee", "in-words"),
        ("un plan quinquennal", "duration", "5", "annee", "in-words"),
        ("la 2ème étape", "rank", "2", "rang", "exact"),
        ("le 1^{er} rapport", "rank", "1", "rang", "exact"),
        ("priorité n°1", "rank", "1", "rang", "exact"),
        ("la deuxième étude", "rank", "2", "rang", "in-words"),
        ("plus de 675 000 partenariats", "count", "675000", "nombre", "at-least"),
        ("1,2 million de partenariats", "count", "1200000", "nombre", "exact"),
        ("trois objectifs", "count", "3", "nombre", "in-words"),
        ("une trentaine de cas", "count", "30", "nombre", "about"),
    ],
)
def test_a_figure_is_read_with_its_measure_unit_and_precision(
    text: str, measure: str, value: str, unit: str, precision: str
) -> None:
    assert read(text) == [(measure, Decimal(value), unit, precision)]


@pytest.mark.parametrize(
    "text",
    [
        "le 23 novembre 2017",
        "de 2013 à 2017, puis 2018-2022",
        "Tél. : 01-53-66-99-70",
        "4 rue Pillet-Will",
        "de 9H30 au matin",
        "2-3 Zoom sur les citoyens",
        "voir page 18",
        "https://exemple.example/2017/12",
        "le XXI^{ème} siècle",
        "il y en a un, ou une",
        "\n12\n",
    ],
)
def test_what_only_looks_like_a_figure_is_left_out(text: str) -> None:
    assert read(text) == []


def test_lines_that_count_up_from_one_are_footnotes() -> None:
    notes = "\n".join(f"{number} Rapport sur les alliances" for number in range(1, 7))
    assert read(f"Les 16 domaines sont lus.\n{notes}\n") == [
        ("count", Decimal(16), "nombre", "exact")
    ]


def test_the_figures_of_a_list_of_shares_are_read_one_by_one() -> None:
    found = read("74% des partenariats sont locaux, 51% régionaux, 25% nationaux")
    assert [value for _, value, _, _ in found] == [74, 51, 25]


@given(st.integers(0, 100), st.sampled_from(["%", " %", "\u00a0%", "\u202f%"]))
def test_any_share_is_read_whatever_its_space(value: int, sign: str) -> None:
    assert read(f"Pour {value}{sign} des maires.") == [
        ("share", Decimal(value), "pourcent", "exact")
    ]


@given(st.integers(1000, 999_999))
def test_thousands_written_with_a_space_are_one_number(value: int) -> None:
    written = f"{value:,}".replace(",", "\u202f")
    assert [each[1] for each in read(f"soit {written} partenariats")] == [value]


@given(st.text())
def test_the_plain_text_is_as_long_as_the_text(text: str) -> None:
    assert len(plain(text)) == len(text)


_WORDS = st.sampled_from(
    ["les", "maires", "France,", "(emploi)", "l’impact", "**fort**", "12", "%", "« bien »", "fin."]
)


@given(st.lists(_WORDS, min_size=1, max_size=60), st.data())
def test_any_quotation_is_short_and_found_again(words: list[str], data: st.DataObject) -> None:
    text = StudyText(data.draw(st.sampled_from([" ", "\n", "  \n"])).join(words), "")
    start = data.draw(st.integers(0, len(text.text) - 1))
    quote = quotation(text, (0, len(text.text)), (start, start + 1))
    assert word_count(quote) <= 15
    if word_count(quote):
        assert find_quote(quote, text.text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 100_000 + "a",
        "a" * 100_000,
        "12 % " * 10_000,
        "1" * 100_000,
        "(" * 100_000,
        ". " * 50_000,
    ],
    ids=["empty lines", "one word", "one sentence", "one number", "brackets", "stops"],
)
def test_a_text_made_to_be_slow_is_read_in_time_that_grows_with_it(text: str) -> None:
    # Quadratic time would take hours here; seconds are left for a busy machine.
    study, started = StudyText(text, ""), time.process_time()
    found = numbers(study)
    assert all(end - start <= 1500 for start, end in study.sentences())
    assert len(found) <= len(text)
    assert time.process_time() - started < 20
