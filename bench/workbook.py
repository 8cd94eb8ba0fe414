"""How long a contributor waits for a workbook of 200 cases: `python -m bench.workbook`.

The real record, a workbook of invented cases, once sound and once with a mistake in every tenth
row. Reading happens in a process of its own, as in the server; nothing is written to the record.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bench.contributing import workbook
from bench.page import table, where_and_when, write_section
from explorer.preview import preview
from loaders.loading import Plan, plan
from loaders.marking import marked_workbook
from loaders.rdf_loading import Occasion
from ontology.errors import Finding, RecordError
from ontology.vocabulary import read_vocabulary

__all__ = ["main"]

_ROWS: Final = 200
_TIMES: Final = 7
_WHEN: Final = Occasion("2026-11-21", "bench", "contribution")
_PARTNERS: Final = "Groupe Archer|public_interest_structure ; Enedis|large_company"


def _median(work: Callable[[], object]) -> str:
    taken = []
    for _ in range(_TIMES):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return f"{statistics.median(taken):.2f} s ({min(taken):.2f} to {max(taken):.2f})"


def measures(sound: Path, faulty: Path, mistakes: int) -> list[tuple[str, str]]:
    """Return rows: what is done with the two workbooks, and how long it takes."""
    vocabulary, record = read_vocabulary(), Path("data")

    def checked() -> tuple[Finding, ...]:
        try:
            plan([faulty], record, vocabulary, occasion=_WHEN)
        except RecordError as error:
            return error.findings
        raise SystemExit("the faulty workbook was not refused")

    def planned() -> Plan:
        return plan([sound], record, vocabulary, occasion=_WHEN)

    found, shown = checked(), planned()
    if len(found) != mistakes or len(shown.difference.added) != _ROWS:
        raise SystemExit("the workbooks are not read as they were written")
    marked = faulty.read_bytes()
    return [
        (f"check {_ROWS} rows, {mistakes} mistakes", _median(checked)),
        ("mark them in the workbook", _median(lambda: marked_workbook(marked, found, "fr"))),
        (f"check {_ROWS} sound rows", _median(planned)),
        ("tell the difference in sentences", _median(lambda: preview(shown, vocabulary))),
    ]


def main() -> None:
    """Measure, and write the section of the page."""
    where = where_and_when("python -m bench.workbook")
    wrong = dict.fromkeys(range(10, _ROWS + 1, 10), ("domains", "Educatoin"))
    with tempfile.TemporaryDirectory() as folder:
        sound, faulty = Path(folder) / "sound.xlsx", Path(folder) / "faulty.xlsx"
        sound.write_bytes(workbook(_ROWS, {}, _PARTNERS))
        faulty.write_bytes(workbook(_ROWS, wrong, _PARTNERS))
        rows = measures(sound, faulty, len(wrong))
    lines = [
        "## A workbook of 200 cases",
        "",
        f"{where} Median (least to most) of {_TIMES} runs; the aim is 5 s for a check.",
        "",
        *table(("what", "time"), rows),
    ]
    write_section("a workbook of 200 cases", lines)
    print("\n".join(lines))


if __name__ == "__main__":
    main()
