"""Whatever breaks while a state is published, readers keep theirs and the next build mends it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from pyoxigraph import Quad

from graph.durable import exclusive
from graph.embedded import EmbeddedStore
from graph.gates import Gate
from graph.snapshots import Snapshots
from graph.writing import Writing
from ontology.errors import Finding, GateError, RecordError, StoreError, Text
from tests.graph.publishing import RULE, facts, held, publish, silent, visible


def broken(quads: list[Quad]) -> Iterator[Quad]:
    yield from quads[:5]
    raise RecordError(Text("Fiche fausse", "Bad record"), Text("Corrigez", "Mend"))


def test_a_record_that_fails_while_it_is_read_leaves_current_and_says_its_own_error(
    root: Path,
) -> None:
    before = publish(root, facts(10))
    with pytest.raises(RecordError, match="Bad record"):
        Snapshots(root).publish(broken(facts(20)), rules=[RULE], gates=silent, notes={})
    assert Snapshots(root).current() == before
    assert visible(root) == {before.path.name}


def test_a_gate_that_finds_faults_publishes_nothing_and_tells_all_of_them(root: Path) -> None:
    before = publish(root, facts(10))
    faults = [Finding(f"f{n}", Text("Faute", "Fault"), Text("Mendez", "Mend")) for n in range(3)]

    def strict(_: EmbeddedStore) -> Sequence[Gate]:
        return [
            Gate(name=Text("Un", "One"), checked=1, findings=tuple(faults[:2])),
            Gate(name=Text("Deux", "Two"), checked=1),
            Gate(name=Text("Trois", "Three"), checked=1, findings=tuple(faults[2:])),
        ]

    with pytest.raises(GateError) as refused:
        Snapshots(root).publish(facts(20), rules=[], gates=strict, notes={})
    assert refused.value.findings == tuple(faults)
    assert "Un, Trois" in refused.value.summary.fr
    assert Snapshots(root).current() == before
    assert visible(root) == {before.path.name}


NO_SPACE = OSError(28, "No space left on device")


def watch(monkeypatch: pytest.MonkeyPatch, at: int, error: BaseException) -> list[str]:
    """Make step number `at` of the file system raise; the list tells the steps taken.

    Flushing one file after another is one step, and takes no time: no power is cut here.
    """
    taken: list[str] = []

    def watched(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def step(*args: object, **kwargs: object) -> object:
            if (name, taken[-1:]) != ("fsync", ["fsync"]):
                taken.append(name)
                if len(taken) == at:
                    raise error
            return real(*args, **kwargs)

        return step

    monkeypatch.setattr(os, "fsync", watched("fsync", lambda _: None))
    monkeypatch.setattr(Writing, "finish", watched("finish", Writing.finish))
    for name in ("replace", "rename", "symlink_to", "mkdir", "touch", "chmod"):
        monkeypatch.setattr(Path, name, watched(name, getattr(Path, name)))
    return taken


@pytest.mark.parametrize(
    ("error", "raised"), [(NO_SPACE, StoreError), (KeyboardInterrupt(), KeyboardInterrupt)]
)
def test_interrupted_at_any_step_a_publication_leaves_a_whole_state(
    tmp_path: Path, error: BaseException, raised: type[BaseException]
) -> None:
    at, seen = 0, set[str]()
    while True:
        at += 1
        root = tmp_path / str(at)
        publish(root, facts(10))
        with pytest.MonkeyPatch.context() as monkeypatch:
            taken = watch(monkeypatch, at, error)
            try:
                publish(root, facts(20))
            except raised:
                seen.add(taken[at - 1])
            else:
                break
        # The link is made, then put in place: twenty triples up to then, forty after.
        shown = taken[taken.index("symlink_to") + 2 :] if "symlink_to" in taken else []
        assert held(root) == (40 if shown else 20)
        publish(root, facts(20))
        assert held(root) == 40
        assert {name for name in visible(root) if name.startswith(".")} == set()
    assert seen == {"finish", "fsync", "replace", "rename", "symlink_to", "mkdir", "touch", "chmod"}


def test_what_a_killed_build_left_is_swept_by_the_next(root: Path) -> None:
    before = publish(root, facts(10))
    (root / "snapshots" / ".building-dead" / "store").mkdir(parents=True)
    (root / "snapshots" / ".building-dead" / "store" / "000001.sst").write_bytes(b"half")
    (root / ".current.123").symlink_to("snapshots/.building-dead")
    assert Snapshots(root).current() == before
    after = publish(root, facts(20))
    assert visible(root) == {before.path.name, after.path.name}
    assert {path.name for path in root.iterdir()} == {"snapshots", "current", "lock"}


def test_a_build_killed_outright_leaves_the_state_and_no_lock(root: Path) -> None:
    publish(root, facts(10))
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from pyoxigraph import Literal, NamedNode, Quad\n"
        "import graph.snapshots\n"
        "def finish(self):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "graph.snapshots.Writing.finish = finish\n"
        "quad = Quad(NamedNode('urn:s'), NamedNode('urn:p'), Literal('o'), NamedNode('urn:g'))\n"
        "graph.snapshots.Snapshots(Path(sys.argv[1])).publish(\n"
        "    [quad], rules=[], gates=lambda store: [], notes={})\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(root)], check=False)  # noqa: S603
    assert killed.returncode == -9
    assert held(root) == 20
    assert [name for name in visible(root) if name.startswith(".building-")] != []
    publish(root, facts(20))
    assert held(root) == 40
    assert [name for name in visible(root) if name.startswith(".")] == []


def test_a_second_build_is_refused_and_told_who_builds(root: Path) -> None:
    publish(root, facts(10))
    with exclusive(root / "lock"), pytest.raises(StoreError) as refused:
        publish(root, facts(20))
    assert f"processus {os.getpid()}" in refused.value.summary.fr
    assert f"process {os.getpid()}" in refused.value.cure.en
    assert held(root) == 20
    assert publish(root, facts(20)).manifest["default_graph"] == 40


@pytest.mark.parametrize("suffix", [".sst", "CURRENT"])
def test_a_flipped_byte_is_found_and_mended_by_building_again(root: Path, suffix: str) -> None:
    snapshot = publish(root, facts(2000))
    files = (snapshot.path / "store").iterdir()
    damaged = max((f for f in files if f.name.endswith(suffix)), key=lambda f: f.stat().st_size)
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    with pytest.raises(StoreError, match="a file has changed") as found:
        Snapshots(root).verify()
    assert "alliances build" in found.value.cure.fr
    assert publish(root, facts(2000)).path == snapshot.path
    assert held(root) == 4000


@pytest.mark.parametrize("wrong", ["graphs", "default_graph", "content_hash", "files"])
def test_a_manifest_that_does_not_fit_the_store_is_found(root: Path, wrong: str) -> None:
    snapshot = publish(root, facts(10))
    values = {
        "graphs": {},
        "default_graph": 19,
        "content_hash": snapshot.content_hash[:-1] + "x",
        "files": {},
    }
    manifest = {**snapshot.manifest, wrong: values[wrong]}
    (snapshot.path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(StoreError, match="Damaged snapshot"):
        Snapshots(root).verify()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"content_hash": "0"}'])
def test_an_unreadable_manifest_is_a_store_error_with_a_cure(root: Path, text: str) -> None:
    snapshot = publish(root, facts(1))
    (snapshot.path / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(StoreError) as damaged:
        Snapshots(root).current()
    assert "alliances build" in damaged.value.cure.en
    # Building again is that cure.
    assert publish(root, facts(1)) == Snapshots(root).verify()


def test_a_link_to_nothing_is_a_store_error_with_a_cure(root: Path) -> None:
    snapshot = publish(root, facts(1))
    snapshot.path.rename(root / "elsewhere")
    with pytest.raises(StoreError, match="Damaged snapshot"):
        Snapshots(root).current()


def test_a_missing_store_is_a_store_error_and_shows_no_path(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as missing:
        EmbeddedStore.open(tmp_path / "nowhere")
    assert "nowhere" not in missing.value.in_language("fr") + missing.value.in_language("en")


def test_a_directory_that_cannot_be_made_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        publish(tmp_path / "file" / "store", facts(1))


def test_a_writer_that_fails_beside_a_store_publishes_nothing(root: Path) -> None:
    def broken(_: EmbeddedStore, directory: Path) -> None:
        directory.mkdir()
        raise RecordError(Text("non", "no"), Text("rien", "nothing"))

    before = publish(root, facts(2))
    with pytest.raises(RecordError):
        Snapshots(root).publish(
            facts(5), rules=[RULE], gates=silent, notes={}, beside={"words": broken}
        )
    assert Snapshots(root).verify().path == before.path
    publish(root, facts(2))
    assert visible(root) == {before.path.name}
