"""The job on newest versions warns, and neither fails nor touches the checkout."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest


@pytest.fixture
def checkout(repository: Path, tmp_path: Path) -> Path:
    """A checkout in which Python is a stand-in that does as `ANSWERS` says."""
    (tmp_path / ".ci").mkdir()
    (tmp_path / "requirements").mkdir()
    (tmp_path / "bin").mkdir()
    shutil.copy(repository / ".ci" / "newest", tmp_path / ".ci" / "newest")
    (tmp_path / "requirements" / "test.lock").write_text("rdflib==7.6.0 \\\n", encoding="utf-8")
    stand_in = tmp_path / "bin" / "python3"
    stand_in.write_text(
        "#!/bin/sh\n"
        'case "$*" in\n'
        '  *"-m venv"*) mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;\n'
        '  *"pip install"*) exit "${INSTALL:-0}" ;;\n'
        '  *"pip list"*) echo "rdflib==8.0.0" ;;\n'
        '  *pytest*) echo "1 test"; exit "${TESTS:-0}" ;;\n'
        "esac\n",
        encoding="utf-8",
    )
    stand_in.chmod(stand_in.stat().st_mode | stat.S_IXUSR)
    return tmp_path


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "The quick tests pass with the newest versions."),
        ({"TESTS": "1"}, "WARNING: the quick tests fail with the newest versions"),
        ({"INSTALL": "1"}, "WARNING: the newest versions do not install together"),
    ],
)
def test_it_says_what_it_found_and_never_fails(
    checkout: Path, answers: dict[str, str], said: str
) -> None:
    before = sorted(path.name for path in checkout.iterdir())
    path = f"{checkout / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin"
    ran = subprocess.run(  # noqa: S603 - our own script
        [str(checkout / ".ci" / "newest")],
        env={"PATH": path, "TMPDIR": str(checkout / "bin"), **answers},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0
    assert said in ran.stdout
    if not answers.get("INSTALL"):
        assert "rdflib 7.6.0 -> 8.0.0" in ran.stdout
    assert sorted(each.name for each in checkout.iterdir()) == before
