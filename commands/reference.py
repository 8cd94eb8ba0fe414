"""The reference pages, written from the code, so that they cannot say something else.

A test writes them again and compares: a term, scheme, question, export, rule or setting
that is not on its page fails the build. Nothing here reads the record, but for the examples of
the API when they are asked for.
"""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable, Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from api.rest.answers import FORMS
from api.rest.operations import Operation
from api.rest.requests import Parameter
from api.rest.routes import operations
from commands.examples import write_examples
from commands.settings import DESCRIPTIONS, Settings
from graph.derivation import read_rules
from graph.gates import read_violations
from graph.inference import read_inference_rules
from ontology.iris import NS, SCHEMES
from ontology.terms import OWL, RDF, RDFS, SKOS
from ontology.vocabulary import read_vocabulary
from queries.catalogue import Question, catalogue, export_names, read_export
from queries.lists import collections

__all__ = ["PAGES", "write_reference"]

_HEAD: Final = "<!-- Written by `alliances reference`; do not edit. -->"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    titles = list(head)
    return [
        f"| {' | '.join(titles)} |",
        f"|{'---|' * len(titles)}",
        *(f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows),
    ]


def _page(title: str, *lines: str) -> str:
    return "\n".join([_HEAD, f"# {title}", "", *lines]) + "\n"


def settings_page() -> str:
    """Return the page of settings."""
    rows = ((f"`{name}`", f"`{default}`", text) for name, (default, text) in DESCRIPTIONS.items())
    return _page(
        "Settings",
        "Read from the environment when a command starts; nothing else reads it.",
        "",
        *_table(("name", "default", "what it is for"), rows),
    )


_KINDS: Final[Mapping[NamedNode, str]] = {
    OWL.Class: "Classes",
    OWL.ObjectProperty: "Object properties",
    OWL.DatatypeProperty: "Data properties",
    OWL.AnnotationProperty: "Annotation properties",
}


def _described(stated: Mapping[NamedNode, list[Literal]], term: NamedNode, language: str) -> str:
    return next((text.value for text in stated.get(term, ()) if text.language == language), "")


def vocabulary_page() -> str:
    """Return the page of classes and properties."""
    kinds: dict[NamedNode, NamedNode] = {}
    texts: dict[NamedNode, dict[NamedNode, list[Literal]]] = {}
    turtle = files("ontology").joinpath("core.ttl").read_bytes()
    for triple in parse(turtle, format=RdfFormat.TURTLE):
        if not isinstance(triple.subject, NamedNode) or not triple.subject.value.startswith(NS):
            continue
        if triple.predicate == RDF.type and triple.object in _KINDS:
            kinds[triple.subject] = triple.object
        elif isinstance(triple.object, Literal):
            stated = texts.setdefault(triple.subject, {})
            stated.setdefault(triple.predicate, []).append(triple.object)
    lines = [f"Namespace `{NS}`, prefix `al`. The Turtle is `ontology/core.ttl`."]
    for kind, title in _KINDS.items():
        terms = sorted(term.value for term, of in kinds.items() if of == kind)
        rows = (
            (
                f"`al:{iri.removeprefix(NS)}`",
                _described(texts[NamedNode(iri)], RDFS.label, "fr"),
                _described(texts[NamedNode(iri)], RDFS.label, "en"),
                _described(texts[NamedNode(iri)], SKOS.definition, "en"),
            )
            for iri in terms
        )
        lines += ["", f"## {title} ({len(terms)})", ""]
        lines += _table(("term", "français", "English", "definition"), rows)
    return _page("Vocabulary", *lines)


def schemes_page() -> str:
    """Return the page of concept schemes, each with its concepts."""
    vocabulary = read_vocabulary()
    lines = ["Every list a record is coded with. The Turtle is in `ontology/schemes/`."]
    for scheme in SCHEMES:
        concepts = vocabulary.concepts(scheme)
        if not concepts:
            lines += ["", f"## {scheme}", "", "Filled from the record."]
            continue
        lines += ["", f"## {scheme} ({len(concepts)})", ""]
        rows = ((f"`{one.slug}`", one.notation, one.fr, one.en) for one in concepts)
        lines += _table(("slug", "code", "français", "English"), rows)
    return _page("Schemes", *lines)


def _question_lines(question: Question) -> list[str]:
    lines = ["", f"## `{question.name}`", "", f"{question.title.fr} / {question.title.en}", ""]
    lines += [f"{question.question.fr}", "", f"{question.question.en}"]
    if question.parameters:
        lines += ["", "Parameters:", ""]
        lines += [
            f"- `{one.name}` ({one.kind}): {one.label.en}, for instance `{one.sample}`"
            for one in question.parameters
        ]
    lines += ["", f"Columns: {', '.join(f'`{one.name}`' for one in question.columns)}."]
    return lines


def questions_page() -> str:
    """Return the page of the catalogue's questions."""
    questions = sorted(catalogue(), key=lambda question: question.name)
    return _page(
        "Questions",
        f"The {len(questions)} questions of the catalogue; each is a file of `queries/questions/`.",
        *(line for question in questions for line in _question_lines(question)),
    )


def competency_page() -> str:
    """Return the table that leads from each competency question to the one that answers it."""
    questions = sorted(catalogue(), key=lambda question: question.name)
    numbered = sorted(
        ((one.competency, one) for one in questions if one.competency is not None),
        key=operator.itemgetter(0),
    )
    more = [one for one in questions if one.competency is None]
    return _page(
        "Competency questions",
        "What the graph must be able to answer, by number. Each number stands in the header of the",
        "file that answers it (`# competency:`), and this table is written from those headers.",
        "",
        *_table(
            ("number", "question", "français", "English"),
            ((str(n), f"`{one.name}`", one.title.fr, one.title.en) for n, one in numbered),
        ),
        "",
        f"## More questions ({len(more)})",
        "",
        *_table(
            ("question", "français", "English"),
            ((f"`{one.name}`", one.title.fr, one.title.en) for one in more),
        ),
    )


def exports_page() -> str:
    """Return the page of exports and their columns."""
    lines = ["Each table is defined by one file of `queries/exports/`; its columns are the header."]
    for name in sorted(export_names()):
        export = read_export(name)
        lines += ["", f"## `{name}`", "", f"{export.title.fr} / {export.title.en}", ""]
        rows = ((f"`{one.name}`", one.label.fr, one.label.en) for one in export.written)
        lines += _table(("column", "français", "English"), rows)
    return _page("Exports", *lines)


def _purpose(text: str) -> str:
    """Return the first sentence of the comment that opens a file of SPARQL."""
    lines = itertools.takewhile(lambda line: line.startswith("#"), text.splitlines())
    return " ".join(line.lstrip("# ") for line in lines).partition(". ")[0].rstrip(".")


def rules_page() -> str:
    """Return the page of rules: what is derived, and what is refused."""
    derived = ((f"`{rule.name}`", rule.title.fr, rule.title.en) for rule in read_rules())
    inferred = ((f"`{rule.name}`", rule.title.fr, rule.title.en) for rule in read_inference_rules())
    refused = ((f"`{rule.name}`", _purpose(rule.text)) for rule in read_violations())
    return _page(
        "Rules",
        "## What a build derives",
        "",
        "Files of `graph/rules/`, run in this order.",
        "",
        *_table(("rule", "français", "English"), derived),
        "",
        "## What follows from the ontology",
        "",
        "Files of `graph/inference/`, one for each axiom that adds statements, run in this order",
        "after the gates. Their graph, `inferred`, stays apart: a query sees it only by its name.",
        "",
        *_table(("rule", "français", "English"), inferred),
        "",
        "## What `alliances check` refuses",
        "",
        "Files of `ontology/rules/`: a row is a fault.",
        "",
        *_table(("rule", "what it is for"), refused),
    )


def _operation_lines(one: Operation) -> list[str]:
    lines = ["", f"### `{one.path}`", "", f"{one.summary.fr} / {one.summary.en}", ""]
    lines += [f"For instance `{one.example}`.", ""]
    rows = [
        (f"`{each.name}`", each.label.fr, each.label.en, _allowed(each), each.default)
        for each in one.parameters
    ]
    titles = ("parameter", "français", "English", "values", "default")
    return lines + (_table(titles, rows) if rows else ["No parameter."])


def _allowed(parameter: Parameter) -> str:
    if parameter.is_number:
        return f"{parameter.least} to {parameter.most}"
    if parameter.choices:
        return ", ".join(parameter.choices)
    return "text, required" if parameter.required else "text"


def api_page() -> str:
    """Return the page of `/api`: every operation, and the fields of every collection."""
    lines = [
        "How to use it: [use the API](../how-to/use-the-api.md). A field is `one` thing or",
        "`many`, a plain `value` or `values`, a `text` in both languages, or `texts`. Every answer",
        f"comes as {', '.join(f'`.{form}`' for form in FORMS)}.",
        "",
        "## Operations",
    ]
    lines += [line for one in operations() for line in _operation_lines(one)]
    lines += ["", "## Fields of the collections"]
    for collection in collections():
        lines += [
            "",
            f"### {collection.name}",
            "",
            f"{collection.title.fr} / {collection.title.en}",
        ]
        rows = [
            (f"`{one.name}`", one.kind, one.label.fr, one.label.en) for one in collection.fields
        ]
        lines += ["", *_table(("field", "kind", "français", "English"), rows)]
    return _page("API", *lines)


PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "settings.md": settings_page,
    "vocabulary.md": vocabulary_page,
    "schemes.md": schemes_page,
    "questions.md": questions_page,
    "competency-questions.md": competency_page,
    "exports.md": exports_page,
    "rules.md": rules_page,
    "api.md": api_page,
}


def write_reference(
    directory: Path, *, vocabulary: bool = False, examples: Settings | None = None
) -> list[Path]:
    """Write every page into `directory` and return what was written.

    With `vocabulary` the pages of `/ns` too; with the settings of a built graph, `examples`,
    what OpenAPI shows of it.
    """
    directory.mkdir(parents=True, exist_ok=True)
    written = []
    for name, page in PAGES.items():
        path = directory / name
        path.write_text(page(), encoding="utf-8")
        written.append(path)
    if vocabulary:
        from commands.vocabulary import write_vocabulary  # noqa: PLC0415  pylode is an extra

        written += write_vocabulary(Path("explorer/vocabulary"))
    if examples is not None:
        written.append(write_examples(examples.store, examples.record, Path("api/rest")))
    return written
