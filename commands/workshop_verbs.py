"""The verbs of the workshop: write it as one file, keep its votes, list and retract them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.settings import read_settings
from commands.terminal import LANGUAGE, Out, Yes

__all__ = ["app"]

app = typer.Typer()
atelier = typer.Typer(
    invoke_without_command=True,
    help="Écrire un atelier en un fichier ; garder ses votes. / Write a workshop; keep its votes.",
)
app.add_typer(atelier, name="atelier")


@atelier.callback()
def write(
    context: typer.Context,
    path: Annotated[
        str,
        typer.Option("--path", help="Fichier d'un parcours, ou son nom. / A path: file or name."),
    ] = "",
    out: Out = None,
) -> None:
    """Write the workshop of a guided path as one HTML file."""
    if context.invoked_subcommand is not None:
        return
    if not path:
        context.fail("Missing option '--path'.")
    from commands.workshop import workshop_command  # noqa: PLC0415

    workshop_command(read_settings(), path, language=LANGUAGE.get(), out=out)


@atelier.command("import", help="Garder des votes, à part des preuves. / Keep votes, apart.")
def keep(
    file: Annotated[Path, typer.Argument(help="Le fichier de votes. / The file of votes.")],
    yes: Yes = False,
) -> None:
    """Show what a file of votes holds; keep it as a graph of its own with --yes."""
    from commands.workshop import import_command  # noqa: PLC0415

    typer.echo(import_command(read_settings(), file, accept=yes, language=LANGUAGE.get()))


@atelier.command("votes", help="Lister les votes gardés. / List the votes that are kept.")
def votes() -> None:
    """Print each kept workshop with place, date and number."""
    from commands.workshop import kept_command  # noqa: PLC0415

    typer.echo(kept_command(read_settings(), language=LANGUAGE.get()))


@atelier.command("retract", help="Retirer les votes d'un atelier. / Remove a workshop's votes.")
def retract(
    workshop: Annotated[str, typer.Argument(help="Son nom. / Its name.")],
    yes: Yes = False,
) -> None:
    """Show which votes would go; remove them with --yes."""
    from commands.workshop import retract_command  # noqa: PLC0415

    typer.echo(retract_command(read_settings(), workshop, accept=yes, language=LANGUAGE.get()))
