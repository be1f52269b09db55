"""The rules of an edition, each with where it comes from (docs: packs, clauses)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import attrs
from attrs import evolve, frozen

from policyrules.policy.model import (
    Adjustment,
    Award,
    Bar,
    Duty,
    Edition,
    Indicator,
    Item,
    Provenance,
    Publication,
    Scorecard,
    Table,
    Veto,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What has to say where it comes from; what stands within comes from the same place unless it says otherwise.
_SOURCED: Final = (Table, Bar, Indicator, Adjustment, Veto, Award, Duty, Publication)
_CAPITAL: Final = re.compile(r"(?<=.)(?=[A-Z])")


@frozen
class Rule:
    """A rule of an edition, or a part of one."""

    policy: str
    edition: str
    #: Its keys in the file, joined by points: `bars.main_grant.grounds.sanctioned`.
    path: str
    item: Item
    #: Its own, with the clauses of the rule around it where it names none.
    provenance: Provenance

    @property
    def key(self) -> str:
        """`policy/path`."""
        return f"{self.policy}/{self.path}"

    @property
    def kind(self) -> str:
        """What it is: `bar`, `ground`, `indicator`."""
        return _CAPITAL.sub(" ", type(self.item).__name__).lower()

    @property
    def modality(self) -> str:
        """`must not`, `must`, … of a bar or a duty; empty for other rules."""
        return self.item.modality if isinstance(self.item, Bar | Duty) else ""

    @property
    def unsourced(self) -> bool:
        """Whether nothing says where it comes from although something has to."""
        return isinstance(self.item, _SOURCED) and not self.provenance


def rules_of(edition: Edition) -> tuple[Rule, ...]:
    """Every named item of an edition that can say where it comes from, those within others after them."""
    found = _items_in(edition, "", ())
    return tuple(Rule(edition.policy, edition.edition, *one) for one in found)


def _items_in(owner: Any, path: str, clauses: tuple[str, ...]) -> Iterator[tuple[str, Item, Provenance]]:
    for attribute in attrs.fields(type(owner)):
        value = getattr(owner, attribute.name)
        below = f"{path}{attribute.name}."
        if isinstance(value, Scorecard):
            yield from _items_in(value, below, ())
        for item in value if isinstance(value, tuple) else ():
            if isinstance(item, Item):
                own = item.provenance
                provenance = own if own.clauses else evolve(own, clauses=clauses)
                yield f"{below}{item.id}", item, provenance
                yield from _items_in(item, f"{below}{item.id}.", provenance.clauses)
