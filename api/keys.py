"""Keys of known clients, who may ask longer queries in a lane of their own.

The file of keys holds no key: each line is a name, the SHA-256 of the key, and the last day
on which it is good. Who reads that file cannot ask with it. Keys are long and random, so a
plain hash is enough; comparing takes the same time whether a key is nearly right or wrong.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from ontology.errors import QueryError, SettingsError, Text

__all__ = ["KeyRefusedError", "Keys", "line_for", "new_key", "read_keys"]

_LINE: Final = re.compile(r"([a-z0-9][a-z0-9-]{0,63}) ([0-9a-f]{64}) (\d{4}-\d{2}-\d{2})")


class KeyRefusedError(QueryError):
    """The key sent is not known, or no longer good."""

    status_hint = 401

    def __init__(self) -> None:
        super().__init__(
            Text("Cette clé n'est pas reconnue.", "This key is not known."),
            Text(
                "Envoyez une clé valable (Authorization: Bearer …), ou aucune.",
                "Send a good key (Authorization: Bearer …), or none.",
            ),
        )


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    digest: str
    until: date


def _today() -> date:
    return datetime.now(UTC).date()


class Keys:
    """The known keys; without any, every key is refused."""

    __slots__ = ("_known", "_today")

    def __init__(self, known: Iterable[_Known] = (), today: Callable[[], date] = _today) -> None:
        self._known = tuple(known)
        self._today = today

    def name_of(self, authorization: str) -> str:
        """Return whose key the header holds, "" for no header; raise KeyRefusedError."""
        if not authorization:
            return ""
        scheme, _, key = authorization.partition(" ")
        given = _digest(key.strip())
        # All are compared, so that time does not tell which was near.
        found = [one for one in self._known if secrets.compare_digest(one.digest, given)]
        if scheme.lower() != "bearer" or not found or found[0].until < self._today():
            raise KeyRefusedError
        return found[0].name


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def new_key() -> str:
    """Return a key that nobody can guess."""
    return secrets.token_urlsafe(32)


def line_for(name: str, key: str, until: date) -> str:
    """Return the line of the file of keys that admits `key`; raise SettingsError."""
    line = f"{name} {_digest(key)} {until.isoformat()}"
    if not _LINE.fullmatch(line):
        raise SettingsError(
            Text(f"Nom de clé inutilisable : « {name} ».", f"Unusable name of a key: “{name}”."),
            Text(
                "Prenez des minuscules, des chiffres et des tirets, 64 au plus.",
                "Take lower-case letters, digits and hyphens, at most 64.",
            ),
        )
    return line


def read_keys(text: str, today: Callable[[], date] = _today) -> Keys:
    """Return the keys of a file; raise SettingsError naming the line that cannot be read."""
    known = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line.strip())
        try:
            if found is None:
                raise ValueError(line)
            known.append(_Known(found[1], found[2], date.fromisoformat(found[3])))
        except ValueError:
            raise SettingsError(
                Text(
                    f"Fichier de clés, ligne {number} : illisible.",
                    f"File of keys, line {number}: cannot be read.",
                ),
                Text(
                    "Écrivez : nom, SHA-256 de la clé, dernier jour (2027-12-31), séparés par "
                    "une espace ; ou : alliances key NOM.",
                    "Write: name, SHA-256 of the key, last day (2027-12-31), separated by a "
                    "space; or: alliances key NAME.",
                ),
            ) from None
    return Keys(known, today)
