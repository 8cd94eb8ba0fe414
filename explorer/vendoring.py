"""Fetches the libraries pages are dressed in, and refuses what is not what was reviewed.

Run by hand when a version is added: `python -m explorer.vendoring` compares or restores every
file of `assets/VENDORED.json`; `--accept` records hashes that are not yet known. It asks the
npm client, which checks the registry's own digest; nothing else of the product needs npm or
the network. A file whose hash differs from the recorded one is refused and nothing is written.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

__all__ = ["fetched", "main", "refreshed"]

_ASSETS: Final = Path(__file__).resolve().parent / "assets"


def fetched(name: str, version: str, members: Mapping[str, str]) -> dict[str, bytes]:
    """Return the content of each file of `members` (our name to the path in the package).

    Raises CalledProcessError when npm refuses, ValueError for a file the package lacks.
    """
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(  # noqa: S603
            ["npm", "pack", f"{name}@{version}", "--silent"],  # noqa: S607
            cwd=folder,
            check=True,
            capture_output=True,
        )
        (archive,) = Path(folder).glob("*.tgz")
        found: dict[str, bytes] = {}
        with tarfile.open(archive) as packed:
            for ours, theirs in members.items():
                member = packed.extractfile(f"package/{theirs}")
                if member is None:
                    raise ValueError(f"{name} {version} does not hold {theirs}")
                found[ours] = member.read()
    return found


def refreshed(package: Mapping[str, Any], content: Mapping[str, bytes], *, accept: bool) -> Any:
    """Return `package` with its hashes; raise ValueError for one that has changed.

    A file without a recorded hash is accepted only with `accept`.
    """
    hashes = {}
    for name, found in content.items():
        digest = hashlib.sha256(found).hexdigest()
        known = package.get("files", {}).get(name)
        if known != digest and not (known is None and accept):
            raise ValueError(f"{name} has the hash {digest}, not {known}: review it, then --accept")
        hashes[name] = digest
    return {**package, "files": hashes}


def main(arguments: list[str]) -> None:
    """Compare every vendored file with its package and write them all."""
    manifest = _ASSETS / "VENDORED.json"
    packages = json.loads(manifest.read_text(encoding="utf-8"))["packages"]
    done: list[Any] = []
    files: dict[str, bytes] = {}
    for package in packages:
        content = fetched(package["name"], package["version"], package["members"])
        done.append(refreshed(package, content, accept="--accept" in arguments))
        files |= content
    for name, found in files.items():
        (_ASSETS / name).write_bytes(found)
    text = json.dumps({"packages": done}, ensure_ascii=False, indent=2)
    manifest.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
