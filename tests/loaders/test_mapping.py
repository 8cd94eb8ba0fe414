"""What the mapping promises of any record, shown on the invented corpus."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse

from loaders.directory import read_directory
from loaders.mapping import origins, record_quads
from loaders.recordset import RecordSet
from ontology.iris import BASE, NS
from ontology.terms import AL, QB, RDF, RDFS, names
from ontology.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def records(corpus: Path, vocabulary: Vocabulary) -> RecordSet:
    return read_directory(corpus / "record", vocabulary)


@pytest.fixture(scope="module")
def quads(records: RecordSet, vocabulary: Vocabulary) -> Sequence[Quad]:
    return tuple(record_quads(records, vocabulary))


def node(reference: str) -> NamedNode:
    return NamedNode(f"{BASE}{reference}")


def values(quads: Sequence[Quad], subject: str, predicate: NamedNode) -> set[str]:
    return {
        str(getattr(quad.object, "value", quad.object))
        for quad in quads
        if quad.subject == node(subject) and quad.predicate == predicate
    }


def graphs_of(quads: Sequence[Quad], subject: str, predicate: NamedNode, value: str) -> set[str]:
    return {
        str(getattr(quad.graph_name, "value", "")).removeprefix(f"{BASE}graph/")
        for quad in quads
        if (quad.subject, quad.predicate, quad.object) == (node(subject), predicate, node(value))
    }


# ---- the whole


def test_two_runs_give_the_same_quads_in_the_same_order(
    records: RecordSet, vocabulary: Vocabulary, quads: Sequence[Quad]
) -> None:
    assert tuple(record_quads(records, vocabulary)) == quads


def test_the_order_of_the_files_changes_nothing(
    records: RecordSet, vocabulary: Vocabulary, quads: Sequence[Quad]
) -> None:
    shuffled = list(records.entries)
    random.Random(7).shuffle(shuffled)  # noqa: S311  a fixed shuffle, not a secret
    assert shuffled != list(records.entries)
    permuted = replace(records, entries=tuple(shuffled))
    assert tuple(record_quads(permuted, vocabulary)) == quads
    assert origins(permuted) == origins(records)


def test_no_quad_is_given_twice(quads: Sequence[Quad]) -> None:
    assert len(set(quads)) == len(quads)


def test_there_is_no_blank_node(quads: Sequence[Quad]) -> None:
    terms = {type(term) for quad in quads for term in (quad.subject, quad.object, quad.graph_name)}
    assert BlankNode not in terms
    assert terms == {NamedNode, Literal}


def test_no_quad_is_in_the_default_graph(quads: Sequence[Quad]) -> None:
    assert DefaultGraph() not in {quad.graph_name for quad in quads}


def test_the_graphs_are_the_registry_the_contradictions_and_one_per_source(
    quads: Sequence[Quad],
) -> None:
    found = {str(quad.graph_name).strip("<>").removeprefix(f"{BASE}graph/") for quad in quads}
    assert found == {
        "registry",
        "discrepancies",
        "gaps",
        "indicators",
        "source/communique-marees",
        "source/synthese-marees",
        "source/invitation-matinees",
        "source/rapport-marees",
        "source/fiche-lavoir",
        # Read on web pages; the two other cases were read in documents.
        "source/table-du-lavoir",
        "source/quai-des-langues",
    }


def test_what_is_written_is_what_the_store_gives_back(quads: Sequence[Quad]) -> None:
    store = Store()
    store.extend(quads)
    assert set(store) == set(quads)


# ---- names


def test_every_subject_has_a_proper_name_or_a_label_in_each_language(
    quads: Sequence[Quad],
) -> None:
    labels: dict[object, set[str]] = {}
    for quad in quads:
        if quad.predicate == RDFS.label and isinstance(quad.object, Literal):
            labels.setdefault(quad.subject, set()).add(quad.object.language or "")
    # The rule that finds a contradiction names it.
    unnamed = f"{BASE}id/discrepancy/"
    subjects = {quad.subject for quad in quads if not str(quad.subject).startswith(f"<{unnamed}")}
    assert {each for each in subjects if labels.get(each) not in ({""}, {"fr", "en"})} == set()


def test_no_subject_has_two_labels_in_one_language(quads: Sequence[Quad]) -> None:
    labels = {
        (quad.subject, quad.object.language, quad.object.value)
        for quad in quads
        if quad.predicate == RDFS.label and isinstance(quad.object, Literal)
    }
    assert len({(subject, language) for subject, language, _ in labels}) == len(labels)


def test_two_cases_of_one_alliance_leave_it_the_name_of_the_first_by_slug(
    quads: Sequence[Quad],
) -> None:
    name = "La Table du Lavoir (Atelier du Lavoir – Biscuiterie Clairan)"
    assert values(quads, "id/alliance/table-du-lavoir", RDFS.label) == {name}


# ---- nothing points nowhere


def test_every_concept_pointed_to_is_in_its_scheme_or_a_period_of_the_record(
    quads: Sequence[Quad], vocabulary: Vocabulary
) -> None:
    prefix = f"{BASE}scheme/"
    pointed = {
        quad.object.value.removeprefix(prefix)
        for quad in quads
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(prefix)
    }
    minted = {
        quad.subject.value.removeprefix(prefix)
        for quad in quads
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(prefix)
    }
    known = {
        f"{scheme}/{concept.slug}"
        for scheme in {each.partition("/")[0] for each in pointed}
        for concept in vocabulary.concepts(scheme)
    }
    assert pointed - known - minted == {"period"}
    assert {each.partition("/")[0] for each in minted} == {"period"}


def test_every_thing_pointed_to_is_introduced_somewhere(quads: Sequence[Quad]) -> None:
    things = f"{BASE}id/"
    introduced = {quad.subject for quad in quads if quad.predicate == RDFS.label}
    pointed = {
        quad.object
        for quad in quads
        if isinstance(quad.object, NamedNode)
        and quad.object.value.startswith(things)
        # Rules make the crossings of the matrices; a gate finds a search for another one.
        and quad.predicate != AL.searched
    }
    assert pointed - introduced == set()


def test_every_class_and_property_of_ours_is_declared(
    quads: Sequence[Quad], repository: Path
) -> None:
    used = {quad.predicate for quad in quads}
    used |= {
        quad.object
        for quad in quads
        if quad.predicate == RDF.type and isinstance(quad.object, NamedNode)
    }
    ours = {term.value.removeprefix(NS) for term in used if term.value.startswith(NS)}
    assert ours <= set(names(AL))
    core = (repository / "ontology" / "core.ttl").read_text(encoding="utf-8")
    undeclared = {name for name in ours if not re.search(rf"^al:{name} a owl:", core, re.MULTILINE)}
    assert undeclared == set()


def test_every_data_set_has_a_structure_that_exists(
    quads: Sequence[Quad], repository: Path
) -> None:
    source = (repository / "ontology" / "dsd.ttl").read_bytes()
    declared = {
        quad.subject
        for quad in parse(source, RdfFormat.TURTLE)
        if quad.object == QB.DataStructureDefinition
    }
    used = {quad.object for quad in quads if quad.predicate == QB.structure}
    # The corpus holds shares, counts, a rank and an official indicator.
    held = ("share", "count", "rank", "indicator")
    assert used == {NamedNode(f"{BASE}dsd/{each}") for each in held}
    assert used <= declared


# ---- whose statement it is


def test_names_and_types_are_in_the_registry_and_everything_else_with_its_source(
    quads: Sequence[Quad],
) -> None:
    case = [quad for quad in quads if quad.subject == node("id/case/quai-des-langues")]
    registry = node("graph/registry")
    in_registry = {quad.predicate for quad in case if quad.graph_name == registry}
    assert in_registry == {RDF.type, RDFS.label}
    elsewhere = {quad.graph_name for quad in case} - {registry}
    assert elsewhere == {node("graph/source/quai-des-langues")}


def test_two_places_of_one_alliance_stay_each_with_its_source(quads: Sequence[Quad]) -> None:
    alliance = "id/alliance/table-du-lavoir"
    mayenne, sarthe = "scheme/territory/dept-mayenne", "scheme/territory/dept-sarthe"
    assert graphs_of(quads, alliance, AL.inTerritory, mayenne) == {"source/table-du-lavoir"}
    assert graphs_of(quads, alliance, AL.inTerritory, sarthe) == {"source/fiche-lavoir"}


def test_a_scope_belongs_to_the_document_that_declares_it(quads: Sequence[Quad]) -> None:
    scope = "id/scope/study-marees-habitants-cm-p5"
    study = "id/study/marees-habitants"
    assert graphs_of(quads, scope, AL.scopeOf, study) == {"source/communique-marees"}
    assert values(quads, scope, AL.coversTerritory) == {
        f"{BASE}scheme/territory/france",
        f"{BASE}scheme/territory/bretagne",
    }
