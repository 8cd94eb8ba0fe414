"""The catalogue is plain SPARQL 1.1: two engines that share no code give equal answers.

The same tests look at each query as rdflib's own algebra, for what a text search would miss:
an OPTIONAL that holds more than one pattern is a full join in our engine, up to a hundred
times slower.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

import pytest
from rdflib.paths import Path as PropertyPath
from rdflib.paths import SequencePath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from graph.embedded import EmbeddedStore
from graph.oracle import OracleStore
from graph.store import Store
from queries.answers import Cell, ask, cell
from queries.catalogue import Question, catalogue, export_names, read_export, read_question

EXPORTS = [read_export(name) for name in export_names()]
QUERIES = [*catalogue(), *EXPORTS]

# On the invented corpus; `test_questions` does the same for the graph written by hand.
OF_CORPUS: dict[str, dict[str, str]] = {
    "alliances-actives-en": {"year": "2016"},
    "alliances-d-un-territoire": {"territory": "france"},
    "alliances-par-categorie": {"category": "cooperation-economique"},
    "chiffres-d-un-domaine": {"domain": "_T"},
    "chiffres-d-une-question": {"question": "portee-locale-des-partenariats"},
    "chemins-entre-deux-acteurs": {
        "actor": "atelier-du-lavoir",
        "other": "biscuiterie-clairan",
    },
    "citation-d-une-affirmation": {"claim": "quai-i1"},
    "contenu-d-une-source": {"document": "rapport-marees"},
    "du-cas-a-la-source": {"case": "quai-des-langues"},
    "fraicheur-des-cas": {"year": "2026"},
    "fraicheur-des-sources": {"year": "2026"},
    "horizons-et-age-des-cas": {"year": "2026"},
    "indicateurs-d-un-territoire": {"domain": "mobilite", "territory": "bretagne"},
    "manques": {"matrix": "_T"},
    "matrice-des-preuves": {"matrix": "_T"},
    "recherche-de-texte": {"text": "confiance"},
    "reserves": {"caution": "mixed-result"},
    "roles-d-un-acteur": {"actor": "atelier-du-lavoir"},
    "voisinage-d-un-acteur": {"actor": "universite-de-port-clairan"},
}


@pytest.fixture(scope="module")
def on_corpus(corpus_store: EmbeddedStore, corpus_oracle: OracleStore) -> tuple[Store, Store]:
    return corpus_store, corpus_oracle


@pytest.fixture(scope="module")
def on_studies(studies_store: EmbeddedStore, studies_oracle: OracleStore) -> tuple[Store, Store]:
    return studies_store, studies_oracle


def table(rows: object) -> Counter[tuple[Cell, ...]]:
    """Return rows as values, order apart: equal decimals may be written differently."""
    assert isinstance(rows, tuple)
    return Counter(tuple(cell(term) for term in row) for row in rows)


def both(query: Question, one: Store, other: Store) -> Counter[tuple[Cell, ...]]:
    found = table(one.query(query.text).rows)
    assert found == table(other.query(query.text).rows)
    return found


def asked(
    name: str, values: Mapping[str, str], one: Store, other: Store
) -> Counter[tuple[Cell, ...]]:
    found = table(ask(read_question(name), values, one).rows)
    assert found == table(ask(read_question(name), values, other).rows)
    return found


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_both_engines_answer_the_file_as_it_stands(
    query: Question, store: EmbeddedStore, oracle: OracleStore
) -> None:
    both(query, store, oracle)


@pytest.mark.parametrize("name", [question.name for question in catalogue()])
def test_both_engines_answer_each_question_on_invented_graphs(
    name: str,
    on_corpus: tuple[Store, Store],
    on_studies: tuple[Store, Store],
    of_studies: Callable[[str], dict[str, str]],
) -> None:
    found = asked(name, of_studies(name), *on_studies)
    if name in OF_CORPUS or not read_question(name).parameters:
        found += asked(name, OF_CORPUS.get(name, {}), *on_corpus)
    assert found, "a question without any row on either graph shows nothing here"


@pytest.mark.parametrize("query", EXPORTS, ids=lambda query: query.name)
def test_both_engines_give_each_export_on_the_corpus(
    query: Question, corpus_store: EmbeddedStore, corpus_oracle: OracleStore
) -> None:
    assert both(query, corpus_store, corpus_oracle)


@pytest.mark.slow
@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_both_engines_agree_on_the_real_record(
    query: Question, real_store: EmbeddedStore, real_oracle: OracleStore
) -> None:
    both(query, real_store, real_oracle)


def parts(node: object) -> Iterator[CompValue]:
    """Yield every algebra node of a query, sub-queries and filters included."""
    if isinstance(node, CompValue):
        yield node
        for value in node.values():
            yield from parts(value)
    elif isinstance(node, list | tuple) and not isinstance(node, PropertyPath):
        for value in node:
            yield from parts(value)


def patterns(node: CompValue) -> int:
    """Count the triple patterns an OPTIONAL joins before any OPTIONAL nested in it."""
    if node.name == "LeftJoin":
        return patterns(node.p1)
    if node.name == "BGP":
        return sum(
            len(predicate.args) if isinstance(predicate, SequencePath) else 1
            for _, predicate, _ in node.triples
        )
    return sum(patterns(node[side]) for side in ("p", "p1", "p2") if side in node)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_an_optional_holds_one_pattern(query: Question) -> None:
    algebra = translateQuery(parseQuery(query.text)).algebra
    optional = [part for part in parts(algebra) if part.name == "LeftJoin"]
    assert all(patterns(part.p2) == 1 for part in optional)
    assert not [part for part in parts(algebra) if part.name == "ServiceGraphPattern"]


@pytest.mark.parametrize(
    "inside", ["?a ?b ?c . ?c ?d ?e", "?a <b:b>/<c:c> ?d", "{ ?a ?b ?c } { ?c ?d ?e }"]
)
def test_the_count_of_patterns_sees_through_paths_and_groups(inside: str) -> None:
    query = f"SELECT * {{ ?x ?y ?a OPTIONAL {{ {inside} OPTIONAL {{ ?a ?f ?g }} }} }}"
    algebra = translateQuery(parseQuery(query)).algebra
    found = [patterns(part.p2) for part in parts(algebra) if part.name == "LeftJoin"]
    assert 2 in found
