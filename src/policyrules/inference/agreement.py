"""Which types agree, and what they have in common."""

from __future__ import annotations

from policyrules.policy.types import (
    AnyType,
    ChoiceType,
    DateTimeType,
    DateType,
    DurationType,
    FlagType,
    ListType,
    NumberType,
    PeriodType,
    TextType,
    Type,
)


def is_number(kind: Type) -> bool:
    """Whether values of a type are numbers."""
    return isinstance(kind, NumberType) or (isinstance(kind, ChoiceType) and kind.numeric)


def is_text(kind: Type) -> bool:
    """Whether values of a type are texts."""
    return isinstance(kind, TextType) or (isinstance(kind, ChoiceType) and not kind.numeric)


def agree(one: Type, two: Type) -> bool:
    """Whether values of these types can be the same value."""
    return join(one, two) is not None


def join(one: Type, two: Type) -> Type | None:
    """The type that covers both, or None where they do not mix."""
    if isinstance(one, AnyType) or one == two:
        return two
    if isinstance(two, AnyType):
        return one
    if is_number(one) and is_number(two):
        return NumberType()
    if isinstance(one, ChoiceType) and isinstance(two, ChoiceType) and is_text(one) and is_text(two):
        return ChoiceType(tuple(dict.fromkeys((*one.options, *two.options))))
    if is_text(one) and is_text(two):
        return TextType()
    if isinstance(one, DurationType) and isinstance(two, DurationType):
        return DurationType(one.hours or two.hours)
    if isinstance(one, ListType) and isinstance(two, ListType):
        element = join(one.element, two.element)
        return None if element is None else ListType(element)
    return None


def mixing_help(one: Type, two: Type) -> str:
    """A way out for values that do not mix."""
    kinds = {type(one), type(two)}
    if kinds == {DateType, DateTimeType}:
        return "`date_of(…)` gives the day of a datetime, `start_of_day(…)` the first instant of a day"
    if kinds == {PeriodType, DurationType}:
        return "months have no fixed number of days; add each to a date and compare the dates"
    if kinds & {TextType, ChoiceType} and kinds & {NumberType, DateType, FlagType}:
        return "a text stands in quotes; a number, a date, true and false do not"
    return ""
