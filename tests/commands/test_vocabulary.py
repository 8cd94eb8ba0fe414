"""The documentation of the vocabulary is fresh, complete in both languages, and stands alone."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from commands.vocabulary import LANGUAGES, page, stamp
from ontology.terms import AL, names


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: list[str] = []
        self.leads: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id" and value:
                self.anchors.append(value)
            if name in {"href", "src"} and value:
                self.leads.append(value)


def text(repository: Path, language: str) -> str:
    return (repository / "explorer" / "vocabulary" / f"{language}.html").read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_was_made_from_the_ontology_of_today(repository: Path, language: str) -> None:
    assert stamp() in text(repository, language), "run: alliances reference --vocabulary"


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_making_the_page_again_gives_the_same_bytes(repository: Path, language: str) -> None:
    assert page(language) == text(repository, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_its_anchor_once_and_every_inner_link_leads_somewhere(
    repository: Path, language: str
) -> None:
    held = _Page(text(repository, language))
    assert set(names(AL)) <= set(held.anchors)
    assert len(held.anchors) == len(set(held.anchors))
    inner = {lead.removeprefix("#") for lead in held.leads if lead.startswith("#")}
    assert inner <= set(held.anchors)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_nothing_that_the_content_policy_forbids(
    repository: Path, language: str
) -> None:
    held = _Page(text(repository, language))
    assert not held.tags & {"script", "style", "img", "iframe", "object"}
    assert not {name for name in held.attributes if name == "style" or name.startswith("on")}
    loaded = re.findall(r"<link[^>]*>", text(repository, language))
    assert loaded == ['<link rel="stylesheet" href="/ns/style.css">']


def test_each_page_shows_its_own_language_and_none_of_the_other(repository: Path) -> None:
    french, english = (text(repository, language) for language in LANGUAGES)
    for words, there, absent in (
        ("Alliance fondée sur un accord entre des organisations précises", french, english),
        ("An alliance founded on an agreement between given organisations", english, french),
        (">Partenariat ", french, english),
        (">Partnership ", english, french),
        (">Propriétés d'objet<", french, english),
        (">Object Properties<", english, french),
    ):
        assert words in there
        assert words not in absent
