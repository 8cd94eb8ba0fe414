"""Something turns on the terminal while a verb works, and never where its answer goes."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from commands.settings import Settings


def run(settings: Settings, *arguments: str, terminal: bool) -> tuple[str, str]:
    """Run a verb; return its standard output, and what its terminal (or its log) shows."""
    shown, given = pty.openpty() if terminal else os.pipe()
    child = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", "from commands.main import run; run()", *arguments],
        env={
            **os.environ,
            "TERM": "xterm",
            "ALLIANCES_STORE": str(settings.store),
            "ALLIANCES_RECORD": str(settings.record),
        },
        stdout=subprocess.PIPE,
        stderr=given,
    )
    os.close(given)
    said = b""
    # The other end of a terminal is an error, that of a pipe is the end.
    while True:
        try:
            part = os.read(shown, 4096)
        except OSError:
            break
        if not part:
            break
        said += part
    os.close(shown)
    out, _ = child.communicate(timeout=60)
    assert child.returncode == 0
    return out.decode(), said.decode()


@pytest.mark.parametrize(
    ("arguments", "word"),
    [(("build", "--no-gates"), "Construction du graphe"), (("export", "cases"), "Export")],
)
def test_a_terminal_shows_that_something_works_and_a_pipe_gets_the_answer_alone(
    built: Settings, arguments: tuple[str, ...], word: str
) -> None:
    out, shown = run(built, *arguments, terminal=True)
    assert word in shown
    quiet, log = run(built, *arguments, terminal=False)
    assert log == ""
    if arguments[0] == "export":
        assert out == quiet
        assert out.startswith("id,name,")
    assert word not in quiet
