"""The types that `+ - * /` take and give (docs: language, expressions)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyrules.inference.comparing import comparable
from policyrules.policy.types import (
    AnyType,
    ChoiceType,
    DateTimeType,
    DateType,
    DurationType,
    NumberType,
    PeriodType,
    Type,
    describe,
)

if TYPE_CHECKING:
    from policyrules.inference.findings import Typed
    from policyrules.inference.infer import Inference
    from policyrules.language.tree import Arithmetic, Negate, Within

_VERBS = {"+": "added to", "-": "subtracted from", "*": "multiplied by", "/": "divided by"}


def arithmetic_type(inference: Inference, node: Arithmetic, left: Type, right: Type) -> Type:
    """The type of `left operator right`; operands that do not mix are reported."""
    left, right = _plain(left), _plain(right)
    if isinstance(left, AnyType) or isinstance(right, AnyType):
        return _guess(node.operator, left, right)
    result = _result(node.operator, left, right)
    if result is not None:
        if isinstance(result, DateType) and any(
            isinstance(one, DurationType) and one.hours for one in (left, right)
        ):
            inference.error(
                "part-of-day",
                node.span,
                "hours cannot be added to a date, which has no time of day",
                "declare the fact as a datetime, or count in days",
            )
        return result
    first, second = (right, left) if node.operator == "-" else (left, right)
    halves = node.operator == "/" and isinstance(left, PeriodType | DurationType)
    inference.error(
        "mixed-types",
        node.span,
        f"{describe(first)} cannot be {_VERBS[node.operator]} {describe(second)}",
        "multiply it: half of it is `0.5 * …`" if halves else "",
    )
    return AnyType()


def _plain(kind: Type) -> Type:
    if isinstance(kind, NumberType) or (isinstance(kind, ChoiceType) and kind.numeric):
        return NumberType()
    return kind


def _result(operator: str, left: Type, right: Type) -> Type | None:
    match operator, left, right:
        case _, NumberType(), NumberType():
            return NumberType()
        case "+", (DateType() | DateTimeType()), (PeriodType() | DurationType()):
            return left
        case "+", (PeriodType() | DurationType()), (DateType() | DateTimeType()):
            return right
        case "-", (DateType() | DateTimeType()), (PeriodType() | DurationType()):
            return left
        case "-", (DateType() | DateTimeType()), (DateType() | DateTimeType()) if type(left) is type(right):
            return DurationType(hours=isinstance(left, DateTimeType))
        case (("+" | "-"), PeriodType(), PeriodType()):
            return left
        case (("+" | "-"), DurationType(), DurationType()):
            return DurationType(left.hours or right.hours)
        case "*", NumberType(), (PeriodType() | DurationType()):
            return right
        case "*", (PeriodType() | DurationType()), NumberType():
            return left
        case _:
            return None


def _guess(operator: str, left: Type, right: Type) -> Type:
    """With one operand of no known type: the result that only one type of it could give."""
    known = right if isinstance(left, AnyType) else left
    if operator == "/":
        return NumberType()
    if operator in "+-" and isinstance(known, NumberType):
        return known
    return AnyType()


def negated_type(inference: Inference, node: Negate, kind: Type) -> Type:
    """The type of `-operand`."""
    kind = _plain(kind)
    if isinstance(kind, AnyType | NumberType | PeriodType | DurationType):
        return kind
    inference.error("mixed-types", node.span, f"{describe(kind)} has no negative")
    return AnyType()


def check_within(inference: Inference, node: Within, value: Typed, distance: Typed, anchor: Typed) -> None:
    """Report the parts of `value within distance before|after anchor` that do not fit."""
    if not isinstance(distance.type, PeriodType | DurationType | AnyType):
        inference.error(
            "wrong-type",
            node.distance.span,
            f"the distance must be a period or a duration, but it is {describe(distance.type)}",
            "such as `3 years` or `10 days`",
        )
    for part, typed in ((node.value, value), (node.anchor, anchor)):
        if not isinstance(typed.type, DateType | DateTimeType | AnyType):
            inference.error("wrong-type", part.span, f"this must be a date, but it is {describe(typed.type)}")
            return
    comparable(inference, "<=", node, (node.value, value), (node.anchor, anchor))
    if isinstance(distance.type, DurationType) and distance.type.hours and isinstance(anchor.type, DateType):
        inference.error(
            "part-of-day",
            node.distance.span,
            "hours cannot be counted from a date, which has no time of day",
            "declare the fact as a datetime, or count in days",
        )
