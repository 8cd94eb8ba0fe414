"""What people will ask of a new snapshot, made before they do, on one thread.

Several things are dear to make and the same for everybody: the files of `/dumps`, the pictures
the explorer starts from. They are made one after the other, so that at most one core is taken
from those who are being answered, and again for every snapshot that is published. Between two
steps readers come first. A deed does nothing when nothing is missing, and gives up as soon as the
server stops.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Final, TypeAlias

from api.readers import Readers
from explorer.current import EVERY
from ontology.errors import AlliancesError

__all__ = ["Ahead", "Deed", "Pause"]

_LOG: Final = logging.getLogger("alliances.ahead")
# Waits until the next step may be taken; tells whether to stop instead.
Pause: TypeAlias = Callable[[], bool]
# What is done for the snapshot now served, with a pause before each step.
Deed: TypeAlias = Callable[[Pause], None]


class Ahead:
    """Does `deeds` in their order for each snapshot as soon as it is served, until `close`."""

    def __init__(self, *deeds: Deed, readers: Readers | None = None) -> None:
        self._deeds = deeds
        self._readers = readers or Readers()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread = threading.Thread(target=self._follow, name="ahead", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Do nothing more; the step that is being done is waited for."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def _pause(self) -> bool:
        return self._readers.pause(self._stop)

    def _follow(self) -> None:
        while not self._stop.wait(EVERY):
            for deed in self._deeds:
                try:
                    deed(self._pause)
                except AlliancesError:
                    # Nothing is published yet, or it is damaged: who asks is told so.
                    continue
                except Exception:  # a thread that ends would be missed by nobody
                    _LOG.exception("what is asked of a snapshot cannot be made ahead")
