"""The values that an expression writes out, from the text of their tokens and back."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from policyrules.language.fault import Fault
from policyrules.values.calendar import (
    SECONDS_PER_DAY,
    Duration,
    Period,
    date_text,
    datetime_text,
    parse_date,
    parse_datetime,
)
from policyrules.values.numbers import decimal_text, parse_number, significant_digits

if TYPE_CHECKING:
    from policyrules.language.tree import LiteralValue

#: Digits that a number may have, and the digits that a count of years, months, days or hours may have.
NUMBER_DIGITS = 34
COUNT_DIGITS = 9

_MISSHAPEN_DATE = re.compile(r"([0-9]+)-([0-9]+)-([0-9]+)")
_CLOCK = re.compile(r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?")
_OFFSET = re.compile(r"(?:Z|[+-][0-9]{2}:[0-9]{2})\Z")


def number_value(text: str, start: int) -> Decimal:
    """The number of a token that begins at `start`."""
    value = parse_number(text)
    end = start + len(text)
    if value is None:
        raise Fault("bad-number", f"`{text}` is not a number", start, end)
    if len(text) > NUMBER_DIGITS and significant_digits(value) > NUMBER_DIGITS:
        raise Fault("bad-number", f"the number has more than {NUMBER_DIGITS} digits", start, end)
    if len(text) > 6000:
        raise Fault("bad-number", "the number is too long", start, end)
    return value


def units_value(text: str, start: int) -> Period | Duration:
    """The period or duration of a token such as `3 years`."""
    digits, unit = text.split()
    digits = digits.replace("_", "")
    if len(digits) > COUNT_DIGITS:
        message = f"a period or duration has at most {COUNT_DIGITS} digits"
        raise Fault("bad-number", message, start, start + len(text))
    count = int(digits)
    match unit[0]:
        case "y":
            return Period(count * 12)
        case "m":
            return Period(count)
        case "d":
            return Duration(Decimal(count * SECONDS_PER_DAY))
        case _:
            return Duration(Decimal(count * 3600))


def date_value(text: str, start: int) -> date | datetime:
    """The date or datetime of a token that looks like one."""
    end = start + len(text)
    day_text, _, clock = text.upper().partition("T")
    _check_day(day_text, start)
    if "T" not in text.upper():
        day = parse_date(text)
        if day is None:
            raise Fault("no-such-date", f"there is no date `{text}`", start, end)
        return day
    moment = parse_datetime(text, None)
    offset = _OFFSET.search(text)
    if moment is not None and offset is not None and _CLOCK.fullmatch(text[11 : offset.start()]):
        return moment
    raise _clock_fault(text, clock, start)


def _check_day(text: str, start: int) -> None:
    """Raise unless the digits-digits-digits are a date that exists."""
    if parse_date(text) is not None:
        return
    end = start + len(text)
    match = _MISSHAPEN_DATE.fullmatch(text)
    message, help_ = f"there is no date `{text}`", "write a day that the month has in that year"
    if match and [len(part) for part in match.groups()] != [4, 2, 2]:
        message = f"`{text}` is read as a date, and dates are written year-month-day with all their digits"
        padded = "-".join(part.zfill(width) for part, width in zip(match.groups(), (4, 2, 2), strict=True))
        if len(match[1]) == 4 and parse_date(padded) is not None:
            help_ = f"write `{padded}`; to subtract, put spaces around `-`"
        else:
            help_ = "write a date as `2026-05-31`; to subtract, put spaces around `-`"
    raise Fault("no-such-date", message, start, end, help_)


def _clock_fault(text: str, clock: str, start: int) -> Fault:
    end = start + len(text)
    offset = _OFFSET.search(clock)
    bare = clock[: offset.start()] if offset else clock
    example = "write a datetime as `2026-05-31T08:00:00+08:00` or `2026-05-31T08:00:00Z`"
    if re.fullmatch(r"[0-9]{2}:[0-9]{2}", bare):
        return Fault("bad-datetime", f"the datetime `{text}` lacks its seconds", start, end, example)
    if _CLOCK.fullmatch(bare) and offset is None and not re.search(r"[+-]", bare):
        return Fault("bad-datetime", f"the datetime `{text}` lacks its offset", start, end, example)
    return Fault("bad-datetime", f"there is no datetime `{text}`", start, end, example)


def quoted(text: str) -> str:
    """The text in quotes. Raises ValueError for one that has both kinds of quotes or a line break."""
    if re.search("[\r\n\x85\u2028\u2029]", text) or ('"' in text and "'" in text):
        raise ValueError("texts in expressions have no escapes, so this one cannot be written")
    return f"'{text}'" if '"' in text else f'"{text}"'


def literal_text(value: LiteralValue) -> str:
    """The value as it is written in expressions. Raises ValueError where there is no way to write it."""
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal():
            return decimal_text(value)
        case str():
            return quoted(value)
        case datetime():
            return datetime_text(value)
        case date():
            return date_text(value)
        case Period(months):
            return _counted(months // 12, "year") if months % 12 == 0 else _counted(months, "month")
        case Duration(seconds):
            hours, rest = divmod(seconds, 3600)
            if rest:
                raise ValueError("a duration in expressions has whole hours")
            days, hours_left = divmod(int(hours), 24)
            return _counted(int(hours), "hour") if hours_left else _counted(days, "day")


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}" if abs(count) == 1 else f"{count} {unit}s"
