"""What a rule file says of itself, in the comment lines at its top.

A rule is one `.rq` file that any SPARQL engine runs as it stands; its name, its titles and
its place are comments of the form `# key: value`. Reading stops at the first line that is
not a comment. A key given twice, or a needed key that is missing, is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable

from ontology.errors import QueryError, Text

__all__ = ["header", "rule_files"]


def header(name: str, text: str, *needed: str) -> Mapping[str, str]:
    """Return the header of the rule file `name`; raise QueryError if a `needed` key is missing."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        key, colon, value = line.removeprefix("#").partition(":")
        key, value = key.strip(), value.strip()
        # A comment that is prose has no one-word key.
        if not colon or not value or " " in key:
            continue
        if key in found:
            raise _refusal(name, f"« {key} » y est deux fois", f"“{key}” stands there twice")
        found[key] = value
    missing = ", ".join(key for key in needed if key not in found)
    if missing:
        raise _refusal(name, f"il y manque {missing}", f"it lacks {missing}")
    return found


def _refusal(name: str, fr: str, en: str) -> QueryError:
    return QueryError(
        Text(f"L'en-tête de la règle {name} est fautif : {fr}.", f"Rule {name}: {en}."),
        Text(
            "Corrigez les lignes « # clé: valeur » en tête du fichier.",
            "Mend the lines “# key: value” at the top of the file.",
        ),
    )


def rule_files(folder: Traversable, ending: str) -> Iterator[tuple[str, str]]:
    """Yield (stem without `ending`, text) of the files so named, in the order of their names."""
    held = sorted((file for file in folder.iterdir()), key=lambda file: file.name)
    for file in held:
        if file.name.endswith(ending):
            yield file.name.removesuffix(ending), file.read_text(encoding="utf-8")
