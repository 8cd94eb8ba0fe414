"""Which questions and exports exist, read from the header of each `.rq` file.

A question is SPARQL that any SPARQL 1.1 server can run as it stands; its header says in
both languages what it asks, which parameters it takes and what its columns mean:

    # title-fr: ...          # title-en: ...
    # question-fr: ...       # question-en: ...
    # note-fr: ...           # note-en: ...            (optional: what the answer does not say)
    # competency: 4          (optional: which of the forty competency questions this answers)
    # parameter: category concept/category "Catégorie"@fr "Category"@en
    # column: alliance "Alliance"@fr "Alliance"@en
    # key: id side                     (exports: what one line of the file is; default: id)
    # fold: partners partners_label    (exports: columns of lists, aligned with each other)
    # together: quote source_line      (exports: columns aligned should there be several values)
    # sentence: claim                  (exports: `sentence_fr` and `sentence_en` are written after
                                        the query, for the thing of this type the key names)

What a column holds is told by its name. `x` is an identifier (an IRI); `x_fr` and `x_en` are
its words; `x_label` is a proper name, the same in both languages. A table for a person shows
the words of one language and leaves out an identifier that has words beside it. In an export
`x` is the stable code, `x_label` and `x_label_en` its words.

A file that does not keep its own promises is refused when it is read, with its name: a
column that is not selected, a parameter without its `VALUES` block at the start of WHERE,
a keyword beyond SPARQL 1.1. Reading one question reads one file.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import pyoxigraph

from ontology.errors import QueryError, Text
from ontology.iris import SCHEMES, THING_TYPES, reference_of
from queries.headers import NAMED, HeaderError, names_in, read_header, text_of

__all__ = [
    "Column",
    "Parameter",
    "Question",
    "catalogue",
    "export_names",
    "parse_question",
    "question_names",
    "read_export",
    "read_question",
    "values_block",
]

Folder = Literal["questions", "exports"]

_VALUES: Final = r"VALUES\s+\?{name}\s*\{{(?P<content>[^{{}}]*)\}}"
_OPENING: Final = re.compile(r"WHERE\s*\{\s*(?P<blocks>(?:VALUES\s+\?\w+\s*\{[^{}]*\}\s*)*)")
# Strings, IRIs and comments may hold any word; keywords are looked for outside them.
_INERT: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"|<[^<>\s]*>|^\s*#.*$', re.MULTILINE)
_BEYOND: Final = re.compile(
    r"\b(?:LATERAL|SERVICE|FROM|LOAD|INSERT|DELETE|GROUP_CONCAT)\b", re.IGNORECASE
)
_SINGLE: Final = (
    "title-fr",
    "title-en",
    "question-fr",
    "question-en",
    "note-fr",
    "note-en",
    "sentence",
    "competency",
)
_REPEATED: Final = ("parameter", "column", "key", "fold", "together")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a person must give: `kind` is concept/<scheme>, thing/<type>, node, year or text.

    A node is a thing or a concept of any kind, given by its reference (`group/maires`).

    `example` is the content of the `VALUES` block as the file has it.
    """

    name: str
    kind: str
    label: Text
    example: str

    @property
    def sample(self) -> str:
        """The example as a person may write it: `mecenat` for `category:mecenat`."""
        plain = self.example.strip('<>"')
        if self.kind == "node":
            return reference_of(plain) or plain
        return re.split(r"[:/]", plain)[-1]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the answer and what it means."""

    name: str
    label: Text


_SENTENCES: Final = (
    Column("sentence_fr", Text("Phrase en français", "Sentence in French")),
    Column("sentence_en", Text("Phrase en anglais", "Sentence in English")),
)


@dataclass(frozen=True, slots=True)
class Question:
    """One question or export: its words, parameters, columns, and SPARQL text.

    `key` names the columns that make one line of an export. Each group of `folds` names
    columns that hold lists, aligned with each other; each group of `together` names columns
    that hold one value, or several aligned ones should the graph hold several. `competency`
    is the number of the competency question it answers, from 1 to 40, or None.
    """

    name: str
    title: Text
    question: Text
    note: Text | None
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    folds: tuple[tuple[str, ...], ...]
    together: tuple[tuple[str, ...], ...]
    text: str
    sentence: str = ""
    competency: int | None = None

    @property
    def written(self) -> tuple[Column, ...]:
        """The columns of the file: those of the query, then the sentences."""
        return (*self.columns, *(_SENTENCES if self.sentence else ()))


def question_names() -> tuple[str, ...]:
    """Return the names of all questions in alphabetical order, opening none of them."""
    return names_in("questions")


def export_names() -> tuple[str, ...]:
    """Return the names of all exports that are queries, in alphabetical order."""
    return names_in("exports")


def read_question(name: str) -> Question:
    """Return one question; raise QueryError with the nearest names if there is none."""
    return _read("questions", name)


def read_export(name: str) -> Question:
    """Return the definition of one export; raise QueryError if there is none."""
    return _read("exports", name)


def catalogue() -> tuple[Question, ...]:
    """Return every question, in alphabetical order of names."""
    return tuple(read_question(name) for name in question_names())


def _read(folder: Folder, name: str) -> Question:
    names = names_in(folder)
    if name in names:
        return parse_question(name, text_of(folder, name))
    near = ", ".join(difflib.get_close_matches(name, names, n=3, cutoff=0.4))
    raise QueryError(
        Text(f"Question inconnue : « {name} ».", f"Unknown question: “{name}”."),
        Text(
            f"Les plus proches : {near}." if near else f"Il y a : {', '.join(names)}.",
            f"Nearest: {near}." if near else f"There are: {', '.join(names)}.",
        ),
    )


def values_block(question_text: str, name: str) -> re.Match[str] | None:
    """Return the match of the only `VALUES ?name { ... }` block, its group `content` inside."""
    found = list(re.finditer(_VALUES.format(name=re.escape(name)), question_text))
    return found[0] if len(found) == 1 else None


def parse_question(name: str, text: str) -> Question:
    """Return the question that `text` holds; raise QueryError if it breaks the header's rules."""
    single, repeated = _header(name, text)
    columns = tuple(_column(name, line) for line in repeated["column"])
    key = tuple(" ".join(repeated["key"]).split()) or tuple(c.name for c in columns[:1])
    question = Question(
        name=name,
        title=_text(name, single, "title"),
        question=_text(name, single, "question"),
        note=_text(name, single, "note") if "note-fr" in single or "note-en" in single else None,
        parameters=tuple(_parameter(name, text, line) for line in repeated["parameter"]),
        columns=columns,
        key=key,
        folds=tuple(tuple(line.split()) for line in repeated["fold"]),
        together=tuple(tuple(line.split()) for line in repeated["together"]),
        text=text,
        sentence=single.get("sentence", ""),
        competency=_number(name, single.get("competency")),
    )
    _check_places(question)
    _check_columns(question)
    return question


def _header(name: str, text: str) -> tuple[Mapping[str, str], Mapping[str, Sequence[str]]]:
    try:
        return read_header(text, _SINGLE, _REPEATED)
    except HeaderError as fault:
        raise _broken(name, f"ligne « {fault.line} »", f"line “{fault.line}”") from fault


def _text(name: str, single: Mapping[str, str], key: str) -> Text:
    try:
        return Text(single[f"{key}-fr"], single[f"{key}-en"])
    except KeyError as missing:
        raise _broken(name, f"{missing} manque", f"{missing} is missing") from None


def _number(name: str, said: str | None) -> int | None:
    if said is not None and not said.isdecimal():
        raise _broken(name, f"numéro « {said} »", f"number “{said}”")
    return int(said) if said else None


def _named(name: str, line: str) -> re.Match[str]:
    match = NAMED.fullmatch(line)
    if match is None:
        raise _broken(name, f"ligne « {line} »", f"line “{line}”")
    return match


def _parameter(name: str, text: str, line: str) -> Parameter:
    match = _named(name, line)
    kind, _, detail = (match["kind"] or "").partition("/")
    known = {"concept": SCHEMES, "thing": THING_TYPES}
    known |= {"node": ("",), "year": ("",), "text": ("",)}
    block = values_block(text, match["name"])
    if detail not in known.get(kind, ()) or block is None:
        raise _broken(name, f"paramètre « {line} »", f"parameter “{line}”")
    label = Text(match["fr"], match["en"])
    return Parameter(match["name"], match["kind"], label, block["content"].strip())


def _column(name: str, line: str) -> Column:
    match = _named(name, line)
    if match["kind"]:
        raise _broken(name, f"colonne « {line} »", f"column “{line}”")
    return Column(match["name"], Text(match["fr"], match["en"]))


def _check_places(question: Question) -> None:
    live = _INERT.sub(" ", question.text)
    beyond = _BEYOND.search(live)
    if beyond is not None:
        raise _broken(question.name, f"« {beyond[0]} » est exclu", f"“{beyond[0]}” is not allowed")
    opening = _OPENING.search(question.text)
    blocks = opening["blocks"] if opening else ""
    for parameter in question.parameters:
        misplaced = values_block(blocks, parameter.name) is None
        unused = len(re.findall(rf"\?{parameter.name}\b", live)) < 2
        if misplaced or unused or not parameter.example:
            raise _broken(
                question.name,
                f"le bloc VALUES de « {parameter.name} » n'ouvre pas WHERE, ou est vide ou inutile",
                f"the VALUES block of “{parameter.name}” is not first in WHERE, empty or unused",
            )


def _check_columns(question: Question) -> None:
    declared = [column.name for column in question.columns]
    groups = [question.key, *question.folds, *question.together]
    try:
        answer = pyoxigraph.Store().query(question.text)
    except SyntaxError as fault:
        raise _broken(question.name, f"SPARQL : {fault}", f"SPARQL: {fault}") from fault
    if not isinstance(answer, pyoxigraph.QuerySolutions):
        raise _broken(question.name, "ce n'est pas un SELECT", "it is not a SELECT")
    selected = [variable.value for variable in answer.variables]
    known = question.sentence in {"", "claim", "figure"}
    if (
        not known
        or not declared
        or selected != declared
        or not {c for g in groups for c in g} <= set(declared)
    ):
        raise _broken(
            question.name,
            f"colonnes annoncées {declared}, sélectionnées {selected}",
            f"declared columns {declared}, selected {selected}",
        )


def _broken(name: str, fr: str, en: str) -> QueryError:
    return QueryError(
        Text(
            f"La question « {name} » ne tient pas les promesses de son en-tête : {fr}.",
            f"The question “{name}” breaks the promises of its header: {en}.",
        ),
        Text(
            f"Corrigez {name}.rq ; la forme de l'en-tête est en tête de queries/catalogue.py.",
            f"Mend {name}.rq; the form of the header stands at the top of queries/catalogue.py.",
        ),
    )
