"""Finding things by words: what can be found, the index, and how it is asked.

`things` reads the graph, `index` writes and opens, `asking` answers. Accents, case and
inflection do not count, a slip of one or two letters is forgiven where the word exists
nowhere, and nothing a person types is ever read as a query language.
"""

from queries.search.asking import (
    LONGEST,
    Cell,
    FacetValue,
    Found,
    Hidden,
    Hit,
    Shown,
    search,
    suggest,
)
from queries.search.index import INDEX, SearchIndex
from queries.search.things import FACETS, KINDS, Passage, Thing, things_of

__all__ = [
    "FACETS",
    "INDEX",
    "KINDS",
    "LONGEST",
    "Cell",
    "FacetValue",
    "Found",
    "Hidden",
    "Hit",
    "Passage",
    "SearchIndex",
    "Shown",
    "Thing",
    "search",
    "suggest",
    "things_of",
]
