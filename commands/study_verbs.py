"""The verbs of whoever fills the record with care: reading new studies, coding twice.

Each writes a workbook for a person; `alliances load` takes what the person kept.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.settings import read_settings
from commands.terminal import LANGUAGE, Out, Yes

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


coding = typer.Typer(
    no_args_is_help=True, help="Coder les cas une seconde fois. / Code the cases a second time."
)
app.add_typer(coding, name="coding")

_Name = Annotated[
    str, typer.Option("--name", help="Qui code ou décide, gardé avec la date. / Who, kept.")
]
_Sheet = Annotated[Path, typer.Argument(help="Le classeur rempli. / The filled workbook.")]


@coding.command("export", help="Écrire la feuille à coder à l'aveugle. / Write the blind sheet.")
def export_sheet(
    cases: Annotated[
        list[str] | None, typer.Argument(metavar="CAS...", help="Cas ; vide : tous. / Cases.")
    ] = None,
    out: Out = None,
) -> None:
    """Write cases and items without any of their codes."""
    from commands.coding import export_command  # noqa: PLC0415

    export_command(read_settings(), cases or [], out)


@coding.command("import", help="Reprendre la feuille codée. / Take the coded sheet back.")
def import_sheet(sheet: _Sheet, name: _Name, yes: Yes = False) -> None:
    """Say how far both coders agree; keep the coding and confirm what agrees with --yes."""
    from commands.coding import import_command  # noqa: PLC0415

    settings, language = read_settings(), LANGUAGE.get()
    typer.echo(import_command(settings, sheet, name=name, accept=yes, language=language))


@coding.command(help="Dire l'accord des codeurs. / Say how far coders agree.")
def agreement() -> None:
    """Print Cohen's kappa of each field, with its interval."""
    from commands.coding import agreement_text  # noqa: PLC0415

    typer.echo(agreement_text(read_settings(), LANGUAGE.get()))


@coding.command(help="Écrire les différences à décider. / Write the differences to decide.")
def review(out: Out = None) -> None:
    """Write both codes side by side, for whoever decides."""
    from commands.coding import review_command  # noqa: PLC0415

    review_command(read_settings(), out)


@coding.command(help="Reprendre les décisions. / Take the decisions back.")
def decide(sheet: _Sheet, name: _Name, yes: Yes = False) -> None:
    """Confirm first codes or change them to the second, with name and day."""
    from commands.coding import decide_command  # noqa: PLC0415

    settings, language = read_settings(), LANGUAGE.get()
    typer.echo(decide_command(settings, sheet, name=name, accept=yes, language=language))


@coding.command(help="Les phrases à retrouver : écrire la file, ou la reprendre. / Quotes queue.")
def quotes(
    sheet: Annotated[
        Path | None, typer.Argument(help="La file remplie ; vide : l'écrire. / Filled queue.")
    ] = None,
    out: Out = None,
    yes: Yes = False,
) -> None:
    """Write the queue of items without quotation, or take what was found of it."""
    from commands.coding import quotes_command  # noqa: PLC0415

    settings, language = read_settings(), LANGUAGE.get()
    typer.echo(
        quotes_command(settings, sheet, out=out, accept=yes, language=language), nl=bool(sheet)
    )
