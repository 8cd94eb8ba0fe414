"""What `core.ttl`, `dsd.ttl` and `alignments.ttl` promise to whoever reads or reasons."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import owlrl  # type: ignore[import-untyped]
import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Namespace, URIRef
from rdflib.collection import Collection

from ontology.iris import BASE, NS, SCHEMES, THING_TYPES
from ontology.terms import AL, names
from tests.some import some

NAMESPACE = Namespace(NS)
QB = Namespace("http://purl.org/linked-data/cube#")
SOUND = Path(__file__).parent / "sound.ttl"
MEASURES = ("share", "score", "count", "points", "amount", "duration", "rank")
DIMENSIONS = {
    "question",
    "respondent",
    "targetActor",
    "subPopulation",
    "territory",
    "domain",
    "category",
    "impact",
    "period",
    "passage",
}


def read(*file_names: str) -> rdflib.Graph:
    graph = rdflib.Graph(bind_namespaces="none")
    for name in file_names:
        graph.parse(data=(files("ontology") / name).read_text(encoding="utf-8"), format="turtle")
    return graph


@pytest.fixture(scope="module")
def core() -> rdflib.Graph:
    return read("core.ttl")


@pytest.fixture(scope="module")
def dsd() -> rdflib.Graph:
    return read("dsd.ttl")


@pytest.mark.parametrize("name", ["core.ttl", "dsd.ttl", "alignments.ttl"])
def test_two_parsers_read_the_same_number_of_triples(name: str) -> None:
    text = (files("ontology") / name).read_bytes()
    assert len(set(parse(text, RdfFormat.TURTLE))) == len(read(name)) > 0


@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition])
def test_every_term_is_named_and_defined_once_in_each_language(
    core: rdflib.Graph, predicate: URIRef
) -> None:
    for name in some(names(AL)):
        said = list(core.objects(NAMESPACE[name], predicate))
        languages = sorted(text.language or "" for text in said if isinstance(text, rdflib.Literal))
        assert languages == ["en", "fr"], name


def test_no_two_terms_share_a_definition(core: rdflib.Graph) -> None:
    said = [str(text) for text in core.objects(None, SKOS.definition)]
    assert sorted(said) == sorted(set(said))


def test_definitions_are_sentences_with_straight_apostrophes(core: rdflib.Graph) -> None:
    for text in some(core.objects(None, SKOS.definition)):
        assert str(text).endswith("."), text
        assert "’" not in str(text), text


def test_the_three_meanings_of_societal_innovation_refer_to_each_other(
    core: rdflib.Graph,
) -> None:
    for name in ("SocietalInnovation", "PartnershipCategory", "ImpactType"):
        notes = {
            text.language: str(text)
            for text in core.objects(NAMESPACE[name], SKOS.scopeNote)
            if isinstance(text, rdflib.Literal)
        }
        assert "innovation sociétale" in notes["fr"].lower(), name
        assert "societal innovation" in notes["en"].lower(), name
        assert ("catégorie" in notes["fr"]) + ("impact" in notes["fr"]) >= 1, name


def test_blank_nodes_stand_in_owl_axioms_only(core: rdflib.Graph, dsd: rdflib.Graph) -> None:
    axioms = {OWL.Class, OWL.Restriction, OWL.AllDisjointClasses}
    for node in core.all_nodes():
        if isinstance(node, rdflib.BNode):
            kinds = set(core.objects(node, RDF.type))
            assert kinds & axioms or (node, RDF.first, None) in core
    assert not any(isinstance(node, rdflib.BNode) for node in dsd.all_nodes())
    assert not any(isinstance(node, rdflib.BNode) for node in read("alignments.ttl").all_nodes())


def test_nothing_is_imported_and_the_ontology_says_what_it_is(core: rdflib.Graph) -> None:
    header = URIRef(f"{BASE}ns")
    assert (None, OWL.imports, None) not in core
    assert core.value(header, OWL.versionIRI) == URIRef(f"{BASE}ns/0.1.0")
    assert core.value(header, rdflib.DCTERMS.license) == URIRef(
        "https://creativecommons.org/licenses/by/4.0/"
    )
    for predicate in (rdflib.DCTERMS.title, rdflib.DCTERMS.description, rdflib.DCTERMS.creator):
        said = core.objects(header, predicate)
        assert {text.language for text in said if isinstance(text, rdflib.Literal)} == {"fr", "en"}


def test_every_name_used_is_declared(core: rdflib.Graph, dsd: rdflib.Graph) -> None:
    builtin = (str(OWL), str(RDF), str(RDFS), str(XSD))
    outside = (f"{BASE}scheme/", f"{BASE}ns", "https://creativecommons.org/")
    both = core + dsd
    used = {node for triple in both for node in triple if isinstance(node, URIRef)}
    typed = set(both.subjects(RDF.type, None))
    assert {iri for iri in used - typed if not str(iri).startswith((*builtin, *outside))} == set()


def test_cardinalities_sit_on_simple_properties_only(core: rdflib.Graph) -> None:
    complex_ = set(core.subjects(OWL.propertyChainAxiom, None))
    complex_ |= set(core.subjects(RDF.type, OWL.TransitiveProperty))
    # What is above, or the inverse of, a property that is not simple is not simple either.
    grown = True
    while grown:
        above = {up for each in complex_ for up in core.objects(each, RDFS.subPropertyOf)}
        above |= {other for each in complex_ for other in core.objects(each, OWL.inverseOf)}
        above |= {other for each in complex_ for other in core.subjects(OWL.inverseOf, each)}
        grown = not above <= complex_
        complex_ |= above
    assert NAMESPACE.hasPartner in complex_
    counted = {OWL.cardinality, OWL.minCardinality, OWL.maxCardinality, OWL.qualifiedCardinality}
    restricted = {
        core.value(node, OWL.onProperty) for kind in counted for node in core.subjects(kind, None)
    }
    restricted |= set(core.subjects(RDF.type, OWL.FunctionalProperty))
    restricted |= set(core.subjects(OWL.propertyDisjointWith, None))
    restricted |= set(core.objects(None, OWL.propertyDisjointWith))
    assert NAMESPACE.hasParticipation in restricted
    assert restricted & complex_ == set()


def test_no_data_property_ranges_over_dates(core: rdflib.Graph) -> None:
    allowed = {XSD.decimal, XSD.integer, XSD.nonNegativeInteger, XSD.boolean, XSD.string}
    for term in some(core.subjects(RDF.type, OWL.DatatypeProperty)):
        assert set(core.objects(term, RDFS.range)) <= allowed, term


def test_there_is_one_class_of_concepts_for_each_scheme_and_all_are_disjoint(
    core: rdflib.Graph,
) -> None:
    classes = set(core.subjects(RDFS.subClassOf, SKOS.Concept))
    assert len(classes) == len(SCHEMES)
    groups = [set(Collection(core, members)) for members in core.objects(None, OWL.members)]
    assert classes in groups


def test_every_kind_of_thing_has_its_class(core: rdflib.Graph) -> None:
    made_elsewhere = {"selector", "dataset"}  # Web Annotation and Data Cube have these
    renamed = {
        "webpage": "WebPage",
        "scope": "StudyScope",
        "indicator-value": "IndicatorValue",
    }
    for kind in set(THING_TYPES) - made_elsewhere:
        name = renamed.get(kind, kind.capitalize())
        assert (NAMESPACE[name], RDF.type, OWL.Class) in core, kind


def test_what_chains_promise_is_inferred_by_an_independent_engine() -> None:
    facts = read("core.ttl").parse(SOUND)
    prefix = f"{BASE}id/"
    facts.parse(
        data=f"""
        @prefix al: <{NS}> . @prefix s: <{BASE}scheme/> .
        <{BASE}scheme/domain/mobilite> al:inAxis <{BASE}scheme/axis/social> .
        <{BASE}scheme/territory/dept-mayenne> al:partOfTerritory <{BASE}scheme/territory/pays> .
        <{prefix}participation/velos-3> al:participationIn <{prefix}alliance/velos> ;
          al:participant <{prefix}organisation/meunier> .
        """,
        format="turtle",
    )
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(facts)
    alliance = URIRef(f"{prefix}alliance/velos")
    meunier = URIRef(f"{prefix}organisation/meunier")
    passerelles = URIRef(f"{prefix}organisation/passerelles")
    expected = {
        (alliance, NAMESPACE.hasPartner, meunier),
        (passerelles, NAMESPACE.alliedWith, meunier),
        (meunier, NAMESPACE.alliedWith, passerelles),
        (alliance, NAMESPACE.addressesAxis, URIRef(f"{BASE}scheme/axis/social")),
        (alliance, NAMESPACE.inTerritory, URIRef(f"{BASE}scheme/territory/pays")),
        # Figure, passage, document; then claim, evidence, web page.
        (URIRef(f"{prefix}figure/f1"), NAMESPACE.citesSource, URIRef(f"{prefix}document/enquete")),
        (URIRef(f"{prefix}claim/effet"), NAMESPACE.citesSource, URIRef(f"{prefix}webpage/velos")),
        (
            URIRef(f"{BASE}scheme/category/mecenat"),
            NAMESPACE.claimedImpact,
            URIRef(f"{BASE}scheme/impact/confiance"),
        ),
    }
    assert {triple for triple in expected if triple not in facts} == set()


@pytest.mark.parametrize("measure", MEASURES)
def test_a_structure_has_its_measure_every_dimension_and_a_required_unit(
    dsd: rdflib.Graph, measure: str
) -> None:
    components = set(dsd.objects(URIRef(f"{BASE}dsd/{measure}"), QB.component))
    held = {
        kind: {part for each in components for part in dsd.objects(each, QB[kind])}
        for kind in ("dimension", "measure", "attribute")
    }
    assert held["dimension"] == {NAMESPACE[name] for name in DIMENSIONS}
    assert held["measure"] == {NAMESPACE[measure]}
    assert {NAMESPACE.unit, NAMESPACE.precision} <= held["attribute"]
    unit = next(each for each in components if (each, QB.attribute, NAMESPACE.unit) in dsd)
    assert dsd.value(unit, QB.componentRequired) == rdflib.Literal(True)


def test_a_code_list_holds_concepts_of_the_range_of_its_dimension(
    core: rdflib.Graph, dsd: rdflib.Graph
) -> None:
    schemes = read(*(f"schemes/{name}.ttl" for name in SCHEMES))
    coded = set(dsd.subjects(RDF.type, QB.CodedProperty))
    assert {NAMESPACE[name] for name in DIMENSIONS - {"passage"}} <= coded
    for term in coded:
        code_list = dsd.value(term, QB.codeList)
        assert str(schemes.value(code_list, NAMESPACE.conceptClass)) == str(
            core.value(term, RDFS.range)
        ), term


def test_alignments_link_our_terms_and_concepts_to_terms_of_others() -> None:
    alignments = read("alignments.ttl")
    matches = {SKOS.closeMatch, SKOS.relatedMatch}
    assert set(alignments.predicates()) <= matches
    core = read("core.ttl", *(f"schemes/{name}.ttl" for name in SCHEMES))
    for ours, _, theirs in alignments:
        assert (ours, RDF.type, None) in core, ours
        assert not str(theirs).startswith(BASE), theirs
