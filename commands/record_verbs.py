"""The verbs that read and change the record: load, name, take out, say what is held.

Each shows what it would do, and writes only when told to with `--yes`. None touches the
published graph: that is for `build`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from commands.settings import read_settings
from commands.terminal import LANGUAGE, Out, Yes

__all__ = ["app"]

app = typer.Typer()


@app.command(help="Charger des fichiers dans le dossier de données. / Load files into the record.")
def load(
    files: Annotated[
        list[Path],
        typer.Argument(help="Fichiers .yaml, .csv, .xlsx, .ttl, .trig, .nt, .nq. / Files."),
    ],
    yes: Yes = False,
    keep_going: Annotated[
        bool,
        typer.Option(
            "--keep-going",
            help="Charger les lignes justes, mettre les autres à part. / Load the good rows.",
        ),
    ] = False,
    source: Annotated[
        str, typer.Option("--source", help="D'où vient un fichier RDF. / Where RDF is from.")
    ] = "",
) -> None:
    """Show what the files would change in the record; write it with --yes."""
    from commands.load import load_command  # noqa: PLC0415  start-up time of the other verbs

    language = LANGUAGE.get()
    told = load_command(
        files,
        read_settings(),
        accept=yes,
        keep_going=keep_going,
        source=source,
        language=language,
    )
    typer.echo(told)


@app.command(help="Écrire un classeur à remplir. / Write a workbook to fill in.")
def template(
    kind: Annotated[
        str, typer.Argument(help="cases, organisations, indicators, figures")
    ] = "cases",
    out: Out = None,
) -> None:
    """Write an empty workbook whose cells propose the words of the schemes."""
    from commands.template import template_command  # noqa: PLC0415

    template_command(kind, out)


Because = Annotated[
    str, typer.Option("--because", help="La raison, gardée pour toujours. / Why; kept for ever.")
]


@app.command(help="Renommer un identifiant ; l'ancien mène au nouveau. / Rename an identifier.")
def rename(
    was: Annotated[str, typer.Argument(help="type/identifiant. / type/slug.")],
    now: Annotated[str, typer.Argument(help="Le nouvel identifiant. / The new slug.")],
    because: Because,
    yes: Yes = False,
) -> None:
    """Change a slug everywhere; its old address answers 301."""
    _change("renamed", was, now, because=because, yes=yes)


@app.command(help="Fusionner deux fiches d'une même chose. / Merge two records of one thing.")
def merge(
    was: Annotated[str, typer.Argument(help="La fiche qui disparaît. / The record that goes.")],
    into: Annotated[str, typer.Argument(help="La fiche qui reste. / The record that stays.")],
    because: Because,
    yes: Yes = False,
) -> None:
    """Give one record the names and mentions of another; the old address answers 301."""
    _change("merged", was, into, because=because, yes=yes)


@app.command(help="Retirer une fiche ou une affirmation. / Retract a record or a claim.")
def retract(
    was: Annotated[str, typer.Argument(help="type/identifiant. / type/slug.")],
    because: Because,
    yes: Yes = False,
) -> None:
    """Take something out of the record; its address answers 410 and says why."""
    _change("retracted", was, None, because=because, yes=yes)


def _change(
    event: Literal["renamed", "merged", "retracted"],
    was: str,
    now: str | None,
    *,
    because: str,
    yes: bool,
) -> None:
    from commands.history import change_command  # noqa: PLC0415

    settings, code = read_settings(), LANGUAGE.get()
    told = change_command(settings, event, was, now, because=because, accept=yes, language=code)
    typer.echo(told)


@app.command(help="Dire quels indicateurs officiels sont tenus. / Say which indicators are held.")
def indicators() -> None:
    """Print how many regions, which France, what is missing, for each indicator."""
    from commands.indicators import indicators_command  # noqa: PLC0415

    typer.echo(indicators_command(read_settings(), LANGUAGE.get()))


@app.command(help="Situer une citation dans un document. / Find where a quote stands.")
def locate(
    document: Annotated[Path, typer.Argument(help="Fichier du document. / The document's file.")],
    quote: Annotated[str, typer.Argument(help="Citation, 15 mots au plus. / At most 15 words.")],
) -> None:
    """Print the hash of the document, and line and offset of a quote in it."""
    from commands.locate import locate as find  # noqa: PLC0415

    typer.echo(find(document, quote))
