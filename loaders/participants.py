"""Who may take part in an alliance: the named organisations and the described groups.

A spreadsheet names participants in words. Here a name becomes the slug of an organisation
or the description of a group, exactly or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable

from loaders.identities import Decisions
from loaders.lookups import Group
from loaders.records import OrganisationRecord
from ontology.vocabulary import fold

__all__ = ["Participants"]


class Participants:
    """Every known participant by folded name."""

    def __init__(
        self,
        organisations: Iterable[OrganisationRecord],
        groups: Iterable[Group],
        decisions: Decisions,
    ) -> None:
        self._decisions = decisions
        self._organisations: dict[str, OrganisationRecord] = {}
        self._groups = {fold(group.name): group for group in groups}
        for organisation in organisations:
            self.add(organisation)

    def add(self, organisation: OrganisationRecord) -> None:
        """Make an organisation known, in place of what its names meant before."""
        for name in (organisation.name, *organisation.aliases):
            self._organisations[fold(name)] = organisation

    def organisation(self, name: str) -> OrganisationRecord | None:
        """Return the organisation of that name, alias or decided name."""
        found = self._organisations.get(fold(name))
        return found or self._organisations.get(fold(self._decisions.principal(name)))

    def group(self, name: str) -> Group | None:
        """Return the described group of that name."""
        return self._groups.get(fold(name))

    def names(self) -> list[str]:
        """Return all names, as written, for proposals."""
        organisations = {record.name for record in self._organisations.values()}
        return sorted({*organisations, *(group.name for group in self._groups.values())})
