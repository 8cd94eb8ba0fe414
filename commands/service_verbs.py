"""The verbs of who keeps an instance: serve, examine, save, publish a version.

`reference` writes the generated documentation and is for programmers, so it is hidden.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.progress import working
from commands.settings import read_settings
from commands.terminal import LANGUAGE, Out
from ontology.errors import Text

__all__ = ["app"]

app = typer.Typer()


@app.command(help="Écrire une version datée des données. / Write a dated data release.")
def release(
    version: Annotated[str, typer.Option("--version", help="AAAA-MM-JJ[.n] / YYYY-MM-DD[.n]")],
    note: Annotated[str, typer.Option("--note", help="Ce qui est nouveau. / What is new.")],
    note_en: Annotated[str, typer.Option("--note-en", help="La note en anglais. / In English.")],
    only: Annotated[
        str, typer.Option("--only", help="all ou documents / all or documents")
    ] = "all",
) -> None:
    """Write data/releases/<version>.nq.gz and its entry in data/CHANGES.yaml."""
    from commands.release import release_command  # noqa: PLC0415

    said = Text(note, note_en)
    settings, code = read_settings(), LANGUAGE.get()
    with working(Text("Écriture de la version", "Writing the release"), code):
        told = release_command(settings, version=version, note=said, only=only, language=code)
    typer.echo(told)


@app.command(help="Dire ce qui a changé entre deux versions. / Say what changed.")
def difference(
    old: Annotated[str, typer.Argument(help="Version ou fichier .nq.gz. / Release or file.")],
    new: Annotated[str, typer.Argument(help="Version ou fichier .nq.gz. / Release or file.")],
    shown: Annotated[
        int, typer.Option("--shown", min=0, help="Lignes par liste. / Lines of each list.")
    ] = 10,
    out: Out = None,
) -> None:
    """Print the difference between two releases, in sentences."""
    from commands.difference import difference_command  # noqa: PLC0415

    settings, code = read_settings(), LANGUAGE.get()
    difference_command(settings.record, old, new, shown=shown, language=code, out=out)


@app.command(help="Sauvegarder données et graphe. / Back up the record and the graph.")
def backup(out: Out = None) -> None:
    """Write the record and the published graph as one checked file."""
    from commands.backup import backup_command  # noqa: PLC0415

    language = LANGUAGE.get()
    with working(Text("Sauvegarde", "Backing up"), language):
        told = backup_command(read_settings(), out=out, language=language)
    typer.echo(told)


@app.command(help="Restaurer une sauvegarde. / Restore a backup.")
def restore(
    file: Annotated[Path, typer.Argument(help="Fichier de sauvegarde. / Backup file.")],
    yes: Annotated[
        bool, typer.Option("--yes", help="Restaurer après avoir montré la différence. / Restore.")
    ] = False,
) -> None:
    """Show what a backup would change in the record; put it in place and build with --yes."""
    from commands.backup import restore_command  # noqa: PLC0415

    settings, code = read_settings(), LANGUAGE.get()
    with working(Text("Restauration", "Restoring"), code):
        told = restore_command(settings, file, accept=yes, language=code)
    typer.echo(told)


@app.command(help="Dire si tout va bien, et sinon que faire. / Say whether all is well.")
def doctor() -> None:
    """Examine record, store, disk and files; change nothing; end with 1 if something is wrong."""
    from commands.doctor import doctor_command  # noqa: PLC0415

    language = LANGUAGE.get()
    with working(Text("Examen", "Examining"), language):
        text, well = doctor_command(read_settings(), language=language)
    typer.echo(text)
    if not well:
        raise typer.Exit(1)


@app.command(help="Servir les pages (construit d'abord si besoin). / Serve the pages.")
def serve() -> None:
    """Build when the record changed, then serve until stopped."""
    from commands.build import build_if_changed  # noqa: PLC0415
    from commands.serve import require_address  # noqa: PLC0415
    from commands.serve import serve as serve_pages  # noqa: PLC0415

    settings = read_settings()
    require_address(settings)
    language = LANGUAGE.get()
    with working(Text("Construction du graphe", "Building the graph"), language):
        told = build_if_changed(settings, language=language)
    typer.echo(told, err=True)
    serve_pages(settings)


@app.command(help="Donner une clé pour /sparql. / Give a key for /sparql.")
def key(
    name: Annotated[str, typer.Argument(help="Pour qui. / For whom.")],
    days: Annotated[
        int, typer.Option("--days", min=1, max=3650, help="Jours de validité. / Days it is good.")
    ] = 365,
) -> None:
    """Add a key to the file of keys and print it, once."""
    from commands.key import key_command  # noqa: PLC0415

    typer.echo(key_command(read_settings().keys, name, days))


@app.command(hidden=True, help="Écrire la documentation de référence. / Write the reference pages.")
def reference(
    directory: Path = Path("docs/reference"),
    vocabulary: Annotated[
        bool, typer.Option("--vocabulary", help="Le vocabulaire aussi. / The vocabulary too.")
    ] = False,
    examples: Annotated[
        bool, typer.Option("--examples", help="Les exemples de l'API aussi. / Those of /api too.")
    ] = False,
) -> None:
    """Write the generated pages of docs/reference, and what else is asked for."""
    from commands.reference import write_reference  # noqa: PLC0415

    shown = read_settings() if examples else None
    for path in write_reference(directory, vocabulary=vocabulary, examples=shown):
        typer.echo(path)
