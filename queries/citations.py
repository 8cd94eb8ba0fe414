"""How an answer is cited: what it is, where it came from, which data, under which licence.

Nothing is cited by an address that does not answer: without a public address of this
instance, the reference, the version and the digest of the data stand for it. No date of
consultation is printed, since the same data give the same citation.
"""

from __future__ import annotations

from ontology.errors import Text
from queries.writing import Edition

__all__ = ["citation"]


def citation(title: Text, place: str, edition: Edition, public_url: str = "") -> Text:
    """Return the sentence to copy, in both languages.

    `place` is a path ("/api/claims?status=percu"), shown whole below `public_url`, alone
    where there is none.
    """
    where = f"{public_url.rstrip('/')}{place}"
    digest = f"sha256:{edition.content_hash}"
    return Text(
        f"« {title.fr} », Alliances, graphe de connaissances, données {edition.version} "
        f"({digest}), {where}, CC BY 4.0.",
        f"“{title.en}”, Alliances, a knowledge graph, data {edition.version} "
        f"({digest}), {where}, CC BY 4.0.",
    )
