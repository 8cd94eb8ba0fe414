"""What a page says of a figure and of figures that contradict each other."""

from __future__ import annotations

from decimal import Decimal

from explorer.figures import Figure, discrepancies, discrepancies_of, figures_of
from explorer.reading import Reading, Words
from ontology.iris import thing

DISCREPANCY = thing("discrepancy", "feedfacefeedface")


def figure(reading: Reading, slug: str) -> Figure:
    return figures_of(reading, [thing("figure", slug)])[0]


def test_a_figure_is_said_in_the_language_of_the_reader(
    reading: Reading, in_english: Reading
) -> None:
    assert figure(reading, "note-f1").shown == "69\u00a0%"
    assert figure(in_english, "note-f1").shown == "69%"
    assert figure(reading, "baro-f1").shown == "environ 72\u00a0%"
    assert figure(reading, "baro-f2").shown == "1,2\u00a0million"


def test_a_figure_says_what_was_asked_of_whom_when_and_where_it_stands(reading: Reading) -> None:
    one = figure(reading, "note-f1")
    assert one.question is not None
    assert one.question.href == "/fr/scheme/question/source-d-innovation"
    assert one.population == Words("citoyens du Val", "fr")
    assert one.base == Words("ensemble des citoyens interrogés", "fr")
    assert one.sample == Decimal(1200)
    assert one.period is not None
    assert one.period.words.text == "2015"
    assert one.period_basis == "inferred"
    assert one.study is not None
    assert one.study.href == "/fr/study/barometre-du-val"
    assert one.multiple
    assert not one.derived
    assert one.quotation is not None


def test_a_dimension_that_was_not_used_is_not_shown(reading: Reading) -> None:
    shown = [link.href for _, link in figure(reading, "note-f1").dimensions]
    assert shown == [
        "/fr/scheme/group/citoyens",
        "/fr/scheme/territory/france",
        "/fr/scheme/impact/innovation",
    ]


def test_a_discrepancy_shows_every_side_with_its_words_lowest_value_first(
    reading: Reading,
) -> None:
    (one,) = discrepancies(reading, [DISCREPANCY])
    sides = [side.figure for side in one.sides if side.figure]
    assert [side.shown for side in sides] == ["69\u00a0%", "environ 72\u00a0%"]
    assert [side.quotation.place.file for side in sides if side.quotation and side.quotation.place]
    assert all(side.quotation for side in sides)


def test_a_discrepancy_says_its_kind_state_weight_and_explanation(in_english: Reading) -> None:
    (one,) = discrepancies(in_english, [DISCREPANCY])
    assert one.kind is not None
    assert one.kind.link.href == "/en/scheme/discrepancy-kind/value"
    assert one.status is not None
    assert one.status.link.href == "/en/scheme/discrepancy-status/explained"
    assert one.severity is not None
    assert one.explanation == Words("The barometer rounds; the note weights the sample.", "en")


def test_a_figure_knows_the_discrepancies_it_is_in_once_each(reading: Reading) -> None:
    both = [thing("figure", "note-f1"), thing("figure", "baro-f1")]
    assert len(discrepancies_of(reading, both)) == 1
    assert discrepancies_of(reading, [thing("figure", "baro-f2")]) == ()
