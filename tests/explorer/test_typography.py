"""How text, numbers and dates look in print."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.rendering import Pages
from explorer.typography import apostrophes, date, french, measured, number


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Pourquoi ? Parce que : oui !", "Pourquoi\u202f? Parce que\u00a0: oui\u202f!"),
        ("d'abord ; ensuite", "d'abord\u202f; ensuite"),
        ("69 % des citoyens", "69\u00a0% des citoyens"),
        ("un « devoir d'alliances » partagé", "un «\u00a0devoir d'alliances\u00a0» partagé"),
        ("675 000 partenariats", "675\u202f000 partenariats"),
        ("en 2015 2016", "en 2015 2016"),
    ],
)
def test_french_spaces_do_not_break_a_line(written: str, printed: str) -> None:
    assert french(written) == printed


@given(st.text())
def test_typography_changes_no_sign_of_a_quotation_but_the_kind_of_its_spaces(text: str) -> None:
    plain = re.compile("[\u00a0\u202f]")
    assert plain.sub(" ", french(text)) == plain.sub(" ", text)


@pytest.mark.parametrize(
    ("value", "fr", "en"),
    [
        ("0", "0", "0"),
        ("1200", "1\u202f200", "1,200"),
        ("28.50", "28,5", "28.5"),
        ("-0.4", "-0,4", "-0.4"),
        ("1234567.25", "1\u202f234\u202f567,25", "1,234,567.25"),
    ],
)
def test_numbers_follow_the_language(value: str, fr: str, en: str) -> None:
    assert number(Decimal(value), "fr") == fr
    assert number(Decimal(value), "en") == en


@pytest.mark.parametrize(
    ("value", "unit", "precision", "fr", "en"),
    [
        ("69.0", "pourcent", "exact", "69\u00a0%", "69%"),
        ("1200000", "nombre", "exact", "1,2\u00a0million", "1.2\u00a0million"),
        ("2000000", "nombre", "exact", "2\u00a0millions", "2\u00a0million"),
        ("675000", "nombre", "at-least", "au moins 675\u202f000", "at least 675,000"),
        ("1234567", "nombre", "exact", "1\u202f234\u202f567", "1,234,567"),
        ("7.2", "note-sur-10", "about", "environ 7,2\u00a0sur 10", "about 7.2\u00a0out of 10"),
        (
            "2500000",
            "euro",
            "exact",
            "2,5\u00a0millions\u00a0d'euros",
            "2.5\u00a0million\u00a0euros",
        ),
        ("3000000000", "nombre", "exact", "3\u00a0milliards", "3\u00a0billion"),
        (
            "1900000000",
            "euro",
            "exact",
            "1,9\u00a0milliard\u00a0d'euros",
            "1.9\u00a0billion\u00a0euros",
        ),
        ("15000", "euro", "exact", "15\u202f000\u00a0€", "15,000\u00a0euros"),
        ("1", "annee", "exact", "1\u00a0an", "1\u00a0year"),
        ("10", "annee", "at-most", "au plus 10\u00a0ans", "at most 10\u00a0years"),
        ("1", "rang", "exact", "1er", "1st"),
        ("12", "rang", "exact", "12e", "12th"),
        ("22", "rang", "exact", "22e", "22nd"),
        ("5", "unite-inconnue", "inconnue", "5", "5"),
    ],
)
def test_a_value_is_said_with_its_unit_and_precision(
    value: str, unit: str, precision: str, fr: str, en: str
) -> None:
    assert measured(Decimal(value), unit, precision, "fr") == fr
    assert measured(Decimal(value), unit, precision, "en") == en


@pytest.mark.parametrize(
    ("written", "fr", "en"),
    [
        ("2015", "2015", "2015"),
        ("2015-09", "septembre 2015", "September 2015"),
        ("2016-11-29", "29\u00a0novembre 2016", "29\u00a0November 2016"),
        ("2016-05-01", "1er\u00a0mai 2016", "1\u00a0May 2016"),
        ("2013/2017", "2013 – 2017", "2013 – 2017"),
        ("2015-13", "2015-13", "2015-13"),
        ("hier", "hier", "hier"),
    ],
)
def test_a_date_of_the_record_is_written_in_words(written: str, fr: str, en: str) -> None:
    assert date(written, "fr") == fr
    assert date(written, "en") == en


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("l'alliance d'un « devoir »", "l\u2019alliance d\u2019un « devoir »"),
        ("5' de marche, 'cité ici", "5' de marche, 'cité ici"),
        # The end of a part of a sentence whose next part is a name.
        ("contribue à l'", "contribue à l\u2019"),
        ("don't", "don\u2019t"),
    ],
)
def test_an_apostrophe_between_letters_is_the_printed_one(written: str, printed: str) -> None:
    assert apostrophes(written) == printed


def test_a_page_says_a_moment_as_a_day_and_a_span_as_a_span() -> None:
    said = "{{ date('2026-11-21T18:13:00Z') }} ; {{ date('2016-11/2017') }}"
    shown = Pages().environment("fr").from_string(said).render()
    assert shown == "21\xa0novembre 2026 ; novembre 2016 – 2017"
