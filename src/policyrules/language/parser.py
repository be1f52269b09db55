"""From text to syntax tree (docs: language, expressions)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from policyrules.grammar_files import grammar_text
from policyrules.language.build import CURRENT, Builder, Piece
from policyrules.language.cell_hints import empty_cell, misread_piece, refused_piece
from policyrules.language.cells import cell_pieces
from policyrules.language.element_hints import misread_elements, refused_elements
from policyrules.language.fault import ExpressionError, Fault
from policyrules.language.tree import (
    Cell,
    Comprehension,
    EqualTo,
    Expr,
    ListLiteral,
    Literal,
    LiteralValue,
    Name,
    Negate,
    Node,
    UnaryTest,
)
from policyrules.text.diagnostic import Diagnostic
from policyrules.values.calendar import Duration, Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lark import Lark

    from policyrules.text.fragment import Fragment

__all__ = [
    "MAX_LENGTH",
    "ExpressionError",
    "parse_cell",
    "parse_elements",
    "parse_expression",
    "parse_literal",
]

#: How many characters an expression may have.
MAX_LENGTH = 100_000

_SURROGATE = re.compile("[\ud800-\udfff]")

_building = Lock()


@cache
def _parser() -> Lark:
    # Lark takes longer to import than everything else here together.
    from lark import Lark  # noqa: PLC0415 - see above

    return Lark(
        grammar_text("expression.lark"),
        parser="lalr",
        lexer="contextual",
        start=["expression", "elements", "test"],
        maybe_placeholders=False,
        transformer=Builder(),
    )


def _parse(fragment: Fragment, start: int, end: int, rule: str) -> Node:
    """The node of one stretch of the fragment's text. Raises Fault."""
    from lark import TextSlice, UnexpectedInput  # noqa: PLC0415 - see _parser

    with _building:
        parser = _parser()
    outer = CURRENT.set(fragment)
    try:
        piece: object = parser.parse(TextSlice(fragment.text, start, end), start=rule)
    except UnexpectedInput as error:
        from policyrules.language.expectation import explain  # noqa: PLC0415 - only for faults

        raise explain(error, fragment.text, end) from None
    finally:
        CURRENT.reset(outer)
    assert isinstance(piece, Piece)  # noqa: S101 - every rule of the grammar makes one
    return piece.node


def _check_length(fragment: Fragment) -> None:
    if len(fragment.text) > MAX_LENGTH:
        message = f"the expression has more than {MAX_LENGTH:_} characters"
        raise Fault("expression-too-long", message, MAX_LENGTH, MAX_LENGTH + 1)
    if not fragment.text.strip(" \t\r\n"):
        raise Fault("syntax", "the expression is empty", 0, len(fragment.text))
    surrogate = _SURROGATE.search(fragment.text)
    if surrogate is not None:
        # Half a character cannot be written to any file.
        message = f"half a character (U+{ord(surrogate[0]):04X}) stands here"
        raise Fault("syntax", message, surrogate.start(), surrogate.end(), "delete it")


def parse_expression(fragment: Fragment) -> Expr:
    """The tree of an expression. Raises ExpressionError."""
    try:
        _check_length(fragment)
        return _parse(fragment, 0, len(fragment.text), "expression")  # type: ignore[return-value]  # what the rule makes
    except Fault as fault:
        raise fault.located(fragment) from None


def parse_elements(fragment: Fragment) -> Comprehension:
    """The list that `name in list [where condition]` goes through. Raises ExpressionError."""
    try:
        _check_length(fragment)
        misread = misread_elements(fragment.text)
        if misread is not None:
            raise misread
        return _parse(fragment, 0, len(fragment.text), "elements")  # type: ignore[return-value]  # what the rule makes
    except Fault as fault:
        raise refused_elements(fragment.text, fault).located(fragment) from None


def parse_cell(fragment: Fragment, choices: Sequence[str] | None = None) -> Cell:
    """The unary tests of a table's cell.

    With the options of a choice column, a piece between commas that is exactly an option is that
    option as a text. Raises ExpressionError.
    """
    try:
        if not fragment.text.strip(" \t\r\n"):
            raise empty_cell(len(fragment.text))
        _check_length(fragment)
        negated, pieces = cell_pieces(fragment.text, choices or ())
        tests = tuple(_test(fragment, start, end, choices or ()) for start, end in pieces)
    except Fault as fault:
        raise fault.located(fragment) from None
    return Cell(tests, negated, span=fragment.span(0, len(fragment.text)))


def _test(fragment: Fragment, start: int, end: int, choices: Sequence[str]) -> UnaryTest:
    text = fragment.text[start:end]
    span = fragment.span(start, end)
    if text in choices and text != "unknown":
        return EqualTo(Literal(text, span=span), span=span)
    if text == "-":
        raise Fault("syntax", "`-` stands alone in its cell", start, end, "it holds for everything")
    misread = misread_piece(fragment.text, start, end, choices)
    if misread is not None:
        raise misread
    try:
        return _parse(fragment, start, end, "test")  # type: ignore[return-value]  # what the rule makes
    except Fault as fault:
        raise refused_piece(fragment.text, start, end, choices, fault) from None


def parse_literal(fragment: Fragment) -> LiteralValue | tuple[LiteralValue, ...]:
    """The value of a literal: a number (with a sign, if any), date, text, …, or a list of them.

    Raises ExpressionError.
    """
    try:
        _check_length(fragment)
        node = _parse(fragment, 0, len(fragment.text), "expression")
        if isinstance(node, ListLiteral):
            return tuple(_literal(item) for item in node.items)
        return _literal(node)
    except Fault as fault:
        raise fault.located(fragment) from None


def _literal(node: Node) -> LiteralValue:
    match node:
        case Literal(value):
            return value
        case Negate(Literal(Decimal() as number)):
            # 0 - x would round to the precision of the caller's context.
            return number.copy_negate() if number else number
        case Negate(Literal(Period(months))):
            return Period(-months)
        case Negate(Literal(Duration(seconds))):
            return Duration(seconds.copy_negate())
        case Name(name):
            message, help_ = f"`{name}` is not a literal", f'a text stands in quotes: `"{name}"`'
        case _:
            message, help_ = "expected a literal, found an expression", "name it as a definition instead"
    raise ExpressionError(Diagnostic("syntax", message, node.span, help_))
