"""Finding things by words: what can be found, the index, and how it is asked.

`things` reads the graph, `index` writes and opens, `asking` answers, `matching` tells which thing
a name may mean. Accents, case and inflection do not count, a slip of one or two letters is
forgiven where the word exists nowhere, and nothing a person types is ever read as a query language.
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
from queries.search.matching import (
    CONCEPT,
    ORGANISATION,
    PROPERTIES,
    Candidate,
    Entity,
    NameBook,
    Wanted,
)
from queries.search.thing_facets import FACETS
from queries.search.things import KINDS, Passage, Thing, things_of

__all__ = [
    "CONCEPT",
    "FACETS",
    "INDEX",
    "KINDS",
    "LONGEST",
    "ORGANISATION",
    "PROPERTIES",
    "Candidate",
    "Cell",
    "Entity",
    "FacetValue",
    "Found",
    "Hidden",
    "Hit",
    "NameBook",
    "Passage",
    "SearchIndex",
    "Shown",
    "Thing",
    "Wanted",
    "search",
    "suggest",
    "things_of",
]
