"""`alliances paper` and `alliances tally`: sheets out to the tables, counts back from them.

The first writes A3 sheets, the second turns the codes and counts typed from them into the one
form of votes. Both read the published graph; neither changes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from commands.delivery import deliver, published
from commands.map import picture_around
from commands.progress import working
from commands.settings import Settings
from explorer.paper import codes_of_links, paper_document, paper_pack, paper_sheets
from explorer.reading import Reading
from explorer.rendering import Pages, Site
from explorer.typed_votes import typed_votes
from graph.network import read_network
from loaders.votes import written_votes
from ontology.errors import AlliancesError, Text

__all__ = ["paper_command", "tally_command"]


def paper_command(
    settings: Settings,
    focus: Sequence[str],
    asked: Mapping[str, str],
    *,
    tables: int,
    language: str,
    out: Path | None,
) -> None:
    """Write the sheets of a workshop around `focus` as one PDF document.

    When `out` ends with .zip they are an archive of one PDF for each sheet. `asked` are
    parameters of an address (steps, cap, hide). Raise QueryError for a name that
    means nothing and for a picture without links, StoreError when nothing is published.
    """
    pages = Pages()
    with (
        working(Text("Dessin des feuilles", "Drawing the sheets"), language),
        published(settings.store) as (graph, edition),
    ):
        reading = Reading(graph, language)
        network, view = picture_around(reading, pages, focus, asked)
        site = Site(version=edition.content_hash, public_url=settings.public_url)
        messages = pages.messages[language]
        sheets = paper_sheets(reading, messages, network, view, site, tables=tables)
    apart = out is not None and out.suffix == ".zip"
    deliver(paper_pack(sheets) if apart else paper_document(sheets, language), out)


def tally_command(
    store: Path, typed: Path, workshop: Mapping[str, str], *, out: Path | None
) -> None:
    """Write the votes typed into the CSV file `typed`.

    `workshop` are the fields of the form about the workshop. Raise RecordError with every
    fault of the sheet, AlliancesError when it cannot be read.
    """
    try:
        data = typed.read_bytes()
    except OSError as error:
        raise AlliancesError(
            Text(f"« {typed.name} » ne se lit pas.", f"“{typed.name}” cannot be read."),
            Text("Donnez la feuille tapée, en CSV.", "Give the typed sheet, as CSV."),
        ) from error
    with published(store) as (graph, edition):
        codes = codes_of_links(read_network(graph))
        told = {**workshop, "version": edition.content_hash}
    deliver(written_votes(typed_votes(data, typed.name, codes, told)), out)
