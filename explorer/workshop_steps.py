"""The steps of a guided path as a room sees them: a picture, a matrix or a crossed view.

A step shows what its page on the site shows, by the same functions, so that a workshop and the
site never disagree. Nothing in it leads elsewhere: a workshop has no network. What may be
voted on are the links that claim something, each with the code that its card has on paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, fields, replace
from typing import Final

from markupsafe import Markup

from explorer.claims import STATUSES, status_named
from explorer.graph_lines import Line
from explorer.graph_look import LEVELS, PALETTES, Palette, form_of
from explorer.graph_state import State
from explorer.graph_svg import drawing
from explorer.graph_told import Item, told_lines
from explorer.graph_view import View
from explorer.graph_words import colours_named, picture_title
from explorer.guided_paths import GuidedPath, Said, Step, view_at
from explorer.layout import bounds
from explorer.matrix import MatrixPage, matrix_page
from explorer.messages import Messages
from explorer.models import Status
from explorer.paper import codes_of_links
from explorer.reading import Reading, Words
from explorer.regards import Regards, regards_of
from graph.network import Network
from ontology.errors import AlliancesError, Text
from ontology.iris import concept, reference_of

__all__ = ["Picture", "Shown", "Votable", "overview_state", "picture_of", "statuses_of", "steps_of"]

Draw = Callable[[State], View]

_MARGIN: Final = 24.0
# Width over height of what a screen leaves to a picture, and how far places are drawn apart.
_SCREEN: Final = 2.8
_WIDEST: Final = 2.2
# Colours are tokens of the style sheet, so that one drawing serves light and dark.
_TOKENS: Final = Palette(
    **{
        one.name: f"var(--g-{one.name})"
        for one in fields(Palette)
        if one.name not in ("categories", "on")
    },
    categories={name: f"var(--g-{name})" for name in PALETTES["light"].categories},
    on={name: f"var(--g-on-{name})" for name in PALETTES["light"].on},
)
_MOST_STARTS: Final = 30


@dataclass(frozen=True, slots=True)
class Votable:
    """A link that a room may vote on: the line that draws it, its reference and its code."""

    line: str
    thing: str
    code: str


@dataclass(frozen=True, slots=True)
class Marks:
    """Whether a link is contradicted, and whether one waits for its sentence."""

    against: bool
    to_find: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its twin in sentences; `frame` is its `viewBox`.

    `boxes` are (reference, name) of its things, those with most links first. `hidden` counts
    things within reach that are not shown. `others` are kinds of line that have no status.
    The legend explains `statuses`, `marks`, `forms`, `colours` and `striped`: what is drawn.
    """

    drawing: Markup
    frame: str
    items: tuple[Item, ...]
    boxes: tuple[tuple[str, str], ...]
    votable: tuple[Votable, ...]
    hidden: int
    others: tuple[str, ...]
    forms: tuple[str, ...]
    colours: Mapping[str, str]
    striped: bool
    statuses: tuple[Status, ...]
    marks: Marks


@dataclass(frozen=True, slots=True)
class Shown:
    """One step: its words, and what it shows; one of `picture`, `matrix` and `regards`."""

    number: int
    address: str
    title: str
    caption: Words
    question: Words
    picture: Picture | None = None
    matrix: MatrixPage | None = None
    regards: Regards | None = None
    rows: tuple[str, ...] = ()


def steps_of(
    reading: Reading, messages: Messages, network: Network, path: GuidedPath, draw: Draw
) -> tuple[Shown, ...]:
    """Return the steps of `path` in the language of `reading`; `draw` makes their pictures.

    Raise AlliancesError for a view of something the graph does not hold.
    """
    codes = codes_of_links(network)

    def pictured(state: State) -> Picture:
        return picture_of(reading, messages, network, draw(state), codes)

    return tuple(
        _shown(reading, messages, network, step, number=number, pictured=pictured)
        for number, step in enumerate(path.steps, 1)
    )


def statuses_of(reading: Reading) -> tuple[Status, ...]:
    """Return every status in the order of reading."""
    return tuple(status_named(reading, concept("status", slug)) for slug in STATUSES)


def overview_state(path: GuidedPath) -> State:
    """Return the picture around everything the path starts from, or the impacts if nothing."""
    starts: dict[str, None] = {}
    for step in path.steps:
        state = view_at(step.view).state
        if state is not None:
            starts |= dict.fromkeys((*state.centre, *state.cell, *state.path))
    usual = ("impact/performance", "impact/innovation", "impact/confiance")
    return State(centre=tuple(starts or usual)[:_MOST_STARTS], cap=30, hide=("resource",))


def picture_of(
    reading: Reading,
    messages: Messages,
    network: Network,
    view: View,
    codes: Mapping[str, str],
) -> Picture:
    """Return a view as a picture; `codes` are those of `codes_of_links`."""
    view = _widened(view)
    items = told_lines(reading, messages, network, view.lines)
    claims = [line for line in view.lines if line.status is not None]
    return Picture(
        drawing=Markup(drawing(view, _TOKENS, reading.language)),  # noqa: S704  escaped where drawn
        frame=_frame(view),
        items=items,
        boxes=_by_links(view, reading.language),
        votable=tuple(
            Votable(line.id, thing, codes[thing])
            for line in claims
            for thing in [reference_of(line.ties[0].stated_by[0]) or ""]
        ),
        hidden=view.hidden.things,
        others=tuple(dict.fromkeys(line.kind for line in view.lines if line.status is None)),
        forms=_forms(view),
        colours=colours_named(reading, view),
        striped=view.striped,
        statuses=_statuses(reading, claims),
        marks=Marks(
            against=any(one.against for one in items), to_find=any(one.to_find for one in items)
        ),
    )


def _shown(
    reading: Reading,
    messages: Messages,
    network: Network,
    step: Step,
    *,
    number: int,
    pictured: Callable[[State], Picture],
) -> Shown:
    view = view_at(step.view)
    caption, question = (_words(said, reading.language) for said in (step.caption, step.question))
    base = (number, view.address)
    if view.state is not None:
        title = picture_title(reading, messages, network, view.state)
        return Shown(*base, title, caption, question, picture=pictured(view.state))
    if view.page == "preuves":
        matrix = _matrix(reading, view.asked)
        _demand(step.rows, {row.slug for row in matrix.rows}, number)
        title = matrix.name.text
        return Shown(*base, title, caption, question, matrix=matrix, rows=step.rows)
    regards = regards_of(reading, view.asked)
    _demand(
        step.rows,
        {slug for table in regards.tables for row in table.rows for slug in row.slugs},
        number,
    )
    title = regards.question.words.text
    return Shown(*base, title, caption, question, regards=regards, rows=step.rows)


def _demand(rows: Iterable[str], held: Set[str], number: int) -> None:
    missing = [slug for slug in rows if slug not in held]
    if missing:
        raise AlliancesError(
            Text(
                f"Étape {number} : aucune ligne ne s'appelle « {missing[0]} ».",
                f"Step {number}: no row is called “{missing[0]}”.",
            ),
            Text(
                f"Gardez dans rows : {', '.join(sorted(held))}.",
                f"Keep in rows: {', '.join(sorted(held))}.",
            ),
        )


def _matrix(reading: Reading, asked: Mapping[str, str]) -> MatrixPage:
    rows, columns = asked.get("rows", "category"), asked.get("columns", "impact")
    return matrix_page(reading, rows, columns, asked.get("statut", ""))


def _words(said: Said, language: str) -> Words:
    return Words(*said.in_language(language))


def _widened(view: View) -> View:
    """Return the view drawn apart sideways, for a screen that is wider than a page.

    Nothing changes place relative to the others, and no two boxes come nearer.
    """
    _, _, width, height = _extent(view)
    share = min(_WIDEST, _SCREEN * height / width)
    if view.groups or share <= 1:
        return view
    return view.moved(tuple(replace(box, x=box.x * share) for box in view.boxes))


def _extent(view: View) -> tuple[float, float, float, float]:
    sizes = {box.node.iri: (box.width, box.height) for box in view.boxes}
    return bounds(view.places, sizes, _MARGIN)


def _frame(view: View) -> str:
    left, top, width, height = _extent(view)
    right, bottom = left + width, top + height
    for group in view.groups:
        x, y, across, down = group.box
        left, top = min(left, x - _MARGIN), min(top, y - 2 * _MARGIN)
        right, bottom = max(right, x + across + _MARGIN), max(bottom, y + down + _MARGIN)
    return f"{left:.0f} {top:.0f} {right - left:.0f} {bottom - top:.0f}"


def _by_links(view: View, language: str) -> tuple[tuple[str, str], ...]:
    links = dict.fromkeys((box.node.iri for box in view.boxes), 0)
    for line in view.lines:
        links[line.start] += 1
        links[line.end] += 1
    ranked = sorted(view.boxes, key=lambda box: (box.step, -links[box.node.iri], box.id))
    return tuple((box.id, box.node.label.in_language(language)) for box in ranked)


def _statuses(reading: Reading, claims: Iterable[Line]) -> tuple[Status, ...]:
    held = {line.status.slug for line in claims if line.status}
    return tuple(one for one in statuses_of(reading) if one.slug in held)


def _forms(view: View) -> tuple[str, ...]:
    shown = {form_of(box.node.kind) for box in view.boxes}
    return tuple(form for form in LEVELS if form in shown)
