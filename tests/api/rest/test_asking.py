"""Evidence, crossed views, comparison, questions and versions, worked out from the corpus."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
import yaml
from rdflib import SH, Graph
from rdflib.plugins.sparql.results.rdfresults import RDFResult

from api.application import create_app
from commands.release import compressed
from graph.contents import content_lines
from graph.releases import CHANGES, FOLDER
from graph.snapshots import Snapshots
from queries.catalogue import question_names, read_question
from queries.evidence import MATRICES
from tests.api.conftest import Client
from tests.api.rest.conftest import Get


def cell(answer: Any, row: str, column: str) -> Any:
    return next(
        one
        for one in answer["cells"]
        if (one["row"]["reference"], one["column"]["reference"]) == (row, column)
    )


def test_a_crossing_counts_links_by_status_claims_and_cases(get: Get) -> None:
    answer = get("/api/evidence?rows=category&columns=impact")
    # README: `cm-c1` and `sy-c1` say it of alliances in general, both with a quote.
    general = cell(answer, "category/_T", "impact/innovation")
    assert general["links_by_status"] == {
        "demonstrated": 0, "measured": 0, "observed": 0, "perceived": 1, "asserted": 0,
        "supposed": 0,
    }  # fmt: skip
    assert (general["claims_for"], general["claims_against"]) == (2, 0)
    assert (general["claims_with_quote"], general["claims_without_quote"]) == (2, 0)
    assert general["gap"] is None


def test_a_claim_whose_evidence_challenges_another_counts_against_it(get: Get) -> None:
    trust = cell(get("/api/evidence"), "category/_T", "impact/confiance")
    # README: `ra-c2` challenges `in-c3`, and both make one link.
    assert trust["claims_against"] == 1


def test_cases_say_how_many_have_this_category_only_and_how_many_stated(get: Get) -> None:
    answer = get("/api/evidence?rows=category&columns=impact")
    # The Table du Lavoir is in two categories, and only a coder vouches for them.
    giving = cell(answer, "category/mecenat", "impact/performance")
    assert giving["cases"] == 1
    assert giving["cases_in_this_category_only"] == 0
    assert giving["cases_with_category_stated"] == 0
    # Where there is no category, the count would mean nothing.
    domains = get("/api/evidence?rows=domain&columns=impact")
    assert {one["cases_in_this_category_only"] for one in domains["cells"]} == {None}


def test_a_gap_has_a_type_a_rank_and_what_a_search_found(get: Get) -> None:
    answer = get("/api/evidence?rows=domain&columns=impact")
    health = cell(answer, "domain/sante", "impact/confiance")["gap"]
    assert health["type"]["reference"] == "gap-type/non-etudie"
    assert health["reason"]["en"] == "No study of an alliance on health speaks of trust there."
    ranks = sorted(one["gap"]["rank"] for one in answer["cells"] if one["gap"])
    assert ranks == list(range(1, answer["gaps"] + 1))
    held = [one for one in answer["cells"] if one["gap"] is None]
    assert len(held) + answer["gaps"] == answer["total"] == 16 * 4


@pytest.mark.parametrize(("rows", "columns"), MATRICES)
def test_a_matrix_can_be_turned_round(rows: str, columns: str, get: Get) -> None:
    one = get(f"/api/evidence?rows={rows}&columns={columns}")
    other = get(f"/api/evidence?rows={columns}&columns={rows}")
    assert one["matrix"] == other["matrix"]
    assert {each["crossing"] for each in one["cells"]} == {
        each["crossing"] for each in other["cells"]
    }
    assert [each["iri"] for each in one["rows"]] == sorted(
        (each["iri"] for each in other["columns"]), key=[e["iri"] for e in one["rows"]].index
    )


def test_the_links_of_a_cell_lead_to_what_it_counts(get: Get) -> None:
    one = cell(get("/api/evidence"), "category/_T", "impact/innovation")
    claims = get(one["links"]["claims"])
    assert {each["reference"] for each in claims["items"]} == {"claim/cm-c1", "claim/sy-c1"}
    assert get(one["links"]["figures"])["total"] == one["figures"]


def test_a_matrix_that_is_none_is_refused_with_those_there_are(rest: Client) -> None:
    refused = rest.ask("GET", "/api/evidence?rows=impact&columns=impact", accept_language="en")
    assert refused.status_code == 400
    assert "rows=domain&columns=impact" in refused.json()["detail"]


def test_crossed_views_put_groups_side_by_side_with_their_figures(get: Get) -> None:
    views = get("/api/views")["items"]
    # Only one question of the corpus was put to several groups.
    assert [one["question"]["reference"] for one in views] == [
        "question/alliances-source-d-innovation"
    ]
    answer = get(views[0]["url"])
    told = {
        one["respondent"]["reference"]: {each["reference"] for each in one["figures"]}
        for one in answer["actors"]
    }
    # 71, 75 and 64 % of citizens, two thirds of one group and 84 % of another.
    assert told["group/citoyens"] == {"figure/cm-f1", "figure/sy-f1", "figure/sy-f2"}
    assert {len(figures) for figures in told.values()} == {1, 3}
    brittany = get(f"{views[0]['url']}?territory=bretagne")
    assert brittany["total"] == 1
    assert brittany["actors"][0]["figures"][0]["value"] == 64


def test_a_question_nobody_answers_is_not_held(rest: Client) -> None:
    assert rest.ask("GET", "/api/views/nothing-asked").status_code == 404


def test_a_comparison_shows_what_differs_first(get: Get) -> None:
    answer = get("/api/compare?ids=case/table-du-lavoir,case/table-du-lavoir-fiche")
    assert [one["reference"] for one in answer["things"]] == [
        "case/table-du-lavoir", "case/table-du-lavoir-fiche",
    ]  # fmt: skip
    same = [one["same"] for one in answer["fields"]]
    assert same == sorted(same)
    fields = {one["field"]: one for one in answer["fields"]}
    # Two cases of one alliance, from two sources.
    assert fields["alliance"]["same"] is True
    assert fields["source"]["same"] is False


@pytest.mark.parametrize(
    "ids",
    [
        "case/table-du-lavoir", "case/table-du-lavoir,case/table-du-lavoir",
        "case/table-du-lavoir,domain/mobilite", "case/a,case/../b", "x,y",
        ",".join(f"case/c{n}" for n in range(7)),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_refused(ids: str, rest: Client) -> None:
    assert rest.ask("GET", f"/api/compare?ids={ids}").status_code == 400


def test_a_question_is_answered_with_its_parameters_bound(get: Get) -> None:
    answer = get("/api/questions/alliances-par-categorie?category=Corporate%20giving")
    assert answer["given"]["category"]["reference"] == "category/mecenat"
    assert [one["alliance"]["reference"] for one in answer["rows"]] == ["alliance/table-du-lavoir"]
    assert "category/mecenat" in answer["sparql"]["question"]


def test_every_question_is_in_the_list_and_can_be_asked(get: Get, rest: Client) -> None:
    items = get("/api/questions")["items"]
    assert [one["name"] for one in items] == list(question_names())
    for one in items:
        if not one["parameters"]:
            answer = get(one["url"])
            table = rest.ask("GET", f"{one['url']}.csv").text
            lines = list(csv.reader(io.StringIO(table, newline="")))
            assert len(lines) == answer["total"] + 1
            assert lines[0] == [column["name"] for column in answer["columns"]]


@pytest.mark.parametrize(
    ("query", "told"),
    [("", "category"), ("?category=mecena", "category/mecenat"), ("?catgory=x", "category")],
)
def test_a_question_asked_wrongly_says_what_it_takes(query: str, told: str, rest: Client) -> None:
    refused = rest.ask("GET", f"/api/questions/alliances-par-categorie{query}")
    assert refused.status_code == 400
    assert told in refused.json()["detail"]


def test_the_rows_of_a_question_are_a_result_set_that_rdflib_reads_back(
    get: Get, rest: Client
) -> None:
    path = "/api/questions/alliances-par-categorie"
    turtle = rest.ask("GET", f"{path}.ttl?category=mecenat").text
    read = RDFResult(Graph().parse(data=turtle, format="turtle"))
    table = rest.ask("GET", f"{path}.csv?category=mecenat").text
    header, *lines = csv.reader(io.StringIO(table, newline=""))
    # RDF knows the order of rows (`rs:index`), and none of columns.
    assert {str(one) for one in read.vars or ()} == {*header}
    rows = [{str(name): str(value) for name, value in row.items()} for row in read.bindings]
    told = [[row.get(name, "") for name in header] for row in rows]
    assert told == lines
    assert len(lines) == get(f"{path}?category=mecenat")["total"] > 0


def test_a_question_of_the_catalogue_is_told_as_shacl_with_its_sparql(rest: Client) -> None:
    graph = Graph().parse(data=rest.ask("GET", "/api/questions.ttl").text, format="turtle")
    told = {str(text) for text in graph.objects(None, SH.select)}
    assert len(told) == len(question_names())
    assert read_question("manques").text in told


def test_without_a_release_the_answer_says_so(get: Get) -> None:
    answer = get("/api/versions")
    assert (answer["total"], answer["items"]) == (0, [])
    assert "dated release" in answer["note"]["en"]


@pytest.fixture(scope="module")
def released(corpus_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Client:
    """The served state with two releases: one without a claim, one equal to what is served."""
    record = tmp_path_factory.mktemp("record")
    (record / FOLDER).mkdir()
    snapshot = Snapshots(corpus_root).current()
    assert snapshot is not None
    store = snapshot.open()
    lines = content_lines(store)
    store.close()
    gone = b"<https://w3id.org/alliances-kg/id/claim/in-c4>"
    states = {
        "2026-02-01": lines,
        "2026-01-01": [line for line in lines if not line.startswith(gone)],
    }
    entries = []
    for version, held in states.items():
        (record / FOLDER / f"{version}.nq.gz").write_bytes(compressed(held))
        entries.append({
            "version": version, "file": f"{FOLDER}/{version}.nq.gz", "holds": "all",
            "content": "0" * 64, "triples": len(held), "counts": {"claims": 1},
            "note": {"fr": "Essai.", "en": "Trial."},
        })  # fmt: skip
    (record / CHANGES).write_text(yaml.safe_dump({"releases": entries}), encoding="utf-8")
    return Client(create_app(corpus_root, record=record))


def test_releases_are_listed_newest_first(released: Client) -> None:
    items = released.ask("GET", "/api/versions").json()["items"]
    assert [one["version"] for one in items] == ["2026-02-01", "2026-01-01"]


@pytest.mark.parametrize("new", ["2026-02-01", "current"])
def test_a_difference_is_told_in_sentences(new: str, released: Client) -> None:
    answer = released.ask("GET", f"/api/versions/difference?from=2026-01-01&to={new}").json()
    headlines = [one["headline"]["en"] for one in answer["changes"]]
    assert headlines == ["1 new claim."]
    # `in-c4` supposes; the sentence does too.
    assert answer["changes"][0]["total"] == 1
    back = released.ask("GET", f"/api/versions/difference?from={new}&to=2026-01-01").json()
    assert [one["headline"]["en"] for one in back["changes"]] == ["1 claim removed."]


def test_equal_states_have_no_difference_and_say_so(released: Client) -> None:
    for pair in ("from=current&to=2026-02-01", "from=2026-01-01&to=2026-01-01"):
        answer = released.ask("GET", f"/api/versions/difference?{pair}").json()
        assert answer["changes"] == []
        assert answer["note"]["en"] == "No difference."


@pytest.mark.parametrize("name", ["2026-03-01", "../../secret", "/etc/passwd", "latest"])
def test_only_a_listed_release_is_ever_opened(name: str, released: Client) -> None:
    refused = released.ask("GET", f"/api/versions/difference?from={name}&to=current")
    assert refused.status_code == 404
    assert "2026-01-01" in refused.json()["detail"]
