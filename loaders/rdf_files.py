"""An RDF file read safely: Turtle, TriG, N-Triples or N-Quads, or why it is refused.

The file is parsed in a process of its own (`loaders.rdf_process`) with a cap of memory, a
deadline, no network and no files, because a few kilobytes can make any parser die. RDF/XML and
JSON-LD are refused unread: they can hold entity bombs and addresses to fetch. Nothing here
judges what is said; that is `loaders.rdf_claims`.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Quad, RdfFormat, parse
from slugify import slugify

from loaders.faults import Spot
from loaders.rdf_process import FORMATS, MAX_STATEMENTS
from ontology.errors import Finding, Text

__all__ = ["MAX_BYTES", "NOT_READ", "SUFFIXES", "RdfFile", "import_name", "quads_of", "read_rdf"]

MAX_BYTES: Final = 40_000_000
SUFFIXES: Final = frozenset(FORMATS)
# Forms of RDF that are refused by name, so that people learn what to do instead.
NOT_READ: Final = frozenset({".rdf", ".owl", ".xml", ".jsonld", ".json", ".n3", ".rdfs", ".trix"})
_MEMORY: Final = 600_000_000
_SECONDS: Final = 10


@dataclass(frozen=True, slots=True)
class RdfFile:
    """What a file says: statements in the graph of the import, and what was told of it.

    `graphs` are the names of the file's own graphs ("_:" for one without a name), which the
    statements no longer bear; `text` is the canonical N-Quads of `quads`.
    """

    name: str
    file: str
    file_sha256: str
    quads: tuple[Quad, ...]
    text: str
    graphs: tuple[str, ...]
    blank_nodes: int


def import_name(file: str) -> str:
    """Return the name of the import that a file makes: its own, as a slug ("" if none is left)."""
    name = slugify(file.rpartition(".")[0])
    return name[:80].strip("-")


def quads_of(text: bytes) -> tuple[Quad, ...]:
    """Return the statements of canonical N-Quads that this software wrote."""
    return tuple(quad for quad in parse(text, format=RdfFormat.N_QUADS) if isinstance(quad, Quad))


def read_rdf(data: bytes, file: str) -> tuple[RdfFile | None, list[Finding]]:
    """Return what the file says, or None and every fault that keeps it from being read."""
    spot, suffix = Spot(file), f".{file.rpartition('.')[2].lower()}"
    name = import_name(file)
    if not name:
        return None, [spot.fault("rdf-name", *_NAME)]
    if len(data) > MAX_BYTES:
        return None, [spot.fault("rdf-too-large", *_LARGE)]
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [spot.at(line=line).fault("file-encoding", *_ENCODING)]
    told, body = _parsed(data, suffix, name)
    if "code" in told:
        code, at = str(told["code"]), told.get("line")
        place = spot.at(line=at) if isinstance(at, int) else spot
        return None, [place.fault(code, *_RULES[code], str(told.get("value", "")))]
    quads = quads_of(body)
    if not quads:
        return None, [spot.fault("rdf-empty", *_EMPTY)]
    graphs, nodes = told["graphs"], told["blank_nodes"]
    assert isinstance(graphs, list)  # noqa: S101  as our own process writes them
    assert isinstance(nodes, int)  # noqa: S101
    digest = hashlib.sha256(data).hexdigest()
    return RdfFile(name, file, digest, quads, body.decode(), tuple(graphs), nodes), []


def _parsed(data: bytes, suffix: str, name: str) -> tuple[dict[str, object], bytes]:
    command = [sys.executable, "-m", "loaders.rdf_process", suffix, name]
    try:
        done = subprocess.run(  # noqa: S603  our own module, no shell
            [*command, str(_MEMORY), str(_SECONDS)],
            input=data,
            capture_output=True,
            timeout=3 * _SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"code": "rdf-too-heavy"}, b""
    head, _, body = done.stdout.partition(b"\n")
    if done.returncode != 0 or not head:
        # It met a wall: no message can come from a process that was stopped.
        return {"code": "rdf-too-heavy"}, b""
    told: dict[str, object] = json.loads(head)
    return told, body


_NAME: Final = (
    Text("Le nom du fichier ne donne aucun identifiant.", "The file's name gives no identifier."),
    Text("Nommez-le avec des lettres ou des chiffres.", "Name it with letters or digits."),
)
_LARGE: Final = (
    Text(
        f"Plus de {MAX_BYTES // 1_000_000} Mo ou de {MAX_STATEMENTS} énoncés.",
        f"More than {MAX_BYTES // 1_000_000} MB or {MAX_STATEMENTS} statements.",
    ),
    Text("Partagez le fichier.", "Split the file."),
)
_ENCODING: Final = (
    Text("Le fichier n'est pas en UTF-8.", "The file is not in UTF-8."),
    Text("Enregistrez-le en UTF-8.", "Save it in UTF-8."),
)
_EMPTY: Final = (
    Text("Le fichier ne dit rien.", "The file says nothing."),
    Text("Vérifiez qu'il s'agit du bon fichier.", "Check that this is the right file."),
)
_RULES: Final = {
    "rdf-syntax": (
        Text("Cette ligne ne se lit pas.", "This line cannot be read."),
        Text(
            "Corrigez la syntaxe ; toute adresse s'écrit en entier (https://...).",
            "Mend the syntax; every address is written in full (https://...).",
        ),
    ),
    "rdf-too-large": _LARGE,
    "rdf-too-heavy": (
        Text(
            "Ce fichier demande trop de mémoire ou de temps.",
            "This file asks for too much memory or time.",
        ),
        Text(
            "Donnez des adresses aux nœuds anonymes, et aplatissez les imbrications.",
            "Give addresses to blank nodes, and flatten what is nested.",
        ),
    ),
    "rdf-triple-term": (
        Text("Un énoncé en contient un autre (RDF 1.2).", "A statement holds another (RDF 1.2)."),
        Text(
            "Donnez une adresse à ce dont vous parlez, et décrivez-le.",
            "Give what you speak of an address, and describe it.",
        ),
    ),
    "rdf-direction": (
        Text("Un texte donne son sens d'écriture.", "A text gives its direction (RDF 1.2)."),
        Text("Gardez la langue seule.", "Keep the language alone."),
    ),
}
