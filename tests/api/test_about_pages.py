"""Method, glossary and accessibility: they say what runs and what is held, in both languages."""

from __future__ import annotations

import re

import pytest

from explorer.claims import STATUSES
from graph.derivation import read_rules
from tests.api.conftest import Client


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("path", ["/methode", "/glossaire", "/accessibilite"])
def test_each_page_answers_and_is_found_at_the_foot(
    client: Client, language: str, path: str
) -> None:
    answer = client.get(f"/{language}{path}")
    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1
    assert f'href="/{language}{path}"' in client.get(f"/{language}").text


def test_the_method_names_every_status_and_every_rule_of_contradiction(client: Client) -> None:
    text = client.get("/fr/methode").text
    for slug in STATUSES:
        assert f"/fr/claim?status={slug}" in text
    for rule in read_rules():
        if rule.graph == "discrepancies" or rule.name.startswith("status-"):
            assert rule.name in text


def test_an_example_is_a_true_claim_with_its_words(client: Client) -> None:
    text = client.get("/fr/methode").text
    shown = re.findall(r'class="example">.*?href="(/fr/claim/[^"]+)"', text, re.DOTALL)
    assert shown
    for place in shown:
        assert "<blockquote" in client.get(place).text


def test_the_glossary_says_where_a_definition_comes_from(client: Client) -> None:
    text = client.get("/fr/glossaire").text
    assert text.count("<dt>") > 100
    assert 'href="/fr/scheme/category/mecenat"' in text
