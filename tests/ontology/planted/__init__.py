"""Every fault that is planted in the sound record, by kind of thing."""

from __future__ import annotations

from tests.ontology.planted import cases, claims, figures, indicators, names, sources
from tests.ontology.planted.fault import SIXTEEN, Fault

__all__ = ["FAULTS", "SIXTEEN", "Fault"]

FAULTS = tuple(
    fault
    for family in (cases, claims, sources, figures, names, indicators)
    for fault in family.FAULTS
)
