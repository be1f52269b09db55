"""Values in the words of the language, as an expression would write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from policyrules.explanation.wording import say
from policyrules.values.calendar import (
    Duration,
    Period,
    date_text,
    datetime_text,
    duration_words,
    period_words,
)
from policyrules.values.interval import Interval
from policyrules.values.numbers import decimal_text
from policyrules.values.unknown import Unknown


def in_words(value: Any, *, quoted: bool = True) -> str:
    """`true`, `2 to 5`, `3 years`, `[1, 2]`, `unknown`; texts in quotes unless told otherwise."""
    match value:
        case None | Unknown():
            return "unknown"
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return decimal_text(Decimal(value))
        case Interval():
            return _interval(value)
        case str():
            return _quoted(value) if quoted else value
        case datetime():
            return datetime_text(value)
        case date():
            return date_text(value)
        case Period():
            return period_words(value)
        case Duration():
            return duration_words(value)
        case Mapping():
            return f"{{{', '.join(f'{name}: {in_words(item)}' for name, item in value.items())}}}"
        case tuple() | list():
            return f"[{', '.join(in_words(item) for item in value)}]"
        case _:
            return str(value)


def _interval(value: Interval) -> str:
    low, high = (None if end is None else decimal_text(end) for end in (value.low, value.high))
    if value.exact:
        return str(low)
    if low is None:
        return "unknown" if high is None else say("en", "at_most", high=high)
    return say("en", "at_least", low=low) if high is None else say("en", "range", low=low, high=high)


def _quoted(text: str) -> str:
    return f"'{text}'" if '"' in text and "'" not in text else f'"{text}"'
