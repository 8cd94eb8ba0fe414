"""The one rule of English that putting words together needs: how a verb is denied."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["does_not"]


def does_not(form: str, forms: Sequence[str], *, finite: bool) -> str:
    """Return `form` denied: `does not put first`, `is not made up`, `not putting first`.

    `forms` are the singular, plural, base and -ing forms of the verb.
    """
    verb, _, rest = form.partition(" ")
    if not finite:
        return f"not {form}"
    if verb in {"is", "are"}:
        return f"{verb} not {rest}".strip()
    return f"{'does' if form == forms[0] and form != forms[1] else 'do'} not {forms[2]}"
