"""Which changes make a record flip: found by deciding it again with single changes taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from policyrules.comparison.tally import ABSENT, outcomes_by_rule
from policyrules.comparison.undoing import taken_back
from policyrules.engine.policy import Policy
from policyrules.errors import LimitExceeded, RecordError

if TYPE_CHECKING:
    from collections.abc import Collection

    from policyrules.comparison.changes import Change
    from policyrules.comparison.compare import Comparison
    from policyrules.comparison.tally import Pair

#: Attributes that no decision depends on.
_ONLY_TOLD: Final = {"provenance", "edition", "status", "starts", "ends", "review_by", "noun", "fixed"}

_Unit = tuple[str, ...]


@frozen
class Responsible:
    """The changes without which the outcome would be the old one."""

    changes: tuple[Change, ...] = ()
    #: Whether it takes all of them together; else each is enough by itself to take back.
    together: bool = False


@frozen
class Trials:
    """Decides records under variants of the new edition; each variant is made once."""

    comparison: Comparison
    units: dict[_Unit, tuple[Change, ...]]
    variants: dict[frozenset[_Unit], Policy | None] = field(factory=dict)

    @classmethod
    def of(cls, comparison: Comparison) -> Trials:
        """The trials of everything that could change a decision."""
        found: dict[_Unit, tuple[Change, ...]] = {}
        for change in comparison.altering:
            if change.attribute not in _ONLY_TOLD:
                found[change.unit] = (*found.get(change.unit, ()), change)
        return cls(comparison, found)

    def responsible(self, pair: Pair, rule: str, before: str) -> Responsible:
        """What made the outcome of a rule another one than before, in this record."""
        single = [unit for unit in self.units if self._gives(pair, rule, before, {unit})]
        if single:
            return Responsible(self._changes(single))
        kept = list(self.units)
        if not self._gives(pair, rule, before, kept):
            return Responsible()
        for unit in self.units:
            fewer = [one for one in kept if one != unit]
            if self._gives(pair, rule, before, fewer):
                kept = fewer
        return Responsible(self._changes(kept), together=True)

    def _changes(self, units: Collection[_Unit]) -> tuple[Change, ...]:
        return tuple(change for unit in units for change in self.units[unit])

    def _gives(self, pair: Pair, rule: str, wanted: str, units: Collection[_Unit]) -> bool:
        """Whether the rule has this outcome with these changes taken back."""
        variant = self._variant(frozenset(units))
        if variant is None:
            return False
        try:
            decision = variant.evaluate(pair.record, as_of=pair.new.as_of, any_date=True)
        except (RecordError, LimitExceeded):
            return False
        return outcomes_by_rule(decision).get(rule, ABSENT) == wanted

    def _variant(self, units: frozenset[_Unit]) -> Policy | None:
        if units not in self.variants:
            editions = (self.comparison.old.checked.edition, self.comparison.new.checked.edition)
            # In the order of the model, so that the same items come back in the same order.
            checked = taken_back(*editions, [unit for unit in self.units if unit in units])
            self.variants[units] = Policy(checked) if checked is not None else None
        return self.variants[units]
