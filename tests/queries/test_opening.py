"""`from graph import open_graph`: the published graph for whoever writes Python."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl
import pytest

from commands.settings import DESCRIPTIONS
from graph import open_graph
from graph.cells import Cell
from graph.opening import STORE
from graph.store import Store
from ontology.errors import QueryError, StoreError
from queries.catalogue import question_names


def test_a_question_is_answered_as_a_frame_with_the_words_of_the_terminal(
    published: Path,
) -> None:
    with open_graph(published) as alliances:
        found = alliances.ask("alliances-par-categorie", category="Mécénat")
        assert found["alliance_label"].to_list() == ["Le jardin de Serein"]
        assert found["basis_fr"].to_list() == ["Déduit par la personne qui a codé"]
        # A parameter may have any name, also that of the question.
        figures = alliances.ask("chiffres-d-une-question", question="essai-innovation")
    assert sorted(figures["value"].to_list()) == [-3, 62, 64]
    assert figures["value"].dtype in (pl.Int64, pl.Float64)


def test_a_year_may_be_a_number(published: Path) -> None:
    with open_graph(published) as alliances:
        assert alliances.ask("alliances-actives-en", year=2010).height == 1


def test_a_select_knows_our_prefixes_and_gives_its_columns(published: Path) -> None:
    with open_graph(str(published)) as alliances:
        found = alliances.select(
            "SELECT ?name (COUNT(?p) AS ?partners) WHERE "
            "{ ?p al:participationIn alliance:atelier ; al:participant/rdfs:label ?name } "
            "GROUP BY ?name ORDER BY ?name"
        )
        assert found.rows() == [("Mairie de Serein", 1), ("Sogrow", 1)]
        assert alliances.select("ASK { ?a a al:Alliance }").rows() == [(True,)]


def test_every_question_is_listed_with_its_parameters(published: Path) -> None:
    with open_graph(published) as alliances:
        listed = alliances.questions()
    assert listed["name"].to_list() == list(question_names())
    row = listed.row(by_predicate=pl.col("name") == "alliances-par-categorie", named=True)
    assert row["parameters"] == "category=mecenat"


@pytest.mark.parametrize(
    "sparql",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
        "SELECT ?a WHERE {",
    ],
)
def test_nothing_changes_the_graph_or_leaves_the_machine(published: Path, sparql: str) -> None:
    with open_graph(published) as alliances, pytest.raises(QueryError):
        alliances.select(sparql)


def test_what_does_not_exist_is_refused(published: Path, tmp_path: Path) -> None:
    with open_graph(published) as alliances:
        with pytest.raises(QueryError):
            alliances.ask("poemes")
        with pytest.raises(QueryError):
            alliances.ask("alliances-par-categorie", category="poésie")
    with pytest.raises(StoreError):
        alliances.select("ASK {}")
    with pytest.raises(StoreError) as refusal:
        open_graph(tmp_path)
    assert "alliances build" in refusal.value.cure.en


class _OneQuestion:
    def listed(self) -> Sequence[tuple[str, str, str, str]]:
        return [("une", "Une", "One", "")]

    def answered(
        self, name: str, values: Mapping[str, str], store: Store
    ) -> tuple[Sequence[str], Sequence[Sequence[Cell]]]:
        return ("name", "named", "graphs"), [(name, len(values), len(store.graphs()) > 0)]


def test_another_catalogue_may_be_given(published: Path) -> None:
    with open_graph(published, questions=_OneQuestion()) as alliances:
        assert alliances.ask("une", name="x").rows() == [("une", 1, True)]
        assert alliances.questions()["name"].to_list() == ["une"]


def test_opening_loads_no_room_above_and_importing_graph_loads_nothing(
    published: Path, repository: Path
) -> None:
    code = (
        "import sys, graph; light = 'graph.snapshots' not in sys.modules\n"
        "opened = graph.open_graph(sys.argv[1]); opened.store.graphs()\n"
        "above = {'queries', 'loaders', 'explorer', 'api', 'commands'} & set(sys.modules)\n"
        "opened.questions(); print(light, sorted(above), 'queries' in sys.modules)"
    )
    done = subprocess.run(  # noqa: S603  our own interpreter and our own words
        [sys.executable, "-c", code, str(published)],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "True [] True\n", done.stderr


def test_it_opens_what_build_publishes_by_default() -> None:
    assert str(STORE) == DESCRIPTIONS["ALLIANCES_STORE"][0]
