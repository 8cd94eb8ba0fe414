"""The record of the study itself, drafted from what its text says of itself.

Title, kind, day, publisher, the study it reports, and the sentences that declare whom, where and
what it covers. A study that the record knows is proposed under its name; otherwise one is made of
the title. Everything is a proposal with the words it was drawn from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from slugify import slugify

from loaders.reading.mentions import Names
from loaders.reading.texts import Place, StudyText, quotation

__all__ = ["Draft", "ProposedScope", "drafted", "proposed_scopes", "title_of"]

_MONTHS: Final = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin",
    "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
)  # fmt: skip
_DAY: Final = re.compile(rf"\b(?:(\d{{1,2}})(?:er)?\s+)?({'|'.join(_MONTHS)})\s+((?:19|20)\d\d)\b")
_YEAR: Final = re.compile(r"\b((?:19|20)\d\d)\b")
_KINDS: Final = (
    ("communique-de-presse", re.compile(r"communique de presse|contact presse")),
    ("invitation", re.compile(r"\binvitation|vous invite|souhaitez participer")),
    ("rapport", re.compile(r"\brapport\b|\bsommaire\b|\bannexes?\b")),
    ("diaporama", re.compile(r"\bdiaporama\b|\bpage\s+\d+\s")),
)
_DECLARES: Final = re.compile(
    r"echantillon|aupres d|enquete (?:aupres|menee)|interroge|base\s?:|porte sur|objectif|"
    r"perimetre|menee? (?:par|aupres)|etude (?:aupres|porte|couvre)|realisee? (?:par|aupres)"
)
_HEAD: Final = 4000


@dataclass(frozen=True, slots=True)
class Draft:
    """What a study may be called and who stands behind it; "" where its text does not say."""

    slug: str
    title: str
    kind: str
    issued: str
    publisher: str
    study: str


@dataclass(frozen=True, slots=True)
class ProposedScope:
    """One sentence that may declare what the study covers, and the concepts named in it."""

    quote: str
    place: Place
    groups: tuple[str, ...]
    territories: tuple[str, ...]
    domains: tuple[str, ...]


def title_of(text: str) -> str:
    """Return the first line that reads like a title, without marks."""
    lines = (" ".join(line.strip("#*_ \t\f").split()) for line in text.splitlines())
    found = (line for line in lines if sum(sign.isalpha() for sign in line) >= 4)
    return next(found, "").partition(". ")[0][:200]


def drafted(text: StudyText, names: Names) -> Draft:
    """Return what the text says of itself."""
    head = text.plain[:_HEAD]
    kind = next((kind for kind, rule in _KINDS if rule.search(text.plain)), "brochure")
    named = Counter(mention.reference for mention in names.find(text))
    studies = [each for each, _ in named.most_common() if each.startswith(("study/", "programme/"))]
    bodies = [each for each, _ in named.most_common() if each.startswith("organisation/")]
    slug = slugify(text.title, max_length=80, word_boundary=True) or "etude"
    return Draft(
        slug,
        text.title,
        kind,
        _issued(head) or _issued(text.plain),
        bodies[0].partition("/")[2] if bodies else "",
        studies[0] if studies else f"study/{slug}",
    )


def _issued(plain: str) -> str:
    for day, month, year in _DAY.findall(plain):
        number = f"{year}-{_MONTHS.index(month) + 1:02}"
        return f"{number}-{int(day):02}" if day else number
    years = Counter(_YEAR.findall(plain))
    return max(years, key=lambda year: (years[year], year)) if years else ""


def proposed_scopes(text: StudyText, names: Names) -> Iterator[ProposedScope]:
    """Yield each sentence that declares something and names whom, where or what."""
    for start, end in text.sentences():
        declared = _DECLARES.search(text.plain, start, end)
        if declared is None:
            continue
        held: dict[str, list[str]] = {"group": [], "territory": [], "domain": []}
        for mention in names.find(text, start, end):
            scheme, _, slug = mention.reference.partition("/")
            if scheme in held:
                held[scheme].append(slug)
        if any(held.values()):
            quote = quotation(text, (start, end), declared.span())
            found = (tuple(dict.fromkeys(slugs)) for slugs in held.values())
            yield ProposedScope(quote, text.place(start), *found)
