"""How readable editions put the parts of a policy: names, expressions, values, types, sources."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from attrs import frozen

from policyrules.explanation.phrases import citation, units
from policyrules.explanation.show_wording import tell
from policyrules.language.literals import literal_text
from policyrules.language.printer import print_cell, print_expression
from policyrules.language.tree import Cell
from policyrules.policy.model import Item, Parameter
from policyrules.policy.types import (
    AnyType,
    ChoiceType,
    DateTimeType,
    DateType,
    DecisionType,
    DurationType,
    FlagType,
    ListType,
    NumberType,
    PeriodType,
    RecordType,
    TextType,
    Type,
)
from policyrules.rendering.blocks import Code, Line, Table, Terms, joined, pieces
from policyrules.values.calendar import Duration, Period, duration_words, period_words
from policyrules.values.numbers import CARRY, decimal_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from policyrules.language.tree import Expr, LiteralValue
    from policyrules.policy.model import Edition, Provenance
    from policyrules.policy.words import Words
    from policyrules.text.source import Span

_One = TypeVar("_One", bound=Item)

_NAMED_TYPES: dict[type[Type], str] = {
    AnyType: "type_any",
    FlagType: "type_flag",
    TextType: "type_text",
    DateType: "type_date",
    DateTimeType: "type_datetime",
    PeriodType: "type_period",
    DurationType: "type_duration",
    RecordType: "type_record",
}


@frozen
class Phrasing:
    """Puts the parts of an edition in a language."""

    edition: Edition
    language: str

    def say(self, key: str, **values: object) -> str:
        """Fixed words."""
        return tell(self.language, key, **values)

    def expression(self, expr: Expr | Cell | None, before: str = "") -> Line:
        """An expression or cell, after the words that lead to it; nothing for None.

        The one place where expressions become something to read: they are shown as written.
        """
        if expr is None:
            return ""
        shown = print_cell(expr) if isinstance(expr, Cell) else print_expression(expr)
        return (before, Code(shown)) if before else Code(shown)

    def outputs(self, then: Expr | tuple[tuple[str, Expr], ...]) -> Line:
        """What a row gives: one expression, or several by name."""
        if not isinstance(then, tuple):
            return self.expression(then)
        named: tuple[Line, ...] = tuple(
            (f"{name}: ", *pieces(self.expression(value))) for name, value in then
        )
        return joined(named, self.say("semicolon"))

    def name(self, item: Item) -> Line:
        """The label of an item and its name."""
        return self.labelled(item.id, item.label)

    def labelled(self, name: str, label: Words) -> Line:
        """A name with its label, where it has one in any language."""
        words = label.tell(self.language)
        if words in {"", name}:
            return Code(name)
        return (words, self.say("bracket"), Code(name), self.say("bracket_end"))

    def source(self, provenance: Provenance) -> str:
        """Where something comes from."""
        return citation(self.language, provenance)

    def changed(self, span: Span) -> str:
        """The edition that last changed what stands there, where the edition is amended."""
        return self.edition.edition_of(span) if self.edition.amended else ""

    def about(self, item: Item, *further: tuple[str, Line]) -> Terms:
        """What is said of an item: `further` (keys of words, with lines), then what every item has."""
        common = (
            ("because", item.because.tell(self.language)),
            ("note", item.note),
            ("source", self.source(item.provenance)),
            ("changed", self.changed(item.span)),
        )
        return self.terms(*further, *common)

    def terms(self, *said: tuple[str, Line]) -> Terms:
        """Terms by the keys of their words; those of which nothing is said are left out."""
        return Terms(tuple((self.say(key), line) for key, line in said if pieces(line)))

    def table(
        self,
        items: Iterable[_One],
        heads: Sequence[str],
        cells: Callable[[_One], Sequence[Line]],
        first: str = "name",
    ) -> Table:
        """A table of items: name, the cells of each, and what every item has."""
        head = (self.say(first), *heads, *map(self.say, ("because", "note", "source", "changed")))
        rows = tuple(
            (
                self.name(item),
                *cells(item),
                item.because.tell(self.language),
                item.note,
                self.source(item.provenance),
                self.changed(item.span),
            )
            for item in items
        )
        return Table(head, rows)

    def value(self, parameter: Parameter) -> Line:
        """The value of a parameter, in its unit; a choice with its label."""
        if parameter.value is None:
            return self.say("not_set")
        if isinstance(parameter.value, tuple):
            return joined(
                tuple(self._one_value(one, parameter.type) for one in parameter.value), self.say("comma")
            )
        return self._one_value(parameter.value, parameter.type)

    def _one_value(self, value: LiteralValue, kind: Type) -> Line:
        kind = kind.element if isinstance(kind, ListType) else kind
        match value, kind:
            case (str() | Decimal(), ChoiceType()):
                label = kind.label(value, self.language)
                shown = Code(literal_text(value))
                return (f"{label} ", shown) if label else shown
            case Decimal(), NumberType():
                return self._number(value, kind)
            case Period(), _:
                return units(self.language, period_words(value))
            case Duration(), _:
                return units(self.language, duration_words(value))
            case bool(), _:
                return self.say("true" if value else "false")
            case _:
                return Code(literal_text(value))

    def _number(self, value: Decimal, kind: NumberType) -> str:
        if kind.percent:
            return f"{decimal_text(CARRY.multiply(value, Decimal(100)))}%"
        return f"{decimal_text(value)} {kind.unit}".rstrip()

    def type(self, kind: Type) -> Line:
        """A type with its limits."""
        match kind:
            case NumberType():
                return self._number_type(kind)
            case ChoiceType():
                return self._choice_type(kind)
            case ListType(element, size):
                listed = (self.say("type_list"), *pieces(self.type(element)))
                return joined((listed, self.expression(size, self.say("size"))), self.say("comma"))
            case DecisionType(policy):
                return self.say("type_decision", policy=policy)
            case _:
                return self.say(_NAMED_TYPES.get(type(kind), "type_results"))

    def _number_type(self, kind: NumberType) -> str:
        words = self.say("type_percent" if kind.percent else "type_number")
        if kind.unit:
            words = self.say("unit", type=words, unit=kind.unit)
        plain = NumberType(percent=kind.percent)
        low, high = (None if end is None else self._number(end, plain) for end in (kind.min, kind.max))
        if low is None and high is None:
            return words
        if low is None or high is None:
            limits = self.say("at_most", high=high) if low is None else self.say("at_least", low=low)
        else:
            limits = self.say("range", low=low, high=high)
        return self.say("limited", type=words, limits=limits)

    def _choice_type(self, kind: ChoiceType) -> str:
        options = []
        for option in kind.options:
            text = decimal_text(option) if isinstance(option, Decimal) else option
            label = kind.label(option, self.language)
            shown = self.say("named", label=label, id=text) if label not in {"", text} else text
            options.append(self.say("unsettled", option=shown) if option in kind.unsettled else shown)
        return self.say("type_choice") + self.say("comma").join(options)
