"""The grounds of this room's tests, each in two engines that share no code.

`small.trig` and `studies.trig` beside this file, each added to the real schemes, are reckoned
with by hand. The invented corpus goes through the real mapping and rules. Each store holds its
graph as a published snapshot does: named graphs, and their sum as default graph.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.embedded import EmbeddedStore, in_default_graph
from graph.oracle import OracleStore
from graph.snapshots import Snapshots
from graph.store import Store
from ontology import iris
from ontology.iris import reference_of
from queries.answers import Cell, ask, cell
from queries.catalogue import read_question
from queries.exports import export
from queries.writing import Edition
from tests.builds import derived, told_by

HERE = Path(__file__).resolve().parent


def _hand_made(repository: Path, name: str) -> Iterator[Quad]:
    schemes = NamedNode(iris.graph("schemes"))
    for path in sorted((repository / "ontology" / "schemes").glob("*.ttl")):
        for quad in parse(path.read_bytes(), RdfFormat.TURTLE):
            yield Quad(quad.subject, quad.predicate, quad.object, schemes)
    yield from parse((HERE / name).read_bytes(), RdfFormat.TRIG)


def copy(store: EmbeddedStore) -> OracleStore:
    """Return the same graphs in rdflib's memory."""
    named = [quad for name in store.graphs() for quad in store.quads(name)]
    return OracleStore([*named, *store.quads()])


@pytest.fixture(scope="session")
def store(repository: Path) -> EmbeddedStore:
    return EmbeddedStore.in_memory(in_default_graph(_hand_made(repository, "small.trig")))


@pytest.fixture(scope="session")
def oracle(store: EmbeddedStore) -> OracleStore:
    return copy(store)


@pytest.fixture(scope="session")
def studies_store(repository: Path) -> EmbeddedStore:
    return EmbeddedStore.in_memory(in_default_graph(_hand_made(repository, "studies.trig")))


@pytest.fixture(scope="session")
def studies_oracle(studies_store: EmbeddedStore) -> OracleStore:
    return copy(studies_store)


@pytest.fixture(scope="session")
def corpus_store(corpus: Path) -> EmbeddedStore:
    return derived(told_by(corpus / "record"))


@pytest.fixture(scope="session")
def corpus_oracle(corpus_store: EmbeddedStore) -> OracleStore:
    return copy(corpus_store)


@pytest.fixture(scope="session")
def real_store(repository: Path) -> EmbeddedStore:
    return derived(told_by(repository / "data"))


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


# The same for `studies.trig`; a question that is not here takes the values of ASKED.
ASKED_OF_STUDIES: dict[str, dict[str, str]] = {
    "alliances-d-un-territoire": {"territory": "bretagne"},
    "chemins-entre-deux-acteurs": {"actor": "rive", "other": "bac"},
    "chiffres-d-une-question": {"question": "essai-note"},
    "citation-d-une-affirmation": {"claim": "impact"},
    "contenu-d-une-source": {"document": "etude"},
    "du-cas-a-la-source": {"case": "pont"},
    "fraicheur-des-cas": {"year": "2026"},
    "fraicheur-des-sources": {"year": "2026"},
    "horizons-et-age-des-cas": {"year": "2026"},
    "etudes-couvrant-une-case": {"row": "group/maires", "column": "territory/bretagne"},
    "indicateurs-d-un-territoire": {"domain": "mobilite", "territory": "bretagne"},
    "mecanismes-vers-un-impact": {"impact": "performance"},
    "ou-un-fait-est-ecrit": {"thing": "case/quai"},
    "profil-de-categories": {"question": "essai-profil"},
    "programme-prevu-et-realise": {"programme": "plan"},
    "rang-des-domaines-par-groupe": {"question": "essai-note"},
    "roles-attendus-par-un-groupe": {"group": "maires"},
    "roles-d-un-acteur": {"actor": "bac"},
    "sources-d-un-chiffre": {"chosen": "p1"},
    "tableau-d-un-jeu-de-donnees": {"dataset": "copie-share"},
    "voisinage-d-un-acteur": {"actor": "rive"},
}


@pytest.fixture(scope="session")
def of_studies() -> Callable[[str], dict[str, str]]:
    """Return the values that a question has in `studies.trig`."""
    return lambda name: ASKED_OF_STUDIES.get(name, ASKED.get(name, {}))


def plain(name: str, columns: str, values: dict[str, str], held: Store) -> list[tuple[Cell, ...]]:
    """Ask a question and return the named columns, our own IRIs as references."""
    answer = ask(read_question(name), values, held)
    places = [[c.name for c in answer.columns].index(column) for column in columns.split()]
    return [
        tuple(
            (reference_of(term.value) or term.value) if isinstance(term, NamedNode) else cell(term)
            for term in (row[place] for place in places)
        )
        for row in answer.rows
    ]


@pytest.fixture(scope="session")
def rows(store: EmbeddedStore) -> Callable[..., list[tuple[Cell, ...]]]:
    """Ask a question of the small graph: `rows(name, "column column", **values)`.

    Returns the named columns, our own IRIs as references; without values, those of ASKED.
    """

    def asked(name: str, columns: str, **values: str) -> list[tuple[Cell, ...]]:
        return plain(name, columns, values or ASKED.get(name, {}), store)

    return asked


@pytest.fixture(scope="session")
def study_rows(
    studies_store: EmbeddedStore, of_studies: Callable[[str], dict[str, str]]
) -> Callable[..., list[tuple[Cell, ...]]]:
    """Ask a question of `studies.trig`, in the way of `rows`."""

    def asked(name: str, columns: str, **values: str) -> list[tuple[Cell, ...]]:
        return plain(name, columns, values or of_studies(name), studies_store)

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


@pytest.fixture(scope="session")
def published(store: EmbeddedStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory of snapshots whose current one holds the graph written by hand."""
    root = tmp_path_factory.mktemp("snapshots")
    named = [quad for name in store.graphs() for quad in store.quads(name)]
    Snapshots(root).publish(named, rules=(), gates=lambda _: (), notes={})
    return root
