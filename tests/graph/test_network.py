"""Things and ties: what each tie keeps of the statements it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.embedded import EmbeddedStore
from graph.network import SAMPLE_CAUTION, Network, Tie, read_network
from graph.oracle import OracleStore
from graph.proof import read_proof
from ontology.errors import NotHeldError
from ontology.iris import iri_of, reference_of
from tests.graph.networks import network_store


@pytest.fixture(scope="module")
def store(repository: Path) -> Iterator[EmbeddedStore]:
    held = network_store(repository)
    yield held
    held.close()


@pytest.fixture(scope="module")
def network(store: EmbeddedStore) -> Network:
    return read_network(store)


def between(network: Network, one: str, other: str) -> tuple[Tie, ...]:
    return tuple(
        tie
        for tie in network.ties
        if (reference_of(tie.start), reference_of(tie.end)) == (one, other)
    )


def short(iris: tuple[str, ...]) -> tuple[str | None, ...]:
    return tuple(reference_of(iri) for iri in iris)


def test_a_claimed_tie_keeps_claims_evidence_sources_and_the_status_with_letter_and_line(
    network: Network,
) -> None:
    (tie,) = between(network, "category/mecenat", "impact/confiance")
    assert (tie.kind, reference_of(tie.relation)) == ("claim", "relation/contribue-a")
    assert tie.status is not None
    assert (tie.status.letter, tie.status.line, tie.status.label.fr) == ("P", "short-dash", "Perçu")
    assert short(tie.stated_by) == ("link/l2",)
    assert short(tie.claims) == ("claim/k2",)
    assert short(tie.said[0].through) == ("mechanism/complementarite",)
    assert short(tie.evidence) == ("evidence/k2",)
    assert short(tie.sources) == ("document/note",)
    assert not tie.to_find


def test_a_denied_tie_counts_who_denies_it_and_says_that_its_quotes_are_to_be_found(
    network: Network,
) -> None:
    (tie,) = between(network, "category/mecenat", "impact/innovation")
    assert [said.polarity for said in tie.said] == ["positive", "negative"]
    assert tie.against == 1
    assert tie.to_find


def test_taking_part_has_no_status_and_was_read_where_its_case_was(network: Network) -> None:
    (tie,) = between(network, "organisation/cyr", "alliance/two")
    assert (tie.kind, tie.status, tie.claims) == ("participation", None, ())
    assert short(tie.stated_by) == ("participation/two-1",)
    assert short(tie.sources) == ("webpage/two",)


def test_a_described_group_takes_part_under_the_words_of_its_source(network: Network) -> None:
    (tie,) = between(network, "participation/four-2", "alliance/four")
    assert network.nodes[tie.start].label.fr == "12 voisins"
    assert network.nodes[tie.start].kind == "participation"


def test_a_classification_says_on_which_basis_and_a_place_has_none(network: Network) -> None:
    (category,) = between(network, "alliance/one", "category/mecenat")
    (place,) = between(network, "alliance/one", "territory/bretagne")
    assert (category.kind, short(category.bases)) == ("classification", ("basis/inferred",))
    assert short(category.stated_by) == ("assignment/one-category",)
    assert (place.kind, place.bases, short(place.sources)) == (
        "classification",
        (),
        ("webpage/one",),
    )


def test_an_actor_has_its_type_and_the_attributes_of_its_alliances(network: Network) -> None:
    ada = network.nodes[iri_of("organisation/ada")].attributes
    cyr = network.nodes[iri_of("organisation/cyr")].attributes
    assert ada["alliances"] == ("2",)
    assert {name: short(ada[name]) for name in ada.keys() - {"alliances"}} == {
        "actor-type": ("actor-type/association",),
        "actor-family": ("actor-type/structure-interet-general",),
        "category": ("category/mecenat",),
        "territory": ("territory/bretagne",),
        "region": ("territory/bretagne",),
        "source": ("webpage/one", "webpage/rest"),
    }
    assert short(cyr["category"]) == ("category/cooperation-economique", "category/mecenat")


def test_a_concept_stands_under_a_wider_one_only_where_both_are_in_the_network(
    network: Network,
) -> None:
    kinds = {tie.kind for tie in network.ties_of[iri_of("territory/bretagne")]}
    assert kinds == {"classification"}
    assert iri_of("territory/france") not in network.nodes


def test_two_engines_that_share_no_code_read_the_same_network(
    store: EmbeddedStore, network: Network
) -> None:
    named = [quad for name in store.graphs() for quad in store.quads(name)]
    other = read_network(OracleStore([*named, *store.quads()]))
    assert other.ties == network.ties
    assert other.nodes == network.nodes
    assert other.statuses == network.statuses


def test_tie_ids_are_different_and_stay_the_same(store: EmbeddedStore, network: Network) -> None:
    ids = [tie.id for tie in network.ties]
    assert len(set(ids)) == len(ids)
    assert [tie.id for tie in read_network(store).ties] == ids


def test_what_is_in_no_tie_is_refused_by_its_short_name(network: Network) -> None:
    with pytest.raises(NotHeldError, match="organisation/nobody"):
        network.node(iri_of("organisation/nobody"))


def test_proof_has_the_quote_with_its_place_or_says_that_it_is_to_be_found(
    store: EmbeddedStore,
) -> None:
    found = read_proof(store, [iri_of("evidence/k1"), iri_of("evidence/k2"), iri_of("evidence/k3")])
    first, second, third = (found[iri_of(f"evidence/{slug}")] for slug in ("k1", "k2", "k3"))
    assert (first.quote, first.heading, first.line, first.to_find) == (
        "le mécénat rapproche des acteurs complémentaires",
        "En bref",
        12,
        False,
    )
    assert (second.heading, second.line) == ("", 0)
    assert (third.quote, third.item, third.to_find) == ("", "un nouvel essai", True)
    assert reference_of(third.source) == "webpage/one"


def test_the_caution_says_the_sample_and_not_the_field_in_both_languages() -> None:
    assert "mesure l'échantillon, pas le terrain" in SAMPLE_CAUTION.fr.lower()
    assert "measures the sample, not the field" in SAMPLE_CAUTION.en.lower()
