"""The tutorial is run as a reader would: its files are saved, its commands run in order."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

_BLOCK = re.compile(
    r"(?:<!-- (?P<mark>[^>]+) -->\n)?```(?P<kind>sh|text|yaml)\n(?P<body>.*?)```", re.DOTALL
)


def run(command: str, place: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    script = f"set -e\n{command}\nenv -0 > {place}/.environment\n"
    done = subprocess.run(  # noqa: S603  the commands are those of our own page
        ["bash", "-c", script],  # noqa: S607
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        kept = (place / ".environment").read_text(encoding="utf-8").split("\0")
        pairs = (pair.partition("=") for pair in kept if "=" in pair)
        environment.update({name: value for name, _, value in pairs})
    return done


@pytest.fixture
def place(tmp_path: Path, repository: Path) -> Path:
    (tmp_path / "tests").symlink_to(repository / "tests")
    (tmp_path / ".venv").symlink_to(Path(sys.prefix))
    return tmp_path


def test_every_step_of_the_tutorial_does_what_the_page_says(place: Path, repository: Path) -> None:
    page = repository / "docs" / "tutorials" / "from-a-document-to-the-graph.md"
    environment = dict(os.environ)
    shown = ""
    refusals: list[str] = []
    located: list[str] = []
    for block in _BLOCK.finditer(page.read_text(encoding="utf-8")):
        mark = block["mark"] or ""
        if mark.startswith("file: "):
            (place / mark.removeprefix("file: ")).write_text(block["body"], encoding="utf-8")
            continue
        done = run(block["body"], place, environment)
        if mark == "refused":
            assert done.returncode != 0, block["body"]
            refusals.append(done.stderr)
        else:
            assert done.returncode == 0, done.stderr
            shown = done.stdout
        if "locate" in block["body"] and "interrogés" in block["body"]:
            located.append(done.stdout)
    assert ["line: 3   offset: 36" in one for one in located] == [True]
    assert ["sha256" in refusals[0], "vingt" in refusals[1], len(refusals)] == [True, True, 2]
    assert "em-f1,58,pourcent" in shown
