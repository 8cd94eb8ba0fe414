"""An archive holds the whole record, gives the same bytes twice, and is believed in nothing."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.archive import pack, put_back, read_archive, record_files
from loaders.record_turns import PENDING
from loaders.writing import STAGING
from ontology.errors import AlliancesError, RecordError

RECORD = {"cases/a.yaml": b"case: a\n", "people/b.yaml": b"person: b\n"}
OTHERS = {"graph.nq.gz": b"\x00\xff"}
NOTES = {"content_hash": "ab" * 32}
WHOLE = pack(RECORD, OTHERS, NOTES)


def tar_of(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for member, data in members:
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return gzip.compress(out.getvalue())


def with_manifest(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    told = {member.name: hashlib.sha256(data).hexdigest() for member, data in members}
    text = json.dumps({"notes": NOTES, "members": told}).encode()
    return tar_of((tarfile.TarInfo("MANIFEST.json"), text), *members)


def link(name: str, target: str) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type = tarfile.SYMTYPE
    member.linkname = target
    return member


def test_what_was_packed_is_read_back() -> None:
    archive = read_archive(WHOLE)
    assert (archive.record, archive.others, archive.notes) == (RECORD, OTHERS, NOTES)


def test_the_same_record_gives_the_same_bytes_in_any_order() -> None:
    assert pack(dict(reversed(RECORD.items())), OTHERS, NOTES) == WHOLE


@given(place=st.integers(10, len(WHOLE) - 1), bit=st.integers(0, 7))
def test_a_flipped_bit_is_refused_or_changes_nothing(place: int, bit: int) -> None:
    damaged = bytearray(WHOLE)
    damaged[place] ^= 1 << bit
    try:
        archive = read_archive(bytes(damaged))
    except AlliancesError:
        return
    assert (archive.record, archive.others, archive.notes) == (RECORD, OTHERS, NOTES)


@given(length=st.integers(0, len(WHOLE) - 1))
@settings(max_examples=60)
def test_a_shortened_archive_is_refused(length: int) -> None:
    with pytest.raises(AlliancesError):
        read_archive(WHOLE[:length])


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (tar_of((tarfile.TarInfo("record/a"), b"1")), "notice"),
        (with_manifest((tarfile.TarInfo("record/../../a"), b"1")), "record/../../a"),
        (with_manifest((tarfile.TarInfo("/a"), b"1")), "/a"),
        (with_manifest((link("record/a", "/etc/passwd"), b"")), "record/a"),
        (
            with_manifest((tarfile.TarInfo("record/a"), b"1"), (tarfile.TarInfo("record/a"), b"2")),
            "record/a",
        ),
    ],
    ids=["no manifest", "upwards", "absolute", "link", "twice"],
)
def test_a_member_that_has_no_place_there_is_refused_by_name(data: bytes, told: str) -> None:
    with pytest.raises(AlliancesError) as refusal:
        read_archive(data)
    assert told in refusal.value.summary.fr


def test_a_member_the_manifest_does_not_name_is_refused() -> None:
    text = json.dumps({"notes": NOTES, "members": {}}).encode()
    extra = tar_of((tarfile.TarInfo("MANIFEST.json"), text), (tarfile.TarInfo("record/a"), b"1"))
    with pytest.raises(AlliancesError, match=r"record/a"):
        read_archive(extra)


def test_a_bomb_is_refused_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.archive._MAX_UNPACKED", 1_000_000)
    bomb = gzip.compress(b"\x00" * 1_000_001)
    with pytest.raises(AlliancesError, match="absurd size"):
        read_archive(bomb)


def test_a_record_in_the_middle_of_a_load_is_not_packed(tmp_path: Path) -> None:
    (tmp_path / PENDING).mkdir()
    with pytest.raises(RecordError, match="interrupted load"):
        record_files(tmp_path)


def test_what_a_killed_load_staged_is_not_of_the_record(tmp_path: Path) -> None:
    (tmp_path / STAGING).mkdir()
    (tmp_path / STAGING / "x").write_bytes(b"1")
    (tmp_path / "y").write_bytes(b"2")
    assert record_files(tmp_path) == {"y": b"2"}


def test_a_link_in_the_record_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "cases").symlink_to("/")
    with pytest.raises(RecordError, match="cases"):
        record_files(tmp_path)


def test_what_is_put_back_is_the_record_and_the_old_one_is_kept(tmp_path: Path) -> None:
    root = tmp_path / "data"
    root.mkdir()
    (root / "old.yaml").write_bytes(b"old")
    kept = put_back(root, RECORD, name="ab")
    assert record_files(root) == RECORD
    assert kept == tmp_path / "data.before-ab"
    assert record_files(kept) == {"old.yaml": b"old"}


def test_a_restoration_killed_between_its_two_moves_is_completed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "data"
    root.mkdir()
    (root / "old.yaml").write_bytes(b"old")
    rename: Callable[[Path, Path], Path] = Path.rename

    def killed_at_the_second(self: Path, target: Path) -> Path:
        if target == root:
            raise KeyboardInterrupt
        return rename(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", killed_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            put_back(root, RECORD, name="ab")
    put_back(root, RECORD, name="ab")
    assert record_files(root) == RECORD
    assert record_files(tmp_path / "data.before-ab") == {"old.yaml": b"old"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "data.before-ab"]


def test_a_kept_record_is_never_overwritten(tmp_path: Path) -> None:
    root = tmp_path / "data"
    root.mkdir()
    (tmp_path / "data.before-ab").mkdir()
    with pytest.raises(AlliancesError, match="exists already"):
        put_back(root, RECORD, name="ab")
