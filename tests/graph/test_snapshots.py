"""Publication: the same record gives the same state, and whatever breaks, readers keep theirs."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.contents import content_lines
from graph.derivation import Rule
from graph.durable import exclusive
from graph.embedded import EmbeddedStore
from graph.gates import Gate
from graph.snapshots import KEPT, Snapshot, Snapshots
from graph.writing import Writing
from ontology import iris
from ontology.errors import Finding, GateError, RecordError, StoreError, Text

WHERE = NamedNode(iris.graph("source/invented"))
ELSEWHERE = NamedNode(iris.graph("registry"))
RULE = Rule(
    name="r",
    graph="status",
    order=1,
    title=Text("Règle", "Rule"),
    text="CONSTRUCT { ?s <urn:derived> true } WHERE { ?s <urn:says> ?o }",
)


def facts(number: int, *, text: str = "fait") -> list[Quad]:
    """`number` facts of two sources; all have one subject each."""
    return [
        Quad(
            NamedNode(f"urn:s{each}"),
            NamedNode("urn:says"),
            Literal(f"{text} {each}"),
            WHERE if each % 2 else ELSEWHERE,
        )
        for each in range(number)
    ]


def silent(store: EmbeddedStore) -> Sequence[Gate]:
    return [Gate(name=Text("Rien", "Nothing"), checked=store.count())]


def publish(root: Path, quads: list[Quad], **notes: str) -> Snapshot:
    return Snapshots(root).publish(quads, rules=[RULE], gates=silent, notes=notes)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "store"


def visible(root: Path) -> set[str]:
    return {path.name for path in (root / "snapshots").iterdir()}


def held(root: Path) -> int:
    """How many triples a reader of the current state finds; proves that it is whole."""
    current = Snapshots(root).verify()
    store = current.open()
    try:
        return store.count()
    finally:
        store.close()


def test_before_the_first_build_there_is_no_state(root: Path) -> None:
    assert Snapshots(root).current() is None
    with pytest.raises(StoreError, match="Nothing is published"):
        Snapshots(root).verify()


def test_what_is_published_can_be_read_with_what_the_rules_found(root: Path) -> None:
    snapshot = publish(root, facts(10))
    assert Snapshots(root).current() == snapshot
    store = snapshot.open()
    assert store.graphs() == (iris.graph("registry"), WHERE.value, iris.graph("status"))
    # Ten facts, and one derived for each, all also in the default graph.
    assert (store.count(), store.count(iris.graph("status"))) == (20, 10)
    store.close()


def test_the_content_hash_is_that_of_the_sorted_lines_of_the_named_graphs(root: Path) -> None:
    snapshot = publish(root, facts(1))
    lines = [
        f'<urn:s0> <urn:derived> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> '
        f"<{iris.graph('status')}> .\n",
        f'<urn:s0> <urn:says> "fait 0" <{iris.graph("registry")}> .\n',
    ]
    assert snapshot.content_hash == hashlib.sha256("".join(lines).encode()).hexdigest()
    assert snapshot.path.name == snapshot.content_hash[:16]


def test_the_order_and_repetition_of_facts_change_nothing(root: Path, tmp_path: Path) -> None:
    quads = facts(200)
    first = publish(root, quads)
    turned = [*quads[120:], *reversed(quads), *quads[:50]]
    assert publish(tmp_path / "other", turned).content_hash == first.content_hash


def test_a_content_already_published_is_not_written_again(root: Path) -> None:
    quads = facts(200)
    first = publish(root, quads, record="one")
    written = (first.path / "store" / "CURRENT").stat().st_ino
    publish(root, facts(3))
    quads.reverse()
    again = publish(root, quads, record="two")
    assert again.path == first.path
    assert (again.path / "store" / "CURRENT").stat().st_ino == written
    # What the caller notes is the latest all the same.
    assert again.manifest["notes"] == {"record": "two"}
    assert Snapshots(root).current() == again
    again.verify()


def test_the_manifest_says_what_is_inside_and_what_made_it(root: Path) -> None:
    snapshot = publish(root, facts(10), record="abc")
    manifest = json.loads((snapshot.path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest == snapshot.manifest
    assert manifest["graphs"] == {
        iris.graph("registry"): 5,
        WHERE.value: 5,
        iris.graph("status"): 10,
    }
    assert manifest["default_graph"] == 20
    assert manifest["derived"] == {"r": 10}
    assert manifest["gates"] == [{"fr": "Rien", "en": "Nothing", "checked": 20}]
    assert manifest["notes"] == {"record": "abc"}
    assert set(manifest["versions"]) == {"python", "pyoxigraph", "alliances"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", manifest["built"])
    assert set(manifest["files"]) == {path.name for path in (snapshot.path / "store").iterdir()}
    assert str(root) not in json.dumps(manifest)


def test_reading_a_state_changes_none_of_its_files(root: Path) -> None:
    snapshot = publish(root, facts(10))
    for _ in range(3):
        assert held(root) == 20
    snapshot.verify()


def test_three_states_are_kept_and_the_current_one_always_is(root: Path) -> None:
    states = [publish(root, facts(number)) for number in range(1, KEPT + 2)]
    assert visible(root) == {state.path.name for state in states[1:]}
    # Going back to the oldest kept makes it the latest.
    publish(root, facts(2))
    publish(root, facts(9))
    assert states[1].path.name in visible(root)
    assert len(visible(root)) == KEPT


def test_a_reader_keeps_its_state_while_others_are_published_and_removed(root: Path) -> None:
    old = publish(root, facts(10))
    reader = old.open()
    for number in range(11, 11 + KEPT + 1):
        publish(root, facts(number))
    assert not old.path.exists()
    assert reader.query("SELECT (COUNT(*) AS ?n) WHERE { ?s <urn:says> ?o }").rows == (
        (Literal(10),),
    )
    assert reader.count() == 20
    reader.close()
    assert held(root) == 2 * (10 + KEPT + 1)


# ---- what goes wrong ----


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


def test_a_published_store_cannot_be_written(root: Path) -> None:
    store = publish(root, facts(1)).open()
    with pytest.raises(StoreError, match="read-only"):
        store.extend(facts(2))
    store.close()


def test_lines_are_sorted_by_their_bytes() -> None:
    accented = [
        Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(text), WHERE)
        for text in ("z", "é", "a\nb", "E")
    ]
    store = EmbeddedStore.in_memory(accented)
    assert [line.decode().split('"')[1] for line in content_lines(store)] == [
        "E",
        "a\\nb",
        "z",
        "é",
    ]
    store.close()


def test_what_stands_beside_the_store_is_written_with_it_and_renewed(root: Path) -> None:
    made: list[int] = []

    def words(store: EmbeddedStore, directory: Path) -> None:
        made.append(store.count())
        directory.mkdir()
        (directory / "count.txt").write_text(f"{len(made)}", encoding="utf-8")

    def published() -> Snapshot:
        return Snapshots(root).publish(
            facts(4), rules=[RULE], gates=silent, notes={}, beside={"words": words}
        )

    alone = publish(root, facts(4))
    first, second = published(), published()
    assert alone.path == first.path == second.path
    assert (second.path / "words" / "count.txt").read_text(encoding="utf-8") == "2"
    assert made == [held(root)] * 2
    assert visible(root) == {second.path.name}


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
