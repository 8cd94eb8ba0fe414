"""The grounds of this room's tests, each in two engines that share no code.

`small.trig` beside this file, added to the real schemes, is reckoned with by hand. The
invented corpus goes through the real mapping and rules. Each store holds its graph as a
published snapshot does: named graphs, and their sum as default graph.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.derivation import derive, read_rules
from graph.embedded import EmbeddedStore, in_default_graph
from graph.oracle import OracleStore
from loaders.directory import read_directory
from loaders.mapping import record_quads
from ontology import iris
from ontology.iris import reference_of
from ontology.vocabulary import ontology_quads, read_vocabulary
from queries.answers import Cell, ask, cell
from queries.catalogue import read_question
from queries.exports import export
from queries.writing import Edition

HERE = Path(__file__).resolve().parent


def _small_quads(repository: Path) -> Iterator[Quad]:
    schemes = NamedNode(iris.graph("schemes"))
    for path in sorted((repository / "ontology" / "schemes").glob("*.ttl")):
        for quad in parse(path.read_bytes(), RdfFormat.TURTLE):
            yield Quad(quad.subject, quad.predicate, quad.object, schemes)
    yield from parse((HERE / "small.trig").read_bytes(), RdfFormat.TRIG)


def _built(record: Path) -> EmbeddedStore:
    vocabulary = read_vocabulary()
    records = read_directory(record, vocabulary)
    quads = [*ontology_quads(), *record_quads(records, vocabulary)]
    store = EmbeddedStore.in_memory(in_default_graph(quads))
    derive(store, read_rules())
    return store


def copy(store: EmbeddedStore) -> OracleStore:
    """Return the same graphs in rdflib's memory."""
    named = [quad for name in store.graphs() for quad in store.quads(name)]
    return OracleStore([*named, *store.quads()])


@pytest.fixture(scope="session")
def store(repository: Path) -> EmbeddedStore:
    return EmbeddedStore.in_memory(in_default_graph(_small_quads(repository)))


@pytest.fixture(scope="session")
def oracle(store: EmbeddedStore) -> OracleStore:
    return copy(store)


@pytest.fixture(scope="session")
def corpus_store(corpus: Path) -> EmbeddedStore:
    return _built(corpus / "record")


@pytest.fixture(scope="session")
def corpus_oracle(corpus_store: EmbeddedStore) -> OracleStore:
    return copy(corpus_store)


@pytest.fixture(scope="session")
def real_store(repository: Path) -> EmbeddedStore:
    return _built(repository / "data")


@pytest.fixture(scope="session")
def real_oracle(real_store: EmbeddedStore) -> OracleStore:
    return copy(real_store)


# For each question with parameters, values that have an answer in `small.trig`.
ASKED: dict[str, dict[str, str]] = {
    "alliances-actives-en": {"year": "2015"},
    "alliances-d-un-territoire": {"territory": "pays-de-la-loire"},
    "alliances-par-categorie": {"category": "mecenat"},
    "chiffres-d-un-domaine": {"domain": "mobilite"},
    "chiffres-d-une-question": {"question": "essai-innovation"},
    "chemins-entre-deux-acteurs": {"actor": "les-semeurs", "other": "serein"},
    "citation-d-une-affirmation": {"claim": "atelier-1"},
    "contenu-d-une-source": {"document": "note"},
    "du-cas-a-la-source": {"case": "atelier"},
    "manques": {"matrix": "_T"},
    "matrice-des-preuves": {"matrix": "_T"},
    "indicateurs-d-un-territoire": {
        "domain": "emploi-chomage-insertion",
        "territory": "bretagne",
    },
    "recherche-de-texte": {"text": "confiance"},
    "reserves": {"caution": "organisation-total"},
    "roles-d-un-acteur": {"actor": "sogrow"},
    "voisinage-d-un-acteur": {"actor": "les-semeurs"},
}


@pytest.fixture(scope="session")
def rows(store: EmbeddedStore) -> Callable[..., list[tuple[Cell, ...]]]:
    """Ask a question of the small graph: `rows(name, "column column", **values)`.

    Returns the named columns, our own IRIs as references; without values, those of ASKED.
    """

    def asked(name: str, columns: str, **values: str) -> list[tuple[Cell, ...]]:
        answer = ask(read_question(name), values or ASKED.get(name, {}), store)
        places = [[c.name for c in answer.columns].index(column) for column in columns.split()]
        return [
            tuple(
                reference_of(term.value) if isinstance(term, NamedNode) else cell(term)
                for term in (row[place] for place in places)
            )
            for row in answer.rows
        ]

    return asked


@pytest.fixture(scope="session")
def edition() -> Edition:
    return Edition(version="0123456789abcdef", content_hash="0123456789abcdef" * 4)


@pytest.fixture(scope="session")
def lines(edition: Edition) -> Callable[[EmbeddedStore, str], dict[str, dict[str, str]]]:
    """Export a table and read it back: its lines by id, and side where an id has several."""

    def read(held: EmbeddedStore, kind: str) -> dict[str, dict[str, str]]:
        text = export(kind, "csv", held, edition).decode()
        table = list(csv.DictReader(io.StringIO(text, newline="")))
        named = {" ".join((line["id"], line.get("side", ""))).strip(): line for line in table}
        assert len(named) == len(table)
        return named

    return read
