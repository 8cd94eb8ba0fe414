"""What a planted fault is."""

from __future__ import annotations

from typing import NamedTuple

SIXTEEN = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"


class Fault(NamedTuple):
    """One planted fault: what is taken away or added, and what must be reported."""

    shape: str
    focus: str
    told: str
    minus: str = ""
    plus: str = ""
