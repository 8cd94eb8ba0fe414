"""`alliances doctor`: is everything well, and if not, what to do; it changes nothing.

For whoever inherits an installation. Each line looks at one thing that can break without
anybody noticing: a record in the middle of a load, a disk that fills, a flipped byte in the
store, a vendored file that is not what its licence note says. Nothing is repaired here; every
fault names the command that does.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from commands.build import input_hash, read_record
from commands.check import table
from commands.release import CHANGES, release_faults
from graph.gates import Gate
from graph.snapshots import Snapshots
from graph.worker_frames import Task
from graph.workers import Limits, Pool
from loaders.archive import record_files
from ontology.errors import AlliancesError, Finding, RecordError, Text

if TYPE_CHECKING:
    from commands.settings import Settings

__all__ = ["doctor_command", "examinations"]

# At least this share of the disk should be free: a build needs room beside the old state.
_FREE: Final = 0.2

_Look = Callable[["Settings"], tuple[int, list[Finding]]]


def doctor_command(settings: Settings, *, language: str) -> tuple[str, bool]:
    """Return what every examination found, as a table, and whether all is well."""
    outcomes = tuple(examinations(settings))
    return table(outcomes, language), not any(gate.findings for gate in outcomes)


def examinations(settings: Settings) -> Iterator[Gate]:
    """Yield the outcome of each examination; one that cannot be made is a fault of its own."""
    for name, look in _LOOKS:
        started = time.perf_counter()
        try:
            checked, findings = look(settings)
        except RecordError as error:
            checked = 0
            findings = list(error.findings) or [_fault("record", error.summary, error.cure)]
        except AlliancesError as error:
            checked, findings = 0, [_fault("refused", error.summary, error.cure)]
        seconds = time.perf_counter() - started
        yield Gate(name=name, checked=checked, findings=tuple(findings), seconds=seconds)


def _fault(code: str, rule: Text, cure: Text, where: str = "") -> Finding:
    return Finding(code=code, rule=rule, cure=cure, where=where)


def _record(settings: Settings) -> tuple[int, list[Finding]]:
    record_files(settings.record)
    return len(read_record(settings).records.entries), []


def _store(settings: Settings) -> tuple[int, list[Finding]]:
    snapshot = Snapshots(settings.store).verify()
    return sum(snapshot.manifest["graphs"].values()), []


def _fresh(settings: Settings) -> tuple[int, list[Finding]]:
    current = Snapshots(settings.store).current()
    if current is None or current.manifest["notes"].get("input") == input_hash(settings.record):
        return 1, []
    return 1, [
        _fault(
            "stale",
            Text(
                "La version publiée n'est pas celle des fiches.",
                "The published version is not that of the record.",
            ),
            Text("Construisez-la : alliances build.", "Build it: alliances build."),
        )
    ]


def _leftovers(settings: Settings) -> tuple[int, list[Finding]]:
    held = settings.store / "snapshots"
    left = sorted(held.glob(".building-*")) if held.is_dir() else []
    return len(left), [
        _fault(
            "leftover",
            Text(
                "Une construction tuée a laissé un dossier, ou une construction est en cours.",
                "A killed build left a directory, or a build is running.",
            ),
            Text(
                "La prochaine construction l'enlève : alliances build.",
                "The next build removes it: alliances build.",
            ),
            path.name,
        )
        for path in left
    ]


def _disk(settings: Settings) -> tuple[int, list[Finding]]:
    findings = []
    places = {path.resolve() for path in (settings.store, settings.record) if path.exists()}
    for place in sorted(places):
        usage = shutil.disk_usage(place)
        if usage.free < _FREE * usage.total:
            percent = 100 * usage.free // usage.total
            findings.append(
                _fault(
                    "disk",
                    Text(
                        f"Le disque n'a plus que {percent} % de libre.",
                        f"Only {percent} % of the disk is free.",
                    ),
                    Text(
                        "Libérez de la place : sous 20 %, une construction peut échouer.",
                        "Free some room: below 20 %, a build may fail.",
                    ),
                    place.name,
                )
            )
    return len(places), findings


def _assets(_: Settings) -> tuple[int, list[Finding]]:
    folder = files("explorer") / "assets"
    told = json.loads((folder / "VENDORED.json").read_text(encoding="utf-8"))
    findings = []
    expected = {name: digest for one in told["packages"] for name, digest in one["files"].items()}
    for name, digest in sorted(expected.items()):
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            findings.append(
                _fault(
                    "asset",
                    Text("Ce fichier repris d'ailleurs a changé.", "This vendored file changed."),
                    Text("Reprenez-le du dépôt.", "Take it from the repository again."),
                    name,
                )
            )
    return len(expected), findings


def _releases(settings: Settings) -> tuple[int, list[Finding]]:
    if not (settings.record / CHANGES).is_file():
        return 0, []
    return release_faults(settings.record)


def _workers(settings: Settings) -> tuple[int, list[Finding]]:
    pool = Pool(settings.store, Limits(workers=1, deadline=2.0))
    try:
        pool.start()
        pool.ask(Task("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1"))
    finally:
        pool.close()
    return 1, []


_LOOKS: Final[tuple[tuple[Text, _Look], ...]] = (
    (Text("Fiches lues", "Records read"), _record),
    (Text("Entrepôt intact", "Store intact"), _store),
    (Text("Version à jour", "Version up to date"), _fresh),
    (Text("Restes de constructions", "Leftovers of builds"), _leftovers),
    (Text("Place sur le disque", "Room on the disk"), _disk),
    (Text("Fichiers repris d'ailleurs", "Vendored files"), _assets),
    (Text("Versions datées", "Dated releases"), _releases),
    (Text("Une question libre reçoit sa réponse", "A free query is answered"), _workers),
)
