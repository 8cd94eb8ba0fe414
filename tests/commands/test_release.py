"""A release is a small file that says the same on every machine, and never changes."""

from __future__ import annotations

import gzip
import hashlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from commands.difference import difference_command
from commands.release import open_release, release_command
from commands.settings import Settings
from graph.releases import releases
from ontology.errors import AlliancesError, Text
from queries.changes import changes
from queries.release_differences import kept_difference

NOTE = Text("Première version.", "First release.")


def release(settings: Settings, version: str, only: str = "all") -> Path:
    release_command(settings, version=version, note=NOTE, only=only, language="fr")
    return settings.record / "releases" / f"{version}.nq.gz"


def test_the_same_record_gives_the_same_bytes(settings: Settings) -> None:
    first = release(settings, "2026-01-01").read_bytes()
    assert release(settings, "2026-01-02").read_bytes() == first


@pytest.mark.slow
def test_its_entry_says_what_it_holds_and_stands_first(settings: Settings) -> None:
    path = release(settings, "2026-01-01")
    release(settings, "2026-01-02")
    held = yaml.safe_load((settings.record / "CHANGES.yaml").read_text(encoding="utf-8"))
    newest, first = held["releases"]
    lines = gzip.decompress(path.read_bytes())
    assert newest["version"] == "2026-01-02"
    assert first["content"] == hashlib.sha256(lines).hexdigest()
    assert first["triples"] == lines.count(b"\n")
    # The corpus holds five documents (its README).
    assert first["counts"]["documents"] == 5
    assert first["note"] == {"fr": NOTE.fr, "en": NOTE.en}
    assert lines.splitlines() == sorted(lines.splitlines())


def test_the_documents_alone_hold_no_web_case_and_no_actor_of_one(settings: Settings) -> None:
    release(settings, "2026-01-01", only="documents")
    store = open_release(settings.record, "2026-01-01")
    kinds = "SELECT DISTINCT ?x WHERE { ?x a <https://w3id.org/alliances-kg/ns#Case> }"
    held = {str(row[0]).rpartition("/")[2].rstrip(">") for row in store.query(kinds).rows}
    read_in_documents = {
        path.stem
        for path in (settings.record / "cases").glob("*.yaml")
        if "document" in yaml.safe_load(path.read_text(encoding="utf-8"))["source"]
    }
    assert held == read_in_documents
    store.close()


def test_a_second_release_says_what_it_changed_since_the_first(settings: Settings) -> None:
    release(settings, "2026-01-01", only="documents")
    release(settings, "2026-01-02")
    new, old = releases(settings.record)
    kept = kept_difference(settings.record, old, new)
    with (
        closing(open_release(settings.record, old.version)) as before,
        closing(open_release(settings.record, new.version)) as after,
    ):
        assert kept == changes(before, after)
    assert kept
    # Told of these two contents in this order, and of no others.
    assert kept_difference(settings.record, new, old) is None
    assert kept_difference(settings.record, replace(old, content="0"), new) is None


@pytest.mark.slow
def test_a_damaged_difference_is_passed_over(settings: Settings) -> None:
    release(settings, "2026-01-01", only="documents")
    release(settings, "2026-01-02")
    new, old = releases(settings.record)
    path = settings.record / "releases" / "2026-01-02.changes.json.gz"
    for damage in (b"", path.read_bytes()[:-9], gzip.compress(b"{}"), gzip.compress(b"[1]")):
        path.write_bytes(damage)
        assert kept_difference(settings.record, old, new) is None


def test_a_version_is_never_written_twice(settings: Settings) -> None:
    release(settings, "2026-01-01")
    with pytest.raises(AlliancesError, match="2026-01-01"):
        release(settings, "2026-01-01")


@pytest.mark.parametrize(("version", "only"), [("janvier", "all"), ("2026-01-01", "cases")])
def test_a_version_or_selection_that_cannot_be_is_refused(
    settings: Settings, version: str, only: str
) -> None:
    with pytest.raises(AlliancesError):
        release(settings, version, only)


def test_a_planted_difference_and_no_other_is_told(settings: Settings, tmp_path: Path) -> None:
    release(settings, "2026-01-01")
    case = settings.record / "cases" / "table-du-lavoir.yaml"
    text = case.read_text(encoding="utf-8")
    assert "dept-mayenne" in text
    case.write_text(text.replace("dept-mayenne", "dept-sarthe"), encoding="utf-8")
    counts = settings.record / "counts.yaml"
    kept = yaml.safe_load(counts.read_text(encoding="utf-8"))
    del kept["classes"]["Discrepancy"]
    counts.write_text(yaml.safe_dump(kept), encoding="utf-8")
    release(settings, "2026-01-02")
    told = tmp_path / "told.txt"
    difference_command(
        settings.record, "2026-01-01", "2026-01-02", shown=5, language="fr", out=told
    )
    # Both cases now place the alliance in Sarthe: the one contradiction of place is gone.
    assert told.read_text(encoding="utf-8").splitlines()[0] == "1 contradiction disparue."
    assert "nouve" not in told.read_text(encoding="utf-8")


def test_a_release_that_is_not_there_is_refused_with_those_that_are(settings: Settings) -> None:
    release(settings, "2026-01-01")
    with pytest.raises(AlliancesError) as refusal:
        open_release(settings.record, "2026-01-09")
    assert "2026-01-01" in refusal.value.cure.fr
