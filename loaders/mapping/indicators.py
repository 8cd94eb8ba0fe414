"""An official indicator, and its value in each territory, as a cube of their own.

Indicators describe territories; figures report what people answered. They stand in a graph
of their own, on a measure and dimensions of their own, and never fill a cell of the figures
cube. Year, scope, publisher and page are written on every value, so that none is read
without them, and what must be known of an indicator is said of each of its values.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from loaders.mapping.labels import number_words
from loaders.mapping.names import Names
from loaders.mapping.pages import page_quads, web_page
from loaders.mapping.periods import period, period_quads, period_words
from loaders.mapping.statements import (
    INDICATORS,
    Value,
    bilingual,
    decimal,
    facts,
    plain,
    spoken,
    thing,
)
from loaders.records import IndicatorRecord, IndicatorValue, Translated
from ontology.errors import Text
from ontology.iris import BASE
from ontology.terms import AL, DCTERMS, QB, RDF, RDFS, SKOS

__all__ = ["indicator_quads", "value_quads"]

_DATASET: Final = Text("Indicateurs officiels", "Official indicators")


def indicator_quads(names: Names, record: IndicatorRecord) -> Iterator[Quad]:
    """Yield one indicator, with what must be known of it, in the graph of indicators."""
    yield from facts(
        INDICATORS,
        thing("indicator", record.indicator),
        {
            RDF.type: AL.Indicator,
            RDFS.label: names.labels(f"indicator/{record.indicator}"),
            AL.indicatorDomain: names.concept("domain", record.domain),
            **_shared(record),
            AL.sourceText: plain(record.source.title),
            AL.retrievedAs: plain(record.source.retrieved),
            DCTERMS.source: web_page(record.source.url),
            AL.indicatorCaution: _cautions(names, record.cautions),
            AL.proxyText: bilingual(record.proxy),
            AL.calculation: bilingual(record.computed),
            SKOS.note: spoken(record.remark),
            AL.doubt: _all(record.doubts),
            AL.missingFor: [names.concept("territory", each) for each in record.missing],
        },
    )
    yield from page_quads(names, record.source.url)
    yield from period_quads(record.year)
    dataset: dict[NamedNode, Value] = {
        RDF.type: QB.DataSet,
        RDFS.label: bilingual(_DATASET),
        QB.structure: NamedNode(f"{BASE}dsd/indicator"),
    }
    yield from facts(INDICATORS, thing("dataset", "indicators"), dataset)


def value_quads(names: Names, record: IndicatorRecord, value: IndicatorValue) -> Iterator[Quad]:
    """Yield the value of one territory."""
    url = value.url or record.source.url
    # One caution may be said of the indicator and of the value.
    cautions = tuple(dict.fromkeys((*record.cautions, *value.cautions)))
    said: dict[NamedNode, Value] = {
        RDF.type: (AL.IndicatorValue, QB.Observation),
        RDFS.label: bilingual(_label(names, record, value)),
        QB.dataSet: thing("dataset", "indicators"),
        AL.ofIndicator: thing("indicator", record.indicator),
        AL.territory: names.concept("territory", value.territory),
        **_shared(record),
        AL.observedValue: decimal(value.value),
        AL.scopeText: spoken(value.scope),
        DCTERMS.source: web_page(url),
        AL.indicatorCaution: _cautions(names, cautions),
        SKOS.note: _remarks(record.remark, value.remark),
        AL.doubt: _all((*record.doubts, *value.doubts)),
    }
    node = thing("indicator-value", f"{record.indicator}-{value.territory}")
    yield from facts(INDICATORS, node, said)
    yield from page_quads(names, url)


def _shared(record: IndicatorRecord) -> dict[NamedNode, Value]:
    units = (spoken(record.unit), spoken(record.unit_en, "en"))
    return {
        AL.period: period(record.year),
        AL.unitText: [unit for unit in units if unit is not None],
        AL.publisherText: plain(record.publisher),
    }


def _cautions(names: Names, slugs: tuple[str, ...]) -> list[NamedNode]:
    return [names.concept("indicator-caution", each) for each in slugs]


def _all(texts: tuple[Translated, ...]) -> list[Literal]:
    return [literal for text in texts for literal in bilingual(text)]


def _remarks(*remarks: str | None) -> list[Literal]:
    return [note for remark in remarks if (note := spoken(remark)) is not None]


def _label(names: Names, record: IndicatorRecord, value: IndicatorValue) -> Text:
    number = number_words(value.value)
    name = names.words(f"indicator/{record.indicator}")
    place = names.concept_words("territory", value.territory)
    year = period_words(record.year)
    return Text(
        f"{number.fr} ({record.unit}) — {name.fr} — {place.fr} ({year.fr})",
        f"{number.en} ({record.unit_en or record.unit}) — {name.en} — {place.en} ({year.en})",
    )
