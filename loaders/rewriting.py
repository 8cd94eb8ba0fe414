"""A record with one identifier changed, wherever the record writes it.

`loaders.references` says which fields point to what, so no text is ever searched and
replaced: a name or a quote that happens to hold the same letters stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from loaders.audit import owned
from loaders.faults import Location
from loaders.records import Base, CaseRecord
from loaders.recordset import Entry
from loaders.references import ANY, PASSAGE, pointers

__all__ = ["plain", "renamed", "repointed", "without"]

Kind = TypeVar("Kind", bound=Base)


def plain(record: Base) -> Mapping[str, Any]:
    """Return the record as the data that its file holds."""
    return record.model_dump(exclude_defaults=True)


def repointed(record: Kind, was: str, now: str) -> Kind:
    """Return the record with every pointer to the reference `was` leading to `now`."""
    kind, _, slug = was.partition("/")
    new = now.partition("/")[2]
    changes: dict[Location, str] = {}
    for pointer in pointers(record):
        if pointer.target == ANY and pointer.value == was:
            changes[pointer.location] = now
        elif pointer.value == slug and (
            pointer.target == f"thing/{kind}" or (pointer.target == PASSAGE and kind == "passage")
        ):
            changes[pointer.location] = new
    return _once_each(_changed(record, changes)) if changes else record


def renamed(entry: Entry, was: str, now: str) -> Base:
    """Return the record of `entry` with the thing `was`, which it holds, named `now`."""
    changes: dict[Location, str] = {}
    for kind, slug, location in owned(entry):
        if f"{kind}/{slug}" == was:
            # A study writes its whole reference.
            changes[location] = now if entry.folder == "studies" else now.partition("/")[2]
    return _changed(entry.record, changes)


def without(entry: Entry, was: str) -> Base:
    """Return the record of `entry` without the part `was` (a passage, figure, claim, item)."""
    data = _thawed(plain(entry.record))
    for kind, slug, location in owned(entry):
        if f"{kind}/{slug}" == was and len(location) > 1:
            part, index = str(location[0]), int(location[1])
            del data[part][index]
            if part in data.get("counts", {}):
                data["counts"][part] = len(data[part])
    return _read(entry.record, data)


def _changed(record: Kind, changes: Mapping[Location, str]) -> Kind:
    data = _thawed(plain(record))
    for location, value in changes.items():
        holder = data
        for step in location[:-1]:
            holder = holder[step]
        holder[location[-1]] = value
    return _read(record, data)


def _read(record: Kind, data: Any) -> Kind:
    return type(record).model_validate(_frozen(data), strict=True)


def _once_each(record: Kind) -> Kind:
    # Two names of one organisation took part once.
    if not isinstance(record, CaseRecord):
        return record
    seen: dict[tuple[str | None, str | None, str | None], int] = {}
    for index, each in enumerate(record.partners):
        seen.setdefault((each.organisation, each.person, each.group), index)
    kept = tuple(record.partners[index] for index in seen.values())
    return record.model_copy(update={"partners": kept})


def _thawed(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {key: _thawed(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_thawed(value) for value in data]
    return data


def _frozen(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _frozen(value) for key, value in data.items()}
    if isinstance(data, list):
        return tuple(_frozen(value) for value in data)
    return data
