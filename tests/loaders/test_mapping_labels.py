"""How values, periods, figures, claims and passages are worded in French and in English."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal

from loaders.directory import read_directory
from loaders.mapping.labels import claim_label, figure_label, inner, passage_label, value_words
from loaders.mapping.names import Names
from loaders.mapping.periods import first_year, last_year, period, period_words
from loaders.mapping.statements import decimal
from loaders.records import Figure, Passage
from ontology.errors import RecordError, Text, VocabularyError
from ontology.terms import XSD
from ontology.vocabulary import read_vocabulary


@pytest.fixture(scope="module")
def names(corpus: Path) -> Names:
    vocabulary = read_vocabulary()
    return Names(read_directory(corpus / "record", vocabulary), vocabulary)


def a_figure(value: str, unit: str = "pourcent", **given: Any) -> Figure:
    data: dict[str, Any] = {
        "id": "f",
        "passage": "p",
        "measure": "share",
        "value": Decimal(value),
        "unit": unit,
        "question": "alliances-source-d-innovation",
        "period": "2015",
        "population": "des gens",
        **given,
    }
    return Figure(**data)


@pytest.mark.parametrize(
    ("value", "unit", "fr", "en"),
    [
        ("69", "pourcent", "69 %", "69%"),
        ("66.10", "pourcent", "66,1 %", "66.1%"),
        ("7.4", "note-sur-10", "7,4/10", "7.4/10"),
        ("675000", "nombre", "675 000", "675,000"),
        ("1200000", "nombre", "1 200 000", "1,200,000"),
        ("15000.5", "euro", "15 000,5 €", "€15,000.5"),
        ("1", "annee", "1 an", "1 year"),
        # French counts less than two as one; English counts one only as one.
        ("1.5", "annee", "1,5 an", "1.5 years"),
        ("18", "mois", "18 mois", "18 months"),
        ("2", "jour", "2 jours", "2 days"),
        ("-1", "points-de-pourcentage", "-1 point", "-1 point"),
        ("-12", "points-de-pourcentage", "-12 points", "-12 points"),
        ("3", "rang", "rang 3", "rank 3"),
    ],
)
def test_a_value_is_written_the_way_each_language_writes_it(
    names: Names, value: str, unit: str, fr: str, en: str
) -> None:
    assert value_words(names, a_figure(value, unit)) == Text(fr, en)


@pytest.mark.parametrize(
    ("precision", "fr", "en"),
    [
        ("exact", "69 %", "69%"),
        ("about", "environ 69 %", "about 69%"),
        ("at-least", "au moins 69 %", "at least 69%"),
        ("at-most", "au plus 69 %", "at most 69%"),
        ("in-words", "69 % (en toutes lettres)", "69% (in words)"),
    ],
)
def test_a_value_says_how_precise_it_is(names: Names, precision: str, fr: str, en: str) -> None:
    assert value_words(names, a_figure("69", precision=precision)) == Text(fr, en)


def test_every_unit_and_precision_of_the_schemes_is_worded(names: Names) -> None:
    vocabulary = read_vocabulary()
    for unit in vocabulary.concepts("unit"):
        assert "2" in value_words(names, a_figure("2", unit.slug)).fr
    for precision in vocabulary.concepts("precision"):
        assert "2 %" in value_words(names, a_figure("2", precision=precision.slug)).fr


def test_a_figure_is_called_by_its_value_question_group_and_year(names: Names) -> None:
    figure = a_figure("69", respondent="citoyens")
    assert figure_label(names, figure) == Text(
        "69 % — Voient dans les alliances une source d'innovation — citoyens (2015)",
        "69% — See alliances as a source of innovation — citizens (2015)",
    )


def test_a_figure_says_every_dimension_that_does_not_go_without_saying(names: Names) -> None:
    figure = a_figure(
        "8",
        respondent="tpe",
        subpopulation="maires",
        target="associations",
        territory="bretagne",
        domain="sante",
        category="mecenat",
        impact="confiance",
    )
    assert figure_label(names, figure).fr == (
        "8 % — Voient dans les alliances une source d'innovation — TPE, maires, Bretagne, santé, "
        "mécénat, confiance, acteur visé : associations (2015)"
    )


def test_a_figure_does_not_say_again_what_its_question_says(names: Names) -> None:
    figure = a_figure("74", question="portee-locale-des-partenariats", respondent="partenariats")
    assert figure_label(names, figure).fr == "74 % — Portée locale des partenariats (2015)"


def test_a_claim_is_called_by_what_it_says_and_within_which_limits(names: Names) -> None:
    label = claim_label(
        names,
        subject="organisation/atelier-du-lavoir",
        relation="contribue-a",
        object_="impact/confiance",
        scope=(("territory", "bretagne"), ("domain", "sante")),
        polarity="negative",
    )
    negative = names.concept_words("polarity", "negative").fr.lower()
    assert label.fr == (
        f"Atelier du Lavoir — contribue à — confiance (Bretagne, santé, {negative})"
    )


def test_proper_names_keep_their_capital_inside_a_claim(names: Names) -> None:
    label = claim_label(
        names,
        subject="study/marees-habitants",
        relation="publie-le",
        object_="period/2015-11-12",
    )
    assert label.en.endswith("12 November 2015")


def test_a_code_in_capitals_is_not_lowered() -> None:
    assert inner(Text("TPE", "Very small companies")) == Text("TPE", "very small companies")


def test_a_passage_is_called_by_its_document_and_line() -> None:
    passage = Passage(id="p", line=53, offset=0, heading="x", quote="y")
    assert passage_label("PHARE", passage) == Text("PHARE, ligne 53", "PHARE, line 53")


@pytest.mark.parametrize(
    ("dated", "fr", "en"),
    [
        ("2015", "2015", "2015"),
        ("2015-09", "septembre 2015", "September 2015"),
        ("2016-11-29", "29 novembre 2016", "29 November 2016"),
        ("2016-04-01", "1er avril 2016", "1 April 2016"),
        ("2013/2017", "2013-2017", "2013-2017"),
        ("2016-05/2016-12", "mai 2016 – décembre 2016", "May 2016 – December 2016"),
    ],
)
def test_a_period_is_said_in_words(dated: str, fr: str, en: str) -> None:
    assert period_words(dated) == Text(fr, en)


@pytest.mark.parametrize("dated", ["2015-13", "2015-02-29", "0000", "automne"])
def test_a_date_that_does_not_exist_is_refused(dated: str) -> None:
    with pytest.raises(RecordError):
        period_words(dated)


def test_a_span_is_one_period_from_its_first_year_to_its_last() -> None:
    assert period("2013/2017").value.endswith("/scheme/period/2013--2017")
    assert (first_year("2013-09/2017-03"), last_year("2013-09/2017-03")) == (2013, 2017)
    assert (first_year("2015-09"), last_year("2015-09")) == (2015, 2015)


@pytest.mark.parametrize(
    ("value", "canonical"),
    [
        ("69", "69"),
        ("69.0", "69"),
        ("7.50", "7.5"),
        ("1E+3", "1000"),
        ("-0.0", "0"),
        ("100", "100"),
    ],
)
def test_a_number_has_one_way_of_being_written(value: str, canonical: str) -> None:
    assert decimal(Decimal(value)) == Literal(canonical, datatype=XSD.decimal)


def test_a_reference_that_nothing_bears_is_refused_with_its_neighbours(names: Names) -> None:
    with pytest.raises(VocabularyError) as refused:
        names.words("organisation/atelier-du-lavoire")
    assert "organisation/atelier-du-lavoir" in refused.value.cure.fr
