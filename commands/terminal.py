"""What every verb of the terminal shares: the language of messages, and options of one meaning."""

from __future__ import annotations

from contextvars import ContextVar
from pathlib import Path
from typing import Annotated, Final

import typer

__all__ = ["LANGUAGE", "Out", "Yes"]

LANGUAGE: Final[ContextVar[str]] = ContextVar("language", default="fr")

Out = Annotated[
    Path | None,
    typer.Option("-o", "--out", help="Fichier à écrire (sinon la sortie). / File to write."),
]
Yes = Annotated[
    bool, typer.Option("--yes", help="Écrire après avoir montré la différence. / Write.")
]
