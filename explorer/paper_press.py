"""What the sheets of one edition share: frame, legend, sources, and the matrix on paper.

A sheet travels alone, so each carries the legend, the works it rests on or where they are
listed, the caution, the version and a square. Without a public address the square holds what
the thing is called and in which version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from explorer.claims import STATUSES
from explorer.matrix import MatrixPage
from explorer.matrix_paper import matrix_bodies
from explorer.messages import Messages
from explorer.paper_sheet import PAPER, Frame, listed
from explorer.reading import Reading
from explorer.rendering import Site
from explorer.svg_parts import marked
from graph.network import SAMPLE_CAUTION, Network

__all__ = ["Press", "matrix_sheets"]


class Press:
    """Makes the frames of sheets in the language of `reading`."""

    def __init__(self, reading: Reading, messages: Messages, network: Network, site: Site) -> None:
        self._reading, self._messages = reading, messages
        self._network, self._site = network, site

    def frame(
        self, title: str, sources: str, code: str, signs: Sequence[tuple[str, str]] = ()
    ) -> Frame:
        """Return a frame; `code` is what its square holds, `signs` end the legend."""
        language = self._reading.language
        order = {slug: place for place, slug in enumerate(STATUSES)}
        return Frame(
            title=title,
            language=language,
            statuses=sorted(
                self._network.statuses, key=lambda one: order.get(one.slug, len(order))
            ),
            sources=sources,
            foot=(
                SAMPLE_CAUTION.in_language(language),
                self._messages("paper.foot", version=self._site.version[:16]),
            ),
            code=code,
            signs=signs
            or (
                (marked("A≠", (20, 0), PAPER), self._messages("explorer.against")),
                (marked("A?", (20, 0), PAPER), self._messages("explorer.to_find")),
            ),
        )

    def opened(self, path: str, name: str) -> str:
        """Return an address that answers, or what the thing is called and in which version."""
        if self._site.public_url:
            return f"{self._site.public_url}{path}"
        return f"alliances {self._site.short} {name}"

    def sources(self, names: Iterable[str]) -> str:
        """Return the works in one sentence, or where they are listed when it would be cut."""
        told = self._messages("paper.sources", names=" ; ".join(names))
        return told if Frame.holds(told) else self.apart()

    def apart(self) -> str:
        """Return the sentence that leads to the sheet of sources."""
        return self._messages("paper.sources_apart", n=len(self._all_works()))

    def sources_sheet(self, code: str) -> str:
        """Return every work in which a link was read: a matrix counts what all of them say."""
        frame = self.frame(self._messages("paper.works"), "", code)
        return frame.sheet(listed(self._all_works(), frame.room))

    def matrix(self, page: MatrixPage, code: str) -> dict[str, str]:
        """Return the sheets of a matrix by name, as many as its rows need."""
        title = page.name.text
        if page.chosen:
            title += self._messages("list.comma") + " " + page.chosen.word.text.lower()
        frame = self.frame(title, self.apart(), code)
        bodies = matrix_bodies(page, self._messages, frame.room)
        name = "matrix" if self._reading.language == "en" else "matrice"
        if len(bodies) == 1:
            return {name: frame.sheet(bodies[0])}
        return {f"{name}-{place}": frame.sheet(body) for place, body in enumerate(bodies, 1)}

    def _all_works(self) -> list[str]:
        works = {iri for tie in self._network.ties if tie.kind == "claim" for iri in tie.sources}
        names = self._network.names
        return sorted({names[iri].in_language(self._reading.language) for iri in works & {*names}})


def matrix_sheets(
    reading: Reading, messages: Messages, network: Network, page: MatrixPage, site: Site
) -> Mapping[str, str]:
    """Return a matrix as A3 sheets (SVG) by name, the last with every work it rests on."""
    press = Press(reading, messages, network, site)
    code = press.opened(f"/{reading.language}/preuves?{page.query}", f"preuves?{page.query}")
    return {**press.matrix(page, code), "sources": press.sources_sheet(code)}
