"""Whether a client has an answer already: entity tags, compared as HTTP compares them for reading.

Weakly: a proxy that compresses an answer marks its tag as weak, and sends back what it was given.
One place for every route, so that no two of them read the same header differently.
"""

from __future__ import annotations

__all__ = ["holds"]

_WEAK = "W/"


def holds(known: str, tag: str) -> bool:
    """Tell whether `tag` is one of those in the If-None-Match header `known`.

    `*`, which means whatever there is, is none of them: who asks before the answer is made does
    not know whether there is one.
    """
    bare = tag.removeprefix(_WEAK)
    return bool(bare) and any(one.strip().removeprefix(_WEAK) == bare for one in known.split(","))
