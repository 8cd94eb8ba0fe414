"""`alliances atelier`: one file for a room, and votes that stay apart from evidence."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse
from typer.testing import CliRunner

from commands.build import build_command, input_hash
from commands.export import export_command
from commands.main import app
from commands.settings import Settings
from commands.workshop import (
    import_command,
    kept_command,
    retract_command,
    workshop_command,
)
from graph.network import read_network
from graph.snapshots import Snapshots
from loaders.votes import LEAST
from loaders.workshops import kept_workshops, vocabulary
from ontology.errors import NotHeldError, RecordError
from ontology.iris import reference_of
from queries.catalogue import export_names
from tests.builds import settings_of


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Settings:
    root = tmp_path_factory.mktemp("workshop")
    shutil.copytree(corpus / "record", root / "record")
    settings = settings_of(root / "store", root / "record", corpus / "sources")
    build_command(settings, gates=False, language="fr")
    return settings


@pytest.fixture(autouse=True)
def emptied(built: Settings) -> Iterator[None]:
    yield
    shutil.rmtree(built.record / "workshops", ignore_errors=True)


@pytest.fixture(scope="module")
def link(built: Settings) -> str:
    """A link of the corpus, as a vote names it."""
    snapshot = Snapshots(built.store).current()
    assert snapshot is not None
    store = snapshot.open()
    found = next(tie.stated_by[0] for tie in read_network(store).ties if tie.kind == "claim")
    store.close()
    return reference_of(found) or ""


def voted(folder: Path, *ballots: dict[str, Any], name: str = "nantes-2026-11-21") -> Path:
    content = {
        "format": "alliances-votes/1",
        "workshop": name,
        "place": "Nantes",
        "date": "2026-11-21",
        "ballots": list(ballots),
    }
    path = folder / "votes.json"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def ballot(thing: str, yes: int, no: int = 0, actors: str = "_T") -> dict[str, Any]:
    told = {"question": "agree", "table": 1, "actors": actors, "yes": yes, "no": no}
    return {"thing": thing, **told}


def exported(settings: Settings, folder: Path) -> dict[str, bytes]:
    """Return every table and the whole graph as files."""
    found = {}
    for kind in (*export_names(), "graph"):
        out = folder / kind
        export_command(settings.store, kind, form="", language="fr", out=out)
        found[kind] = out.read_bytes()
    return found


@pytest.mark.slow
def test_votes_change_no_count_no_status_and_no_export(
    built: Settings, link: str, tmp_path: Path
) -> None:
    before = exported(built, tmp_path)
    read = input_hash(built.record)
    hash_before = Snapshots(built.store).current()
    said = import_command(built, voted(tmp_path, ballot(link, 6, 3)), accept=True, language="fr")
    assert "9 voix" in said
    # Nothing that a build reads has changed, and building all the same gives the same graph.
    assert input_hash(built.record) == read
    build_command(built, gates=True, language="fr")
    assert exported(built, tmp_path) == before
    after = Snapshots(built.store).current()
    assert hash_before is not None
    assert after is not None
    assert after.content_hash == hash_before.content_hash
    (kept,) = kept_workshops(built.record)
    assert (kept.place, kept.date, kept.voters) == ("Nantes", "2026-11-21", 9)
    retract_command(built, kept.workshop, accept=True, language="fr")
    assert kept_workshops(built.record) == ()


def test_a_kept_workshop_is_one_graph_with_place_date_and_number(
    built: Settings, link: str, tmp_path: Path
) -> None:
    import_command(built, voted(tmp_path, ballot(link, 5)), accept=True, language="en")
    path = built.record / "workshops" / "nantes-2026-11-21.trig"
    quads = list(parse(path.read_bytes(), format=RdfFormat.TRIG))
    assert {str(quad.graph_name) for quad in quads} == {
        "<https://w3id.org/alliances-kg/graph/workshop/nantes-2026-11-21>"
    }
    told = {str(quad.predicate).strip("<>").rpartition("#")[2]: quad.object for quad in quads}
    assert told["place"].value == "Nantes"
    assert told["day"].value == "2026-11-21"
    assert told["voters"].value == "5"
    # Every word it is said in is explained, and none is a word of the ontology.
    known = set(re.findall(r"^vote:(\w+) a", vocabulary(), re.MULTILINE))
    used = set(re.findall(r"/vote#(\w+)", " ".join(str(quad) for quad in quads)))
    assert used <= known
    assert "alliances-kg/ns#" not in path.read_text(encoding="utf-8")
    assert "nantes-2026-11-21: Nantes, 2026-11-21" in kept_command(built, language="en")


def test_fewer_voters_than_the_least_are_not_kept(
    built: Settings, link: str, tmp_path: Path
) -> None:
    few = voted(tmp_path, ballot(link, LEAST - 1))
    import_command(built, few, accept=True, language="fr")
    (kept,) = kept_workshops(built.record)
    assert kept.results == ()


def test_nothing_is_kept_or_removed_without_yes(built: Settings, link: str, tmp_path: Path) -> None:
    votes = voted(tmp_path, ballot(link, 7))
    assert "--yes" in import_command(built, votes, accept=False, language="fr")
    assert kept_workshops(built.record) == ()
    import_command(built, votes, accept=True, language="fr")
    assert "--yes" in retract_command(built, "nantes-2026-11-21", accept=False, language="fr")
    assert len(kept_workshops(built.record)) == 1
    # The same file again is no change; other counts under the same name are refused.
    import_command(built, votes, accept=True, language="fr")
    with pytest.raises(RecordError, match="other counts"):
        import_command(built, voted(tmp_path, ballot(link, 8)), accept=True, language="fr")
    retract_command(built, "nantes-2026-11-21", accept=True, language="fr")
    with pytest.raises(NotHeldError, match="nantes"):
        retract_command(built, "nantes-2026-11-21", accept=True, language="fr")


@pytest.mark.parametrize("content", ["not TriG", "", "<a:b> <a:c> 1 ."])
def test_a_kept_file_that_somebody_changed_is_named(built: Settings, content: str) -> None:
    (built.record / "workshops").mkdir()
    (built.record / "workshops" / "broken.trig").write_text(content, encoding="utf-8")
    with pytest.raises(RecordError, match=r"workshops/broken\.trig"):
        kept_command(built, language="en")


def test_a_vote_on_what_the_graph_does_not_hold_is_refused_whole(
    built: Settings, link: str, tmp_path: Path
) -> None:
    votes = voted(tmp_path, ballot(link, 7), ballot("link/nothing", 7))
    with pytest.raises(RecordError) as refused:
        import_command(built, votes, accept=True, language="fr")
    (finding,) = refused.value.findings
    assert (finding.field, finding.value) == ("ballots.1.thing", "link/nothing")
    assert kept_workshops(built.record) == ()


def test_the_terminal_asks_for_a_path_and_tells_every_fault_of_it(
    built: Settings, tmp_path: Path
) -> None:
    runner = CliRunner()
    assert "--path" in runner.invoke(app, ["atelier"]).output
    path = tmp_path / "wrong.yaml"
    path.write_text("path: wrong\ntitle: {fr: A}\nsteps: []\n", encoding="utf-8")
    with pytest.raises(RecordError, match=r"wrong\.yaml|1 fault"):
        workshop_command(built, str(path), language="fr", out=tmp_path / "a.html")
    assert not (tmp_path / "a.html").exists()


@pytest.mark.slow
def test_a_workshop_is_one_file_that_holds_every_thing_of_the_graph(
    built: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "path.yaml"
    path.write_text(
        "path: essai\ntitle: {fr: Essai}\nsteps:\n"
        "- view: explorer?centre=impact/confiance\n"
        "  caption: {fr: La confiance.}\n  question: {fr: Quoi ?}\n"
        "- view: preuves\n  caption: {fr: Les cases.}\n  question: {fr: Laquelle ?}\n",
        encoding="utf-8",
    )
    out = tmp_path / "atelier.html"
    workshop_command(built, str(path), language="fr", out=out)
    text = out.read_text(encoding="utf-8")
    told = json.loads(text.partition('id="data">')[2].partition("</script>")[0])
    snapshot = Snapshots(built.store).current()
    assert snapshot is not None
    store = snapshot.open()
    network = read_network(store)
    store.close()
    assert {one[0] for one in told["things"]} == {node.reference for node in network.nodes.values()}
    assert [one[0] for one in told["links"]] == [tie.id for tie in network.ties]
    # Two steps, in both languages.
    assert text.count('class="w-step" data-step="') == 4
    assert not re.search(r'(?:src|href)="(?!#)', text)
