"""From the parser's reductions to the syntax tree; method names are those in the grammar."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from policyrules.language.fault import Fault
from policyrules.language.literals import date_value, number_value, units_value
from policyrules.language.names import check_name, normal_name
from policyrules.language.tree import (
    And,
    Arithmetic,
    Between,
    Call,
    Compare,
    ComparedWith,
    Comprehension,
    EqualTo,
    Field,
    If,
    In,
    Index,
    IsUnknown,
    Known,
    ListLiteral,
    Literal,
    Name,
    Negate,
    Node,
    Not,
    Or,
    Otherwise,
    Quantified,
    Range,
    Within,
    WithinRange,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from lark import Token

    from policyrules.text.fragment import Fragment

#: How many levels a tree may have, brackets counted.
MAX_DEPTH = 200

#: The functions that take `expression for name in list`.
COMPREHENSIONS = frozenset({"sum", "average", "minimum", "maximum", "list"})

#: The text that is being parsed; the parser itself is shared by all threads.
CURRENT: ContextVar[Fragment] = ContextVar("CURRENT")


class Piece:
    """A node with what the parser needs to know about it.

    The offsets include brackets around the node, its own span does not.
    """

    __slots__ = ("bracketed", "depth", "end_pos", "node", "start_pos")

    def __init__(self, node: Node, start_pos: int, end_pos: int, depth: int, bracketed: bool = False) -> None:
        self.node = node
        self.start_pos = start_pos
        self.end_pos = end_pos
        self.depth = depth
        self.bracketed = bracketed


#: What one rule matched, in order: tokens and pieces.
Parts = list[Any]


def too_deep(start: int, end: int) -> Fault:
    """The fault of nesting past MAX_DEPTH."""
    message = f"the expression is nested more than {MAX_DEPTH} levels deep"
    help_ = "name its parts as definitions; lists of alternatives can use `in […]`"
    return Fault("expression-too-deep", message, start, end, help_)


def _piece(parts: Parts, make: Callable[..., Node], *values: object, **spans: object) -> Piece:
    """A node over all of the parts; pieces among the values stand for their nodes."""
    start, end = parts[0].start_pos, parts[-1].end_pos
    depth = 1
    for part in parts:
        if type(part) is Piece and part.depth >= depth:
            depth = part.depth + 1
    if depth > MAX_DEPTH:
        raise too_deep(start, end)
    nodes = [value.node if type(value) is Piece else value for value in values]
    return Piece(make(*nodes, span=CURRENT.get().span(start, end), **spans), start, end, depth)


def _leaf(token: Token, make: Callable[..., Node], value: object) -> Piece:
    start, end = _ends(token)
    return Piece(make(value, span=CURRENT.get().span(start, end)), start, end, 1)


def _ends(token: Token) -> tuple[int, int]:
    # Lark leaves these out only on tokens that were made by hand.
    return token.start_pos, token.end_pos  # type: ignore[return-value]  # see above


def _identifier(token: Token) -> str:
    if token.isascii():
        return str(token)
    start, end = _ends(token)
    problem = check_name(token)
    if problem is not None:
        raise Fault("bad-name", problem, start, end)
    return normal_name(str(token))


def _token_span(token: Token) -> object:
    return CURRENT.get().span(*_ends(token))


class Builder:
    """Makes a Piece of each reduction; has no state, so that threads can share it."""

    # Leaves

    def number(self, parts: Parts) -> Piece:
        """A number."""
        return _leaf(parts[0], Literal, number_value(parts[0], parts[0].start_pos))

    def units(self, parts: Parts) -> Piece:
        """A period or a duration."""
        return _leaf(parts[0], Literal, units_value(parts[0], parts[0].start_pos))

    def date(self, parts: Parts) -> Piece:
        """A date or a datetime."""
        return _leaf(parts[0], Literal, date_value(parts[0], parts[0].start_pos))

    def text(self, parts: Parts) -> Piece:
        """A text in quotes."""
        return _leaf(parts[0], Literal, str(parts[0][1:-1]))

    def flag(self, parts: Parts) -> Piece:
        """True or false."""
        return _leaf(parts[0], Literal, parts[0] == "true")

    def name(self, parts: Parts) -> Piece:
        """A name."""
        return _leaf(parts[0], Name, _identifier(parts[0]))

    # Logic

    def if_(self, parts: Parts) -> Piece:
        """If C then A else B."""
        return _piece(parts, If, parts[1], parts[3], parts[5])

    def or_(self, parts: Parts) -> Piece:
        """Disjunction of two or more."""
        return _piece(parts, Or, tuple(part.node for part in parts[::2]))

    def and_(self, parts: Parts) -> Piece:
        """Conjunction of two or more."""
        return _piece(parts, And, tuple(part.node for part in parts[::2]))

    def not_(self, parts: Parts) -> Piece:
        """Not A."""
        return _piece(parts, Not, parts[1])

    def quantified(self, parts: Parts) -> Piece:
        """Some x in L [where C] satisfies P."""
        kind, variable, _, items, *rest = parts
        name = _identifier(variable)
        where = rest[1] if len(rest) == 4 else None
        span = _token_span(variable)
        return _piece(parts, Quantified, str(kind), name, items, where, rest[-1], variable_span=span)

    # Comparisons

    def compare(self, parts: Parts) -> Piece:
        """A = B, A < B and their like."""
        left, operator, right = parts
        return _piece(parts, Compare, str(operator), left, right)

    def in_(self, parts: Parts) -> Piece:
        """A in L, A not in L."""
        return _piece(parts, In, parts[0], parts[-1], len(parts) == 4)

    def between(self, parts: Parts) -> Piece:
        """A between B and C."""
        return _piece(parts, Between, parts[0], parts[2], parts[4])

    def known(self, parts: Parts) -> Piece:
        """A is known, A is unknown."""
        return _piece(parts, Known, parts[0], parts[2] == "unknown")

    def within(self, parts: Parts) -> Piece:
        """A within D before B, A within D after B."""
        value, _, distance, direction, anchor = parts
        return _piece(parts, Within, value, distance, str(direction), anchor)

    def range(self, parts: Parts) -> Piece:
        """[A..B), with either bracket on either side."""
        opening, low, _, high, closing = parts
        return _piece(parts, Range, low, high, opening == "[", closing == "]")

    # Values

    def otherwise(self, parts: Parts) -> Piece:
        """A otherwise B."""
        return _piece(parts, Otherwise, parts[0], parts[2])

    def arithmetic(self, parts: Parts) -> Piece:
        """A + B, A - B, A * B, A / B."""
        left, operator, right = parts
        return _piece(parts, Arithmetic, str(operator), left, right)

    def negate(self, parts: Parts) -> Piece:
        """-A."""
        return _piece(parts, Negate, parts[1])

    def field(self, parts: Parts) -> Piece:
        """A.name."""
        of, _, name = parts
        return _piece(parts, Field, of, _identifier(name), name_span=_token_span(name))

    def index(self, parts: Parts) -> Piece:
        """A[B]."""
        return _piece(parts, Index, parts[0], parts[2])

    def list(self, parts: Parts) -> Piece:
        """[A, B, …]."""
        return _piece(parts, ListLiteral, tuple(part.node for part in parts[1:-1:2]))

    def parenthesised(self, parts: Parts) -> Piece:
        """(A)."""
        opening, inner, closing = parts
        if inner.depth >= MAX_DEPTH:
            raise too_deep(opening.start_pos, closing.end_pos)
        return Piece(inner.node, opening.start_pos, closing.end_pos, inner.depth + 1, bracketed=True)

    # Functions

    def call(self, parts: Parts) -> Piece:
        """A function with its arguments; `count(x in L)` goes through a list."""
        function, arguments = parts[0], parts[2:-1:2]
        name = _identifier(function)
        if name == "count" and len(arguments) == 1 and _goes_through_list(arguments[0]):
            return _count(parts, None)
        nodes = tuple(argument.node for argument in arguments)
        return _piece(parts, Call, name, nodes, function_span=_token_span(function))

    def filtered(self, parts: Parts) -> Piece:
        """Count(x in L where C)."""
        function, _, items, where, condition, _ = parts
        if function != "count":
            help_ = (
                f"write `{function}(… for x in … where …)`"
                if function in COMPREHENSIONS
                else "`where` belongs into `count(x in … where …)`, `list(x for x in … where …)` and their like"
            )
            raise Fault("syntax", f"`where` cannot stand here in `{function}(…)`", *_ends(where), help_)
        if not _goes_through_list(items):
            message = "expected `name in list` between `count(` and `where`"
            help_ = "write `count(x in … where …)`"
            raise Fault("syntax", message, items.start_pos, items.end_pos, help_)
        return _count(parts, condition)

    def comprehension(self, parts: Parts) -> Piece:
        """Sum(E for x in L [where C]) and its like."""
        function, _, body, for_, variable, _, items, *rest = parts
        if function not in COMPREHENSIONS:
            help_ = (
                "write `count(x in … where …)`"
                if function == "count"
                else "`for` belongs into `sum`, `average`, `minimum`, `maximum` and `list`"
            )
            raise Fault("syntax", f"`{function}(…)` does not take `for`", *_ends(for_), help_)
        name = _identifier(variable)
        where = rest[1] if len(rest) == 3 else None
        span = _token_span(variable)
        return _piece(parts, Comprehension, str(function), body, name, items, where, variable_span=span)

    def elements(self, parts: Parts) -> Piece:
        """X in L [where C], as the list of these x."""
        variable, _, items, *rest = parts
        where = rest[1] if rest else None
        span = _token_span(variable)
        name = _identifier(variable)
        return _piece(
            parts, Comprehension, "list", self.name([variable]), name, items, where, variable_span=span
        )

    # Unary tests

    def equal_to(self, parts: Parts) -> Piece:
        """A value."""
        return _piece(parts, EqualTo, parts[0])

    def compared_with(self, parts: Parts) -> Piece:
        """>= A."""
        return _piece(parts, ComparedWith, str(parts[0]), parts[1])

    def within_range(self, parts: Parts) -> Piece:
        """[A..B)."""
        return _piece(parts, WithinRange, parts[0])

    def is_unknown(self, parts: Parts) -> Piece:
        """The test for unknown."""
        return _piece(parts, IsUnknown)


def _goes_through_list(piece: Piece) -> bool:
    """Whether this is `name in list`, not in brackets of its own."""
    node = piece.node
    return (
        isinstance(node, In)
        and isinstance(node.value, Name)
        and not node.negated
        and not isinstance(node.container, Range)
        and not piece.bracketed
    )


def _count(parts: Parts, where: Piece | None) -> Piece:
    # `_goes_through_list` has seen to the shape.
    node = parts[2].node
    variable = node.value
    return _piece(
        parts, Comprehension, "count", None, variable.name, node.container, where, variable_span=variable.span
    )
