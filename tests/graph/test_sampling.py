"""The sample for the reasoner: one thing of every kind, always the same, and what it leads to."""

from __future__ import annotations

from collections.abc import Callable

from graph.embedded import EmbeddedStore
from graph.sampling import sample

World = Callable[[str], EmbeddedStore]

HERE = "https://w3id.org/alliances-kg"


def subjects(store: EmbeddedStore) -> set[str]:
    return {str(triple.subject)[1:-1].removeprefix(f"{HERE}/") for triple in sample(store)}


def test_one_thing_of_each_class_is_taken_by_its_name_and_not_by_its_order(world: World) -> None:
    facts = [f"<{HERE}/id/case/{name}> a al:Case ." for name in ("b", "a", "c")]
    assert subjects(world("\n".join(facts))) == {"id/case/a"}
    assert subjects(world("\n".join(reversed(facts)))) == {"id/case/a"}


def test_the_ontology_and_the_schemes_are_taken_whole_and_alignments_are_not(
    world: World,
) -> None:
    facts = "".join(
        f"GRAPH <{HERE}/graph/{name}> {{ <urn:{name}-1> a <urn:T> . <urn:{name}-2> a <urn:T> }}"
        for name in ("ontology", "schemes", "alignments")
    )
    assert subjects(world(facts)) == {
        "urn:ontology-1",
        "urn:ontology-2",
        "urn:schemes-1",
        "urn:schemes-2",
    }


def test_what_a_thing_leads_to_comes_with_it_for_three_steps(world: World) -> None:
    chain = [
        f"<{HERE}/id/case/{n}> <urn:p> <{HERE}/id/case/{n + 1}> ; <urn:q> 1 ." for n in range(6)
    ]
    kinds = [f"<{HERE}/id/case/{n}> a <urn:K{min(n, 1)}> ." for n in range(2)]
    kinds += [f"<{HERE}/id/case/{n}> a al:Case ." for n in (0, 4, 5)]
    said = [
        (str(t.subject)[-2], str(t.predicate)[-2])
        for t in sample(world("\n".join([*chain, *kinds])))
        if str(t.predicate) == "<urn:q>"
    ]
    # From 0 (smallest of al:Case and of K0): 0, 1, 2; from 1 (of K1): 1, 2, 3.
    assert sorted(said) == [("0", "q"), ("1", "q"), ("2", "q"), ("3", "q")]
    # The thing at the border of the second walk keeps its kind.
    assert "id/case/4" in subjects(world("\n".join([*chain, *kinds])))


def test_few_of_the_many_that_point_at_a_thing_are_taken(world: World) -> None:
    facts = [f"<{HERE}/id/study/s> a al:Study ."]
    facts += [f"<{HERE}/id/figure/f{n:02}> al:fromStudy <{HERE}/id/study/s> ." for n in range(50)]
    assert subjects(world("\n".join(facts))) == {"id/study/s", "id/figure/f00", "id/figure/f01"}


def test_concepts_are_not_walked_through(world: World) -> None:
    facts = f"""<{HERE}/id/case/a> a al:Case ; al:inTerritory <{HERE}/scheme/territory/x> .
    <{HERE}/scheme/territory/x> al:partOfTerritory <{HERE}/scheme/territory/y> ."""
    assert subjects(world(facts)) == {"id/case/a"}
