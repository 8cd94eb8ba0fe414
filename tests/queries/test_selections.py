"""A selection of claims: its filters, what they hide, and the SPARQL that says the same."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from graph.oracle import OracleStore
from graph.store import Store
from ontology.errors import QueryError
from ontology.iris import concept, thing
from ontology.terms import AL
from queries.selections import FACETS, Selectable, selectable, value_iri


@pytest.fixture(scope="module")
def chooser(corpus_store: Store) -> Selectable:
    return selectable(corpus_store)


def held(store: Store, query: str) -> set[str]:
    return {row[0].value for row in store.query(query).rows if isinstance(row[0], NamedNode)}


def test_only_claims_of_an_effect_may_be_selected(chooser: Selectable, corpus_store: Store) -> None:
    apart = held(
        corpus_store,
        f"SELECT ?c WHERE {{ VALUES ?r {{ <{concept('relation', 'vise')}> "
        f"<{concept('relation', 'mobilise')}> }} ?c a {AL.Claim} ; {AL.relation} ?r }}",
    )
    assert apart
    assert chooser.claims
    assert chooser.claims.isdisjoint(apart)


def test_a_selection_by_a_row_and_a_column_is_what_the_cell_holds(
    chooser: Selectable, corpus_store: Store
) -> None:
    rows = corpus_store.query(
        f"SELECT ?x ?row ?column WHERE {{ ?x {AL.inMatrix} <{concept('matrix', 'domaine-impact')}> "
        f"; {AL.row} ?row ; {AL.column} ?column ; {AL.holds} ?c . ?c a {AL.Claim} }}"
    ).rows
    seen = 0
    for crossing, row, column in rows:
        assert isinstance(crossing, NamedNode)
        sides = [str(side).strip("<>") for side in (row, column)]
        chosen = {}
        for side in sides:
            scheme, slug = side.rsplit("/", 2)[1:]
            facet = {"effect": "impact"}.get(scheme, scheme)
            chosen[facet] = [slug if facet == scheme else f"{scheme}/{slug}"]
        kept = chooser.narrowed(chosen).kept()
        assert kept == held(
            corpus_store, f"SELECT ?c WHERE {{ {crossing} {AL.holds} ?c . ?c a {AL.Claim} }}"
        )
        seen += 1
    assert seen


def test_the_query_of_a_selection_finds_its_claims_in_both_engines(
    chooser: Selectable, corpus_store: Store, corpus_oracle: OracleStore
) -> None:
    for facet, by_value in chooser.members.items():
        for value in by_value:
            narrowing = chooser.narrowed({facet: [value]})
            query = chooser.query(narrowing)
            assert held(corpus_store, query) == narrowing.kept(), (facet, value)
    both = chooser.narrowed({"status": ["affirme", "observe"], "quote": ["found"]})
    assert both.kept()
    for engine in (corpus_store, corpus_oracle):
        assert held(engine, chooser.query(both)) == both.kept()


def test_values_of_one_facet_widen_and_facets_narrow(chooser: Selectable) -> None:
    members = chooser.members["status"]
    first, second = sorted(members)[:2]
    one = chooser.narrowed({"status": [first]}).kept()
    two = chooser.narrowed({"status": [first, second]}).kept()
    assert one == members[first]
    assert two == members[first] | members[second]
    assert chooser.narrowed({"status": [first], "quote": ["found"]}).kept() <= one


def test_each_chosen_value_says_how_many_claims_it_hides(chooser: Selectable) -> None:
    slug = min(chooser.members["domain"])
    narrowing = chooser.narrowed({"domain": [slug]})
    (hidden,) = narrowing.hidden()
    assert hidden.count == len(chooser.claims) - len(narrowing.kept()) > 0
    values = [one for one in narrowing.values() if one.facet == "domain" and one.chosen]
    assert [(one.value, one.count) for one in values] == [(slug, len(narrowing.kept()))]


def test_a_year_is_that_of_every_period_that_contains_it(
    chooser: Selectable, corpus_store: Store
) -> None:
    periods = {
        iri.rsplit("/", 1)[1]
        for iri in held(
            corpus_store,
            f"SELECT ?p WHERE {{ ?c a {AL.Claim} ; {AL.bearsOn} ?x ; {AL.period} ?p }}",
        )
    }
    assert periods
    for slug in periods:
        assert slug[:4] in chooser.members["year"]


def test_what_nobody_has_keeps_nothing_and_an_unknown_facet_is_refused(
    chooser: Selectable,
) -> None:
    for value in ("nulle-part", '"> } DROP ALL #', "case/../../x"):
        narrowing = chooser.narrowed({"domain": [value]})
        assert narrowing.kept() == frozenset()
        assert "DROP" not in chooser.query(narrowing)
    with pytest.raises(QueryError):
        chooser.narrowed({"colour": ["red"]})


def test_words_keep_to_the_claims_they_found(chooser: Selectable, corpus_store: Store) -> None:
    some = sorted(chooser.claims)[:3]
    narrowing = chooser.narrowed({}, [*some, thing("case", "nobody")])
    assert narrowing.kept() == set(some)
    assert held(corpus_store, chooser.query(narrowing)) == set(some)


def test_every_facet_has_values_whose_name_is_a_concept_of_ours(chooser: Selectable) -> None:
    assert tuple(chooser.members) == FACETS
    for facet, by_value in chooser.members.items():
        for value in by_value:
            assert bool(value_iri(facet, value)) == (facet != "year")
