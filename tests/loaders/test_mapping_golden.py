"""The mapping of one figure, one claim, one case and one item, worked out by hand.

Each graph below was written from the design and the record of the corpus, not from what the
mapping gives. A digest is computed here the way the design says it, so that a change of how
identifiers are made cannot pass unseen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from loaders.directory import read_directory
from loaders.mapping import record_quads
from ontology.iris import BASE, SCHEMES, THING_TYPES
from ontology.vocabulary import read_vocabulary

# "scope" names a type of thing only; "period", "domain" and such name a scheme only.
PREFIXES = "\n".join(
    [
        f"@prefix al: <{BASE}ns#> .",
        f"@prefix dsd: <{BASE}dsd/> .",
        f"@prefix graph: <{BASE}graph/> .",
        f"@prefix scheme: <{BASE}scheme/> .",
        *(f"@prefix {name}: <{BASE}id/{name}/> ." for name in THING_TYPES),
        *(f"@prefix {name}: <{BASE}scheme/{name}/> ." for name in SCHEMES),
        "@prefix dcterms: <http://purl.org/dc/terms/> .",
        "@prefix prov: <http://www.w3.org/ns/prov#> .",
        "@prefix qb: <http://purl.org/linked-data/cube#> .",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .",
    ]
)


@pytest.fixture(scope="module")
def quads(corpus: Path) -> frozenset[Quad]:
    vocabulary = read_vocabulary()
    return frozenset(record_quads(read_directory(corpus / "record", vocabulary), vocabulary))


def digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def written(trig: str) -> set[Quad]:
    return set(parse(f"{PREFIXES}\n{trig}".encode(), RdfFormat.TRIG))


def about(quads: Iterable[Quad], *references: str) -> set[Quad]:
    subjects = {NamedNode(f"{BASE}{reference}") for reference in references}
    return {quad for quad in quads if quad.subject in subjects}


# What a cell is told by: measure, question and the eight dimensions, in their order.
CELL = digest(
    "share", "alliances-source-d-innovation", "maires", "_Z", "_T", "france", "_T", "_T",
    "innovation", "2015",
)  # fmt: skip


def test_a_figure_is_an_observation_with_every_dimension_in_its_document_s_graph(
    quads: frozenset[Quad],
) -> None:
    expected = written(f"""
<{BASE}graph/source/synthese-marees> {{
  figure:sy-f3 a al:ReportedFigure , qb:Observation ;
    rdfs:label "67 % (en toutes lettres) — Voient dans les alliances une source d'innovation — maires (2015)"@fr ,
      "67% (in words) — See alliances as a source of innovation — mayors (2015)"@en ;
    qb:dataSet dataset:synthese-marees-share ; al:cell cell:{CELL} ;
    al:question question:alliances-source-d-innovation ; al:respondent group:maires ;
    al:targetActor group:_Z ; al:subPopulation group:_T ; al:territory territory:france ;
    al:domain domain:_T ; al:category category:_T ; al:impact impact:innovation ;
    al:period period:2015 ; al:passage passage:sy-p5 ;
    al:share "67"^^xsd:decimal ; al:value "67"^^xsd:decimal ; al:unit unit:pourcent ;
    al:precision precision:in-words ; al:multipleResponse false ; al:periodBasis basis:inferred ;
    al:populationText "maires"@fr ; al:derivation "stated" ;
    skos:note "L'année est celle de la phrase précédente."@fr ,
      "The year is that of the sentence before."@en .
}}
""")  # noqa: E501
    assert about(quads, "id/figure/sy-f3") == expected


def test_what_can_be_compared_is_one_cell_and_a_document_s_shares_are_one_data_set(
    quads: frozenset[Quad],
) -> None:
    expected = written(f"""
<{BASE}graph/source/synthese-marees> {{
  cell:{CELL} a al:Cell ;
    rdfs:label "Part — Voient dans les alliances une source d'innovation — maires (2015)"@fr ,
      "Share — See alliances as a source of innovation — mayors (2015)"@en .
  dataset:synthese-marees-share a qb:DataSet ; qb:structure dsd:share ;
    rdfs:label "Chiffres de « Programme MARÉES, la synthèse » : part"@fr ,
      "Figures of “Programme MARÉES, la synthèse”: share"@en .
}}
""")
    assert about(quads, f"id/cell/{CELL}", "id/dataset/synthese-marees-share") == expected


def test_the_period_of_a_figure_is_a_concept_of_the_registry(quads: frozenset[Quad]) -> None:
    expected = written("""
graph:registry {
  period:2015 a al:Period , skos:Concept ;
    rdfs:label "2015"@fr , "2015"@en ; skos:prefLabel "2015"@fr , "2015"@en ;
    skos:notation "2015" ; skos:inScheme scheme:period ; skos:topConceptOf scheme:period ;
    al:startYear 2015 ; al:endYear 2015 .
}
""")
    assert about(quads, "scheme/period/2015") == expected


def test_a_claim_has_one_link_and_evidence_at_its_passage(quads: frozenset[Quad]) -> None:
    link = digest(
        "group/citoyens", "place-en-priorite", "domain/emploi-chomage-insertion", "bretagne", ""
    )
    fr = "Citoyens — place en priorité — emploi, chômage, insertion (Bretagne)"
    en = "Citizens — puts first — employment, unemployment, inclusion into work (Brittany)"
    expected = written(f"""
<{BASE}graph/source/synthese-marees> {{
  claim:sy-c4 a al:Claim ; rdfs:label "{fr}"@fr , "{en}"@en ;
    al:subject group:citoyens ; al:relation relation:place-en-priorite ;
    al:object domain:emploi-chomage-insertion ; al:territory territory:bretagne ;
    al:claimMode mode:perceived ; al:polarity polarity:positive ; al:speaker group:citoyens ;
    al:partOfLink link:{link} ; al:hasEvidence evidence:sy-c4 ; al:restsOnFigure figure:sy-f4 .
  link:{link} a al:Link ; rdfs:label "Lien : {fr}"@fr , "Link: {en}"@en ;
    al:subject group:citoyens ; al:relation relation:place-en-priorite ;
    al:object domain:emploi-chomage-insertion ; al:territory territory:bretagne .
  evidence:sy-c4 a al:Evidence ; rdfs:label "Preuve : {fr}"@fr , "Evidence: {en}"@en ;
    al:supports claim:sy-c4 ; al:foundAt passage:sy-p7 ;
    al:evidenceLevel evidence-level:opinion-survey ; al:quoteStatus quote-status:found .
}}
""")
    assert about(quads, "id/claim/sy-c4", f"id/link/{link}", "id/evidence/sy-c4") == expected


SHEET = "La Table du Lavoir, vue par le Réseau des Rives"


def of_sheet(quads: Iterable[Quad], kind: str) -> set[Quad]:
    """Everything that the document of the sheet tells of things of that kind."""
    graph, prefix = NamedNode(f"{BASE}graph/source/fiche-lavoir"), f"{BASE}id/{kind}/"
    return {
        quad
        for quad in quads
        if quad.graph_name == graph
        and isinstance(quad.subject, NamedNode)
        and quad.subject.value.startswith(prefix)
    }


def test_a_case_tells_of_an_alliance_in_the_graph_of_its_document(quads: frozenset[Quad]) -> None:
    case = written(f"""
graph:registry {{
  case:table-du-lavoir-fiche a al:Case ; rdfs:label "{SHEET}" .
}}
<{BASE}graph/source/fiche-lavoir> {{
  case:table-du-lavoir-fiche al:illustrates alliance:table-du-lavoir ;
    dcterms:description "La fiche du réseau raconte l'ouverture de la cantine et la place dans un autre département."@fr ,
      "The network's sheet tells of the opening of the canteen and places it in another department."@en ;
    al:recordedIn document:fiche-lavoir ; al:foundAt passage:fi-p1 ;
    al:caution caution:contradiction .
}}
""")  # noqa: E501
    assert about(quads, "id/case/table-du-lavoir-fiche") == case
    alliance = written(f"""
<{BASE}graph/source/fiche-lavoir> {{
  alliance:table-du-lavoir
    al:hasParticipation participation:table-du-lavoir-fiche-1 ,
      participation:table-du-lavoir-fiche-2 ;
    al:inCategory category:cooperation-economique ;
    al:territoryLevel territory-level:departement ; al:inTerritory territory:dept-sarthe ;
    al:placeLabel "la Sarthe"@fr .
}}
""")
    assert of_sheet(quads, "alliance") == alliance


def test_each_partner_of_a_case_is_a_participation_with_its_type_and_role(
    quads: frozenset[Quad],
) -> None:
    expected = written(f"""
<{BASE}graph/source/fiche-lavoir> {{
  participation:table-du-lavoir-fiche-1 a al:NamedParticipation ;
    rdfs:label "Atelier du Lavoir dans {SHEET}"@fr , "Atelier du Lavoir in {SHEET}"@en ;
    al:participationIn alliance:table-du-lavoir ; al:participant organisation:atelier-du-lavoir ;
    al:participantType actor-type:association ; al:role role:non-renseigne ;
    al:foundAt passage:fi-p1 .
  participation:table-du-lavoir-fiche-2 a al:NamedParticipation ;
    rdfs:label "Biscuiterie Clairan dans {SHEET}"@fr , "Biscuiterie Clairan in {SHEET}"@en ;
    al:participationIn alliance:table-du-lavoir ; al:participant organisation:biscuiterie-clairan ;
    al:participantType actor-type:pme ; al:role role:non-renseigne ;
    al:foundAt passage:fi-p1 .
}}
""")
    assert of_sheet(quads, "participation") == expected


def test_each_class_level_and_place_of_a_case_is_an_assignment_with_its_basis(
    quads: frozenset[Quad],
) -> None:
    expected = written(f"""
<{BASE}graph/source/fiche-lavoir> {{
  assignment:table-du-lavoir-fiche-category-cooperation-economique a al:CategoryAssignment ;
    rdfs:label "{SHEET} — catégorie : coopération économique"@fr ,
      "{SHEET} — category: economic cooperation"@en ;
    al:assignedTo alliance:table-du-lavoir ; al:assignsCategory category:cooperation-economique ;
    al:basis basis:editorial ; al:coder coder:projet ; al:assignedAt period:2026-11-21 .
  assignment:table-du-lavoir-fiche-territory-level-departement a al:Assignment ;
    rdfs:label "{SHEET} — échelle : département"@fr , "{SHEET} — level: department"@en ;
    al:assignedTo alliance:table-du-lavoir ; al:assigns territory-level:departement ;
    al:basis basis:stated .
  assignment:table-du-lavoir-fiche-territory-dept-sarthe a al:Assignment ;
    rdfs:label "{SHEET} — lieu : Sarthe"@fr , "{SHEET} — place: Sarthe"@en ;
    al:assignedTo alliance:table-du-lavoir ; al:assigns territory:dept-sarthe ;
    al:basis basis:stated .
}}
""")
    assert of_sheet(quads, "assignment") == expected


def test_an_item_without_quote_is_a_paraphrase_of_a_page_and_still_to_be_found(
    quads: frozenset[Quad],
) -> None:
    link = digest("alliance/table-du-lavoir", "contribue-a", "effect/publics", "", "")
    page = digest("https://rives.example/table-du-lavoir")
    name = "La Table du Lavoir (Atelier du Lavoir – Biscuiterie Clairan)"
    fr = f"{name} — contribue à — effets sur les publics"
    en = f"{name} — contributes to — effects on people reached"
    expected = written(f"""
<{BASE}graph/source/table-du-lavoir> {{
  claim:lavoir-i1 a al:Claim , al:EffectClaim ; rdfs:label "{fr}"@fr , "{en}"@en ;
    al:subject alliance:table-du-lavoir ; al:relation relation:contribue-a ;
    al:object effect:publics ; al:claimsEffect effect:publics ;
    al:claimMode mode:measured ; al:polarity polarity:positive ;
    al:partOfLink link:{link} ; al:hasEvidence evidence:lavoir-i1 ;
    al:codedKind "measured:output" ; al:resultLevel result-level:output ;
    al:resultBasis basis:inferred ; al:caution caution:organisation-total .
  evidence:lavoir-i1 a al:Evidence ; rdfs:label "Preuve : {fr}"@fr , "Evidence: {en}"@en ;
    al:supports claim:lavoir-i1 ; al:itemText "7 emplois créés"@fr ;
    al:evidenceLevel evidence-level:promoter-count ; al:quoteStatus quote-status:to-find ;
    al:citesSource webpage:{page} .
}}
""")
    assert about(quads, "id/claim/lavoir-i1", "id/evidence/lavoir-i1") == expected
