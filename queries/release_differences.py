"""What a release changed since the one before it, kept beside it: worked out once, for good.

Both releases are files that never change, so their difference is written when the second is
made (`alliances release`) and read when the page of news opens, which otherwise would load two
graphs to say the same. A file that speaks of other contents than those listed, or that cannot
be read, is passed over: the difference is then worked out from the graphs.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from graph.releases import FOLDER, Release
from ontology.errors import Text
from queries.changes import Change

__all__ = ["keep_difference", "kept_difference"]

_ENDING: Final = ".changes.json.gz"


def keep_difference(record: Path, old: Release, new: Release, told: Sequence[Change]) -> Path:
    """Write what `new` changed since `old` beside it in `record`; return the file."""
    path = _path(record, new)
    text = json.dumps(
        {"between": _between(old, new), "changes": [_as_json(one) for one in told]},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    return path


def kept_difference(record: Path, old: Release, new: Release) -> tuple[Change, ...] | None:
    """Return what `new` changed since `old`, None when no file says it of these contents."""
    try:
        told = json.loads(gzip.decompress(_path(record, new).read_bytes()))
        if told["between"] != _between(old, new):
            return None
        return tuple(_from_json(one) for one in told["changes"])
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return None


def _path(record: Path, release: Release) -> Path:
    return record / FOLDER / f"{release.version}{_ENDING}"


def _between(old: Release, new: Release) -> list[str]:
    return [old.content, new.content]


def _as_json(one: Change) -> dict[str, Any]:
    return {
        "headline": [one.headline.fr, one.headline.en],
        "items": [[item.fr, item.en] for item in one.items],
        "said": one.said,
    }


def _from_json(told: dict[str, Any]) -> Change:
    items = tuple(Text(*item) for item in told["items"])
    return Change(Text(*told["headline"]), items, told["said"])
