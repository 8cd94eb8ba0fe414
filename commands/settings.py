"""The settings, read once: the only place that looks at the environment.

Everything below is passed on as plain arguments, so that no room depends on how it was
started. A setting that cannot be used is refused with its name and a cure, never replaced
by a default in silence.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from ontology.errors import SettingsError, Text

__all__ = ["DESCRIPTIONS", "Settings", "read_settings"]

# Name -> (default, what it is for). docs/reference/settings.md is generated from this table.
DESCRIPTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "HOST": ("127.0.0.1", "Address the server listens on."),
    "PORT": ("8000", "Port the server listens on, 1 to 65535; 0 lets the system choose."),
    "ALLIANCES_STORE": (
        "var/store",
        "Directory of the built snapshots; may be deleted at any time.",
    ),
    "ALLIANCES_RECORD": (
        "data",
        "Directory of the curated record, the truth everything is built from.",
    ),
    "ALLIANCES_PUBLIC_URL": (
        "",
        "Address under which this instance is known to the public; empty means none, "
        "and then no citation prints an address.",
    ),
    "ALLIANCES_SOURCES": (
        "../shared/sources",
        "Directory of the source documents, for re-finding quotes; may be absent.",
    ),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the record, the snapshots and the sources are, and where the server listens."""

    host: str
    port: int
    store: Path
    record: Path
    public_url: str
    sources: Path | None


def _refuse(name: str, value: str, fr: str, en: str) -> SettingsError:
    return SettingsError(
        Text(f"Réglage {name} inutilisable : « {value} ».", f"Unusable setting {name}: “{value}”."),
        Text(fr, en),
    )


def _port(value: str) -> int:
    if value.isascii() and value.isdigit() and int(value) <= 65535:
        return int(value)
    raise _refuse("PORT", value, "Donnez un nombre de 0 à 65535.", "Give a number from 0 to 65535.")


def _public_url(value: str) -> str:
    parts = urlsplit(value)
    if not value or (parts.scheme in {"http", "https"} and parts.netloc and not parts.query):
        return value.rstrip("/")
    raise _refuse(
        "ALLIANCES_PUBLIC_URL",
        value,
        "Donnez une adresse complète (https://exemple.org/alliances) ou laissez vide.",
        "Give a complete address (https://example.org/alliances) or leave it empty.",
    )


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings from `environment` (the process's own by default).

    Raises SettingsError naming the setting and how to mend it.
    """
    given = os.environ if environment is None else environment
    value = {name: given.get(name, default) for name, (default, _) in DESCRIPTIONS.items()}
    sources = Path(value["ALLIANCES_SOURCES"])
    if "ALLIANCES_SOURCES" in given and not sources.is_dir():
        raise _refuse(
            "ALLIANCES_SOURCES",
            value["ALLIANCES_SOURCES"],
            "Donnez un dossier qui existe, ou retirez le réglage.",
            "Give a directory that exists, or remove the setting.",
        )
    return Settings(
        host=value["HOST"],
        port=_port(value["PORT"]),
        store=Path(value["ALLIANCES_STORE"]),
        record=Path(value["ALLIANCES_RECORD"]),
        public_url=_public_url(value["ALLIANCES_PUBLIC_URL"]),
        sources=sources if sources.is_dir() else None,
    )
