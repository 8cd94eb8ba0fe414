"""The catalogues of the interface: complete, alike, and used as they are written."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from explorer.kinds import CLASSES
from explorer.messages import Messages
from ontology.iris import THING_TYPES

# A whole key between quotes; keys made of two parts are checked by the pages that use them.
_USED = re.compile(r"""\b(?:t|messages)\(\s*"([a-z_.0-9]+)"\s*[,)]""")


def used_keys() -> set[str]:
    texts = [
        entry.read_text(encoding="utf-8")
        for folder in (files("explorer"), files("explorer") / "templates", files("api"))
        for entry in folder.iterdir()
        if entry.name.endswith((".py", ".html"))
    ]
    return {key for text in texts for key in _USED.findall(text)}


def test_both_languages_hold_the_same_sentences(catalogues: dict[str, Messages]) -> None:
    assert set(catalogues["fr"].texts) == set(catalogues["en"].texts)


def test_both_languages_ask_for_the_same_values(catalogues: dict[str, Messages]) -> None:
    slots = re.compile(r"\{(\w+)\}")
    different = [
        key
        for key, text in catalogues["fr"].texts.items()
        if set(slots.findall(text)) != set(slots.findall(catalogues["en"].texts[key]))
    ]
    assert different == []


def test_every_sentence_the_pages_ask_for_exists(messages: Messages) -> None:
    used = used_keys()
    assert len(used) > 100
    assert {key for key in used if not messages.has(key)} == set()


def test_every_kind_of_thing_has_a_name_in_singular_and_plural(messages: Messages) -> None:
    assert set(CLASSES) == set(THING_TYPES)
    assert [
        key
        for kind in THING_TYPES
        for key in (f"kind.{kind}.one", f"kind.{kind}.many")
        if not messages.has(key)
    ] == []


def test_no_sentence_breaks_french_typography(messages: Messages) -> None:
    faulty = re.compile(r" [:;?!%»]|« |[^\s\u00a0\u202f][;?!]|[^\s\u00a0\u202f:]:(?!/)")
    assert [key for key, text in messages.texts.items() if faulty.search(text)] == []


@pytest.mark.parametrize(
    ("language", "amount", "said"),
    [
        ("fr", 0, "0 résultat"),
        ("fr", 1, "1 résultat"),
        ("fr", 2, "2 résultats"),
        ("en", 0, "0 results"),
        ("en", 1, "1 result"),
        ("en", 1500, "1,500 results"),
    ],
)
def test_counts_agree_with_their_noun(
    catalogues: dict[str, Messages], language: str, amount: int, said: str
) -> None:
    assert catalogues[language].count("list.found", amount) == said


def test_a_missing_sentence_is_an_error_and_never_an_empty_place(messages: Messages) -> None:
    with pytest.raises(KeyError):
        messages("no.such.sentence")
