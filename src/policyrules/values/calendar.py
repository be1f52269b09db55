"""Dates, datetimes, periods and durations (docs: language, numbers and calendar).

Dates are proleptic Gregorian, years 1 to 9999. Datetimes are aware, with a fixed offset. Whatever
has no result raises Impossible; its messages never show the operands, which may be sensitive.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Literal, TypeVar

from attrs import field, frozen

from policyrules.values.numbers import CARRY, GREATEST_EXPONENT, decimal_text, written
from policyrules.values.unknown import Impossible

MonthEnd = Literal["down", "up", "error"]

#: A date or a datetime, whichever was given.
Day = TypeVar("Day", bound=date)

SECONDS_PER_DAY = 86_400
_MONTHS_LIMIT = 10**GREATEST_EXPONENT
#: More seconds than lie between the first and the last day there is.
_SECONDS_LIMIT = 10_000 * 366 * SECONDS_PER_DAY

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DATETIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6})0*)?)?(Z|[+-].*)?"
)
_OFFSET = re.compile(r"([+-])([0-9]{2}):([0-9]{2})")
# Counts are limited to the digits that a magnitude of 10^6144 has, to keep reading them quick.
_COUNT = r"([0-9]{1,6145})"
_GROUPED = r"(0|[1-9][0-9]{0,6144}|[1-9][0-9]{0,2}(?:_[0-9]{3}){1,2048})"
_WORDS = re.compile(rf"(-?){_GROUPED}[ \t\r\n]+(year|month|day|hour)s?")
_ISO_PERIOD = re.compile(rf"(-?)P(?=[0-9])(?:{_COUNT}Y)?(?:{_COUNT}M)?")
_ISO_DURATION = re.compile(
    rf"(-?)P(?=[0-9T])(?:{_COUNT}D)?"
    rf"(?:T(?=[0-9])(?:{_COUNT}H)?(?:{_COUNT}M)?(?:([0-9]{{1,6145}}(?:\.[0-9]{{1,6192}})?)S)?)?"
)


def _limited_months(months: int) -> int:
    if abs(months) > _MONTHS_LIMIT:
        raise Impossible("magnitude", "the period is past 10^6144 months")
    return months


def _digits(count: int) -> str:
    # str(int) refuses more than 4300 digits, a Decimal does not.
    return f"{Decimal(count):f}"


@frozen(order=True)
class Period:
    """A signed number of calendar months; a year is twelve of them.

    Raises Impossible (`magnitude`) past 10^6144 months.
    """

    months: int = field(converter=_limited_months, repr=_digits)


def _carried_seconds(seconds: Decimal | int) -> Decimal:
    exact = Decimal(seconds)
    written(exact)  # raises past 10^6144
    carried = CARRY.normalize(CARRY.plus(exact)) if exact else Decimal(0)
    return Decimal(f"{carried:f}")


@frozen(order=True)
class Duration:
    """A signed length of time; a day is 86,400 seconds.

    Carries 50 digits and compares by 34, as numbers do. Raises Impossible (`magnitude`) past
    10^6144 seconds.
    """

    #: Without trailing zeros and without a positive exponent.
    seconds: Decimal = field(converter=_carried_seconds, eq=written, repr=decimal_text)


def scale_period(period: Period, factor: Decimal) -> Period:
    """A number times a period. Raises Impossible: `part-of-month`, `magnitude`."""
    months = written(CARRY.multiply(Decimal(period.months), factor))
    if months != months.to_integral_value(context=CARRY):
        raise Impossible("part-of-month", "the result is not a whole number of months")
    return Period(int(months))


def scale_duration(duration: Duration, factor: Decimal) -> Duration:
    """A number times a duration. Raises Impossible (`magnitude`)."""
    return Duration(CARRY.multiply(duration.seconds, factor))


def add_period(day: Day, period: Period, month_end: MonthEnd) -> Day:
    """The day so many months later; a datetime keeps its time and its offset.

    Where the month has no such day, `down` takes its last day and `up` the first of the next
    month. Raises Impossible: `ambiguous-date` there with `error`, `date-range` outside of the
    years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + period.months, 12)
    month += 1
    if not 1 <= year <= 9999:
        raise _out_of_range()
    last = monthrange(year, month)[1]
    if day.day <= last:
        return day.replace(year=year, month=month)
    match month_end:
        case "down":
            return day.replace(year=year, month=month, day=last)
        case "up":
            # December has 31 days, so the next month is one of the same year.
            return day.replace(year=year, month=month + 1, day=1)
        case "error":
            raise Impossible("ambiguous-date", "the month has no such day")


def add_duration(day: Day, duration: Duration) -> Day:
    """The day or the instant so much later.

    Raises Impossible: `part-of-day` unless a date is given whole days, `part-of-microsecond` for
    datetimes, `date-range` outside of the years 1 to 9999.
    """
    seconds = written(duration.seconds)
    if seconds.copy_abs() > _SECONDS_LIMIT:
        raise _out_of_range()
    microseconds = CARRY.scaleb(seconds, 6)
    if not isinstance(day, datetime) and CARRY.remainder(seconds, Decimal(SECONDS_PER_DAY)):
        raise Impossible("part-of-day", "a date can only be moved by whole days")
    if microseconds != microseconds.to_integral_value(context=CARRY):
        raise Impossible("part-of-microsecond", "a datetime can only be moved by whole microseconds")
    try:
        return day + timedelta(microseconds=int(microseconds))
    except OverflowError:
        raise _out_of_range() from None


def _out_of_range() -> Impossible:
    return Impossible("date-range", "the result lies outside of the years 1 to 9999")


def difference(a: date, b: date) -> Duration:
    """`a - b`, of two dates or of two datetimes (as instants)."""
    microseconds = (a - b) // timedelta(microseconds=1)
    return Duration(CARRY.scaleb(Decimal(microseconds), -6))


def days_between(a: date, b: date) -> int:
    """`b - a` in days, of two dates."""
    return b.toordinal() - a.toordinal()


def years_between(a: date, b: date, month_end: MonthEnd) -> int:
    """The greatest n with a + n years <= b; negated and swapped if b is before a.

    With `error` see `months_between`.
    """
    return _steps_between(a, b, 12, month_end)


def months_between(a: date, b: date, month_end: MonthEnd) -> int:
    """The greatest n with a + n months <= b; negated and swapped if b is before a.

    With `error`, a day that does not exist matters only where `down` and `up` would count
    differently: then Impossible (`ambiguous-date`) is raised.
    """
    return _steps_between(a, b, 1, month_end)


def _steps_between(a: date, b: date, months: int, month_end: MonthEnd) -> int:
    if b < a:
        return -_steps_between(b, a, months, month_end)
    if month_end != "error":
        return _count_steps(a, b, months, month_end)
    fewest = _count_steps(a, b, months, "up")
    if fewest != _count_steps(a, b, months, "down"):
        raise Impossible("ambiguous-date", "the month has no such day to count to")
    return fewest


def _count_steps(a: date, b: date, months: int, month_end: MonthEnd) -> int:
    # Two offsets may put the same instant into neighbouring months, so begin one step higher.
    steps = ((b.year - a.year) * 12 + b.month - a.month) // months + 1
    while not _reaches(a, steps * months, b, month_end):
        steps -= 1
    return steps


def _reaches(a: date, months: int, b: date, month_end: MonthEnd) -> bool:
    """Whether a + months <= b, for months from 0; what lies past the year 9999 is later."""
    try:
        return add_period(a, Period(months), month_end) <= b
    except Impossible:
        return False


def make_date(year: int, month: int, day: int) -> date:
    """The date of these numbers. Raises Impossible (`no-such-date`)."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        raise Impossible("no-such-date", "there is no such date") from None


def end_of_month(day: Day) -> Day:
    """The last day of the month; a datetime keeps its time."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def weekday(day: date) -> int:
    """1 for Monday to 7 for Sunday."""
    return day.isoweekday()


def parse_date(text: str) -> date | None:
    """A date written as YYYY-MM-DD, or None if it is not one or does not exist."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def parse_datetime(text: str, default_offset: timezone | None) -> datetime | None:
    """An aware datetime written as YYYY-MM-DDTHH:MM[:SS[.ffffff]][Z|±HH:MM], or None.

    Without an offset the default counts; if there is none either, the result is None.
    """
    match = _DATETIME.fullmatch(text)
    if match is None:
        return None
    day_text, hour, minute, second, fraction, offset_text = match.groups()
    day = parse_date(day_text)
    offset = default_offset if offset_text is None else parse_offset(offset_text)
    if day is None or offset is None:
        return None
    microsecond = int((fraction or "").ljust(6, "0"))
    try:
        clock = time(int(hour), int(minute), int(second or 0), microsecond, offset)
    except ValueError:
        return None
    return datetime.combine(day, clock)


def parse_offset(text: str) -> timezone | None:
    """A fixed offset from UTC written as `Z` or ±HH:MM, or None."""
    if text == "Z":
        return UTC
    match = _OFFSET.fullmatch(text)
    if match is None:
        return None
    sign, hours, minutes = match[1], int(match[2]), int(match[3])
    if hours > 23 or minutes > 59:
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if sign == "-" else offset)


def date_text(day: date) -> str:
    """The date in ISO 8601: `2026-05-31`."""
    return f"{day.year:04d}-{day.month:02d}-{day.day:02d}"


def datetime_text(moment: datetime) -> str:
    """The aware datetime in ISO 8601: `2026-05-31T08:00:00Z`, `2026-05-31T08:00:00.5+08:00`."""
    clock = moment.replace(tzinfo=None).isoformat()
    offset = moment.isoformat().removeprefix(clock) if moment.utcoffset() else "Z"
    return (clock.rstrip("0") if moment.microsecond else clock) + offset


def parse_period(text: str) -> Period | None:
    """A period written as `3 years`, `6 months` or in ISO 8601 (`P3Y6M`, `-P6M`), or None."""
    if (words := _WORDS.fullmatch(text)) and words[3] in {"year", "month"}:
        sign, years, months = words[1], 0, _whole(words[2])
        if words[3] == "year":
            years, months = months, 0
    elif iso := _ISO_PERIOD.fullmatch(text):
        sign, years, months = iso[1], _whole(iso[2]), _whole(iso[3])
    else:
        return None
    total = years * 12 + months
    try:
        return Period(-total if sign else total)
    except Impossible:
        return None


def parse_duration(text: str) -> Duration | None:
    """A duration written as `10 days`, `72 hours` or in ISO 8601 (`P1DT12H`, `-PT0.5S`), or None."""
    seconds = Decimal(0)
    if (words := _WORDS.fullmatch(text)) and words[3] in {"day", "hour"}:
        sign, whole = words[1], _whole(words[2]) * (3600 if words[3] == "hour" else SECONDS_PER_DAY)
    elif iso := _ISO_DURATION.fullmatch(text):
        sign, days, hours, minutes = iso[1], _whole(iso[2]), _whole(iso[3]), _whole(iso[4])
        whole, seconds = ((days * 24 + hours) * 60 + minutes) * 60, Decimal(iso[5] or 0)
    else:
        return None
    total = CARRY.add(Decimal(whole), seconds)
    try:
        return Duration(total.copy_negate() if sign else total)
    except Impossible:
        return None


def _whole(digits: str | None) -> int:
    # int(str) refuses more than 4300 digits, a Decimal does not.
    return int(Decimal((digits or "0").replace("_", "")))


def period_text(period: Period) -> str:
    """The period in ISO 8601: `P3Y6M`, `-P6M`, `P0M`."""
    years, months = divmod(abs(period.months), 12)
    parts = [f"{_digits(count)}{unit}" for count, unit in ((years, "Y"), (months, "M")) if count]
    return _minus(period.months < 0) + "P" + ("".join(parts) or "0M")


def period_words(period: Period) -> str:
    """The period in English: `3 years 6 months`; a minus in front holds for all of it."""
    years, months = divmod(abs(period.months), 12)
    parts = [_counted(_digits(count), unit) for count, unit in ((years, "year"), (months, "month")) if count]
    return _minus(period.months < 0) + (" ".join(parts) or "0 months")


def duration_text(duration: Duration) -> str:
    """The duration in ISO 8601, days before hours: `P10D`, `P1DT12H`, `-PT0.5S`, `P0D`."""
    days, *clock = _parts(duration)
    parts = [f"{count}{unit}" for count, unit in zip(clock, "HMS", strict=True) if count != "0"]
    text = ("" if days == "0" else f"{days}D") + ("T" + "".join(parts) if parts else "")
    return _minus(duration.seconds < 0) + "P" + (text or "0D")


def duration_words(duration: Duration) -> str:
    """The duration in English: `1 day 12 hours`; a minus in front holds for all of it."""
    units = ("day", "hour", "minute", "second")
    parts = [
        _counted(count, unit) for count, unit in zip(_parts(duration), units, strict=True) if count != "0"
    ]
    return _minus(duration.seconds < 0) + (" ".join(parts) or "0 days")


def _parts(duration: Duration) -> tuple[str, str, str, str]:
    """Days, hours, minutes and seconds of the length without its sign, in 34 digits."""
    seconds = written(duration.seconds).copy_abs()
    whole = int(seconds)
    minutes, rest = divmod(whole, 60)
    fraction = CARRY.subtract(seconds, Decimal(whole)) if seconds != whole else Decimal(0)
    return (
        _digits(minutes // 1440),
        _digits(minutes // 60 % 24),
        _digits(minutes % 60),
        decimal_text(CARRY.add(Decimal(rest), fraction)),
    )


def _counted(count: str, unit: str) -> str:
    return f"{count} {unit}" if count == "1" else f"{count} {unit}s"


def _minus(negative: bool) -> str:
    return "-" if negative else ""
