"""What takes a form takes nothing else: another type of body is refused, and not read as empty."""

from __future__ import annotations

from typing import Final

from fastapi import Request

from ontology.errors import QueryError, Text

__all__ = ["MediaError", "form_only"]

_TYPES: Final = ("multipart/form-data", "application/x-www-form-urlencoded")


class MediaError(QueryError):
    """A body that is no form."""

    status_hint = 415


def form_only(request: Request) -> None:
    """Raise MediaError unless the request says that its body is a form; for `Depends`."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _TYPES:
        raise MediaError(
            Text("Ce corps n'est pas un formulaire.", "This body is no form."),
            Text(
                f"Envoyez-le comme {_TYPES[0]}, ou comme {_TYPES[1]}.",
                f"Send it as {_TYPES[0]}, or as {_TYPES[1]}.",
            ),
        )
