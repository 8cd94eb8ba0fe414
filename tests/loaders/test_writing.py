"""Writing: one text for a record, and all files of a load or none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.record_turns import PENDING
from loaders.records import Figure, OrganisationRecord, Passage
from loaders.shapes import read_shape
from loaders.writing import STAGING, canonical, recover, write_all
from loaders.yaml_form import read_yaml
from ontology.errors import RecordError
from ontology.vocabulary import Vocabulary

Hash = Callable[[Path], str]

# What YAML may be tempted to read otherwise, and what its emitter must escape or fold.
TEXT = st.one_of(
    st.sampled_from(
        ["no", "yes", "null", "~", "1.10", "010", "2015-09", "1:30", "<<", "=", "- a", "a: b",
         "a #b", "*a", "&a", "!a", "%a", "@a", "`a", "'", '"', "«a»", "x" * 300, "a b " * 60,
         "true", "0x1F", "?", "a\nb", "a\n\n b", "\ta", "a\u2028b", "a\x85b", "😀", "a\ufeffb"]
    ),
    st.text(min_size=1, max_size=150),
)  # fmt: skip
LINE = TEXT.map(str.strip).filter(bool)


def read_back(text: str) -> OrganisationRecord | None:
    data, lines = read_yaml(text.encode(), "x.yaml")
    record, findings = read_shape(data, lines, OrganisationRecord, "x.yaml")
    assert findings == []
    return record


@given(LINE, st.lists(LINE, max_size=3), st.none() | LINE)
def test_reading_a_canonical_text_gives_the_same_record(
    name: str, aliases: list[str], website: str | None
) -> None:
    record = OrganisationRecord(
        organisation="x", name=name, aliases=tuple(aliases), type="pme", website=website
    )
    assert read_back(canonical(record)) == record


@given(LINE)
def test_writing_what_was_read_gives_the_same_text(name: str) -> None:
    text = canonical(OrganisationRecord(organisation="x", name=name, type="pme"))
    record = read_back(text)
    assert record is not None
    assert canonical(record) == text


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=3))
def test_a_decimal_is_written_plainly_and_read_back_equal(value: Decimal) -> None:
    figure = figure_of(value)
    text = canonical(figure)
    assert "E" not in text.split("value: ")[1].split("\n")[0]
    data, lines = read_yaml(text.encode(), "x.yaml")
    assert read_shape(data, lines, Figure, "x.yaml")[0] == figure


def figure_of(value: Decimal) -> Figure:
    return Figure(
        id="f", passage="p", measure="share", value=value, unit="u", question="q",
        period="2015", population="Les maires",
    )  # fmt: skip


def test_equal_values_have_one_writing() -> None:
    texts = {canonical(figure_of(Decimal(value))) for value in ("69", "69.0", "69.00", "6.9E+1")}
    assert [text.split("value: ")[1].split("\n")[0] for text in texts] == ["69"]


def test_keys_stand_in_the_order_of_the_shape_and_defaults_are_left_out() -> None:
    record = OrganisationRecord(
        type="pme", name="Énergie Jeunes", organisation="energie-jeunes", type_basis="inferred"
    )
    assert canonical(record) == "organisation: energie-jeunes\nname: Énergie Jeunes\ntype: pme\n"


def test_what_other_readers_would_take_for_a_number_or_a_date_is_quoted() -> None:
    figure = figure_of(Decimal("1.5")).model_copy(update={"population": "2016-11-29"})
    assert "value: 1.5\n" in canonical(figure)
    assert "period: '2015'\n" in canonical(figure)
    assert "population: '2016-11-29'\n" in canonical(figure)


def test_a_long_text_is_folded_and_read_back_whole() -> None:
    quote = "mot " * 60 + "fin"
    passage = Passage(id="p", line=1, offset=0, heading="H", quote=quote)
    text = canonical(passage)
    assert max(len(line) for line in text.splitlines()) <= 110
    data, _ = read_yaml(text.encode(), "x.yaml")
    assert data["quote"] == quote


@pytest.fixture
def root(tmp_path: Path) -> Path:
    directory = tmp_path / "record"
    (directory / "cases").mkdir(parents=True)
    (directory / "cases" / "a.yaml").write_text("old a")
    return directory


def test_all_files_are_written_and_nothing_else_is_left(root: Path) -> None:
    write_all(root, {"cases/a.yaml": "new a", "people/b.yaml": "new é"})
    found = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    assert found == {"cases/a.yaml", "people/b.yaml"}
    assert (root / "people" / "b.yaml").read_bytes() == "new é".encode()


@pytest.mark.parametrize("path", ["../x.yaml", "/x.yaml", "cases/../../x.yaml", ""])
def test_a_path_outside_the_record_is_refused_before_anything_is_written(
    root: Path, tree_hash: Hash, path: str
) -> None:
    before = tree_hash(root.parent)
    with pytest.raises(RecordError):
        write_all(root, {"cases/a.yaml": "new", path: "x"})
    assert tree_hash(root.parent) == before


def test_a_folder_that_leads_out_of_the_record_is_refused(root: Path) -> None:
    outside = root.parent / "outside"
    outside.mkdir()
    (root / "people").symlink_to(outside)
    with pytest.raises(RecordError):
        write_all(root, {"people/b.yaml": "x"})
    assert list(outside.iterdir()) == []


def test_a_disk_that_refuses_while_staging_changes_nothing(
    root: Path, tree_hash: Hash, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree_hash(root)
    monkeypatch.setattr(os, "fsync", refusing(after=1, then=os.fsync))
    with pytest.raises(OSError, match="full"):
        write_all(root, {"cases/a.yaml": "new", "cases/b.yaml": "new"})
    assert tree_hash(root) == before


@pytest.mark.parametrize("moved", [0, 1, 2])
def test_a_disk_that_refuses_while_moving_gets_the_old_files_back(
    root: Path, tree_hash: Hash, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    before = tree_hash(root)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refusing(after=moved, then=Path.replace))
        with pytest.raises(OSError, match="full"):
            write_all(root, {"cases/a.yaml": "new", "cases/b.yaml": "new", "cases/c.yaml": "new"})
    assert tree_hash(root) == before


class Killed(BaseException):
    """Stands for a kill: no handler of ours may run its cleaning as if nothing had happened."""


def refusing(*, after: int, then: Any, error: type[BaseException] = OSError) -> Any:
    calls = iter(range(1000))

    def call(*arguments: Any) -> Any:
        if next(calls) == after:
            raise error("full")
        return then(*arguments)

    return call


@pytest.mark.parametrize("moved", [0, 1, 2])
def test_a_load_killed_while_moving_is_completed_by_the_next(
    root: Path, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    texts = {"cases/a.yaml": "new a", "cases/b.yaml": "new b", "people/c.yaml": "new c"}
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refusing(after=moved, then=Path.replace, error=Killed))
        with pytest.raises(Killed):
            write_all(root, texts)
    assert (root / PENDING).exists()
    assert recover(root) == 3
    found = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    assert found == set(texts)
    assert all((root / path).read_text() == text for path, text in texts.items())


def test_a_load_killed_while_staging_is_forgotten_by_the_next(
    root: Path, tree_hash: Hash, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree_hash(root)
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refusing(after=1, then=os.fsync, error=Killed))
        # A kill leaves no time to clean up.
        patched.setattr(shutil, "rmtree", lambda _: None)
        with pytest.raises(Killed):
            write_all(root, {"cases/a.yaml": "new", "cases/b.yaml": "new"})
    assert (root / STAGING).exists()
    assert recover(root) == 0
    assert tree_hash(root) == before


def test_a_load_killed_while_putting_back_the_old_files_is_put_back_by_the_next(
    root: Path, tree_hash: Hash, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree_hash(root)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refusing(after=2, then=Path.replace))
        patched.setattr(shutil, "copy2", refusing(after=1, then=shutil.copy2, error=Killed))
        with pytest.raises(Killed):
            write_all(root, {"cases/a.yaml": "new", "cases/b.yaml": "new", "cases/c.yaml": "new"})
    assert tree_hash(root) != before
    assert recover(root) == 0
    assert tree_hash(root) == before


def test_a_new_load_does_not_start_over_an_interrupted_one(root: Path) -> None:
    (root / PENDING).mkdir()
    with pytest.raises(RecordError):
        write_all(root, {"cases/a.yaml": "new"})


def test_a_record_of_which_a_load_was_interrupted_is_not_read(
    record: Path, faults: Callable[[], list[Any]], vocabulary: Vocabulary
) -> None:
    del vocabulary
    (record / PENDING).mkdir()
    assert [finding.code for finding in faults()] == ["load-interrupted"]


def test_a_file_is_taken_away_with_the_others_that_are_written(tmp_path: Path) -> None:
    write_all(tmp_path, {"people/a.yaml": "a", "people/b.yaml": "b"})
    write_all(tmp_path, {"people/a.yaml": None, "people/c.yaml": "c"})
    left = {path.name for path in (tmp_path / "people").iterdir()}
    assert left == {"b.yaml", "c.yaml"}
    assert not (tmp_path / PENDING).exists()


def test_what_was_taken_away_comes_back_when_the_disk_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tree_hash: Hash
) -> None:
    write_all(tmp_path, {"people/a.yaml": "a", "people/b.yaml": "b"})
    before = tree_hash(tmp_path)
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        unlink(path, missing_ok=missing_ok)
        if path.parent == tmp_path / "people":
            raise OSError("disk")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(OSError, match="disk"):
        write_all(tmp_path, {"people/a.yaml": None, "people/b.yaml": "B"})
    monkeypatch.undo()
    assert tree_hash(tmp_path) == before
