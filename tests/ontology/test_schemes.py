"""Concept schemes: what other rooms rely on."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple, parse

from ontology.iris import NS, SCHEMES, concept, scheme, thing
from ontology.terms import AL, DCTERMS, RDF, RDFS, SKOS
from tests.ontology.scheme_files import FILES, WRITTEN_HERE, concepts, iri, of, slugs, text
from tests.some import some

DEPARTMENTS_PER_REGION = {
    "auvergne-rhone-alpes": 12, "bourgogne-franche-comte": 8, "bretagne": 4,
    "centre-val-de-loire": 6, "corse": 2, "grand-est": 10, "hauts-de-france": 5,
    "ile-de-france": 8, "normandie": 5, "nouvelle-aquitaine": 12, "occitanie": 13,
    "pays-de-la-loire": 5, "provence-alpes-cote-d-azur": 6, "guadeloupe": 1, "martinique": 1,
    "guyane": 1, "la-reunion": 1, "mayotte": 1,
}  # fmt: skip


def triples(name: str) -> list[Triple]:
    return [q.triple for q in parse(path=str(FILES[name]), format=RdfFormat.TURTLE)]


def level(name: str) -> NamedNode:
    return NamedNode(concept("territory-level", name))


def test_every_scheme_has_a_file_of_its_own() -> None:
    assert {*WRITTEN_HERE, "period"} <= FILES.keys() <= set(SCHEMES)


@pytest.mark.parametrize("name", WRITTEN_HERE)
def test_a_file_holds_only_its_own_concepts_and_no_blank_node(name: str) -> None:
    facts = triples(name)
    assert not [t for t in facts if BlankNode in {type(t.subject), type(t.object)}]
    typed = {text(t.subject) for t in facts if t.object == SKOS.Concept}
    assert typed
    assert all(one.startswith(f"{scheme(name)}/") for one in typed)
    placed = {(text(t.subject), text(t.object)) for t in facts if t.predicate == SKOS.inScheme}
    assert placed == {(one, scheme(name)) for one in typed}


@pytest.mark.parametrize("name", [*WRITTEN_HERE, "period"])
def test_a_scheme_says_in_both_languages_what_it_is(schemes: Store, name: str) -> None:
    node = NamedNode(scheme(name))
    for predicate in (RDFS.label, DCTERMS.description):
        said = [q.object for q in schemes.quads_for_pattern(node, predicate, None)]
        assert sorted(str(t.language) for t in said if isinstance(t, Literal)) == ["en", "fr"]
    (named,) = of(schemes, node, AL.conceptClass)
    assert getattr(AL, named.removeprefix(NS)).value == named


def test_the_scheme_of_periods_is_left_to_the_record(schemes: Store) -> None:
    assert concepts(schemes, "period") == []


def test_labels_and_preferred_labels_are_the_same(schemes: Store) -> None:
    for node in some(n for name in WRITTEN_HERE for n in concepts(schemes, name)):
        assert of(schemes, node, RDFS.label) == of(schemes, node, SKOS.prefLabel), node.value


def test_each_hierarchy_is_written_in_both_directions(schemes: Store) -> None:
    def pairs(predicate: NamedNode) -> set[tuple[str, str]]:
        found = schemes.quads_for_pattern(None, predicate, None)
        return {(text(quad.subject), text(quad.object)) for quad in found}

    assert pairs(SKOS.narrower) == {(up, down) for down, up in pairs(SKOS.broader)}
    assert pairs(SKOS.hasTopConcept) == {(of_, top) for top, of_ in pairs(SKOS.topConceptOf)}


def test_there_are_sixteen_domains_in_the_order_of_the_programme(schemes: Store) -> None:
    nodes = concepts(schemes, "domain")
    notations = sorted(code for node in nodes for code in of(schemes, node, SKOS.notation))
    assert notations == [*(f"D{n:02d}" for n in range(1, 17)), "_T", "_Z"]


def test_every_domain_has_an_axis_that_says_whether_a_text_states_it(schemes: Store) -> None:
    assigned: dict[str, set[str]] = defaultdict(set)
    for quad in schemes.quads_for_pattern(None, RDF.type, AL.AxisAssignment):
        node = iri(quad.subject)
        (domain,), (axis,) = of(schemes, node, AL.assignedTo), of(schemes, node, AL.assignsAxis)
        (basis,) = of(schemes, node, AL.basis)
        assigned[domain].add(axis)
        proof = DCTERMS.source if basis == concept("basis", "stated") else SKOS.editorialNote
        assert of(schemes, node, proof), node.value
        assert of(schemes, node, AL.coder) == {concept("coder", "projet")}
    real = {concept("domain", s) for s in slugs(schemes, "domain") - {"_T", "_Z"}}
    assert assigned.keys() == real
    assert assigned == {d: of(schemes, NamedNode(d), AL.inAxis) for d in real}


@pytest.mark.parametrize(
    ("suffix", "axis"),
    [
        ("emploi-chomage-insertion", "economique"),
        ("developpement-economique", "economique"),
        ("niveau-de-vie-pouvoir-d-achat", "economique"),
        ("isolement-lien-social", "societal"),
        ("education", "societal"),
        ("acces-au-numerique", "societal"),
        ("culture-loisirs", "societal"),
        ("environnement-societal", "societal"),
        ("environnement-environnemental", "environnemental"),
    ],
)
def test_only_what_a_text_states_is_marked_stated(schemes: Store, suffix: str, axis: str) -> None:
    node = NamedNode(thing("assignment", f"axis-{suffix}"))
    assert of(schemes, node, AL.basis) == {concept("basis", "stated")}
    assert of(schemes, node, AL.assignsAxis) == {concept("axis", axis)}
    stated = schemes.quads_for_pattern(None, AL.basis, NamedNode(concept("basis", "stated")))
    assert len(list(stated)) == 9


def test_territories_are_the_18_regions_and_the_101_departments(schemes: Store) -> None:
    codes: dict[str, Counter[str]] = {"region": Counter(), "departement": Counter()}
    per_region: Counter[str] = Counter()
    for name, counter in codes.items():
        for quad in schemes.quads_for_pattern(None, AL.territoryLevel, level(name)):
            node = iri(quad.subject)
            counter.update(of(schemes, node, AL.codeINSEE))
            if name == "departement":
                (region,) = of(schemes, node, AL.partOfTerritory)
                assert of(schemes, node, SKOS.broader) == {region}
                per_region[region.rpartition("/")[2]] += 1
    assert [(len(c), c.total()) for c in codes.values()] == [(18, 18), (101, 101)]
    assert per_region == DEPARTMENTS_PER_REGION


def test_a_study_territory_is_never_a_region(schemes: Store) -> None:
    studied = [t for t in concepts(schemes, "territory") if "/etude-" in t.value]
    assert len(studied) == 5
    for node in studied:
        assert of(schemes, node, AL.codeINSEE) == of(schemes, node, SKOS.exactMatch) == set()
        assert of(schemes, node, AL.partOfTerritory) == {concept("territory", "france")}


def test_dates_creators_and_matters_are_the_only_functional_relations(schemes: Store) -> None:
    functional = {"cree-par", "cree-en", "publie-le", "commence-en", "se-termine-en", "a-lieu-le"}
    functional |= {"a-pour-objet"}
    for slug in some(slugs(schemes, "relation"), len(functional)):
        flag = of(schemes, NamedNode(concept("relation", slug)), AL.functional)
        assert flag == {"true" if slug in functional else "false"}, slug


def test_a_status_is_told_by_letter_and_line(schemes: Store) -> None:
    lines = {
        next(iter(of(schemes, node, AL.letter))): next(iter(of(schemes, node, AL.lineStyle)))
        for node in concepts(schemes, "status")
    }
    assert lines == {
        "D": "thick-solid", "M": "solid", "O": "long-dash", "P": "short-dash",
        "A": "dash-dot", "S": "dotted", "V": "open-circle",
    }  # fmt: skip


def test_every_actor_type_names_a_class_of_the_ontology(schemes: Store) -> None:
    for node in some(concepts(schemes, "actor-type")):
        (named,) = of(schemes, node, AL.classOfType)
        assert getattr(AL, named.removeprefix(NS)).value == named


def test_every_mechanism_leads_to_an_impact(schemes: Store) -> None:
    impacts = {node.value for node in concepts(schemes, "impact")}
    for node in some(concepts(schemes, "mechanism")):
        assert of(schemes, node, RDFS.seeAlso) & impacts
        assert of(schemes, node, RDFS.seeAlso) <= impacts


@pytest.mark.parametrize("name", ["category", "impact"])
def test_innovation_societale_says_which_of_three_things_it_is(schemes: Store, name: str) -> None:
    notes = of(schemes, NamedNode(concept(name, "innovation-societale")), SKOS.scopeNote)
    assert len(notes) == 2
    for meaning in ("category/innovation-soc", "impact/innovation-soc", "al:SocietalInnovation"):
        assert all(meaning in note for note in notes)
