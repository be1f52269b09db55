"""Comparing, calculating and windows of time (docs: language, expressions; numbers and calendar)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timezone
from typing import Literal

from attrs import frozen

from policyrules.evaluation.data import Value, as_interval
from policyrules.values import interval
from policyrules.values.calendar import (
    Duration,
    MonthEnd,
    Period,
    add_duration,
    add_period,
    difference,
    scale_duration,
    scale_period,
)
from policyrules.values.interval import Comparison, Interval
from policyrules.values.truth import Truth, all_of
from policyrules.values.unknown import Impossible, Unknown, causes_of

_ORDERED = (date, Period, Duration)


@frozen
class Settings:
    """What an edition says of the calendar."""

    month_end: MonthEnd = "down"
    time_zone: timezone = UTC


def compare(operator: Comparison, left: Value, right: Value) -> Truth:
    """Compare two values of one type; an operand that is not known makes the answer unknown.

    Raises Impossible where the values do not compare, which only untyped facts can bring about.
    """
    if isinstance(left, Interval) or isinstance(right, Interval):
        if _scalar(left) or _scalar(right):
            raise Impossible("mixed-types", "a number is compared with something else")
        return interval.compare(operator, as_interval(left), as_interval(right))
    if not (_scalar(left) and _scalar(right)):
        return Unknown(causes_of(left, right))
    if _kind(left) is not _kind(right):
        raise Impossible("mixed-types", "values of different types are compared")
    if operator == "=":
        return left == right
    if operator == "!=":
        return left != right
    if not isinstance(left, _ORDERED):
        raise Impossible("mixed-types", "only numbers, dates, periods and durations have an order")
    match operator:
        case "<":
            return bool(left < right)  # type: ignore[operator] # both are of one ordered type
        case "<=":
            return bool(left <= right)  # type: ignore[operator]
        case ">":
            return bool(left > right)  # type: ignore[operator]
        case ">=":
            return bool(left >= right)  # type: ignore[operator]


def _scalar(value: Value) -> bool:
    return isinstance(value, bool | str | date | Period | Duration)


def _kind(value: Value) -> type:
    return datetime if isinstance(value, datetime) else type(value)


def equal(left: Value, right: Value) -> Truth:
    """Whether two values are equal."""
    return compare("=", left, right)


def between(value: Value, low: Value, high: Value) -> Truth:
    """`value between low and high`, both included."""
    return all_of((compare(">=", value, low), compare("<=", value, high)))


def calculate(operator: Literal["+", "-", "*", "/"], left: Value, right: Value, settings: Settings) -> Value:
    """`left operator right` for numbers, dates, periods and durations."""
    if operator != "*" and (isinstance(left, Interval) or isinstance(right, Interval)):
        # Whatever is not known yet can only be a number; a product might be a period as well.
        left, right = _number_or_same(left), _number_or_same(right)
    if isinstance(left, Interval) and isinstance(right, Interval):
        operation = {
            "+": interval.add,
            "-": interval.subtract,
            "*": interval.multiply,
            "/": interval.divide,
        }[operator]
        return operation(left, right)
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return Unknown(causes_of(left, right))
    match operator:
        case "+":
            return _plus(left, right, settings)
        case "-":
            if isinstance(left, date) and isinstance(right, date):
                return difference(left, right)
            return _plus(left, minus(right), settings)
        case "*":
            return _times(left, right)
        case "/":
            raise Impossible("mixed-types", "only numbers are divided")


def _number_or_same(value: Value) -> Value:
    return as_interval(value) if isinstance(value, Unknown) else value


def _plus(left: Value, right: Value, settings: Settings) -> Value:
    if isinstance(right, date) and not isinstance(left, date):
        left, right = right, left
    match left, right:
        case date(), Period():
            return add_period(left, right, settings.month_end)
        case date(), Duration():
            return add_duration(left, right)
        case Period(), Period():
            return Period(left.months + right.months)
        case Duration(), Duration():
            return Duration(left.seconds + right.seconds)
        case _:
            raise Impossible("mixed-types", "these values cannot be added")


def _times(left: Value, right: Value) -> Value:
    if isinstance(right, Interval):
        left, right = right, left
    if not isinstance(left, Interval) or not isinstance(right, Period | Duration):
        raise Impossible("mixed-types", "these values cannot be multiplied")
    if not left.exact:
        return Unknown(left.causes)
    return scale_period(right, left.value) if isinstance(right, Period) else scale_duration(right, left.value)


def minus(value: Value) -> Value:
    """`-value`."""
    match value:
        case Interval():
            return interval.negate(value)
        case Period():
            return Period(-value.months)
        case Duration():
            return Duration(-value.seconds)
        case Unknown():
            return value
        case _:
            raise Impossible("mixed-types", "only numbers, periods and durations have a negative")


def within(value: Value, distance: Value, direction: str, anchor: Value, settings: Settings) -> Truth:
    """`value within distance before|after anchor`, both ends included.

    Beyond the anchor it is false, even where the other end cannot be computed.
    """
    after = direction == "after"
    at_anchor = compare(">=" if after else "<=", value, anchor)
    if at_anchor is False:
        return False
    edge = calculate("+" if after else "-", anchor, distance, settings)
    return all_of((at_anchor, compare("<=" if after else ">=", value, edge)))
