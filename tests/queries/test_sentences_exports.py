"""Files of claims and figures hold the sentence of each line, in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.embedded import EmbeddedStore
from ontology.errors import QueryError
from queries.catalogue import parse_question, read_export

Lines = Callable[[EmbeddedStore, str], dict[str, dict[str, str]]]


def test_a_claim_of_a_file_is_said_with_its_source(store: EmbeddedStore, lines: Lines) -> None:
    line = lines(store, "claims")["percu"]
    assert "perçoi" in line["sentence_fr"] or "perçu" in line["sentence_fr"]
    assert "perceive" in line["sentence_en"]
    assert "Source\u00a0: " in line["sentence_fr"]
    assert "Source: " in line["sentence_en"]


@pytest.mark.parametrize("kind", ["claims", "figures"])
def test_every_line_of_the_corpus_has_both_sentences(
    kind: str, corpus_store: EmbeddedStore, lines: Lines
) -> None:
    held = lines(corpus_store, kind)
    assert [key for key, line in held.items() if not line["sentence_fr"]] == []
    assert [key for key, line in held.items() if not line["sentence_en"]] == []


def test_only_claims_and_figures_have_sentences() -> None:
    assert [column.name for column in read_export("claims").written][-2:] == [
        "sentence_fr",
        "sentence_en",
    ]
    assert read_export("cases").written == read_export("cases").columns


def test_an_export_cannot_ask_for_sentences_of_another_kind() -> None:
    text = (
        "# title-fr: a\n# title-en: a\n# question-fr: a\n# question-en: a\n# sentence: case\n"
        '# column: id "a"@fr "a"@en\nSELECT ?id WHERE { ?id ?p ?o }\n'
    )
    with pytest.raises(QueryError):
        parse_question("broken", text)
