"""Each rule on an invented contradiction, which it must find, and on look-alikes, which it may not.

Expected sides are read off the facts above them. Every rule also runs on rdflib's engine, and
must construct the same triples there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeAlias

import pytest

from graph.derivation import derive, read_rules
from graph.embedded import EmbeddedStore
from ontology import iris

World = Callable[[str], EmbeddedStore]
Found: TypeAlias = Callable[[EmbeddedStore, str], set[frozenset[str]]]

RULES = {rule.name: rule for rule in read_rules()}


def one(*sides: str) -> set[frozenset[str]]:
    return {frozenset(sides)}


# ---- one cell, two values ----

FIGURE = """
<https://w3id.org/alliances-kg/id/figure/{id}> a al:ReportedFigure ;
  al:cell <https://w3id.org/alliances-kg/id/cell/{cell}> ;
  al:value {value} ; al:unit <https://w3id.org/alliances-kg/scheme/unit/{unit}> ;
  al:precision <https://w3id.org/alliances-kg/scheme/precision/{precision}> ;
  al:question <https://w3id.org/alliances-kg/scheme/question/confiance> ;
  al:respondent <https://w3id.org/alliances-kg/scheme/group/maires> ;
  al:period <https://w3id.org/alliances-kg/scheme/period/2015> .
"""
LABELS = """
<https://w3id.org/alliances-kg/scheme/question/confiance>
  rdfs:label "Fait confiance"@fr , "Trusts"@en .
<https://w3id.org/alliances-kg/scheme/group/maires> rdfs:label "Maires"@fr , "Mayors"@en .
<https://w3id.org/alliances-kg/scheme/period/2015> rdfs:label "2015"@fr , "2015"@en .
"""


def figure(
    name: str, value: str, precision: str = "exact", *, cell: str = "c", unit: str = "nombre"
) -> str:
    return FIGURE.format(id=name, cell=cell, value=value, unit=unit, precision=precision)


def test_a_question_that_admits_several_values_has_no_contradiction_of_values(
    world: World, found: Found
) -> None:
    several = "<https://w3id.org/alliances-kg/scheme/question/confiance> al:functional false ."
    facts = figure("a", "69") + figure("b", "12") + LABELS
    assert found(world(facts), "same-cell-different-value") == one("figure/a", "figure/b")
    assert found(world(facts + several), "same-cell-different-value") == set()


@pytest.mark.parametrize(
    ("first", "second", "unit"),
    [
        (("69", "exact"), ("71", "exact"), "pourcent"),
        # Rounds to 69, not to 68.
        (("68", "exact"), ("68.5", "exact"), "pourcent"),
        # Whole numbers of things are not rounded percentages.
        (("300", "exact"), ("300.4", "exact"), "nombre"),
        (("330", "at-least"), ("300", "exact"), "nombre"),
        (("300", "at-most"), ("330", "exact"), "nombre"),
        (("330", "at-least"), ("300", "at-most"), "nombre"),
        # 300 is 9.1 % below 330.
        (("300", "about"), ("330", "exact"), "nombre"),
        (("80", "in-words"), ("87", "exact"), "pourcent"),
        (("-5", "exact"), ("-4", "exact"), "points-de-pourcentage"),
    ],
)
def test_two_values_that_nothing_satisfies_are_a_discrepancy(
    world: World, found: Found, first: tuple[str, str], second: tuple[str, str], unit: str
) -> None:
    store = world(figure("a", *first, unit=unit) + figure("b", *second, unit=unit))
    assert found(store, "same-cell-different-value") == one("figure/a", "figure/b")


@pytest.mark.parametrize(
    ("first", "second", "unit"),
    [
        (("69", "exact"), ("69.0", "exact"), "pourcent"),
        (("69", "exact"), ("68.7", "exact"), "pourcent"),
        (("7", "exact"), ("7.4", "exact"), "note-sur-10"),
        (("300", "at-least"), ("330", "exact"), "nombre"),
        (("300", "at-least"), ("330", "at-least"), "nombre"),
        (("330", "at-most"), ("300", "about"), "nombre"),
        # 320 is 3.1 % below 330.
        (("330", "about"), ("320", "exact"), "nombre"),
        (("330", "at-least"), ("320", "about"), "nombre"),
        (("80", "in-words"), ("82", "exact"), "pourcent"),
        (("-100", "about"), ("-98", "exact"), "points-de-pourcentage"),
    ],
)
def test_two_values_that_one_number_satisfies_are_none(
    world: World, found: Found, first: tuple[str, str], second: tuple[str, str], unit: str
) -> None:
    store = world(figure("a", *first, unit=unit) + figure("b", *second, unit=unit))
    assert found(store, "same-cell-different-value") == set()


def test_other_cells_and_other_units_are_not_compared(world: World, found: Found) -> None:
    facts = figure("a", "69") + figure("b", "71", cell="other") + figure("c", "71", unit="euro")
    assert found(world(facts), "same-cell-different-value") == set()


def test_a_consolidated_figure_contradicts_nobody(world: World, found: Found) -> None:
    settled = figure("b", "71").replace("al:ReportedFigure", "al:ConsolidatedFigure")
    assert found(world(figure("a", "69") + settled), "same-cell-different-value") == set()


def test_one_cell_with_three_values_is_one_discrepancy_with_three_sides(
    world: World, found: Found
) -> None:
    store = world(figure("a", "69") + figure("b", "71") + figure("c", "75"))
    assert found(store, "same-cell-different-value") == one("figure/a", "figure/b", "figure/c")


def test_a_discrepancy_is_named_in_both_languages_and_open_until_somebody_speaks(
    world: World,
) -> None:
    store = world(LABELS + figure("a", "69") + figure("b", "71"))
    derive(store, [RULES["same-cell-different-value"]])
    key = "same-cell-different-value" + "https://w3id.org/alliances-kg/id/cell/c"
    address = iris.thing("discrepancy", hashlib.sha256(key.encode()).hexdigest()[:16])
    rows = store.query(f"SELECT ?p ?o WHERE {{ <{address}> ?p ?o }}").rows
    said = {(str(row[0])[1:-1].rpartition("#")[2], str(row[1])) for row in rows}
    scheme = "https://w3id.org/alliances-kg/scheme"
    assert said == {
        ("type", "<https://w3id.org/alliances-kg/ns#Discrepancy>"),
        ("label", '"Deux valeurs : Fait confiance – Maires, 2015"@fr'),
        ("label", '"Two values: Trusts – Mayors, 2015"@en'),
        ("discrepancyKind", f"<{scheme}/discrepancy-kind/value>"),
        ("discrepancyStatus", f"<{scheme}/discrepancy-status/open>"),
        ("severity", f"<{scheme}/severity/notable>"),
        ("rule", '"same-cell-different-value"'),
        ("involves", "<https://w3id.org/alliances-kg/id/figure/a>"),
        ("involves", "<https://w3id.org/alliances-kg/id/figure/b>"),
    }


def told(store: EmbeddedStore, term: str) -> set[str]:
    """The last words of what every discrepancy of `store` says under al:`term`."""
    rows = store.query(
        f"PREFIX al: <https://w3id.org/alliances-kg/ns#> SELECT ?o {{ ?d al:{term} ?o }}"
    ).rows
    return {str(row[0]).rpartition("/")[2].strip(">") for row in rows}


def test_a_number_of_things_that_nobody_answered_is_a_matter_of_counting(world: World) -> None:
    facts = LABELS + figure("a", "330") + figure("b", "347")
    nobody = facts.replace("group/maires", "group/_Z")
    for text, kind in ((facts, "value"), (nobody, "counting")):
        store = world(text)
        derive(store, [RULES["same-cell-different-value"]])
        assert told(store, "discrepancyKind") == {kind}
    labels = store.query(
        "PREFIX al: <https://w3id.org/alliances-kg/ns#> "
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "SELECT ?label { ?d a al:Discrepancy ; rdfs:label ?label }"
    ).rows
    assert {str(row[0]) for row in labels} == {
        '"Deux valeurs : Fait confiance, 2015"@fr',
        '"Two values: Trusts, 2015"@en',
    }


@pytest.mark.parametrize(
    ("first", "second", "unit", "severity"),
    [
        (("83", "exact"), ("84", "exact"), "pourcent", "minor"),
        (("83", "exact"), ("85", "exact"), "pourcent", "notable"),
        (("29", "exact"), ("33", "in-words"), "pourcent", "minor"),
        (("12", "exact"), ("10", "in-words"), "annee", "minor"),
        # Three and four are a third apart, in words or not.
        (("3", "in-words"), ("4", "exact"), "nombre", "notable"),
        (("330", "exact"), ("347", "exact"), "nombre", "notable"),
    ],
)
def test_what_rounding_explains_is_minor(
    world: World, first: tuple[str, str], second: tuple[str, str], unit: str, severity: str
) -> None:
    store = world(figure("a", *first, unit=unit) + figure("b", *second, unit=unit))
    derive(store, [RULES["same-cell-different-value"]])
    assert told(store, "severity") == {severity}


def test_no_rule_names_a_thing_of_the_record() -> None:
    found = [rule for name, rule in RULES.items() if "graph: discrepancies" in rule.text]
    assert found
    for rule in found:
        things = [part.split('"')[0] for part in rule.text.split("/alliances-kg/id/")[1:]]
        assert set(things) == {"discrepancy/"}, rule.name
        assert "alliances-kg/graph/" not in rule.text, rule.name


def test_what_a_person_said_of_a_discrepancy_stands(world: World) -> None:
    key = "same-cell-different-value" + "https://w3id.org/alliances-kg/id/cell/c"
    address = iris.thing("discrepancy", hashlib.sha256(key.encode()).hexdigest()[:16])
    said = f"""GRAPH <https://w3id.org/alliances-kg/graph/discrepancies> {{ <{address}>
      al:discrepancyStatus <https://w3id.org/alliances-kg/scheme/discrepancy-status/explained> ;
      al:severity <https://w3id.org/alliances-kg/scheme/severity/minor> }}"""
    store = world(figure("a", "69") + figure("b", "71") + said)
    derive(store, [RULES["same-cell-different-value"]])
    held = store.query(
        "PREFIX al: <https://w3id.org/alliances-kg/ns#> "
        "SELECT ?status ?severity WHERE { ?d a al:Discrepancy ; "
        "al:discrepancyStatus ?status ; al:severity ?severity }"
    )
    assert [[str(term).rpartition("/")[2] for term in row] for row in held.rows] == [
        ["explained>", "minor>"]
    ]


# ---- a relation with a single answer ----

ANSWER = """
<https://w3id.org/alliances-kg/id/claim/{id}> a al:Claim ;
  al:subject <https://w3id.org/alliances-kg/id/{subject}> ;
  al:relation <https://w3id.org/alliances-kg/scheme/relation/{relation}> ;
  al:object <https://w3id.org/alliances-kg/{object}> ;
  al:claimMode <https://w3id.org/alliances-kg/scheme/mode/{mode}> ;
  al:polarity <https://w3id.org/alliances-kg/scheme/polarity/{polarity}> ;
  al:hasEvidence <https://w3id.org/alliances-kg/id/evidence/{id}> .
<https://w3id.org/alliances-kg/id/evidence/{id}>
  al:foundAt <https://w3id.org/alliances-kg/id/passage/{passage}> .
"""
RELATIONS = """
<https://w3id.org/alliances-kg/scheme/relation/publie-le>
  al:functional true ; rdfs:label "publié le"@fr .
<https://w3id.org/alliances-kg/scheme/relation/cree-par> al:functional true .
<https://w3id.org/alliances-kg/scheme/relation/mene-avec> al:functional false .
<https://w3id.org/alliances-kg/id/study/phare> rdfs:label "PHARE"@fr .
"""


def answer(
    name: str,
    what: str,
    *,
    relation: str = "publie-le",
    subject: str = "study/phare",
    passage: str = "",
    mode: str = "asserted",
    polarity: str = "positive",
) -> str:
    return ANSWER.format(
        id=name,
        object=what,
        relation=relation,
        subject=subject,
        passage=passage or name,
        mode=mode,
        polarity=polarity,
    )


def when(slug: str) -> str:
    return f"scheme/period/{slug}"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2016-10", "2016-11"),
        ("2016-10", "2016-11-29"),
        ("2015", "2016-11-29"),
        # A span is compared as it is.
        ("2013", "2013--2017"),
        # One day is no prefix of another: 2016-1 would be none of 2016-11.
        ("2016-11-02", "2016-11-29"),
    ],
)
def test_two_dates_for_one_event_are_a_discrepancy(
    world: World, found: Found, first: str, second: str
) -> None:
    store = world(RELATIONS + answer("a", when(first)) + answer("b", when(second)))
    assert found(store, "one-answer-expected") == one("claim/a", "claim/b")


@pytest.mark.parametrize(
    ("first", "second"),
    [("2016-11", "2016-11-29"), ("2016", "2016-11-29"), ("2016", "2016-11"), ("2016", "2016")],
)
def test_a_coarser_date_that_contains_the_finer_is_none(
    world: World, found: Found, first: str, second: str
) -> None:
    store = world(RELATIONS + answer("a", when(first)) + answer("b", when(second)))
    assert found(store, "one-answer-expected") == set()


@pytest.mark.parametrize(
    "second",
    [
        answer("b", when("2017"), passage="a"),
        answer("b", when("2017"), subject="study/autre"),
        answer("b", when("2017"), mode="hypothesised"),
        answer("b", when("2017"), polarity="negative"),
        answer("b", "id/organisation/x", relation="mene-avec")
        + answer("c", "id/organisation/y", relation="mene-avec"),
        answer("b", when("2017"))
        + "<https://w3id.org/alliances-kg/id/claim/b> "
        + "al:territory <https://w3id.org/alliances-kg/scheme/territory/corse> .",
    ],
    ids=["one passage", "another subject", "supposed", "denied", "many answers", "another scope"],
)
def test_two_answers_that_do_not_meet_are_none(world: World, found: Found, second: str) -> None:
    store = world(RELATIONS + answer("a", when("2016")) + second)
    assert found(store, "one-answer-expected") == set()


def test_two_founders_in_one_passage_and_one_of_them_in_another_agree(
    world: World, found: Found
) -> None:
    facts = [
        answer("a", "id/organisation/x", relation="cree-par", passage="p"),
        answer("b", "id/organisation/y", relation="cree-par", passage="p"),
        answer("c", "id/organisation/x", relation="cree-par", passage="q"),
    ]
    assert found(world(RELATIONS + "".join(facts)), "one-answer-expected") == set()


def test_two_founders_of_two_passages_are_a_discrepancy_about_actors(
    world: World, found: Found
) -> None:
    facts = [
        answer("a", "id/organisation/x", relation="cree-par"),
        answer("b", "id/organisation/y", relation="cree-par"),
    ]
    store = world(RELATIONS + "".join(facts))
    assert found(store, "one-answer-expected") == one("claim/a", "claim/b")
    assert store.query(
        "PREFIX al: <https://w3id.org/alliances-kg/ns#> ASK { ?d a al:Discrepancy ; "
        "al:discrepancyKind <https://w3id.org/alliances-kg/scheme/discrepancy-kind/actors> }"
    ).truth


# ---- one alliance, two departments ----

LEVELS = """
GRAPH <https://w3id.org/alliances-kg/graph/schemes> {
  <https://w3id.org/alliances-kg/scheme/territory/dept-mayenne>
    al:territoryLevel <https://w3id.org/alliances-kg/scheme/territory-level/departement> .
  <https://w3id.org/alliances-kg/scheme/territory/dept-sarthe>
    al:territoryLevel <https://w3id.org/alliances-kg/scheme/territory-level/departement> .
  <https://w3id.org/alliances-kg/scheme/territory/bretagne>
    al:territoryLevel <https://w3id.org/alliances-kg/scheme/territory-level/region> .
}
"""


def case(name: str, *places: str, alliance: str = "cantine") -> str:
    located = " , ".join(f"<https://w3id.org/alliances-kg/scheme/territory/{p}>" for p in places)
    return f"""GRAPH <https://w3id.org/alliances-kg/graph/source/{name}> {{
      <https://w3id.org/alliances-kg/id/case/{name}>
        al:illustrates <https://w3id.org/alliances-kg/id/alliance/{alliance}> .
      <https://w3id.org/alliances-kg/id/alliance/{alliance}> al:inTerritory {located} .
    }}"""


def test_one_alliance_placed_in_two_departments_by_two_cases_is_a_discrepancy(
    world: World,
    found: Found,
) -> None:
    store = world(LEVELS + case("a", "dept-mayenne") + case("b", "dept-sarthe", "bretagne"))
    assert found(store, "located-in-two-departments") == one("case/a", "case/b")


@pytest.mark.parametrize(
    "second",
    [
        case("b", "dept-mayenne"),
        case("b", "bretagne"),
        case("b", "dept-mayenne", "dept-sarthe"),
        case("b", "dept-sarthe", alliance="autre"),
    ],
    ids=["same", "a region", "one more", "another alliance"],
)
def test_places_that_can_both_be_true_are_none(world: World, found: Found, second: str) -> None:
    store = world(LEVELS + case("a", "dept-mayenne") + second)
    assert found(store, "located-in-two-departments") == set()


def test_one_case_in_two_departments_is_none(world: World, found: Found) -> None:
    store = world(LEVELS + case("a", "dept-mayenne", "dept-sarthe"))
    assert found(store, "located-in-two-departments") == set()


# ---- one series, two questions ----

SERIES = """
<https://w3id.org/alliances-kg/id/figure/{id}> a al:ReportedFigure ;
  al:question <https://w3id.org/alliances-kg/scheme/question/{question}> ; al:value {value} ;
  al:unit <https://w3id.org/alliances-kg/scheme/unit/pourcent> ;
  al:respondent <https://w3id.org/alliances-kg/scheme/group/{who}> ;
  al:fromStudy <https://w3id.org/alliances-kg/id/study/{study}> ;
  al:territory <https://w3id.org/alliances-kg/scheme/territory/france> ;
  al:domain <https://w3id.org/alliances-kg/scheme/domain/{domain}> ;
  al:category <https://w3id.org/alliances-kg/scheme/category/_T> ;
  al:passage <https://w3id.org/alliances-kg/id/passage/{id}> .
<https://w3id.org/alliances-kg/id/passage/{id}>
  oa:hasSource <https://w3id.org/alliances-kg/id/document/{document}> .
"""


def series(
    document: str, question: str, values: dict[str, int], *, study: str = "s", domain: str = "_T"
) -> str:
    return "".join(
        SERIES.format(
            id=f"{document}-{who}-{domain.lower()}",
            document=document,
            question=question,
            who=who,
            value=value,
            study=study,
            domain=domain,
        )
        for who, value in values.items()
    )


THREE = {"citoyens": 69, "dirigeants": 81, "associatifs": 86}


def test_three_equal_numbers_under_two_questions_are_a_discrepancy(
    world: World, found: Found
) -> None:
    store = world(series("x", "devoir", THREE) + series("y", "innover", {**THREE, "maires": 87}))
    assert found(store, "same-series-two-questions") == one(
        *(f"figure/{document}-{who}-_t" for document in "xy" for who in THREE)
    )


@pytest.mark.parametrize(
    "second",
    [
        series("y", "innover", {"citoyens": 69, "dirigeants": 81, "associatifs": 85}),
        series("y", "devoir", THREE),
        series("x", "innover", THREE),
        series("y", "innover", THREE, study="autre"),
        series("y", "innover", {"citoyens": 69}, domain="sante")
        + series("y", "innover", {"dirigeants": 81}, domain="education")
        + series("y", "innover", {"associatifs": 86}),
    ],
    ids=["two are chance", "one question", "one document", "another study", "scattered"],
)
def test_fewer_equal_numbers_or_one_question_are_none(
    world: World, found: Found, second: str
) -> None:
    store = world(series("x", "devoir", THREE) + second)
    assert found(store, "same-series-two-questions") == set()
