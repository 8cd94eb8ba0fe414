"""Where facts are kept safe: stores, snapshots, what follows by rule, and the gates.

Whoever writes Python begins with `from graph import open_graph`. It is looked up when asked
for, because a worker imports this package too and must start at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.opening import OpenGraph, open_graph

__all__ = ["OpenGraph", "open_graph"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from graph import opening  # noqa: PLC0415  see above

        return getattr(opening, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
