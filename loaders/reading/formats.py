"""The file of a study made text, behind walls: PDF, Word, HTML, text, Markdown.

A file from outside is judged before it is parsed (size, what its name and first bytes say, how
far a package unpacks) and parsed in a process of its own, with no network, little memory and
little time. A text file is the study's text as it stands; of the others, the text that was
extracted is kept, because quotations and lines are counted in it.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from loaders.directory import first_bytes
from loaders.faults import Spot, refusal
from loaders.workbooks import declares_a_type, unpacks_too_far
from ontology.errors import Finding, Text

__all__ = ["SUFFIXES", "StudyFile", "read_study", "study_of"]

# Suffix -> how such a file begins; "" for a text.
SUFFIXES: Final[Mapping[str, bytes]] = {
    ".pdf": b"%PDF-",
    ".docx": b"PK\x03\x04",
    ".html": b"",
    ".htm": b"",
    ".txt": b"",
    ".md": b"",
}
_AS_IT_STANDS: Final = frozenset({".txt", ".md"})
_MAX_BYTES: Final = 50_000_000
_MAX_SIGNS: Final = 2_000_000
_MAX_PARTS: Final = 2_000
_MEMORY: Final = 1_000_000_000
_SECONDS: Final = 120
# A PDF may stand behind a few bytes of something else.
_HEAD: Final = 1024


@dataclass(frozen=True, slots=True)
class StudyFile:
    """One study opened: the name of its file, its text, and whether the file is that text."""

    name: str
    text: str
    as_it_stands: bool


def read_study(path: Path) -> StudyFile:
    """Return the text of a study; raise RecordError saying why there is none and what to do."""
    if not path.is_file():
        raise refusal([Spot(path.name).fault("file-absent", *_ABSENT)])
    return study_of(path.name, first_bytes(path, _MAX_BYTES + 1))


def study_of(name: str, data: bytes) -> StudyFile:
    """Return the text of a study that is at hand; `name` is that of its file, no path.

    Raise RecordError saying why there is none and what to do.
    """
    spot = Spot(name)
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise refusal([spot.fault("study-kind", *_KIND, suffix)])
    faults = _judged(data, suffix, spot)
    if faults:
        raise refusal(faults)
    text = _decoded(data, spot) if suffix in _AS_IT_STANDS else _extracted(data, suffix, spot)
    if not any(sign.isalnum() for sign in text):
        raise refusal([spot.fault("study-empty", *_EMPTY)])
    if len(text) > _MAX_SIGNS:
        raise refusal([spot.fault("study-too-large", *_LARGE)])
    return StudyFile(name, text, suffix in _AS_IT_STANDS)


def _judged(data: bytes, suffix: str, spot: Spot) -> list[Finding]:
    if len(data) > _MAX_BYTES:
        return [spot.fault("study-too-large", *_LARGE)]
    if SUFFIXES[suffix] not in data[:_HEAD]:
        return [spot.fault("study-form", *_FORM, suffix)]
    return _judged_package(data, spot) if suffix == ".docx" else []


def _judged_package(data: bytes, spot: Spot) -> list[Finding]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _MAX_PARTS or unpacks_too_far(parts, len(data)):
                return [spot.fault("study-bomb", *_HEAVY)]
            typed = (part.filename for part in parts if _is_xml(part.filename))
            if any(declares_a_type(archive, archive.getinfo(name)) for name in typed):
                return [spot.fault("study-entities", *_ENTITIES)]
    # A password, a broken stream, no zip at all: each raises its own kind, and all mean the same.
    except Exception:
        return [spot.fault("study-unreadable", *_UNREADABLE)]
    return []


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _decoded(data: bytes, spot: Spot) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise refusal([spot.fault("file-encoding", *_ENCODING)]) from None


def _extracted(data: bytes, suffix: str, spot: Spot) -> str:
    command = [sys.executable, "-m", "loaders.reading.format_process", suffix]
    try:
        done = subprocess.run(  # noqa: S603  our own module, no shell
            [*command, str(_MEMORY), str(_SECONDS)],
            input=data,
            capture_output=True,
            timeout=2 * _SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise refusal([spot.fault("study-too-heavy", *_HEAVY)]) from None
    if done.returncode != 0:
        raise refusal([_why(done.returncode, done.stderr, spot)])
    return str(json.loads(done.stdout))


def _why(status: int, told: bytes, spot: Spot) -> Finding:
    if status < 0 or b"MemoryError" in told:
        return spot.fault("study-too-heavy", *_HEAVY)
    if b"ModuleNotFoundError" in told:
        return spot.fault("study-library", *_LIBRARY)
    return spot.fault("study-unreadable", *_UNREADABLE)


_ABSENT: Final = (
    Text("Ce fichier n'existe pas.", "There is no such file."),
    Text("Vérifiez le chemin.", "Check the path."),
)
_KIND: Final = (
    Text(
        "Se lisent .pdf, .docx, .html, .txt et .md.",
        ".pdf, .docx, .html, .txt and .md can be read.",
    ),
    Text("Enregistrez l'étude sous l'une de ces formes.", "Save the study in one of these forms."),
)
_FORM: Final = (
    Text(
        "Le contenu n'est pas ce que dit le nom du fichier.",
        "The content is not what the name of the file says.",
    ),
    Text("Redemandez le fichier, ou corrigez son nom.", "Get the file again, or mend its name."),
)
_LARGE: Final = (
    Text("L'étude est trop grande.", "The study is too large."),
    Text("Lisez-la chapitre par chapitre.", "Read it chapter by chapter."),
)
_HEAVY: Final = (
    Text(
        "Ce fichier demande trop de mémoire ou de temps.",
        "This file asks for too much memory or time.",
    ),
    Text(
        "Copiez son texte dans un document neuf, ou lisez-le par parties.",
        "Copy its text to a new document, or read it in parts.",
    ),
)
_ENTITIES: Final = (
    Text("Ce document déclare des entités XML.", "This document declares XML entities."),
    Text("Enregistrez-le de nouveau en .docx.", "Save it again as .docx."),
)
_UNREADABLE: Final = (
    Text("Ce fichier ne se lit pas.", "This file cannot be read."),
    Text(
        "Enregistrez-le de nouveau, sans mot de passe, ou copiez son texte dans un .txt.",
        "Save it again without a password, or copy its text to a .txt.",
    ),
)
_EMPTY: Final = (
    Text(
        "Ce fichier ne contient aucun texte (des images, peut-être).",
        "This file holds no text (pictures, perhaps).",
    ),
    Text(
        "Faites-le passer par une reconnaissance de caractères, puis relancez.",
        "Put it through character recognition, then run again.",
    ),
)
_ENCODING: Final = (
    Text("Le fichier n'est pas en UTF-8.", "The file is not in UTF-8."),
    Text("Enregistrez-le en UTF-8.", "Save it as UTF-8."),
)
_LIBRARY: Final = (
    Text(
        "La bibliothèque qui lit ces fichiers n'est pas installée.",
        "The library that reads these files is not installed.",
    ),
    Text("Lancez « make setup-test ».", "Run “make setup-test”."),
)
