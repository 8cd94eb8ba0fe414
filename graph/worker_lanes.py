"""Pools that do not wait for each other, so that one kind of query cannot hold up another."""

from __future__ import annotations

from dataclasses import dataclass

from graph.workers import Pool

__all__ = ["Lanes"]


@dataclass(frozen=True, slots=True)
class Lanes:
    """`free` for strangers' queries; `keyed` for those of known clients, which may take longer."""

    free: Pool
    keyed: Pool

    def start(self) -> None:
        """Start the workers of the free lane; those of the other start when first needed."""
        self.free.start()

    def close(self) -> None:
        """End the workers of every lane."""
        self.free.close()
        self.keyed.close()
