"""A workshop as one model: a path played before a room, with all that the room may ask for.

The same model is the page `/fr/atelier/<path>` and the file that is carried on a key. It holds
the steps, one picture around them, the matrix, crossed views, glossary, sources, the whole
network in words, and the forms of votes. Refused: a path whose views show nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from explorer.guided_paths import GuidedPath
from explorer.matrix import MatrixPage, matrix_page
from explorer.messages import Messages
from explorer.method import Vocabulary, glossary_of
from explorer.models import Status
from explorer.paper import codes_of_links
from explorer.reading import Reading, Words
from explorer.regards import Regards, regards_of
from explorer.rendering import Site
from explorer.typography import apostrophes
from explorer.workshop_cells import Sum, cells_of_matrices, sum_of
from explorer.workshop_steps import (
    Draw,
    Picture,
    Shown,
    overview_state,
    picture_of,
    statuses_of,
    steps_of,
)
from graph.network import SAMPLE_CAUTION, Network
from loaders.votes import ACTORS, FORMAT, LEAST
from ontology.iris import concept

__all__ = ["SCRIPTS", "TABS", "Workshop", "actors_of", "workshop_of"]

TABS: Final = ("start", "path", "map", "matrix", "regards", "votes", "glossary", "sources", "help")
# What they share first; the player last, which shows the first screen when all listen.
SCRIPTS: Final = (
    "workshop-told.js",
    "workshop-parts.js",
    "workshop-room.js",
    "workshop-things.js",
    "workshop-guess.js",
    "workshop-ballots.js",
    "workshop-seat.js",
    "workshop-marks.js",
    "workshop-votes.js",
    "workshop-wall.js",
    "workshop-typed.js",
    "workshop-kept.js",
    "workshop-sheets.js",
    "workshop-card.js",
    "workshop-menu.js",
    "workshop-search.js",
    "workshop-further.js",
    "workshop-start.js",
    "workshop-tables.js",
    "workshop.js",
)
# Messages that the scripts of the page say; they stand in it as data.
_SAID: Final = "workshop.js."


@dataclass(frozen=True, slots=True)
class Workshop:
    """All that the templates show; `data` is what the scripts are told.

    `works` are what was read, each with the number of links that rest on it; `cells` the number
    of each cell that holds links, by its address; `sum` what the path showed.
    """

    slug: str
    title: Words
    what: Words | None
    steps: tuple[Shown, ...]
    overview: Picture
    matrix: MatrixPage
    regards: tuple[Regards, ...]
    glossary: tuple[Vocabulary, ...]
    works: tuple[tuple[str, int], ...]
    statuses: tuple[Status, ...]
    actors: tuple[tuple[str, str], ...]
    caution: str
    foot: tuple[str, ...]
    data: Mapping[str, Any]
    cells: Mapping[str, int]
    sum: Sum
    tabs: tuple[str, ...] = TABS
    scripts: tuple[str, ...] = SCRIPTS


def workshop_of(
    reading: Reading,
    messages: Messages,
    network: Network,
    path: GuidedPath,
    *,
    draw: Draw,
    held: Mapping[str, Any],
    site: Site,
) -> Workshop:
    """Return the workshop of `path` in the language of `reading`; `draw` makes its pictures.

    `held` is what `network_data` returns, the same for every path.
    Raise AlliancesError for a view of something the graph does not hold.
    """
    language = reading.language
    steps = steps_of(reading, messages, network, path, draw)
    whole = draw(overview_state(path))
    statuses, actors = statuses_of(reading), actors_of(reading, messages)
    matrix = matrix_page(reading, "category", "impact", "")
    matrices = [matrix, *(one.matrix for one in steps if one.matrix is not None)]
    held_in = cells_of_matrices(reading, network, matrices)
    return Workshop(
        slug=path.path,
        title=Words(*path.title.in_language(language)),
        what=Words(*path.what.in_language(language)) if path.what else None,
        steps=steps,
        overview=picture_of(reading, messages, network, whole, codes_of_links(network)),
        matrix=matrix,
        cells=held_in.number,
        sum=sum_of(reading, network, steps, held_in),
        regards=_regards(reading, steps),
        glossary=glossary_of(reading, messages),
        works=_works(held),
        statuses=statuses,
        actors=actors,
        caution=SAMPLE_CAUTION.in_language(language),
        foot=_foot(messages, site),
        data={
            **held,
            "cells": held_in.cells,
            **_about(path, site.version),
            **_named(messages, statuses, actors),
        },
    )


def _works(held: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    resting = Counter(work for link in held["links"] for work in {source[2] for source in link[6]})
    return tuple((name, resting[place]) for place, name in enumerate(held["works"]))


def _foot(messages: Messages, site: Site) -> tuple[str, ...]:
    version = messages("workshop.version", version=site.version[:16])
    return version, messages("workshop.credits")


def _named(
    messages: Messages, statuses: tuple[Status, ...], actors: tuple[tuple[str, str], ...]
) -> dict[str, Any]:
    """Return what the scripts call statuses and actors, and the sentences they say."""
    return {
        "statuses": {one.slug: [one.letter, one.word.text.lower()] for one in statuses},
        "actors": dict(actors),
        "words": _said(messages),
    }


def _about(path: GuidedPath, version: str) -> dict[str, Any]:
    """Return what the scripts write into a file of votes, and under which name they keep them."""
    return {
        "key": f"{path.path} {version[:12]}",
        "path": path.path,
        "version": version,
        "format": FORMAT,
        "least": LEAST,
    }


def _said(messages: Messages) -> dict[str, str]:
    return {
        key.removeprefix(_SAID): apostrophes(text)
        for key, text in messages.texts.items()
        if key.startswith(_SAID)
    }


def actors_of(reading: Reading, messages: Messages) -> tuple[tuple[str, str], ...]:
    """Return who people may say they are, slug and name; first those who do not say."""
    named = [
        (slug, reading.label(concept("actor-type", slug)).text) for slug in ACTORS if slug != "_T"
    ]
    return (("_T", messages("workshop.actors.unsaid")), *named)


def _regards(reading: Reading, steps: tuple[Shown, ...]) -> tuple[Regards, ...]:
    """Return the crossed views of the steps, or the fullest one when no step shows any."""
    held = {one.address: one.regards for one in steps if one.regards is not None}
    return tuple(held.values()) or (regards_of(reading, {}),)
