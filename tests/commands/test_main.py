"""The command line as a whole: refusals are sentences with status 1, in the chosen language."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from commands.usage import retold


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


@pytest.mark.parametrize(
    ("arguments", "fr", "en"),
    [
        (["asq"], "Commande inconnue : asq.", "Unknown command: asq."),
        (["asq"], "Il y a : ask.", "There is: ask."),
        (["ask", "--formt"], "Option inconnue : --formt.", "Unknown option: --formt."),
        (["rename", "a", "b"], "Il manque --because.", "--because is missing."),
        (["atelier"], "Il manque --path.", "--path is missing."),
        (["serve", "9000"], "C'est de trop : 9000.", "This is too much: 9000."),
        (["ask", "-f"], "L'option -f demande une valeur.", "The option -f takes a value."),
        (
            ["network", "--steps", "x"],
            "--steps demande un nombre entier, non « x ».",
            "--steps takes a whole number, not “x”.",
        ),
        (
            ["network", "--steps", "9"],
            "--steps ne peut pas être 9 : 1<=x<=6.",
            "--steps cannot be 9: 1<=x<=6.",
        ),
        (
            ["plan", "export", "--format", "pdf"],
            "--format ne peut pas être « pdf ».",
            "--format cannot be “pdf”.",
        ),
    ],
)
def test_a_slip_on_the_command_line_is_told_in_the_language_asked_for(
    tmp_path: Path, arguments: list[str], fr: str, en: str
) -> None:
    for language, told in (("fr", fr), ("en", en)):
        done = alliances("--lang", language, *arguments, store=tmp_path)
        assert done.returncode == 2
        assert told in done.stderr
        assert "--help" in done.stderr
        assert "Traceback" not in done.stderr


def test_words_of_the_library_that_nobody_retells_are_shown_as_they_stand() -> None:
    said, cure = retold("The moon is full.", "alliances ask")
    assert said.fr == said.en == "The moon is full."
    assert "alliances ask --help" in cure.fr


def test_an_address_that_is_taken_is_told_before_anything_is_built(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = alliances("serve", store=tmp_path, PORT=port)
    assert done.returncode == 1
    assert f"127.0.0.1:{port}" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())
