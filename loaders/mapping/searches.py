"""What a person has looked for in vain, and the crossings of the matrices it is about.

The rules make the crossings and decide which are empty; a search says what an empty one
means. Its crossing is named by the same digest as the rule `crossings` mints, so a search
for a crossing that no matrix has stays alone, and a gate finds it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Quad

from loaders.mapping.names import Names
from loaders.mapping.statements import GAPS, bilingual, facts, plain, thing
from loaders.records import SearchRecord
from ontology.errors import Text
from ontology.iris import digest
from ontology.terms import AL, DCTERMS, RDF, RDFS, SKOS

__all__ = ["search_quads"]


def search_quads(names: Names, record: SearchRecord) -> Iterator[Quad]:
    """Yield one logged search, in the graph of gaps."""
    places = [text for place in record.places if (text := plain(place))]
    crossings = [
        thing("crossing", digest(f"matrix/{each.matrix}", each.row, each.column))
        for each in record.crossings
    ]
    for each in record.crossings:
        # Refuses a matrix, row or column that nobody knows.
        names.concept("matrix", each.matrix)
        names.words(each.row)
        names.words(each.column)
    yield from facts(
        GAPS,
        thing("search", record.search),
        {
            RDF.type: AL.Search,
            RDFS.label: bilingual(_label(record)),
            AL.found: names.concept("gap-type", record.found),
            AL.searchedBy: names.concept("coder", record.by),
            DCTERMS.created: plain(record.date),
            AL.place: places,
            SKOS.note: bilingual(record.reason),
            AL.searched: crossings,
        },
    )


def _label(record: SearchRecord) -> Text:
    return Text(
        f"Recherche consignée le {record.date} : {record.search}",
        f"Search logged on {record.date}: {record.search}",
    )
