"""The verbs of whoever fills the record with care: reading new studies.

Each writes a workbook for a person; `alliances load` takes what the person kept.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.settings import read_settings
from commands.terminal import LANGUAGE, Out

__all__ = ["app"]

app = typer.Typer()


@app.command(help="Lire une étude nouvelle, en tirer des candidats. / Read a new study.")
def read(
    study: Annotated[Path, typer.Argument(help="Étude .pdf, .docx, .html, .txt, .md. / Study.")],
    out: Out = None,
) -> None:
    """Write what a study may say as a workbook to correct; nothing enters the record."""
    from commands.read import read_command  # noqa: PLC0415  start-up time of the other verbs

    typer.echo(read_command(study, read_settings(), out=out, language=LANGUAGE.get()))
