"""Answers are written for a person, a spreadsheet or a program, and harm none of them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from graph.embedded import EmbeddedStore
from ontology.errors import Text
from ontology.iris import thing
from ontology.terms import XSD
from queries.answers import Answer, Node, ask, cell, reading
from queries.catalogue import Column, Question, read_question
from queries.writing import Edition, answer_csv, answer_json, answer_text, csv_text

EDITION = Edition(version="0123456789abcdef", content_hash="0123456789abcdef" * 4)


def answer(columns: str, *rows: Sequence[Node | None]) -> Answer:
    """Return an answer with one-word columns, titled in French and English."""
    question = Question(
        name="essai",
        title=Text("Essai", "Trial"),
        question=Text("Quoi ?", "What?"),
        note=None,
        parameters=(),
        columns=tuple(Column(n, Text(f"fr:{n}", f"en:{n}")) for n in columns.split()),
        key=(),
        folds=(),
        together=(),
        text="",
    )
    return Answer(question, {}, tuple(tuple(row) for row in rows))


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def number(value: str) -> Literal:
    return Literal(value, datatype=XSD.decimal)


def test_csv_is_that_of_rfc_4180() -> None:
    text = csv_text(["a", "b"], [['x,"y"\nz', Decimal("62.50")], ["é", None]])
    assert text == 'a,b\r\n"x,""y""\nz",62.5\r\né,\r\n'


@pytest.mark.parametrize("first", list("=+-@\t\r\n\0"))
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(first: str) -> None:
    ((_,), (shown,)) = read(csv_text(["a"], [[f"{first}1+1"]]))
    assert shown == f"'{first}1+1"


def test_a_number_is_never_touched_even_below_zero() -> None:
    assert csv_text(["a", "b"], [[Decimal("-3"), -4]]) == "a,b\r\n-3,-4\r\n"


def test_a_list_is_joined_and_a_separator_inside_a_value_is_marked() -> None:
    ((_,), (shown,)) = read(csv_text(["a"], [[("x;y", "back\\slash", None, Decimal("1.0"))]]))
    assert shown == "x\\;y;back\\\\slash;;1"


def test_a_list_whose_first_value_is_a_formula_is_guarded_too() -> None:
    assert csv_text(["a"], [[("=1+1", "b")]]) == "a\r\n'=1+1;b\r\n"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1))
def test_csv_gives_back_every_text(values: list[str]) -> None:
    (_, shown) = read(csv_text([f"c{place}" for place in range(len(values))], [values]))
    assert [
        text[1:] if text[:2] in {"'=", "'+", "'-", "'@"} and value[:1] != "'" else text
        for text, value in zip(shown, values, strict=True)
    ] == values


def test_json_keeps_numbers_truths_and_gaps_apart_from_text() -> None:
    found = answer(
        "a b c d e",
        [number("62.50"), number("62.0"), Literal(True), None, Literal("62")],
    )
    document = json.loads(answer_json(found, EDITION))
    assert document["rows"] == [{"a": 62.5, "b": 62, "c": True, "d": None, "e": "62"}]
    assert isinstance(document["rows"][0]["b"], int)
    assert document["title"] == {"fr": "Essai", "en": "Trial"}
    assert document["data"] == {
        "version": "0123456789abcdef",
        "content_hash": "0123456789abcdef" * 4,
    }
    assert document["licence"].startswith("https://creativecommons.org/licenses/by/4.0")
    assert document["columns"][0] == {"name": "a", "fr": "fr:a", "en": "en:a"}


def test_a_machine_gets_full_iris_and_a_person_short_references() -> None:
    node = NamedNode(thing("case", "jardin"))
    assert cell(node) == "https://w3id.org/alliances-kg/id/case/jardin"
    assert reading(node, "fr") == "case/jardin"
    assert answer_csv(answer("a", [node])) == f"a\r\n{node.value}\r\n"


@pytest.mark.parametrize(
    ("term", "fr", "en"),
    [
        (number("6.50"), "6,5", "6.5"),
        (number("1200"), "1200", "1200"),
        (Literal(True), "oui", "yes"),
        (Literal(False), "non", "no"),
        (None, "", ""),
        (Literal("été", language="fr"), "été", "été"),
    ],
)
def test_a_person_reads_in_the_own_language(term: Node | None, fr: str, en: str) -> None:
    assert (reading(term, "fr"), reading(term, "en")) == (fr, en)


def shown(found: Answer, language: str = "fr", width: int = 80) -> str:
    return answer_text(found, language=language, width=width, edition=EDITION)


def test_a_table_is_aligned_and_says_how_many_rows_of_which_data() -> None:
    found = answer("a b", [Literal("x"), Literal("long value")], [Literal("yy"), None])
    assert shown(found) == (
        "Essai\n\n"
        "fr:a  fr:b\n"
        "────  ──────────\n"
        "x     long value\n"
        "yy\n\n"
        "2 lignes – données 0123456789abcdef\n"
    )


def test_a_table_too_wide_becomes_one_block_per_row_and_loses_nothing() -> None:
    found = answer("a b", [Literal("x" * 50), Literal("y" * 50)], [Literal("z"), None])
    text = shown(found, "en")
    assert "[1]" in text
    assert "x" * 50 in text
    assert "y" * 50 in text
    assert "[2]\n  en:a  z\n\n2 rows – data 0123456789abcdef" in text


def test_the_other_language_and_identifiers_with_a_name_are_left_out_for_a_person() -> None:
    node = NamedNode(thing("case", "jardin"))
    found = answer(
        "x x_fr x_en y y_label z",
        [node, Literal("fr!"), Literal("en!"), node, Literal("name!"), node],
    )
    assert "fr:x_fr  fr:y_label  fr:z" in shown(found)
    assert "fr!" in shown(found)
    assert "en!" not in shown(found)
    assert "en!" in shown(found, "en")
    assert shown(found).count("case/jardin") == 1


def test_no_control_character_reaches_the_terminal() -> None:
    text = shown(answer("a", [Literal("a\x1b[31mred\x07\x9b\r")]))
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\x9b" not in text
    assert "\r" not in text


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Aucune réponse : le graphe ne contient rien pour « Quelles alliances"),
        ("en", "No answer: the graph holds nothing for “Which alliances"),
    ],
)
def test_nothing_is_said_in_a_sentence_with_what_was_asked(
    store: EmbeddedStore, language: str, sentence: str
) -> None:
    question = read_question("alliances-par-categorie")
    found = ask(question, {"category": "mecenat-financier"}, store)
    text = shown(found, language)
    assert sentence in text
    assert "category = category/mecenat-financier" in text


def test_a_caution_of_the_question_is_printed_below_the_answer(store: EmbeddedStore) -> None:
    found = ask(read_question("categories-et-domaines"), {}, store)
    assert "n'est pas un échantillon" in shown(found).splitlines()[-1]
    assert "is not a sample" in shown(found, "en").splitlines()[-1]
