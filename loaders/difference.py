"""What a load would change, record by record and field by field.

People accept a load on what this shows, so a value is shown as it will be written, and
records that stay the same are counted too. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from loaders.faults import Location, dotted
from ontology.errors import Text

__all__ = ["Changed", "Difference", "FieldChange", "difference"]

# Longer lists are counted by folder in the text; the data holds them all.
_LISTED: Final = 12
_VALUE: Final = 100

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value before and after; "" where there is none."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One record that would change, with every field that does."""

    path: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Paths that would be added, change, stay, or go, each in alphabetical order."""

    added: tuple[str, ...]
    changed: tuple[Changed, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Tell whether nothing would change."""
        return not self.added and not self.changed and not self.removed

    def text(self) -> Text:
        """Return the difference for a person."""
        if self.empty:
            same = len(self.unchanged)
            return Text(
                f"Rien à changer ({same} fiche{'s' if same > 1 else ''} identique"
                f"{'s' if same > 1 else ''}).",
                f"Nothing to change ({same} equal record{'s' if same != 1 else ''}).",
            )
        return Text("\n".join(self._lines("fr")), "\n".join(self._lines("en")))

    def _lines(self, language: str) -> Iterator[str]:
        words = _WORDS[language]
        if self.added:
            yield f"{words['added']} : {len(self.added)} ({_by_folder(self.added)})".replace(
                " :", words["colon"]
            )
            if len(self.added) <= _LISTED:
                yield from (f"  + {path}" for path in self.added)
        if self.removed:
            yield f"{words['removed']}{words['colon']} {len(self.removed)}"
            yield from (f"  - {path}" for path in self.removed)
        if self.changed:
            yield f"{words['changed']}{words['colon']} {len(self.changed)}"
            for each in self.changed:
                yield f"  ~ {each.path}"
                yield from (f"      {_shown(change, words)}" for change in each.fields)
        yield f"{words['unchanged']}{words['colon']} {len(self.unchanged)}"


_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "fr": {
        "added": "Ajoutées",
        "removed": "Retirées",
        "changed": "Modifiées",
        "unchanged": "Inchangées",
        "colon": " :",
        "nothing": "(absent)",
    },
    "en": {
        "added": "Added",
        "removed": "Removed",
        "changed": "Changed",
        "unchanged": "Unchanged",
        "colon": ":",
        "nothing": "(absent)",
    },
}


def difference(
    before: Mapping[str, Data], after: Mapping[str, Data], removed: Iterable[str] = ()
) -> Difference:
    """Return what turns `before` into `after`: path -> plain data.

    Paths absent from `after` stay, but those of `removed`, which go.
    """
    changed = {
        path: tuple(_fields(before[path], data, ()))
        for path, data in sorted(after.items())
        if path in before and before[path] != data
    }
    return Difference(
        added=tuple(sorted(set(after) - set(before))),
        changed=tuple(Changed(path, fields) for path, fields in changed.items()),
        unchanged=tuple(sorted(path for path in after if before.get(path) == after[path])),
        removed=tuple(sorted(removed)),
    )


def _fields(before: Any, after: Any, location: Location) -> Iterator[FieldChange]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in dict.fromkeys([*before, *after]):
            yield from _fields(before.get(key), after.get(key), (*location, key))
    elif _is_list(before) and _is_list(after) and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _fields(one, other, (*location, index))
    else:
        yield FieldChange(dotted(location), _text(before), _text(after))


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if _is_list(value):
        return "; ".join(_text(item) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_text(item)}" for key, item in value.items())
    return str(value)


def _by_folder(paths: tuple[str, ...]) -> str:
    counts: dict[str, int] = {}
    for path in paths:
        folder = path.rpartition("/")[0] or path
        counts[folder] = counts.get(folder, 0) + 1
    return ", ".join(f"{folder} {number}" for folder, number in counts.items())


def _shown(change: FieldChange, words: Mapping[str, str]) -> str:
    before, after = (
        (value if len(value) <= _VALUE else f"{value[: _VALUE - 1]}…") or words["nothing"]
        for value in (change.before, change.after)
    )
    return f"{change.field}{words['colon']} {before} → {after}"
