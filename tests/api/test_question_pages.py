"""Questions, editors and data: every question has a page that answers, and a file."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest

from queries.catalogue import catalogue, question_names
from tests.api.conftest import Client

NAMED = [question.name for question in catalogue() if not question.parameters]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("path", ["/donnees", "/questions", "/sparql", "/sparql/yasgui"])
def test_each_page_answers_in_both_languages(client: Client, language: str, path: str) -> None:
    answer = client.get(f"/{language}{path}")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text


def test_every_question_of_the_catalogue_is_listed(client: Client) -> None:
    listed = set(re.findall(r'href="/fr/questions/([^"]+)"', client.get("/fr/questions").text))
    assert listed == set(question_names())


@pytest.mark.parametrize("name", NAMED)
def test_a_question_without_blanks_answers_or_says_that_there_is_nothing(
    client: Client, name: str
) -> None:
    text = client.get(f"/fr/questions/{name}").text
    assert ("<table>" in text) != ("ne contient encore rien" in text)


def test_an_answer_has_a_file_with_the_same_rows(client: Client) -> None:
    name = "impacts-par-categorie-et-statut"
    page = client.get(f"/fr/questions/{name}").text
    rows = list(csv.reader(io.StringIO(client.get(f"/fr/questions/{name}.csv").text)))
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert body.count("<tr>") == len(rows) - 1


def test_the_query_shown_is_the_file_of_the_question(client: Client) -> None:
    name = "impacts-par-categorie-et-statut"
    shown = re.search(
        r"<pre[^>]*><code>(.*?)</code>", client.get(f"/fr/questions/{name}").text, re.S
    )
    assert shown
    assert unescape(shown.group(1)).strip() == client.get(f"/fr/questions/{name}.rq").text.strip()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/questions/nothing", 404),
        ("/questions/manques.xls", 404),
        ("/questions/alliances-actives-en?year=soon", 400),
        ("/questions/manques?matrix=nothing", 400),
        ("/sparql?question=nothing", 404),
    ],
)
def test_what_cannot_be_asked_is_refused(client: Client, path: str, status: int) -> None:
    assert client.get(f"/fr{path}").status_code == status


def test_only_the_page_of_yasgui_has_a_wider_policy(client: Client) -> None:
    wider = client.get("/fr/sparql/yasgui").headers["content-security-policy"]
    assert "style-src 'self' 'unsafe-inline'" in wider
    assert "script" not in wider
    for path in ("/fr/sparql", "/fr/questions", "/fr/donnees", "/fr"):
        assert "unsafe" not in client.get(path).headers["content-security-policy"]


def test_a_query_in_the_address_stands_in_the_editor_and_runs_nowhere(client: Client) -> None:
    text = client.get("/fr/sparql?query=%3C/textarea%3E%3Cscript%3Ealert(1)%3C/script%3E").text
    assert "<script>alert" not in text
    assert "&lt;/textarea&gt;" in text


def test_the_editor_offers_every_question_as_a_commented_example(client: Client) -> None:
    text = client.get("/fr/sparql").text
    assert text.count('<option value="# ') == len(question_names()) >= 20
