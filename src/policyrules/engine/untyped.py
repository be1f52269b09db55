"""Types read off from data that nobody declared (docs: language, expressions on their own)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from policyrules.inference.agreement import join
from policyrules.language.names import check_name
from policyrules.policy.types import (
    AnyType,
    DateTimeType,
    DateType,
    DurationType,
    Fact,
    FlagType,
    ListType,
    NumberType,
    PeriodType,
    RecordType,
    TextType,
    Type,
)
from policyrules.values.calendar import Duration, Period, parse_date, parse_datetime

#: Data nested deeper than this has no type.
DEEPEST = 64
_UTC = timezone(timedelta(0))


def facts_of(record: Mapping[str, Any], prefix: str = "", depth: int = 0) -> tuple[Fact, ...]:
    """A declaration for every key of a record that is a name; no expression can speak of the others."""
    return tuple(
        Fact(name, type_of(value, f"{prefix}{name}", depth), f"{prefix}{name}", name)
        for name, value in record.items()
        if isinstance(name, str) and check_name(name) is None
    )


def type_of(value: Any, path: str = "", depth: int = 0) -> Type:
    """The type of a value as JSON gives it; a text in the form of a date is a date."""
    if depth > DEEPEST:
        return AnyType()
    match value:
        case bool():
            return FlagType()
        case int() | float() | Decimal():
            return NumberType()
        case datetime():
            return DateTimeType()
        case date():
            return DateType()
        case Period():
            return PeriodType()
        case Duration() | timedelta():
            return DurationType(hours=True)
        case str():
            if parse_date(value) is not None:
                return DateType()
            return DateTimeType() if parse_datetime(value, _UTC) is not None else TextType()
        case Mapping():
            return RecordType(facts_of(value, f"{path}.", depth + 1), closed=False)
        case Sequence():
            return ListType(_element(value, f"{path}[]", depth + 1))
        case _:
            return AnyType()


def _element(items: Sequence[Any], path: str, depth: int) -> Type:
    """The type that covers all elements; of records, one with all their facts."""
    if any(isinstance(item, Mapping) for item in items) and all(
        item is None or isinstance(item, Mapping) for item in items
    ):
        merged: dict[str, list[Any]] = {}
        for item in items:
            for name, value in (item or {}).items():
                if isinstance(name, str) and check_name(name) is None:
                    merged.setdefault(name, []).append(value)
        facts = [
            Fact(name, _cover(values, f"{path}.{name}", depth), f"{path}.{name}", name)
            for name, values in merged.items()
        ]
        return RecordType(tuple(facts), closed=False)
    return _cover(list(items), path, depth)


def _cover(values: list[Any], path: str, depth: int) -> Type:
    if depth > DEEPEST:
        return AnyType()
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, Mapping) for value in known):
        return _element(known, path, depth)
    if known and all(isinstance(value, Sequence) and not isinstance(value, str) for value in known):
        return ListType(_element([item for value in known for item in value], f"{path}[]", depth + 1))
    covering: Type = AnyType()
    for value in known:
        kind = type_of(value, path, depth)
        joined = join(covering, kind)
        if joined is None:
            text = all(isinstance(one, str) for one in known)
            return TextType() if text else AnyType()
        covering = joined
    return covering
