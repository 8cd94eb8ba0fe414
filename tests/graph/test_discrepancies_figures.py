"""Rules that compare figures: parts, meanings, bases, ranks; each with its look-alikes.

Expected sides are read off the facts of each test. Every rule also runs on rdflib's engine, and
must construct the same triples there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from graph.derivation import derive, read_rules
from graph.embedded import EmbeddedStore

World = Callable[[str], EmbeddedStore]
Found: TypeAlias = Callable[[EmbeddedStore, str], set[frozenset[str]]]

RULES = {rule.name: rule for rule in read_rules()}
DIMENSIONS = {
    "question": "question/_T",
    "respondent": "group/maires",
    "targetActor": "group/_Z",
    "subPopulation": "group/_T",
    "territory": "territory/france",
    "domain": "domain/_T",
    "category": "category/_T",
    "period": "period/2015",
    "unit": "unit/pourcent",
    "precision": "precision/exact",
}
BASE = "https://w3id.org/alliances-kg/"
# Every span of years that the figures below are of.
YEARS = "".join(
    f"<{BASE}scheme/period/{first}--{last}> al:startYear {first} ; al:endYear {last} .\n"
    for first, last in ((2008, 2012), (2013, 2017))
) + "".join(
    f"<{BASE}scheme/period/{year}> al:startYear {year} ; al:endYear {year} .\n"
    for year in (2008, 2015, 2016)
)


def figure(name: str, value: str, measure: str = "share", more: str = "", **changed: str) -> str:
    """One reported figure in a passage and a cell of its own, unless `more` says otherwise."""
    words = {**DIMENSIONS, **changed}
    facts = " ; ".join(
        f"al:{key} <{BASE}scheme/{concept}>" for key, concept in words.items() if "/" in concept
    )
    document = changed.get("document", "d")
    passage = changed.get("passage", name)
    return f"""
    <{BASE}id/figure/{name}> a al:ReportedFigure ; al:value {value} ; al:{measure} {value} ;
      al:cell <{BASE}id/cell/{changed.get("cell", name)}> ;
      al:fromStudy <{BASE}id/study/{changed.get("study", "s")}> ;
      al:passage <{BASE}id/passage/{passage}> ; {facts} . {more}
    <{BASE}id/passage/{passage}> oa:hasSource <{BASE}id/document/{document}> .
    """


def states(name: str, **texts: str) -> str:
    """What the figure's passage says of its `base` or `population`."""
    said = " ; ".join(f'al:{key}Text "{text}"@fr' for key, text in texts.items())
    return f"<{BASE}id/figure/{name}> {said} ."


def part(name: str, whole: str) -> str:
    return f"<{BASE}id/figure/{name}> al:partOfFigure <{BASE}id/figure/{whole}> ."


def one(*sides: str) -> set[frozenset[str]]:
    return {frozenset(f"figure/{side}" for side in sides)}


# ---- parts and their whole ----

WHOLE = figure("whole", "1200000", "count", unit="unit/nombre", cell="w")
LARGE = figure(
    "large", "675000", "count", unit="unit/nombre", subPopulation="group/plus-de-10"
) + part("large", "whole")


def small(value: str, **changed: str) -> str:
    given = {"subPopulation": "group/moins-de-10", "question": "question/part", **changed}
    return figure("small", value, **given) + part("small", "whole")


def test_a_count_and_the_share_of_the_rest_cannot_exceed_the_whole(
    world: World, found: Found
) -> None:
    # 675,000 of 1,200,000 is 56.25 %; with 50 % that makes 106 %.
    assert found(world(WHOLE + LARGE + small("50")), "parts-exceed-whole") == one(
        "whole", "large", "small"
    )


@pytest.mark.parametrize(
    "rest",
    [
        small("44"),
        # 56.25 and 44.2 make 100.45 %: half a point is rounding.
        small("44.2"),
        small("50", category="category/mecenat", subPopulation="group/_T"),
        small("50") + f"<{BASE}id/figure/small> al:multipleResponse true .",
        small("50")
        + f"<{BASE}scheme/group/moins-de-10> skos:broader <{BASE}scheme/group/plus-de-10> .",
        small("50", precision="precision/at-most"),
    ],
    ids=["fits", "rounding", "another criterion", "several answers", "nested", "at most"],
)
def test_parts_that_can_make_their_whole_are_none(world: World, found: Found, rest: str) -> None:
    assert found(world(WHOLE + LARGE + rest), "parts-exceed-whole") == set()


def test_a_part_told_twice_counts_once(world: World, found: Found) -> None:
    half = {"subPopulation": "group/moins-de-10", "cell": "c", "question": "question/part"}
    twice = figure("a", "60", **half) + part("a", "whole")
    again = figure("b", "60", **half) + part("b", "whole")
    assert found(world(WHOLE + twice + again), "parts-exceed-whole") == set()


def answers(first: str, second: str, whole: str = "76") -> str:
    return (
        figure("whole", whole, question="question/engagee")
        + figure("large", first, question="question/emergente")
        + figure("small", second, question="question/ancree")
        + part("large", "whole")
        + part("small", "whole")
        + f"<{BASE}scheme/question/emergente> skos:broader <{BASE}scheme/question/q4> ."
        + f"<{BASE}scheme/question/ancree> skos:broader <{BASE}scheme/question/q4> ."
    )


SAME_BASE = "".join(
    states(each, base="Ensemble des maires") for each in ("whole", "large", "small")
)


def test_two_answers_to_one_question_cannot_exceed_what_they_are_parts_of(
    world: World, found: Found
) -> None:
    store = world(answers("46", "40") + SAME_BASE)
    assert found(store, "parts-exceed-whole") == one("whole", "large", "small")


@pytest.mark.parametrize(
    "facts",
    [
        answers("46", "30") + SAME_BASE,
        # 60 and 40 may be shares of the 76 %.
        answers("60", "40"),
        (answers("46", "40") + SAME_BASE).replace("question/q4", "question/q5", 1),
    ],
    ids=["they make the whole", "of what, nobody says", "not answers to one question"],
)
def test_two_shares_that_need_not_add_up_are_none(world: World, found: Found, facts: str) -> None:
    assert found(world(facts), "parts-exceed-whole") == set()


# ---- one number, two meanings ----

EMERGING = figure("a", "46", question="question/emergente")


def at_a_loss(**changed: str) -> str:
    return figure("b", "46", **{"question": "question/ne-savent-pas", **changed})


@pytest.mark.parametrize(
    "second",
    [
        at_a_loss(),
        at_a_loss(study="t") + f"<{BASE}id/study/s> al:partOfStudy <{BASE}id/study/t> .",
        at_a_loss(impact="impact/innovation", document="e"),
    ],
    ids=["two passages", "the programme of the study", "another document"],
)
def test_one_share_under_two_questions_is_a_discrepancy(
    world: World, found: Found, second: str
) -> None:
    store = world(YEARS + EMERGING + second)
    assert found(store, "same-number-two-meanings") == one("a", "b")


def test_a_year_and_the_programme_that_holds_it_are_one_time(world: World, found: Found) -> None:
    first = figure("a", "86", question="question/urgent", period="period/2008")
    second = figure("b", "86", question="question/positif", period="period/2008--2012")
    assert found(world(YEARS + first + second), "same-number-two-meanings") == one("a", "b")


@pytest.mark.parametrize(
    "second",
    [
        at_a_loss(respondent="group/citoyens"),
        at_a_loss(territory="territory/corse"),
        at_a_loss(category="category/mecenat"),
        at_a_loss(domain="domain/sante"),
        at_a_loss(subPopulation="group/tpe"),
        at_a_loss(period="period/2016"),
        at_a_loss(study="t"),
        at_a_loss(passage="a"),
        at_a_loss(precision="precision/about"),
        at_a_loss() + part("b", "a"),
        at_a_loss()
        + f"<{BASE}scheme/question/emergente> skos:broader <{BASE}scheme/question/ne-savent-pas> .",
        # In Corsica the same two questions have two answers.
        at_a_loss()
        + figure("x", "65", question="question/emergente", territory="territory/corse")
        + figure("y", "20", question="question/ne-savent-pas", territory="territory/corse"),
        # Another passage gives both at once.
        at_a_loss()
        + figure("x", "46", question="question/emergente", passage="p")
        + figure("y", "46", question="question/ne-savent-pas", passage="p"),
    ],
    ids=[
        "another group",
        "another place",
        "another category",
        "another domain",
        "another subgroup",
        "another year",
        "another programme",
        "one passage",
        "not exact",
        "a part",
        "a wider question",
        "measured apart elsewhere",
        "told together elsewhere",
    ],
)
def test_two_shares_that_are_equal_by_chance_are_none(
    world: World, found: Found, second: str
) -> None:
    assert found(world(YEARS + EMERGING + second), "same-number-two-meanings") == set()


def test_a_round_number_and_a_lost_subject_are_no_sign(world: World, found: Found) -> None:
    round_ones = figure("a", "40", question="question/x") + figure("b", "40", question="question/y")
    lost = round_ones.replace("40", "46").replace("group/maires", "group/_Z")
    assert found(world(YEARS + round_ones), "same-number-two-meanings") == set()
    assert found(world(YEARS + lost), "same-number-two-meanings") == set()


def test_what_the_rule_of_series_said_is_not_said_again(world: World, found: Found) -> None:
    groups = {"citoyens": "69", "dirigeants": "81", "associatifs": "86"}
    series = "".join(
        figure(f"{who}-{document}", value, **given)
        for who, value in groups.items()
        for document, question in (("d", "devoir"), ("e", "innover"))
        for given in [
            {
                "question": f"question/{question}",
                "respondent": f"group/{who}",
                "document": document,
            }
        ]
    )
    assert len(found(world(YEARS + series), "same-number-two-meanings")) == 3
    store = world(YEARS + series)
    derive(store, [RULES["same-series-two-questions"]])
    assert found(store, "same-number-two-meanings") == set()


# ---- one wording, two bases ----


def based(name: str, value: str, base: str, **changed: str) -> str:
    return figure(name, value, **changed) + states(name, base=base, population="partenariats")


def test_one_cell_with_two_stated_bases_is_told_as_such_and_not_as_two_values(
    world: World, found: Found
) -> None:
    facts = based("a", "74", "1,2 million de partenariats", cell="c") + based(
        "b", "43", "partenariats des associations", cell="c"
    )
    assert found(world(facts), "two-bases-one-wording") == one("a", "b")
    store = world(facts)
    assert found(store, "same-cell-different-value") == one("a", "b")
    store = world(facts)
    derive(store, [RULES["two-bases-one-wording"]])
    assert found(store, "same-cell-different-value") == set()


def test_one_series_of_categories_of_which_one_has_a_base_of_its_own_is_a_discrepancy(
    world: World, found: Found
) -> None:
    facts = (
        figure("a", "45", category="category/pratiques")
        + states("a", base="entreprises partenaires", population="entreprises partenaires")
        + figure("b", "30", category="category/mecenat")
        + states("b", population="entreprises")
    )
    assert found(world(facts), "two-bases-one-wording") == one("a", "b")


@pytest.mark.parametrize(
    "second",
    [
        based("b", "43", "Ensemble des Maires", cell="c"),
        based("b", "74", "communes rurales", cell="c"),
        figure("b", "43", cell="c") + states("b", population="partenariats"),
        figure("b", "30", category="category/mecenat") + states("b", population="Partenariats"),
        figure("b", "30", category="category/mecenat", document="e")
        + states("b", population="entreprises"),
        based("b", "30", "ensemble des maires", category="category/mecenat"),
    ],
    ids=[
        "one base",
        "one value",
        "a base left out",
        "one population",
        "another document",
        "every base stated",
    ],
)
def test_one_base_or_one_left_out_is_none(world: World, found: Found, second: str) -> None:
    store = world(based("a", "74", "ensemble des maires", cell="c") + second)
    assert found(store, "two-bases-one-wording") == set()
