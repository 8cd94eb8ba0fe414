"""The paper of a workshop: map, matrix, a placemat for each table, cards.

Everything is drawn from the same picture as on the screen, each thing left or right, above or
below the others as there, so that what lies on the table and what hangs on the wall are one. A
picture without any link, or a room of more tables than one person can serve, is refused. Sheets
are SVG here; they leave as one PDF document, or as an archive of one PDF for each, so that every
table can have its own file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from explorer.graph_legend import other_entries
from explorer.graph_lines import Line
from explorer.graph_svg import drawing, extent
from explorer.graph_text import twin_of
from explorer.graph_told import Item
from explorer.graph_view import View
from explorer.graph_words import picture_words
from explorer.matrix import matrix_page
from explorer.messages import Messages
from explorer.paper_map import filling
from explorer.paper_press import Press
from explorer.paper_sheet import PAPER, Frame, fitted, joined, pdf_of, printed
from explorer.paths import page_path
from explorer.placemats import LINKS, Card, card_sheets, placemat
from explorer.reading import Reading
from explorer.rendering import Site
from explorer.short_codes import codes_of
from graph.network import Network
from ontology.errors import RefusedViewError, Text
from ontology.iris import reference_of

__all__ = ["MOST_TABLES", "codes_of_links", "paper_document", "paper_pack", "paper_sheets"]

MOST_TABLES: Final = 12


def codes_of_links(network: Network) -> Mapping[str, str]:
    """Return the short code of every link of the network, by its reference."""
    links = (reference_of(tie.stated_by[0]) for tie in network.ties if tie.kind == "claim")
    return codes_of(link for link in links if link)


def paper_sheets(
    reading: Reading,
    messages: Messages,
    network: Network,
    view: View,
    site: Site,
    *,
    tables: int = 1,
) -> dict[str, str]:
    """Return the sheets of a workshop about `view` as SVG, by file name without ending.

    `tables` placemats are made, 1 to MOST_TABLES. Raise RefusedViewError when the picture
    holds no link to talk about or there are too many tables.
    """
    if not 1 <= tables <= MOST_TABLES:
        raise RefusedViewError(
            Text(f"{tables} tables ne conviennent pas.", f"{tables} tables will not do."),
            Text(f"Donnez de 1 à {MOST_TABLES} tables.", f"Give 1 to {MOST_TABLES} tables."),
        )
    pack = _Pack(reading, messages, network, view, site)
    if not pack.cards:
        raise RefusedViewError(
            Text("Cette vue ne montre aucun lien à imprimer.", "This view shows no link to print."),
            Text("Partez d'une chose qui a des effets.", "Start from a thing that has effects."),
        )
    sheets = pack.common_sheets()
    for table in range(1, tables + 1):
        sheets[f"table-{table:02}"] = pack.placemat(table)
    return sheets | pack.card_sheets()


def paper_document(sheets: Mapping[str, str], language: str) -> bytes:
    """Return the sheets as one PDF document in their order, a page for each."""
    return joined([pdf_of(svg) for svg in sheets.values()], language=language)


def paper_pack(sheets: Mapping[str, str]) -> bytes:
    """Return the sheets as PDF files in one ZIP archive; the same sheets give the same names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, svg in sheets.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.pdf"), pdf_of(svg))
    return out.getvalue()


class _Pack:
    """The sheets of one picture in one language."""

    def __init__(
        self, reading: Reading, messages: Messages, network: Network, view: View, site: Site
    ) -> None:
        self._reading, self._messages, self._network = reading, messages, network
        self._view, self._press = view, Press(reading, messages, network, site)
        self._address = self._press.opened(view.state.href(reading.language), view.state.query())
        self._words = picture_words(
            reading, messages, network, view, version=site.version, address=self._address
        )
        twin = twin_of(reading, messages, network, view, whole=True)
        self._items = {one.id: one for one in twin.items}
        self.cards = tuple(self._chosen())

    def common_sheets(self) -> dict[str, str]:
        """Return what hangs on the wall: map, matrix, and what the matrix rests on."""
        return {
            self._named("carte", "map"): self.map_sheet(),
            **self._press.matrix(
                matrix_page(self._reading, "category", "impact", ""), self._address
            ),
            "sources": self._press.sources_sheet(self._address),
        }

    def map_sheet(self) -> str:
        works = dict.fromkeys(
            one.link.words.text for item in self._items.values() for one in item.sources
        )
        signs = tuple(other_entries(self._view, self._words, PAPER))
        frame = self._frame(self._words.title, works, signs)
        view = filling(self._view, frame.room)
        body = drawing(view, PAPER, self._reading.language)
        return frame.sheet(fitted(body, extent(view), frame.room))

    def placemat(self, table: int) -> str:
        title = self._messages("paper.table", n=table, title=self._words.title)
        cards = self.cards[:LINKS]
        return placemat(self._frame(title, _works(cards)), cards, self._messages)

    def card_sheets(self) -> dict[str, str]:
        title = self._messages("paper.cards", title=self._words.title)
        frame = self._frame(title, _works(self.cards))
        name = self._named("cartons", "cards")
        sheets = card_sheets(frame, self.cards, self._messages)
        return {f"{name}-{number}": sheet for number, sheet in enumerate(sheets, 1)}

    def _frame(
        self, title: str, works: Iterable[str], signs: Sequence[tuple[str, str]] = ()
    ) -> Frame:
        return self._press.frame(title, self._press.sources(works), self._address, signs)

    def _named(self, french: str, english: str) -> str:
        return english if self._reading.language == "en" else french

    def _chosen(self) -> Iterator[Card]:
        """Yield the links of a workshop: in the picture's order, those with a quote first."""
        codes = codes_of_links(self._network)
        claims = [line for line in self._view.lines if line.status is not None]
        claims.sort(key=lambda line: not any(one.quote for one in self._items[line.id].sources))
        for line in claims[:LINKS]:
            yield self._card(line, self._items[line.id], codes)

    def _card(self, line: Line, item: Item, codes: Mapping[str, str]) -> Card:
        tie = line.ties[0]
        thing = reference_of(tie.stated_by[0]) or ""
        quoted = sorted(item.sources, key=lambda one: not one.quote)
        source = quoted[0] if quoted else None
        said = "".join(part.words.text for part in item.sentences[0])
        path = page_path(tie.stated_by[0], self._reading.language)
        assert tie.status is not None  # noqa: S101  only lines with a status are chosen
        return Card(
            code=codes[thing],
            thing=thing,
            sentence=printed(said, self._reading.language),
            status=tie.status,
            quote=source.quote if source else "",
            source=source.link.words.text if source else "",
            address=self._press.opened(path, thing),
            against=bool(item.against),
            to_find=item.to_find,
        )


def _works(cards: Sequence[Card]) -> Iterable[str]:
    return dict.fromkeys(one.source for one in cards if one.source)
