"""`alliances indicators`: which official indicators the record holds, and how far they reach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from loaders.coverage import Coverage, indicator_coverage
from loaders.directory import read_directory
from loaders.records import IndicatorRecord
from ontology.errors import Text
from ontology.vocabulary import read_vocabulary

if TYPE_CHECKING:
    from commands.settings import Settings

__all__ = ["indicators_command"]


def indicators_command(settings: Settings, language: str) -> str:
    """Return one line for each indicator, and the totals."""
    vocabulary = read_vocabulary()
    records = read_directory(settings.record, vocabulary).of(IndicatorRecord)
    lines = indicator_coverage(records, vocabulary)
    total = Text(
        f"{len(lines)} indicateurs, {len({each.domain for each in lines})} domaines, "
        f"{sum(each.regions for each in lines)} valeurs de régions, "
        f"{sum(bool(each.france) for each in lines)} de la France, "
        f"{sum(len(each.missing) for each in lines)} manquantes.",
        f"{len(lines)} indicators, {len({each.domain for each in lines})} domains, "
        f"{sum(each.regions for each in lines)} values of regions, "
        f"{sum(bool(each.france) for each in lines)} of France, "
        f"{sum(len(each.missing) for each in lines)} missing.",
    )
    return "\n".join([*_lines(lines, language), total.in_language(language)])


def _lines(lines: tuple[Coverage, ...], language: str) -> Iterator[str]:
    without = Text("sans valeur", "no value").in_language(language)
    missing = Text("manquent", "missing").in_language(language)
    for line in lines:
        said = [f"{name} {number}" for name, number in line.cautions]
        if line.missing:
            said.append(f"{missing} {', '.join(line.missing)}")
        france = line.france or f"France {without}"
        shown = f"{line.domain:32} {line.indicator:42} {line.year} {line.regions:2}/{line.of}"
        yield f"{shown}  {france}{' ; ' if said else ''}{' ; '.join(said)}"
