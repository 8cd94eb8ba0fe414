"""What can be taken away: files, versions, licence, services; and how to cite the whole.

Sizes and digests stand in `/dumps/SHA256SUMS` and `/catalog`, which make every file first; the
page lists them by what they are, so that it opens at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from explorer.kinds import counts
from explorer.reading import Reading
from explorer.rendering import Site
from queries.catalogue import export_names, read_export

__all__ = ["DataPage", "Table", "data_page"]


@dataclass(frozen=True, slots=True)
class Table:
    """One table to take away: its name, its title and what it holds, in the page's language."""

    name: str
    title: str
    holds: str


@dataclass(frozen=True, slots=True)
class DataPage:
    """The page of data: tables, counts by kind, and the hash to cite."""

    tables: tuple[Table, ...]
    counts: dict[str, int]
    version: str
    public_url: str


def data_page(reading: Reading, site: Site) -> DataPage:
    """Return the page of data of the snapshot that `reading` sees."""
    tables = []
    for name in export_names():
        definition = read_export(name)
        tables.append(
            Table(
                name,
                definition.title.in_language(reading.language),
                definition.question.in_language(reading.language),
            )
        )
    return DataPage(tuple(tables), counts(reading), site.version, site.public_url)
