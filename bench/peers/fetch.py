"""Fetch the peers into `var/bench/peers`: wheels by pip with hashes, Debian packages by apt.

Nothing is installed into the system. A package whose hash differs from the lock is refused.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path
from typing import Final

__all__ = ["DEBIAN", "HOME", "LIBRARIES", "WRK", "fetch", "fetch_wheels"]

_HERE: Final = Path(__file__).resolve().parent
HOME: Final = _HERE.parent.parent / "var" / "bench" / "peers"
DEBIAN: Final = HOME / "debian"
WRK: Final = DEBIAN / "usr" / "bin" / "wrk"
LIBRARIES: Final[Mapping[str, str]] = {
    "LD_LIBRARY_PATH": ":".join(
        str(DEBIAN / place / "x86_64-linux-gnu") for place in ("usr/lib", "lib")
    )
}


def fetch() -> None:
    """Fetch what is not there yet; raise SystemExit when a lock cannot be met."""
    for name in ("oxigraph", "rdflib-endpoint"):
        fetch_wheels(name)
    if not WRK.exists():
        _debian()


def fetch_wheels(name: str) -> None:
    """Install what `name.lock` names into an environment of its own; SystemExit if it cannot."""
    home = HOME / name
    if not (home / "done").exists():
        venv.create(home, with_pip=True, clear=True)
        lock = str(_HERE / f"{name}.lock")
        _run(str(home / "bin" / "pip"), "install", "--quiet", "--require-hashes", "-r", lock)
        (home / "done").touch()


def _debian() -> None:
    packages = HOME / "packages"
    packages.mkdir(parents=True, exist_ok=True)
    for line in (_HERE / "debian.lock").read_text(encoding="utf-8").splitlines():
        wanted, digest = line.split()
        before = set(packages.iterdir())
        _run("apt-get", "download", "--quiet", wanted, at=packages)
        found = (set(packages.iterdir()) - before) or {
            path for path in before if path.name.startswith(wanted.partition("=")[0] + "_")
        }
        (package,) = found
        if hashlib.sha256(package.read_bytes()).hexdigest() != digest:
            raise SystemExit(f"{wanted}: another hash than in the lock")
        _run("dpkg", "-x", str(package), str(DEBIAN))


def _run(*command: str, at: Path | None = None) -> None:
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(command, cwd=at, env=environment, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed")
