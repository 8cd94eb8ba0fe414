"""The terminal's door: one verb a command, each in a file of its own.

Kept thin so that `alliances ask` starts in a fraction of a second: a verb's module is
imported only when the verb is called. Refusals are printed in the reader's language, what
happened first and how to mend it last, and end with a status other than 0; a fault of ours
keeps its traceback.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from commands.settings import read_settings
from ontology.errors import AlliancesError

__all__ = ["app", "run"]

app = typer.Typer(
    name="alliances",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Le graphe des alliances : charger, construire, vérifier, interroger, exporter, servir. "
    "/ The graph of alliances: load, build, check, ask, export, serve.",
)

_language = {"code": "fr"}

Out = Annotated[
    Path | None,
    typer.Option("-o", "--out", help="Fichier à écrire (sinon la sortie). / File to write."),
]


@app.callback()
def choose_language(
    lang: Annotated[
        str, typer.Option("--lang", help="Langue des messages : fr ou en. / Language: fr or en.")
    ] = "fr",
) -> None:
    """Remember the language of messages before any verb runs."""
    if lang not in {"fr", "en"}:
        raise typer.BadParameter("fr | en")
    _language["code"] = lang


@app.command(help="Charger des fichiers dans le dossier de données. / Load files into the record.")
def load(
    files: Annotated[
        list[Path],
        typer.Argument(help="Fichiers .yaml, .csv, .xlsx, .ttl, .trig, .nt, .nq. / Files."),
    ],
    yes: Annotated[
        bool, typer.Option("--yes", help="Écrire après avoir montré la différence. / Write.")
    ] = False,
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

    language = _language["code"]
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


_Because = Annotated[
    str, typer.Option("--because", help="La raison, gardée pour toujours. / Why; kept for ever.")
]
_Yes = Annotated[
    bool, typer.Option("--yes", help="Écrire après avoir montré la différence. / Write.")
]


@app.command(help="Renommer un identifiant ; l'ancien mène au nouveau. / Rename an identifier.")
def rename(
    was: Annotated[str, typer.Argument(help="type/identifiant. / type/slug.")],
    now: Annotated[str, typer.Argument(help="Le nouvel identifiant. / The new slug.")],
    because: _Because,
    yes: _Yes = False,
) -> None:
    """Change a slug everywhere; its old address answers 301."""
    _change("renamed", was, now, because=because, yes=yes)


@app.command(help="Fusionner deux fiches d'une même chose. / Merge two records of one thing.")
def merge(
    was: Annotated[str, typer.Argument(help="La fiche qui disparaît. / The record that goes.")],
    into: Annotated[str, typer.Argument(help="La fiche qui reste. / The record that stays.")],
    because: _Because,
    yes: _Yes = False,
) -> None:
    """Give one record the names and mentions of another; the old address answers 301."""
    _change("merged", was, into, because=because, yes=yes)


@app.command(help="Retirer une fiche ou une affirmation. / Retract a record or a claim.")
def retract(
    was: Annotated[str, typer.Argument(help="type/identifiant. / type/slug.")],
    because: _Because,
    yes: _Yes = False,
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

    settings, code = read_settings(), _language["code"]
    told = change_command(settings, event, was, now, because=because, accept=yes, language=code)
    typer.echo(told)


@app.command(help="Dire quels indicateurs officiels sont tenus. / Say which indicators are held.")
def indicators() -> None:
    """Print how many regions, which France, what is missing, for each indicator."""
    from commands.indicators import indicators_command  # noqa: PLC0415

    typer.echo(indicators_command(read_settings(), _language["code"]))


@app.command(help="Situer une citation dans un document. / Find where a quote stands.")
def locate(
    document: Annotated[Path, typer.Argument(help="Fichier du document. / The document's file.")],
    quote: Annotated[str, typer.Argument(help="Citation, 15 mots au plus. / At most 15 words.")],
) -> None:
    """Print the hash of the document, and line and offset of a quote in it."""
    from commands.locate import locate as find  # noqa: PLC0415

    typer.echo(find(document, quote))


@app.command(help="Construire le graphe depuis le dossier de données. / Build the graph.")
def build(
    no_gates: Annotated[
        bool,
        typer.Option("--no-gates", help="Mesure seulement : sans contrôle. / For timing only."),
    ] = False,
) -> None:
    """Build a snapshot from the record and make it the current one."""
    from commands.build import build_command  # noqa: PLC0415

    typer.echo(build_command(read_settings(), gates=not no_gates, language=_language["code"]))


@app.command(help="Contrôler données, vocabulaire et graphe. / Check record, vocabulary and graph.")
def check() -> None:
    """Run every gate over the record and print a table with a count for each."""
    from commands.check import check_command  # noqa: PLC0415

    text, passed = check_command(read_settings(), language=_language["code"])
    typer.echo(text)
    if not passed:
        raise typer.Exit(1)


@app.command(help="Poser une question du catalogue. / Ask a question of the catalogue.")
def ask(
    name: Annotated[
        str, typer.Argument(help="Nom de la question ; vide : la liste. / Name; empty: the list.")
    ] = "",
    value: Annotated[
        list[str] | None,
        typer.Argument(metavar="PARAM=VALEUR...", help="Paramètres. / Parameters."),
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format", help="table, csv, json, parquet ; avec -f aussi ttl, nt, jsonld, rdf"
        ),
    ] = "table",
    file: Annotated[
        Path | None,
        typer.Option(
            "-f", "--file", help="Une requête SPARQL à soi. / A SPARQL query of one's own."
        ),
    ] = None,
    out: Out = None,
) -> None:
    """Print the answer to a question or to a query of one's own, or the list of questions."""
    settings = read_settings()
    if file is not None:
        from commands.free import free_command  # noqa: PLC0415

        free_command(settings, file, form=form, language=_language["code"], out=out)
        return
    from commands.ask import ask_command  # noqa: PLC0415

    ask_command(settings.store, name, value or [], form=form, language=_language["code"], out=out)


@app.command(help="Exporter tables ou graphe. / Export tables or the graph.")
def export(
    kind: Annotated[
        str,
        typer.Argument(
            help="figures, claims, cases, case-impacts, organisations, works, discrepancies, gaps, "
            "evidence, indicators, graph, facts, network"
        ),
    ],
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help="csv, json, parquet ; graph : nq, trig, ttl, jsonld ; facts : ttl, nt ; "
            "network : graphml, gexf",
        ),
    ] = "",
    out: Out = None,
) -> None:
    """Write one export to standard output or to a file."""
    from commands.export import export_command  # noqa: PLC0415

    settings = read_settings()
    export_command(settings.store, kind, form=form, language=_language["code"], out=out)


@app.command(help="Mesurer le réseau, y chercher un chemin. / Measure the network, find a path.")
def network(
    verb: Annotated[
        str,
        typer.Argument(
            metavar="MESURE", help="degree, betweenness, communities, paths A B, around A"
        ),
    ] = "degree",
    things: Annotated[
        list[str] | None, typer.Argument(metavar="CHOSE...", help="Nom ou référence. / Name.")
    ] = None,
    *,
    name: Annotated[str, typer.Option("--network", help="actors, impacts, all")] = "",
    steps: Annotated[int, typer.Option("--steps", min=1, max=6, help="Pas. / Steps.")] = 1,
    cap: Annotated[int, typer.Option("--cap", min=1, help="Choses au plus. / At most.")] = 60,
    form: Annotated[
        str, typer.Option("--format", help="table, csv, json, graphml, gexf")
    ] = "table",
    out: Out = None,
) -> None:
    """Print a measure, the paths between two things, or what is around one."""
    from commands.network import network_command  # noqa: PLC0415

    settings, code = read_settings(), _language["code"]
    network_command(
        settings.store,
        verb,
        things or [],
        name=name,
        steps=steps,
        cap=cap,
        form=form,
        language=code,
        out=out,
    )


@app.command("map", help="Écrire une carte à emporter, en un fichier. / Write a map, one file.")
def take_map(
    focus: Annotated[list[str], typer.Option("--focus", help="Nom ou référence. / Name.")],
    *,
    steps: Annotated[int, typer.Option("--steps", min=1, max=4, help="Pas. / Steps.")] = 1,
    cap: Annotated[int, typer.Option("--cap", min=1, max=500, help="Au plus. / At most.")] = 40,
    hide: Annotated[str, typer.Option("--hide", help="Genres à écarter. / Kinds left out.")] = "",
    out: Out = None,
) -> None:
    """Write the picture around things as one HTML file that opens without a network."""
    from commands.map import map_command  # noqa: PLC0415

    settings, code = read_settings(), _language["code"]
    map_command(settings, focus, steps=steps, cap=cap, hide=hide, language=code, out=out)


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
    from ontology.errors import Text  # noqa: PLC0415

    told = Text(note, note_en)
    settings, code = read_settings(), _language["code"]
    typer.echo(release_command(settings, version=version, note=told, only=only, language=code))


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

    settings, code = read_settings(), _language["code"]
    difference_command(settings.record, old, new, shown=shown, language=code, out=out)


@app.command(help="Écrire la note d'une sélection (.docx). / Write the note of a selection.")
def note(
    since: Annotated[
        str, typer.Option("--since", help="Version ou fichier .nq.gz. / Release or file.")
    ] = "",
    domain: Annotated[str, typer.Option("--domain", help="Domaine. / Domain.")] = "",
    category: Annotated[str, typer.Option("--category", help="Catégorie. / Category.")] = "",
    impact: Annotated[str, typer.Option("--impact", help="Impact. / Impact.")] = "",
    out: Out = None,
) -> None:
    """Write sentences by status, figures, contradictions, gaps and sources, with footnotes."""
    from commands.note import note_command  # noqa: PLC0415
    from explorer.note import Asked  # noqa: PLC0415

    settings, code = read_settings(), _language["code"]
    asked = Asked(domain, category, impact)
    note_command(settings.store, settings.record, asked, since=since, language=code, out=out)


@app.command(help="Sauvegarder données et graphe. / Back up the record and the graph.")
def backup(out: Out = None) -> None:
    """Write the record and the published graph as one checked file."""
    from commands.backup import backup_command  # noqa: PLC0415

    typer.echo(backup_command(read_settings(), out=out, language=_language["code"]))


@app.command(help="Restaurer une sauvegarde. / Restore a backup.")
def restore(
    file: Annotated[Path, typer.Argument(help="Fichier de sauvegarde. / Backup file.")],
    yes: Annotated[
        bool, typer.Option("--yes", help="Restaurer après avoir montré la différence. / Restore.")
    ] = False,
) -> None:
    """Show what a backup would change in the record; put it in place and build with --yes."""
    from commands.backup import restore_command  # noqa: PLC0415

    settings, code = read_settings(), _language["code"]
    typer.echo(restore_command(settings, file, accept=yes, language=code))


@app.command(help="Dire si tout va bien, et sinon que faire. / Say whether all is well.")
def doctor() -> None:
    """Examine record, store, disk and files; change nothing; end with 1 if something is wrong."""
    from commands.doctor import doctor_command  # noqa: PLC0415

    text, well = doctor_command(read_settings(), language=_language["code"])
    typer.echo(text)
    if not well:
        raise typer.Exit(1)


@app.command(help="Servir les pages (construit d'abord si besoin). / Serve the pages.")
def serve() -> None:
    """Build when the record changed, then serve until stopped."""
    from commands.build import build_if_changed  # noqa: PLC0415
    from commands.serve import serve as serve_pages  # noqa: PLC0415

    settings = read_settings()
    typer.echo(build_if_changed(settings, language=_language["code"]), err=True)
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
) -> None:
    """Write the generated pages of docs/reference, and those of `/ns` with --vocabulary."""
    from commands.reference import write_reference  # noqa: PLC0415

    for path in write_reference(directory):
        typer.echo(path)
    if vocabulary:
        from commands.vocabulary import write_vocabulary  # noqa: PLC0415  pylode is an extra

        for path in write_vocabulary(Path("explorer/vocabulary")):
            typer.echo(path)


def run() -> None:
    """Run the command line; turn refusals into a message and status 1."""
    try:
        app()
    except AlliancesError as error:
        typer.echo(error.in_language(_language["code"]), err=True)
        sys.exit(1)
