"""A guided path: read from a file, refused with its place and its remedy, written again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from explorer.guided_paths import (
    MOST_STEPS,
    MOST_WORDS,
    GuidedPath,
    read_path,
    read_path_file,
    shipped_paths,
    view_at,
    written_path,
)
from ontology.errors import AlliancesError, RecordError
from ontology.iris import iri_of

STEP: dict[str, Any] = {
    "view": "explorer?centre=impact/confiance",
    "caption": {"fr": "La confiance.", "en": "Trust."},
    "question": {"fr": "Effet ou condition ?", "en": "Effect or condition?"},
}


def told(*steps: dict[str, Any], **changes: Any) -> bytes:
    content = {"path": "essai", "title": {"fr": "Essai"}, "steps": list(steps), **changes}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def faults(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(RecordError) as refused:
        read_path(data, "essai.yaml")
    for one in refused.value.findings:
        assert one.where == "essai.yaml"
        assert one.line is not None
        assert one.cure.fr
        assert one.cure.en
    return [(one.code, one.field) for one in refused.value.findings]


def test_a_path_is_read_and_written_without_any_change() -> None:
    path = read_path(told(STEP, STEP), "essai.yaml")
    assert [step.caption.fr for step in path.steps] == ["La confiance.", "La confiance."]
    assert read_path(written_path(path), "again.yaml") == path


def test_a_path_may_be_json_and_may_speak_one_language() -> None:
    text = (
        '{"path": "essai", "title": {"fr": "Essai"}, "steps": [{"view": "/fr/preuves", '
        '"caption": {"fr": "Les cases."}, "question": {"fr": "Laquelle ?"}}]}'
    )
    path = read_path(text.encode(), "essai.json")
    assert path.steps[0].caption.in_language("en") == ("Les cases.", "fr")


def test_a_caption_has_at_most_25_words() -> None:
    fits, long = ("mot " * number for number in (MOST_WORDS, MOST_WORDS + 1))
    assert read_path(told({**STEP, "caption": {"fr": fits.strip()}}), "essai.yaml")
    assert faults(told(STEP, {**STEP, "caption": {"fr": long.strip()}})) == [
        ("path-words", "steps.2.caption.fr")
    ]


def test_a_step_of_a_table_may_name_its_rows_and_a_map_has_none() -> None:
    table = {**STEP, "view": "preuves?rows=domain&columns=impact", "rows": ["acces-aux-soins"]}
    path = read_path(told(table), "essai.yaml")
    assert path.steps[0].rows == ("acces-aux-soins",)
    assert read_path(written_path(path), "again.yaml") == path
    assert faults(told({**STEP, "rows": ["acces-aux-soins"]})) == [("path-rows", "steps.1.rows")]


@pytest.mark.parametrize("question", ["La confiance.", "Qui ? Quoi ?"])
def test_a_step_has_one_question(question: str) -> None:
    assert faults(told({**STEP, "question": {"fr": question}})) == [
        ("path-question", "steps.1.question.fr")
    ]


@pytest.mark.parametrize(
    "view",
    [
        "donnees",
        "explorer",
        "explorer?centre=confiance",
        "explorer?centre=impact/confiance&steps=99",
        "preuves?rows=category&sort=up",
        "https://example.org/explorer?centre=impact/confiance",
    ],
)
def test_a_view_that_its_page_would_refuse_is_refused(view: str) -> None:
    assert faults(told({**STEP, "view": view})) == [("path-view", "steps.1.view")]


def test_every_fault_is_told_at_once() -> None:
    wrong = {"view": "donnees", "caption": {}, "question": {"fr": "Non"}}
    assert faults(told(wrong, title={})) == [
        ("path-empty", "title"),
        ("path-view", "steps.1.view"),
        ("path-empty", "steps.1.caption"),
        ("path-question", "steps.1.question.fr"),
    ]
    assert faults(told(*[STEP] * (MOST_STEPS + 1))) == [("path-steps", "steps")]
    assert faults(told({**STEP, "titre": "?"})) == [("key-unknown", "steps.1.titre")]


def test_a_missing_file_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"nothing\.yaml"):
        read_path_file(tmp_path / "nothing.yaml")


def test_an_address_of_the_site_is_a_view_in_any_language() -> None:
    view = view_at("/en/explorer?centre=organisation/adie&steps=2")
    assert view.address == "explorer?centre=organisation/adie&steps=2"
    assert view.state is not None
    assert view.state.steps == 2
    with pytest.raises(AlliancesError):
        view_at("/fr/explorer")


@pytest.fixture(scope="module")
def shipped(repository: Path) -> tuple[GuidedPath, ...]:
    return shipped_paths(repository / "data")


def test_three_paths_are_shipped_in_both_languages(shipped: tuple[GuidedPath, ...]) -> None:
    assert [path.path for path in shipped] == [
        "ce-que-les-sources-disent-de-la-confiance",
        "enjeux-mecanismes-performance",
        "regards-croises-emploi",
    ]
    for path in shipped:
        assert 6 <= len(path.steps) <= 10
        for said in (path.title, path.what, *(s.caption for s in path.steps)):
            assert said is not None
            assert said.fr
            assert said.en
        assert all(step.question.fr and step.question.en for step in path.steps)


def test_the_path_of_the_stakes_starts_at_all_four_and_ends_at_each_type_of_organisation(
    shipped: tuple[GuidedPath, ...], repository: Path
) -> None:
    path = next(one for one in shipped if one.path.startswith("enjeux"))
    scheme = (repository / "ontology/schemes/shared-stake.ttl").read_text(encoding="utf-8")
    stakes = {
        line.split()[0].replace(":", "/")
        for line in scheme.splitlines()
        if line.startswith("shared-stake:")
    }
    first = view_at(path.steps[0].view).state
    assert first is not None
    assert set(first.centre) == stakes
    centres = {
        one for step in path.steps for one in getattr(view_at(step.view).state, "centre", ())
    }
    assert {
        "impact/performance-entreprises",
        "impact/performance-structures-interet-general",
        "impact/performance-acteurs-publics",
    } <= centres
    assert all(iri_of(one) for one in centres)
