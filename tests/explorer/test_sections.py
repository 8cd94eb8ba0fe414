"""The map of the site: its order, what is shown of it, and the buttons that follow it."""

from __future__ import annotations

import pytest

from explorer import actions, sections
from explorer.actions import actions_of
from explorer.messages import Messages
from explorer.sections import FOOT, SECTIONS, Entry, Section, has_page, section_of


def test_the_five_entries_keep_their_order() -> None:
    named = [section.key for section in SECTIONS]
    assert named == ["chercher", "preuves", "explorer", "atelier", "donnees"]


def test_every_entry_and_page_of_the_map_has_a_name_in_both_languages(
    catalogues: dict[str, Messages],
) -> None:
    titles = [page.title for section in SECTIONS for page in section.pages]
    titles += [page.title for page in FOOT]
    titles += [f"section.{section.key}" for section in SECTIONS]
    missing = [
        key for key in titles for language in ("fr", "en") if not catalogues[language].has(key)
    ]
    assert missing == []


def test_no_page_stands_twice_on_the_map() -> None:
    paths = [page.path for section in SECTIONS for page in section.pages]
    paths += [page.path for page in FOOT]
    assert len(paths) == len(set(paths))


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/case", "chercher"),
        ("/case/cantine-partagee", "chercher"),
        ("/discrepancy/feedfacefeedface", "preuves"),
        ("/passage/note-p1", "chercher"),
        ("/cases", "chercher"),
        ("/scheme/territory/bretagne", "preuves"),
        ("/scheme/domain/education", "chercher"),
    ],
)
def test_the_page_of_a_thing_belongs_to_the_entry_that_lists_its_kind(path: str, key: str) -> None:
    section = section_of(path)
    assert section is not None
    assert section.key == key


def test_the_first_page_belongs_to_no_entry() -> None:
    assert section_of("") is None
    assert section_of("/") is None


def test_a_button_is_shown_only_when_its_page_is_on_the_map(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sections, "SECTIONS", (Section("explorer", ()),))
    assert [one.title for one in actions_of("fr", "case/a")] == ["action.cite"]
    graph = Section("explorer", (Entry("/explorer", "section.explorer"),))
    monkeypatch.setattr(sections, "SECTIONS", (graph,))
    shown = actions_of("fr", "case/a", "/fr/passage/p1")
    assert [(one.title, one.href) for one in shown] == [
        ("action.source", "/fr/passage/p1"),
        ("action.graph", "/fr/explorer?centre=case/a"),
        ("action.cite", f"#{actions.CITE}"),
    ]


def test_what_a_button_says_of_a_thing_cannot_leave_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compare = Section("preuves", (Entry("/comparer", "section.preuves"),))
    monkeypatch.setattr(sections, "SECTIONS", (compare,))
    (shown, _) = actions_of("en", "case/a&x=1#y")
    assert shown.href == "/en/comparer?ids=case/a%26x%3D1%23y"
    assert has_page("/comparer")
    assert not has_page("/explorer")
