"""`alliances network`: measures of the network, paths and neighbourhoods, at the terminal.

Reads the published graph and computes; stores nothing. What it prints always says that it
measures the sample and not the field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from commands.delivery import deliver, published, width
from graph.network import read_network
from graph.projections import project
from graph.store import Store
from ontology.errors import QueryError, Text
from queries.answers import Answer
from queries.network import MEASURES, around, cautioned, find_thing, joined, measured
from queries.network_files import NETWORK_FILES, network_file
from queries.writing import Edition, answer_csv, answer_json, answer_text

__all__ = ["VERBS", "network_command"]

VERBS: Final = (*MEASURES, "paths", "around")
_THINGS: Final = {"paths": 2, "around": 1}


def network_command(
    store: Path,
    verb: str,
    things: Sequence[str],
    *,
    name: str,
    steps: int,
    cap: int,
    form: str,
    language: str,
    out: Path | None,
) -> None:
    """Answer one of VERBS about the network `name`, or write it whole for other tools.

    `form` is table, csv, json, graphml or gexf; the last two write the network itself. Raise
    QueryError for what cannot be asked, NotHeldError for a thing in no tie, StoreError when
    nothing is published.
    """
    _check(verb, things, form)
    with published(store) as (graph, edition):
        chosen = name or _usual(verb)
        if form in NETWORK_FILES:
            network = read_network(graph)
            deliver(network_file(network, project(network, chosen), form, edition), out)
            return
        answer = _answered(graph, verb, things, name=chosen, steps=steps, cap=cap)
    write: Mapping[str, Callable[[Answer, Edition], str]] = {
        "table": lambda answer, edition: answer_text(
            answer, language=language, width=width(out), edition=edition
        ),
        "csv": lambda answer, _: answer_csv(cautioned(answer)),
        "json": answer_json,
    }
    deliver(write[form](answer, edition).encode(), out)


def _usual(verb: str) -> str:
    return "all" if verb == "paths" else "actors"


def _answered(
    graph: Store, verb: str, things: Sequence[str], *, name: str, steps: int, cap: int
) -> Answer:
    network = read_network(graph)
    found = [find_thing(network, thing) for thing in things]
    if verb == "paths":
        return joined(graph, network, found[0], found[1], name=name)
    if verb == "around":
        return around(graph, network, found[0], steps, cap)
    return measured(network, name, verb)


def _check(verb: str, things: Sequence[str], form: str) -> None:
    forms = ("table", "csv", "json", *NETWORK_FILES)
    if form not in forms:
        raise _refused("Format", "Format", form, forms)
    if verb not in VERBS:
        raise _refused("Question", "Question", verb, VERBS)
    wanted = _THINGS.get(verb, 0)
    if len(things) != wanted:
        raise QueryError(
            Text(
                f"« {verb} » demande {wanted} chose(s), vous en donnez {len(things)}.",
                f"“{verb}” takes {wanted} thing(s), you gave {len(things)}.",
            ),
            Text(
                "Par exemple : alliances network paths organisation/adie impact/confiance",
                "For instance: alliances network paths organisation/adie impact/confiance",
            ),
        )


def _refused(fr: str, en: str, value: str, known: Sequence[str]) -> QueryError:
    return QueryError(
        Text(f"{fr} : « {value} » n'existe pas.", f"{en}: there is no “{value}”."),
        Text(f"Il y a : {', '.join(known)}.", f"There are: {', '.join(known)}."),
    )
