"""Comparing values: what may be compared with what, and which choices there are."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from policyrules.inference.agreement import agree, is_number, mixing_help
from policyrules.language.tree import Literal
from policyrules.policy.types import (
    AnyType,
    ChoiceType,
    DateTimeType,
    DateType,
    DecisionType,
    DurationType,
    ListType,
    NumberType,
    PeriodType,
    RecordType,
    ResultsType,
    Type,
    describe,
)
from policyrules.text.suggest import suggest

if TYPE_CHECKING:
    from policyrules.inference.findings import Typed
    from policyrules.inference.infer import Inference
    from policyrules.language.tree import Cell, Expr
    from policyrules.text.source import Span

_ORDERED = (NumberType, DateType, DateTimeType, PeriodType, DurationType)


def comparable(
    inference: Inference,
    operator: str,
    node: Expr | Cell,
    left: tuple[Expr | None, Typed],
    right: tuple[Expr | None, Typed],
) -> None:
    """Report values that do not compare, and choices that are not there."""
    one, two = left[1].type, right[1].type
    if isinstance(one, AnyType) or isinstance(two, AnyType):
        return
    for kind in (one, two):
        if isinstance(kind, ListType | RecordType | DecisionType | ResultsType):
            inference.error("mixed-types", node.span, f"{describe(kind)} cannot be compared")
            return
    if not agree(one, two):
        inference.error(
            "mixed-types",
            node.span,
            f"{describe(one)} is compared with {describe(two)}",
            mixing_help(one, two),
        )
    elif operator not in {"=", "!="} and not (is_number(one) or isinstance(one, _ORDERED)):
        inference.error(
            "no-order",
            node.span,
            f"{describe(one)} has no order",
            "compare with = or !=, or list the possibilities with `in […]`",
        )
    elif operator in {"=", "!="}:
        _choices(inference, one, right[0], two)
        _choices(inference, two, left[0], AnyType() if isinstance(one, ChoiceType) else one)


def _choices(inference: Inference, choice: Type, other: Expr | None, kind: Type) -> None:
    """Report a literal that is not among the choices, and choices with nothing in common."""
    if not isinstance(choice, ChoiceType):
        return
    if isinstance(other, Literal) and isinstance(other.value, str | Decimal):
        option(inference, choice, other.value, other.span)
    elif isinstance(kind, ChoiceType) and other is not None and not set(choice.options) & set(kind.options):
        inference.error(
            "no-common-choice", other.span, "these two have no choice in common, so they are never equal"
        )


def option(inference: Inference, choice: ChoiceType, value: str | Decimal, span: Span) -> None:
    """Report a value that is not among the settled choices."""
    if value in choice.unsettled:
        inference.error(
            "unsettled-choice",
            span,
            f"`{value}` leaves the fact unknown, so nothing equals it",
            "take it out of `unsettled`, or ask whether the fact is known",
        )
    elif value not in choice.options:
        near = suggest(str(value), map(str, choice.options))
        help_text = (
            f"did you mean `{near}`?" if near else f"the choices are {', '.join(map(str, choice.options))}"
        )
        inference.error("unknown-choice", span, f"`{value}` is not one of the choices", help_text)


def is_no_choice(inference: Inference, name: str, kind: Type, span: Span) -> bool:
    """Whether a bare word in a cell names nothing and is not among the choices, which is reported."""
    scope = inference.scope
    if not isinstance(kind, ChoiceType) or name in scope.names or scope.incomplete:
        return False
    option(inference, kind, name, span)
    return True
