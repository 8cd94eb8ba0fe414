"""The verbs of whoever fills the record with care: reading studies, coding twice, planning.

Each writes a workbook for a person; `alliances load` takes what the person kept.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from commands.settings import read_settings
from commands.terminal import LANGUAGE, Out, Yes

__all__ = ["app"]

app = typer.Typer()

_READ = "Étude .pdf, .docx, .html, .txt, .md ; carte .json, .csv, .gexf. / Study or map."


@app.command(help="Lire une étude ou une carte, en tirer des candidats. / Read a study or map.")
def read(
    study: Annotated[Path, typer.Argument(help=_READ)],
    out: Out = None,
) -> None:
    """Write what a study or map may say as a workbook to correct; nothing enters the record."""
    from commands.read import read_command, read_map_command  # noqa: PLC0415  start-up time
    from loaders.maps.drawn import SUFFIXES  # noqa: PLC0415

    is_map = study.suffix.lower() in SUFFIXES
    command = read_map_command if is_map else read_command
    typer.echo(command(study, read_settings(), out=out, language=LANGUAGE.get()))


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


plan = typer.Typer(
    no_args_is_help=True, help="Prévoir les études à venir. / Plan the studies to come."
)
app.add_typer(plan, name="plan")


@plan.command(
    "export", help="Écrire le plan et des propositions. / Write the plan, with proposals."
)
def export_plan(
    form: Annotated[Literal["xlsx", "docx"], typer.Option("--format", help="xlsx, docx")] = "xlsx",
    gaps: Annotated[
        int, typer.Option("--gaps", min=0, max=500, help="Manques à proposer. / Gaps to propose.")
    ] = 20,
    matrix: Annotated[str, typer.Option("--matrix", help="Une matrice. / One matrix.")] = "_T",
    out: Out = None,
) -> None:
    """Write the study plan as a workbook to fill in, or as a document to read."""
    from commands.plan import export_command  # noqa: PLC0415

    settings, code = read_settings(), LANGUAGE.get()
    export_command(settings, form=form, gaps=gaps, matrix=matrix, language=code, out=out)


@plan.command("import", help="Reprendre le classeur du plan. / Take the plan's workbook back.")
def import_plan(sheet: _Sheet, yes: Yes = False) -> None:
    """Show what the workbook changes in the plan; keep it with --yes."""
    from commands.plan import import_command  # noqa: PLC0415

    typer.echo(import_command(read_settings(), sheet, accept=yes, language=LANGUAGE.get()))
