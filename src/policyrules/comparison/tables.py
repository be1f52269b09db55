"""Tables of outcomes and classes of shifts, with small counts withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from policyrules.comparison.tally import ABSENT, EDGES, GRADE, step_of
from policyrules.evaluation.outcomes import AwardOutcome, BarOutcome, DutyOutcome, EffectState, VetoOutcome
from policyrules.values.numbers import CARRY, plain
from policyrules.values.suppression import suppress, suppress_groups

if TYPE_CHECKING:
    from collections import Counter
    from decimal import Decimal

    from policyrules.policy.model import Edition

#: The order in which outcomes stand.
_ORDER: Final = tuple(
    one.value for kind in (BarOutcome, VetoOutcome, AwardOutcome, DutyOutcome, EffectState) for one in kind
)


@frozen
class OutcomeTable:
    """How many records have an outcome under the old edition (rows) and another under the new one (columns)."""

    rule: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    counts: tuple[tuple[int | None, ...], ...]
    old_totals: tuple[int | None, ...]
    new_totals: tuple[int | None, ...]
    total: int | None

    def count(self, old: str, new: str) -> int | None:
        """How many have these outcomes; None where it is withheld."""
        if old not in self.old or new not in self.new:
            return 0
        return self.counts[self.old.index(old)][self.new.index(new)]

    @property
    def unchanged(self) -> bool:
        """Whether every record has the same outcome under both editions."""
        return self.old == self.new and all(
            count == 0 or row == column
            for row, counts in enumerate(self.counts)
            for column, count in enumerate(counts)
        )

    @property
    def complete(self) -> bool:
        """Whether nothing is withheld."""
        return all(None not in row for row in (*self.counts, self.old_totals, self.new_totals))


@frozen
class Shifts:
    """By how many points the totals of records shift, in classes from the greatest loss to the greatest gain."""

    #: The least and the greatest shift of each class, or None where it has no end; equal ends for no shift.
    classes: tuple[tuple[Decimal | None, Decimal | None], ...]
    counts: tuple[int | None, ...]
    #: How many totals are not exact under one of the editions.
    inexact: int | None


def outcome_table(
    rule: str, counts: Counter[tuple[str, str]], grades: tuple[str, ...], below: int
) -> OutcomeTable:
    """The table of a rule; the number of all records is told elsewhere."""
    order = [*(grades if rule == GRADE else ()), *_ORDER, "determined"]
    old = _sorted({before for before, _ in counts}, order)
    new = _sorted({after for _, after in counts}, order)
    shown = suppress([[counts[one, other] for other in new] for one in old], below, total_known=True)
    return OutcomeTable(rule, old, new, shown.rows, shown.row_totals, shown.column_totals, shown.total)


def _sorted(outcomes: set[str], order: list[str]) -> tuple[str, ...]:
    def place(outcome: str) -> tuple[int, str]:
        if outcome == ABSENT:
            return len(order) + 1, ""
        if outcome == "undetermined":
            return len(order), ""
        return (order.index(outcome), "") if outcome in order else (len(order), outcome)

    return tuple(sorted(outcomes, key=place))


def shifts_of(counts: Counter[int | None], edition: Edition, below: int) -> Shifts | None:
    """The classes of shifts; None where there are no totals to compare."""
    if not counts:
        return None
    step = step_of(edition)
    edges = [plain(CARRY.multiply(step, edge)) for edge in reversed(EDGES)]
    gains: list[tuple[Decimal | None, Decimal | None]] = [(CARRY.create_decimal(0), edges[0])]
    gains += [(edge, edges[place] if place < len(edges) else None) for place, edge in enumerate(edges, 1)]
    losses = [
        (None if high is None else CARRY.minus(high), CARRY.minus(low) if low is not None else None)
        for low, high in reversed(gains)
    ]
    zero = CARRY.create_decimal(0)
    size = len(gains)
    shown, _ = suppress_groups(
        [*(counts[one] for one in range(-size, size + 1)), counts[None]], below, total_known=True
    )
    return Shifts((*losses, (zero, zero), *gains), shown[:-1], shown[-1])
