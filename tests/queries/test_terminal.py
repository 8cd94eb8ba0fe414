"""`alliances ask` and `alliances export`: from a published snapshot to the output or a file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from commands.ask import ask_command, list_questions
from commands.delivery import deliver
from commands.export import export_command
from commands.free import free_command
from commands.settings import Settings, read_settings
from graph.snapshots import Snapshots
from ontology.errors import AlliancesError, QueryError, StoreError
from queries.catalogue import question_names
from tests.some import some


def asked(
    store: Path, capfd: pytest.CaptureFixture[str], name: str, *values: str, form: str = "table"
) -> str:
    ask_command(store, name, values, form=form, language="fr", out=None)
    return capfd.readouterr().out


def test_a_question_is_answered_with_its_title_rows_and_data_version(
    published: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = asked(published, capfd, "alliances-par-categorie", "category=Mécénat")
    assert text.startswith("Alliances par catégorie\n")
    assert "Le jardin de Serein" in text
    current = Snapshots(published).current()
    assert current is not None
    assert f"1 ligne – données {current.content_hash[:16]}" in text


def test_a_single_parameter_needs_no_name(
    published: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    named = asked(published, capfd, "alliances-par-categorie", "category=mecenat")
    assert asked(published, capfd, "alliances-par-categorie", "mecenat") == named


def test_a_text_may_hold_an_equals_sign(published: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert "=Atelier" in asked(published, capfd, "recherche-de-texte", "text==atelier")


def test_an_answer_is_written_as_json_with_its_parameters(
    published: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = asked(published, capfd, "alliances-actives-en", "2014", form="json")
    document = json.loads(text)
    assert document["name"] == "alliances-actives-en"
    assert document["parameters"] == {"year": 2014}
    assert [row["start"] for row in document["rows"]] == [2010, 2014]


def test_without_a_name_every_question_is_listed(
    published: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = asked(published, capfd, "")
    assert text == list_questions("fr")
    assert all(name in text for name in question_names())
    assert "alliances-par-categorie category=…" in text
    assert "Which alliances fall in the chosen category" in list_questions("en")


@pytest.mark.parametrize(
    ("name", "values", "form"),
    [
        ("alliances-par-categorie", ["category=mecenat"], "xml"),
        ("alliances-par-categorie", ["category=mecenat", "category=mecenat"], "table"),
        ("alliances-par-categorie", ["categorie=mecenat"], "table"),
        ("alliances-par-categorie", [], "table"),
        ("divergences-ouvertes", ["mecenat"], "table"),
        ("inconnue", [], "table"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    published: Path, name: str, values: list[str], form: str
) -> None:
    with pytest.raises(QueryError):
        ask_command(published, name, values, form=form, language="fr", out=None)


@pytest.fixture(scope="session")
def settings(published: Path) -> Settings:
    return read_settings({"ALLIANCES_STORE": str(published)})


def own(tmp_path: Path, sparql: str) -> Path:
    file = tmp_path / "mine.rq"
    file.write_text(sparql, encoding="utf-8")
    return file


def test_a_query_of_ones_own_is_answered_with_all_its_columns(
    settings: Settings, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = own(
        tmp_path,
        """# my question
        PREFIX al: <https://w3id.org/alliances-kg/ns#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?case ?name_en WHERE { ?case a al:Case ; rdfs:label ?name_en } ORDER BY ?case""",
    )
    free_command(settings, file, form="table", language="fr", out=None)
    text = capfd.readouterr().out
    assert text.startswith("Requête libre\n")
    assert "name_en" in text
    assert "case/jardin-vu-d-ailleurs" in text
    assert "3 lignes" in text
    free_command(settings, file, form="csv", language="fr", out=None)
    # A label that a spreadsheet would run as a formula is made harmless.
    assert "/case/atelier,'=Atelier ; réparer" in capfd.readouterr().out


def test_an_ask_is_true_or_false_and_triples_are_turtle(
    settings: Settings, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    free_command(settings, own(tmp_path, "ASK { ?a ?b ?c }"), form="json", language="en", out=None)
    assert json.loads(capfd.readouterr().out)["rows"] == [{"answer": True}]
    file = own(tmp_path, "CONSTRUCT { <urn:a> <urn:b> ?n } WHERE { BIND(1 AS ?n) }")
    free_command(settings, file, form="table", language="fr", out=None)
    assert "<urn:a> <urn:b> 1" in capfd.readouterr().out


@pytest.mark.parametrize(
    "sparql",
    [
        "DELETE WHERE { ?a ?b ?c }",
        "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
        "LOAD <http://127.0.0.1:9/>",
        "SELECT ?a WHERE { ?a ?b",
        "SELECT * WHERE { ?a ?b ?c }" + " #" * 10_000,
        "SELECT * WHERE " + "{" * 200 + "}" * 200,
        "\x00",
        "",
    ],
)
def test_a_harmful_or_broken_query_of_ones_own_is_refused(
    settings: Settings, tmp_path: Path, sparql: str
) -> None:
    with pytest.raises(AlliancesError):
        free_command(settings, own(tmp_path, sparql), form="csv", language="fr", out=None)


def test_an_endless_query_of_ones_own_is_stopped(published: Path, tmp_path: Path) -> None:
    short = read_settings({"ALLIANCES_STORE": str(published), "ALLIANCES_QUERY_DEADLINE": "1"})
    file = own(
        tmp_path,
        "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?a < ?g) }",
    )
    with pytest.raises(AlliancesError) as refusal:
        free_command(short, file, form="csv", language="fr", out=None)
    assert "1" in refusal.value.summary.fr


def test_a_file_that_is_not_there_is_refused(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(QueryError) as refusal:
        free_command(settings, tmp_path / "absent.rq", form="csv", language="fr", out=None)
    assert "absent.rq" in refusal.value.summary.fr
    with pytest.raises(QueryError):
        free_command(settings, own(tmp_path, "ASK {}"), form="xlsx", language="fr", out=None)


def test_nothing_published_says_how_to_build(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refusal:
        ask_command(tmp_path, "divergences-ouvertes", [], form="csv", language="fr", out=None)
    assert "alliances build" in refusal.value.cure.fr
    with pytest.raises(StoreError):
        export_command(tmp_path, "figures", form="", language="fr", out=None)


def test_an_export_goes_to_standard_output_byte_for_byte(
    published: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    export_command(published, "figures", form="", language="fr", out=None)
    printed = capfdbinary.readouterr().out
    export_command(published, "figures", form="csv", language="en", out=tmp_path / "f.csv")
    assert printed == (tmp_path / "f.csv").read_bytes()
    assert printed.startswith(b"id,value,unit,")
    assert printed.count(b"\r\n") == 1 + 3


def test_the_graph_is_written_as_quads_by_default(published: Path, tmp_path: Path) -> None:
    export_command(published, "graph", form="", language="fr", out=tmp_path / "g.nq")
    lines = (tmp_path / "g.nq").read_text("utf-8").splitlines()
    assert lines == sorted(lines)
    assert all(line.endswith(" .") for line in some(lines))


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("before")
    deliver(b"after", out)
    assert out.read_bytes() == b"after"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_a_device_is_written_to_and_stays_a_device() -> None:
    deliver(b"data", Path("/dev/null"))
    assert Path("/dev/null").is_char_device()


def test_a_file_that_cannot_be_written_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    taken = tmp_path / "directory"
    taken.mkdir()
    for out in (taken, tmp_path / "absent" / "out.csv"):
        with pytest.raises(AlliancesError) as refusal:
            deliver(b"data", out)
        assert out.name in refusal.value.summary.fr
    assert [path.name for path in tmp_path.iterdir()] == ["directory"]


# Prints which of the heavy libraries answering has loaded, after the answer. The command is
# called as `commands.main` calls it; what the option parser loads is not this module's work.
_ASK = """
import sys
from pathlib import Path
from commands.ask import ask_command
ask_command(
    Path(sys.argv[1]), "alliances-par-categorie", ["Mécénat"], form=sys.argv[2],
    language="fr", out=None,
)
print("LOADED", sorted({"rdflib", "pydantic", "pyshacl", "typer", "rich"} & set(sys.modules)))
"""


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_question_is_answered_without_rdflib_and_pydantic(
    published: Path, repository: Path, form: str
) -> None:
    done = subprocess.run(  # noqa: S603  our own interpreter and our own words
        [sys.executable, "-c", _ASK, str(published), form],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Le jardin de Serein" in done.stdout, done.stderr
    assert done.stdout.endswith("LOADED []\n")
