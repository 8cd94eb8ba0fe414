"""What a `.rq` file of this room says of itself, in the comment lines at its top.

One reading for questions, exports and collections: lines of the form `# key: value`, some keys
once and some as often as needed. Whatever else stands there is refused by whoever reads the
file, who knows what it is called and how it is mended.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

__all__ = ["NAMED", "HeaderError", "names_in", "read_header", "text_of"]

_LINE: Final = re.compile(r"#\s*(?P<key>[a-z]+(?:-fr|-en)?):\s*(?P<value>.*\S)\s*")
# `name kind "words"@fr "words"@en`; the kind may be left out.
NAMED: Final = re.compile(
    r'(?P<name>[a-z][a-z0-9_]*)(?:\s+(?P<kind>[a-z][a-z/-]*))?\s+"(?P<fr>[^"]+)"@fr\s+"(?P<en>[^"]+)"@en'
)


class HeaderError(Exception):
    """A line that is no header, an unknown key, or a key given twice; `line` is that line."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


def read_header(
    text: str, single: Collection[str], repeated: Collection[str]
) -> tuple[Mapping[str, str], Mapping[str, Sequence[str]]]:
    """Return the values of the keys given once, and those of `repeated`, all of which are there.

    Reading stops at the first line that is no comment. Raise HeaderError for anything else.
    """
    once: dict[str, str] = {}
    often: dict[str, list[str]] = {key: [] for key in repeated}
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        match = _LINE.fullmatch(line)
        key, value = (match["key"], match["value"]) if match else ("", "")
        if key in often:
            often[key].append(value)
        elif key in single and key not in once:
            once[key] = value
        else:
            raise HeaderError(line)
    return once, often


@cache
def names_in(folder: str) -> tuple[str, ...]:
    """Return the names of the `.rq` files of a folder of this room, in alphabetical order."""
    held = (file.name for file in (files("queries") / folder).iterdir())
    return tuple(sorted(name.removesuffix(".rq") for name in held if name.endswith(".rq")))


def text_of(folder: str, name: str) -> str:
    """Return the text of one of `names_in`."""
    return (files("queries") / folder / f"{name}.rq").read_text(encoding="utf-8")
