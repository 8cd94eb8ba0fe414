"""Shapes: what a record may hold, and how a fault of form is told."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

import pytest

from loaders.records import KINDS, DocumentRecord, OrganisationRecord
from loaders.references import OWN, TARGETS
from loaders.shapes import ERROR_SENTENCES, read_shape
from loaders.yaml_form import read_yaml
from ontology.errors import Finding

GOOD = """\
document: d
kind: rapport
title: T
file: d.txt
sha256: {digest}
read_on: 2026-11
counts: {{passages: 1, figures: 1, claims: 0}}
passages:
- {{id: p1, line: 1, offset: 0, heading: H, quote: Q 69}}
figures:
- id: f1
  passage: p1
  measure: share
  value: 69
  unit: pourcent
  question: q
  period: 2015
  population: Les maires
""".format(digest="0" * 64)


def read(text: str) -> tuple[DocumentRecord | None, list[Finding]]:
    data, lines = read_yaml(text.encode(), "d.yaml")
    return read_shape(data, lines, DocumentRecord, "d.yaml")


def faults(old: str, new: str) -> list[tuple[str, int | None, str]]:
    assert old in GOOD
    record, findings = read(GOOD.replace(old, new))
    assert record is None
    return [(finding.code, finding.line, finding.field) for finding in findings]


def test_a_sound_document_is_read() -> None:
    record, findings = read(GOOD)
    assert findings == []
    assert record is not None
    assert record.figures[0].value == Decimal(69)


def test_a_year_may_be_written_without_quotation_marks() -> None:
    record, _ = read(GOOD)
    assert record is not None
    assert record.figures[0].period == "2015"


def test_a_number_as_a_name_keeps_its_exact_writing() -> None:
    data, lines = read_yaml(b"organisation: x\nname: 1.10\naliases: [7, b]\ntype: pme", "o")
    record, _ = read_shape(data, lines, OrganisationRecord, "o")
    assert record is not None
    assert (record.name, record.aliases) == ("1.10", ("7", "b"))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: T\n", "", ("key-missing", 1, "title")),
        ("title: T\n", "title: T\ntitel: U\n", ("key-unknown", 4, "titel")),
        ("title: T\n", "title: true\n", ("value-type", 3, "title")),
        ("title: T\n", "title: ''\n", ("value-empty", 3, "title")),
        ("title: T\n", f"title: {'x' * 2001}\n", ("value-too-long", 3, "title")),
        ("document: d\n", "document: Dé\n", ("value-form", 1, "document")),
        ("0" * 64, "0" * 63, ("value-form", 5, "sha256")),
        ("2026-11\n", "11/2026\n", ("value-form", 6, "read_on")),
        ("line: 1", "line: 0", ("value-out-of-range", 9, "passages.0.line")),
        ("line: 1", "line: '1'", ("value-type", 9, "passages.0.line")),
        ("offset: 0", "offset: 0.5", ("value-type", 9, "passages.0.offset")),
        ("measure: share", "measure: shares", ("value-not-listed", 13, "figures.0.measure")),
        ("value: 69", "value: '69'", ("value-type", 14, "figures.0.value")),
        ("value: 69", "value: true", ("value-type", 14, "figures.0.value")),
        (
            "  period: 2015",
            "  multiple_response: yes\n  period: 2015",
            ("value-type", 17, "figures.0.multiple_response"),
        ),
        ("passages: 1,", "passages: '1',", ("value-type", 7, "counts.passages")),
        (
            "figures:\n",
            "figures:\n- just words\n",
            ("value-type", 11, "figures.0"),
        ),
    ],
)
def test_a_fault_of_form_is_told_at_its_line_and_field(
    old: str, new: str, expected: tuple[str, int, str]
) -> None:
    assert faults(old, new) == [expected]


def test_a_figure_without_passage_is_not_read() -> None:
    assert faults("  passage: p1\n", "") == [("key-missing", 11, "figures.0.passage")]


def test_an_unknown_key_that_looks_like_a_missing_one_is_proposed() -> None:
    _, findings = read(GOOD.replace("population:", "populations:"))
    cures = {finding.code: finding.cure for finding in findings}
    assert cures["key-unknown"].fr == "Vouliez-vous dire « population » ?"
    assert cures["key-unknown"].en == "Did you mean “population”?"


def test_an_unknown_key_inside_a_list_is_compared_with_the_keys_of_that_place() -> None:
    _, findings = read(GOOD.replace("  unit: pourcent", "  unit: pourcent\n  sample_sise: 3"))
    assert [finding.cure.en for finding in findings] == ["Did you mean “sample_size”?"]


def test_no_sentence_is_pydantics_own() -> None:
    _, findings = read("document: 1.5\nkind: [a]\ntitle: true\ncounts: 3\npassages: x\nz: 1")
    assert len(findings) >= 8
    for finding in findings:
        assert "should" not in finding.rule.en
        assert "Input" not in finding.rule.en
        assert finding.rule.fr != finding.rule.en


@pytest.mark.parametrize("kind", ERROR_SENTENCES)
def test_every_kind_of_fault_is_worded_in_both_languages(kind: str) -> None:
    _, rule, cure = ERROR_SENTENCES[kind]
    for text in (rule, cure):
        assert text.fr
        assert text.en
        assert text.fr != text.en


def holds_a_slug(annotation: Any, *metadata: object) -> bool:
    if any("a-z" in str(getattr(each, "pattern", "")) for each in metadata):
        return True
    return any(
        holds_a_slug(part, *getattr(part, "__metadata__", ())) for part in get_args(annotation)
    )


def test_every_field_that_holds_a_slug_or_a_reference_says_what_it_points_to() -> None:
    pointed = {(shape, name) for shape, fields in TARGETS.items() for name in fields}
    holding = {
        (shape, name)
        for shape in TARGETS
        for name, field in shape.model_fields.items()
        if holds_a_slug(field.annotation, *field.metadata)
    }
    assert pointed == holding


def test_every_kind_of_record_names_itself_in_its_first_field() -> None:
    for shape in KINDS.values():
        assert TARGETS[shape][next(iter(shape.model_fields))] == OWN
