"""The difference between two states is told in sentences, and nothing else is told."""

from __future__ import annotations

from pyoxigraph import Quad, RdfFormat, parse

from graph.embedded import EmbeddedStore, in_default_graph
from queries.changes import changes, changes_text

PREFIXES = """
@prefix al: <https://w3id.org/alliances-kg/ns#> .
@prefix id: <https://w3id.org/alliances-kg/id/> .
@prefix status: <https://w3id.org/alliances-kg/scheme/status/> .
@prefix state: <https://w3id.org/alliances-kg/scheme/discrepancy-status/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
status:affirme rdfs:label "Affirmé"@fr , "Asserted"@en .
status:percu rdfs:label "Perçu"@fr , "Perceived"@en .
"""


def state(turtle: str) -> EmbeddedStore:
    graph = "<https://w3id.org/alliances-kg/graph/source/invented>"
    lines = (PREFIXES + turtle).splitlines()
    head = "\n".join(line for line in lines if line.startswith("@prefix"))
    body = "\n".join(line for line in lines if not line.startswith("@prefix"))
    quads = parse(f"{head}\n{graph} {{ {body} }}", RdfFormat.TRIG)
    return EmbeddedStore.in_memory(in_default_graph(q for q in quads if isinstance(q, Quad)))


CASE = 'id:case\\/a a al:Case ; rdfs:label "Le jardin" .\n'
LINK = 'id:link\\/l a al:Link ; rdfs:label "Lien : a"@fr , "Link: a"@en ; al:linkStatus {} .\n'
CLASH = 'id:discrepancy\\/d a al:Discrepancy ; rdfs:label "Deux dates"@fr , "Two dates"@en {} .\n'


def told(old: str, new: str, language: str = "fr") -> str:
    return changes_text(changes(state(old), state(new)), language)


def test_two_equal_states_differ_in_nothing() -> None:
    assert told(CASE, CASE) == "Aucune différence.\n"
    assert told(CASE, CASE, "en") == "No difference.\n"


def test_a_new_case_is_counted_then_named() -> None:
    assert told("", CASE) == "1 nouveau cas.\n\n1 nouveau cas.\n  - Le jardin\n"
    assert told("", CASE, "en") == "1 new case.\n\n1 new case.\n  - Le jardin\n"


def test_a_case_that_is_gone_is_said_to_be_removed() -> None:
    assert told(CASE, "").startswith("1 cas retiré.\n")


def test_a_case_of_which_something_else_is_said_is_changed_and_no_other() -> None:
    other = CASE.replace("case\\/a", "case\\/b").replace("Le jardin", "Le four")
    dated = CASE + "id:case\\/a al:startYear 2019 .\n"
    assert told(CASE + other, dated + other) == "1 cas modifié.\n\n1 cas modifié.\n  - Le jardin\n"
    assert told(dated, CASE, "en").startswith("1 case changed.\n")


def test_a_link_whose_status_moved_is_told_with_both_words() -> None:
    old, new = LINK.format("status:affirme"), LINK.format("status:percu")
    assert "1 lien a changé de statut." in told(old, new)
    assert "  - Lien\u00a0: a\u00a0: Affirmé → Perçu" in told(old, new)
    assert "  - Link: a: Asserted → Perceived" in told(old, new, "en")


def test_contradictions_that_open_close_or_are_explained_are_told_apart() -> None:
    open_, explained = (
        CLASH.format("; al:discrepancyStatus state:open"),
        CLASH.format("; al:discrepancyStatus state:explained"),
    )
    assert told("", open_).startswith("1 contradiction apparue.")
    assert told(open_, "").startswith("1 contradiction disparue.")
    assert told(open_, explained).startswith("1 contradiction a changé d'état.")


def test_a_long_list_ends_by_saying_how_many_others_there_are() -> None:
    many = "".join(f'id:case\\/c{n} a al:Case ; rdfs:label "Cas {n}" .\n' for n in range(12))
    text = changes_text(changes(state(""), state(many)), "fr", shown=10)
    assert text.count("  - Cas") == 10
    assert text.endswith("  - et 2 autres\n")
