"""Building and checking from the terminal, on the invented corpus."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from commands.build import build_command, build_if_changed, input_hash, publish, recount
from commands.check import check_command
from commands.settings import Settings
from graph.snapshots import Snapshots
from loaders.counting import HIGHEST, grown
from ontology.errors import GateError, RecordError


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def published(settings: Settings) -> str:
    current = Snapshots(settings.store).current()
    assert current is not None
    return current.content_hash


def test_building_twice_gives_the_same_version(settings: Settings) -> None:
    build_command(settings, gates=True, language="fr")
    first = published(settings)
    shutil.rmtree(settings.store)
    build_command(settings, gates=True, language="fr")
    assert published(settings) == first


def test_serving_builds_once_and_then_only_when_the_record_changes(settings: Settings) -> None:
    build_if_changed(settings, language="fr")
    assert "inchangée" in build_if_changed(settings, language="fr")
    edit(settings.record / "people" / "claire-varenne.yaml", "Varenne", "Varenne-Leroy")
    assert "publiée" in build_if_changed(settings, language="fr")


def test_a_snapshot_built_without_gates_is_never_served_as_it_is(settings: Settings) -> None:
    build_command(settings, gates=False, language="fr")
    assert "publiée" in build_if_changed(settings, language="fr")


def test_a_quote_that_is_not_in_its_document_stops_the_build_and_keeps_the_old_version(
    settings: Settings,
) -> None:
    build_command(settings, gates=True, language="fr")
    before = published(settings)
    edit(settings.record / "documents" / "fiche-lavoir.yaml", "Sept emplois", "Neuf emplois")
    with pytest.raises(GateError) as refusal:
        build_command(settings, gates=True, language="fr")
    assert "documents/fiche-lavoir.yaml" in refusal.value.in_language("fr")
    assert published(settings) == before


def test_a_record_that_does_not_read_stops_the_build_with_file_and_line(
    settings: Settings,
) -> None:
    edit(settings.record / "people" / "claire-varenne.yaml", "name:", "nom:")
    with pytest.raises(RecordError) as refusal:
        build_command(settings, gates=True, language="fr")
    found = {(one.where, one.line, one.field) for one in refusal.value.findings}
    assert ("people/claire-varenne.yaml", 2, "nom") in found


def test_a_lost_record_is_noticed_by_the_counts(settings: Settings) -> None:
    (settings.record / "events" / "matinee-valbrume.yaml").unlink()
    with pytest.raises((GateError, RecordError)):
        build_command(settings, gates=True, language="fr")


@pytest.mark.slow
def test_what_is_accepted_while_a_build_runs_is_not_counted_as_lost_or_doubled(
    settings: Settings,
) -> None:
    counts = settings.record / "counts.yaml"
    counts.write_text(grown(counts.read_text("utf-8")), encoding="utf-8")
    built = input_hash(settings.record)
    snapshot = publish(settings, gates=True)
    # Somebody's case is accepted now: counts are open already, and stay as they are.
    person = settings.record / "people" / "paul-merlin.yaml"
    person.write_text("person: paul-merlin\nname: Paul Merlin\n", encoding="utf-8")
    recount(settings, snapshot, built)
    assert str(HIGHEST) in counts.read_text("utf-8")
    # The next build, of the record as it is, holds what it finds to be all.
    assert "publiée" in build_command(settings, gates=True, language="fr", recounted=True)
    assert str(HIGHEST) not in counts.read_text("utf-8")


def test_the_input_changes_with_the_record_and_with_nothing_else(settings: Settings) -> None:
    before = input_hash(settings.record)
    (settings.record / "notes.txt").write_text("no record", encoding="utf-8")
    assert input_hash(settings.record) == before
    edit(settings.record / "counts.yaml", "min: 4", "min: 3")
    assert input_hash(settings.record) != before


@pytest.mark.parametrize(
    ("language", "word"),
    [("fr", "Résultat"), pytest.param("en", "Result", marks=pytest.mark.slow)],
)
def test_checking_prints_a_row_for_each_gate_and_passes_on_a_sound_record(
    settings: Settings, language: str, word: str
) -> None:
    text, passed = check_command(settings, language=language)
    lines = text.splitlines()
    assert passed
    assert word in lines[0]
    assert len(lines) == 1 + 14
    assert all(" ok " in line for line in lines[1:])


@pytest.mark.slow
def test_checking_without_the_documents_says_that_quotes_were_not_checked(
    settings: Settings,
) -> None:
    text, _ = check_command(replace(settings, sources=None), language="en")
    row = next(line for line in text.splitlines() if line.startswith("Quotes"))
    assert "not run" in row
    assert " ok " not in row


def test_the_catalogue_of_a_build_names_the_record_file_of_each_graph_with_its_digest(
    settings: Settings,
) -> None:
    build_command(settings, gates=False, language="fr")
    current = Snapshots(settings.store).current()
    assert current is not None
    with closing(current.open()) as store:
        rows = store.query(
            """
            PREFIX al: <https://w3id.org/alliances-kg/ns#>
            PREFIX graph: <https://w3id.org/alliances-kg/graph/>
            PREFIX prov: <http://www.w3.org/ns/prov#>
            SELECT ?name ?hash WHERE { GRAPH graph:catalog {
              ?graph prov:wasDerivedFrom ?file .
              ?file al:fileName ?name ; al:sha256 ?hash .
              FILTER(STRENDS(STR(?graph), "/source/rapport-marees"))
            } }
            """
        ).rows
        every = {str(quad) for quad in store.quads("https://w3id.org/alliances-kg/graph/catalog")}
    path = settings.record / "documents" / "rapport-marees.yaml"
    named = {tuple(str(term).strip('"') for term in row) for row in rows}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert ("data/documents/rapport-marees.yaml", digest) in named
    assert not [quad for quad in every if str(settings.record) in quad]
