"""The YAML reader: nothing is read as something it does not look like."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.yaml_faults import YAML_FAULTS
from loaders.yaml_form import MAX_BYTES, MAX_DEPTH, read_yaml
from ontology.errors import RecordError


def codes(text: str | bytes) -> list[tuple[str, int | None]]:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(RecordError) as refused:
        read_yaml(data, "x.yaml")
    return [(finding.code, finding.line) for finding in refused.value.findings]


@pytest.mark.parametrize(
    "word",
    ["yes", "no", "on", "off", "True", "FALSE", "010", "0x1F", "1_000", "1:30", "2015-09-01",
     ".5", "5.", "+5", "1e3", ".inf", "2015-09", "-", "C#"],
)  # fmt: skip
def test_words_that_yaml_would_turn_into_something_else_stay_text(word: str) -> None:
    if word == "-":
        word = "'-'"
    data, _ = read_yaml(f"a: {word}".encode(), "x.yaml")
    assert data == {"a": word.strip("'")}


def test_booleans_integers_and_decimals_are_read_exactly() -> None:
    data, _ = read_yaml(b"a: true\nb: false\nc: 12\nd: -3\ne: 66.70", "x.yaml")
    assert data == {"a": True, "b": False, "c": 12, "d": -3, "e": Decimal("66.70")}
    assert str(data["e"]) == "66.70"


def test_quoted_numbers_and_booleans_are_text() -> None:
    data, _ = read_yaml(b"a: '12'\nb: \"true\"\nc: ''", "x.yaml")
    assert data == {"a": "12", "b": "true", "c": ""}


def test_every_value_has_the_line_on_which_it_is_written() -> None:
    _, lines = read_yaml(b"# note\na: 1\nb:\n- x\n- c: 2\n  d: [3,\n    4]\n", "x.yaml")
    assert lines == {
        (): 1, ("a",): 2, ("b",): 3, ("b", 0): 4, ("b", 1): 5, ("b", 1, "c"): 5,
        ("b", 1, "d"): 6, ("b", 1, "d", 0): 6, ("b", 1, "d", 1): 7,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\nb: 2\na: 3", "yaml-duplicate-key", 3),
        ("a: &x 1", "yaml-anchor", 1),
        ("a: 1\nb: *x", "yaml-alias", 2),
        ("a: !!str 5", "yaml-tag", 1),
        ("a: ! b", "yaml-tag", 1),
        ("a:\n  <<: {b: 1}", "yaml-merge", 2),
        ("a:\n", "yaml-no-value", 1),
        ("a: 1\nb: ~", "yaml-no-value", 2),
        ("a: null", "yaml-no-value", 1),
        ("? [a]\n: 1", "yaml-key", 1),
        ("%YAML 1.1\n---\na: 1", "yaml-directive", 1),
        ("a: 1\n---\nb: 2", "yaml-two-documents", 2),
        ("a: 1111111111111111111111111111111", "yaml-number", 1),
        ("- a", "yaml-not-a-record", 1),
        ("", "yaml-not-a-record", 1),
        ("a: b: c", "yaml-syntax", 1),
        ("a: 1\n\tb: 2", "yaml-syntax", 2),
        ("a: 'x", "yaml-syntax", 1),
    ],
)
def test_each_trap_is_refused_with_its_line(text: str, code: str, line: int) -> None:
    assert codes(text) == [(code, line)]


def test_all_faults_of_a_file_are_told_at_once() -> None:
    assert codes("a: 1\na: 2\nb: &x 3\nc: *x\nd:") == [
        ("yaml-duplicate-key", 2),
        ("yaml-anchor", 3),
        ("yaml-alias", 4),
        ("yaml-no-value", 5),
    ]


def test_a_repeated_key_names_the_line_of_the_first() -> None:
    with pytest.raises(RecordError) as refused:
        read_yaml(b"b: 1\na: 1\na: 2", "x.yaml")
    (finding,) = refused.value.findings
    assert "ligne 2" in finding.rule.fr
    assert "line 2" in finding.rule.en
    assert (finding.where, finding.field, finding.value) == ("x.yaml", "a", "a")


def test_latin_1_is_refused_at_the_line_of_the_first_wrong_byte() -> None:
    assert codes(b"a: 1\nb: \xe9") == [("file-encoding", 2)]


def test_a_byte_order_mark_is_refused_with_a_cure() -> None:
    assert codes(b"\xef\xbb\xbfa: 1") == [("file-byte-order-mark", 1)]


@pytest.mark.parametrize("sign", ["\x07", "\x85", "\u2028", "\ufeff", "\x9f"])
def test_signs_that_nobody_sees_are_refused(sign: str) -> None:
    assert codes(f"a: 1\nb: x{sign}y") == [("file-character", 2)]


def test_a_file_over_the_limit_is_refused_without_being_parsed() -> None:
    assert codes(b"a" * (MAX_BYTES + 1)) == [("file-too-large", None)]


def test_nesting_is_accepted_to_the_limit_and_refused_beyond() -> None:
    inside = "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    read_yaml(f"a: {inside}".encode(), "x.yaml")
    assert codes("a: " + "[" * 5000) == [("yaml-too-deep", 1)]


@pytest.mark.parametrize("code", YAML_FAULTS)
def test_every_fault_is_worded_in_both_languages(code: str) -> None:
    for text in YAML_FAULTS[code]:
        assert text.fr.strip()
        assert text.en.strip()
        assert text.fr != text.en


def findings_or_content(data: bytes) -> int:
    """Return how many findings or values a file has; let any other error through."""
    try:
        return len(read_yaml(data, "x.yaml")[1])
    except RecordError as error:
        return len(error.findings)


@given(st.binary(max_size=200))
def test_arbitrary_bytes_raise_nothing_but_a_record_error(data: bytes) -> None:
    assert findings_or_content(data) > 0


@given(st.text(alphabet=st.sampled_from("ab:- \n\t[]{}#&*!|>'\"%@`,?~01.<\\é\u2028\ufeff")))
def test_text_made_of_yaml_signs_raises_nothing_but_a_record_error(text: str) -> None:
    assert findings_or_content(text.encode()) > 0
