"""The values of a table's column, cut where its cells begin and end (docs: language, decision tables)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from attrs import frozen

from policyrules.evaluation.data import Value, unknown_of
from policyrules.language.literals import literal_text
from policyrules.policy.parameter_reader import type_of_literal
from policyrules.policy.types import (
    AnyType,
    ChoiceType,
    DateTimeType,
    DateType,
    DurationType,
    FlagType,
    NumberType,
    PeriodType,
    TextType,
    Type,
)
from policyrules.values.calendar import Duration, Period, duration_words
from policyrules.values.interval import Interval
from policyrules.values.numbers import CARRY, decimal_text, past_magnitude, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_TWO = Decimal(2)


@frozen
class Segment:
    """Values that all cells of a column treat alike, with one of them to show."""

    value: Value
    text: str
    #: What to declare of the column, where this lies beyond all that its cells mention: `min: 0`.
    bound: str = ""
    known: bool = True


def segments(kind: Type, mentioned: Sequence[Value], *, unknown: bool) -> tuple[Segment, ...]:
    """All values of a type, cut at those that the cells mention; `unknown` adds the unknown one.

    What nothing mentions and nobody can write is one segment.
    """
    plain = [end for value in mentioned for end in _ends(value)]
    found = _known(_guess(plain) if isinstance(kind, AnyType) else kind, plain)
    if unknown:
        found.append(Segment(unknown_of(kind, ""), "unknown", known=False))
    return tuple(found)


def _ends(value: Value) -> list[Any]:
    if isinstance(value, Interval):
        return [written(end) for end in (value.low, value.high) if end is not None]
    return [value] if isinstance(value, bool | str | date | Period | Duration) else []


def _guess(plain: list[Any]) -> Type:
    """The type of a column of which nothing is known but what its cells compare it with."""
    return type_of_literal(plain[0]) if plain else AnyType()


def _known(kind: Type, plain: list[Any]) -> list[Segment]:
    match kind:
        case FlagType():
            return [Segment(True, "true"), Segment(False, "false")]
        case ChoiceType():
            return [Segment(_value(option), _shown(option)) for option in kind.settled]
        case TextType():
            return _texts(text for text in plain if isinstance(text, str))
        case NumberType():
            points = [point for point in plain if isinstance(point, Decimal)]
            return _line(points, _number_between, kind.min, kind.max) or [Segment(Interval.of(0), "0")]
        case DateTimeType():
            instants = [point for point in plain if isinstance(point, datetime)]
            return _line(instants, _date_between) or [_anything()]
        case DateType():
            days = [point for point in plain if isinstance(point, date) and not isinstance(point, datetime)]
            return _line(days, _date_between) or [_anything()]
        case PeriodType():
            periods = [point for point in plain if isinstance(point, Period)]
            return _line(periods, _period_between) or [_anything()]
        case DurationType():
            durations = [point for point in plain if isinstance(point, Duration)]
            return _line(durations, _duration_between) or [_anything()]
        case _:
            return [_anything()]


def _anything() -> Segment:
    """Some known value, where no cell compares the column with one: true stands for it."""
    return Segment(True, "known")


def _texts(mentioned: Iterable[str]) -> list[Segment]:
    texts = sorted(set(mentioned))
    # Longer than each of them, so different from all.
    other = "x" * (1 + max(map(len, texts), default=0))
    return [*(Segment(text, f'"{text}"') for text in texts), Segment(other, "any other text")]


def _value(plain: Any) -> Value:
    return Interval.of(plain) if isinstance(plain, Decimal) else plain


def _shown(plain: Any) -> str:
    if isinstance(plain, Decimal):
        return decimal_text(plain)
    if isinstance(plain, Duration):
        return duration_words(plain)
    return plain if isinstance(plain, str) else literal_text(plain)


def _line(
    mentioned: list[Any], between: Callable[[Any, Any], Any], low: Any = None, high: Any = None
) -> list[Segment]:
    """Ordered values: each that is mentioned, and those before, between and after them.

    `between(a, b)` gives one between two, None where there is none; either may be None for no end.
    """
    ends = [end for end in (low, high) if end is not None]
    points = sorted(
        {
            point
            for point in [*mentioned, *ends]
            if (low is None or point >= low) and (high is None or point <= high)
        }
    )
    if not points:
        return []
    found: list[Segment] = []

    def add(value: Any, bound: str = "") -> None:
        if value is not None:
            found.append(Segment(_value(value), _shown(value), bound))

    if low is None:
        add(between(None, points[0]), f"min: {_shown(points[0])}" if between is _number_between else "")
    for first, second in pairwise(points):
        add(first)
        add(between(first, second))
    add(points[-1])
    if high is None:
        add(between(points[-1], None), f"max: {_shown(points[-1])}" if between is _number_between else "")
    return found


def _number_between(low: Decimal | None, high: Decimal | None) -> Decimal | None:
    """A whole number if there is one; between neighbours of 34 digits there is no number at all."""
    candidates: list[Decimal] = []
    if low is not None:
        candidates.append(CARRY.add(low.to_integral_value(ROUND_FLOOR), 1))
    elif high is not None:
        candidates.append(CARRY.subtract(high.to_integral_value(ROUND_CEILING), 1))
    if low is not None and high is not None:
        candidates.append(CARRY.divide(CARRY.add(low, high), _TWO))
    elif low is not None:
        candidates.append(CARRY.add(low, low.copy_abs()))
    elif high is not None:
        candidates.append(CARRY.subtract(high, high.copy_abs()))
    for candidate in candidates:
        if past_magnitude(candidate):
            continue
        value = written(candidate)
        if (low is None or value > low) and (high is None or value < high):
            return value
    return None


def _date_between(low: date | None, high: date | None) -> date | None:
    """The next day or, between instants of less distance, the one in the middle."""
    day = timedelta(days=1)
    try:
        near = low + day if low is not None else high - day if high is not None else None
    except OverflowError:
        return None
    if near is None or high is None or near < high:
        return near
    if isinstance(low, datetime) and isinstance(high, datetime):
        middle = low + (high - low) / 2
        return middle if low < middle < high else None
    return None


def _period_between(low: Period | None, high: Period | None) -> Period | None:
    if low is None:
        return None if high is None else Period(high.months - 1)
    near = Period(low.months + 1)
    return near if high is None or near < high else None


def _duration_between(low: Duration | None, high: Duration | None) -> Duration | None:
    day = 86_400
    if low is None:
        return None if high is None else Duration(high.seconds - day)
    near = Duration(low.seconds + day)
    if high is None or near < high:
        return near
    middle = Duration(CARRY.divide(CARRY.add(low.seconds, high.seconds), _TWO))
    return middle if low < middle < high else None
