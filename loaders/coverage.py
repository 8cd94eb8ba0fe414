"""How far the official indicators of the record reach: what is there, and what is not.

Counts are of the record as it is; nothing is estimated. What must be known of an indicator
before it is compared (year, scope of "France", proxy, computed, missing regions) is told
beside its counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.records import IndicatorRecord
from ontology.vocabulary import Vocabulary

__all__ = ["Coverage", "indicator_coverage"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """One indicator: `regions` have a value of `of`; `france` is the scope, "" without value.

    `cautions` maps each caution, said of the indicator or of a value, to how many values it
    concerns.
    """

    indicator: str
    domain: str
    year: str
    regions: int
    of: int
    france: str
    missing: tuple[str, ...]
    cautions: tuple[tuple[str, int], ...]


def indicator_coverage(
    records: Sequence[IndicatorRecord], vocabulary: Vocabulary
) -> tuple[Coverage, ...]:
    """Return one line for each indicator, in the order of domains and names."""
    codes = {each.slug: each.notation for each in vocabulary.concepts("territory")}
    lines = [_line(record, codes, vocabulary) for record in records]
    return tuple(sorted(lines, key=lambda line: (line.domain, line.indicator)))


def _line(record: IndicatorRecord, codes: dict[str, str], vocabulary: Vocabulary) -> Coverage:
    regions = [v.territory for v in record.values if codes[v.territory].startswith("REG-")]
    scopes = [v.scope or "France" for v in record.values if codes[v.territory] == "FR"]
    cautions = Counter({each: len(record.values) for each in record.cautions})
    for value in record.values:
        # Said of the indicator, it is said of every value already.
        cautions.update(each for each in value.cautions if each not in record.cautions)
    return Coverage(
        indicator=record.indicator,
        domain=record.domain,
        year=record.year,
        regions=len(regions),
        of=len(regions) + len(record.missing),
        france=scopes[0] if scopes else "",
        missing=tuple(vocabulary.concept("territory", each).fr for each in record.missing),
        cautions=tuple(sorted(cautions.items())),
    )
