"""Values as a suite writes them: to compare, to show, and to write them anew."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from attrs import frozen

from policyrules.language.literals import literal_text
from policyrules.values.calendar import Duration, Period, date_text, datetime_text, duration_text
from policyrules.values.interval import Interval
from policyrules.values.numbers import decimal_text
from policyrules.values.unknown import Unknown

#: Texts that mean themselves without quotes, wherever they stand in YAML.
_PLAIN: Final = re.compile(r"[^\W\d_][\w-]*(?: [\w-]+)*")
_WORDS_OF_YAML: Final = {"true", "false", "null", "unknown", "yes", "no", "on", "off", "y", "n"}


class NotKnown(Enum):
    """The value that is not known, whatever the causes."""

    UNKNOWN = "unknown"


UNKNOWN: Final = NotKnown.UNKNOWN


@frozen
class Names:
    """Names of which the order does not matter."""

    names: tuple[str, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Names) and frozenset(self.names) == frozenset(other.names)

    def __hash__(self) -> int:
        return hash(frozenset(self.names))


@frozen
class Word:
    """A word of the language, such as `not applicable`, or a name; it needs no quotes where it stands."""

    word: str


def comparable(value: Any) -> Any:
    """A value of a decision in the form in which expectations are read."""
    match value:
        case None | Unknown():
            return UNKNOWN
        case Interval() if value.unbounded:
            return UNKNOWN
        case bool():
            return value
        case int() | Decimal():
            return Interval.of(Decimal(value))
        case tuple() | list():
            return tuple(comparable(item) for item in value)
        case Mapping():
            return {str(name): comparable(item) for name, item in value.items()}
        case _:
            return value


def written_value(value: Any) -> str:
    """A value as YAML in one line, in the form in which expectations are read.

    Raises ValueError for a text with line breaks or invisible characters.
    """
    match value:
        case NotKnown():
            return "unknown"
        case None:
            return "null"
        case Word(word):
            return word if _PLAIN.fullmatch(word) else _quoted(word)
        case bool():
            return "true" if value else "false"
        case Interval():
            if value.exact:
                return decimal_text(value.value)
            low, high = ("null" if end is None else decimal_text(end) for end in (value.low, value.high))
            return f"{{low: {low}, high: {high}}}"
        case str():
            plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS_OF_YAML
            return value if plain else _quoted(value)
        case datetime():
            return datetime_text(value)
        case date():
            return date_text(value)
        case Period():
            return literal_text(value)
        case Duration(seconds):
            return literal_text(value) if seconds % 3600 == 0 else duration_text(value)
        case Names(names):
            return f"[{', '.join(written_value(Word(name)) for name in names)}]"
        case tuple():
            return f"[{', '.join(map(written_value, value))}]"
        case dict():
            return f"{{{', '.join(f'{name}: {written_value(item)}' for name, item in value.items())}}}"
        case _:
            raise TypeError(f"no form in a suite for {type(value).__name__}")


def _quoted(text: str) -> str:
    """The text in YAML quotes."""
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    raise ValueError("a text with line breaks or invisible characters is not written into a suite")
