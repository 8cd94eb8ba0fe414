"""The command line as a whole: refusals are sentences with status 1, in the chosen language."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def alliances(*arguments: str, store: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("alliances")), *arguments]
    return subprocess.run(  # noqa: S603  our own command
        command,
        env={**os.environ, "ALLIANCES_STORE": str(store), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_asking_before_anything_is_built_says_how_to_build(tmp_path: Path, language: str) -> None:
    done = alliances("--lang", language, "ask", "divergences-ouvertes", store=tmp_path)
    assert done.returncode == 1
    assert "alliances build" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_setting_that_cannot_be_used_is_a_sentence_and_no_traceback(tmp_path: Path) -> None:
    done = alliances("build", store=tmp_path, PORT="soixante")
    assert done.returncode == 1
    assert "PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    assert alliances("--lang", "de", "ask", store=tmp_path).returncode == 2


def test_the_help_names_every_verb(tmp_path: Path) -> None:
    shown = alliances("--help", store=tmp_path).stdout
    for verb in ("load", "locate", "build", "check", "ask", "export", "serve"):
        assert verb in shown
