"""`alliances key`: admit a client to longer queries."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from api.keys import line_for, new_key, read_keys
from ontology.errors import SettingsError, Text

__all__ = ["key_command"]


def key_command(file: Path | None, name: str, days: int) -> str:
    """Add a key for `name`, good for `days` days, to `file`; return the key.

    The key is kept nowhere else. Raises SettingsError: no file is set, the name is taken or
    cannot be one, or the file cannot be read or written.
    """
    if file is None:
        raise SettingsError(
            Text("Aucun fichier de clés n'est réglé.", "No file of keys is set."),
            Text("Donnez-en un par ALLIANCES_KEYS.", "Give one by ALLIANCES_KEYS."),
        )
    key = new_key()
    line = line_for(name, key, datetime.now(UTC).date() + timedelta(days=days))
    try:
        held = file.read_text(encoding="utf-8") if file.exists() else ""
        read_keys(held)
        if any(known.partition(" ")[0] == name for known in held.splitlines()):
            raise SettingsError(
                Text(f"« {name} » a déjà une clé.", f"“{name}” has a key already."),
                Text(
                    "Retirez d'abord sa ligne du fichier de clés.",
                    "First remove its line from the file of keys.",
                ),
            )
        _append(file, held, line)
    except OSError as error:
        raise SettingsError(
            Text("Le fichier de clés ne s'écrit pas.", "The file of keys cannot be written."),
            Text("Corrigez ALLIANCES_KEYS ou ses droits.", "Correct ALLIANCES_KEYS or its rights."),
        ) from error
    return key


def _append(file: Path, held: str, line: str) -> None:
    start = "" if held.endswith("\n") or not held else "\n"
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as opened:
        opened.write(f"{start}{line}\n")
