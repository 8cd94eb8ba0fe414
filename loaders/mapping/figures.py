"""A reported figure as one observation of the figures cube.

Every dimension is always written, because a cube with holes cannot be checked: `_T` and `_Z`
are concepts like any other. The cell is what two documents share when they speak of the same
thing: all dimensions but the passage, and the measure. Nothing is rounded or converted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode, Quad

from loaders.mapping.labels import cell_label, figure_label, inner
from loaders.mapping.names import Names
from loaders.mapping.pages import page_slug
from loaders.mapping.periods import period, period_quads
from loaders.mapping.statements import (
    Value,
    bilingual,
    decimal,
    facts,
    flag,
    node,
    plain,
    source_graph,
    spoken,
    thing,
    whole,
)
from loaders.records import DocumentRecord, Figure, PageRecord
from ontology.errors import Text
from ontology.iris import BASE, digest
from ontology.terms import AL, QB, RDF, RDFS, SKOS

__all__ = ["cell_of", "figure_quads"]

_MEASURES: Final = {
    "share": AL.share,
    "score": AL.score,
    "count": AL.count,
    "points": AL.points,
    "amount": AL.amount,
    "duration": AL.duration,
    "rank": AL.rank,
}


def cell_of(figure: Figure) -> NamedNode:
    """Return the cell of the cube that the figure fills, whichever passage gives it."""
    return thing(
        "cell",
        digest(
            figure.measure,
            figure.question,
            figure.respondent,
            figure.target,
            figure.subpopulation,
            figure.territory,
            figure.domain,
            figure.category,
            figure.impact,
            figure.period,
        ),
    )


def figure_quads(
    names: Names, record: DocumentRecord | PageRecord, figure: Figure
) -> Iterator[Quad]:
    """Yield one figure, its cell and its data set, in the graph of its document or page."""
    if isinstance(record, PageRecord):
        source, title = page_slug(record), record.title or record.url
    else:
        source, title = record.document, record.title
    graph = source_graph(source)
    dataset = thing("dataset", f"{source}-{figure.measure}")
    cell = cell_of(figure)
    yield from facts(
        graph,
        thing("figure", figure.id),
        {
            RDF.type: (AL.ReportedFigure, QB.Observation),
            RDFS.label: bilingual(figure_label(names, figure)),
            QB.dataSet: dataset,
            AL.cell: cell,
            **_dimensions(names, figure),
            **_measured(names, figure),
            **_told(record.language, figure),
        },
    )
    yield from facts(
        graph, cell, {RDF.type: AL.Cell, RDFS.label: bilingual(cell_label(names, figure))}
    )
    yield from facts(graph, dataset, _dataset(names, title, figure.measure))
    yield from period_quads(figure.period)


def _dimensions(names: Names, figure: Figure) -> dict[NamedNode, Value]:
    return {
        AL.question: names.concept("question", figure.question),
        AL.respondent: names.concept("group", figure.respondent),
        AL.targetActor: names.concept("group", figure.target),
        AL.subPopulation: names.concept("group", figure.subpopulation),
        AL.territory: names.concept("territory", figure.territory),
        AL.domain: names.concept("domain", figure.domain),
        AL.category: names.concept("category", figure.category),
        AL.impact: names.concept("impact", figure.impact),
        AL.period: period(figure.period),
        AL.passage: thing("passage", figure.passage),
    }


def _measured(names: Names, figure: Figure) -> dict[NamedNode, Value]:
    value = decimal(figure.value)
    return {
        _MEASURES[figure.measure]: value,
        # The same value under one name, for questions that do not care which measure it is.
        AL.value: value,
        AL.unit: names.concept("unit", figure.unit),
        AL.precision: names.concept("precision", figure.precision),
        AL.sampleSize: whole(figure.sample_size),
        AL.multipleResponse: flag(figure.multiple_response),
        AL.periodBasis: names.concept("basis", figure.period_basis),
    }


def _told(language: str, figure: Figure) -> dict[NamedNode, Value]:
    return {
        AL.fromStudy: node(figure.study) if figure.study else None,
        AL.partOfFigure: thing("figure", figure.part_of) if figure.part_of else None,
        AL.populationText: spoken(figure.population, language),
        AL.baseText: spoken(figure.base, language),
        AL.derivation: plain(figure.derivation),
        AL.calculation: spoken(figure.calculation, language),
        SKOS.note: bilingual(figure.note),
    }


def _dataset(names: Names, title: str, measure: str) -> dict[NamedNode, Value]:
    words = inner(names.concept_words("measure", measure))
    label = Text(f"Chiffres de « {title} » : {words.fr}", f"Figures of “{title}”: {words.en}")
    return {
        RDF.type: QB.DataSet,
        RDFS.label: bilingual(label),
        QB.structure: NamedNode(f"{BASE}dsd/{measure}"),
    }
