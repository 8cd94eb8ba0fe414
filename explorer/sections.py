"""The map of the site: five entries, always in the same order, and the pages of each.

An entry is shown when it holds a page, so a page that does not exist yet leaves no dead
link. Whoever adds a page adds one line here: the navigation, the row of pages below it and
the buttons that lead to it follow. Nothing else in the site names its own address twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["FOOT", "SECTIONS", "Entry", "Section", "has_page", "section_of"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the map: its path after the language, and the message that names it."""

    path: str
    title: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of the five entries; its message is `section.<key>`, its first page is its door.

    `things` are the kinds whose pages belong here although no list of them is in the map.
    """

    key: str
    pages: tuple[Entry, ...] = ()
    things: tuple[str, ...] = ()


# The order is the same on every page and never changes. One line adds a page.
SECTIONS: Final = (
    Section(
        "chercher",
        (
            Entry("/chercher", "nav.everything"),
            Entry("/case", "kind.case.many"),
            Entry("/organisation", "kind.organisation.many"),
            Entry("/study", "kind.study.many"),
            Entry("/document", "kind.document.many"),
            Entry("/figure", "kind.figure.many"),
            Entry("/claim", "kind.claim.many"),
            Entry("/outils", "tools.title"),
            Entry("/scheme", "nav.vocabularies"),
        ),
    ),
    Section(
        "preuves",
        (
            Entry("/preuves", "matrix.title"),
            Entry("/selection", "selection.nav"),
            Entry("/regards", "regards.title"),
            Entry("/manques", "gaps.title"),
            Entry("/plan", "plan.title"),
            Entry("/contradictions", "contradictions.title"),
            Entry("/signaux", "signals.nav"),
            Entry("/territoires", "places.title"),
            Entry("/comparer", "compare.title"),
            Entry("/nouveautes", "news.title"),
            Entry("/programme", "programme.title"),
        ),
        things=(
            "/crossing",
            "/discrepancy",
            "/link",
            "/search",
            "/comparison",
            "/scheme/territory",
        ),
    ),
    Section("explorer", (Entry("/explorer", "explorer.title"),)),
    Section(
        "atelier",
        (Entry("/atelier", "workshop.title"), Entry("/atelier/comptes", "tally.title")),
    ),
    Section(
        "donnees",
        (
            Entry("/donnees", "data.title"),
            Entry("/questions", "questions.title"),
            Entry("/sparql", "sparql.title"),
            Entry("/contribuer", "contribute.title"),
        ),
    ),
)

# What every page offers at its foot: method, glossary, accessibility... One line each.
FOOT: Final[tuple[Entry, ...]] = (
    Entry("/methode", "method.title"),
    Entry("/glossaire", "glossary.title"),
    Entry("/accessibilite", "accessibility.title"),
)


def _under(path: str, page: str) -> bool:
    return path == page or path.startswith(f"{page}/")


def section_of(path: str) -> Section | None:
    """Return the entry that `path` belongs to, None for the first page and those of the foot.

    `path` is what follows the language. The page of a thing belongs to the entry that lists
    its kind, by the longest address that fits: a territory to *Territoires*, not to the lists
    of concepts. One that nobody lists belongs to the first entry, where it can be found.
    """
    if not path.strip("/") or any(_under(path, page.path) for page in FOOT):
        return None
    fitting = [
        (len(one), section)
        for section in SECTIONS
        for one in (*(page.path for page in section.pages), *section.things)
        if _under(path, one)
    ]
    return max(fitting, key=lambda found: found[0])[1] if fitting else SECTIONS[0]


def has_page(path: str) -> bool:
    """Tell whether the map holds the page `path`."""
    held = (*FOOT, *(page for section in SECTIONS for page in section.pages))
    return any(page.path == path for page in held)
