"""Every claim and figure of the real record is a sentence, and none says more than its status."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from graph.derivation import derive, read_rules
from graph.embedded import EmbeddedStore, in_default_graph
from loaders.directory import read_directory
from loaders.mapping import record_quads
from ontology.terms import AL, RDF
from ontology.vocabulary import ontology_quads, read_vocabulary
from queries.sentences import Told, claim_sentences, figure_sentences
from queries.sentences.words import Part, Sentence, data

LANGUAGES = ("fr", "en")

# What no French sentence may hold: a contraction or an elision that was not made.
CLUMSY = re.compile(
    r"\b(?:à|de) les?\b(?! RAMEAU)|\bà le\b|\b(?:que|de|ne) [aeiouéèê]|\b[ld]'[bcdfgjkpqtvwxz]"
    r"|  |~|[{}]|\(e\)s?\b",
)


@pytest.fixture(scope="module", params=["data", "tests/corpus/record"])
def store(request: pytest.FixtureRequest, repository: Path) -> Iterator[EmbeddedStore]:
    vocabulary = read_vocabulary()
    records = read_directory(repository / request.param, vocabulary)
    quads = [*ontology_quads(), *record_quads(records, vocabulary)]
    made = EmbeddedStore.in_memory(in_default_graph(quads))
    status = [rule for rule in read_rules() if rule.graph.endswith("status")]
    derive(made, status)
    yield made
    made.close()


@pytest.fixture(scope="module")
def claims(store: EmbeddedStore) -> dict[str, Told]:
    return claim_sentences(store, all_of(store, AL.Claim))


def all_of(store: EmbeddedStore, kind: NamedNode) -> list[str]:
    rows = store.query(f"SELECT DISTINCT ?x WHERE {{ ?x {RDF.type} {kind} }}").rows
    return sorted(row[0].value for row in rows if isinstance(row[0], NamedNode))


def statuses(store: EmbeddedStore) -> dict[str, str]:
    query = f"SELECT ?c ?s WHERE {{ ?c {AL.partOfLink} ?l . ?l {AL.linkStatus} ?s }}"
    return {
        row[0].value: row[1].value.rpartition("/")[2]
        for row in store.query(query).rows
        if isinstance(row[0], NamedNode) and isinstance(row[1], NamedNode)
    }


def overclaims(said: Sentence, status: str, language: str) -> bool:
    lists = data("statuses", language)
    return (
        said.voice not in lists["voices"][status]
        or not any(re.search(one, said.frame) for one in lists["permitted"][said.voice])
        or any(re.search(one, said.frame, re.IGNORECASE) for one in lists["forbidden"][status])
    )


def test_every_claim_has_a_sentence(store: EmbeddedStore, claims: dict[str, Told]) -> None:
    assert sorted(claims) == all_of(store, AL.Claim)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_claim_is_said_by_a_verb_that_its_status_forbids(
    store: EmbeddedStore, claims: dict[str, Told], language: str
) -> None:
    held = statuses(store)
    wrong = {
        iri: told.in_language(language).text
        for iri, told in claims.items()
        if overclaims(told.in_language(language), held[iri], language)
    }
    assert wrong == {}


def test_a_sentence_that_overclaims_would_be_found() -> None:
    bold = Sentence((Part("Les maires disent : cela favorise la confiance."),), (), "perceived")
    assert overclaims(bold, "percu", "fr")


def test_no_french_sentence_lacks_a_contraction_or_an_elision(claims: dict[str, Told]) -> None:
    # Names of works and alliances are quoted as they are; what we join them with is ours.
    wrong = {
        iri: told.fr.text
        for iri, told in claims.items()
        if CLUMSY.search(re.sub(r"l'alliance [^,;.]*|« .*? »", "l'alliance", told.fr.text))
    }
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_has_a_sentence_that_holds_its_value(
    store: EmbeddedStore, language: str
) -> None:
    figures = all_of(store, AL.ReportedFigure)
    told = figure_sentences(store, figures)
    assert sorted(told) == figures
    assert [
        iri for iri, one in told.items() if not re.search(r"\d", one.in_language(language).text)
    ] == []


def test_what_has_no_quote_yet_says_so(store: EmbeddedStore, claims: dict[str, Told]) -> None:
    query = (
        f"SELECT DISTINCT ?c WHERE {{ ?c {AL.hasEvidence} ?e . "
        f"?e {AL.quoteStatus} <https://w3id.org/alliances-kg/scheme/quote-status/to-find> }}"
    )
    expected = {row[0].value for row in store.query(query).rows if isinstance(row[0], NamedNode)}
    assert {iri for iri, one in claims.items() if "(phrase à retrouver)" in one.fr.text} == expected
