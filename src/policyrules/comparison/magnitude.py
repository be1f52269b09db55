"""Figures that look like slips: a hundred times as much, a percent as a number, months for years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import attrs

from policyrules.comparison.changes import Warned
from policyrules.language.tree import Literal, Negate, Node
from policyrules.values.calendar import Duration, Period
from policyrules.values.numbers import CARRY

_MUCH: Final = Decimal(100)
#: A date that moves by more years than this.
_YEARS: Final = 10
_MONTHS_A_YEAR: Final = 12
_HOURS_A_DAY: Final = 24


def warnings(old: Any, new: Any, attribute: str) -> tuple[Warned, ...]:
    """What looks like a slip where one value takes the place of another, also within expressions."""
    if attribute == "percent" and isinstance(old, bool):
        return (Warned("percent", old, new),)
    return tuple(Warned(code, one, other) for one, other in _pairs(old, new) for code in _codes(one, other))


def _pairs(old: Any, new: Any) -> Iterator[tuple[Any, Any]]:
    """The values that stand in the same place of two expressions, lists or cells of one build."""
    old, new = _value(old), _value(new)
    if isinstance(old, Node) and isinstance(new, Node):
        if type(old) is type(new):
            for attribute in attrs.fields(type(old)):
                if attribute.eq:
                    yield from _pairs(getattr(old, attribute.name), getattr(new, attribute.name))
    elif isinstance(old, tuple) and isinstance(new, tuple):
        if len(old) == len(new):
            for one, other in zip(old, new, strict=True):
                yield from _pairs(one, other)
    elif old is not None and new is not None and old != new:
        yield old, new


def _value(value: Any) -> Any:
    """The value that an expression writes out."""
    match value:
        case Literal(inner):
            return inner
        case Negate(Literal(Decimal() as number)):
            return CARRY.minus(number)
        case _:
            return value


def _codes(old: Any, new: Any) -> Iterator[str]:
    match old, new:
        case (bool(), _) | (_, bool()):
            return
        case Decimal(), Decimal():
            yield from _of_numbers(old, new)
        case (datetime(), datetime()) | (date(), date()) if abs(old.year - new.year) > _YEARS:
            yield "far-date"
        case Period(), Period():
            if _MONTHS_A_YEAR in {_times(old.months, new.months), _times(new.months, old.months)}:
                yield "other-unit"
            else:
                yield from _of_numbers(Decimal(old.months), Decimal(new.months))
        case Duration(), Duration():
            if _HOURS_A_DAY in {_times(old.seconds, new.seconds), _times(new.seconds, old.seconds)}:
                yield "other-unit"
            else:
                yield from _of_numbers(old.seconds, new.seconds)
        case (Period(), Duration()) | (Duration(), Period()):
            yield "other-unit"


def _of_numbers(old: Decimal, new: Decimal) -> Iterator[str]:
    if old * new < 0:
        yield "sign"
    elif min(abs(old), abs(new)) <= 1 and _MUCH in {_times(new, old), _times(old, new)}:
        yield "percent"
    elif old and (_times(new, old) or 0) >= _MUCH:
        yield "hundredfold"
    elif new and (_times(old, new) or 0) >= _MUCH:
        yield "hundredth"


def _times(one: Decimal | int, other: Decimal | int) -> Decimal | None:
    """How many times the other one is; None of zero."""
    return CARRY.divide(Decimal(one), Decimal(other)) if other else None
