"""What a person sees while something takes longer than a second: on the terminal only.

Progress goes to standard error, so that a pipe gets the answer and nothing else, and is not
shown at all where nobody looks (a file, a log, another program).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ontology.errors import Text

__all__ = ["working"]


@contextmanager
def working(what: Text, language: str) -> Iterator[None]:
    """Show `what` with a turning sign and the seconds passed until the block ends."""
    if not sys.stderr.isatty():
        yield
        return
    # Imported here: most runs have no terminal to draw on.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        # What a verb says itself goes where it sends it, never to the terminal instead of a pipe.
        redirect_stdout=False,
        redirect_stderr=False,
    ) as progress:
        progress.add_task(f"{what.in_language(language)}…", total=None)
        yield
