"""The documentalist's week in a browser: a form, a workbook, a study, two codings, the note."""

from __future__ import annotations

import io
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page

from commands.serve import application
from commands.settings import read_settings
from loaders.template_help import EXAMPLES
from loaders.templates import TEMPLATES
from ontology.errors import Text
from ontology.vocabulary import read_vocabulary
from tests.api.contribute.filling import ELSEWHERE, coded, corrected
from tests.loaders.test_reading_candidates import STUDY
from tests.serving import served

MISTAKES = {
    3: ("domains", "Educatoin"),
    8: ("start_year", "2019?"),
    12: ("partners", "Réseau des Rives"),
    17: ("territory_level", "village"),
    23: ("source_url", "aubepine.example"),
    30: ("sdg", "18"),
    36: ("impacts", "effets.publics :: 40 familles"),
}
NAMES = TEMPLATES["cases"].names
# The state of the record before the week, which Friday's note is compared with.
BEFORE = "2026-11-15"
NOTE = Text("Avant la semaine", "Before the week")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Iterator[tuple[str, Path]]:
    root = tmp_path_factory.mktemp("week")
    shutil.copytree(corpus / "record", root / "record")
    given = {
        "ALLIANCES_RECORD": str(root / "record"),
        "ALLIANCES_STORE": str(root / "store"),
        "ALLIANCES_CONTRIBUTE": "local",
        "ALLIANCES_CONTRIBUTOR": "Anne Durand",
    }
    with pytest.MonkeyPatch.context() as environment:
        for name, value in given.items():
            environment.setenv(name, value)
        from commands.build import build_command  # noqa: PLC0415
        from commands.release import release_command  # noqa: PLC0415

        settings = read_settings()
        release_command(settings, version=BEFORE, note=NOTE, only="all", language="fr")
        build_command(settings, gates=True, language="fr")
        with served(application(settings)) as address:
            yield address, root / "record"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    opened = context.new_page()
    # A build and a study are worked on beside the pages: on a busy machine they take their time.
    opened.set_default_timeout(120_000)
    yield opened
    context.close()


def rows() -> list[dict[str, str]]:
    """Return forty sound cases."""
    return [
        {
            **EXAMPLES["cases"],
            "id": f"cas-{number}",
            "name_fr": f"Le cas numéro {number}",
            "partners": "Réseau des Rives|network ; Biscuiterie Clairan|sme",
            "territory": "Valbrume",
            "region": "Bretagne",
        }
        for number in range(1, 41)
    ]


def book(template: bytes, cases: list[dict[str, str]]) -> bytes:
    made = load_workbook(io.BytesIO(template))
    for case in cases:
        made["cases"].append([case.get(name) for name in NAMES])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def taken(page: Page, name: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    return Path(download.value.path()).read_bytes()


def handed_in(page: Page, address: str, data: bytes) -> None:
    page.goto(f"{address}/fr/contribuer")
    page.get_by_label("Votre classeur").set_input_files(
        {"name": "cas.xlsx", "mimeType": "application/octet-stream", "buffer": data}
    )
    page.get_by_role("button", name="Vérifier").click()


def published(page: Page, address: str, path: str) -> None:
    """Wait until a page answers that was only just accepted."""
    until = time.monotonic() + 120
    while page.goto(f"{address}{path}").status != 200:  # type: ignore[union-attr]
        assert time.monotonic() < until
        page.wait_for_timeout(500)


@pytest.mark.slow
def test_the_week_from_a_case_by_the_form_to_the_note(page: Page, site: tuple[str, Path]) -> None:
    address, record = site
    monday_a_case_by_the_form_with_the_keyboard(page, address, record)
    tuesday_forty_cases_by_workbook_with_seven_mistakes(page, address, record)
    wednesday_a_study_is_read_corrected_and_accepted(page, address, record)
    thursday_a_second_coding_and_a_difference_decided(page, address, record)
    thursday_a_sentence_that_was_to_be_found(page, address, record)
    friday_the_note_says_what_the_week_brought(page, address)


def monday_a_case_by_the_form_with_the_keyboard(page: Page, address: str, record: Path) -> None:
    page.goto(f"{address}/fr/contribuer")
    assert Axe().run(page).violations_count == 0
    page.get_by_role("link", name="Nouveau cas").click()
    for label, text in (
        ("name", "Le four du lundi"), ("case", "four-du-lundi"),
        ("summary.fr", "On y cuit du pain."), ("summary.en", "Bread is baked there."),
        ("source.url", "https://aubepine.example/four"),
        ("partners.0.name", "Réseau des Rives"), ("partners.1.name", "deux boulangeries"),
        ("place.label", "Valbrume"), ("items.0.text", "40 familles servies"),
        ("items.0.quote", " ".join(["pain"] * 16)),
    ):  # fmt: skip
        page.locator(f'[id="{label}"]').fill(text)
    for label, value in (
        ("kind", "alliance"), ("partners.0.who", "organisation"), ("partners.0.type", "reseau"),
        ("partners.1.who", "group"), ("partners.1.type", "tpe"), ("place.level", "local"),
        ("within.0.territory", "bretagne"), ("items.0.object", "effect/publics"),
        ("items.0.kind", "measured"), ("items.0.basis", "stated"),
    ):  # fmt: skip
        page.locator(f'[id="{label}"]').select_option(value)
    page.locator('[id="name"]').press("Enter")
    fault = page.locator('[id="items.0.quote-faute"]')
    assert "16 mots, plus de 15" in fault.inner_text().replace("\u00a0", " ")
    assert Axe().run(page).violations_count == 0
    page.locator('[id="items.0.quote"]').fill("quarante familles repartent avec du pain")
    page.locator('[id="name"]').press("Enter")
    page.get_by_role("heading", name="Ce que cela changerait").wait_for()
    assert not (record / "cases" / "four-du-lundi.yaml").exists()
    assert Axe().run(page).violations_count == 0
    page.get_by_role("button", name="Accepter").press("Enter")
    assert (record / "cases" / "four-du-lundi.yaml").exists()
    published(page, address, "/fr/case/four-du-lundi")
    assert "quarante familles repartent avec du pain" in page.content()


def tuesday_forty_cases_by_workbook_with_seven_mistakes(
    page: Page, address: str, record: Path
) -> None:
    page.goto(f"{address}/fr/contribuer")
    template = taken(page, "modèle de classeur")
    wrong = rows()
    for number, (column, value) in MISTAKES.items():
        wrong[number - 1][column] = value
    handed_in(page, address, book(template, wrong))
    page.get_by_role("heading", name="7 fautes à corriger").wait_for()
    marked = load_workbook(io.BytesIO(taken(page, "Reprendre le classeur")))
    red = {
        ((cell.row or 0) - 1, NAMES[(cell.column or 0) - 1])
        for row in marked["cases"].iter_rows(min_row=2)
        for cell in row
        if cell.comment is not None
    }
    assert red == {(number, column) for number, (column, _) in MISTAKES.items()}
    assert not list((record / "cases").glob("cas-*.yaml"))
    # She mends the very workbook that came back.
    sound = rows()
    for number, (column, _) in MISTAKES.items():
        place = NAMES.index(column) + 1
        marked["cases"].cell(row=number + 1, column=place).value = sound[number - 1][column]
    out = io.BytesIO()
    marked.save(out)
    handed_in(page, address, out.getvalue())
    page.get_by_role("heading", name="40 nouveaux cas").wait_for()
    page.get_by_role("button", name="Accepter").click()
    assert len(list((record / "cases").glob("cas-*.yaml"))) == 40
    published(page, address, "/fr/case/cas-40")


def wednesday_a_study_is_read_corrected_and_accepted(
    page: Page, address: str, record: Path
) -> None:
    study = record.parent / "marche.md"
    study.write_text(STUDY, encoding="utf-8")
    page.goto(f"{address}/fr/contribuer")
    page.get_by_role("link", name="Lire une étude").press("Enter")
    assert Axe().run(page).violations_count == 0
    page.locator("#etude").set_input_files(study)
    with page.expect_download() as download:
        page.get_by_role("button", name="Lire").press("Enter")
    book = corrected(Path(download.value.path()).read_bytes())
    page.get_by_label("Le classeur corrigé (.xlsx)").set_input_files(
        {"name": "corrigé.xlsx", "mimeType": "application/octet-stream", "buffer": book}
    )
    page.get_by_label("La même étude").set_input_files(study)
    page.get_by_role("button", name="Vérifier").press("Enter")
    page.get_by_role("heading", name="Ce que cela changerait").wait_for()
    assert not (record / "documents" / "enquete-du-marche-couvert.yaml").exists()
    page.get_by_role("button", name="Accepter").press("Enter")
    published(page, address, "/fr/document/enquete-du-marche-couvert")
    assert "58" in page.inner_text("main")


def thursday_a_second_coding_and_a_difference_decided(
    page: Page, address: str, record: Path
) -> None:
    page.goto(f"{address}/fr/contribuer/codage")
    page.get_by_text("Choisir des cas").click()
    page.get_by_label("La Table du Lavoir (Atelier du Lavoir").check()
    assert Axe().run(page).violations_count == 0
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger la feuille").press("Enter")
    book = coded(Path(download.value.path()).read_bytes(), read_vocabulary())
    page.get_by_label("La feuille remplie (.xlsx)").set_input_files(
        {"name": "codage.xlsx", "mimeType": "application/octet-stream", "buffer": book}
    )
    page.get_by_role("button", name="Vérifier").press("Enter")
    page.get_by_role("heading", name="Accord avec le premier codage").wait_for()
    assert "2 sur 2" in page.inner_text("#accord ~ *").replace("\u00a0", " ")
    assert Axe().run(page).violations_count == 0
    page.get_by_role("button", name="Accepter").press("Enter")
    page.goto(f"{address}/fr/contribuer/codage")
    page.get_by_role("link", name="Décider des différences").press("Enter")
    assert Axe().run(page).violations_count == 0
    status = page.locator("fieldset.row", has_text="Statut de l’élément")
    status.get_by_label("Prendre le second").check()
    page.get_by_role("button", name="Proposer ces décisions").press("Enter")
    page.get_by_role("button", name="Accepter").press("Enter")
    (kept,) = (record / "codings").glob("*.yaml")
    assert "decision: change" in kept.read_text("utf-8")


def thursday_a_sentence_that_was_to_be_found(page: Page, address: str, record: Path) -> None:
    # A number past the end is the last page, where this item waits.
    page.goto(f"{address}/fr/contribuer/phrases?p=99")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.locator("#quote-quai-i2").fill("46 personnes travaillent")
    page.locator("#page-quai-i2").fill(ELSEWHERE)
    form = page.locator("form", has=page.locator("#quote-quai-i2"))
    form.get_by_role("button", name="Proposer cette phrase").press("Enter")
    page.get_by_role("button", name="Accepter").press("Enter")
    held = (record / "cases" / "quai-des-langues.yaml").read_text("utf-8")
    assert "quote: 46 personnes travaillent" in held
    # Once it is published, the page of the claim quotes it from where it was read.
    until = time.monotonic() + 120
    while "46 personnes travaillent" not in page.content():
        assert time.monotonic() < until
        page.wait_for_timeout(500)
        page.goto(f"{address}/fr/claim/quai-i2")
    assert ELSEWHERE in page.inner_text("main")


def friday_the_note_says_what_the_week_brought(page: Page, address: str) -> None:
    page.goto(f"{address}/fr/nouveautes")
    form = page.locator("form", has=page.get_by_role("button", name="Écrire la note"))
    form.locator('select[name="since"]').select_option(BEFORE)
    form.get_by_label("Année de la note annuelle").fill("2026")
    with page.expect_download() as download:
        form.get_by_role("button", name="Écrire la note").press("Enter")
    told, notes = opened(Path(download.value.path()))
    # One case by the form and forty by the workbook; what was quoted stands in the footnotes.
    for words in ("41 nouveaux cas", "Le four du lundi", "Couverture", "Âge des cas"):
        assert words in told, words
    for words in ("quarante familles repartent avec du pain", "58 % des maires"):
        assert words in notes, words


def opened(path: Path) -> tuple[str, str]:
    """Return the text of a Word file as Word's own library reads it, and that of its footnotes."""
    told = "\n".join(each.text for each in Document(str(path)).paragraphs)
    with ZipFile(path) as parts:
        root = ElementTree.fromstring(parts.read("word/footnotes.xml"))  # noqa: S314  made by us
    notes = "\n".join("".join(run.text or "" for run in note.iter(f"{WORD}t")) for note in root)
    spaces = str.maketrans("\u00a0\u202f", "  ")
    return told.translate(spaces), notes.translate(spaces)


def test_the_pages_hold_on_a_phone(browser: Browser, site: tuple[str, Path]) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    for path in (
        "/fr/contribuer", "/fr/contribuer/cas", "/en/contribuer/cas?de=quai-des-langues",
        "/fr/contribuer/etude", "/fr/contribuer/codage", "/fr/contribuer/codage/differences",
        "/fr/contribuer/phrases", "/en/contribuer/noms",
    ):  # fmt: skip
        page.goto(site[0] + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
    context.close()
