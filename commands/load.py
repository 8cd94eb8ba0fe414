"""`alliances load`: files become part of the record, after their difference was shown.

Everything is read and checked first; without `accept` nothing is written. A load that was
cut short while writing is completed before anything else. The store is not touched: it is
built from the record by `alliances build`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from commands.progress import working
from commands.returned import set_apart
from commands.settings import Settings
from loaders.difference import Difference
from loaders.keeping import Refused, plan_keeping, refused_file
from loaders.loading import Plan, plan
from loaders.rdf_loading import Occasion
from loaders.writing import recover, write_all
from ontology.errors import Text
from ontology.vocabulary import Vocabulary, read_vocabulary

__all__ = ["SHOWN", "WRITTEN", "LoadReport", "load_command", "load_files"]


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load changed, or would change when `written` is false.

    `recovered` counts the files of an interrupted load that were put in place first; `text`
    says all of it in the language asked for.
    """

    difference: Difference
    written: bool
    recovered: int
    text: str


def load_files(
    paths: Sequence[Path],
    record_root: Path,
    vocabulary: Vocabulary,
    *,
    accept: bool,
    keep_going: bool = False,
    source: str = "",
    language: str = "fr",
) -> LoadReport:
    """Read files, check the record they would make, and write it when `accept` is true.

    `source` says what RDF files come from. With `keep_going`, rows of sheets at fault are left
    out; when written, they go to a file `<name>.refused.csv` (or `.xlsx`) beside the sheet. Raise
    RecordError, with every finding and the record untouched, when anything else is wrong.
    """
    recovered = recover(record_root)
    occasion = Occasion(datetime.now(UTC).date().isoformat(), source)
    refused: Mapping[Path, Refused] = {}
    if keep_going:
        kept = plan_keeping(paths, record_root, vocabulary, occasion)
        found, refused = kept.plan, kept.refused
    else:
        found = plan(paths, record_root, vocabulary, occasion=occasion)
    written = accept and not found.difference.empty
    if written:
        write_all(record_root, found.texts)
    lines = [found.difference.text(), *_known(found), *_refused(refused, accept, language)]
    if recovered:
        lines.insert(0, _recovered(recovered))
    if written:
        lines.append(WRITTEN)
    elif not found.difference.empty:
        lines.append(SHOWN)
    text = "\n".join(line.in_language(language) for line in lines)
    return LoadReport(found.difference, written, recovered, text)


def _known(found: Plan) -> Iterator[Text]:
    for name, number in found.known.items():
        yield Text(
            f"{name} : {number} énoncé(s) déjà tenus ou conclus, non repris.",
            f"{name}: {number} statement(s) held or concluded already, not kept again.",
        )


def _refused(refused: Mapping[Path, Refused], accept: bool, language: str) -> Iterator[Text]:
    """Yield what is said of the refused rows; write them beside their sheet when accepted."""
    for path, rows in refused.items():
        target = path.with_name(f"{path.stem}.refused{path.suffix}")
        for findings in rows.values():
            for finding in findings:
                said = finding.in_language(language)
                yield Text(said, said)
        if accept:
            target.write_bytes(refused_file(path, rows, language))
        where = Text(f" : {target.name}", f": {target.name}") if accept else Text(".", ".")
        yield Text(
            f"{path.name} : {len(rows)} ligne(s) refusée(s){where.fr}",
            f"{path.name}: {len(rows)} row(s) refused{where.en}",
        )


def load_command(
    paths: Sequence[Path],
    settings: Settings,
    *,
    accept: bool,
    keep_going: bool = False,
    source: str = "",
    language: str,
) -> str:
    """Run the verb and return what to print."""
    vocabulary = read_vocabulary()
    with working(Text("Lecture et contrôle", "Reading and checking"), language):
        returned = set_apart(paths, settings.store)
        known = [line.in_language(language) for line in returned.told]
        if known and not returned.others:
            return "\n".join(known)
        report = load_files(
            returned.others,
            settings.record,
            vocabulary,
            accept=accept,
            keep_going=keep_going,
            source=source,
            language=language,
        )
    return "\n".join([*known, report.text])


def _recovered(number: int) -> Text:
    return Text(
        f"Un chargement interrompu a été terminé ({number} fichiers).",
        f"An interrupted load was completed ({number} files).",
    )


WRITTEN = Text(
    "Écrit. Lancez « alliances build » pour reconstruire le graphe.",
    "Written. Run “alliances build” to build the graph again.",
)
SHOWN = Text(
    "Rien n'est encore écrit : relancez avec --yes pour accepter.",
    "Nothing is written yet: run again with --yes to accept.",
)
