"""Which form and which language a client asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.negotiation import chosen, language_of, wants_html

OFFERED = ("text/html", "text/turtle", "application/ld+json")


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "text/html"),
        ("*/*", "text/html"),
        ("text/*", "text/html"),
        ("text/turtle", "text/turtle"),
        ("TEXT/TURTLE", "text/turtle"),
        ("application/*", "application/ld+json"),
        ("text/html;q=0.8, application/ld+json;q=0.9", "application/ld+json"),
        ("text/html;q=0, */*;q=0.1", "text/turtle"),
        ("text/turtle;charset=utf-8", "text/turtle"),
        ("image/png", None),
        ("*/*;q=0", None),
    ],
)
def test_the_best_liked_form_is_chosen(accept: str, form: str | None) -> None:
    assert chosen(accept, OFFERED) == form


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "fr"),
        ("en", "en"),
        ("en-US,en;q=0.9,fr;q=0.8", "en"),
        ("fr-FR,fr;q=0.9,en;q=0.8", "fr"),
        ("de,en;q=0.5", "en"),
        ("de", "fr"),
        ("*", "fr"),
        ("fr;q=0, *", "en"),
    ],
)
def test_french_unless_english_is_liked_better(header: str, language: str) -> None:
    assert language_of(header) == language


def test_only_a_client_that_names_html_is_a_browser() -> None:
    assert wants_html("text/html,application/xhtml+xml")
    assert not wants_html("*/*")
    assert not wants_html("")
    assert not wants_html("text/html;q=0")


@given(st.text())
def test_no_header_can_break_the_choice(header: str) -> None:
    assert chosen(header, OFFERED) in {*OFFERED, None}
    assert language_of(header) in {"fr", "en"}
