"""Rules within one document or one case that its form cannot say.

A document's counts, the length and presence of quotes, the value of a figure in its quote;
a case's source and participants; dates that exist. `loaders.audit` runs them over the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from loaders.faults import Location
from loaders.printed import is_printed
from loaders.quotes import MAX_WORDS, word_count
from loaders.records import (
    Base,
    CaseRecord,
    ComparisonRecord,
    DocumentRecord,
    Figure,
    IndicatorRecord,
    PageRecord,
    Passage,
    SearchRecord,
    WebPassage,
)
from loaders.recordset import Entry
from ontology.errors import Finding, Text

__all__ = [
    "case_findings",
    "comparison_findings",
    "date_exists",
    "date_findings",
    "document_findings",
    "indicator_findings",
    "page_findings",
    "search_findings",
]

_DATED_FIELDS: Final = {"date", "end", "issued", "loaded_on", "period", "read_on", "start", "year"}


def document_findings(entry: Entry, record: DocumentRecord) -> Iterator[Finding]:
    """Yield the faults of a document: file name, counts, quotes, figures."""
    if re.search(r"[/\\]|^\.", record.file):
        yield entry.spot(("file",)).fault("file-name", *_FILE_NAME, record.file)
    yield from _counts(entry, record)
    yield from page_findings(entry, record)


def page_findings(entry: Entry, record: DocumentRecord | PageRecord) -> Iterator[Finding]:
    """Yield the faults of quotes, and of figures that do not stand in theirs."""
    quotes = {}
    passages: Sequence[Passage | WebPassage] = record.passages
    for index, passage in enumerate(passages):
        quotes[passage.id] = passage.quote
        yield from _long_quote(entry, ("passages", index, "quote"), passage.quote)
    for index, figure in enumerate(record.figures):
        if figure.passage in quotes:
            yield from _figure(entry, ("figures", index), figure, quotes[figure.passage])


def _counts(entry: Entry, record: DocumentRecord) -> Iterator[Finding]:
    content = {
        "passages": len(record.passages),
        "figures": len(record.figures),
        "claims": len(record.claims),
    }
    for name in sorted({*content, *record.counts}):
        announced, found = record.counts.get(name), content.get(name)
        if announced != found:
            yield entry.spot(("counts", name)).fault(
                "count-differs",
                Text(
                    f"{name} : {announced} annoncés, {found} trouvés.",
                    f"{name}: {announced} announced, {found} found.",
                ),
                Text(
                    "Vérifiez que rien ne manque, puis corrigez le compte (passages, figures, "
                    "claims).",
                    "Check that nothing is missing, then mend the count (passages, figures, "
                    "claims).",
                ),
                announced,
            )


def _long_quote(entry: Entry, location: Location, quote: str) -> Iterator[Finding]:
    words = word_count(quote)
    if words > MAX_WORDS:
        yield entry.spot(location).fault(
            "quote-too-long",
            Text(
                f"La citation a {words} mots, plus de {MAX_WORDS}.",
                f"The quote has {words} words, more than {MAX_WORDS}.",
            ),
            Text(
                "Gardez les mots qui portent le fait, sans en changer aucun.",
                "Keep the words that carry the fact, and change none.",
            ),
            quote,
        )


def _figure(entry: Entry, location: Location, figure: Figure, quote: str) -> Iterator[Finding]:
    derived = figure.derivation == "derived"
    if derived and not figure.calculation:
        yield entry.spot(location).fault("figure-no-calculation", *_CALCULATION, figure.id)
    if not derived and not is_printed(figure.value, quote):
        yield entry.spot((*location, "value")).fault(
            "figure-not-printed",
            Text(
                f"La valeur n'est pas imprimée dans la citation « {quote} ».",
                f"The value is not printed in the quote “{quote}”.",
            ),
            Text(
                "Corrigez valeur ou citation, ou ajoutez « derivation: derived » et le calcul.",
                "Mend the value or the quote, or add “derivation: derived” and the calculation.",
            ),
            figure.value,
        )


def search_findings(entry: Entry, record: SearchRecord) -> Iterator[Finding]:
    """Yield the faults of a search: about nothing, or "not studied" without a place searched."""
    if not record.crossings:
        yield entry.spot(("crossings",)).fault("search-of-nothing", *_CROSSINGS, record.search)
    if record.found == "non-etudie" and not record.places:
        yield entry.spot().fault("search-no-place", *_SEARCH, record.search)


def comparison_findings(entry: Entry, record: ComparisonRecord) -> Iterator[Finding]:
    """Yield the fault of a comparison of fewer than two figures."""
    if len(set(record.figures)) < 2:
        yield entry.spot(("figures",)).fault("comparison-of-one", *_TWO, record.comparison)


def indicator_findings(entry: Entry, record: IndicatorRecord) -> Iterator[Finding]:
    """Yield the faults of an indicator: a territory given twice, or both given and missing."""
    given: set[str] = set()
    for index, value in enumerate(record.values):
        if value.territory in given:
            location = ("values", index, "territory")
            yield entry.spot(location).fault("indicator-twice", *_VALUE_TWICE, value.territory)
        given.add(value.territory)
    for index, slug in enumerate(record.missing):
        if slug in given:
            yield entry.spot(("missing", index)).fault("indicator-missing", *_NOT_MISSING, slug)
    if not given:
        yield entry.spot(("values",)).fault("indicator-empty", *_NO_VALUE, record.indicator)


def case_findings(entry: Entry, record: CaseRecord) -> Iterator[Finding]:
    """Yield the faults of a case: source, participants, category, order of its years."""
    if record.source.url is None and record.source.document is None:
        yield entry.spot(("source",)).fault("case-no-source", *_SOURCE)
    if len(record.partners) < 2:
        yield entry.spot(("partners",)).fault("case-partners", *_PARTNERS)
    for index, partner in enumerate(record.partners):
        given = [each for each in (partner.organisation, partner.person, partner.group) if each]
        if len(given) != 1:
            yield entry.spot(("partners", index)).fault(
                "partner-form", *_PARTNER, " / ".join(given)
            )
    if record.kind == "partnership" and not record.categories:
        yield entry.spot(("kind",)).fault("case-no-category", *_CATEGORY, record.kind)
    if record.start and record.end and record.end < record.start[: len(record.end)]:
        yield entry.spot(("end",)).fault("case-years", *_YEARS, f"{record.start} → {record.end}")
    for index, item in enumerate(record.items):
        if item.quote is not None:
            yield from _long_quote(entry, ("items", index, "quote"), item.quote)


def date_findings(entry: Entry) -> Iterator[Finding]:
    """Yield every date of a record that no calendar holds, and every span that runs back."""
    for location, text in _dates(entry.record, ()):
        ends = text.split("/")
        if not all(date_exists(end) for end in ends):
            yield entry.spot(location).fault("date-impossible", *_DATE, text)
        elif len(ends) == 2 and ends[1] < ends[0][: len(ends[1])]:
            yield entry.spot(location).fault("date-span", *_YEARS, text)


def _dates(record: Base, location: Location) -> Iterator[tuple[Location, str]]:
    for name in type(record).model_fields:
        value, place = getattr(record, name), (*location, name)
        if isinstance(value, str) and name in _DATED_FIELDS:
            yield place, value
        elif isinstance(value, Base):
            yield from _dates(value, place)
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Base):
                    yield from _dates(item, (*place, index))


def date_exists(text: str) -> bool:
    """Tell whether a year, a year and month, or a day is one of the calendar."""
    try:
        date.fromisoformat(f"{text}-01-01"[:10] if len(text) < 10 else text)
    except ValueError:
        return False
    return True


_FILE_NAME = (
    Text("Un nom de fichier est attendu, sans dossier.", "A file name is expected, no folder."),
    Text("Écrivez le seul nom : « etude.txt ».", "Write the name only: “study.txt”."),
)
_CALCULATION = (
    Text("Une valeur dérivée doit dire son calcul.", "A derived value must say how."),
    Text("Ajoutez « calculation: 100 - 46 - 30 ».", "Add “calculation: 100 - 46 - 30”."),
)
_SOURCE = (
    Text("Le cas n'a pas de source.", "The case has no source."),
    Text("Donnez « url » ou « document ».", "Give “url” or “document”."),
)
_PARTNERS = (
    Text("Une alliance a au moins deux participants.", "An alliance has two participants or more."),
    Text("Ajoutez les participants que la source nomme.", "Add the ones that the source names."),
)
_PARTNER = (
    Text(
        "Un participant est une organisation, une personne ou un groupe.",
        "A participant is an organisation, a person or a group.",
    ),
    Text(
        "Gardez exactement une des clés organisation, person, group.",
        "Keep exactly one of the keys organisation, person, group.",
    ),
)
_CATEGORY = (
    Text("Un partenariat a au moins une catégorie.", "A partnership has a category."),
    Text(
        "Ajoutez « categories », ou écrivez « kind: alliance ».",
        "Add “categories”, or write “kind: alliance”.",
    ),
)
_YEARS = (
    Text("La fin précède le début.", "The end comes before the start."),
    Text("Vérifiez les deux dates.", "Check both dates."),
)
_DATE = (
    Text("Cette date n'existe pas.", "This date does not exist."),
    Text("Écrivez année, mois de 01 à 12, jour du mois.", "Write year, month 01 to 12, day."),
)
_CROSSINGS = (
    Text("Cette recherche ne porte sur aucun croisement.", "This search is about no crossing."),
    Text(
        "Donnez sous « crossings » matrice, ligne et colonne.",
        "Give matrix, row and column under “crossings”.",
    ),
)
_SEARCH = (
    Text("« Non étudié » sans lieu de recherche.", "“Not studied” without a place searched."),
    Text(
        "Dites sous « places » où l'on a cherché, ou retirez la fiche.",
        "Say under “places” where one searched, or remove the record.",
    ),
)
_VALUE_TWICE = (
    Text("Ce territoire a deux valeurs.", "This territory has two values."),
    Text("Gardez celle que la source imprime.", "Keep the one that the source prints."),
)
_NOT_MISSING = (
    Text("Ce territoire a une valeur et passe pour manquant.", "Both given and missing."),
    Text("Retirez-le de « missing », ou retirez sa valeur.", "Take it out of one of the two."),
)
_NO_VALUE = (
    Text("Cet indicateur n'a aucune valeur.", "This indicator has no value."),
    Text("Donnez-en une sous « values ».", "Give one under “values”."),
)
_TWO = (
    Text("Il faut deux chiffres pour comparer.", "It takes two figures to compare."),
    Text("Nommez-en un autre sous « figures ».", "Name another one under “figures”."),
)
