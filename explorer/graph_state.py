"""What a picture of the graph shows, written in its address and nowhere else.

The whole state is in the permalink: where the view starts (things, a cell of a matrix, a
question, a path), what was unfolded in which order, what is grouped, bridged, left out, and
what is only on the screen (focus, pins, faded statuses). The same address always makes the
same picture. What an address may ask for is bounded here; more is refused, never cut silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final
from urllib.parse import quote, urlencode

from ontology.errors import QueryError, Text, VocabularyError
from ontology.iris import iri_of

__all__ = ["MOST_NODES", "State", "read_state"]

MOST_NODES: Final = 500
_MOST_STARTS: Final = 30
_LONGEST: Final = 200
_WORD: Final = re.compile(r"[a-z-]{1,40}")
_PIN: Final = re.compile(r"(?P<ref>[a-z-]+/[\w.-]+):(?P<x>-?\d{1,6}):(?P<y>-?\d{1,6})", re.ASCII)


@dataclass(frozen=True, slots=True)
class State:
    """One picture. Things are references (`organisation/adie`); `pins` are (thing, x, y).

    `cell` is a row and a column; `values` are the parameters of `question`; `path` are two
    things. `depth` counts steps of the focus. `fade` holds slugs of statuses and kinds of
    tie; `hide` holds kinds of node.
    """

    centre: tuple[str, ...] = ()
    cell: tuple[str, ...] = ()
    question: str = ""
    values: tuple[tuple[str, str], ...] = ()
    path: tuple[str, ...] = ()
    add: tuple[str, ...] = ()
    steps: int = 1
    cap: int = 40
    hide: tuple[str, ...] = ()
    by: str = ""
    bridge: bool = False
    focus: str = ""
    depth: int = 1
    pins: tuple[tuple[str, int, int], ...] = ()
    fade: tuple[str, ...] = ()

    @property
    def started(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.centre or self.cell or self.question or self.path)

    @property
    def drawn(self) -> State:
        """What positions depend on: the state without what is on the screen only."""
        return replace(self, focus="", depth=1, pins=(), fade=())

    @property
    def begun(self) -> State:
        """Where the picture started from, before anything was unfolded or changed."""
        start = ("centre", "cell", "question", "values", "path")
        return State(**{name: getattr(self, name) for name in start})

    def query(self, **changes: Any) -> str:
        """Return the address's query with `changes`; what is as usual is left out."""
        state = replace(self, **changes)
        pairs: list[tuple[str, str]] = []
        for field in fields(state):
            value = getattr(state, field.name)
            if value == field.default or field.name == "values":
                continue
            if field.name == "pins":
                pairs.append(("pin", ",".join(f"{ref}:{x}:{y}" for ref, x, y in value)))
            elif isinstance(value, tuple):
                pairs.append((field.name, ",".join(value)))
            else:
                pairs.append((field.name, "1" if value is True else str(value)))
        pairs += [(f"v.{name}", value) for name, value in state.values]
        return urlencode(pairs, safe="/,:", quote_via=quote)

    def href(self, language: str, view: str = "explorer", **changes: Any) -> str:
        """Return the address of the picture in `language` with `changes`."""
        query = self.query(**changes)
        return f"/{language}/{view}?{query}" if query else f"/{language}/{view}"

    def unfolded(self, reference: str) -> State:
        """Return the state with one more thing unfolded, last."""
        return self if reference in self.add else replace(self, add=(*self.add, reference))


def read_state(params: Mapping[str, str]) -> State:
    """Return the state an address asks for; raise QueryError for what cannot be shown."""
    state = State(
        centre=_references(params, "centre", _MOST_STARTS),
        cell=_references(params, "cell", 2),
        question=params.get("question", "")[:_LONGEST],
        values=tuple(
            (name.removeprefix("v."), value[:_LONGEST])
            for name, value in sorted(params.items())
            if name.startswith("v.") and value
        ),
        path=_references(params, "path", 2),
        add=_references(params, "add", _MOST_STARTS),
        steps=_number(params, "steps", 1, 1, 4),
        cap=_number(params, "cap", 40, 1, MOST_NODES),
        hide=_words(params, "hide"),
        by=params.get("by", ""),
        bridge=params.get("bridge", "") == "1",
        focus=next(iter(_references(params, "focus", 1)), ""),
        depth=_number(params, "depth", 1, 1, 9),
        pins=_pins(params.get("pin", "")),
        fade=_words(params, "fade"),
    )
    if state.by and not _WORD.fullmatch(state.by):
        raise _refused("by", state.by, "le nom d'un attribut", "the name of an attribute")
    for name in ("cell", "path"):
        if len(getattr(state, name)) == 1:
            raise _refused(name, getattr(state, name)[0], "deux choses", "two things")
    return state


def _references(params: Mapping[str, str], name: str, most: int) -> tuple[str, ...]:
    said = [one for one in params.get(name, "").split(",") if one]
    if len(said) > most:
        raise _refused(name, str(len(said)), f"{most} au plus", f"at most {most}")
    for one in said:
        try:
            iri_of(one)
        except VocabularyError as fault:
            raise _refused(name, one, "type/nom ou liste/notion", "type/slug") from fault
    return tuple(dict.fromkeys(said))


def _words(params: Mapping[str, str], name: str) -> tuple[str, ...]:
    said = params.get(name, "").split(",")
    return tuple(dict.fromkeys(one for one in said if _WORD.fullmatch(one)))


def _number(params: Mapping[str, str], name: str, usual: int, least: int, most: int) -> int:
    said = params.get(name, "")
    if not said:
        return usual
    if re.fullmatch(r"\d{1,4}", said, re.ASCII) and least <= int(said) <= most:
        return int(said)
    raise _refused(name, said, f"un nombre de {least} à {most}", f"a number from {least} to {most}")


def _pins(said: str) -> tuple[tuple[str, int, int], ...]:
    found = [_PIN.fullmatch(one) for one in said.split(",") if one]
    held: Iterable[re.Match[str]] = [one for one in found if one]
    if len(found) > MOST_NODES or not all(found):
        raise _refused(
            "pin", said, "chose:x:y, séparées par des virgules", "thing:x:y, with commas"
        )
    return tuple((one["ref"], int(one["x"]), int(one["y"])) for one in held)


def _refused(name: str, value: str, fr: str, en: str) -> QueryError:
    return QueryError(
        Text(f"{name} : « {value[:80]} » ne convient pas.", f"{name}: “{value[:80]}” will not do."),
        Text(f"Donnez {fr}.", f"Give {en}."),
    )
