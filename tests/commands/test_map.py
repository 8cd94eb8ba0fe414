"""`alliances map`: one file around the thing a person names, or a refusal and no file."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.map import map_command
from commands.settings import Settings
from graph.embedded import EmbeddedStore
from graph.network import read_network
from graph.snapshots import Snapshots
from ontology.errors import QueryError
from tests.packing import packed_data


def written(settings: Settings, focus: str, out: Path, language: str = "fr") -> None:
    map_command(
        settings,
        [focus],
        steps=1,
        cap=20,
        hide="",
        language=language,
        out=out,
    )


def most_tied(store: EmbeddedStore) -> tuple[str, set[str]]:
    """Return the reference of the organisation with most ties, and those of its neighbours."""
    network = read_network(store)
    iri = max(
        (iri for iri, node in network.nodes.items() if node.kind == "organisation"),
        key=lambda iri: (len(network.ties_of[iri]), iri),
    )
    near = {network.nodes[tie.other(iri)].reference for tie in network.ties_of[iri]}
    return network.nodes[iri].reference, near


@pytest.mark.slow
def test_the_map_of_a_thing_shows_it_and_its_neighbours_and_nothing_half_written(
    built: Settings, tmp_path: Path
) -> None:
    snapshot = Snapshots(built.store).current()
    assert snapshot is not None
    store = snapshot.open()
    reference, near = most_tied(store)
    store.close()
    assert near
    out = tmp_path / "carte.html"
    written(built, reference, out)
    text = out.read_text(encoding="utf-8")
    told = packed_data(text)
    assert {one["id"] for one in told["nodes"]} == {reference, *near}
    before = out.read_bytes()
    with pytest.raises(QueryError, match="organisation/nobody"):
        written(built, "organisation/nobody", out)
    assert out.read_bytes() == before
    assert [one.name for one in tmp_path.glob("*carte*")] == ["carte.html"]
