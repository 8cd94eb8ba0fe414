"""Where a thing can be read at its source: the address of the first of the four buttons.

Nearest first: the passage in which it was read, the work, the document that a notion was
defined from; last, the part of its own page that says who vouches for each statement.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from explorer.messages import Messages
from explorer.models import Link, Quotation
from explorer.reading import Facts, Reading
from explorer.statements import value_of
from ontology.terms import DCTERMS, OA, PROV

__all__ = ["RECORD", "source_address"]

# The id of the part of a page that holds what is said of the thing and who says it.
RECORD: Final = "fiche"
_SOURCES: Final = (DCTERMS.source, PROV.wasDerivedFrom, OA.hasSource)


def source_address(
    reading: Reading,
    messages: Messages,
    facts: Facts,
    *,
    quotations: Iterable[Quotation | None],
    works: Iterable[Link],
    recorded: bool,
) -> str:
    """Return the nearest address; "" when nothing says where the thing comes from.

    `quotations` and `works` are those the page shows, the nearest first; `recorded` tells
    whether the page has a part RECORD.
    """
    places = [one.place for one in quotations if one and one.place]
    found = [place.passage or place.work.href for place in places]
    found += [work.href for work in works]
    found += [
        value_of(reading, messages, prop.value, value).link.href
        for prop in _SOURCES
        for value in facts.values(prop)
    ]
    return next((one for one in found if one), f"#{RECORD}" if recorded else "")
