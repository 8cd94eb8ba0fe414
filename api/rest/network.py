"""`/api/graph`, `/api/paths` and `/api/network/metrics`: what joins things, and how much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from api.rest.answers import Answer, Line, Table
from api.rest.memo import Memo
from api.rest.operations import Call, Operation
from api.rest.questions import asked_rows, solutions_of, table_of
from api.rest.requests import choice, number, text
from api.rest.shapes import JSON, Names, iris_in, words
from api.rest.ties import TIE_COLUMNS, Ties
from graph.network import SAMPLE_CAUTION, Network, read_network, tie_queries
from graph.projections import PROJECTIONS, Projection, project
from graph.trails import AVOIDED, Neighbourhood, Paths, neighbourhood, paths
from ontology.errors import Text
from queries.network import MEASURES, cautioned, find_thing, measured

__all__ = ["network_operations"]

# Things of a neighbourhood shown at most, and steps from its centre.
_MOST_THINGS: Final = 300
_MOST_STEPS: Final = 4
_MOST_PATHS: Final = 10

_STEPS: Final = Text("Pas depuis le centre", "Steps from the centre")
_CAP: Final = Text("Choses montrées au plus", "Things shown at most")
_LIMIT: Final = Text("Chemins au plus", "Paths at most")


def network_operations(memo: Memo) -> tuple[Operation, ...]:
    """Return the operations on the network; what they work out is kept in `memo`."""
    held = _Networks(memo)
    return (_graph_operation(held), _paths_operation(held), _metrics_operation(held))


@dataclass(frozen=True, slots=True)
class _Networks:
    """The network of the snapshot that is served and its projections, worked out once."""

    memo: Memo

    def network(self, call: Call) -> Network:
        return self.memo.get(
            call.visit.site.version, "network", lambda: read_network(call.visit.opened.store)
        )

    def projection(self, call: Call, name: str) -> Projection:
        network = self.network(call)
        return self.memo.get(
            call.visit.site.version, ("projection", name), lambda: project(network, name)
        )


def _graph_operation(held: _Networks) -> Operation:
    return Operation(
        name="graph",
        path="/api/graph",
        summary=Text("Ce qui entoure une chose, et combien n'est pas montré",
                     "What surrounds a thing, and how much is not shown"),
        answer=lambda call: _graph(held, call),
        shape="graph",
        slow=True,
        example="/api/graph?centre=organisation/adie&steps=1&cap=10",
        parameters=(
            text("centre", "Référence ou nom", "Reference or name",
                 "organisation/adie", required=True),
            number("steps", _STEPS, least=1, most=_MOST_STEPS, default=1),
            number("cap", _CAP, least=1, most=_MOST_THINGS, default=60),
        ),
    )  # fmt: skip


def _graph(held: _Networks, call: Call) -> Answer:
    network = held.network(call)
    centre = find_thing(network, call.get("centre"))
    found = neighbourhood(network, centre, int(call.get("steps")), int(call.get("cap")))
    ties = Ties(call, network, found.ties)
    names = Names(call.visit.opened.store, (node.iri for node in found.nodes))
    label = network.node(centre).label
    left_out = sum(found.left_out.values())
    return Answer(
        title=Text(f"Autour de : {label.fr}", f"Around: {label.en}"),
        note=SAMPLE_CAUTION,
        queries=tie_queries(),
        total=len(found.nodes) + left_out,
        body={
            "centre": names.thing(centre),
            "steps": int(call.get("steps")),
            "nodes": _nodes(found, names),
            "ties": [ties.tie(tie) for tie in found.ties],
            "left_out": left_out,
            "left_out_by_kind": dict(found.left_out),
            "ties_beyond": found.beyond,
        },
        table=Table(TIE_COLUMNS, lambda: map(ties.line, found.ties)),
        about=(*(node.iri for node in found.nodes), *ties.stating),
    )


def _nodes(found: Neighbourhood, names: Names) -> list[JSON]:
    return [
        {
            **names.thing(node.iri),
            "label": words(node.label),
            "kind": node.kind,
            "distance": found.steps[node.iri],
            "hidden_ties": found.hidden.get(node.iri, 0),
        }
        for node in found.nodes
    ]


def _paths_operation(held: _Networks) -> Operation:
    return Operation(
        name="paths",
        path="/api/paths",
        summary=Text("Les plus courts chemins entre deux choses, avec les preuves de chaque pas",
                     "The shortest paths between two things, with the evidence of each step"),
        answer=lambda call: _paths(held, call),
        shape="paths",
        slow=True,
        example="/api/paths?from=organisation/adie&to=impact/confiance",
        parameters=(
            text("from", "Départ, référence ou nom", "Start, reference or name",
                 "organisation/adie", required=True),
            text("to", "Arrivée, référence ou nom", "End, reference or name",
                 "impact/confiance", required=True),
            number("limit", _LIMIT, least=1, most=_MOST_PATHS, default=3),
            choice("by", "Par quoi passer", "What to pass by", ("things", "anything"), "things"),
        ),
    )  # fmt: skip


def _paths(held: _Networks, call: Call) -> Answer:
    network = held.network(call)
    start, end = (find_thing(network, call.get(name)) for name in ("from", "to"))
    avoided = () if call.get("by") == "anything" else AVOIDED
    limit = int(call.get("limit"))
    found = paths(network, held.projection(call, "all"), start, end, limit=limit, avoided=avoided)
    ties = Ties(call, network, (t for p in found.paths for s in p.steps for t in s.ties))
    ends = Names(call.visit.opened.store, (start, end))
    one, other = network.node(start).label, network.node(end).label
    return Answer(
        title=Text(f"Chemins : {one.fr} – {other.fr}", f"Paths: {one.en} – {other.en}"),
        note=SAMPLE_CAUTION,
        queries=tie_queries(),
        total=len(found.paths) + found.left_out,
        body={
            "from": ends.thing(start),
            "to": ends.thing(end),
            "avoided_kinds": list(found.avoided),
            "left_out": found.left_out,
            "paths": _walked(found, ties),
        },
        table=Table(("path", "step", *TIE_COLUMNS), lambda: _step_lines(found, ties)),
        about=tuple(dict.fromkeys((start, end, *ties.stating))),
    )


def _walked(found: Paths, ties: Ties) -> list[list[JSON]]:
    return [
        [
            {
                "start": ties.thing(step.start),
                "end": ties.thing(step.end),
                "ties": [ties.tie(tie) for tie in step.ties],
            }
            for step in path.steps
        ]
        for path in found.paths
    ]


def _step_lines(found: Paths, ties: Ties) -> Iterator[Line]:
    for place, path in enumerate(found.paths, 1):
        for step_place, step in enumerate(path.steps, 1):
            for tie in step.ties:
                yield (place, step_place, *ties.line(tie))


def _metrics_operation(held: _Networks) -> Operation:
    return Operation(
        name="metrics",
        path="/api/network/metrics",
        summary=Text(
            "Mesures du réseau, avec leur réserve", "Measures of the network, with their caution"
        ),
        answer=lambda call: _metrics(held, call),
        shape="metrics",
        slow=True,
        example="/api/network/metrics?network=actors&measure=degree",
        parameters=(
            choice("network", "Réseau", "Network", tuple(PROJECTIONS), "actors"),
            choice("measure", "Mesure", "Measure", MEASURES, "degree"),
        ),
    )


def _metrics(held: _Networks, call: Call) -> Answer:
    name, measure = call.get("network"), call.get("measure")
    network = held.network(call)
    found = held.memo.get(
        call.visit.site.version,
        ("measure", name, measure),
        lambda: measured(network, name, measure),
    )
    names = Names(call.visit.opened.store, iris_in(found))
    return Answer(
        title=found.question.title,
        note=found.question.note,
        queries=tie_queries(),
        total=len(found.rows),
        body={
            "network": name,
            "measure": measure,
            "question": words(found.question.question),
            **asked_rows(found, names),
        },
        table=table_of(cautioned(found)),
        triples=solutions_of(cautioned(found), names),
    )
