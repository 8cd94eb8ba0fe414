"""The terminal's door: verbs in families, each verb's work in a file of its own.

Kept thin so that `alliances ask` starts in a fraction of a second: a verb's module is
imported only when the verb is called. Refusals are printed in the reader's language, what
happened first and how to mend it last, and end with a status other than 0; a fault of ours
keeps its traceback.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from typer.exceptions import TyperException

from commands import graph_verbs, record_verbs, service_verbs, study_verbs, workshop_verbs
from commands.terminal import LANGUAGE
from commands.usage import retold
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
for family in (record_verbs, study_verbs, graph_verbs, workshop_verbs, service_verbs):
    app.add_typer(family.app)


@app.callback()
def choose_language(
    lang: Annotated[
        str, typer.Option("--lang", help="Langue des messages : fr ou en. / Language: fr or en.")
    ] = "fr",
) -> None:
    """Remember the language of messages before any verb runs."""
    if lang not in {"fr", "en"}:
        raise typer.BadParameter("fr, en", param_hint="--lang")
    LANGUAGE.set(lang)


def run() -> None:
    """Run the command line; turn refusals into a message and status 1, slips into status 2."""
    try:
        status = app(standalone_mode=False)
    except AlliancesError as error:
        typer.echo(error.in_language(LANGUAGE.get()), err=True)
        sys.exit(1)
    except TyperException as error:
        typer.echo(_slip(error), err=True)
        sys.exit(error.exit_code)
    sys.exit(status if isinstance(status, int) else 0)


def _slip(error: TyperException) -> str:
    """Return what is said of a command line that cannot be read, or the help where it is empty."""
    message, context = error.format_message(), getattr(error, "ctx", None)
    if context is None:
        return "\n".join(each.in_language(LANGUAGE.get()) for each in retold(message, "alliances"))
    if message == context.get_help():
        return message
    # A slip before the verb is found before the language is chosen.
    language = context.find_root().params.get("lang") or LANGUAGE.get()
    told = (each.in_language(language) for each in retold(message, context.command_path))
    return "\n".join([context.get_usage(), *told])
