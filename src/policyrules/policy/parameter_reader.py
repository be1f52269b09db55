"""Reading parameters: the figures that editors revise (docs: language, parameters)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from policyrules.language.tree import LiteralValue
from policyrules.policy.model import Parameter
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
    describe,
)
from policyrules.text.document import Node, Scalar, Sequence
from policyrules.text.suggest import suggest
from policyrules.values.calendar import Duration, Period

if TYPE_CHECKING:
    from policyrules.policy.fact_reader import FactReader
    from policyrules.policy.places import Places
    from policyrules.text.source import Span

_TYPE_KEYS = {"type", "choice", "list"}


@frozen
class ParameterReader:
    """Reads the parameters of an edition."""

    places: Places
    types: FactReader

    def parameters(self, node: Node | None) -> tuple[Parameter, ...]:
        """All parameters of a mapping."""
        return tuple(self.parameter(*item) for item in self.places.named(node))

    def parameter(self, name: str, span: Span, node: Node) -> Parameter:
        """One parameter."""
        keys = self.places.entries(node)
        about = self.places.about(name, span, keys)
        if not about["provenance"] and keys:
            self.places.diagnostics.error(
                "no-source",
                span,
                f"the parameter `{name}` does not say where it comes from",
                "add `source: {clause: …}`, `assumed: why`, or `delegated: to whom`",
            )
        declared = self.types.type(node, span, name) if _TYPE_KEYS & keys.keys() else None
        value_node = keys.get("value")
        if isinstance(value_node, Scalar) and not value_node.style and value_node.value.strip() == "open":
            if declared is None:
                self.places.diagnostics.error(
                    "open-without-type",
                    value_node.span,
                    f"the open parameter `{name}` has no type",
                    "add `type: number`, or whatever it will be",
                )
            return Parameter(type=declared or AnyType(), value=None, **about)
        value = self._value(value_node, declared)
        kind = declared or type_of_literal(value)
        if value is not None and value_node is not None and declared is not None:
            self._check(name, value, declared, value_node)
        return Parameter(type=kind, value=value, **about)

    def value(self, parameter: Parameter, node: Node) -> LiteralValue | tuple[LiteralValue, ...] | None:
        """Another value for a parameter, checked by its type; None for `open`, and with an error."""
        if isinstance(node, Scalar) and not node.style and node.value.strip() == "open":
            return None
        value = self._value(node, parameter.type)
        if value is not None:
            self._check(parameter.id, value, parameter.type, node)
        return value

    def _value(self, node: Node | None, kind: Type | None) -> LiteralValue | tuple[LiteralValue, ...] | None:
        if isinstance(node, Sequence) and isinstance(kind, ListType):
            values = [self._value(item, kind.element) for item in node.items]
            return tuple(value for value in values if value is not None and not isinstance(value, tuple))
        if isinstance(node, Scalar) and (
            isinstance(kind, TextType) or (isinstance(kind, ChoiceType) and not kind.numeric)
        ):
            return self.places.text(node)
        return self.places.literal(node)

    def _check(self, name: str, value: object, kind: Type, node: Node) -> None:
        if isinstance(kind, ChoiceType) and value not in kind.options:
            near = suggest(str(value), map(str, kind.options))
            self.places.diagnostics.error(
                "unknown-choice",
                node.span,
                f"`{value}` is not one of the choices of `{name}`",
                f"did you mean `{near}`?" if near else f"the choices are {', '.join(map(str, kind.options))}",
            )
        elif not fits(value, kind):
            self.places.diagnostics.error(
                "wrong-literal", node.span, f"the parameter `{name}` must be {describe(kind)}"
            )
        elif isinstance(kind, NumberType) and isinstance(value, Decimal) and not _within(value, kind):
            self.places.diagnostics.error(
                "out-of-range", node.span, f"{value} lies outside the `min` and `max` of `{name}`"
            )


def _within(value: Decimal, kind: NumberType) -> bool:
    return (kind.min is None or value >= kind.min) and (kind.max is None or value <= kind.max)


def type_of_literal(value: LiteralValue | tuple[LiteralValue, ...] | None) -> Type:
    """The type that a written value has."""
    match value:
        case bool():
            return FlagType()
        case Decimal():
            return NumberType()
        case str():
            return TextType()
        case datetime():
            return DateTimeType()
        case date():
            return DateType()
        case Period():
            return PeriodType()
        case Duration():
            return DurationType(hours=value.seconds % 86400 != 0)
        case tuple():
            return ListType(type_of_literal(value[0]) if value else AnyType())
        case None:
            return AnyType()


def fits(value: object, kind: Type) -> bool:
    """Whether a written value is of a type; bounds and choices are not looked at."""
    match kind:
        case AnyType():
            return True
        case FlagType():
            return isinstance(value, bool)
        case NumberType():
            return isinstance(value, Decimal)
        case TextType():
            return isinstance(value, str)
        case ChoiceType():
            return isinstance(value, Decimal if kind.numeric else str)
        case DateTimeType():
            return isinstance(value, datetime)
        case DateType():
            return isinstance(value, date) and not isinstance(value, datetime)
        case PeriodType():
            return isinstance(value, Period)
        case DurationType():
            return isinstance(value, Duration)
        case ListType():
            return isinstance(value, tuple) and all(fits(item, kind.element) for item in value)
        case _:
            return False
