"""A record of six files, sound as it stands, for tests to break in one place.

It is invented and small: two organisations, a person, a document with one figure and one
claim, a case, and decisions on names. Tests change one text in it and look at what is said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.directory import read_directory
from ontology.errors import Finding, RecordError
from ontology.vocabulary import Vocabulary

SOURCE = "Etude\n\nPour **69 %** des maires,\nles parte-\nnariats sont utiles.\n"

ORGANISATION = """\
organisation: {slug}
name: {name}
type: {type}
"""

DOCUMENT = f"""\
document: etude
kind: rapport
title: Étude
file: etude.txt
sha256: {hashlib.sha256(SOURCE.encode()).hexdigest()}
read_on: 2026-11-20
counts: {{passages: 1, figures: 1, claims: 1}}
passages:
- id: etude-p1
  line: 3
  offset: 7
  heading: Étude
  quote: Pour 69 % des maires, les partenariats sont utiles
figures:
- id: etude-f1
  passage: etude-p1
  measure: share
  value: 69
  unit: pourcent
  question: devoir-d-alliances
  respondent: maires
  period: 2015-09
  population: Les maires
claims:
- id: etude-c1
  passage: etude-p1
  subject: case/le-cas
  relation: contribue-a
  object: impact/performance
  speaker: organisation/la-ruche-bleue
  mode: perceived
  figures: [etude-f1]
"""

CASE = """\
case: le-cas
kind: partnership
alliance: le-cas
name: Le cas
summary:
  fr: Un cas.
  en: A case.
source:
  url: https://exemple.org/cas
partners:
- organisation: la-ruche-bleue
  type: association
- organisation: usine-verte
  type: pme
categories:
- concept: mecenat
  basis: inferred
  coder: projet
  date: 2026-11
place:
  label: Laval
  level: local
  within: [dept-mayenne]
start: 2010
items:
- id: le-cas-i1
  object: effect/publics
  kind: measured
  level: output
  basis: inferred
  text: 7 emplois
"""


@pytest.fixture
def record(tmp_path: Path) -> Path:
    root = tmp_path / "record"
    files = {
        "organisations/la-ruche-bleue.yaml": ORGANISATION.format(
            slug="la-ruche-bleue", name="La Ruche bleue", type="association"
        ),
        "organisations/usine-verte.yaml": ORGANISATION.format(
            slug="usine-verte", name="Usine verte", type="pme"
        ),
        "people/anne-durand.yaml": "person: anne-durand\nname: Anne Durand\n",
        "documents/etude.yaml": DOCUMENT,
        "cases/le-cas.yaml": CASE,
        "identities.yaml": "identities: []\n",
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def source_text() -> str:
    return SOURCE


@pytest.fixture
def edit(record: Path) -> Callable[[str, str, str], None]:
    """Replace one text, which must stand in the file, by another."""

    def change(path: str, old: str, new: str) -> None:
        text = (record / path).read_text(encoding="utf-8")
        assert old in text
        (record / path).write_text(text.replace(old, new), encoding="utf-8")

    return change


@pytest.fixture
def faults(record: Path, vocabulary: Vocabulary) -> Callable[[], list[Finding]]:
    """Return what reading the record finds wrong."""

    def read() -> list[Finding]:
        try:
            read_directory(record, vocabulary)
        except RecordError as error:
            return list(error.findings)
        return []

    return read


def fingerprint(root: Path) -> str:
    """Return a digest of every name and byte under a directory."""
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes() if path.is_file() else b"/")
    return digest.hexdigest()


@pytest.fixture
def tree_hash() -> Callable[[Path], str]:
    return fingerprint


@pytest.fixture(scope="session")
def reference(repository: Path) -> Path:
    """The real reference sheets, or a skip that says why."""
    directory = repository.parent / "shared" / "reference"
    if not directory.is_dir():
        pytest.skip("the reference sheets (../shared/reference) are not at hand")
    return directory
