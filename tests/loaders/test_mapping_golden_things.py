"""The mapping of documents, passages, works, people, organisations and dates, worked by hand.

Like `test_mapping_golden`, each graph was written from the design and the record of the
corpus. Offsets are counted in the document, not copied from the record.
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
        f"@prefix graph: <{BASE}graph/> .",
        *(f"@prefix {name}: <{BASE}id/{name}/> ." for name in THING_TYPES),
        *(f"@prefix {name}: <{BASE}scheme/{name}/> ." for name in SCHEMES),
        "@prefix dcterms: <http://purl.org/dc/terms/> .",
        "@prefix oa: <http://www.w3.org/ns/oa#> .",
        "@prefix prov: <http://www.w3.org/ns/prov#> .",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
    ]
)


@pytest.fixture(scope="module")
def quads(corpus: Path) -> frozenset[Quad]:
    vocabulary = read_vocabulary()
    return frozenset(record_quads(read_directory(corpus / "record", vocabulary), vocabulary))


def page(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()[:16]


def written(trig: str) -> set[Quad]:
    return set(parse(f"{PREFIXES}\n{trig}".encode(), RdfFormat.TRIG))


def about(quads: Iterable[Quad], *references: str) -> set[Quad]:
    subjects = {NamedNode(f"{BASE}id/{reference}") for reference in references}
    return {quad for quad in quads if quad.subject in subjects}


def test_a_document_says_what_it_is_where_its_file_is_and_who_published_it(
    quads: frozenset[Quad], corpus: Path
) -> None:
    sha256 = hashlib.sha256((corpus / "sources" / "synthese-marees.md").read_bytes()).hexdigest()
    expected = written(f"""
graph:registry {{
  document:synthese-marees a al:Document ; rdfs:label "Programme MARÉES, la synthèse" .
}}
<{BASE}graph/source/synthese-marees> {{
  document:synthese-marees dcterms:title "Programme MARÉES, la synthèse"@fr ;
    dcterms:language "fr" ; al:documentKind document-kind:brochure ;
    al:fileName "synthese-marees.md" ; al:sha256 "{sha256}" ;
    dcterms:issued "2016" ; al:basis basis:inferred ;
    skos:editorialNote "La synthèse cite les résultats de 2015 et annonce ceux de 2016."@fr ,
      "The summary quotes the results of 2015 and announces those of 2016."@en ;
    al:publishedBy organisation:observatoire-des-passerelles ;
    al:aboutStudy programme:marees , study:marees-habitants ;
    prov:wasDerivedFrom document:communique-marees ; al:readOn "2026-11-21" .
}}
""")
    assert about(quads, "document/synthese-marees") == expected


def test_a_document_about_an_event_only_refers_to_it(quads: frozenset[Quad]) -> None:
    expected = written(f"""
<{BASE}graph/source/invitation-matinees> {{
  document:invitation-matinees rdfs:seeAlso event:matinee-valbrume , event:matinee-port-clairan .
}}
""")
    document = about(quads, "document/invitation-matinees")
    properties = {"seeAlso", "aboutStudy"}
    assert {
        quad for quad in document if quad.predicate.value.rpartition("#")[2] in properties
    } == expected


def test_a_passage_has_its_words_and_their_position(quads: frozenset[Quad], corpus: Path) -> None:
    text = (corpus / "sources" / "invitation-matinees.txt").read_text(encoding="utf-8")
    quote = "Matinée de Valbrume : mardi 8 mars 2016"
    start = text.index(quote)
    line = text[:start].count("\n") + 1
    title = "Deux matinées pour débattre des résultats"
    fr, en = f"{title}, ligne {line}", f"{title}, line {line}"
    expected = written(f"""
<{BASE}graph/source/invitation-matinees> {{
  passage:in-p1 a al:Passage ; rdfs:label "{fr}"@fr , "{en}"@en ;
    oa:hasSource document:invitation-matinees ;
    oa:hasSelector selector:in-p1.quote , selector:in-p1.position ;
    al:lineNumber {line} ; al:heading "Invitation"@fr .
  selector:in-p1.quote a oa:TextQuoteSelector ;
    rdfs:label "Citation : {fr}"@fr , "Quotation: {en}"@en ; oa:exact "{quote}"@fr .
  selector:in-p1.position a oa:TextPositionSelector ;
    rdfs:label "Position : {fr}"@fr , "Position: {en}"@en ;
    oa:start {start} ; oa:end {start + len(quote)} .
}}
""")
    told = about(quads, "passage/in-p1", "selector/in-p1.quote", "selector/in-p1.position")
    assert told == expected


def test_studies_have_names_in_the_registry_and_a_scope_with_its_sentence(
    quads: frozenset[Quad],
) -> None:
    expected = written(f"""
graph:registry {{
  programme:marees a al:Programme ; skos:altLabel "MARÉES" ;
    rdfs:label "Programme MARÉES"@fr , "MARÉES programme"@en .
  study:marees-habitants a al:Study ; al:partOfStudy programme:marees ;
    rdfs:label "MARÉES-Habitants"@fr , "MARÉES-Habitants (residents)"@en .
}}
<{BASE}graph/source/communique-marees> {{
  scope:study-marees-habitants-cm-p5 a al:StudyScope ;
    rdfs:label "Périmètre déclaré : MARÉES-Habitants"@fr ,
      "Declared scope: MARÉES-Habitants (residents)"@en ;
    al:scopeOf study:marees-habitants ; al:coversGroup group:citoyens ;
    al:coversTerritory territory:france , territory:bretagne ;
    al:coversDomain domain:emploi-chomage-insertion ;
    al:coversQuestion question:alliances-source-d-innovation ; al:foundAt passage:cm-p5 .
}}
""")
    scope = "scope/study-marees-habitants-cm-p5"
    assert about(quads, "programme/marees", "study/marees-habitants", scope) == expected


def test_events_resources_and_people_are_names_and_kinds_in_the_registry(
    quads: frozenset[Quad],
) -> None:
    expected = written("""
graph:registry {
  event:matinee-valbrume a al:Event ; al:eventKind event-kind:matinee ;
    rdfs:label "Matinée de Valbrume"@fr , "Valbrume morning session"@en ;
    skos:altLabel "Rencontre de Valbrume" .
  resource:mallette-des-passerelles a al:Resource ; al:resourceKind resource-kind:mallette ;
    rdfs:label "Mallette des passerelles"@fr , "Footbridge toolkit"@en ;
    skos:altLabel "la mallette" ; al:website "passerelles.example/mallette" ;
    al:announcedOnly true .
  person:claire-varenne a al:Person ; rdfs:label "Claire Varenne" ; skos:altLabel "C. Varenne" .
}
""")
    things = ("event/matinee-valbrume", "resource/mallette-des-passerelles")
    assert about(quads, *things, "person/claire-varenne") == expected


def test_an_organisation_has_a_type_that_an_assignment_rests(quads: frozenset[Quad]) -> None:
    url = "https://rives.example/table-du-lavoir"
    expected = written(f"""
graph:registry {{
  organisation:atelier-du-lavoir a al:Organisation , al:Association ;
    rdfs:label "Atelier du Lavoir" ; skos:altLabel "L'Atelier du Lavoir" ;
    al:actorType actor-type:association ; dcterms:source webpage:{page(url)} .
  assignment:atelier-du-lavoir-actor-type a al:ActorTypeAssignment ;
    rdfs:label "Atelier du Lavoir — type : association"@fr ,
      "Atelier du Lavoir — type: association"@en ;
    al:assignedTo organisation:atelier-du-lavoir ;
    al:assignsActorType actor-type:association ; al:basis basis:inferred .
  webpage:{page(url)} a al:WebPage ; rdfs:label "La Table du Lavoir (Réseau des Rives)" ;
    al:website "{url}" .
}}
<{BASE}graph/source/table-du-lavoir> {{
  webpage:{page(url)} dcterms:title "La Table du Lavoir (Réseau des Rives)"@fr ;
    dcterms:issued "2014" .
}}
""")
    things = ("organisation/atelier-du-lavoir", "assignment/atelier-du-lavoir-actor-type")
    assert about(quads, *things, f"webpage/{page(url)}") == expected


def test_a_case_read_on_pages_cites_them_and_dates_its_alliance(quads: frozenset[Quad]) -> None:
    read, other = "https://rives.example/quai-des-langues", "https://valbrume.example/quai"
    expected = written(f"""
graph:registry {{
  case:quai-des-langues a al:Case ; rdfs:label "Le Quai des langues" .
}}
<{BASE}graph/source/quai-des-langues> {{
  case:quai-des-langues al:illustrates alliance:quai-des-langues ;
    dcterms:description "Une université, une commune et des associations apprennent le français aux nouveaux habitants et les aident à travailler."@fr ,
      "A university, a town and associations teach French to newcomers and help them into work."@en ;
    al:recordedIn webpage:{page(read)} ; dcterms:source webpage:{page(other)} ;
    skos:relatedMatch <http://metadata.un.org/sdg/4> , <http://metadata.un.org/sdg/8> .
  alliance:quai-des-langues al:startYear 2014 ; al:endYear 2018 ;
    al:startsAt period:2014-09 ; al:endsAt period:2018 .
}}
""")  # noqa: E501
    dates = {"startYear", "endYear", "startsAt", "endsAt"}
    alliance = {
        quad
        for quad in about(quads, "alliance/quai-des-langues")
        if quad.predicate.value.rpartition("#")[2] in dates
    }
    assert about(quads, "case/quai-des-langues") | alliance == expected


def test_a_found_item_has_its_passage_and_its_speaker(quads: frozenset[Quad]) -> None:
    said = (
        "Le Quai des langues — contribue à — innovation territoriale",
        "Le Quai des langues — contributes to — territorial innovation",
    )
    read = page("https://rives.example/quai-des-langues")
    name = "Le Quai des langues, phrase retrouvée"
    named = "Le Quai des langues, sentence found"
    expected = written(f"""
<{BASE}graph/source/quai-des-langues> {{
  evidence:quai-i1 a al:Evidence ;
    rdfs:label "Preuve : {said[0]}"@fr , "Evidence: {said[1]}"@en ; al:supports claim:quai-i1 ;
    al:itemText "une méthode reprise par deux communes voisines"@fr ;
    al:evidenceLevel evidence-level:party-statement ; al:quoteStatus quote-status:found ;
    al:citesSource webpage:{read} ; al:foundAt passage:quai-i1 ;
    prov:wasAttributedTo organisation:universite-de-port-clairan .
  passage:quai-i1 a al:Passage ; rdfs:label "{name}"@fr , "{named}"@en ;
    oa:hasSource webpage:{read} ; oa:hasSelector selector:quai-i1.quote .
  selector:quai-i1.quote a oa:TextQuoteSelector ;
    rdfs:label "Citation : {name}"@fr , "Quotation: {named}"@en ;
    oa:exact "deux communes voisines ont repris notre méthode"@fr .
}}
""")
    told = about(quads, "evidence/quai-i1", "passage/quai-i1", "selector/quai-i1.quote")
    assert told == expected


def test_a_claim_with_every_limit_says_each(quads: frozenset[Quad]) -> None:
    told = {
        (quad.predicate.value.rpartition("#")[2], quad.object)
        for quad in about(quads, "claim/ra-c3")
    }
    for said, reference in (
        ("through", "scheme/mechanism/reponse-de-proximite"),
        ("beneficiary", "id/organisation/commune-de-valbrume"),
        ("domain", "scheme/domain/emploi-chomage-insertion"),
        ("period", "scheme/period/2016"),
    ):
        assert (said, NamedNode(f"{BASE}{reference}")) in told
