"""Numbers that may be known only within bounds (docs: language, truth and knowledge).

Every operation is monotone in its operands: narrower ones give a result within the former one.
An operation raises Impossible when no possible operands have a result. When only some have none,
the result is without ends, for the causes of the operands.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from policyrules.values.numbers import (
    CARRY,
    nearest_multiple,
    past_magnitude,
    plain,
    round_to_places,
    written,
)
from policyrules.values.unknown import Cause, Impossible, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from policyrules.values.numbers import RoundingMode
    from policyrules.values.truth import Truth

Comparison = Literal["=", "!=", "<", "<=", ">", ">="]

_INFINITY = Decimal("Infinity")
_ZERO = Decimal(0)


def _written_end(end: Decimal | None) -> Decimal | None:
    return None if end is None else written(end)


@frozen
class Interval:
    """All numbers from `low` to `high`, both included; None is no end on that side.

    Ends carry 50 digits and compare by 34. Raises ValueError when `low` is past `high`.
    """

    low: Decimal | None = field(eq=_written_end)
    high: Decimal | None = field(eq=_written_end)
    # Ends that differ only past 34 digits are exact, but their difference may be unknown again:
    # what was given is kept for that.
    _causes: tuple[Cause, ...] = field(default=(), eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("the low end of an interval is past its high end")

    @classmethod
    def of(cls, x: Decimal | int) -> Interval:
        """One known number. Raises Impossible (`magnitude`)."""
        point = Decimal(x)
        written(point)  # raises past 10^6144
        return cls(point, point)

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Why it is not known exactly; nothing if it is."""
        return () if self.exact else self._causes

    @property
    def exact(self) -> bool:
        """Whether both ends meet, in 34 digits."""
        if self.low is None or self.high is None:
            return False
        return self.low == self.high or written(self.low) == written(self.high)

    @property
    def value(self) -> Decimal:
        """The number in 34 digits. Raises ValueError unless it is exact."""
        if self.low is None or not self.exact:
            raise ValueError("the interval is not one number")
        return plain(self.low)

    @property
    def unbounded(self) -> bool:
        """Whether it has no end on either side."""
        return self.low is None and self.high is None


def everything(causes: Iterable[Cause]) -> Interval:
    """A number of which nothing is known."""
    return Interval(None, None, tuple(causes))


def add(a: Interval, b: Interval) -> Interval:
    """`a + b`. Raises Impossible (`magnitude`)."""
    return _result(CARRY.add(_low(a), _low(b)), CARRY.add(_high(a), _high(b)), a, b)


def add_all(intervals: Sequence[Interval]) -> Interval:
    """The sum of all, 0 of none; the causes are gathered once, however many there are."""
    total = Interval(_ZERO, _ZERO)
    for one in intervals:
        total = add(total, Interval(one.low, one.high))
    return total if total.exact else Interval(total.low, total.high, _causes(*intervals))


def subtract(a: Interval, b: Interval) -> Interval:
    """`a - b`. Raises Impossible (`magnitude`)."""
    return _result(CARRY.subtract(_low(a), _high(b)), CARRY.subtract(_high(a), _low(b)), a, b)


def multiply(a: Interval, b: Interval) -> Interval:
    """`a * b`; zero times no end is zero. Raises Impossible (`magnitude`)."""
    return _result_at_corners(_times, a, b)


def divide(a: Interval, b: Interval) -> Interval:
    """`a / b`; anything divided by no end is zero. Raises Impossible: `division-by-zero`, `magnitude`."""
    if _low(b) <= 0 <= _high(b):
        if _is_point(b):
            raise Impossible("division-by-zero", "division by zero")
        return everything(_causes(a, b))
    return _result_at_corners(_over, a, b)


def negate(x: Interval) -> Interval:
    """-x."""
    return _result(_high(x).copy_negate(), _low(x).copy_negate(), x)


def absolute(x: Interval) -> Interval:
    """`x` without its sign."""
    low, high = _low(x), _high(x)
    least = _ZERO if low <= 0 <= high else min(low.copy_abs(), high.copy_abs())
    return _result(least, max(low.copy_abs(), high.copy_abs()), x)


def floor(x: Interval) -> Interval:
    """The greatest whole number that is not more than x."""
    return round_interval(x, 0, "floor")


def ceiling(x: Interval) -> Interval:
    """The least whole number that is not less than x."""
    return round_interval(x, 0, "ceiling")


def round_interval(x: Interval, places: int, mode: RoundingMode) -> Interval:
    """`x` rounded to decimal places. Raises Impossible (`magnitude`) past 6144 places."""
    round_to_places(_ZERO, places, mode)  # raises even where there is no end to round
    return _result_at_ends(lambda end: round_to_places(end, places, mode), x)


def round_interval_to_step(x: Interval, step: Decimal, mode: RoundingMode) -> Interval:
    """`x` rounded to a multiple of a step. Raises Impossible: `rounding-step`, `magnitude`."""
    nearest_multiple(_ZERO, step, mode)  # raises even where there is no end to round
    return _result_at_ends(lambda end: nearest_multiple(end, step, mode), x)


def clamp(x: Interval, low: Interval, high: Interval) -> Interval:
    """x, but no less than low and no more than high. Raises Impossible (`clamp-bounds`)."""
    crossed = compare(">", low, high)
    if crossed is True:
        raise Impossible("clamp-bounds", "the lower bound is more than the upper bound")
    if crossed is not False:
        return everything(_causes(x, low, high))
    return _result(
        max(_low(low), min(_low(x), _low(high))), max(_high(low), min(_high(x), _high(high))), x, low, high
    )


def minimum(intervals: Sequence[Interval]) -> Interval:
    """The least of the numbers. Raises Impossible (`nothing-to-compare`) if there are none."""
    _require_some(intervals)
    high = min(map(_high, intervals))
    # What is never less than another one cannot keep the least unknown.
    deciding = [x for x in intervals if _low(x) < high]
    return _result(min(map(_low, intervals)), high, *deciding)


def maximum(intervals: Sequence[Interval]) -> Interval:
    """The greatest of the numbers. Raises Impossible (`nothing-to-compare`) if there are none."""
    _require_some(intervals)
    low = max(map(_low, intervals))
    deciding = [x for x in intervals if _high(x) > low]
    return _result(low, max(map(_high, intervals)), *deciding)


def hull(intervals: Sequence[Interval], causes: Iterable[Cause] = ()) -> Interval:
    """From the least to the greatest of the numbers; `causes` are why it is unknown which it is.

    Raises Impossible (`nothing-to-compare`) if there are none.
    """
    _require_some(intervals)
    choice = Unknown(tuple(causes))
    return _result(min(map(_low, intervals)), max(map(_high, intervals)), choice, *intervals)


def compare(operator: Comparison, a: Interval, b: Interval) -> Truth:
    """Whether every possible pair agrees that `a operator b`, in 34 digits."""
    match operator:
        case "=":
            answer = _same(a, b)
        case "!=":
            answer = _negated(_same(a, b))
        case "<":
            answer = _before(a, b)
        case ">":
            answer = _before(b, a)
        case "<=":
            answer = _negated(_before(b, a))
        case ">=":
            answer = _negated(_before(a, b))
    return Unknown(_causes(a, b)) if answer is None else answer


def _before(a: Interval, b: Interval) -> bool | None:
    """Whether a < b for every pair, for none (False), or for some (None)."""
    if a.high is not None and b.low is not None and written(a.high) < written(b.low):
        return True
    if a.low is not None and b.high is not None and written(a.low) >= written(b.high):
        return False
    return None


def _same(a: Interval, b: Interval) -> bool | None:
    """Whether a = b for every pair, for none (False), or for some (None)."""
    if _before(a, b) is True or _before(b, a) is True:
        return False
    return True if a.exact and b.exact else None


def _negated(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def _require_some(intervals: Sequence[Interval]) -> None:
    if not intervals:
        raise Impossible("nothing-to-compare", "there are no numbers to compare")


def _low(x: Interval) -> Decimal:
    return x.low if x.low is not None else _INFINITY.copy_negate()


def _high(x: Interval) -> Decimal:
    return x.high if x.high is not None else _INFINITY


def _is_point(x: Interval) -> bool:
    return x.low is not None and x.low == x.high


def _causes(*operands: Interval | Unknown) -> tuple[Cause, ...]:
    """The causes of the operands that are not one point, each once, in order."""
    found: dict[Cause, None] = {}
    for operand in operands:
        if isinstance(operand, Unknown):
            found.update(dict.fromkeys(operand.causes))
        elif not _is_point(operand):
            found.update(dict.fromkeys(operand._causes))  # noqa: SLF001 - of this module's own class
    return tuple(found)


def _times(a: Decimal, b: Decimal) -> Decimal:
    return CARRY.multiply(a, b) if a and b else _ZERO


def _over(a: Decimal, b: Decimal) -> Decimal:
    return _ZERO if b.is_infinite() else CARRY.divide(a, b)


def _result_at_corners(
    operation: Callable[[Decimal, Decimal], Decimal], a: Interval, b: Interval
) -> Interval:
    """The result of an operation that is monotone in each operand, one way or the other."""
    if _is_point(a) and _is_point(b):
        corner = operation(_low(a), _low(b))
        return _result(corner, corner)
    corners = [operation(left, right) for left in (_low(a), _high(a)) for right in (_low(b), _high(b))]
    return _result(min(corners), max(corners), a, b)


def _result_at_ends(operation: Callable[[Decimal], Decimal], x: Interval) -> Interval:
    """The result of an operation that never turns the order of two numbers around."""
    low = operation(x.low) if x.low is not None else _low(x)
    high = operation(x.high) if x.high is not None else _high(x)
    return _result(low, high, x)


def _result(low: Decimal, high: Decimal, *operands: Interval | Unknown) -> Interval:
    """The interval with these ends, infinite where there is none, for the causes of the operands."""
    low_end, high_end = (None if end.is_infinite() else end for end in (low, high))
    low_past, high_past = (end is not None and past_magnitude(end) for end in (low_end, high_end))
    if (low_past and low > 0) or (high_past and high < 0):
        raise Impossible("magnitude", "the result is past 10^6144")
    if low_past or high_past:
        return everything(_causes(*operands))
    return Interval(low_end, high_end, _causes(*operands))
