"""The settings, read once: the only place that looks at the environment.

Everything below is passed on as plain arguments, so that no room depends on how it was
started. A setting that cannot be used is refused with its name and a cure, never replaced
by a default in silence.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from ontology.errors import SettingsError, Text

__all__ = ["DESCRIPTIONS", "Settings", "read_settings", "unusable"]

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
    "ALLIANCES_PROXIES": (
        "",
        "Addresses of the reverse proxies in front, separated by commas: only from these is the "
        "client's address in X-Forwarded-For believed; empty means none.",
    ),
    "ALLIANCES_HOSTS": (
        "",
        "Names under which this server may be asked, separated by commas, besides that of the "
        "public address and of this machine; empty, and without a public address, means any.",
    ),
    "ALLIANCES_PROCESSES": (
        "1",
        "Processes that answer requests. Each has workers, budgets and a cache of its own.",
    ),
    "ALLIANCES_CACHE": ("64", "Megabytes of answers each process keeps; 0 keeps none."),
    "ALLIANCES_BODY_SIZE": ("2", "Most megabytes of the body of a request; more is a 413."),
    "ALLIANCES_BODY_SECONDS": ("10", "Seconds for a body to come; slower is a 408."),
    "ALLIANCES_QUERY_WORKERS": (
        "2",
        "Free queries that may run until the deadline, each in a process.",
    ),
    "ALLIANCES_QUERY_SHORT": (
        "5",
        "Queries that may run beside these, and give way to others after a tenth of a second.",
    ),
    "ALLIANCES_QUERY_DEADLINE": ("5", "Seconds after which a free query is stopped."),
    "ALLIANCES_QUERY_WAIT": ("2", "Seconds a free query waits for a process, before a 503."),
    "ALLIANCES_QUERY_MEMORY": ("600", "Megabytes of memory of such a process."),
    "ALLIANCES_QUERY_ROWS": ("100000", "Most rows or triples of one answer; more is a 413."),
    "ALLIANCES_QUERY_SIZE": ("20", "Most megabytes of one answer; more is a 413."),
    "ALLIANCES_QUERY_LENGTH": ("16000", "Most bytes of the text of a query; more is a 413."),
    "ALLIANCES_QUERY_DEPTH": ("64", "Deepest nesting of brackets in a query; deeper is a 400."),
    "ALLIANCES_KEYS": (
        "",
        "File of keys, written by `alliances key`; who sends one may ask longer queries; empty "
        "means none.",
    ),
    "ALLIANCES_KEYED_WORKERS": ("1", "Queries with a key that may run at once."),
    "ALLIANCES_KEYED_DEADLINE": ("30", "Seconds after which a query with a key is stopped."),
    "ALLIANCES_AUDIT": (
        "",
        "File of the audit log of `/sparql`, one JSON object a line, without addresses and "
        "without the text of queries; empty means none.",
    ),
    "ALLIANCES_DUMPS_AHEAD": (
        "1",
        "1 makes the files of /dumps and the usual pictures in the background as soon as data are "
        "served; 0 makes each "
        "when it is first asked for.",
    ),
    "ALLIANCES_AUDIT_SIZE": (
        "10",
        "Megabytes after which a new file of the log begins; four older ones are kept.",
    ),
    "ALLIANCES_CLIENT_PARALLEL": ("2", "Free queries one client may run at once; more is a 429."),
    "ALLIANCES_CLIENT_SECONDS": ("60", "Seconds of work one client may use each minute."),
    "ALLIANCES_CLIENT_ERRORS": ("30", "Queries in error one client may send each minute."),
    "ALLIANCES_CLIENT_LOOPBACK": (
        "0",
        "1 counts clients of this machine too; 0 leaves them unlimited, as suits one person.",
    ),
    "ALLIANCES_CONTRIBUTE": (
        "off",
        "Who may contribute by the pages: `off`, nobody; `local`, the person at this machine; "
        "`proxy`, whom a reverse proxy names.",
    ),
    "ALLIANCES_CONTRIBUTOR": ("local", "With `local`, the name under which that person writes."),
    "ALLIANCES_IDENTITY_HEADER": (
        "Remote-User",
        "With `proxy`, the header that holds the name; the proxy must remove it from what clients "
        "send.",
    ),
    "ALLIANCES_IDENTITY_FROM": (
        "",
        "With `proxy`, the addresses or networks of the proxies whose header is believed, "
        "separated by commas; none is believed otherwise.",
    ),
    "ALLIANCES_REVIEWERS": (
        "",
        "With `proxy`, the names of those who accept, refuse and ask, separated by commas; `*` "
        "means whoever may contribute. With `local` the person reviews.",
    ),
}

# Whole numbers: the least that can be used.
_LEAST: Final[Mapping[str, int]] = {
    "ALLIANCES_PROCESSES": 1,
    "ALLIANCES_CACHE": 0,
    "ALLIANCES_DUMPS_AHEAD": 0,
    "ALLIANCES_BODY_SIZE": 1,
    "ALLIANCES_BODY_SECONDS": 1,
    "ALLIANCES_QUERY_WORKERS": 1,
    "ALLIANCES_QUERY_SHORT": 0,
    "ALLIANCES_QUERY_DEADLINE": 1,
    "ALLIANCES_QUERY_WAIT": 0,
    "ALLIANCES_QUERY_MEMORY": 200,
    "ALLIANCES_QUERY_ROWS": 1,
    "ALLIANCES_QUERY_SIZE": 1,
    "ALLIANCES_QUERY_LENGTH": 1,
    "ALLIANCES_QUERY_DEPTH": 1,
    "ALLIANCES_KEYED_WORKERS": 1,
    "ALLIANCES_KEYED_DEADLINE": 1,
    "ALLIANCES_AUDIT_SIZE": 1,
    "ALLIANCES_CLIENT_PARALLEL": 1,
    "ALLIANCES_CLIENT_SECONDS": 1,
    "ALLIANCES_CLIENT_ERRORS": 1,
    "ALLIANCES_CLIENT_LOOPBACK": 0,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are, where the server listens, and what strangers may ask of it.

    Times are seconds, `query_length` is bytes, `query_memory` and every other size megabytes.
    """

    host: str
    port: int
    store: Path
    record: Path
    public_url: str
    sources: Path | None
    proxies: str = ""
    hosts: frozenset[str] = frozenset()
    processes: int = 1
    cache: int = 64
    dumps_ahead: bool = True
    body_size: int = 2
    body_seconds: int = 10
    query_workers: int = 2
    query_short: int = 5
    query_deadline: int = 5
    query_wait: int = 2
    query_memory: int = 600
    query_rows: int = 100_000
    query_size: int = 20
    query_length: int = 16_000
    query_depth: int = 64
    keys: Path | None = None
    keyed_workers: int = 1
    keyed_deadline: int = 30
    audit: Path | None = None
    audit_size: int = 10
    client_parallel: int = 2
    client_seconds: int = 60
    client_errors: int = 30
    client_loopback: bool = False
    contribute: str = "off"
    contributor: str = "local"
    identity_header: str = "Remote-User"
    identity_from: str = ""
    reviewers: str = ""


def unusable(name: str, value: str, fr: str, en: str) -> SettingsError:
    """Return the refusal of a setting, with its name and what to do about it."""
    return SettingsError(
        Text(f"Réglage {name} inutilisable : « {value} ».", f"Unusable setting {name}: “{value}”."),
        Text(fr, en),
    )


def _port(value: str) -> int:
    if value.isascii() and value.isdigit() and int(value) <= 65535:
        return int(value)
    raise unusable(
        "PORT", value, "Donnez un nombre de 0 à 65535.", "Give a number from 0 to 65535."
    )


def _number(name: str, value: str) -> int:
    least = _LEAST[name]
    if value.isascii() and value.isdigit() and least <= int(value) <= 1_000_000_000:
        return int(value)
    raise unusable(
        name,
        value,
        f"Donnez un nombre entier, au moins {least}.",
        f"Give a whole number, at least {least}.",
    )


def _public_url(value: str) -> str:
    parts = urlsplit(value)
    # Pages link from the root of their host, so that a path would lead nowhere.
    bare = not (parts.path.strip("/") or parts.query or parts.fragment)
    if not value or (parts.scheme in {"http", "https"} and parts.netloc and bare):
        return value.rstrip("/")
    raise unusable(
        "ALLIANCES_PUBLIC_URL",
        value,
        "Donnez une adresse complète et sans chemin (https://alliances.exemple.org), ou rien.",
        "Give a complete address without path (https://alliances.example.org), or none.",
    )


def _path(value: str) -> Path | None:
    return Path(value) if value else None


def _sources(value: str, *, said: bool) -> Path | None:
    """Return the directory of the documents; only one that was asked for must exist."""
    sources = Path(value)
    if sources.is_dir():
        return sources
    if said:
        raise unusable(
            "ALLIANCES_SOURCES",
            value,
            "Donnez un dossier qui existe, ou retirez le réglage.",
            "Give a directory that exists, or remove the setting.",
        )
    return None


def _hosts(value: str) -> frozenset[str]:
    names = frozenset(name.strip().lower() for name in value.split(",") if name.strip())
    if any(not re.fullmatch(r"[a-z0-9_.-]+|\[[0-9a-f:.]+\]", name) for name in names):
        raise unusable(
            "ALLIANCES_HOSTS",
            value,
            "Donnez des noms séparés par des virgules, sans port ni http://.",
            "Give names separated by commas, without port and without http://.",
        )
    return names


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings from `environment` (the process's own by default).

    Raises SettingsError naming the setting and how to mend it.
    """
    given = os.environ if environment is None else environment
    value = {name: given.get(name, default) for name, (default, _) in DESCRIPTIONS.items()}
    # A setting that is a number is named after its field.
    numbers = {
        name.removeprefix("ALLIANCES_").lower(): _number(name, value[name]) for name in _LEAST
    }
    return Settings(
        host=value["HOST"],
        port=_port(value["PORT"]),
        store=Path(value["ALLIANCES_STORE"]),
        record=Path(value["ALLIANCES_RECORD"]),
        public_url=_public_url(value["ALLIANCES_PUBLIC_URL"]),
        sources=_sources(value["ALLIANCES_SOURCES"], said="ALLIANCES_SOURCES" in given),
        proxies=value["ALLIANCES_PROXIES"],
        hosts=_hosts(value["ALLIANCES_HOSTS"]),
        keys=_path(value["ALLIANCES_KEYS"]),
        audit=_path(value["ALLIANCES_AUDIT"]),
        contribute=value["ALLIANCES_CONTRIBUTE"],
        contributor=value["ALLIANCES_CONTRIBUTOR"],
        identity_header=value["ALLIANCES_IDENTITY_HEADER"],
        identity_from=value["ALLIANCES_IDENTITY_FROM"],
        reviewers=value["ALLIANCES_REVIEWERS"],
        dumps_ahead=numbers.pop("dumps_ahead") > 0,
        client_loopback=numbers.pop("client_loopback") > 0,
        **numbers,
    )
