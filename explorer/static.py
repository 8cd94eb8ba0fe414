"""The files a page is dressed in, read once and named by their content.

They are few and small, so they stay in memory: no request touches the disk, and no path of a
stranger is ever joined to a directory. A changed file has a new address, so a browser may
keep every file for ever.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Final

__all__ = ["Asset", "read_assets"]

_TYPES: Final = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
}


_URL: Final = re.compile(r'url\("([^"]+)"\)')


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its bytes, its media type, and the first digits of its SHA-256."""

    name: str
    content: bytes
    media_type: str
    digest: str

    @property
    def href(self) -> str:
        """The address that changes when the file does."""
        return f"/assets/{self.name}?v={self.digest}"


def read_assets() -> Mapping[str, Asset]:
    """Return every asset by its name; style sheets last, since they name the others."""
    found: dict[str, Asset] = {}
    entries = [one for one in (files("explorer") / "assets").iterdir() if one.is_file()]
    for entry in sorted(entries, key=lambda one: (one.name.endswith(".css"), one.name)):
        ending = entry.name.rpartition(".")[2]
        if ending in _TYPES:
            content = entry.read_bytes()
            if ending == "css":
                content = _with_addresses(content.decode(), found).encode()
            digest = hashlib.sha256(content).hexdigest()[:12]
            found[entry.name] = Asset(entry.name, content, _TYPES[ending], digest)
    return MappingProxyType(found)


def _with_addresses(sheet: str, found: Mapping[str, Asset]) -> str:
    """Return the sheet with its files under the addresses that change when they do."""
    return _URL.sub(lambda name: f'url("{found[name.group(1)].href}")', sheet)
