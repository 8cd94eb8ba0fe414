"""A question file keeps the promises of its header, or is refused with its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontology.errors import QueryError
from queries import catalogue as room
from queries.catalogue import (
    catalogue,
    export_names,
    parse_question,
    question_names,
    read_export,
    read_question,
)

GOOD = """\
# title-fr: Alliances
# title-en: Alliances
# question-fr: Lesquelles ?
# question-en: Which ones?
# parameter: category concept/category "Catégorie"@fr "Category"@en
# column: alliance "Alliance"@fr "Alliance"@en
# column: name "Nom"@fr "Name"@en

PREFIX al: <https://w3id.org/alliances-kg/ns#>
SELECT ?alliance ?name
WHERE {
  VALUES ?category { <https://w3id.org/alliances-kg/scheme/category/mecenat> }
  ?alliance al:inCategory ?category ; al:name ?name .
}
"""


def test_a_header_gives_words_parameters_and_columns_in_both_languages() -> None:
    question = parse_question("essai", GOOD)
    assert (question.title.fr, question.question.en) == ("Alliances", "Which ones?")
    (parameter,) = question.parameters
    assert (parameter.name, parameter.kind, parameter.label.en) == (
        "category",
        "concept/category",
        "Category",
    )
    assert parameter.sample == "mecenat"
    assert [(column.name, column.label.fr) for column in question.columns] == [
        ("alliance", "Alliance"),
        ("name", "Nom"),
    ]
    assert question.note is None
    assert question.key == ("alliance",)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# title-en: Alliances\n", ""),
        ("# question-fr: Lesquelles ?\n", ""),
        ("# title-fr: Alliances", "# title-fr: Alliances\n# title-fr: Encore"),
        ("# title-fr: Alliances", "# titel-fr: Alliances"),
        ("# title-fr: Alliances", "# title-fr: Alliances\n# competency: quatre"),
        ("concept/category", "concept/categorie"),
        ("concept/category", "thing/category"),
        ("concept/category", "number"),
        ('"Category"@en', ""),
        ('# column: name "Nom"@fr "Name"@en\n', ""),
        ("SELECT ?alliance ?name", "SELECT ?name ?alliance"),
        ("VALUES ?category {", "VALUES ?other {"),
        ("<https://w3id.org/alliances-kg/scheme/category/mecenat> ", ""),
        ("al:inCategory ?category", "al:inCategory ?any"),
        ("  VALUES ?category", "  ?alliance al:inCategory ?category .\n  VALUES ?category"),
        ("al:name ?name .", "al:name ?name . SERVICE <https://example.org/> { ?a ?b ?c }"),
        ("al:name ?name .", "al:name ?name . LATERAL { ?alliance ?b ?c }"),
        ("WHERE {", "FROM <https://example.org/> WHERE {"),
        ("al:name ?name .", "al:name ?name . }"),
    ],
)
def test_a_broken_promise_is_refused_with_the_name_of_the_file(old: str, new: str) -> None:
    assert old in GOOD
    with pytest.raises(QueryError) as refusal:
        parse_question("essai", GOOD.replace(old, new, 1))
    assert "essai" in refusal.value.summary.fr
    assert "essai.rq" in refusal.value.cure.en


def test_a_forbidden_word_inside_a_text_is_only_a_text() -> None:
    harmless = GOOD.replace("al:name ?name .", 'al:name ?name . FILTER(?name != "LATERAL SERVICE")')
    assert parse_question("essai", harmless).name == "essai"


def test_each_competency_question_is_answered_once_and_there_are_fifteen_more() -> None:
    numbers = [question.competency for question in catalogue()]
    assert sorted(n for n in numbers if n is not None) == list(range(1, 41))
    assert numbers.count(None) >= 15
    assert len(numbers) == len(question_names())


def test_the_tables_to_export() -> None:
    assert export_names() == (
        "case-impacts",
        "cases",
        "claims",
        "discrepancies",
        "evidence",
        "figures",
        "gaps",
        "indicators",
        "organisations",
        "works",
    )


def test_reading_one_question_reads_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    original = Path.read_text

    def noted(self: Path, encoding: str | None = None, errors: str | None = None) -> str:
        read.append(self.name)
        return original(self, encoding, errors)

    monkeypatch.setattr(Path, "read_text", noted)
    read_question("divergences-ouvertes")
    assert read == ["divergences-ouvertes.rq"]


def test_an_unknown_question_is_refused_with_the_nearest_names() -> None:
    with pytest.raises(QueryError) as refusal:
        read_question("divergence-ouverte")
    assert "divergences-ouvertes" in refusal.value.cure.fr
    with pytest.raises(QueryError):
        read_question("../exports/figures")


# What these count: kinds of actors of one alliance; facts of a graph; figures of a source;
# domains, regions or categories ranked or added up.
NO_COUNT_OF_CASES = {
    "alliances-a-trois-natures-d-acteurs",
    "deduit-et-par-quelle-regle",
    "fraicheur-des-sources",
    "perceptions-et-indicateurs",
    "profil-de-categories",
    "rang-des-domaines-par-groupe",
    "volume-des-graphes",
}


@pytest.mark.parametrize("name", question_names())
def test_a_count_of_cases_or_alliances_says_that_cases_are_no_sample(name: str) -> None:
    question = read_question(name)
    if "COUNT(" in question.text and "échantillon" not in question.question.fr:
        assert name in NO_COUNT_OF_CASES
    assert "AVG(" not in question.text
    assert " / " not in question.text.split("WHERE", 1)[1]


@pytest.mark.parametrize("name", question_names())
def test_words_of_the_two_languages_come_in_pairs(name: str) -> None:
    names = {column.name for column in read_question(name).columns}
    assert {c.removesuffix("_fr") for c in names if c.endswith("_fr")} == {
        c.removesuffix("_en") for c in names if c.endswith("_en")
    }


CLAIMS = {"claim", "item", "link", "subject"}


@pytest.mark.parametrize("name", question_names())
def test_a_claim_shows_its_status_and_a_figure_its_unit_population_period_and_source(
    name: str,
) -> None:
    names = {column.name for column in read_question(name).columns}
    if names & CLAIMS:
        assert any(column.endswith("status_fr") for column in names)
    if "figure" in names:
        assert names >= {"value", "unit_fr", "population", "period_fr", "source_file", "quote"}


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        (
            "figures",
            "id,value,unit,precision,question,population,actor_group,territory,domain,category,"
            "impact,period,study,quote,source_file,source_line,heading,derivation",
        ),
        (
            "claims",
            "id,subject,relation,object,through,mode,status,speaker,quote,source_file,"
            "source_line,source_url",
        ),
        ("discrepancies", "id,kind,severity,status,explanation,quote,source_file,source_line"),
    ],
)
def test_an_export_begins_with_the_columns_people_were_promised(name: str, columns: str) -> None:
    promised = columns.split(",")
    assert [column.name for column in read_export(name).columns][: len(promised)] == promised


def test_the_room_says_what_it_offers() -> None:
    assert all(hasattr(room, name) for name in room.__all__)
