"""The built-in functions (docs: language, functions).

Each takes the calendar of the edition and the values of its arguments, and gives a value or raises
Impossible.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from policyrules.evaluation import aggregates
from policyrules.evaluation.data import ListValue, Member, Value, as_interval, as_list
from policyrules.evaluation.operators import Settings
from policyrules.values import calendar, interval
from policyrules.values.interval import Interval
from policyrules.values.numbers import ROUNDING_MODES
from policyrules.values.unknown import Impossible, Unknown, causes_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from policyrules.values.truth import Truth

    Function = Callable[..., Value]


def _of_numbers(compute: Callable[..., Interval]) -> Function:
    """A function of numbers, which may be intervals."""
    return lambda _, *values: compute(*(as_interval(value) for value in values))


def _of_exact(*kinds: type) -> Callable[[Callable[..., Any]], Function]:
    """A function of exact values of these kinds: an argument that is not known makes the result unknown."""

    def wrap(compute: Callable[..., Any]) -> Function:
        def function(settings: Settings, *values: Value) -> Value:
            exact: list[Any] = [
                value.value if isinstance(value, Interval) and value.exact else value for value in values
            ]
            if any(isinstance(value, Unknown | Interval) for value in exact):
                return Unknown(causes_of(*values))
            if not all(map(isinstance, exact, kinds)):
                raise Impossible("mixed-types", "this function does not take values of these types")
            result = compute(settings, *exact)
            whole = isinstance(result, int) and not isinstance(result, bool)
            return Interval.of(result) if whole else result

        return function

    return wrap


def _whole(number: Decimal) -> int:
    if number != number.to_integral_value() or abs(number) > 10_000:
        raise Impossible("whole-number", "this must be a whole number, and not more than 10000")
    return int(number)


def _round(_: Settings, number: Value, places: Value, mode: Value = "half up") -> Value:
    digits = as_interval(places)
    if not digits.exact or not isinstance(mode, str):
        return Unknown(causes_of(number, digits, mode))
    if mode not in ROUNDING_MODES:
        raise Impossible("rounding-mode", f"`{mode}` is no way of rounding")
    return interval.round_interval(as_interval(number), _whole(digits.value), mode)


def _of_list(aggregate: Callable[[ListValue], Interval]) -> Function:
    return lambda _, items: aggregate(as_list(items))


def _of_numbers_and_lists(aggregate: Callable[[ListValue], Interval]) -> Function:
    """`minimum` and `maximum`: numbers and lists of numbers together are one list."""

    def function(_: Settings, *values: Value) -> Value:
        listed = [
            value if isinstance(value, ListValue) else ListValue((Member(as_interval(value)),))
            for value in values
        ]
        return aggregate(aggregates.joined(listed))

    return function


def _length(_: Settings, value: Value) -> Value:
    if isinstance(value, str):
        return Interval.of(len(value))
    if isinstance(value, ListValue):
        return aggregates.count(value)
    return Interval(Decimal(0), None, causes_of(value))


def _contains(_: Settings, where: Value, what: Value) -> Truth:
    if isinstance(where, str) and isinstance(what, str):
        return what in where
    if isinstance(where, ListValue):
        return aggregates.contains(where, what)
    return Unknown(causes_of(where, what))


def _day_of(settings: Settings, value: date) -> date:
    """The day of an instant in the edition's time zone; a day is itself."""
    if not isinstance(value, datetime):
        return value
    try:
        return value.astimezone(settings.time_zone).date()
    except OverflowError:
        raise Impossible("date-range", "this instant lies outside the calendar in the time zone") from None


@_of_exact(Decimal, Decimal, Decimal)
def _date(_: Settings, year: Decimal, month: Decimal, day: Decimal) -> date:
    return calendar.make_date(_whole(year), _whole(month), _whole(day))


FUNCTIONS: dict[str, Function] = {
    "abs": _of_numbers(interval.absolute),
    "floor": _of_numbers(interval.floor),
    "ceiling": _of_numbers(interval.ceiling),
    "clamp": _of_numbers(interval.clamp),
    "round": _round,
    "minimum": _of_numbers_and_lists(aggregates.least),
    "maximum": _of_numbers_and_lists(aggregates.greatest),
    "sum": _of_list(aggregates.total),
    "average": _of_list(aggregates.average),
    "count": _of_list(aggregates.count),
    "length": _length,
    "contains": _contains,
    "starts_with": _of_exact(str, str)(lambda _, text, start: text.startswith(start)),
    "ends_with": _of_exact(str, str)(lambda _, text, end: text.endswith(end)),
    "first": lambda _, items: aggregates.first(items),
    "last": lambda _, items: aggregates.last(items),
    "distinct": lambda _, items: aggregates.distinct(items),
    "union": lambda _, *lists: aggregates.union(*lists),
    "date": _date,
    "date_of": _of_exact(datetime)(_day_of),
    "start_of_day": _of_exact(date)(lambda settings, day: datetime.combine(day, time(), settings.time_zone)),
    "year": _of_exact(date)(lambda settings, day: _day_of(settings, day).year),
    "month": _of_exact(date)(lambda settings, day: _day_of(settings, day).month),
    "day": _of_exact(date)(lambda settings, day: _day_of(settings, day).day),
    "weekday": _of_exact(date)(lambda settings, day: calendar.weekday(_day_of(settings, day))),
    "end_of_month": _of_exact(date)(lambda _, day: calendar.end_of_month(day)),
    "years_between": _of_exact(date, date)(
        lambda settings, a, b: calendar.years_between(a, b, settings.month_end)
    ),
    "months_between": _of_exact(date, date)(
        lambda settings, a, b: calendar.months_between(a, b, settings.month_end)
    ),
    "days_between": _of_exact(date, date)(lambda _, a, b: calendar.days_between(a, b)),
}
