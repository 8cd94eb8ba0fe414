"""A documentalist at work, for the pictures of her tutorial: her week, mistakes included.

She works on a copy of the invented record, so that a picture never depends on the real one, and
nothing that she does is built.
"""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from openpyxl import load_workbook
from playwright.sync_api import FilePayload, Page

from api.application import create_app
from api.contribute_desk import Desk
from api.rebuilding import Rebuilder
from api.writers import Guard, Writers
from loaders.contribution_template import contribution_template
from loaders.contributions import Contributions
from loaders.study_plan import PLAN
from loaders.template_help import EXAMPLES
from loaders.templates import TEMPLATES
from ontology.vocabulary import read_vocabulary

__all__ = ["at_work", "contribute", "workbook"]

_CORPUS: Final = Path(__file__).resolve().parent.parent / "tests" / "corpus" / "record"
_NAME: Final = "Anne Durand"
_WIDTH: Final = 1200
_NAMES: Final = TEMPLATES["cases"].names
# Row of the workbook (from 1) -> column and what is written in it by mistake.
MISTAKES: Final = {
    3: ("domains", "Educatoin"),
    8: ("start_year", "2019?"),
    12: ("partners", "Réseau des Rives"),
    17: ("territory_level", "village"),
    23: ("source_url", "aubepine.example"),
    30: ("sdg", "18"),
    36: ("impacts", "effets.publics :: 40 familles"),
}
_PARTNERS: Final = "Réseau des Rives|network ; Biscuiterie Clairan|sme"
_TYPED: Final = {
    "name": "Le four solidaire", "case": "four-solidaire",
    "summary.fr": "Une boulangerie et une association cuisent du pain pour l'aide alimentaire.",
    "summary.en": "A bakery and an association bake bread for food aid.",
    "source.url": "https://aubepine.example/four", "source.title": "Le four solidaire",
    "partners.0.name": "Réseau des Rives", "partners.1.name": "deux boulangeries du bourg",
    "place.label": "Valbrume", "items.0.text": "40 familles servies chaque semaine",
    "items.0.quote": "chaque semaine, quarante familles du bourg et des environs repartent de la "
    "place du marché avec du pain",
}  # fmt: skip
_PLAN: Final = """lines:
- line: confiance-mobilite
  gap: {matrix: domaine-impact, row: domain/mobilite, column: impact/confiance}
  question:
    fr: Les alliances pour la mobilité changent-elles la confiance des habitants ?
    en: Do alliances for mobility change the trust of inhabitants?
  territory: bretagne
  evidence: mesure-avec-methode-base-et-periode
  method: {fr: 'Enquête avant, puis après', en: 'Survey before, then after'}
  owner: Anne Durand
  due: 2027
  state: decided
  study: study/confiance-et-mobilite
- line: performance-education
  gap: {matrix: domaine-impact, row: domain/education, column: impact/performance}
  question:
    fr: Qu'est-ce que les entreprises gagnent aux alliances éducatives, et comment le sait-on ?
    en: What do firms gain from alliances in education, and how does one know?
  territory: france
  evidence: fait-ou-chiffre
  method: {fr: Relecture des enquêtes publiées, en: Reading again the surveys published}
  owner: Paul Martin
  due: 2026
  state: under-way
  study: study/phare-institutions
"""
_CODES: Final = {
    "cas": {"categories": "Coopération économique", "domaines": "Emploi - Chômage - Insertion"},
    "elements": {"impact": "Publics", "statut": "compté : réalisation"},
}
_CHOSEN: Final = {
    "kind": "alliance", "partners.0.who": "organisation", "partners.0.type": "reseau",
    "partners.1.who": "group", "partners.1.type": "tpe", "place.level": "local",
    "within.0.territory": "bretagne", "domains.0.concept": "education",
    "domains.0.basis": "inferred", "items.0.object": "effect/publics", "items.0.kind": "measured",
    "items.0.level": "output", "items.0.basis": "stated",
}  # fmt: skip


def at_work(folder: Path, store: Path) -> FastAPI:
    """Return the application over `store` and a copy of the invented record in `folder`."""
    shutil.copytree(_CORPUS, folder / "record")
    desk = Desk(
        Contributions(folder / "record"),
        Writers(frozenset({_NAME}), local=_NAME),
        Guard(b"pictures need no secret"),
        Rebuilder([sys.executable, "-c", ""], folder),
        read_vocabulary(),
    )
    (folder / "record" / PLAN).write_text(_PLAN, encoding="utf-8")
    return create_app(store, desk=desk, record=folder / "record")


def workbook(
    rows: int, mistakes: Mapping[int, tuple[str, str]], partners: str = _PARTNERS
) -> bytes:
    """Return the template filled in with cases, some of them with mistakes."""
    book = load_workbook(io.BytesIO(contribution_template(read_vocabulary(), "fr")))
    for number in range(1, rows + 1):
        case = {
            **EXAMPLES["cases"],
            "id": f"cas-{number}",
            "name_fr": f"Le cas numéro {number}",
            "partners": partners,
            "territory": "Valbrume",
            "region": "Bretagne",
        }
        case |= dict([mistakes[number]] if number in mistakes else [])
        book["cases"].append([case.get(name) for name in _NAMES])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def contribute(page: Page, address: str, images: Path) -> Iterator[str]:
    """Work through the week at `address`; yield the name of each picture drawn."""
    page.set_viewport_size({"width": _WIDTH, "height": 900})
    for day in (_monday, _tuesday, _wednesday, _thursday, _friday):
        for name in day(page, address):
            page.wait_for_timeout(400)
            page.screenshot(path=str(images / f"{name}.png"))
            yield name


def _monday(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}/fr/contribuer")
    yield "contribute"
    page.get_by_role("link", name="Nouveau cas").click()
    for name, text in _TYPED.items():
        page.locator(f'[id="{name}"]').fill(text)
    for name, value in _CHOSEN.items():
        page.locator(f'[id="{name}"]').select_option(value)
    page.locator('[id="name"]').press("Enter")
    page.locator('[id="items.0.quote-faute"]').wait_for()
    yield "contribute-form"
    page.locator('[id="items.0.quote"]').fill("quarante familles du bourg repartent avec du pain")
    page.locator('[id="name"]').press("Enter")
    page.locator("#difference").wait_for()
    yield "contribute-difference"


def _tuesday(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}/fr/contribuer")
    page.locator("#classeur").set_input_files(_file("cas-de-mardi.xlsx", workbook(40, MISTAKES)))
    page.get_by_role("button", name="Vérifier").click()
    page.locator("#fautes").wait_for()
    yield "contribute-faults"


def _wednesday(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}/fr/contribuer/etude")
    yield "contribute-study"


def _thursday(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}/fr/contribuer/codage")
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger la feuille").click()
    data = _coded(Path(download.value.path()).read_bytes())
    page.locator("#classeur").set_input_files(_file("second-codage.xlsx", data))
    page.get_by_role("button", name="Vérifier").click()
    page.locator("#accord").scroll_into_view_if_needed()
    yield "contribute-coding"
    page.get_by_role("button", name="Accepter").click()
    page.goto(f"{address}/fr/contribuer/codage/differences")
    yield "contribute-differences"
    page.goto(f"{address}/fr/contribuer/phrases")
    yield "contribute-sentences"


def _friday(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}/fr/plan")
    yield "plan"


def _coded(data: bytes) -> bytes:
    """Return a blind sheet filled in with the same code everywhere, as somebody in a hurry does."""
    book = load_workbook(io.BytesIO(data))
    for title, codes in _CODES.items():
        names = [cell.value for cell in book[title][1]]
        for row in book[title].iter_rows(min_row=2):
            for column, code in codes.items():
                row[names.index(column)].value = code
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _file(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "", "buffer": data}
