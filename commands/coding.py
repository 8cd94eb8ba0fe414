"""`alliances coding`: a second coding of the cases, and the queue of sentences to be found.

Sheets go out, filled sheets come back; what they would change is shown, and written only when
accepted, all or nothing. A record that was cut short while writing is completed first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from slugify import slugify

from commands.accepting import given_sheet, write_accepted
from commands.delivery import deliver
from commands.settings import Settings
from loaders.coding.agreement import Agreement, agreements
from loaders.coding.codings import FOLDER, read_codings
from loaders.coding.confirming import differences, plan_coding, plan_decisions
from loaders.coding.quotes import found_quotes, plan_quotes, queue_sheet
from loaders.coding.review import decisions_of, review_sheet
from loaders.coding.sheet import blind_sheet, second_coding
from loaders.directory import first_bytes, read_directory
from loaders.loading import Plan
from loaders.recordset import RecordSet
from loaders.spreadsheets import MAX_BYTES
from ontology.errors import Text
from ontology.vocabulary import Vocabulary, read_vocabulary

__all__ = [
    "agreement_text",
    "decide_command",
    "export_command",
    "import_command",
    "quotes_command",
    "review_command",
]


def export_command(settings: Settings, cases: Sequence[str], out: Path | None) -> None:
    """Write the blind sheet of `cases`, all when empty."""
    vocabulary = read_vocabulary()
    deliver(blind_sheet(read_directory(settings.record, vocabulary), vocabulary, cases), out)


def import_command(
    settings: Settings, sheet: Path, *, name: str, accept: bool, language: str
) -> str:
    """Read a filled sheet, say how far the coders agree, keep it when accepted."""
    date = _today()
    slug = _free(settings.record, f"{date}-{slugify(name)}")
    said: list[Text] = []

    def planned(record: RecordSet, vocabulary: Vocabulary) -> Plan:
        data = first_bytes(given_sheet(sheet), MAX_BYTES + 1)
        coding = second_coding(data, sheet.name, record, vocabulary, (slug, name, date))
        said.append(_agreement(agreements([coding]), vocabulary))
        left = len(list(differences(coding)))
        said.append(
            Text(
                f"{left} différence(s) à décider : alliances coding review",
                f"{left} difference(s) to decide: alliances coding review",
            )
        )
        return plan_coding(record, vocabulary, coding)

    told = write_accepted(settings, planned, accept=accept, language=language)
    return "\n".join([*(each.in_language(language) for each in said), told])


def agreement_text(settings: Settings, language: str) -> str:
    """Return how far the coders of all codings agree."""
    found = agreements(read_codings(settings.record))
    return _agreement(found, read_vocabulary()).in_language(language)


def review_command(settings: Settings, out: Path | None) -> None:
    """Write the differences that nobody has decided."""
    vocabulary = read_vocabulary()
    record = read_directory(settings.record, vocabulary)
    deliver(review_sheet(read_codings(settings.record), record, vocabulary), out)


def decide_command(
    settings: Settings, sheet: Path, *, name: str, accept: bool, language: str
) -> str:
    """Read decided differences and write them when accepted."""

    def planned(record: RecordSet, vocabulary: Vocabulary) -> Plan:
        codings = read_codings(settings.record)
        data = first_bytes(given_sheet(sheet), MAX_BYTES + 1)
        decided = decisions_of(data, sheet.name, codings, name, _today())
        held = {each.coding: each for each in codings}
        return plan_decisions(record, vocabulary, held, decided)

    return write_accepted(settings, planned, accept=accept, language=language)


def quotes_command(
    settings: Settings, sheet: Path | None, *, out: Path | None, accept: bool, language: str
) -> str:
    """Write the queue, or read what was found of it and write that when accepted."""
    if sheet is None:
        deliver(queue_sheet(read_directory(settings.record, read_vocabulary())), out)
        return ""

    def planned(record: RecordSet, vocabulary: Vocabulary) -> Plan:
        found = found_quotes(first_bytes(given_sheet(sheet), MAX_BYTES + 1), sheet.name, record)
        return plan_quotes(record, vocabulary, found, _today())

    return write_accepted(settings, planned, accept=accept, language=language)


def _free(record: Path, slug: str) -> str:
    """Return a slug that no coding has: one person may code several sheets on one day."""
    names = (slug, *(f"{slug}-{number}" for number in range(2, 1000)))
    return next(name for name in names if not (record / FOLDER / f"{name}.yaml").exists())


def _agreement(found: Iterable[Agreement], vocabulary: Vocabulary) -> Text:
    rows = list(found)
    if not rows:
        return Text("Aucun second codage.", "No second coding.")
    fr, en = ("\n".join(_line(each, vocabulary, code) for each in rows) for code in ("fr", "en"))
    return Text(
        f"Accords (égaux/comparés, kappa de Cohen, intervalle à 95 %) :\n{fr}",
        f"Agreement (equal/compared, Cohen's kappa, 95 % interval):\n{en}",
    )


def _line(found: Agreement, vocabulary: Vocabulary, language: str) -> str:
    name = _FIELDS[found.field].in_language(language)
    if found.label:
        concept = vocabulary.concept(found.field, found.label)
        name += f" « {concept.fr} »" if language == "fr" else f" “{concept.en}”"
    return f"  {name} : {found.equal}/{found.pairs}{_kappa(found)}"


def _kappa(found: Agreement) -> str:
    if found.kappa is None:
        return ", kappa –"
    if found.low is None:
        return f", kappa {found.kappa:.2f}"
    return f", kappa {found.kappa:.2f} [{found.low:.2f} ; {found.high:.2f}]"


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


_FIELDS: Final = {
    "category": Text("catégorie", "category"),
    "domain": Text("domaine", "domain"),
    "impact": Text("impact", "impact"),
    "status": Text("statut", "status"),
}
