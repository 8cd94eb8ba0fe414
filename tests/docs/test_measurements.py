"""The page of measurements: each section is rewritten by itself, and nothing else changes."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def page(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The module `bench.page`, which is run from the checkout and not installed."""
    monkeypatch.syspath_prepend(repository)
    return importlib.import_module("bench.page")


def test_a_section_is_put_in_its_own_place(page: Any, tmp_path: Path) -> None:
    file = tmp_path / "measurements.md"
    page.write_section("one", ["## One", "1"], file)
    page.write_section("two", ["## Two", "2 \\d"], file)
    first = file.read_text(encoding="utf-8")
    page.write_section("one", ["## One", "3"], file)
    assert file.read_text(encoding="utf-8") == first.replace("1\n", "3\n", 1)
    assert first.startswith("# Measurements\n")


def test_a_table_has_a_line_for_each_row(page: Any) -> None:
    assert page.table(("a", "b"), [("1", "2")]) == ["| a | b |", "|---|---|", "| 1 | 2 |"]


def test_what_a_bench_rewrites_is_one_section_and_no_more(page: Any) -> None:
    text = page.PAGE.read_text(encoding="utf-8")
    sections = re.findall(r"<!-- (?!end of )(.+?) -->\n(.*?)\n<!-- end of (.+?) -->", text, re.S)
    assert len(sections) == text.count("<!-- end of ")
    assert 2 * len(sections) == text.count("<!-- ")
    for name, body, end in sections:
        assert name == end
        assert len(re.findall(r"^## ", body, re.M)) == 1, name
        assert body.startswith("## "), name
