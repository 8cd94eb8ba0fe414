"""The network and the pictures of the published state, kept while it is the one being read.

Reading the network takes half a second, putting all of it into words two, and a picture of five
hundred things one; they depend on the snapshot and the address only, so they are made once.
Another snapshot empties the store. Shared by all threads of a server; two that ask for the same
picture at once may both make it, and get the same.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final

from explorer.current import Opened
from explorer.graph_state import State
from explorer.graph_view import View, view_of
from explorer.messages import Messages
from explorer.reading import Reading
from explorer.workshop_data import network_data
from graph.network import Network, read_network
from ontology.errors import Text

__all__ = ["Atlas"]

# A picture of forty things takes about 50 kB. More than are drawn ahead, so that those stay.
_KEPT: Final = 256


class Atlas:
    """Networks and pictures by snapshot; holds one snapshot at a time."""

    __slots__ = ("_hash", "_lock", "_network", "_told", "_views")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._hash = ""
        self._network: Network | None = None
        self._views: OrderedDict[tuple[State, str], View] = OrderedDict()
        self._told: dict[str, dict[str, Any]] = {}

    def network(self, opened: Opened) -> Network:
        """Return the network of the snapshot being read."""
        content = opened.snapshot.content_hash
        with self._lock:
            if self._hash != content or self._network is None:
                self._network = read_network(opened.store)
                self._hash = content
                self._views.clear()
                self._told.clear()
            return self._network

    def view(self, opened: Opened, state: State, language: str, kinds: Mapping[str, Text]) -> View:
        """Return the picture `state` asks for; `kinds` and what it raises are `view_of`'s."""
        network = self.network(opened)
        key = (state.drawn, language)
        with self._lock:
            held = self._views.get(key)
            if held is not None:
                self._views.move_to_end(key)
        if held is None:
            held = view_of(opened.store, network, state.drawn, language, kinds)
            with self._lock:
                if self._hash == opened.snapshot.content_hash:
                    self._views[key] = held
                    while len(self._views) > _KEPT:
                        self._views.popitem(last=False)
        return held.pinned(state)

    def told(self, opened: Opened, reading: Reading, messages: Messages) -> dict[str, Any]:
        """Return the whole network in words, as `network_data` does for a workshop."""
        network = self.network(opened)
        with self._lock:
            held = self._told.get(reading.language)
        if held is None:
            held = network_data(reading, messages, network)
            with self._lock:
                if self._hash == opened.snapshot.content_hash:
                    self._told[reading.language] = held
        return held
