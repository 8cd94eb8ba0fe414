"""What a contributor fills in: the form of a case, a sheet of codes, the workbook of a study."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from html import unescape

from openpyxl import load_workbook

from ontology.vocabulary import Vocabulary

CASE_FORM = "/fr/contribuer/cas"
GOOD: Mapping[str, str] = {
    "case": "four-solidaire",
    "kind": "partnership",
    "name": "Le four solidaire",
    "summary.fr": "On y cuit du pain\npour l'aide alimentaire.",
    "summary.en": "Bread is baked there for food aid.",
    "source.url": "https://aubepine.example/four",
    "source.title": "Le four",
    "source.date": "2020-03",
    "partners.0.name": "Réseau des Rives",
    "partners.0.who": "organisation",
    "partners.0.type": "reseau",
    "partners.1.name": "deux boulangeries du bourg",
    "partners.1.who": "group",
    "partners.1.type": "tpe",
    "partners.1.role": "financeur",
    "categories.0.concept": "cooperation-economique",
    "categories.0.basis": "inferred",
    "categories.0.confidence": "medium",
    "domains.0.concept": "education",
    "domains.0.basis": "inferred",
    "within.0.territory": "bretagne",
    "place.label": "Valbrume",
    "place.level": "local",
    "start": "2019",
    "sdg": "2, 12",
    "cautions": "single-classifier",
    "items.0.text": "40 familles servies",
    "items.0.object": "effect/publics",
    "items.0.kind": "measured",
    "items.0.level": "output",
    "items.0.basis": "stated",
    "items.0.quote": "chaque semaine, quarante familles repartent avec du pain",
    "items.0.speaker": "Réseau des Rives",
    "notes": "Compté par l'association.",
}

CODED_CASE = "table-du-lavoir"
# As tests/corpus has it: cooperation-economique and mecenat; here one of them is denied.
CODES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "cas": {CODED_CASE: ("Coopération économique", "Emploi - Chômage - Insertion")},
    "elements": {
        "lavoir-i1": ("effect/publics", "compté : réalisation"),
        "lavoir-i2": ("performance-entreprises", "compté : changement"),
    },
}
CODED_COLUMNS = {"cas": ("categories", "domaines"), "elements": ("impact", "statut")}

STUDY_FIGURE = "58 % des maires"
# Where a sentence is found that does not stand on the page of its case.
ELSEWHERE = "https://aubepine.example/bilan"


def fields_of(page: str) -> dict[str, str | list[str]]:
    """Return what a browser would send of the form of a page, its buttons left out."""
    form = page.partition('<form class="case-form"')[2].partition("</form>")[0]
    found: dict[str, str | list[str]] = {}
    for tag in re.findall(r"<input [^>]*>", form):
        held = {key: unescape(value) for key, value in re.findall(r'([a-z]+)="([^"]*)"', tag)}
        ticked = held.get("type") != "checkbox" or "checked" in tag
        if ticked and held.get("type") == "checkbox":
            found.setdefault(held["name"], [])
            found[held["name"]] = [*found[held["name"]], held["value"]]
        elif ticked:
            found[held["name"]] = held["value"]
    for name, text in re.findall(r'<textarea id="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        found[name] = unescape(text)
    for name, options in re.findall(r'<select id="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def coded(data: bytes, vocabulary: Vocabulary, status: str = "") -> bytes:
    """Return the sheet with CODES filled in; `status` in place of that of the last item."""
    book = load_workbook(io.BytesIO(data))
    for title, rows in CODES.items():
        names = [cell.value for cell in book[title][1]]
        for row in book[title].iter_rows(min_row=2):
            codes = rows.get(str(row[0].value), ())
            for column, code in zip(CODED_COLUMNS[title], codes, strict=False):
                row[names.index(column)].value = _label(code, vocabulary)
            if status and row[0].value == "lavoir-i2":
                row[names.index("statut")].value = status
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _label(code: str, vocabulary: Vocabulary) -> str:
    scheme, _, slug = code.rpartition("/")
    if slug in {"publics", "performance-entreprises"}:
        return vocabulary.concept(scheme or "impact", slug).fr
    return code


def corrected(workbook: bytes) -> bytes:
    """Return the workbook with its study named and the figure of STUDY_FIGURE kept."""
    book = load_workbook(io.BytesIO(workbook))
    for row in book["etude"].iter_rows(min_row=2):
        if row[0].value in {"etude_nom_fr", "etude_nom_en"}:
            row[1].value = "Enquête du marché couvert"
    sheet = book["chiffres"]
    names = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if str(row[names.index("citation")].value).startswith(STUDY_FIGURE):
            row[names.index("retenu")].value = "oui"
            for name, value in (
                ("question", "impact-percu"), ("periode", "2016"), ("population", "maires"),
            ):  # fmt: skip
                if not row[names.index(name)].value:
                    row[names.index(name)].value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
