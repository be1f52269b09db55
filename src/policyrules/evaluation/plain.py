"""Values as the caller sees them: plain Python, Interval or Unknown (docs: language, decisions)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from policyrules.evaluation.data import Group, ListValue, RecordValue, Value, value_of
from policyrules.evaluation.frozen import FrozenMapping
from policyrules.values.calendar import Duration, Period, date_text, datetime_text, duration_text, period_text
from policyrules.values.interval import Interval
from policyrules.values.numbers import decimal_text, plain
from policyrules.values.unknown import Unknown


def plain_value(value: Value) -> Any:
    """A known number as Decimal, an uncertain one as Interval; a list as tuple, a record as a mapping.

    What is not known, lists whose members are uncertain included, is Unknown.
    """
    match value:
        case Interval():
            return plain_number(value)
        case ListValue():
            if not value.certain or not value.there:
                return Unknown(value.causes)
            return tuple(plain_value(member.value) for member in value.members)
        case RecordValue():
            if value.data is None:
                return Unknown(value.causes)
            return FrozenMapping(
                {
                    fact.name: plain_value(
                        value_of(fact.type, value.data[fact.name], f"{value.path}.{fact.name}")
                    )
                    for fact in value.type.fields
                    if fact.name in value.data
                }
            )
        case Group():
            return FrozenMapping({name: plain_value(item) for name, item in value.values.items()})
        case _:
            return value


def plain_number(value: Interval) -> Any:
    """A known number as Decimal; one without ends as Unknown; else the interval."""
    if value.exact:
        return plain(value.value)
    if value.unbounded:
        return Unknown(value.causes)
    low = None if value.low is None else plain(value.low)
    high = None if value.high is None else plain(value.high)
    return Interval(low, high, value.causes)


def plain_text(value: Any) -> str:
    """A known plain value, neither list nor record, as text that stands for it; "" for None."""
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal():
            return decimal_text(value)
        case datetime():
            return datetime_text(value)
        case date():
            return date_text(value)
        case Period():
            return period_text(value)
        case Duration():
            return duration_text(value)
        case _:
            return "" if value is None else str(value)
