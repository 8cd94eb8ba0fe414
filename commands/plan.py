"""`alliances plan`: the study plan as a workbook or a document, and the workbook taken back.

What an import would change is shown, and written only when accepted, all or nothing.
"""

from __future__ import annotations

from pathlib import Path

from commands.accepting import given_sheet, write_accepted
from commands.delivery import deliver, published
from commands.progress import working
from commands.settings import Settings
from explorer.messages import read_messages
from explorer.plan import plan_page
from explorer.plan_docx import plan_docx
from explorer.plan_proposals import proposals
from explorer.reading import Reading
from loaders.directory import first_bytes, kept_plan
from loaders.loading import Plan
from loaders.recordset import RecordSet
from loaders.spreadsheets import MAX_BYTES
from loaders.study_plan_book import plan_book, plan_change, taken_lines
from ontology.errors import Text
from ontology.vocabulary import Vocabulary, read_vocabulary

__all__ = ["export_command", "import_command"]


def export_command(
    settings: Settings, *, form: str, gaps: int, matrix: str, language: str, out: Path | None
) -> None:
    """Write the plan; as a workbook, with proposals for the first `gaps` gaps of `matrix`."""
    vocabulary, messages = read_vocabulary(), read_messages()
    plan = kept_plan(settings.record, vocabulary)
    doing = Text("Écriture du plan", "Writing the plan")
    with working(doing, language), published(settings.store) as (graph, edition):
        if form == "docx":
            found = plan_page(Reading(graph, language), messages[language], plan)
            data = plan_docx(found, messages[language], language=language, version=edition.version)
        else:
            planned = [one.gap for one in plan.lines]
            proposed = proposals(graph, messages, planned, matrix=matrix, number=gaps)
            data = plan_book(plan, proposed, vocabulary)
    deliver(data, out)


def import_command(settings: Settings, sheet: Path, *, accept: bool, language: str) -> str:
    """Read a filled workbook, show what it changes, keep it when accepted."""
    said: list[Text] = []

    def planned(record: RecordSet, vocabulary: Vocabulary) -> Plan:
        data = first_bytes(given_sheet(sheet), MAX_BYTES + 1)
        taken = taken_lines(data, sheet.name, record.plan, vocabulary)
        said.append(
            Text(
                f"{taken.left} proposition(s) sans porteur ni année, laissée(s) de côté.",
                f"{taken.left} proposal(s) without owner and year, left aside.",
            )
        )
        return plan_change(record, taken.lines)

    told = write_accepted(settings, planned, accept=accept, language=language)
    return "\n".join([*(each.in_language(language) for each in said), told])
