"""Which of many values pass the cells of a table or the bands of grades.

Sets of values are whole numbers, the value at index i being bit i; sets of cells likewise.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from decimal import Decimal
from itertools import accumulate
from operator import xor
from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from policyrules.language.tree import ComparedWith, EqualTo, IsUnknown
from policyrules.values.calendar import Duration, Period
from policyrules.values.interval import Interval
from policyrules.values.numbers import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyrules.evaluation.data import Value
    from policyrules.language.tree import Cell
    from policyrules.values.interval import Comparison


def indices(members: int) -> Iterator[int]:
    """The indices of the members of a set, ascending."""
    while members:
        lowest = members & -members
        yield lowest.bit_length() - 1
        members ^= lowest


@frozen
class Passed:
    """The values that pass for certain, and those that fail for certain."""

    true: int
    false: int

    def negated(self) -> Passed:
        """What passes `not(…)`."""
        return Passed(self.false, self.true)


@frozen
class Ladder:
    """Known values of one type in ascending order: numbers (in 34 digits), texts, flags, days."""

    keys: Sequence[Any]

    @property
    def every(self) -> int:
        """All of the values."""
        return self._before(len(self.keys))

    def passing(self, cell: Cell, ends: Sequence[Value]) -> Passed:
        """The values that pass a cell; `ends` are the values of its expressions, in their order."""
        if not cell.tests:
            return Passed(self.every, 0)
        true, false = 0, self.every
        rest = iter(ends)
        for test in cell.tests:
            match test:
                case IsUnknown():
                    passed = Passed(0, self.every)
                case EqualTo():
                    passed = self._compared("=", next(rest))
                case ComparedWith():
                    passed = self._compared(test.operator, next(rest))
                case _:
                    low = self._compared(">=" if test.range.low_included else ">", next(rest))
                    high = self._compared("<=" if test.range.high_included else "<", next(rest))
                    passed = Passed(low.true & high.true, low.false | high.false)
            true |= passed.true
            false &= passed.false
        return Passed(false, true) if cell.negated else Passed(true, false)

    def _compared(self, operator: Comparison, end: Value) -> Passed:
        """The values of which `value operator end` holds; neither where the end leaves it open."""
        found = self._places(operator, end)
        if found is None:
            return Passed(0, 0)
        low, past_low, high, past_high, exact = found
        match operator:
            case "<":
                return Passed(self._before(low), self._from(high))
            case "<=":
                return Passed(self._before(past_low), self._from(past_high))
            case ">":
                return Passed(self._from(past_high), self._before(past_low))
            case ">=":
                return Passed(self._from(high), self._before(low))
            case "=" | "!=":
                apart = self._before(low) | self._from(past_high)
                same = Passed(self.every ^ apart if exact else 0, apart)
                return same if operator == "=" else same.negated()

    def _places(self, operator: Comparison, end: Value) -> tuple[int, int, int, int, bool] | None:
        """Where an end stands: the first values at and past its low and its high, and whether these meet.

        None where its values do not compare, or nothing is known of it.
        """
        if not self.keys:
            return None
        if isinstance(end, Interval) and isinstance(self.keys[0], Decimal):
            low = past_low = 0
            high = past_high = len(self.keys)
            if end.low is not None:
                low, past_low = self._at(written(end.low))
            if end.high is not None:
                high, past_high = self._at(written(end.high))
            return low, past_low, high, past_high, end.exact
        ordered = isinstance(end, date | Period | Duration)
        if type(end) is type(self.keys[0]) and (ordered or operator in {"=", "!="}):
            place, past = self._at(end)
            return place, past, place, past, True
        return None

    def _at(self, key: Any) -> tuple[int, int]:
        return bisect_left(self.keys, key), bisect_right(self.keys, key)

    def _before(self, place: int) -> int:
        return (1 << place) - 1

    def _from(self, place: int) -> int:
        return self.every ^ self._before(place)


@define
class Cells:
    """Turns the sets of values that pass each cell into the sets of cells that each value passes."""

    values: int
    _changes: list[int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._changes = [0] * (self.values + 1)

    def add(self, index: int, passing: int) -> None:
        """Add the cell of this index, which these values pass."""
        cell = 1 << index
        # Only where a run of values that pass begins or ends, something changes.
        for place in indices(passing ^ (passing << 1)):
            self._changes[place] ^= cell

    def by_value(self) -> list[int]:
        """For each value, the cells that it passes."""
        return list(accumulate(self._changes[: self.values], xor))
