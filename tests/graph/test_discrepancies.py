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
