"""Dates, periods and durations as they are written elsewhere, and how they are written here."""

from __future__ import annotations

import re

from policyrules.language.names import KEYWORDS
from policyrules.values.calendar import parse_date

_DATE = re.compile(r"(?<![\w.])([0-9]{1,4})([./])([0-9]{1,2})\2([0-9]{1,4})(?![\w./])")
_PARTS_OF_PERIODS = r"([0-9]{1,9})[ \t\r\n]+(years?|months?|days?|hours?)"
_PERIODS = re.compile(rf"(?<![\w.]){_PARTS_OF_PERIODS}(?:[ \t\r\n]+|[ \t]*,[ \t]*){_PARTS_OF_PERIODS}(?!\w)")
_COUNTED = re.compile(r"(?<![\w.])([^\W\d]\w*)[ \t\r\n]+(years?|months?|days?|hours?)(?!\w)")
_WINDOW = 60

#: Each unit in the smaller one that it can be written in.
_IN_SMALLER = {"year": ("month", 12), "month": ("month", 1), "day": ("hour", 24), "hour": ("hour", 1)}

_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

#: Message, help, and where the words concerned begin and end.
Finding = tuple[str, str, int, int]


def written_date(text: str, at: int) -> Finding | None:
    """A date such as `31.12.2026` that reaches over this place."""
    match = _around(_DATE, text, at)
    if match is None or 4 not in {len(match[1]), len(match[4])}:
        return None
    message = f"`{match[0]}` is not how a date is written"
    readings = sorted({day for day in _readings(match) if parse_date(day)})
    # Day and month could be either where strokes part them; points part day, month and year.
    if match[2] == "." and len(match[4]) == 4 and len(readings) == 2:
        readings = [_iso(match[4], match[3], match[1])]
    help_ = f"write `{readings[0]}`" if len(readings) == 1 else "write year-month-day, as in `2026-05-31`"
    return message, help_, match.start(), match.end()


def _readings(match: re.Match[str]) -> list[str]:
    first, _, second, third = match.groups()
    if len(first) == 4:
        return [_iso(first, second, third)]
    return [_iso(third, second, first), _iso(third, first, second)]


def _iso(year: str, month: str, day: str) -> str:
    return f"{year}-{month.zfill(2)}-{day.zfill(2)}"


def joined_periods(text: str, at: int) -> Finding | None:
    """Two periods or durations side by side, such as `2 years 6 months`, of which the second begins here."""
    match = _around(_PERIODS, text, at)
    if match is None:
        return None
    first, second = match[2].removesuffix("s"), match[4].removesuffix("s")
    unit, larger = _IN_SMALLER[first]
    other, smaller = _IN_SMALLER[second]
    if unit == other:
        count = int(match[1]) * larger + int(match[3]) * smaller
        help_ = f"write `{count} {unit if count == 1 else unit + 's'}`"
    else:
        help_ = f"add one after the other: `date + {match[1]} {match[2]} + {match[3]} {match[4]}`"
    return f"`{' '.join(match[0].split())}` is not one literal", help_, match.start(), match.end()


def counted_in_words(text: str, at: int) -> Finding | None:
    """A word where the number of years, months, days or hours should stand, such as `two years`."""
    match = _around(_COUNTED, text, at)
    if match is None or match[1] in KEYWORDS:
        return None
    word, unit = match[1].lower(), match[2]
    if word in _COUNTS:
        way = f"write `{_COUNTS.index(word) + 1} {unit}`"
    elif word in {"a", "an"}:
        way = f"write `1 {unit}`"
    else:
        way = f"to count with a name, write `{match[1]} * 1 {unit.removesuffix('s')}`"
    message = f"`{' '.join(match[0].split())}` is neither a period nor a duration"
    return message, f"a number stands before `{unit}`: {way}", match.start(), match.end()


def _around(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str] | None:
    """The match that reaches over this place."""
    for match in pattern.finditer(text, max(0, at - _WINDOW), at + _WINDOW):
        if match.start() <= at < match.end():
            return match
    return None
