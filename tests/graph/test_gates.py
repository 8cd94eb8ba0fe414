"""The light gates: each finds the fault planted for it, and is silent on what is sound."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.embedded import EmbeddedStore
from graph.gates import (
    Gate,
    Violation,
    counts_gate,
    families,
    family_gate,
    finding_at,
    read_violations,
    refuse_faults,
    rules_gate,
    told,
    turtle_gate,
)
from ontology.errors import Finding, GateError, Text

World = Callable[[str], EmbeddedStore]

HERE = "https://w3id.org/alliances-kg"


def nowhere(_: str) -> tuple[str, int] | None:
    return None


# ---- rules across records ----

# A small sound world: every rule looks at something in it, and finds nothing.
SOUND = f"""
al:Alliance rdfs:label "Alliance"@fr . al:Partnership rdfs:label "Partenariat"@fr ;
  rdfs:subClassOf al:Alliance .
al:Claim rdfs:label "Affirmation"@fr . al:Link rdfs:label "Lien"@fr .
<{HERE}/id/alliance/cantine> a al:Alliance , al:Partnership ; rdfs:label "Cantine" ;
  al:hasParticipation <{HERE}/id/participation/cantine-1> , <{HERE}/id/participation/cantine-2> ;
  al:inCategory <{HERE}/scheme/category/mecenat> ;
  al:inTerritory <{HERE}/scheme/territory/corse> .
<{HERE}/id/participation/cantine-1> rdfs:label "A" .
<{HERE}/id/participation/cantine-2> rdfs:label "B" .
<{HERE}/scheme/category/mecenat> rdfs:label "Mécénat"@fr .
<{HERE}/scheme/territory/corse> rdfs:label "Corse"@fr ; skos:inScheme <{HERE}/scheme/territory> .
<{HERE}/scheme/territory> rdfs:label "Territoires"@fr .
<{HERE}/scheme/relation/contribue-a> rdfs:label "contribue à"@fr .
<{HERE}/scheme/relation/vise> rdfs:label "vise"@fr .
<{HERE}/scheme/impact/confiance> rdfs:label "Confiance"@fr .
<{HERE}/scheme/status/affirme> rdfs:label "affirmé"@fr .
<{HERE}/scheme/status/vise> rdfs:label "visé"@fr .
<{HERE}/scheme/quote-status/found> rdfs:label "retrouvée"@fr .
<{HERE}/scheme/quote-status/to-find> rdfs:label "à retrouver"@fr .
<{HERE}/scheme/discrepancy-status/open> rdfs:label "ouverte"@fr .
<{HERE}/id/link/l> a al:Link ; rdfs:label "Lien" ; al:linkStatus <{HERE}/scheme/status/affirme> .
<{HERE}/id/link/m> a al:Link ; rdfs:label "Lien" ; al:linkStatus <{HERE}/scheme/status/vise> .
<{HERE}/id/claim/c> a al:Claim ; rdfs:label "C" ; al:partOfLink <{HERE}/id/link/l> ;
  al:relation <{HERE}/scheme/relation/contribue-a> ;
  al:claimsImpact <{HERE}/scheme/impact/confiance> .
<{HERE}/id/claim/d> a al:Claim ; rdfs:label "D" ; al:partOfLink <{HERE}/id/link/m> ;
  al:relation <{HERE}/scheme/relation/vise> .
<{HERE}/id/evidence/c> rdfs:label "E" ; al:quoteStatus <{HERE}/scheme/quote-status/found> ;
  al:foundAt <{HERE}/id/passage/p> .
<{HERE}/id/evidence/d> rdfs:label "F" ; al:quoteStatus <{HERE}/scheme/quote-status/to-find> .
<{HERE}/id/passage/p> rdfs:label "P" .
<{HERE}/id/figure/f> rdfs:label "69 %" ; al:cell <{HERE}/id/cell/x> ;
  qb:dataSet <{HERE}/id/dataset/y> .
<{HERE}/id/cell/x> rdfs:label "X" . <{HERE}/id/dataset/y> rdfs:label "Y" .
<{HERE}/id/discrepancy/z> a al:Discrepancy ; rdfs:label "Z" ; al:rule "r" ;
  al:discrepancyStatus <{HERE}/scheme/discrepancy-status/open> .
al:Discrepancy rdfs:label "Divergence"@fr .
al:Gap rdfs:label "Manque"@fr . al:Search rdfs:label "Recherche"@fr .
<{HERE}/scheme/matrix/m> rdfs:label "Matrice"@fr .
<{HERE}/scheme/gap-type/non-etudie> rdfs:label "Non étudié"@fr .
<{HERE}/id/crossing/g> a al:Gap ; rdfs:label "G" ; al:inMatrix <{HERE}/scheme/matrix/m> ;
  al:gapType <{HERE}/scheme/gap-type/non-etudie> ; al:readOn "2026-11-20" .
<{HERE}/id/crossing/h> rdfs:label "H" ; al:holds <{HERE}/id/claim/c> .
<{HERE}/id/search/s> a al:Search ; rdfs:label "S" ; al:searched <{HERE}/id/crossing/g> .
"""


def without(text: str) -> Callable[[str], str]:
    """Take one statement away; fails if it does not stand there exactly once."""

    def change(facts: str) -> str:
        assert facts.count(text) == 1, text
        return facts.replace(text, "")

    return change


def plus(text: str) -> Callable[[str], str]:
    return lambda facts: facts + text


PLANTED = [
    (
        "alliance-alone",
        without(f" , <{HERE}/id/participation/cantine-2>"),
        "alliance/cantine",
    ),
    (
        "partnership-without-category",
        without(f"al:inCategory <{HERE}/scheme/category/mecenat> ;"),
        "alliance/cantine",
    ),
    (
        "claim-without-status",
        without(f"; al:linkStatus <{HERE}/scheme/status/affirme>"),
        "claim/c",
    ),
    (
        "link-two-statuses",
        plus(f"<{HERE}/id/link/l> al:linkStatus <{HERE}/scheme/status/vise> ."),
        "link/l",
    ),
    ("figure-without-dataset", without(f";\n  qb:dataSet <{HERE}/id/dataset/y>"), "figure/f"),
    (
        "territory-outside-scheme",
        without(f"; skos:inScheme <{HERE}/scheme/territory>"),
        "alliance/cantine",
    ),
    (
        "impact-not-contributed",
        plus(f"<{HERE}/id/claim/d> al:claimsImpact <{HERE}/scheme/impact/confiance> ."),
        "claim/d",
    ),
    (
        "impact-not-contributed",
        plus(f"<{HERE}/id/claim/d> al:claimsEffect <{HERE}/scheme/impact/confiance> ."),
        "claim/d",
    ),
    ("evidence-found-nowhere", without(f";\n  al:foundAt <{HERE}/id/passage/p>"), "evidence/c"),
    ("discrepancy-of-nothing", without('; al:rule "r"'), "discrepancy/z"),
    ("label-missing", without(f'<{HERE}/id/passage/p> rdfs:label "P" .'), "passage/p"),
    ("gap-two-types", without(' ; al:readOn "2026-11-20"'), "crossing/g"),
    (
        "gap-two-types",
        without(f"al:gapType <{HERE}/scheme/gap-type/non-etudie> ; "),
        "crossing/g",
    ),
    (
        "gap-two-types",
        plus(f"<{HERE}/id/crossing/g> al:gapType <{HERE}/scheme/matrix/m> ."),
        "crossing/g",
    ),
    (
        "search-of-no-crossing",
        without(f"al:inMatrix <{HERE}/scheme/matrix/m> ;"),
        "search/s",
    ),
    (
        "search-of-held-crossing",
        plus(
            f"<{HERE}/id/search/s> al:searched <{HERE}/id/crossing/h> . "
            f"<{HERE}/id/crossing/h> al:inMatrix <{HERE}/scheme/matrix/m> ."
        ),
        "search/s",
    ),
    (
        "label-missing",
        plus(f"<{HERE}/id/claim/c> al:speaker <{HERE}/id/organisation/oubliee> ."),
        "organisation/oubliee",
    ),
]


def test_a_sound_world_breaks_no_rule(world: World) -> None:
    gate = rules_gate(world(SOUND), read_violations(), nowhere)
    assert [finding.in_language("en") for finding in gate.findings] == []
    assert gate.checked == len({name for name, _, _ in PLANTED})


@pytest.mark.parametrize(
    ("rule", "change", "focus"), PLANTED, ids=[f"{name}-{focus}" for name, _, focus in PLANTED]
)
def test_a_planted_fault_is_found_by_its_rule_and_no_other(
    world: World, rule: str, change: Callable[[str], str], focus: str
) -> None:
    gate = rules_gate(world(change(SOUND)), read_violations(), nowhere)
    assert [(finding.code, finding.where) for finding in gate.findings] == [(rule, focus)]
    (finding,) = gate.findings
    for text in (finding.rule, finding.cure):
        assert text.fr
        assert text.en
        assert text.fr != text.en
    # The rule gives its own cure, not the general one.
    assert "alliances check" not in finding.cure.en


def test_every_rule_across_records_has_a_planted_fault() -> None:
    rules = {rule.name for rule in read_violations() if not rule.name.startswith(families())}
    assert rules == {name for name, _, _ in PLANTED}


def test_a_finding_names_the_record_and_line_when_they_are_known(world: World) -> None:
    facts = without("; al:linkStatus " + f"<{HERE}/scheme/status/affirme>")(SOUND)

    def places(iri: str) -> tuple[str, int] | None:
        return ("documents/a.yaml", 12) if iri == f"{HERE}/id/claim/c" else None

    (finding,) = rules_gate(world(facts), read_violations(), places).findings
    assert (finding.where, finding.line, finding.field) == ("documents/a.yaml", 12, "claim/c")
    assert finding.in_language("fr").startswith("documents/a.yaml:12:claim/c: ")


def test_one_thing_that_matches_a_rule_in_several_ways_is_said_once(world: World) -> None:
    rule = Violation(
        "twice",
        'SELECT ?focus ?fr ?en WHERE { ?focus ?p ?o BIND("Faute." AS ?fr) BIND("Fault." AS ?en) }',
    )
    gate = rules_gate(world("<urn:a> <urn:p> 1 , 2 . <urn:b> <urn:p> 3 ."), [rule], nowhere)
    assert [finding.where for finding in gate.findings] == ["urn:a", "urn:b"]


def test_skos_rules_and_other_rules_are_told_apart_by_name(world: World) -> None:
    text = 'SELECT ?focus ?fr ?en WHERE { ?focus ?p ?o BIND("F" AS ?fr) BIND("E" AS ?en) }'
    rules = [Violation("skos-x", text), Violation("y", text)]
    store = world("<urn:a> <urn:p> 1 .")
    assert [finding.code for finding in family_gate("skos", store, rules, nowhere).findings] == [
        "skos-x"
    ]
    assert [finding.code for finding in rules_gate(store, rules, nowhere).findings] == ["y"]


# ---- messages ----


def test_a_message_is_cut_into_its_rule_and_its_cure() -> None:
    rule, cure = told(
        Text("Sans nom (rdfs:label) : ajoutez « name ».", "No name (rdfs:label): add “name”.")
    )
    assert rule == Text("Sans nom (rdfs:label).", "No name (rdfs:label).")
    assert cure == Text("Ajoutez « name ».", "Add “name”.")


def test_a_message_without_a_cure_is_all_rule() -> None:
    rule, cure = told(Text("Sans nom.", "No name."))
    assert rule == Text("Sans nom.", "No name.")
    assert "alliances check" in cure.fr


def test_a_finding_about_something_outside_our_addresses_shows_its_whole_address() -> None:
    text = Text("x", "y")
    assert finding_at("c", "urn:x", nowhere, text, text).where == "urn:x"


# ---- counts ----

COUNTED = """
al:Organisation rdfs:subClassOf al:Actor . al:Association rdfs:subClassOf al:Organisation .
<urn:a> a al:Association . <urn:b> a al:Association , al:Organisation . <urn:c> a al:Organisation .
"""


@pytest.mark.parametrize(
    "expected",
    [
        {"Organisation": (3, 3), "Association": (2, 2), "Case": (0, 0)},
        {"Actor": (1, None)},
        {"Actor": (None, 3)},
        {},
    ],
)
def test_counts_within_their_bounds_are_silent(
    world: World, expected: dict[str, tuple[int | None, int | None]]
) -> None:
    gate = counts_gate(world(COUNTED), expected)
    assert (gate.checked, gate.findings) == (len(expected), ())


@pytest.mark.parametrize("bounds", [(4, None), (None, 2), (4, 5), (0, 2)])
def test_a_count_outside_its_bounds_is_a_finding_with_the_count(
    world: World, bounds: tuple[int | None, int | None]
) -> None:
    (finding,) = counts_gate(world(COUNTED), {"Organisation": bounds}).findings
    assert (finding.field, finding.value) == ("Organisation", "3")


def test_a_mistyped_class_is_a_finding_with_the_nearest_name(world: World) -> None:
    (finding,) = counts_gate(world(COUNTED), {"Organization": (3, 3)}).findings
    assert "Organisation" in finding.cure.en


# ---- Turtle ----


def test_the_turtle_of_the_ontology_parses() -> None:
    gate = turtle_gate()
    assert gate.findings == ()
    # The core, and one file for each scheme at least.
    assert gate.checked > 40


def test_turtle_that_does_not_parse_is_found_with_its_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "schemes").mkdir()
    (tmp_path / "good.ttl").write_text("<urn:a> <urn:b> 1 .\n")
    (tmp_path / "schemes" / "bad.ttl").write_text("<urn:a> <urn:b> 1 .\n<urn:a> <urn:b> ] .\n")
    (tmp_path / "notes.txt").write_text("]")
    gate = turtle_gate(tmp_path)
    assert gate.checked == 2
    (finding,) = gate.findings
    assert (finding.where, finding.line) == ("ontology/schemes/bad.ttl", 2)


# ---- refusal ----


def test_gates_without_findings_refuse_nothing() -> None:
    refuse_faults([Gate(name=Text("Un", "One"), checked=0, skipped="not at hand")])


def test_a_refusal_tells_every_finding_in_both_languages() -> None:
    faults = tuple(Finding(str(n), Text(f"F{n}", f"E{n}"), Text("m", "n")) for n in range(2))
    with pytest.raises(GateError) as refused:
        refuse_faults([Gate(name=Text("Un", "One"), checked=9, findings=faults)])
    assert "2 faute(s)" in refused.value.in_language("fr")
    assert "F0" in refused.value.in_language("fr")
    assert "E1" in refused.value.in_language("en")
