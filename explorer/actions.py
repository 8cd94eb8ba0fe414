"""The four buttons of every page about a thing: source, comparison, graph, citation.

A button whose page is not on the map of the site is not shown, and neither is one that would
lead nowhere for this thing; the order never changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from explorer.sections import has_page
from queries.lists import collection_of

__all__ = ["CITE", "Action", "actions_of"]

# The id of the citation at the end of every page about a thing.
CITE: Final = "citer"

# Message, page on the map, and the word by which that page is told of the thing.
_PAGES: Final = (
    ("action.compare", "/comparer", "ids"),
    ("action.graph", "/explorer", "centre"),
)


@dataclass(frozen=True, slots=True)
class Action:
    """One button: the message that names it and where it leads; `external` leaves the site."""

    title: str
    href: str
    external: bool = False


def actions_of(language: str, reference: str, source: str = "") -> tuple[Action, ...]:
    """Return the buttons of the page about `reference` (`case/restoria`, `impact/confiance`).

    `source` is the address of the work, page or passage it was read in, "" for none.
    """
    found = []
    if source:
        found.append(Action("action.source", source, external=source.startswith("http")))
    for title, page, word in _PAGES:
        if has_page(page) and (page != "/comparer" or _listed(reference)):
            asked = urlencode({word: reference}, safe="/")
            found.append(Action(title, f"/{language}{page}?{asked}"))
    return (*found, Action("action.cite", f"#{CITE}"))


def _listed(reference: str) -> bool:
    """Tell whether a collection lists things of this kind: only those can be compared."""
    return bool(collection_of(reference.partition("/")[0]))
