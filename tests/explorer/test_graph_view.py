"""A picture of a part of the graph: what it shows, what it leaves out, how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from explorer.graph_data import view_data
from explorer.graph_groups import attributes_among
from explorer.graph_legend import Words
from explorer.graph_look import PALETTES
from explorer.graph_state import State, read_state
from explorer.graph_svg import picture
from explorer.graph_view import View, view_of
from explorer.layout import overlaps
from graph.embedded import EmbeddedStore
from graph.network import Network, Node, read_network
from ontology.errors import NotHeldError, QueryError, Text
from ontology.iris import iri_of
from tests.graph.networks import network_store
from tests.some import some

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def held(repository: Path) -> Iterator[EmbeddedStore]:
    store = network_store(repository)
    yield store
    store.close()


@pytest.fixture(scope="module")
def network(held: EmbeddedStore) -> Network:
    return read_network(held)


def seen(held: EmbeddedStore, network: Network, **asked: str) -> View:
    return view_of(held, network, read_state(asked), "fr")


def ids(view: View) -> list[str]:
    return [box.id for box in view.boxes]


def joined(view: View, network: Network) -> set[tuple[str, str, str]]:
    return {
        (network.nodes[line.start].reference, network.nodes[line.end].reference, line.mark)
        for line in view.lines
    }


def test_a_view_starts_around_a_thing_and_counts_what_leads_further(
    held: EmbeddedStore, network: Network
) -> None:
    view = seen(held, network, centre="organisation/cyr")
    assert ids(view) == ["organisation/cyr", "alliance/one", "alliance/two"]
    # One: Ada, Bel, giving, Brittany. Two: Dio and its category.
    assert {box.id: box.hidden for box in view.boxes} == {
        "organisation/cyr": 0,
        "alliance/one": 4,
        "alliance/two": 2,
    }
    assert (view.hidden.things, view.hidden.beyond) == (0, 6)


def test_the_cap_and_the_kinds_left_out_are_counted(held: EmbeddedStore, network: Network) -> None:
    capped = seen(held, network, centre="organisation/cyr", steps="2", cap="4")
    assert capped.hidden.by_cap == {"category": 1, "organisation": 3, "territory": 1}
    left = seen(held, network, centre="organisation/cyr", steps="2", hide="territory,category")
    assert left.hidden.by_kind == {"category": 2, "territory": 1}
    assert left.hidden.things == 3


def test_unfolding_adds_around_and_moves_nothing(held: EmbeddedStore, network: Network) -> None:
    before = seen(held, network, centre="organisation/cyr")
    after = seen(held, network, centre="organisation/cyr", add="alliance/one")
    assert after.places.items() >= before.places.items()
    assert set(ids(after)) - set(ids(before)) == {
        "category/mecenat",
        "organisation/ada",
        "organisation/bel",
        "territory/bretagne",
    }
    sizes = {box.node.iri: (box.width, box.height) for box in after.boxes}
    assert overlaps(after.places, sizes) == []


def test_bridging_joins_actors_over_their_alliances_with_the_count(
    held: EmbeddedStore, network: Network
) -> None:
    view = seen(held, network, centre="organisation/cyr", steps="3", bridge="1")
    assert set(ids(view)) == {f"organisation/{name}" for name in ("ada", "bel", "cyr", "dio")}
    assert joined(view, network) == {
        ("organisation/ada", "organisation/bel", "2"),
        ("organisation/ada", "organisation/cyr", ""),
        ("organisation/bel", "organisation/cyr", ""),
        ("organisation/cyr", "organisation/dio", ""),
    }


def test_grouping_makes_one_rectangle_for_each_value(held: EmbeddedStore, network: Network) -> None:
    view = seen(held, network, centre="organisation/cyr", steps="3", by="actor-type")
    named = {group.name.fr: set(group.held) for group in view.groups}
    assert named["Association (1)"] == {"organisation/ada"}
    assert named["Entreprise (1)"] == {"organisation/bel"}
    assert named["non renseigné (2)"] == {"organisation/cyr", "organisation/dio"}
    assert sum(len(group.held) for group in view.groups) == len(view.boxes)


def test_what_cannot_have_an_attribute_is_told_from_what_only_lacks_it(
    held: EmbeddedStore, network: Network
) -> None:
    view = seen(held, network, centre="organisation/cyr", steps="2", by="actor-type")
    *_, unstated, not_concerned = view.groups
    kinds = {one.partition("/")[0] for one in not_concerned.held}
    assert (unstated.key, not_concerned.key) == ("-", "--")
    assert {one.partition("/")[0] for one in unstated.held} == {"organisation"}
    assert "organisation" not in kinds
    assert "alliance" in kinds


@pytest.mark.parametrize(
    ("by", "name", "inside"),
    [
        ("actor-family", "Structure d'intérêt général (1)", {"organisation/ada"}),
        ("region", "Bretagne (4)", {f"organisation/{n}" for n in ("ada", "bel", "cyr")}),
        ("alliances", "2 alliances (3)", {f"organisation/{n}" for n in ("ada", "bel", "cyr")}),
        ("alliances", "1 alliance (1)", {"organisation/dio"}),
        ("source", "Page du reste (1)", {"alliance/three"}),
    ],
)
def test_things_are_grouped_by_any_attribute_they_share(
    held: EmbeddedStore, network: Network, by: str, name: str, inside: set[str]
) -> None:
    view = seen(held, network, centre="organisation/cyr", steps="3", by=by)
    named = {group.name.fr: set(group.held) for group in view.groups}
    assert inside <= named[name]
    assert by in attributes_among(network, [box.node.iri for box in view.boxes])


def test_who_alone_has_several_values_stands_among_several(
    held: EmbeddedStore, network: Network
) -> None:
    view = seen(held, network, centre="organisation/cyr", steps="3", by="category")
    named = {group.name.fr: set(group.held) for group in view.groups}
    # Cyr alone is in an alliance of each category.
    assert named["plusieurs à la fois (1)"] == {"organisation/cyr"}
    assert {"alliance/one", "organisation/ada", "organisation/bel"} <= named["Mécénat (4)"]


def test_groups_with_an_order_of_their_own_keep_it_and_the_unstated_comes_last(
    held: EmbeddedStore, network: Network
) -> None:
    view = seen(held, network, centre="organisation/cyr", steps="3", by="alliances")
    keys = [group.key for group in view.groups]
    assert keys[:2] == ["1", "2"]
    assert keys[-1] == "--"


def test_an_attribute_that_nothing_has_is_refused_with_those_there_are(
    held: EmbeddedStore, network: Network
) -> None:
    with pytest.raises(QueryError) as refused:
        seen(held, network, centre="organisation/cyr", by="colour")
    assert "colour" in refused.value.summary.en
    assert "actor-family, actor-type, alliances" in refused.value.cure.en


def test_a_path_shows_its_steps_and_only_their_ties(held: EmbeddedStore, network: Network) -> None:
    view = seen(held, network, path="organisation/ada,organisation/dio")
    assert ids(view) == [
        "organisation/ada",
        "alliance/one",
        "organisation/cyr",
        "alliance/two",
        "organisation/dio",
    ]
    assert len(view.lines) == 4


def test_a_question_shows_the_things_of_its_answer(held: EmbeddedStore, network: Network) -> None:
    view = seen(held, network, question="degre-des-acteurs")
    assert set(ids(view)) == {f"organisation/{n}" for n in ("ada", "bel", "cyr", "dio", "eve")}


def test_a_line_has_the_letter_of_its_status_and_signs_for_denied_and_without_quote(
    held: EmbeddedStore, network: Network
) -> None:
    view = seen(held, network, centre="category/mecenat")
    marks = {line.mark for line in view.lines if line.kind == "claim"}
    # Enabled (asserted, quoted), trust (perceived), innovation (denied, no quote), target.
    assert marks == {"A", "P", "A≠?", "V?"}
    assert {line.mark for line in view.lines if line.kind == "classification"} == {""}


def test_ties_between_the_same_two_things_bend_apart(held: EmbeddedStore, network: Network) -> None:
    (tie,) = [t for t in network.ties if t.end == iri_of("impact/confiance")]
    twice = replace(network, ties=(*network.ties, replace(tie, stated_by=(iri_of("link/l9"),))))
    view = view_of(held, twice, read_state({"centre": "impact/confiance"}), "fr")
    assert sorted(line.bend for line in view.lines) == [-15.0, 15.0]


def test_the_same_address_makes_the_same_picture_and_pins_move_one_thing(
    held: EmbeddedStore, network: Network
) -> None:
    plain = seen(held, network, centre="organisation/cyr", steps="2")
    assert plain == seen(held, network, centre="organisation/cyr", steps="2")
    pinned = seen(
        held, network, centre="organisation/cyr", steps="2", pin="organisation/ada:700:-40"
    )
    moved = {box.id for box in pinned.boxes if plain.places[box.node.iri] != (box.x, box.y)}
    assert moved == {"organisation/ada"}
    assert pinned.places[iri_of("organisation/ada")] == (700.0, -40.0)


def test_what_is_in_no_tie_is_refused(held: EmbeddedStore, network: Network) -> None:
    with pytest.raises(NotHeldError):
        seen(held, network, centre="organisation/nobody")


def test_a_state_is_written_in_its_address_and_read_back() -> None:
    state = State(
        centre=("organisation/ada",),
        add=("alliance/one",),
        steps=2,
        cap=80,
        hide=("territory",),
        by="category",
        bridge=True,
        focus="organisation/bel",
        depth=3,
        pins=(("organisation/ada", -4, 120),),
        fade=("affirme",),
    )
    query = state.query()
    params = dict(pair.split("=") for pair in query.split("&"))
    assert read_state(params) == state
    assert state.drawn.query() == (
        "centre=organisation/ada&add=alliance/one&steps=2&cap=80&hide=territory"
        "&by=category&bridge=1"
    )


@pytest.mark.parametrize(
    "asked",
    [
        {"centre": "../../etc"},
        {"centre": ",".join(f"organisation/n{n}" for n in range(31))},
        {"cap": "501"},
        {"cap": "1e3"},
        {"steps": "0"},
        {"by": "no colour"},
        {"path": "organisation/ada"},
        {"pin": "organisation/ada:1e9:0"},
    ],
)
def test_an_address_that_asks_for_too_much_or_for_nonsense_is_refused(
    asked: dict[str, str],
) -> None:
    with pytest.raises(QueryError):
        read_state(asked)


def words(network: Network) -> Words:
    kinds = ("participation", "classification", "hierarchy", "bridge")
    forms = ("round", "square", "dashed", "deep", "tag", "ellipse", "cut", "plain")
    colours = ("mecenat", "pratiques", "cooperation", "innovation")
    return Words(
        title="Titre & <essai>",
        language="fr",
        legend="Légende",
        against="contredit",
        to_find="phrase à retrouver",
        kinds={kind: kind for kind in kinds} | {f"form.{form}": form for form in forms},
        categories={colour: colour for colour in colours},
        statuses=network.statuses,
        foot=("Mesure l'échantillon, pas le terrain.",),
    )


def texts(svg: str) -> list[str]:
    return [node.text or "" for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314


def test_the_picture_file_has_every_label_mark_status_and_the_caution(
    held: EmbeddedStore, network: Network
) -> None:
    view = seen(held, network, centre="category/mecenat")
    told = texts(picture(view, words(network)))
    assert {line for box in some(view.boxes) for line in box.label.lines} <= set(told)
    assert {"A≠?", "P", "V?"} <= set(told)
    assert {status.label.fr for status in network.statuses} <= set(told)
    assert "Mesure l'échantillon, pas le terrain." in told


def test_the_picture_file_stands_where_the_canvas_does(
    held: EmbeddedStore, network: Network
) -> None:
    view = seen(held, network, centre="organisation/cyr")
    drawn = picture(view, words(network))
    for box in some(view_data(view, "fr")["boxes"]):
        left, top = box["x"] - box["w"] / 2, box["y"] - box["h"] / 2
        near = re.findall(r'<rect x="(-?[\d.]+)" y="(-?[\d.]+)" width', drawn)
        assert any(abs(float(x) - left) < 0.2 and abs(float(y) - top) < 0.2 for x, y in near)


def test_focus_and_faded_statuses_stand_back_in_the_file_too(
    held: EmbeddedStore, network: Network
) -> None:
    asked = {"centre": "organisation/cyr", "steps": "2"}
    assert 'opacity="0.13"' not in picture(seen(held, network, **asked), words(network))
    focused = picture(seen(held, network, **asked, focus="alliance/two"), words(network))
    assert focused.count('opacity="0.13"') > 3
    faded = picture(seen(held, network, **asked, fade="participation"), words(network))
    taking_part = [
        line for line in seen(held, network, **asked).lines if line.kind == "participation"
    ]
    assert faded.count('opacity="0.13"') == len(taking_part)


def test_a_hostile_label_is_only_text(held: EmbeddedStore, network: Network) -> None:
    hostile = '"><script>alert(1)</script>\u0000&'
    iri = iri_of("organisation/cyr")
    node = Node(iri, "organisation", Text(hostile, hostile))
    marked = replace(network, nodes={**network.nodes, iri: node})
    view = view_of(held, marked, read_state({"centre": "organisation/cyr"}), "fr")
    root = ElementTree.fromstring(picture(view, words(network)))  # noqa: S314
    assert not list(root.iter(f"{SVG}script"))
    assert "alert(1)" in "".join(root.itertext())


@pytest.mark.parametrize("theme", sorted(PALETTES))
def test_text_on_every_ground_is_legible(theme: str) -> None:
    palette = PALETTES[theme]
    pairs = [(palette.categories[name], palette.on[name]) for name in palette.categories]
    pairs += [
        (palette.surface, palette.ink),
        (palette.deep, palette.on_deep),
        (palette.paper, palette.ink_2),
    ]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
