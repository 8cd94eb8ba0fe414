"""Projections, measures and walks against values worked out by hand on `network.trig`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Collection, Iterable
from pathlib import Path

import pytest

from graph.measures import betweenness, communities, degrees
from graph.network import Network, read_network
from graph.projections import Projection, project
from graph.trails import AVOIDED, Paths, neighbourhood, paths
from ontology.errors import NotHeldError, QueryError
from ontology.iris import iri_of, reference_of
from tests.graph.networks import network_store


@pytest.fixture(scope="module")
def network(repository: Path) -> Network:
    return read_network(network_store(repository))


def slug(iri: str) -> str:
    return iri.rpartition("/")[2]


def edges(projection: Projection) -> dict[tuple[str, str], int]:
    found = projection.graph.edges(data=True)
    return {(slug(one), slug(other)): held["weight"] for one, other, held in found}


def test_actors_are_joined_by_the_alliances_they_share_and_groups_are_counted_apart(
    network: Network,
) -> None:
    actors = project(network, "actors")
    assert edges(actors) == {
        ("ada", "bel"): 2,
        ("ada", "cyr"): 1,
        ("bel", "cyr"): 1,
        ("cyr", "dio"): 1,
    }
    assert "eve" in {slug(iri) for iri in actors.graph}
    assert actors.left_out == {"described-groups": 1}


def test_an_edge_of_actors_keeps_the_participations_it_stands_for(network: Network) -> None:
    ties = project(network, "actors").ties(iri_of("organisation/ada"), iri_of("organisation/bel"))
    stated = sorted(slug(iri) for tie in ties for iri in tie.stated_by)
    assert stated == ["one-1", "one-2", "three-1", "three-2"]
    assert {slug(iri) for tie in ties for iri in tie.sources} == {"one", "rest"}


def test_degree_counts_different_neighbours_and_shared_alliances(network: Network) -> None:
    found = degrees(project(network, "actors"))
    assert {slug(i): (d.neighbours, d.weight) for i, d in found.items()} == {
        "ada": (2, 3),
        "bel": (2, 3),
        "cyr": (3, 3),
        "dio": (1, 1),
        "eve": (0, 0),
    }


def test_betweenness_is_the_share_of_pairs_that_need_a_go_between(network: Network) -> None:
    # Of the six pairs of the four others, only Ada-Dio and Bel-Dio pass by Cyr: 2/6.
    found = betweenness(project(network, "actors"))
    assert {slug(i): b for i, b in found.items()} == {
        "ada": 0.0,
        "bel": 0.0,
        "cyr": pytest.approx(2 / 6, abs=1e-6),
        "dio": 0.0,
        "eve": 0.0,
    }


def test_communities_are_the_best_partition_worked_out_by_hand(network: Network) -> None:
    # Total weight 5. {Ada, Bel} has 2 inside and degrees 3 + 3; {Cyr, Dio} 1 inside and 3 + 1:
    # 2/5 - (6/10)^2 + 1/5 - (4/10)^2 = 0.08. All four together give 0; {Ada, Bel, Cyr} with
    # Dio alone 4/5 - 0.9^2 - 0.1^2 = -0.02.
    found = communities(project(network, "actors"))
    assert [[slug(iri) for iri in group] for group in found.groups] == [
        ["ada", "bel"],
        ["cyr", "dio"],
        ["eve"],
    ]
    assert found.modularity == pytest.approx(0.08)
    assert found.of()[iri_of("organisation/eve")] == 3


def test_categories_lead_to_impacts_by_the_mechanism_a_claim_works_through(
    network: Network,
) -> None:
    # k2 works through the mechanism: two edges and no straight one. The target is none.
    impacts = project(network, "impacts")
    assert impacts.directed
    assert edges(impacts) == {
        ("mecenat", "complementarite"): 2,
        ("complementarite", "confiance"): 1,
        ("mecenat", "innovation"): 2,
    }
    step = impacts.ties(iri_of("mechanism/complementarite"), iri_of("impact/confiance"))
    assert [(tie.status.letter if tie.status else "", tie.claims) for tie in step] == [
        ("P", (iri_of("claim/k2"),))
    ]


def test_degree_and_betweenness_follow_the_direction_of_categories_to_impacts(
    network: Network,
) -> None:
    impacts = project(network, "impacts")
    assert degrees(impacts)[iri_of("mechanism/complementarite")].neighbours == 2
    # One ordered pair of the 3 * 2 others (Mécénat to trust) passes by the mechanism.
    assert betweenness(impacts)[iri_of("mechanism/complementarite")] == pytest.approx(1 / 6, 1e-5)


def test_an_unknown_projection_is_refused_with_those_there_are(network: Network) -> None:
    with pytest.raises(QueryError) as refusal:
        project(network, "everyone")
    assert "actors, impacts, all" in refusal.value.cure.en


def walked(
    network: Network, start: str, end: str, *, avoided: Collection[str] = AVOIDED, limit: int = 3
) -> Paths:
    projection = project(network, "all")
    return paths(network, projection, iri_of(start), iri_of(end), avoided=avoided, limit=limit)


def names(found: Paths) -> list[list[str]]:
    return [
        [slug(path.steps[0].start), *(slug(step.end) for step in path.steps)]
        for path in found.paths
    ]


def test_every_step_of_a_path_keeps_what_joins_its_two_things(network: Network) -> None:
    found = walked(network, "organisation/ada", "organisation/dio")
    assert names(found) == [["ada", "one", "cyr", "two", "dio"]]
    assert found.left_out == 0
    (path,) = found.paths
    assert [[slug(iri) for tie in step.ties for iri in tie.sources] for step in path.steps] == [
        ["one"],
        ["one"],
        ["two"],
        ["two"],
    ]


def test_paths_beyond_the_limit_are_counted(network: Network) -> None:
    # Ada and Bel share two alliances, so there are two shortest paths.
    assert len(walked(network, "organisation/ada", "organisation/bel").paths) == 2
    found = walked(network, "organisation/ada", "organisation/bel", limit=1)
    assert (len(found.paths), found.left_out) == (1, 1)


def test_no_path_is_an_empty_answer(network: Network) -> None:
    found = walked(network, "organisation/ada", "organisation/eve")
    assert (found.paths, found.left_out) == ((), 0)


def test_a_path_goes_by_way_of_a_territory_only_when_asked(network: Network) -> None:
    start, end = "alliance/one", "territory/bretagne"
    assert names(walked(network, start, end)) == [["one", "bretagne"]]
    ada = walked(network, "organisation/ada", "impact/innovation", avoided=("category",))
    assert ada.paths == ()
    assert names(walked(network, "organisation/ada", "impact/innovation", avoided=())) == [
        ["ada", "one", "mecenat", "innovation"]
    ]


def test_a_path_to_itself_or_to_what_is_not_held_is_refused(network: Network) -> None:
    with pytest.raises(QueryError, match="joins two different things"):
        walked(network, "organisation/ada", "organisation/ada")
    with pytest.raises(NotHeldError):
        walked(network, "organisation/ada", "organisation/nobody")


def shown(nodes: Iterable[object]) -> list[str]:
    return [slug(str(getattr(node, "iri", node))) for node in nodes]


def test_a_neighbourhood_has_the_nearest_first_and_counts_what_it_leaves_out(
    network: Network,
) -> None:
    # Cyr: alliances one (5 ties) and two (3). A second step: Mécénat (5 ties of its own),
    # then those with two ties or fewer.
    near = neighbourhood(network, iri_of("organisation/cyr"))
    assert shown(near.nodes) == ["cyr", "one", "two"]
    assert [(slug(tie.start), slug(tie.end)) for tie in near.ties] == [
        ("cyr", "one"),
        ("cyr", "two"),
    ]
    # Out of sight: from one to Ada, Bel, Mécénat, Brittany; from two to Dio and its category.
    assert (near.beyond, near.left_out) == (6, {})
    assert {slug(iri): count for iri, count in near.hidden.items()} == {"one": 4, "two": 2}

    capped = neighbourhood(network, iri_of("organisation/cyr"), steps=2, cap=4)
    assert shown(capped.nodes) == ["cyr", "one", "two", "mecenat"]
    assert capped.left_out == {"category": 1, "organisation": 3, "territory": 1}
    assert {slug(iri): step for iri, step in capped.steps.items()} == {
        "cyr": 0,
        "one": 1,
        "two": 1,
        "mecenat": 2,
    }


def test_a_neighbourhood_walks_only_to_the_kinds_asked_for(network: Network) -> None:
    centre = iri_of("organisation/cyr")
    found = neighbourhood(network, centre, 2, kept=("alliance", "organisation"))
    assert shown(found.nodes) == ["cyr", "one", "two", "ada", "bel", "dio"]


RUN = """
import json, sys
from pathlib import Path
from graph.measures import betweenness, communities
from graph.network import read_network
from graph.projections import project
from graph.trails import paths
from ontology.iris import iri_of
from tests.graph.networks import network_store
network = read_network(network_store(Path.cwd()))
whole = project(network, "all")
found = paths(network, whole, iri_of("organisation/ada"), iri_of("organisation/bel"), limit=1)
print(json.dumps([
    [tie.id for tie in network.ties],
    [communities(project(network, name)).groups for name in ("actors", "all")],
    betweenness(whole),
    [step.end for path in found.paths for step in path.steps],
]))
"""


def test_another_process_with_another_order_of_sets_gives_the_same_answers(
    repository: Path,
) -> None:
    told = {
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", RUN],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=repository,
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
    assert reference_of(json.loads(told.pop())[3][-1]) == "organisation/bel"
