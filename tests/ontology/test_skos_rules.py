"""The SKOS rules that keep schemes sound: each finds its planted fault, and nothing else."""

from __future__ import annotations

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from tests.ontology.scheme_files import ROOT

RULES = {
    path.name.removeprefix("skos-").removesuffix("-violation.rq"): path.read_text("utf-8")
    for path in (ROOT / "ontology" / "rules").glob("skos-*-violation.rq")
}
SOUND = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX al: <https://w3id.org/alliances-kg/ns#>
PREFIX : <https://example.org/>
:list a skos:ConceptScheme ; al:conceptClass "https://w3id.org/alliances-kg/ns#Prism" .
:tree a skos:Concept , al:Prism ; skos:inScheme :list ; skos:topConceptOf :list ;
  skos:prefLabel "Arbre"@fr , "Tree"@en ; skos:definition "Un arbre."@fr , "A tree."@en ;
  skos:altLabel "Feuillu"@fr ; skos:notation "T" ; skos:editorialNote "choix"@fr .
:oak a skos:Concept , al:Prism ; skos:inScheme :list ; skos:broader :tree ;
  skos:prefLabel "Chêne"@fr , "Oak"@en ; skos:definition "Un chêne."@fr , "An oak."@en ;
  skos:notation "O" ; skos:editorialNote "choix"@fr .
"""
# rule, text to replace, replacement, concept (or scheme) that must be named
PLANTED = [
    ("label-missing", '"Arbre"@fr , ', "", "tree"),
    ("label-missing", ' , "Oak"@en', "", "oak"),
    ("label-double", '"Oak"@en', '"Oak"@en , "Quercus"@en', "oak"),
    ("label-clash", '"Feuillu"@fr', '"Arbre"@fr', "tree"),
    ("label-shared", '"Oak"@en', '"Tree"@en', "oak"),
    ("definition-missing", '"Un arbre."@fr , ', "", "tree"),
    ("definition-missing", ' , "An oak."@en', "", "oak"),
    ("notation-missing", 'skos:notation "O" ; ', "", "oak"),
    ("notation-double", 'skos:notation "O"', 'skos:notation "T"', "oak"),
    ("scheme-missing", "skos:inScheme :list ; skos:broader", "skos:broader", "oak"),
    ("scheme-missing", "skos:inScheme :list ; skos:top", "skos:inScheme :wood ; skos:top", "tree"),
    ("origin-missing", ' ; skos:editorialNote "choix"@fr .\n:oak', " .\n:oak", "tree"),
    ("orphan", " skos:broader :tree ;", "", "oak"),
    ("top-broader", "skos:broader :tree", "skos:broader :tree ; skos:topConceptOf :list", "oak"),
    ("broader-cycle", "skos:topConceptOf :list", "skos:broader :tree", "tree"),
    ("broader-cycle", "skos:topConceptOf :list", "skos:broader :oak", "oak"),
    ("broader-cycle", "skos:topConceptOf :list", "skos:broader :oak", "tree"),
    ("related-broader", 'skos:notation "T"', 'skos:notation "T" ; skos:related :oak', "oak"),
    ("mapping-clash", 'skos:notation "O"', "skos:exactMatch :x ; skos:broadMatch :x", "oak"),
    ("class-missing", ":oak a skos:Concept , al:Prism", ":oak a skos:Concept", "oak"),
    ("class-missing", "; al:conceptClass", "; skos:note", "list"),
]


def rows(store: Store, rule: str) -> list[tuple[str, str, str]]:
    found = store.query(RULES[rule])
    assert isinstance(found, QuerySolutions)
    return [(row["focus"].value, row["fr"].value, row["en"].value) for row in found]


def planted(turtle: str) -> Store:
    store = Store()
    store.load(turtle.encode(), format=RdfFormat.TURTLE)
    return store


@pytest.mark.parametrize(("rule", "old", "new", "focus"), PLANTED)
def test_a_rule_finds_the_fault_that_was_planted(rule: str, old: str, new: str, focus: str) -> None:
    assert SOUND.count(old) == 1
    found = rows(planted(SOUND.replace(old, new)), rule)
    assert f"https://example.org/{focus}" in {where for where, _, _ in found}
    assert all(fr and en and fr != en for _, fr, en in found)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_rule_is_silent_on_sound_concepts(schemes: Store, rule: str) -> None:
    assert rows(planted(SOUND), rule) == []
    assert rows(schemes, rule) == []


def test_a_period_that_the_record_mints_needs_neither_definition_nor_origin() -> None:
    minted = """
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        PREFIX al: <https://w3id.org/alliances-kg/ns#>
        PREFIX scheme: <https://w3id.org/alliances-kg/scheme/>
        PREFIX period: <https://w3id.org/alliances-kg/scheme/period/>
        scheme:period a skos:ConceptScheme ;
          al:conceptClass "https://w3id.org/alliances-kg/ns#Period" .
        period:2015 a skos:Concept , al:Period ; skos:notation "2015" ;
          skos:inScheme scheme:period ; skos:topConceptOf scheme:period ;
          skos:prefLabel "2015"@fr , "2015"@en .
    """
    assert {rule for rule in RULES if rows(planted(minted), rule)} == set()


def test_every_rule_has_a_planted_fault() -> None:
    assert {rule for rule, *_ in PLANTED} == RULES.keys()
    assert len(RULES) == 15
