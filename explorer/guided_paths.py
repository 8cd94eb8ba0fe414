"""A guided path: views in an order, each with a caption and one question, kept in a file.

A step is a saved view (the permalink of a picture, of a matrix or of a crossed view), so a
path holds nothing that the graph does not: it says where to look and what to ask, and never
what to conclude. Refused: a caption of more than 25 words, a step without exactly one
question, a view that is not one of ours or that its page would refuse. Every fault names file,
step, field and remedy.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

import yaml

from explorer.graph_state import State, read_state
from loaders.directory import first_bytes
from loaders.faults import Location, Spot, dotted, refusal
from loaders.record_words import Base, Line, Slug
from loaders.shapes import read_shape
from loaders.yaml_form import MAX_BYTES, Lines, read_yaml
from ontology.errors import AlliancesError, Finding, RecordError, Text

__all__ = [
    "FOLDER",
    "MOST_STEPS",
    "MOST_WORDS",
    "GuidedPath",
    "Said",
    "Step",
    "View",
    "read_path",
    "read_path_file",
    "shipped_paths",
    "view_at",
    "written_path",
]

# Where the record keeps the paths that are shipped.
FOLDER: Final = "paths"
MOST_WORDS: Final = 25
MOST_STEPS: Final = 20
# Page of a view -> what its address may say.
_PAGES: Final[Mapping[str, frozenset[str] | None]] = {
    "explorer": None,
    "preuves": frozenset({"rows", "columns", "statut"}),
    "regards": frozenset({"question", "territoire", "domaine"}),
}
_LANGUAGE: Final = re.compile(r"^/?(?:fr/|en/)?")
_STEP: Final = re.compile(r"^steps\.(\d+)")
_WORD: Final = re.compile(r"[\w’'-]*\w[\w’'-]*")


class Said(Base):
    """A text in French, in English, or in both."""

    fr: Line | None = None
    en: Line | None = None

    def in_language(self, language: str) -> tuple[str, str]:
        """Return the text and its language, the other language when this one is missing."""
        first, other = ("en", "fr") if language == "en" else ("fr", "en")
        own = getattr(self, first)
        return (own, first) if own else (getattr(self, other) or "", other)


class Step(Base):
    """One saved view, what to look at there, and the question that opens the talk.

    `rows` are slugs of the rows of a table that the step speaks of: they stand first, and
    alone before a room.
    """

    view: Line
    caption: Said
    question: Said
    rows: tuple[Slug, ...] = ()


class GuidedPath(Base):
    """A path: `path` names it and its file; `what` says in a sentence whom it is for."""

    path: Slug
    title: Said
    what: Said | None = None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A saved view: one of the pages a step may show, and what its address says.

    `state` is the picture of an `explorer` view, None for the others.
    """

    page: str
    asked: Mapping[str, str]
    state: State | None = None

    @property
    def address(self) -> str:
        """The address after the language, as the site writes it: `explorer?centre=...`."""
        query = self.state.query() if self.state else urlencode(self.asked)
        return f"{self.page}?{query}" if query else self.page


def read_path(data: bytes, where: str) -> GuidedPath:
    """Return the path of a YAML or JSON file; raise RecordError with every fault of it."""
    content, lines = read_yaml(data, where)
    found, findings = read_shape(content, lines, GuidedPath, where)
    if found is not None:
        findings = list(_findings(found, lines, where))
    if found is None or findings:
        raise refusal([_from_one(finding) for finding in findings])
    return found


def read_path_file(file: Path) -> GuidedPath:
    """Return the path of `file`; raise RecordError when it is missing or has a fault."""
    try:
        data = first_bytes(file, MAX_BYTES + 1)
    except OSError as error:
        raise RecordError(
            Text(f"« {file.name} » ne peut pas se lire.", f"“{file.name}” cannot be read."),
            Text("Donnez un fichier .yaml ou .json.", "Give a .yaml or .json file."),
        ) from error
    return read_path(data, file.name)


def shipped_paths(record: Path | None) -> tuple[GuidedPath, ...]:
    """Return the paths of the record, by file name; none without a record."""
    folder = record / FOLDER if record else None
    if folder is None or not folder.is_dir():
        return ()
    return tuple(read_path_file(file) for file in sorted(folder.glob("*.yaml")))


def view_at(address: str) -> View:
    """Return the view of an address such as `/fr/explorer?centre=organisation/adie`.

    Raise AlliancesError for a page that no step may show, or what its page refuses.
    """
    page, _, query = _LANGUAGE.sub("", address, count=1).partition("?")
    asked = dict(parse_qsl(query))
    if page not in _PAGES:
        known = ", ".join(_PAGES)
        raise AlliancesError(
            Text(f"« {page} » n'est pas une vue.", f"“{page}” is no view."),
            Text(f"Gardez une adresse de : {known}.", f"Keep an address of: {known}."),
        )
    allowed = _PAGES[page]
    if allowed is None:
        return _picture(asked)
    unknown = sorted(asked.keys() - allowed)
    if unknown:
        raise AlliancesError(
            Text(f"« {unknown[0]} » ne dit rien ici.", f"“{unknown[0]}” says nothing here."),
            Text(f"Gardez : {', '.join(sorted(allowed))}.", f"Keep: {', '.join(sorted(allowed))}."),
        )
    return View(page, asked)


def _picture(asked: Mapping[str, str]) -> View:
    state = read_state(asked)
    if not state.started:
        raise AlliancesError(
            Text("Cette vue ne part de rien.", "This view starts from nothing."),
            Text(
                "Partez d'une chose : explorer?centre=impact/confiance.",
                "Start from a thing: explorer?centre=impact/confiance.",
            ),
        )
    return View("explorer", asked, state)


def written_path(path: GuidedPath) -> bytes:
    """Return the path as a YAML file; reading it again gives the same path."""
    told: Any = json.loads(path.model_dump_json(exclude_none=True, exclude_defaults=True))
    text = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=88)
    return str(text).encode()


def _findings(path: GuidedPath, lines: Lines, where: str) -> Iterator[Finding]:
    def spot(*location: str | int) -> Spot:
        return Spot(where, _line(location, lines), dotted(location))

    if not 1 <= len(path.steps) <= MOST_STEPS:
        yield spot("steps").fault("path-steps", *_COUNT, len(path.steps))
    for name, said in (("title", path.title), ("what", path.what)):
        if said is not None and not (said.fr or said.en):
            yield spot(name).fault("path-empty", *_EMPTY)
    for number, step in enumerate(path.steps):
        yield from _in_step(step, lambda *field, at=number: spot("steps", at, *field))


def _in_step(step: Step, spot: Any) -> Iterator[Finding]:
    try:
        view = view_at(step.view)
        if step.rows and view.state is not None:
            yield spot("rows").fault("path-rows", *_NO_ROWS, step.view)
    except AlliancesError as error:
        yield spot("view").fault("path-view", error.summary, error.cure, step.view)
    for name in ("caption", "question"):
        said: Said = getattr(step, name)
        if not (said.fr or said.en):
            yield spot(name).fault("path-empty", *_EMPTY)
        for language in ("fr", "en"):
            text = getattr(said, language) or ""
            words = len(_WORD.findall(text))
            if words > MOST_WORDS:
                yield spot(name, language).fault("path-words", *_words(words), text)
            if name == "question" and text and not (text.endswith("?") and text.count("?") == 1):
                yield spot(name, language).fault("path-question", *_ONE, text)


def _from_one(finding: Finding) -> Finding:
    """Return a fault of form with its step counted as people do: `steps.3.caption.fr`."""
    field = _STEP.sub(lambda found: f"steps.{int(found[1]) + 1}", finding.field)
    return replace(finding, field=field)


def _line(location: Location, lines: Lines) -> int | None:
    return next(
        (lines[location[:end]] for end in range(len(location), -1, -1) if location[:end] in lines),
        None,
    )


def _words(number: int) -> tuple[Text, Text]:
    return (
        Text(f"{number} mots, plus que {MOST_WORDS}.", f"{number} words, more than {MOST_WORDS}."),
        Text("Raccourcissez : la salle doit écouter.", "Make it shorter: the room must listen."),
    )


_COUNT: Final = (
    Text(f"Un parcours a de 1 à {MOST_STEPS} étapes.", f"A path has from 1 to {MOST_STEPS} steps."),
    Text("Ajoutez une vue, ou coupez le parcours en deux.", "Add a view, or cut the path in two."),
)
_EMPTY: Final = (
    Text("Ce texte n'est dans aucune langue.", "This text is in no language."),
    Text("Écrivez « fr: … », « en: … » ou les deux.", "Write “fr: …”, “en: …” or both."),
)
_NO_ROWS: Final = (
    Text("Une carte n'a pas de lignes.", "A map has no rows."),
    Text("Gardez rows pour preuves et regards.", "Keep rows for preuves and regards."),
)
_ONE: Final = (
    Text("Ce n'est pas une seule question.", "This is not one question."),
    Text("Écrivez une phrase qui finit par « ? ».", "Write one sentence that ends with “?”."),
)
