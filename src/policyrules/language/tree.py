"""The syntax tree of expressions. Equality is of meaning: it leaves places out."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal as OneOf

from attrs import field, frozen

from policyrules.text.source import NOWHERE, Span
from policyrules.values.calendar import Duration, Period
from policyrules.values.interval import Comparison

LiteralValue = bool | Decimal | str | date | datetime | Period | Duration


@frozen
class Node:
    """Anything written in an expression."""

    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Literal(Node):
    """A value written out: `12`, `"text"`, `true`, `2026-05-31`, `3 years`."""

    value: LiteralValue


@frozen
class ListLiteral(Node):
    """`[1, 2]`."""

    items: tuple[Expr, ...]


@frozen
class Name(Node):
    """A name: fact, parameter, definition, table, element of a list, `as_of`, or a group of results."""

    name: str


@frozen
class Field(Node):
    """`of.name`."""

    of: Expr
    name: str
    #: Where the name itself stands.
    name_span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Index(Node):
    """`of[index]`, counted from 1."""

    of: Expr
    index: Expr


@frozen
class Not(Node):
    """`not operand`."""

    operand: Expr


@frozen
class And(Node):
    """`a and b and …`: two operands or more, none of them an unparenthesised And."""

    operands: tuple[Expr, ...]


@frozen
class Or(Node):
    """`a or b or …`: two operands or more."""

    operands: tuple[Expr, ...]


@frozen
class Compare(Node):
    """`left operator right`."""

    operator: Comparison
    left: Expr
    right: Expr


@frozen
class Range(Node):
    """`[1..5)`; stands only right of `in` and in the cells of tables."""

    low: Expr
    high: Expr
    low_included: bool
    high_included: bool


@frozen
class In(Node):
    """`value in container` or `value not in container`; the container is a list or a Range."""

    value: Expr
    container: Expr | Range
    negated: bool = False


@frozen
class Between(Node):
    """`value between low and high`, both ends included."""

    value: Expr
    low: Expr
    high: Expr


@frozen
class Known(Node):
    """`operand is known`, or `is unknown` when negated."""

    operand: Expr
    negated: bool = False


@frozen
class Within(Node):
    """`value within distance before|after anchor`, both ends included."""

    value: Expr
    distance: Expr
    direction: OneOf["before", "after"]
    anchor: Expr


@frozen
class Otherwise(Node):
    """`value otherwise fallback`: the fallback unless the value is known exactly."""

    value: Expr
    fallback: Expr


@frozen
class Arithmetic(Node):
    """`left operator right`."""

    operator: OneOf["+", "-", "*", "/"]
    left: Expr
    right: Expr


@frozen
class Negate(Node):
    """`-operand`."""

    operand: Expr


@frozen
class If(Node):
    """`if condition then chosen else alternative`."""

    condition: Expr
    chosen: Expr
    alternative: Expr


@frozen
class Quantified(Node):
    """`some|every|no variable in items [where filter] satisfies body`."""

    kind: OneOf["some", "every", "no"]
    variable: str
    items: Expr
    where: Expr | None
    body: Expr
    variable_span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Comprehension(Node):
    """`kind(body for variable in items [where filter])`; `count(variable in items …)` has no body."""

    kind: OneOf["count", "sum", "average", "minimum", "maximum", "list"]
    body: Expr | None
    variable: str
    items: Expr
    where: Expr | None
    variable_span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@frozen
class Call(Node):
    """`function(arguments)`: a built-in function, or a table with named inputs."""

    function: str
    arguments: tuple[Expr, ...]
    function_span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


Expr = (
    Literal
    | ListLiteral
    | Name
    | Field
    | Index
    | Not
    | And
    | Or
    | Compare
    | In
    | Between
    | Known
    | Within
    | Otherwise
    | Arithmetic
    | Negate
    | If
    | Quantified
    | Comprehension
    | Call
)


@frozen
class EqualTo(Node):
    """A unary test: a value."""

    value: Expr


@frozen
class ComparedWith(Node):
    """A unary test: `>= 3`, or `= 3`, `!= 3`."""

    operator: Comparison
    value: Expr


@frozen
class WithinRange(Node):
    """A unary test: `[1..5)`."""

    range: Range


@frozen
class IsUnknown(Node):
    """A unary test: `unknown`."""


UnaryTest = EqualTo | ComparedWith | WithinRange | IsUnknown


@frozen
class Cell(Node):
    """The unary tests of one cell, any of which may hold; no tests at all is `-` (anything)."""

    tests: tuple[UnaryTest, ...]
    #: Whether it is written `not(…)`.
    negated: bool = False
