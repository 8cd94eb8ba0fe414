"""The usual pictures of a snapshot, drawn in both languages before anybody asks for one.

The first picture after a publication waits for the network to be read and for places to be
found, the first workshop for all of it to be put into words; whoever comes second does not. Here
the server is the first. Only what the atlas keeps is made, so that nothing is made in vain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from api.ahead import Pause
from api.door import Door
from explorer.graph_ahead import usual_states
from explorer.graph_atlas import Atlas
from explorer.graph_state import State
from explorer.graph_text import kind_names
from explorer.guided_paths import shipped_paths
from explorer.messages import LANGUAGES
from ontology.errors import NotHeldError, QueryError

__all__ = ["PicturesAhead"]


class PicturesAhead:
    """Draws into `atlas` what is asked for first; `record` is where paths are, None for none."""

    def __init__(self, door: Door, atlas: Atlas, record: Path | None) -> None:
        self._door = door
        self._atlas = atlas
        self._record = record
        self._drawn = ""

    def ready(self) -> str:
        """Return the content hash of the snapshot whose pictures are all drawn, "" at first."""
        return self._drawn

    def prepare(self, pause: Pause) -> None:
        """Draw every usual picture of the snapshot now served, once, until `pause` says to stop."""
        with self._door.visit("fr") as visit:
            version = visit.site.version
            if version == self._drawn:
                return
            network = self._atlas.network(visit.opened)
            states = usual_states(network, shipped_paths(self._record))
        for deed in self._deeds(states):
            if pause():
                return
            deed()
        self._drawn = version

    def _deeds(self, states: Iterable[State]) -> Iterator[Callable[[], None]]:
        """Yield what is made, pictures first, each short enough for readers to wait for."""
        for state in states:
            for language in LANGUAGES:
                yield partial(self._draw, state, language)
        for language in LANGUAGES:
            yield partial(self._tell, language)

    def _draw(self, state: State, language: str) -> None:
        with self._door.visit(language) as visit, suppress(NotHeldError, QueryError):
            network = self._atlas.network(visit.opened)
            kinds = kind_names(visit.reading, self._door.pages.messages[language], network)
            self._atlas.view(visit.opened, state, language, kinds)

    def _tell(self, language: str) -> None:
        with self._door.visit(language) as visit:
            self._atlas.told(visit.opened, visit.reading, self._door.pages.messages[language])
