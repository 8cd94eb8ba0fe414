"""Each shape holds for one sound graph, and each of its promises fails on one planted fault.

`sound.ttl` is a small invented record with one thing of every kind. A fault takes triples away
from it or adds some; the report must then hold that fault and no other: its shape, the thing
at fault, and what a French reader is told.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from ontology.iris import BASE, SCHEMES, THING_TYPES
from ontology.vocabulary import shapes_turtle

# "scope" names a type of thing only; "period", "domain" and such name a scheme only.
PREFIXES = "\n".join(
    [
        f"@prefix al: <{BASE}ns#> .",
        f"@prefix dsd: <{BASE}dsd/> .",
        *(f"@prefix {name}: <{BASE}id/{name}/> ." for name in THING_TYPES),
        *(f"@prefix {name}: <{BASE}scheme/{name}/> ." for name in SCHEMES),
        "@prefix dcterms: <http://purl.org/dc/terms/> .",
        "@prefix oa: <http://www.w3.org/ns/oa#> .",
        "@prefix qb: <http://purl.org/linked-data/cube#> .",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .",
    ]
)

SOUND = (Path(__file__).parent / "sound.ttl").read_text(encoding="utf-8")


EXACT = rdflib.URIRef("http://www.w3.org/ns/oa#exact")


class Fault(NamedTuple):
    """One planted fault: what is taken away or added, and what must be reported."""

    shape: str
    focus: str
    told: str
    minus: str = ""
    plus: str = ""


SIXTEEN = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"

FAULTS = [
    # Cases, alliances, participations.
    Fault(
        "case-alliance",
        "case/velos",
        "Le cas doit raconter une alliance, et une seule",
        minus="case:velos al:illustrates alliance:velos .",
    ),
    Fault(
        "case-source",
        "case/velos",
        "Le cas doit dire où il a été lu",
        minus="case:velos al:recordedIn webpage:velos .",
    ),
    Fault(
        "case-summary",
        "case/velos",
        "Le résumé du cas doit exister une fois en français et une fois en anglais",
        minus='case:velos dcterms:description "A bicycle workshop."@en .',
    ),
    Fault(
        "alliance-partners",
        "alliance/velos",
        "Le cas doit nommer au moins deux partenaires",
        minus="alliance:velos al:hasParticipation participation:velos-2 .",
    ),
    Fault(
        "alliance-level",
        "alliance/velos",
        "Le cas doit dire à quelle échelle agit l'alliance",
        minus="alliance:velos al:territoryLevel territory-level:departement .",
    ),
    Fault(
        "alliance-territory",
        "alliance/velos",
        "Le lieu de l'alliance doit être pris dans la liste des territoires",
        plus="alliance:velos al:inTerritory organisation:meunier .",
    ),
    Fault(
        "alliance-categories",
        "alliance/velos",
        "La catégorie doit être prise dans la liste des catégories de partenariat",
        plus="alliance:velos al:inCategory impact:innovation-societale .",
    ),
    Fault(
        "alliance-domains",
        "alliance/velos",
        "Le domaine doit être pris dans la liste des domaines de fragilité",
        plus="alliance:velos al:addressesDomain axis:social .",
    ),
    Fault(
        "partnership-category",
        "alliance/velos",
        "Un partenariat doit relever d'au moins une catégorie",
        minus="alliance:velos al:inCategory category:mecenat .",
    ),
    Fault(
        "participation-alliance",
        "participation/velos-1",
        "Un partenaire doit prendre part à une alliance, et une seule",
        plus="participation:velos-1 al:participationIn alliance:autre .",
    ),
    Fault(
        "participation-type",
        "participation/velos-2",
        "Chaque partenaire doit avoir un type d'acteur, et un seul",
        minus="participation:velos-2 al:participantType actor-type:tpe .",
    ),
    Fault(
        "participation-role",
        "participation/velos-1",
        "Chaque partenaire doit avoir un rôle pris dans la liste",
        minus="participation:velos-1 al:role role:initiateur .",
    ),
    Fault(
        "named-participant",
        "participation/velos-1",
        "Un partenaire nommé doit être une organisation ou une personne de la base, et une seule",
        plus="participation:velos-1 al:participant organisation:meunier .",
    ),
    Fault(
        "named-without-group",
        "participation/velos-1",
        "Un partenaire est soit nommé, soit décrit, jamais les deux",
        plus='participation:velos-1 al:groupLabel "des voisins"@fr .',
    ),
    Fault(
        "group-words",
        "participation/velos-2",
        "Un partenaire sans nom doit garder les mots de la source",
        minus='participation:velos-2 al:groupLabel "13 garages"@fr .',
    ),
    Fault(
        "group-without-participant",
        "participation/velos-2",
        "Un groupe décrit ne peut pas être aussi une organisation nommée",
        plus="participation:velos-2 al:participant organisation:meunier .",
    ),
    Fault(
        "organisation-type",
        "organisation/meunier",
        "Une organisation doit avoir un type d'acteur, et un seul",
        minus="organisation:meunier al:actorType actor-type:pme .",
    ),
    Fault(
        "person-name",
        "person/martin",
        "Le nom d'une personne ne doit contenir ni adresse ni numéro",
        minus='person:martin rdfs:label "Claire Martin" .',
        plus='person:martin rdfs:label "Claire Martin 0601" .',
    ),
    Fault(
        "person-aliases",
        "person/martin",
        "L'autre nom d'une personne ne doit contenir ni adresse ni numéro",
        plus='person:martin skos:altLabel "claire@velos.example" .',
    ),
    # Claims, evidence, links, assignments, discrepancies.
    Fault(
        "claim-subject",
        "claim/effet",
        "Une affirmation doit avoir un sujet, et un seul",
        minus="claim:effet al:subject alliance:velos .",
    ),
    Fault(
        "claim-relation",
        "claim/effet",
        "Une affirmation doit avoir une relation, prise dans la liste",
        minus="claim:effet al:relation relation:contribue-a .",
    ),
    Fault(
        "claim-object",
        "claim/cite",
        "Une affirmation doit avoir un objet, et un seul",
        plus="""claim:cite a al:Claim ; rdfs:label "Cite"@fr , "Cites"@en ;
            al:subject study:maires ;
            al:relation relation:couvre ; al:claimMode mode:asserted ; al:partOfLink link:l1 ;
            al:hasEvidence evidence:e1 .""",
    ),
    Fault(
        "claim-mode",
        "claim/impact",
        "Une affirmation doit avoir un mode, et un seul",
        plus="claim:impact al:claimMode mode:measured .",
    ),
    Fault(
        "claim-polarity",
        "claim/impact",
        "Une affirmation ne peut avoir qu'un sens",
        plus="claim:impact al:polarity polarity:negative .",
    ),
    Fault(
        "claim-speaker",
        "claim/impact",
        "Qui parle doit être une organisation, une personne ou un groupe interrogé",
        plus="claim:impact al:speaker document:enquete .",
    ),
    Fault(
        "claim-link",
        "claim/effet",
        "Une affirmation doit appartenir à un lien, et un seul",
        minus="claim:effet al:partOfLink link:l2 .",
    ),
    Fault(
        "claim-evidence",
        "claim/effet",
        "Une affirmation doit reposer sur au moins un élément de preuve",
        minus="claim:effet al:hasEvidence evidence:e2 .",
    ),
    Fault(
        "impact-claim-impact",
        "claim/impact",
        "Une affirmation d'impact doit porter sur un impact de la liste, et un seul",
        minus="claim:impact al:claimsImpact impact:confiance ; al:object impact:confiance .",
        plus="claim:impact al:claimsImpact domain:mobilite ; al:object domain:mobilite .",
    ),
    Fault(
        "impact-claim-object",
        "claim/impact",
        "L'impact affirmé diffère de l'objet de l'affirmation",
        minus="claim:impact al:object impact:confiance .",
        plus="claim:impact al:object impact:performance .",
    ),
    Fault(
        "impact-claim-polarity",
        "claim/impact",
        "Une affirmation d'impact doit dire dans quel sens",
        minus="claim:impact al:polarity polarity:positive .",
    ),
    Fault(
        "impact-claim-relation",
        "claim/impact",
        "Un objectif visé ou un moyen mobilisé n'est pas un impact",
        minus="claim:impact al:relation relation:contribue-a .",
        plus="claim:impact al:relation relation:vise .",
    ),
    Fault(
        "impact-claim-level",
        "claim/impact",
        "Un moyen engagé (argent, personnes) n'est pas un impact",
        plus="claim:impact al:resultLevel result-level:input .",
    ),
    Fault(
        "effect-claim-effect",
        "claim/effet",
        "Une affirmation d'effet direct doit porter sur un effet de la liste, et un seul",
        minus="claim:effet al:claimsEffect effect:publics ; al:object effect:publics .",
        plus="claim:effet al:claimsEffect domain:mobilite ; al:object domain:mobilite .",
    ),
    Fault(
        "effect-claim-object",
        "claim/effet",
        "L'effet affirmé diffère de l'objet de l'affirmation",
        minus="claim:effet al:object effect:publics .",
        plus="claim:effet al:object effect:territoire .",
    ),
    Fault(
        "evidence-claim",
        "evidence/e2",
        "Un élément de preuve doit appuyer ou mettre en cause une affirmation",
        minus="evidence:e2 al:supports claim:effet .",
    ),
    Fault(
        "evidence-place",
        "evidence/e2",
        "Un élément de preuve doit dire où il se lit",
        minus="evidence:e2 al:citesSource webpage:velos .",
    ),
    Fault(
        "evidence-kind",
        "evidence/e1",
        "Un élément de preuve doit être d'une nature de la liste, et d'une seule",
        minus="evidence:e1 al:evidenceLevel evidence-level:opinion-survey .",
    ),
    Fault(
        "evidence-quote",
        "evidence/e1",
        "Un élément de preuve doit dire si sa phrase exacte est retrouvée",
        minus="evidence:e1 al:quoteStatus quote-status:found .",
    ),
    Fault(
        "link-subject",
        "link/l1",
        "Un lien doit avoir un sujet, et un seul",
        plus="link:l1 al:subject study:maires .",
    ),
    Fault(
        "link-relation",
        "link/l1",
        "Un lien doit avoir une relation de la liste, et une seule",
        minus="link:l1 al:relation relation:contribue-a .",
    ),
    Fault(
        "link-object",
        "link/l1",
        "Un lien doit avoir un objet, et un seul",
        minus="link:l1 al:object impact:confiance .",
    ),
    Fault(
        "link-status",
        "link/l1",
        "Un lien ne peut avoir qu'un statut de la liste",
        plus="link:l1 al:linkStatus status:mesure .",
    ),
    Fault(
        "assignment-thing",
        "assignment/velos-mecenat",
        "Un rattachement doit porter sur une chose, et une seule",
        minus="assignment:velos-mecenat al:assignedTo alliance:velos .",
    ),
    Fault(
        "assignment-concept",
        "assignment/velos-mecenat",
        "Un rattachement doit donner une notion, et une seule",
        plus="assignment:velos-mecenat al:assignsCategory category:innovation-societale .",
    ),
    Fault(
        "assignment-basis",
        "assignment/velos-mecenat",
        "Un rattachement doit dire d'où il vient",
        minus="assignment:velos-mecenat al:basis basis:inferred .",
    ),
    Fault(
        "assignment-coder",
        "assignment/velos-mecenat",
        "Un rattachement doit dire qui l'a décidé",
        minus="assignment:velos-mecenat al:coder coder:projet .",
    ),
    Fault(
        "assignment-date",
        "assignment/velos-mecenat",
        "Un rattachement doit dire quand il a été décidé",
        minus="assignment:velos-mecenat al:assignedAt period:2026-11-20 .",
    ),
    Fault(
        "discrepancy-sides",
        "discrepancy/d1",
        "Une contradiction doit avoir au moins deux côtés",
        minus="discrepancy:d1 al:involves claim:impact .",
    ),
    Fault(
        "discrepancy-kind",
        "discrepancy/d1",
        "Une contradiction doit être d'un genre de la liste, et d'un seul",
        minus="discrepancy:d1 al:discrepancyKind discrepancy-kind:value .",
    ),
    # Sources, studies, events, resources.
    Fault(
        "document-title",
        "document/enquete",
        "Un document doit avoir un titre",
        minus='document:enquete dcterms:title "Enquête sur les vélos"@fr .',
    ),
    Fault(
        "document-kind",
        "document/enquete",
        "Un document doit être d'un genre de la liste, et d'un seul",
        minus="document:enquete al:documentKind document-kind:rapport .",
    ),
    Fault(
        "document-file",
        "document/enquete",
        "Un document doit avoir un nom de fichier, sans dossier",
        minus='document:enquete al:fileName "enquete.txt" .',
        plus='document:enquete al:fileName "dossier/enquete.txt" .',
    ),
    Fault(
        "document-digest",
        "document/enquete",
        "Un document doit porter l'empreinte SHA-256 de son fichier",
        minus=f'document:enquete al:sha256 "{"0" * 64}" .',
        plus='document:enquete al:sha256 "0000" .',
    ),
    Fault(
        "document-read",
        "document/enquete",
        "Un document doit dire quand il a été lu",
        minus='document:enquete al:readOn "2026-11-20" .',
        plus='document:enquete al:readOn "en novembre" .',
    ),
    Fault(
        "passage-source",
        "passage/p2",
        "Un passage doit être celui d'une source, et d'une seule",
        plus="passage:p2 oa:hasSource webpage:autre .",
    ),
    Fault(
        "passage-quote",
        "passage/p2",
        "Un passage doit citer les mots exacts de la source",
        minus="passage:p2 oa:hasSelector selector:p2.quote .",
    ),
    Fault(
        "Passage",
        "passage/p1",
        "Un passage de document doit donner sa ligne et sa position",
        minus='passage:p1 al:lineNumber "12"^^xsd:nonNegativeInteger .',
    ),
    Fault(
        "quote-words",
        "selector/p2.quote",
        "Une citation doit compter de 1 à 15 mots",
        minus='selector:p2.quote oa:exact "un atelier ouvert à tous"@fr .',
        plus=f'selector:p2.quote oa:exact "{SIXTEEN}"@fr .',
    ),
    Fault(
        "quote-language",
        "selector/p2.quote",
        "Une citation doit dire en quelle langue elle est",
        minus='selector:p2.quote oa:exact "un atelier ouvert à tous"@fr .',
        plus='selector:p2.quote oa:exact "un atelier ouvert à tous" .',
    ),
    Fault(
        "position-order",
        "selector/p1.position",
        "La position d'une citation doit commencer avant de finir",
        minus='selector:p1.position oa:end "135"^^xsd:nonNegativeInteger .',
        plus='selector:p1.position oa:end "12"^^xsd:nonNegativeInteger .',
    ),
    Fault(
        "study-part",
        "study/maires",
        "Une étude ne peut faire partie que d'une étude ou d'un programme",
        plus="study:maires al:partOfStudy event:matinee .",
    ),
    Fault(
        "scope-study",
        "scope/maires",
        "Un périmètre doit être celui d'une étude, et d'une seule",
        minus="scope:maires al:scopeOf study:maires .",
    ),
    Fault(
        "scope-passage",
        "scope/maires",
        "Un périmètre doit citer la phrase qui le déclare",
        minus="scope:maires al:foundAt passage:p1 .",
    ),
    Fault(
        "event-kind",
        "event/matinee",
        "Un événement doit être d'un genre de la liste, et d'un seul",
        minus="event:matinee al:eventKind event-kind:matinee .",
    ),
    Fault(
        "resource-kind",
        "resource/guide",
        "Une ressource doit être d'un genre de la liste, et d'un seul",
        plus="resource:guide al:resourceKind resource-kind:mooc .",
    ),
    # Figures.
    Fault(
        "figure-dataset",
        "figure/f1",
        "Un chiffre doit appartenir à un jeu de données, et un seul",
        minus="figure:f1 qb:dataSet dataset:enquete-share .",
    ),
    Fault(
        "figure-question",
        "figure/f1",
        "Un chiffre doit dire la question, une fois",
        minus="figure:f1 al:question question:velo .",
    ),
    Fault(
        "figure-respondent",
        "figure/f1",
        "Un chiffre doit dire qui répond ou qui est compté, une fois",
        plus="figure:f1 al:respondent group:citoyens .",
    ),
    Fault(
        "figure-target",
        "figure/f1",
        "Un chiffre doit dire de quel groupe parle la question, une fois",
        minus="figure:f1 al:targetActor group:_Z .",
    ),
    Fault(
        "figure-subpopulation",
        "figure/f1",
        "Un chiffre doit dire sur quelle part des répondants il est calculé, une fois",
        minus="figure:f1 al:subPopulation group:_T .",
    ),
    Fault(
        "figure-territory",
        "figure/f1",
        "Un chiffre doit dire de quel territoire il parle, une fois",
        minus="figure:f1 al:territory territory:france .",
    ),
    Fault(
        "figure-domain",
        "figure/f1",
        "Un chiffre doit dire de quel domaine il parle, une fois",
        plus="figure:f1 al:domain domain:sante .",
    ),
    Fault(
        "figure-category",
        "figure/f1",
        "Un chiffre doit dire de quelle catégorie de partenariat il parle, une fois",
        minus="figure:f1 al:category category:_T .",
    ),
    Fault(
        "figure-impact",
        "figure/f1",
        "Un chiffre doit dire de quel impact il parle, une fois",
        minus="figure:f1 al:impact impact:_Z .",
    ),
    Fault(
        "figure-period",
        "figure/f1",
        "Un chiffre doit dire de quelle période il date, une fois",
        minus="figure:f1 al:period period:2015-09 .",
    ),
    Fault(
        "figure-passage",
        "figure/f1",
        "Un chiffre doit venir d'un passage, et d'un seul",
        plus="figure:f1 al:passage passage:p2 .",
    ),
    Fault(
        "figure-measure",
        "figure/f1",
        "Un chiffre doit avoir une mesure, et une seule, égale à sa valeur",
        minus="figure:f1 al:share 69.0 .",
    ),
    Fault(
        "figure-value",
        "figure/f1",
        "Un chiffre doit avoir une valeur, et une seule, qui soit un nombre",
        minus="figure:f1 al:value 69.0 ; al:share 69.0 .",
        plus="figure:f1 al:value 69 ; al:share 69 .",
    ),
    Fault(
        "figure-share",
        "figure/f1",
        "Une part doit aller de 0 à 100 %",
        minus="figure:f1 al:value 69.0 ; al:share 69.0 .",
        plus="figure:f1 al:value 690.0 ; al:share 690.0 .",
    ),
    Fault(
        "figure-score",
        "figure/f1",
        "Une note doit aller de 0 à 10",
        minus="figure:f1 al:share 69.0 .",
        plus="figure:f1 al:score 69.0 .",
    ),
    Fault(
        "figure-unit",
        "figure/f1",
        "Un chiffre doit avoir une unité, et une seule",
        minus="figure:f1 al:unit unit:pourcent .",
    ),
    Fault(
        "figure-precision",
        "figure/f1",
        "Un chiffre doit dire s'il est exact, une fois",
        minus="figure:f1 al:precision precision:exact .",
    ),
    Fault(
        "figure-population",
        "figure/f1",
        "Un chiffre doit dire sur quelle population il porte, dans les mots de la source",
        minus='figure:f1 al:populationText "maires de France"@fr .',
    ),
    Fault(
        "figure-cell",
        "figure/f1",
        "Un chiffre doit occuper une cellule du cube, et une seule",
        minus="figure:f1 al:cell cell:c1 .",
    ),
    Fault(
        "figure-calculation",
        "figure/f1",
        "Une valeur qui n'est pas imprimée dans sa citation doit montrer son calcul",
        minus='figure:f1 al:derivation "stated" .',
        plus='figure:f1 al:derivation "derived" .',
    ),
    # Names.
    Fault(
        "Named",
        "webpage/velos",
        "Cette chose n'a pas de nom",
        minus='webpage:velos rdfs:label "velos.example" .',
    ),
    Fault(
        "label-languages",
        "cell/c1",
        "Un nom qui a une langue doit exister en français et en anglais",
        minus='cell:c1 rdfs:label "Cell c1"@en .',
    ),
    Fault(
        "label-text",
        "cell/c1",
        "Un nom doit être un texte non vide, un seul par langue",
        plus='cell:c1 rdfs:label "La cellule c1"@fr .',
    ),
    # Comparisons.
    Fault(
        "comparison-figures",
        "comparison/velos",
        "Une comparaison doit porter sur deux chiffres au moins",
        minus="comparison:velos al:compares figure:f2 .",
    ),
    Fault(
        "comparison-verdict",
        "comparison/velos",
        "Une comparaison doit dire si elle est possible",
        minus="comparison:velos al:comparable false .",
    ),
    Fault(
        "comparison-reason",
        "comparison/velos",
        "Une comparaison doit dire pourquoi",
        minus='comparison:velos al:explanation "La base diffère."@fr , "The base differs."@en .',
    ),
    # Indicators and their values.
    Fault(
        "indicator-domain",
        "indicator/chomage",
        "Un indicateur doit décrire un domaine de la liste, et un seul",
        minus="indicator:chomage al:indicatorDomain domain:mobilite .",
    ),
    Fault(
        "indicator-publisher",
        "indicator/chomage",
        "Un indicateur doit dire qui le publie",
        minus='indicator:chomage al:publisherText "Insee" .',
    ),
    Fault(
        "indicator-source",
        "indicator/chomage",
        "Un indicateur doit dire dans quelle page ou quel fichier il a été lu",
        minus='indicator:chomage al:sourceText "Tableau" .',
    ),
    Fault(
        "value-indicator",
        "indicator-value/chomage-france",
        "Une valeur doit être celle d'un indicateur, et d'un seul",
        minus="indicator-value:chomage-france al:ofIndicator indicator:chomage .",
    ),
    Fault(
        "value-territory",
        "indicator-value/chomage-france",
        "Une valeur d'indicateur doit avoir un territoire, et un seul",
        minus="indicator-value:chomage-france al:territory territory:france .",
    ),
    Fault(
        "value-year",
        "indicator-value/chomage-france",
        "Une valeur d'indicateur doit avoir une année, et une seule",
        minus="indicator-value:chomage-france al:period period:2015-09 .",
    ),
    Fault(
        "value-number",
        "indicator-value/chomage-france",
        "Une valeur d'indicateur doit être un nombre, et un seul",
        plus="indicator-value:chomage-france al:observedValue 8.5 .",
    ),
    Fault(
        "value-unit",
        "indicator-value/chomage-france",
        "Une valeur d'indicateur doit dire son unité",
        minus='indicator-value:chomage-france al:unitText "%"@fr .',
    ),
    Fault(
        "value-publisher",
        "indicator-value/chomage-france",
        "Une valeur d'indicateur doit dire qui la publie",
        minus='indicator-value:chomage-france al:publisherText "Insee" .',
    ),
    Fault(
        "value-page",
        "indicator-value/chomage-france",
        "Une valeur d'indicateur doit avoir une page source, et une seule",
        minus="indicator-value:chomage-france dcterms:source webpage:velos .",
    ),
    Fault(
        "value-no-cell",
        "indicator-value/chomage-france",
        "Une valeur d'indicateur ne partage aucune cellule avec les chiffres des études",
        plus="indicator-value:chomage-france al:cell cell:c1 .",
    ),
]


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph(bind_namespaces="none").parse(data=shapes_turtle(), format="turtle")


def graph_of(turtle: str) -> rdflib.Graph:
    data = f"{PREFIXES}\n{turtle}"
    return rdflib.Graph(bind_namespaces="none").parse(data=data, format="turtle")


def reported(data: rdflib.Graph, shapes: rdflib.Graph) -> set[tuple[str, str, str, str]]:
    """Return shape, focus, French rule and English message of every result."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=True)
    assert isinstance(report, rdflib.Graph)
    return {
        (
            str(report.value(result, SH.sourceShape)).rpartition("/")[2],
            str(report.value(result, SH.focusNode)).removeprefix(f"{BASE}id/"),
            message(report, result, "fr").partition(" : ")[0],
            message(report, result, "en"),
        )
        for result in report.objects(None, SH.result)
    }


def message(report: rdflib.Graph, result: Node, language: str) -> str:
    found = [
        str(text)
        for text in report.objects(result, SH.resultMessage)
        if isinstance(text, rdflib.Literal) and text.language == language
    ]
    assert len(found) == 1, f"one message in {language} expected, not {found}"
    return found[0]


def test_a_sound_record_breaks_no_shape(shapes: rdflib.Graph) -> None:
    assert reported(graph_of(SOUND), shapes) == set()


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.shape for fault in FAULTS])
def test_a_planted_fault_is_the_only_one_told(fault: Fault, shapes: rdflib.Graph) -> None:
    taken = graph_of(fault.minus)
    sound = graph_of(SOUND)
    assert all(triple in sound for triple in taken), "the fault takes away what is not there"
    found = reported(sound - taken + graph_of(fault.plus), shapes)
    assert {(shape, focus, fr) for shape, focus, fr, _ in found} == {
        (fault.shape, fault.focus, fault.told)
    }
    assert all(": " in en for *_, en in found)


def test_every_message_has_its_planted_fault(shapes: rdflib.Graph) -> None:
    told = {str(shape).rpartition("/")[2] for shape in shapes.subjects(SH.message, None)}
    assert {fault.shape for fault in FAULTS} == told


def test_every_shape_has_an_iri_and_every_message_its_rule_and_cure_in_both_languages(
    shapes: rdflib.Graph,
) -> None:
    kinds = (SH.NodeShape, SH.PropertyShape)
    for shape in (found for kind in kinds for found in shapes.subjects(RDF.type, kind)):
        assert isinstance(shape, rdflib.URIRef)
        said = list(shapes.objects(shape, SH.message))
        if said:
            by_language = {
                text.language: str(text) for text in said if isinstance(text, rdflib.Literal)
            }
            assert set(by_language) == {"fr", "en"}, shape
            assert by_language["fr"].count(" : ") == 1, shape
            assert by_language["en"].count(": ") == 1, shape


@pytest.mark.parametrize(
    ("quote", "holds"),
    [
        (
            "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze",
            True,
        ),
        (SIXTEEN, False),
        # A per cent sign and a dash are no words, a number is one.
        (
            "69 % – un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze",
            True,
        ),
        (
            "69 % – un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze 1",
            False,
        ),
        # "l'alliance" is one run without space, hence one word.
        (
            "l'alliance l'été c'est 1 2 3 4 5 6 7 8 9 10 onze « douze »",
            True,
        ),
        ("« … »", False),
    ],
)
def test_a_quotation_has_one_to_fifteen_words(
    quote: str, holds: bool, shapes: rdflib.Graph
) -> None:
    data = graph_of(SOUND)
    selector = rdflib.URIRef(f"{BASE}id/selector/p2.quote")
    data.set((selector, EXACT, rdflib.Literal(quote, lang="fr")))
    assert {shape for shape, *_ in reported(data, shapes)} == (set() if holds else {"quote-words"})
