"""`alliances read`: a study or a map becomes a workbook of candidates, for a person to correct.

Nothing of the record is touched. Beside the workbook stands the text in which its lines are
counted, unless the study is a text already and lies there itself.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from commands.delivery import deliver
from commands.progress import working
from commands.settings import Settings
from loaders.directory import read_directory
from loaders.maps.drawn import read_map
from loaders.maps.workbook import map_candidates
from loaders.reading.formats import read_study
from loaders.reading.workbook import candidates
from ontology.errors import Text
from ontology.vocabulary import read_vocabulary

__all__ = ["read_command", "read_map_command"]


def read_map_command(drawing: Path, settings: Settings, *, out: Path | None, language: str) -> str:
    """Write the workbook of what a map draws (by default beside it); return what to print."""
    target = out or drawing.with_suffix(".candidats.xlsx")
    vocabulary = read_vocabulary()
    drawn = read_map(drawing)
    made = map_candidates(drawn, read_directory(settings.record, vocabulary), vocabulary)
    deliver(made.workbook, target)
    told = Text(
        f"{target.name}, à relire : organisations {made.organisations}, alliances "
        f"{made.alliances}. "
        "Une carte n'est pas une source : rien n'entre sans « oui » dans « retenu », ni sans la "
        f"page qui le dit ; ensuite : alliances load {target.name}",
        f"{target.name}, to read again: organisations {made.organisations}, alliances "
        f"{made.alliances}. A map is no source: nothing enters without “oui” in “retenu”, nor "
        f"without the page that says so; then: alliances load {target.name}",
    )
    return told.in_language(language)


def read_command(study: Path, settings: Settings, *, out: Path | None, language: str) -> str:
    """Write the workbook (by default beside the study) and the text; return what to print."""
    target = out or study.with_suffix(".candidats.xlsx")
    vocabulary = read_vocabulary()
    with working(Text("Lecture de l'étude", "Reading the study"), language):
        file = read_study(study)
        beside = target.with_name(study.name if file.as_it_stands else f"{study.stem}.texte.txt")
        day = datetime.now(UTC).date().isoformat()
        record = read_directory(settings.record, vocabulary)
        made = candidates(file, beside.name, record, vocabulary, day)
    deliver(made.workbook, target)
    if beside.resolve() != study.resolve():
        deliver(made.text, beside)
    told = Text(
        f"{target.name} : {made.figures} chiffres, {made.mentions} mentions, {made.scopes} phrases "
        f"de portée à relire. Texte : {beside.name}.\nRien n'entre sans « oui » dans « retenu » ; "
        f"ensuite : alliances load {target.name}",
        f"{target.name}: {made.figures} figures, {made.mentions} mentions, {made.scopes} sentences "
        f"of scope to read again. Text: {beside.name}.\nNothing enters without “oui” in “retenu”; "
        f"then: alliances load {target.name}",
    )
    return told.in_language(language)
