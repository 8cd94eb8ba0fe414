"""Rules about dates: ages, starts without their sentences, changes, the last of a series.

Expected sides are read off the facts of each test. Every rule also runs on rdflib's engine, and
must construct the same triples there.
"""

from __future__ import annotations

import pytest

from tests.graph.discrepancy_worlds import BASE, Found, World, claim, claims

# ---- an age and a date of creation ----


def aged(years: str, *, period: str = "2017", precision: str = "exact", kind: str = "") -> str:
    """Return an age of the observatory, what rests on it, and what the day and question are."""
    span = period.split("--")
    question = f"<{BASE}scheme/question/age-de-l-observatoire>"
    return f"""
    <{BASE}id/figure/f> a al:ReportedFigure ; al:cell <{BASE}id/cell/c> ; al:value {years} ;
      al:unit <{BASE}scheme/unit/annee> ; al:precision <{BASE}scheme/precision/{precision}> ;
      al:question {question} ; al:period <{BASE}scheme/period/{period}> .
    <{BASE}scheme/period/{period}> al:startYear {span[0][:4]} ; al:endYear {span[-1][:4]} .
    {question} skos:broader <{BASE}scheme/question/{kind or "anciennete"}> .
    """ + claim("anniversary", "presente", "id/organisation/observatoire", rests_on="f")


def created(year: str, **given: str) -> str:
    dated_ = f"<{BASE}scheme/period/{year}> al:startYear {year[:4]} ; al:endYear {year[:4]} ."
    what = {"subject": "organisation/observatoire", **given}
    return claim("created", "cree-en", f"scheme/period/{year}", more=dated_, **what)


def test_a_tenth_anniversary_in_the_ninth_year_is_a_discrepancy(world: World, found: Found) -> None:
    store = world(aged("10") + created("2008"))
    assert found(store, "age-against-creation") == {frozenset({"figure/f", "claim/created"})}


@pytest.mark.parametrize(
    "facts",
    [
        aged("9") + created("2008"),
        aged("10", precision="in-words") + created("2008"),
        aged("10", precision="at-most") + created("2008"),
        aged("10", period="2013--2017") + created("2008"),
        aged("10", kind="duree") + created("2008"),
        aged("10") + created("2008", subject="organisation/autre"),
        aged("10") + created("2008", polarity="negative"),
    ],
    ids=[
        "the ninth",
        "in words",
        "at most",
        "a span of years",
        "another duration",
        "another thing",
        "denied",
    ],
)
def test_an_age_that_the_creation_bears_out_or_does_not_concern_is_none(
    world: World, found: Found, facts: str
) -> None:
    assert found(world(facts), "age-against-creation") == set()


# ---- two answers whose sentences are still to be found ----

BEGINS = f"<{BASE}scheme/relation/commence-en> al:functional true ."


def remembered(name: str, year: str) -> str:
    """A start that a coder noted without the sentence: its evidence is found nowhere yet."""
    found_at = f"<{BASE}id/evidence/{name}> al:foundAt <{BASE}id/passage/{name}> ."
    told = claim(name, "commence-en", f"scheme/period/{year}", subject="alliance/x")
    return told.replace(found_at, "")


def test_two_starts_without_their_sentences_are_a_discrepancy(world: World, found: Found) -> None:
    store = world(BEGINS + remembered("a", "2015") + remembered("b", "2016"))
    assert found(store, "one-answer-expected") == claims("a", "b")


def test_a_year_and_a_month_of_it_without_sentences_are_none(world: World, found: Found) -> None:
    store = world(BEGINS + remembered("a", "2015") + remembered("b", "2015-03"))
    assert found(store, "one-answer-expected") == set()


# ---- a change and its dates ----

YEARS = "".join(
    f"<{BASE}scheme/period/{first}--{last}> al:startYear {first} ; al:endYear {last} .\n"
    for first, last in ((2008, 2012), (2009, 2015), (2011, 2014), (2011, 2015))
)


def change(
    name: str,
    value: str,
    span: str = "2011--2015",
    *,
    measure: str = "points",
    who: str = "entreprises",
    document: str = "d",
    precision: str = "exact",
) -> str:
    """A change told in points, or how many years it took."""
    unit = "annee" if measure == "duration" else "points-de-pourcentage"
    return f"""
    <{BASE}id/figure/{name}> a al:ReportedFigure ; al:{measure} {value} ; al:value {value} ;
      al:cell <{BASE}id/cell/{name}> ; al:unit <{BASE}scheme/unit/{unit}> ;
      al:precision <{BASE}scheme/precision/{precision}> ;
      al:question <{BASE}scheme/question/{measure}> ; al:respondent <{BASE}scheme/group/{who}> ;
      al:targetActor <{BASE}scheme/group/_Z> ; al:subPopulation <{BASE}scheme/group/_T> ;
      al:territory <{BASE}scheme/territory/france> ; al:domain <{BASE}scheme/domain/_T> ;
      al:category <{BASE}scheme/category/_T> ; al:period <{BASE}scheme/period/{span}> ;
      al:fromStudy <{BASE}id/study/s> ; al:passage <{BASE}id/passage/{name}> .
    <{BASE}id/passage/{name}> oa:hasSource <{BASE}id/document/{document}> ."""


def figures(*sides: str) -> set[frozenset[str]]:
    return {frozenset(f"figure/{side}" for side in sides)}


def test_a_change_of_four_years_said_to_take_five_is_a_discrepancy(
    world: World, found: Found
) -> None:
    # From 2011 to 2015 there are four years.
    store = world(YEARS + change("rise", "8") + change("years", "5", measure="duration"))
    assert found(store, "change-against-its-dates") == figures("rise", "years")


@pytest.mark.parametrize(
    "facts",
    [
        change("rise", "8") + change("years", "4", measure="duration"),
        change("rise", "8") + change("years", "5", measure="duration", precision="about"),
        change("rise", "8") + change("years", "5", measure="duration", who="associations"),
        change("rise", "8") + change("years", "5", measure="duration", document="e"),
        # A programme of 2008 to 2012 lasts five years by its first and its last.
        change("years", "5", "2008--2012", measure="duration"),
    ],
    ids=["four years", "about", "another group", "another document", "no change"],
)
def test_a_duration_that_its_dates_bear_out_or_that_is_of_no_change_is_none(
    world: World, found: Found, facts: str
) -> None:
    assert found(world(YEARS + facts), "change-against-its-dates") == set()


def test_one_change_counted_from_two_years_is_a_discrepancy(world: World, found: Found) -> None:
    store = world(YEARS + change("a", "7") + change("b", "7", "2009--2015"))
    assert found(store, "one-change-two-starts") == figures("a", "b")


@pytest.mark.parametrize(
    "second",
    [
        change("b", "7"),
        change("b", "9", "2009--2015"),
        change("b", "7", "2009--2015", who="associations"),
        change("b", "7", "2011--2014"),
        change("b", "7", "2009--2015", measure="duration"),
    ],
    ids=["one start", "another size", "another group", "another end", "no change"],
)
def test_two_changes_are_none(world: World, found: Found, second: str) -> None:
    assert found(world(YEARS + change("a", "7") + second), "one-change-two-starts") == set()


# ---- the last, and another after it ----


def published(
    name: str, day: str, *, whole: str = "programme/p", polarity: str = "positive"
) -> str:
    """A part of a whole, and the day on which a passage says that it was published."""
    part = f"<{BASE}id/study/{name}> al:partOfStudy <{BASE}id/{whole}> ."
    when = f"scheme/period/{day}"
    given = {"subject": f"study/{name}", "polarity": polarity}
    return claim(f"{name}-{day}", "publie-le", when, more=part, **given)


LAST = published("mayors", "2016-11-29") + claim(
    "last", "est-le-dernier-de", "id/programme/p", subject="study/mayors"
)


@pytest.mark.parametrize("day", ["2016-05--2016-12", "2017", "2016-11-30"])
def test_a_part_dated_after_the_last_is_a_discrepancy(world: World, found: Found, day: str) -> None:
    store = world(LAST + published("regions", day))
    assert found(store, "last-yet-followed") == claims("last", f"regions-{day}")


@pytest.mark.parametrize(
    "other",
    [
        published("regions", "2016-05"),
        published("regions", "2016-11"),
        published("regions", "2016"),
        published("regions", "2017", whole="programme/q"),
        published("regions", "2017", polarity="negative"),
        published("regions", "2016-12") + published("mayors", "2017-01"),
    ],
    ids=["before", "its month", "its year", "another whole", "denied", "itself as late"],
)
def test_a_part_that_may_be_the_last_is_none(world: World, found: Found, other: str) -> None:
    assert found(world(LAST + other), "last-yet-followed") == set()
