"""Parts of editions in words, and as JSON data."""

from __future__ import annotations

from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Any

import attrs

from policyrules.comparison.wording import TYPES_ZH, say
from policyrules.explanation.decision_json import value_data
from policyrules.explanation.phrases import citation, consequence, units
from policyrules.language.printer import print_cell, print_expression
from policyrules.language.tree import Cell, Literal, Node
from policyrules.policy.model import Consequence, Provenance, RankKey, ScoreIs
from policyrules.policy.types import Type, describe
from policyrules.policy.words import Words
from policyrules.values.calendar import (
    Duration,
    Period,
    date_text,
    datetime_text,
    duration_words,
    period_words,
)
from policyrules.values.numbers import CARRY, decimal_text


def in_words(value: Any, language: str) -> str:
    """A value, an expression or another part of an edition, for people."""
    match value:
        case None | "" | ():
            return say(language, "none")
        case bool():
            return say(language, "yes" if value else "no")
        case str():
            return value
        case Literal(inner) if not isinstance(inner, str | bool):
            return in_words(inner, language)
        case Cell():
            return f"`{print_cell(value)}`"
        case Node():
            return f"`{print_expression(value)}`"  # type: ignore[arg-type] # every other node is an expression
        case int() | Decimal():
            return decimal_text(Decimal(value))
        case datetime():
            return datetime_text(value)
        case date():
            return date_text(value)
        case timezone():
            return str(value)
        case Period():
            return units(language, period_words(value))
        case Duration():
            return units(language, duration_words(value))
        case Words():
            return f"“{value.tell(language)}”"
        case Provenance():
            return citation(language, value) or say(language, "none")
        case tuple() | frozenset():
            items = value if isinstance(value, tuple) else sorted(value, key=str)
            return say(language, "comma").join(_item(item, language) for item in items)
        case _:
            return _part(value, language)


def _item(item: Any, language: str) -> str:
    match item:
        case (str() | Decimal() as name, part):
            return say(language, "then", name=in_words(name, language), value=in_words(part, language))
        case RankKey(by, ascending):
            return f"{in_words(by, language)}{' ↑' if ascending else ' ↓'}"
        case _:
            return in_words(item, language)


def _part(value: Any, language: str) -> str:
    if isinstance(value, Consequence):
        score = in_words(value.score, language) if isinstance(value, ScoreIs) else ""
        return consequence(language, value, str, score)
    if isinstance(value, Type):
        return TYPES_ZH[type(value).__name__] if language == "zh" else describe(value)
    name = getattr(value, "id", getattr(value, "name", None))
    if isinstance(name, str):
        return name
    parts = (getattr(value, attribute.name) for attribute in attrs.fields(type(value)) if attribute.eq)
    return say(language, "comma").join(in_words(part, language) for part in parts if part is not None)


def percent_words(number: Decimal) -> str:
    """A number as a percent."""
    return f"{decimal_text(CARRY.multiply(number, Decimal(100)))}%"


def as_data(value: Any) -> Any:
    """A part of an edition as JSON data: expressions as text, values as in decisions, items by attribute."""
    match value:
        case Cell():
            return print_cell(value)
        case Literal(inner):
            return value_data(inner)
        case Node():
            return print_expression(value)  # type: ignore[arg-type] # every other node is an expression
        case Words():
            return {language or "any": text for language, text in value.texts}
        case timezone():
            return str(value)
        case tuple():
            return [as_data(item) for item in value]
        case frozenset():
            return sorted((as_data(item) for item in value), key=str)
        case Period() | Duration():
            return value_data(value)
        case _ if attrs.has(type(value)):
            return _fields(value)
        case _:
            return value_data(value)


def _fields(value: Any) -> dict[str, Any]:
    """The attributes of a part that say something."""
    found = {"kind": type(value).__name__}
    for attribute in attrs.fields(type(value)):
        item = getattr(value, attribute.name)
        if (
            attribute.eq is not False
            and item is not None
            and item not in ((), "")
            and item != attribute.default
        ):
            found[attribute.name] = as_data(item)
    return found
