"""Two coders differ: a person who sees both decides on a page, by name and day, in the queue."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from fastapi import FastAPI
from httpx import Response

from api.contribute_desk import Desk
from loaders.directory import read_directory
from ontology.vocabulary import Vocabulary
from tests.api.contribute.contributing import Person, desk_over, named, tree
from tests.payloads import PAYLOADS

PAGE = "/fr/contribuer/codage/differences"
CASE = "cases/quai-des-langues.yaml"
KEPT = "codings/2026-11-20-marie.yaml"
# Marie took one of the two domains away and gave another; one status she coded otherwise.
CODING: Mapping[str, Any] = {
    "coding": "2026-11-20-marie",
    "name": "Marie Dupont",
    "date": "2026-11-20",
    "cases": [
        {
            "case": "quai-des-langues",
            "first_categories": ["innovation-societale"],
            "second_categories": ["innovation-societale"],
            "first_domains": ["education", "emploi-chomage-insertion"],
            "second_domains": ["education", "sante"],
            "remark": "Le bilan parle de santé.",
        }
    ],
    "items": [
        {
            "item": "quai-i2",
            "first_impact": "effect/publics",
            "second_impact": "effect/publics",
            "first_status": "outcome",
            "second_status": "output",
        }
    ],
}
LOST = "2026-11-20-marie/quai-des-langues/domain/emploi-chomage-insertion"
GAINED = "2026-11-20-marie/quai-des-langues/domain/sante"
STATUS = "2026-11-20-marie/quai-i2/status/output"


@pytest.fixture
def desk(tmp_path: Path, corpus: Path, vocabulary: Vocabulary) -> Desk:
    made = desk_over(tmp_path, corpus, vocabulary, named())
    (tmp_path / "record" / "codings").mkdir()
    text = yaml.safe_dump(dict(CODING), allow_unicode=True)
    (tmp_path / "record" / KEPT).write_text(text, encoding="utf-8")
    return made


def answer(person: Person, answers: Mapping[str, str], because: str = "") -> Response:
    """Send the page with an answer to each difference named."""
    fields = {"jeton": person.token()}
    for number, (key, word) in enumerate(answers.items()):
        fields |= {f"sur.{number}": key, f"decision.{number}": word, f"raison.{number}": because}
    return person.post(PAGE, fields)


def accepted(anna: Person, renee: Person, answers: Mapping[str, str], because: str = "") -> str:
    page = answer(anna, answers, because).headers["location"]
    assert anna.act(page, "send").status_code == 303
    assert renee.act(page, "accept").status_code == 303
    return page


def case_of(record: Path) -> dict[str, Any]:
    held: dict[str, Any] = yaml.safe_load((record / CASE).read_text("utf-8"))
    return held


def decisions(record: Path) -> list[dict[str, str]]:
    held: list[dict[str, str]] = yaml.safe_load((record / KEPT).read_text("utf-8"))["decisions"]
    return held


def test_every_open_difference_is_shown_with_both_codes_in_words(anna: Person) -> None:
    shown = anna.get(PAGE).text.replace("\u00a0", " ")
    assert [shown.count(f'value="{key}"') for key in (LOST, GAINED, STATUS)] == [1, 1, 1]
    assert shown.count('name="sur.') == 3
    for words in (
        "Garder le premier code : compté : changement",
        "Prendre le second : compté : réalisation",
        "Garder le premier code : non donné",
        "Marie Dupont",
        "Le bilan parle de santé.",
    ):
        assert words in shown, words
    english = anna.get(PAGE.replace("/fr/", "/en/")).text
    assert "Take the second: counted: output" in english
    assert "3 différences gardées sont à décider" in anna.get("/fr/contribuer/codage").text.replace(
        "\u00a0", " "
    )


def test_decisions_go_through_the_queue_and_bear_name_and_day(
    anna: Person, renee: Person, record: Path, vocabulary: Vocabulary
) -> None:
    before = tree(record)
    answers = {LOST: "change", GAINED: "change", STATUS: "change"}
    page = answer(anna, answers, "Lu dans le bilan.").headers["location"]
    assert tree(record) == before
    anna.act(page, "send")
    assert renee.get(PAGE).text.count("une réponse attend") == 3
    assert renee.act(page, "accept").status_code == 303
    case = case_of(record)
    assert [each["concept"] for each in case["domains"]] == ["education", "sante"]
    assert case["domains"][1]["confirmed_name"] == "Anna"
    item = next(each for each in case["items"] if each["id"] == "quai-i2")
    assert (item["level"], item["confirmed_by"], item["confirmed_name"]) == (
        "output", "arbitrage", "Anna",
    )  # fmt: skip
    assert {(each["name"], each["because"]) for each in decisions(record)} == {
        ("Anna", "Lu dans le bilan.")
    }
    read_directory(record, vocabulary)
    assert "Aucune différence" in anna.get(PAGE).text


def test_a_decision_that_leaves_the_case_as_it_is_is_kept_all_the_same(
    anna: Person, renee: Person, record: Path
) -> None:
    before = case_of(record)
    accepted(anna, renee, {GAINED: "confirm", LOST: ""})
    assert case_of(record) == before
    assert [(each["label"], each["decision"]) for each in decisions(record)] == [
        ("sante", "confirm")
    ]
    left = anna.get(PAGE).text
    assert LOST in left
    assert GAINED not in left


def test_undoing_decisions_opens_the_differences_again(
    anna: Person, renee: Person, record: Path, vocabulary: Vocabulary
) -> None:
    before = tree(record)
    page = accepted(anna, renee, {LOST: "change", STATUS: "confirm"})
    assert renee.act(page, "undo", "Trop vite.").status_code == 303
    after = tree(record)
    assert {name for name in after if after[name] != before.get(name)} <= {
        "contributions.yaml", "counts.yaml",
    }  # fmt: skip
    read_directory(record, vocabulary)
    assert anna.get(PAGE).text.count('name="sur.') == 3


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        ({LOST: ""}, "Aucune différence n'est décidée"),
        ({LOST: "peut-être"}, "peut-être"),
        ({LOST + "-x": "confirm"}, "n'existe pas ou n'est plus à décider"),
        ({"../x/domain/sante": "confirm"}, "Ce n'est pas un identifiant"),
        ({"pas une clé": "confirm"}, "Aucune différence n'est décidée"),
    ],
)
def test_a_wrong_answer_is_refused_in_words_and_nothing_is_kept(
    anna: Person, record: Path, answers: Mapping[str, str], fault: str
) -> None:
    given = answer(anna, answers, "parce que")
    assert given.status_code == 422
    shown = given.text.replace("’", "'").replace("&#39;", "'").replace("\u00a0", " ")
    assert fault in shown.partition('id="refus"')[2].partition("</div>")[0]
    assert not list((record / "contributions").glob("*.json"))


def test_what_was_typed_stays_when_an_answer_beside_it_is_wrong(anna: Person) -> None:
    given = answer(anna, {LOST: "change", GAINED: "non"}, "Lu dans le bilan.")
    assert given.status_code == 422
    assert given.text.count('value="Lu dans le bilan."') == 2
    assert given.text.count('value="change" checked') == 1


def test_two_people_deciding_one_difference_do_not_both_enter(
    anna: Person, renee: Person, record: Path
) -> None:
    late = answer(anna, {LOST: "confirm"}).headers["location"]
    page = answer(renee, {LOST: "change"}).headers["location"]
    assert renee.act(page, "accept").status_code == 303
    assert "plus à décider" in anna.get(late).text
    assert anna.act(late, "send").status_code == 422
    assert [each["decision"] for each in decisions(record)] == ["change"]


def test_deciding_needs_our_token_our_origin_and_a_name(app: FastAPI, anna: Person) -> None:
    fields = {"jeton": anna.token(), "sur.0": LOST, "decision.0": "confirm"}
    assert anna.post(PAGE, fields, Origin="http://evil.example").status_code == 403
    assert anna.post(PAGE, {**fields, "jeton": "x"}).status_code == 403
    assert Person(app, "Zoé").post(PAGE, fields).status_code == 403
    assert Person(app, "").get(PAGE).status_code == 403


@pytest.mark.slow
@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_in_a_reason_or_a_key_stays_text(anna: Person, payload: str) -> None:
    for key in (LOST, payload, f"a/b/domain/{payload}"):
        given = answer(anna, {key: "confirm"}, payload)
        page = given.headers.get("location")
        shown = anna.get(page).text if page else given.text
        if "<" in payload:
            assert payload not in shown


@pytest.mark.slow
@pytest.mark.parametrize("page", ["codage", "codage/differences", "phrases", "noms", "plan", "cas"])
def test_three_megabytes_are_refused_at_the_border_of_every_page(anna: Person, page: str) -> None:
    fields = {"jeton": anna.token(), "because": "x" * 3_000_000}
    assert anna.post(f"/fr/contribuer/{page}", fields).status_code == 413
