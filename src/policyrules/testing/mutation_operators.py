"""Small changes of values and expressions, such as a slip of the pen would make (docs: testing, mutation)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import attrs
from attrs import evolve, frozen

from policyrules.language.literals import literal_text
from policyrules.language.printer import print_cell, print_expression
from policyrules.language.tree import (
    And,
    Between,
    Cell,
    Compare,
    ComparedWith,
    In,
    Known,
    Literal,
    Node,
    Not,
    Or,
    Quantified,
    Range,
    WithinRange,
)
from policyrules.values.calendar import SECONDS_PER_DAY, Duration, Period
from policyrules.values.interval import Comparison
from policyrules.values.numbers import decimal_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from policyrules.language.tree import LiteralValue
    from policyrules.text.source import Span

#: Comparisons that differ at one value alone, and the two that are each other's opposite.
FLIPPED: Final[dict[Comparison, Comparison]] = {
    "<": "<=",
    "<=": "<",
    ">": ">=",
    ">=": ">",
    "=": "!=",
    "!=": "=",
}
_HOUR: Final = 3600
_PERCENT: Final = Decimal("0.01")


@frozen
class Altered:
    """A part of an edition with one small change in it."""

    #: What kind of change it is, such as `number` or `comparison`.
    operator: str
    #: Where it is, from the part down: `when`, or `then.annual`; empty for the part itself.
    place: str
    span: Span
    #: What stands there, and what stands there instead; nothing where it was dropped.
    before: str
    after: str
    value: Any

    def within(self, name: str, value: Any) -> Altered:
        """The same change, of the part that has this one under a name."""
        place = f"{name}.{self.place}" if name and self.place else name or self.place
        return evolve(self, place=place, value=value)


def steps_from(value: object, *, percent: bool = False) -> Iterator[tuple[str, LiteralValue, str]]:
    """The operator, the value and its text for each step away from a value: less first, then more.

    A number goes by one unit of its last written digit, a period by a month, a duration by a day (by an
    hour where it has hours), a date by a day, an instant by a second; true becomes false.
    """
    match value:
        case bool():
            yield "flag", not value, literal_text(not value)
        case Decimal():
            unit_of_number = min(unit_of(value), _PERCENT) if percent else unit_of(value)
            for number in (value - unit_of_number, value + unit_of_number):
                yield "number", number, number_text(number, percent=percent)
        case Period(months):
            for period in (Period(count) for count in (months - 1, months + 1) if count >= 0):
                yield "period", period, literal_text(period)
        case Duration(seconds):
            unit = _HOUR if seconds % SECONDS_PER_DAY else SECONDS_PER_DAY
            for duration in (Duration(count) for count in (seconds - unit, seconds + unit) if count >= 0):
                yield "duration", duration, literal_text(duration)
        case datetime() | date():
            unit_of_time = timedelta(seconds=1) if isinstance(value, datetime) else timedelta(days=1)
            for sign in (-1, 1):
                try:
                    moved = value + sign * unit_of_time
                except OverflowError:
                    continue
                yield "date", moved, literal_text(moved)


def unit_of(number: Decimal) -> Decimal:
    """One unit of the last written digit: 0.01 of 2.50 and of 15%, 1 of 12."""
    exponent = number.as_tuple().exponent
    return Decimal((0, (1,), exponent)) if isinstance(exponent, int) else Decimal(1)


def number_text(number: Decimal, *, percent: bool) -> str:
    """The number as it is written, as a percentage where it was one."""
    return f"{decimal_text(number * 100)}%" if percent else decimal_text(number)


def altered(node: Any) -> Iterator[Altered]:
    """Every small change anywhere in an expression."""
    yield from _altered_here(node)
    for attribute in attrs.fields(type(node)):
        inner = getattr(node, attribute.name)
        if isinstance(inner, Node):
            for one in altered(inner):
                yield evolve(one, value=evolve(node, **{attribute.name: one.value}))
        elif isinstance(inner, tuple):
            for index, item in enumerate(inner):
                for one in altered(item):
                    changed = (*inner[:index], one.value, *inner[index + 1 :])
                    yield evolve(one, value=evolve(node, **{attribute.name: changed}))


def _altered_here(node: Node) -> Iterator[Altered]:
    """The small changes of a node itself."""
    match node:
        case Literal(value):
            percent = node.span.text.endswith("%")
            before = number_text(value, percent=percent) if isinstance(value, Decimal) else ""
            for operator, other, text in steps_from(value, percent=percent):
                told = before or literal_text(value)
                yield Altered(operator, "", node.span, told, text, evolve(node, value=other))
        case Compare(operator=operator):
            yield _as("comparison", node, evolve(node, operator=FLIPPED[operator]))
        case Between(value, low, high):
            for low_in, high_in in ((False, True), (True, False)):
                ends = Range(low, high, low_in, high_in, span=node.span)
                yield _as("range end", node, In(value, ends, span=node.span))
        case In(container=Range() as ends):
            for end in ("low_included", "high_included"):
                flipped: Any = evolve(ends, **{end: not getattr(ends, end)})  # type: ignore[arg-type] # one of its flags
                yield _as("range end", node, evolve(node, container=flipped))
        case And(operands) | Or(operands):
            word = "and" if isinstance(node, And) else "or"
            for index in range(len(operands)):
                rest = operands[:index] + operands[index + 1 :]
                shorter = evolve(node, operands=rest) if len(rest) > 1 else rest[0]
                yield _as(f"{word} operand", node, shorter)
        case Not(operand):
            yield _as("not", node, operand)
        case Quantified(kind=kind):
            yield _as("quantifier", node, evolve(node, kind="every" if kind == "some" else "some"))
        case Known(negated=negated):
            yield _as("comparison", node, evolve(node, negated=not negated))
    if isinstance(node, In) and node.negated:
        yield _as("not", node, evolve(node, negated=False))


def _as(operator: str, node: Any, other: Any) -> Altered:
    return Altered(operator, "", node.span, print_expression(node), print_expression(other), other)


# Cells: an end that two rows share moves in both of them, or the table would have a gap.


def altered_cells(cells: Sequence[Cell]) -> Iterator[Altered]:
    """The changes of the ends of cells that share them, as a tuple of all cells; and of each `not(…)`."""
    for end in dict.fromkeys(end for cell in cells for end in _ends(cell)):
        yield from _moved(cells, end)
        for test in (test for cell in cells for test in cell.tests):
            flipped = _flipped(test, end)
            if flipped != test:
                told = (print_cell(Cell((test,))), print_cell(Cell((flipped,))))
                others = tuple(_rebuilt(cell, partial(_flipped, end=end)) for cell in cells)
                yield Altered("range end", "", test.span, *told, others)
                break
    for index, cell in enumerate(cells):
        if cell.negated:
            plain = evolve(cell, negated=False)
            others = (*cells[:index], plain, *cells[index + 1 :])
            yield Altered("not", "", cell.span, print_cell(cell), print_cell(plain), others)


def _moved(cells: Sequence[Cell], end: Node) -> Iterator[Altered]:
    """An end that is a literal, one step away in every cell."""
    if not isinstance(end, Literal) or isinstance(end.value, bool):
        return
    percent = end.span.text.endswith("%")
    before = number_text(end.value, percent=percent) if isinstance(end.value, Decimal) else ""
    for operator, value, text in steps_from(end.value, percent=percent):

        def replaced(node: Any, value: LiteralValue = value) -> Any:
            return evolve(node, value=value) if node == end else node

        others = tuple(_rebuilt(cell, replaced) for cell in cells)
        yield Altered(operator, "", end.span, before or print_expression(end), text, others)


def _ends(cell: Cell) -> Iterator[Node]:
    """What the values of a column are compared with, each as it is written."""
    for test in cell.tests:
        match test:
            case WithinRange(ends):
                yield from (ends.low, ends.high)
            case ComparedWith(value=value):
                yield value
            case _ if isinstance(getattr(test, "value", None), Literal):
                yield test.value  # type: ignore[union-attr] # asked in the line before


def _flipped(test: Any, end: Node) -> Any:
    """A test with this end taken in where it was left out, or the other way round."""
    match test:
        case ComparedWith(operator, value) if value == end and operator not in {"=", "!="}:
            return evolve(test, operator=FLIPPED[operator])
        case WithinRange(ends):
            low = ends.low_included ^ (ends.low == end)
            high = ends.high_included ^ (ends.high == end)
            return evolve(test, range=evolve(ends, low_included=low, high_included=high))
    return test


def _rebuilt(node: Any, change: Callable[[Node], Node]) -> Any:
    """The node with a change made of everything in it, from the inside out."""
    if isinstance(node, tuple):
        return tuple(_rebuilt(item, change) for item in node)
    if not isinstance(node, Node):
        return node
    parts = {one.name: getattr(node, one.name) for one in attrs.fields(type(node)) if one.eq is not False}
    return change(evolve(node, **{name: _rebuilt(part, change) for name, part in parts.items()}))
