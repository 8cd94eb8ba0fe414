"""The usual pictures of a snapshot are drawn before anybody asks, and again for the next one."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from api.ahead import Ahead
from api.door import Door
from api.pictures_ahead import PicturesAhead
from explorer.current import Current
from explorer.graph_ahead import usual_states
from explorer.graph_atlas import Atlas
from explorer.graph_starts import starting_things
from explorer.graph_state import State
from explorer.messages import LANGUAGES
from explorer.rendering import Pages
from graph.snapshots import Snapshots
from tests.api.conftest import made_version
from tests.graph.networks import network_store


def publish(repository: Path, root: Path, *more: Quad) -> None:
    store = network_store(repository)
    named = [quad for name in store.graphs() for quad in store.quads(name)]
    Snapshots(root).publish([*named, *more], rules=(), gates=lambda _: (), notes={})
    store.close()


@pytest.fixture
def root(repository: Path, tmp_path: Path) -> Path:
    publish(repository, tmp_path)
    return tmp_path


def test_every_start_the_explorer_offers_is_drawn_in_both_languages(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    door, atlas = Door(Pages(), Current(root)), Atlas()
    ahead = PicturesAhead(door, atlas, None)
    ahead.prepare(lambda: False)
    with door.visit("fr") as visit:
        network = atlas.network(visit.opened)
        offered = {
            State(centre=(network.nodes[iri].reference,))
            for held in starting_things(network).values()
            for iri in held
        }
        assert offered
        assert {*usual_states(network, ())} == offered

        def undrawn(*_: object) -> None:
            raise AssertionError("a picture was drawn again")

        monkeypatch.setattr("explorer.graph_atlas.view_of", undrawn)
        for state in offered:
            for language in LANGUAGES:
                assert atlas.view(visit.opened, state, language, {}).boxes
    # Nothing is missing: the second time nothing is done.
    ahead.prepare(lambda: False)


def test_the_next_snapshot_gets_its_own_and_a_server_that_stops_draws_no_more(
    repository: Path, root: Path
) -> None:
    door, atlas = Door(Pages(), Current(root)), Atlas()
    ahead = PicturesAhead(door, atlas, None)
    ahead.prepare(lambda: True)
    assert ahead.ready() == ""
    following = Ahead(ahead.prepare)
    following.start()
    try:
        first = made_version(ahead)
        publish(
            repository,
            root,
            Quad(NamedNode("urn:a"), NamedNode("urn:b"), Literal("c"), NamedNode("urn:g")),
        )
        assert made_version(ahead, after=first) != first
    finally:
        following.close()
