"""The verbs that make the graph and ask it: build, check, ask, export, measure, draw.

All but `build` only read. None changes the record.
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

# What a picture is drawn around, and how much of it.
Focus = Annotated[list[str], typer.Option("--focus", help="Nom ou référence. / Name.")]
Steps = Annotated[int, typer.Option("--steps", min=1, max=4, help="Pas. / Steps.")]
Cap = Annotated[int, typer.Option("--cap", min=1, max=500, help="Au plus. / At most.")]
Hide = Annotated[str, typer.Option("--hide", help="Genres à écarter. / Kinds left out.")]

# What is asked of the graph, and of its network.
OwnQuery = Annotated[
    Path | None,
    typer.Option("-f", "--file", help="Une requête SPARQL à soi. / A SPARQL query of one's own."),
]
Measure = Annotated[
    str,
    typer.Argument(metavar="MESURE", help="degree, betweenness, communities, paths A B, around A"),
]
Things = Annotated[
    list[str] | None, typer.Argument(metavar="CHOSE...", help="Nom ou référence. / Name.")
]


@app.command(help="Construire le graphe depuis le dossier de données. / Build the graph.")
def build(
    no_gates: Annotated[
        bool,
        typer.Option("--no-gates", help="Mesure seulement : sans contrôle. / For timing only."),
    ] = False,
    recount: Annotated[
        bool,
        typer.Option(
            "--recount", help="Tenir pour attendus les nombres trouvés. / Expect what is found."
        ),
    ] = False,
) -> None:
    """Build a snapshot from the record and make it the current one."""
    from commands.build import build_command  # noqa: PLC0415

    language = LANGUAGE.get()
    with working(Text("Construction du graphe", "Building the graph"), language):
        told = build_command(
            read_settings(), gates=not no_gates, recounted=recount, language=language
        )
    typer.echo(told)


@app.command(help="Contrôler données, vocabulaire et graphe. / Check record, vocabulary and graph.")
def check() -> None:
    """Run every gate over the record and print a table with a count for each."""
    from commands.check import check_command  # noqa: PLC0415

    language = LANGUAGE.get()
    with working(Text("Contrôles", "Checking"), language):
        text, passed = check_command(read_settings(), language=language)
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
    file: OwnQuery = None,
    out: Out = None,
) -> None:
    """Print the answer to a question or to a query of one's own, or the list of questions."""
    settings = read_settings()
    if file is not None:
        from commands.free import free_command  # noqa: PLC0415

        free_command(settings, file, form=form, language=LANGUAGE.get(), out=out)
        return
    from commands.ask import ask_command  # noqa: PLC0415

    ask_command(settings.store, name, value or [], form=form, language=LANGUAGE.get(), out=out)


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
    export_command(settings.store, kind, form=form, language=LANGUAGE.get(), out=out)


@app.command(help="Mesurer le réseau, y chercher un chemin. / Measure the network, find a path.")
def network(
    verb: Measure = "degree",
    things: Things = None,
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

    settings, code = read_settings(), LANGUAGE.get()
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
    focus: Focus,
    *,
    steps: Steps = 1,
    cap: Cap = 40,
    hide: Hide = "",
    out: Out = None,
) -> None:
    """Write the picture around things as one HTML file that opens without a network."""
    from commands.map import map_command  # noqa: PLC0415

    settings, code = read_settings(), LANGUAGE.get()
    map_command(settings, focus, steps=steps, cap=cap, hide=hide, language=code, out=out)


@app.command(help="Écrire les feuilles A3 d'un atelier (.zip). / Write a workshop's A3 sheets.")
def paper(
    focus: Focus,
    *,
    tables: Annotated[int, typer.Option("--tables", min=1, max=12, help="Tables.")] = 4,
    steps: Steps = 1,
    cap: Cap = 40,
    hide: Hide = "",
    out: Out = None,
) -> None:
    """Write map, matrix, placemats and cards as one PDF, or apart in a .zip archive."""
    from commands.paper import paper_command  # noqa: PLC0415

    settings, code = read_settings(), LANGUAGE.get()
    asked = {"steps": str(steps), "cap": str(cap), "hide": hide}
    paper_command(settings, focus, asked, tables=tables, language=code, out=out)


@app.command(help="Changer les comptes tapés d'un atelier en votes. / Typed counts into votes.")
def tally(
    typed: Annotated[Path, typer.Argument(help="Feuille tapée (.csv). / Typed sheet.")],
    workshop: Annotated[str, typer.Option("--workshop", help="nantes-2026-11-21")],
    place: Annotated[str, typer.Option("--place", help="Lieu. / Place.")],
    date: Annotated[str, typer.Option("--date", help="AAAA-MM-JJ / YYYY-MM-DD")],
    out: Out = None,
) -> None:
    """Turn codes and counts typed back from paper into the form of votes."""
    from commands.paper import tally_command  # noqa: PLC0415

    told = {"workshop": workshop, "place": place, "date": date, "language": LANGUAGE.get()}
    tally_command(read_settings().store, typed, told, out=out)


@app.command(help="Écrire la note d'une sélection (.docx). / Write the note of a selection.")
def note(
    since: Annotated[
        str, typer.Option("--since", help="Version, jour ou fichier .nq.gz. / Release, day, file.")
    ] = "",
    *,
    year: Annotated[
        str, typer.Option("--year", help="Note annuelle : l'année. / Yearly note: the year.")
    ] = "",
    domain: Annotated[str, typer.Option("--domain", help="Domaine. / Domain.")] = "",
    category: Annotated[str, typer.Option("--category", help="Catégorie. / Category.")] = "",
    impact: Annotated[str, typer.Option("--impact", help="Impact. / Impact.")] = "",
    out: Out = None,
) -> None:
    """Write sentences by status, figures, contradictions, gaps and sources, with footnotes."""
    from commands.note import note_command  # noqa: PLC0415
    from explorer.note import Asked  # noqa: PLC0415

    settings, code = read_settings(), LANGUAGE.get()
    asked = Asked(domain, category, impact, year)
    note_command(settings.store, settings.record, asked, since=since, language=code, out=out)
