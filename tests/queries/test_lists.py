"""Collections: every promise of their files, and lists that neither lose nor repeat a thing."""

from __future__ import annotations

import gc
import weakref
from importlib.resources import files

import pytest
from pyoxigraph import Literal, NamedNode

from graph.embedded import EmbeddedStore
from graph.oracle import OracleStore
from ontology.errors import NotHeldError, QueryError
from ontology.iris import reference_of
from queries.lists import (
    Listed,
    Wanted,
    collection_names,
    collection_of,
    listed,
    read_collection,
)
from queries.lists.definitions import parse_collection

CLAIMS = read_collection("claims")


def references(found: Listed) -> list[str]:
    return [reference_of(item.iri) or "" for item in found.items]


def test_there_are_the_collections_that_were_asked_for() -> None:
    assert set(collection_names()) == {
        "actors", "alliances", "cases", "domains", "categories", "impacts", "mechanisms",
        "territories", "studies", "programmes", "organisations", "events", "resources",
        "innovations", "figures", "claims", "discrepancies", "indicators",
    }  # fmt: skip


@pytest.mark.parametrize("name", collection_names())
def test_both_engines_tell_the_same_of_every_member(
    name: str, corpus_store: EmbeddedStore, corpus_oracle: OracleStore
) -> None:
    text = read_collection(name).text
    ours, theirs = (set(store.query(text).rows) for store in (corpus_store, corpus_oracle))
    assert ours == theirs
    # The corpus invents no innovation (its README).
    assert bool(ours) == (name != "innovations")


@pytest.mark.parametrize("name", collection_names())
def test_every_member_has_a_name_and_a_field_of_one_has_one(
    name: str, corpus_store: EmbeddedStore
) -> None:
    collection = read_collection(name)
    single = {one.name for one in collection.fields if one.kind in {"one", "value"}}
    for item in listed(collection, Wanted(size=1000), corpus_store).items:
        assert "label" in item.values
        several = {field: found for field, found in item.values.items() if len(found) > 1}
        assert not set(several) & single, (item.iri, several)


@pytest.mark.parametrize("name", collection_names())
@pytest.mark.parametrize("direction", ["", "-"])
def test_pages_of_any_order_hold_every_thing_once(
    name: str, direction: str, corpus_store: EmbeddedStore
) -> None:
    collection = read_collection(name)
    for sort in ("label", *collection.sorts):
        wanted = f"{direction}{sort}"
        whole = references(listed(collection, Wanted(sort=wanted, size=1000), corpus_store))
        first = listed(collection, Wanted(sort=wanted, size=7), corpus_store)
        paged = [
            reference
            for page in range(1, first.pages + 1)
            for reference in references(
                listed(collection, Wanted(sort=wanted, size=7, page=page), corpus_store)
            )
        ]
        assert paged == whole
        assert len(set(whole)) == first.total


@pytest.mark.parametrize("name", collection_names())
def test_every_filter_is_a_query_that_narrows(name: str, corpus_store: EmbeddedStore) -> None:
    collection = read_collection(name)
    total = listed(collection, Wanted(), corpus_store).total
    # Values that exist in the corpus or the schemes; what matters is that each can be asked.
    values = {
        "year": "2015", "reference": "impact/confiance", "thing/organisation": "reseau-des-rives",
        "thing/programme": "marees", "thing/document": "synthese-marees",
        "thing/figure": "cm-f1",
    }  # fmt: skip
    asked = 0
    for one in collection.filters:
        kind, _, scheme = one.kind.partition("/")
        value = values.get(one.kind, "")
        if not value:
            prefix = f"/scheme/{scheme}/" if kind == "concept" else f"/id/{scheme}/"
            rows = corpus_store.query(
                f'SELECT DISTINCT ?s WHERE {{ ?s ?p ?o FILTER(CONTAINS(STR(?s), "{prefix}")) }}'
            ).rows
            value = min(str(row[0])[1:-1].rpartition("/")[2] for row in rows)
        found = listed(collection, Wanted(filters={one.name: value}), corpus_store)
        assert found.total <= total
        assert f"VALUES ?{one.name} {{" in found.queries["which"]
        asked += 1
    assert asked == len(collection.filters)


def test_perceived_claims_are_the_three_that_people_were_asked_about(
    corpus_store: EmbeddedStore,
) -> None:
    found = listed(CLAIMS, Wanted(filters={"status": "percu"}), corpus_store)
    # README: `cm-c1` is perceived and makes one link with `sy-c1`; `sy-c4` is a poll's rank.
    assert set(references(found)) == {"claim/cm-c1", "claim/sy-c1", "claim/sy-c4"}


def test_several_values_of_one_filter_widen_and_two_filters_narrow(
    corpus_store: EmbeddedStore,
) -> None:
    both = listed(CLAIMS, Wanted(filters={"status": "mesure,vise"}), corpus_store)
    assert set(references(both)) == {"claim/ra-c3", "claim/fiche-i2", "claim/rapport-i1"}
    narrowed = Wanted(filters={"status": "mesure,vise", "document": "rapport-marees"})
    assert set(references(listed(CLAIMS, narrowed, corpus_store))) == {
        "claim/ra-c3",
        "claim/rapport-i1",
    }


def test_a_territory_includes_its_parts(corpus_store: EmbeddedStore) -> None:
    # The two alliances are in departments and regions of France; one of them in Brittany.
    alliances = read_collection("alliances")
    france = listed(alliances, Wanted(filters={"territory": "france"}), corpus_store)
    brittany = listed(alliances, Wanted(filters={"territory": "bretagne"}), corpus_store)
    assert set(references(france)) == {"alliance/table-du-lavoir", "alliance/quai-des-langues"}
    assert references(brittany) == ["alliance/quai-des-langues"]


def test_words_are_found_without_case_or_accents(corpus_store: EmbeddedStore) -> None:
    organisations = read_collection("organisations")
    found = listed(organisations, Wanted(words="RESEAU rives"), corpus_store)
    assert references(found) == ["organisation/reseau-des-rives"]
    assert listed(organisations, Wanted(words="nulle part"), corpus_store).total == 0


def test_figures_sort_by_value_as_numbers(corpus_store: EmbeddedStore) -> None:
    found = listed(read_collection("figures"), Wanted(sort="-value", size=3), corpus_store)
    # 1,240 and 820 partnerships; then 84 %, the highest share.
    assert references(found) == ["figure/ra-f5", "figure/ra-f6", "figure/cm-f2"]


def test_a_claim_is_told_as_a_sentence(corpus_store: EmbeddedStore) -> None:
    wanted = Wanted(filters={"status": "percu"}, words="innovation")
    told = {item.iri.rpartition("/")[2]: item.sentence for item in listed(
        CLAIMS, wanted, corpus_store
    ).items}  # fmt: skip
    assert told["cm-c1"] is not None
    # Perceived is not proven: the verb says who perceives.
    assert told["cm-c1"].en.text.startswith("Citizens perceive partnerships as contributing to")


def test_the_queries_of_an_answer_give_its_things_and_their_fields(
    corpus_store: EmbeddedStore,
) -> None:
    found = listed(CLAIMS, Wanted(filters={"status": "percu"}, size=2), corpus_store)
    which = {
        row[0].value
        for row in corpus_store.query(found.queries["which"]).rows
        if isinstance(row[0], NamedNode)
    }
    assert len(which) == found.total == 3
    told = corpus_store.query(found.queries["what"]).rows
    assert {row[0].value for row in told if isinstance(row[0], NamedNode)} == {
        item.iri for item in found.items
    }
    names = {row[1].value for row in told if isinstance(row[1], Literal)}
    assert names == {name for item in found.items for name in item.values}


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Wanted(filters={"statut": "percu"}), "status"),
        (Wanted(filters={"status": "perci"}), "status/percu"),
        (Wanted(filters={"subject": "nowhere/x"}), "organisation/le-rameau"),
        (Wanted(filters={"subject": "organisation/absent"}), "impact/confiance"),
        (Wanted(sort="statu"), "status"),
        (Wanted(page=99), "1"),
        (Wanted(filters={"status": ",".join(["percu"] * 21)}), "20"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(
    wanted: Wanted, told: str, corpus_store: EmbeddedStore
) -> None:
    with pytest.raises(QueryError) as refused:
        listed(CLAIMS, wanted, corpus_store)
    assert told in refused.value.cure.fr
    assert told in refused.value.cure.en


def test_an_unknown_collection_is_refused_with_the_nearest() -> None:
    with pytest.raises(NotHeldError) as refused:
        read_collection("claim")
    assert "claims" in refused.value.cure.en


def test_a_kind_has_the_narrowest_collection() -> None:
    assert collection_of("organisation") == "organisations"
    assert collection_of("group") == "actors"
    assert collection_of("domain") == "domains"
    assert collection_of("passage") == ""


def test_what_a_stranger_takes_for_a_kind_is_not_kept() -> None:
    class Kind(str):
        """A text whose end can be seen."""

    kind = Kind("nothing" * 100)
    held = weakref.ref(kind)
    assert collection_of(kind) == ""
    del kind
    gc.collect()
    assert held() is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# members: ?thing a al:Claim .", "# members: ?thing a al:Link ."),
        ('# field: mode one "Mode"@fr "Mode"@en\n', ""),
        ('# field: mode one "Mode"@fr', '# field: mode two "Mode"@fr'),
        ("# narrows: mode ?thing al:claimMode ?mode .\n", ""),
        ("# of: claim", "# of: nothing"),
        ("# title-en: Claims\n", ""),
        ("SELECT ?thing ?field ?value", "SELECT ?thing ?value ?field"),
        ("{ ?thing rdfs:label ?value", "{ ?thing rdfs:label ?value ."),
        ("# sentence: claim", "# sentence: claim\n# nonsense: x"),
    ],
)
def test_a_file_that_breaks_its_promises_is_refused_with_its_name(old: str, new: str) -> None:
    text = (files("queries") / "lists" / "claims.rq").read_text(encoding="utf-8")
    assert parse_collection("claims", text) == CLAIMS
    assert old in text
    with pytest.raises(QueryError, match="claims"):
        parse_collection("claims", text.replace(old, new, 1))
