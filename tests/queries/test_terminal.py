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
from graph.embedded import EmbeddedStore
from graph.snapshots import Snapshots
from ontology.errors import AlliancesError, QueryError, StoreError
from queries.catalogue import question_names


@pytest.fixture(scope="session")
def published(store: EmbeddedStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory of snapshots whose current one holds the graph written by hand."""
    root = tmp_path_factory.mktemp("snapshots")
    named = [quad for name in store.graphs() for quad in store.quads(name)]
    Snapshots(root).publish(named, rules=(), gates=lambda _: (), notes={})
    return root


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
    assert all(line.endswith(" .") for line in lines)


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
