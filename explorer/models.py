"""What every page is made of: links, values, places, quotations, heads.

Frozen shapes between the graph and the templates: a template may choose how a thing looks,
never what is true of it. A text that comes from the graph is always `Words`, with its
language; sentences of the interface are `str`, already in the language of the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from explorer.reading import Words

__all__ = [
    "Crumb",
    "Group",
    "Head",
    "Link",
    "Place",
    "Quotation",
    "Row",
    "Source",
    "Status",
    "Value",
]


@dataclass(frozen=True, slots=True)
class Link:
    """A name, and where it leads; `href` is "" when nothing can be opened.

    `external` links leave this site: they are links only, never loaded.
    """

    words: Words
    href: str = ""
    external: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a statement; `code` is for machines (hashes, identifiers)."""

    link: Link
    code: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A property and its values."""

    label: Words
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Who vouches for a statement: a work, or one of our own lists or rules."""

    link: Link
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Statements that rest on the same sources."""

    sources: tuple[Source, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation stands: work and heading for people, file and line for machines."""

    work: Link
    passage: str = ""
    heading: Words | None = None
    file: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words copied from a source, in the language of the source."""

    words: Words
    place: Place | None


@dataclass(frozen=True, slots=True)
class Status:
    """How a link is known: always a word, a letter and a line together.

    `meaning` is the definition the scheme publishes; `line` is one of `explorer.claims.LINES`,
    or "none" when no rule gave a status.
    """

    slug: str
    word: Words
    letter: str
    line: str
    href: str = ""
    meaning: Words | None = None


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way to a page; the last has no `href`."""

    text: Words
    href: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the top of every page, and what machines are offered.

    `reference` and `iri` are "" for pages that are not about one thing. `twin` is the path of
    the same page in the other language.
    """

    title: Words
    path: str
    twin: str
    eyebrow: str = ""
    lede: Words | None = None
    crumbs: tuple[Crumb, ...] = ()
    reference: str = ""
    iri: str = ""
    formats: tuple[Link, ...] = field(default=())
