"""What a person says of figures that look alike: may they be compared, and why or why not.

A comparison names figures and changes none of them. It stands beside contradictions, in a
graph of its own: two values may differ without contradiction, and agree without meaning.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Quad

from loaders.mapping.names import Names
from loaders.mapping.statements import COMPARISONS, bilingual, facts, flag, plain, thing
from loaders.records import ComparisonRecord
from ontology.errors import Text
from ontology.terms import AL, DCTERMS, RDF, RDFS

__all__ = ["comparison_quads"]


def comparison_quads(names: Names, record: ComparisonRecord) -> Iterator[Quad]:
    """Yield one comparison, in the graph of comparisons."""
    label = Text(
        f"Comparaison {record.comparison} : {'possible' if record.comparable else 'impossible'}",
        f"Comparison {record.comparison}: {'possible' if record.comparable else 'impossible'}",
    )
    yield from facts(
        COMPARISONS,
        thing("comparison", record.comparison),
        {
            RDF.type: AL.Comparison,
            RDFS.label: bilingual(label),
            AL.compares: [thing("figure", each) for each in record.figures],
            AL.comparable: flag(record.comparable),
            AL.explanation: bilingual(record.because),
            AL.comparedBy: names.concept("coder", record.decided_by),
            DCTERMS.created: plain(record.date),
        },
    )
