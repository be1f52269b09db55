"""From syntax tree to text: canonical spacing, and brackets only where they are needed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, assert_never

from policyrules.language.literals import literal_text
from policyrules.language.tree import (
    And,
    Arithmetic,
    Between,
    Call,
    Cell,
    Compare,
    ComparedWith,
    Comprehension,
    EqualTo,
    Expr,
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
    Not,
    Or,
    Otherwise,
    Quantified,
    Range,
    UnaryTest,
    Within,
    WithinRange,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

# How tightly each kind binds, loosest first.
_ANYTHING, _OR, _AND, _NOT, _COMPARISON, _WITHIN, _OTHERWISE, _SUM, _PRODUCT, _UNARY, _POSTFIX = range(11)

#: What the sides of a comparison, the list of `x in list` and the values of cells are printed at.
_OPERAND = _WITHIN


def print_expression(expr: Expr) -> str:
    """The expression as text, which parses to an equal tree.

    Raises ValueError for literals that cannot be written, which the parser never makes.
    """
    return _text(expr, _ANYTHING, last=True)


def print_cell(cell: Cell, choices: Sequence[str] | None = None) -> str:
    """The cell as text, which parses to an equal cell with the same options of a choice column.

    With the options, they are printed bare.
    """
    if not cell.tests:
        return "-"
    text = ", ".join(_test(test, choices or ()) for test in cell.tests)
    return f"not({text})" if cell.negated else text


def _test(test: UnaryTest, choices: Sequence[str]) -> str:
    match test:
        case EqualTo(Literal(str() as text)) if text in choices and _bare(text):
            return text
        case EqualTo(value):
            return _not_an_option(_text(value, _OPERAND, last=False), choices)
        case ComparedWith(operator, value):
            return f"{operator} {_not_an_option(_text(value, _OPERAND, last=False), choices)}"
        case WithinRange(range_):
            return _range(range_)
        case IsUnknown():
            return "unknown"
        case _:
            assert_never(test)


def _bare(text: str) -> bool:
    """Whether an option can be written without quotes."""
    return text not in {"-", "unknown", ""} and "," not in text and text == text.strip(" \t\r\n")


def _not_an_option(text: str, choices: Sequence[str]) -> str:
    # `any` is refused where it stands alone, since it is taken for `-`.
    return f"({text})" if text in choices or text.lower() == "any" else text


def _text(expr: Expr, level: int, *, last: bool) -> str:
    """The text of an operand at a level.

    `last` says that nothing follows which a body that reaches to the right would take in.
    """
    own = _LEVELS[type(expr)]
    if isinstance(expr, Arithmetic) and expr.operator in "*/":
        own = _PRODUCT
    if own < level or (isinstance(expr, Quantified) and not last):
        return f"({_print(expr, last=True)})"
    return _print(expr, last=last)


def _print(expr: Expr, *, last: bool) -> str:
    match expr:
        case Literal(value):
            return literal_text(value)
        case Name(name):
            return name
        case ListLiteral(items):
            return f"[{_listed(items)}]"
        case Call(function, arguments):
            return f"{function}({_arguments(function, arguments)})"
        case Field(Literal(Decimal()) as number, name):
            # A point after digits would belong to them.
            return f"({_print(number, last=True)}).{name}"
        case Field(of, name):
            return f"{_text(of, _POSTFIX, last=False)}.{name}"
        case Index(of, index):
            return f"{_text(of, _POSTFIX, last=False)}[{print_expression(index)}]"
        case Comprehension() | Quantified():
            return _over_list(expr)
        case If(condition, chosen, alternative):
            parts = (print_expression(part) for part in (condition, chosen, alternative))
            return "if {} then {} else {}".format(*parts)
        case Or(operands):
            return _joined(" or ", operands, _AND, last=last)
        case And(operands):
            return _joined(" and ", operands, _NOT, last=last)
        case Not(operand):
            return f"not {_text(operand, _NOT, last=last)}"
        case Arithmetic() | Otherwise() | Negate():
            return _calculation(expr)
        case Compare() | In() | Between() | Known() | Within():
            return _comparison(expr)
        case _:
            assert_never(expr)


def _listed(items: Sequence[Expr]) -> str:
    return ", ".join(print_expression(item) for item in items)


def _arguments(function: str, arguments: tuple[Expr, ...]) -> str:
    text = _listed(arguments)
    match function, arguments:
        case "count", (In(Name(), container, False),) if not isinstance(container, Range):
            # Without brackets this would go through the list.
            return f"({text})"
        case _:
            return text


def _joined(word: str, operands: tuple[Expr, ...], level: int, *, last: bool) -> str:
    *before, final = operands
    texts = [_text(operand, level, last=False) for operand in before]
    return word.join([*texts, _text(final, level, last=last)])


def _over_list(expr: Comprehension | Quantified) -> str:
    where = "" if expr.where is None else f" where {print_expression(expr.where)}"
    members = f"{expr.variable} in {_text(expr.items, _OPERAND, last=False)}{where}"
    if isinstance(expr, Quantified):
        return f"{expr.kind} {members} satisfies {print_expression(expr.body)}"
    if expr.body is None:
        return f"{expr.kind}({members})"
    return f"{expr.kind}({print_expression(expr.body)} for {members})"


def _calculation(expr: Arithmetic | Otherwise | Negate) -> str:
    match expr:
        case Arithmetic(operator, left, right):
            level = _SUM if operator in "+-" else _PRODUCT
            return f"{_text(left, level, last=False)} {operator} {_text(right, level + 1, last=False)}"
        case Otherwise(value, fallback):
            return f"{_text(value, _OTHERWISE, last=False)} otherwise {_text(fallback, _SUM, last=False)}"
        case Negate(operand):
            return f"-{_text(operand, _UNARY, last=False)}"
        case _:
            assert_never(expr)


def _comparison(expr: Compare | In | Between | Known | Within) -> str:
    match expr:
        case Compare(operator, left, right):
            return f"{_operand(left)} {operator} {_operand(right)}"
        case In(value, container, negated):
            word = "not in" if negated else "in"
            return f"{_operand(value)} {word} {_operand(container)}"
        case Between(value, low, high):
            return f"{_operand(value)} between {_operand(low)} and {_operand(high)}"
        case Known(operand, negated):
            return f"{_operand(operand)} is {'unknown' if negated else 'known'}"
        case Within(value, distance, direction, anchor):
            first, second, third = (_text(part, _OTHERWISE, last=False) for part in (value, distance, anchor))
            return f"{first} within {second} {direction} {third}"
        case _:
            assert_never(expr)


def _operand(expr: Expr | Range) -> str:
    return _range(expr) if isinstance(expr, Range) else _text(expr, _OPERAND, last=False)


def _range(range_: Range) -> str:
    opening = "[" if range_.low_included else "("
    closing = "]" if range_.high_included else ")"
    return f"{opening}{print_expression(range_.low)}..{print_expression(range_.high)}{closing}"


_LEVELS: dict[type[Expr], int] = {
    If: _ANYTHING,
    Or: _OR,
    And: _AND,
    Not: _NOT,
    Quantified: _NOT,
    Compare: _COMPARISON,
    In: _COMPARISON,
    Between: _COMPARISON,
    Known: _COMPARISON,
    Within: _WITHIN,
    Otherwise: _OTHERWISE,
    Arithmetic: _SUM,
    Negate: _UNARY,
    Literal: _POSTFIX,
    ListLiteral: _POSTFIX,
    Name: _POSTFIX,
    Field: _POSTFIX,
    Index: _POSTFIX,
    Comprehension: _POSTFIX,
    Call: _POSTFIX,
}
