from datetime import date
from decimal import Decimal

import pytest

from policyrules.language.parser import ExpressionError, parse_cell, parse_literal
from policyrules.language.tree import (
    Arithmetic,
    Cell,
    ComparedWith,
    EqualTo,
    IsUnknown,
    ListLiteral,
    Literal,
    Name,
    Negate,
    Range,
    WithinRange,
)
from policyrules.text.fragment import Fragment
from policyrules.values.calendar import Duration, Period

A, B = Name("a"), Name("b")
ONE, FIVE = Literal(Decimal(1)), Literal(Decimal(5))


def cell(text, choices=None):
    return parse_cell(Fragment.of(text), choices)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-", Cell(())),
        (" - ", Cell(())),
        ("5", Cell((EqualTo(FIVE),))),
        ("-5", Cell((EqualTo(Negate(FIVE)),))),
        (">= 5", Cell((ComparedWith(">=", FIVE),))),
        ("!= a + b", Cell((ComparedWith("!=", Arithmetic("+", A, B)),))),
        ("[1..5)", Cell((WithinRange(Range(ONE, FIVE, True, False)),))),
        ("(1..5]", Cell((WithinRange(Range(ONE, FIVE, False, True)),))),
        ("(1)", Cell((EqualTo(ONE),))),
        ("1, > 5", Cell((EqualTo(ONE), ComparedWith(">", FIVE)))),
        (
            "[1, 5], [1..5]",
            Cell((EqualTo(ListLiteral((ONE, FIVE))), WithinRange(Range(ONE, FIVE, True, True)))),
        ),
        (
            "[1..5), (1..5]",
            Cell((WithinRange(Range(ONE, FIVE, True, False)), WithinRange(Range(ONE, FIVE, False, True)))),
        ),
        ("not(1, [1..5])", Cell((EqualTo(ONE), WithinRange(Range(ONE, FIVE, True, True))), negated=True)),
        ("not (unknown)", Cell((IsUnknown(),), negated=True)),
        ("unknown, 1", Cell((IsUnknown(), EqualTo(ONE)))),
        ("true", Cell((EqualTo(Literal(True)),))),
        ("'a, b', \"c\"", Cell((EqualTo(Literal("a, b")), EqualTo(Literal("c"))))),
    ],
)
def test_a_cell_holds_unary_tests(text, expected):
    assert cell(text) == expected


def texts(*values, negated=False):
    return Cell(tuple(EqualTo(Literal(value)) for value in values), negated)


OPTIONS = ["urban", "on hold", "semi-rural", "it's (mixed)", "unknown", "true", "a, b"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("urban", texts("urban")),
        ("urban , on hold,semi-rural", texts("urban", "on hold", "semi-rural")),
        ("it's (mixed), urban", texts("it's (mixed)", "urban")),
        ("not(urban, it's (mixed))", texts("urban", "it's (mixed)", negated=True)),
        ("true", texts("true")),
        ("'urban', \"a, b\"", texts("urban", "a, b")),
        ("unknown", Cell((IsUnknown(),))),
        ('"unknown"', texts("unknown")),
        ("-", Cell(())),
    ],
)
def test_a_bare_word_in_a_choice_column_is_that_choice(text, expected):
    assert cell(text, OPTIONS) == expected


def test_a_name_that_is_no_option_stays_a_name():
    assert cell("suburban", OPTIONS) == Cell((EqualTo(Name("suburban")),))


@pytest.mark.parametrize(
    ("text", "start", "message"),
    [
        ("", 0, "the cell is empty"),
        ("1,,2", 2, "expected a value or a test here"),
        ("1,", 2, "expected a value or a test here"),
        ("not()", 4, "expected a value or a test here"),
        ("-, 1", 0, "`-` stands alone in its cell"),
        ("not(1), 2", 0, "`not(…)` has to be the whole cell"),
        ("1, = ", 4, "expected a value, found the end"),
        ("1, 2 3", 5, "expected an operator or the end, found `3`"),
        ("a and b", 2, "a cell has no `and`"),
    ],
)
def test_faults_of_cells_are_placed_in_the_whole_cell(text, start, message):
    with pytest.raises(ExpressionError) as caught:
        cell(text)
    assert caught.value.diagnostic.message == message
    assert caught.value.diagnostic.span.start == start


def test_the_choices_are_named_where_a_piece_is_none_of_them():
    with pytest.raises(ExpressionError) as caught:
        cell("on holds", ["urban", "on hold"])
    assert caught.value.diagnostic.help == "the choices are `urban`, `on hold`"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", Decimal(12)),
        ("-0.5", Decimal("-0.5")),
        ("95%", Decimal("0.95")),
        ("3 years", Period(36)),
        ("-6 months", Period(-6)),
        ("10 days", Duration(Decimal(864_000))),
        ("2026-05-31", date(2026, 5, 31)),
        ("true", True),
        ("'urban'", "urban"),
        ("[1, -2]", (Decimal(1), Decimal(-2))),
        ("[]", ()),
        ("-1234567890123456789012345678901234", Decimal(-1234567890123456789012345678901234)),
    ],
)
def test_a_parameter_is_a_literal_or_a_list_of_them(text, value):
    parsed = parse_literal(Fragment.of(text))
    assert parsed == value
    assert type(parsed) is type(value)


@pytest.mark.parametrize(
    "text", ["1 + 2", "f(1)", "-'a'", "-2026-05-31", "- -1", "-true", "[[1]]", "a.b", "[a]"]
)
def test_a_parameter_is_no_expression(text):
    with pytest.raises(ExpressionError):
        parse_literal(Fragment.of(text))


def test_a_bare_word_as_a_parameter_is_told_about_quotes():
    with pytest.raises(ExpressionError) as caught:
        parse_literal(Fragment.of("urban"))
    assert caught.value.diagnostic.message == "`urban` is not a literal"
    assert caught.value.diagnostic.help == 'a text stands in quotes: `"urban"`'
