"""What editors write in cells by mistake, and the way out that they are told."""

import pytest
from hypothesis import given

from policyrules.language.parser import ExpressionError, parse_cell
from policyrules.language.printer import print_cell
from policyrules.language.tree import Cell, ComparedWith, EqualTo, Name
from policyrules.text.fragment import Fragment
from strategies.trees import COMPARISONS

REGIONS = ["north", "south", "on hold"]


def told(text, choices=None):
    with pytest.raises(ExpressionError) as caught:
        parse_cell(Fragment.of(text), choices)
    found = caught.value.diagnostic
    return found.code, found.message, found.span.text, found.help


@pytest.mark.parametrize(
    ("text", "message", "underlined", "way_out"),
    [
        ("10..50", "a range in a cell stands in brackets", "10..50", "write `[10..50]`"),
        ("60, 10 .. 50", "a range in a cell stands in brackets", "10 .. 50", "write `[10..50]`"),
        ("10..", "a range in a cell stands in brackets", "10..", "write `>= 10`"),
        ("..50", "a range in a cell stands in brackets", "..50", "write `<= 50`"),
        ("1 to 5", "a range in a cell stands in brackets", "1 to 5", "write `[1..5]`"),
        ("10-50", "`10-50` is a subtraction, not a range", "10-50", "write the range `[10..50]`"),
        ("80-100", "`80-100` is a subtraction, not a range", "80-100", "write the range `[80..100]`"),
        ("1.5-2.5", "`1.5-2.5` is a subtraction, not a range", "1.5-2.5", "write the range `[1.5..2.5]`"),
        ("10-50%", "`10-50%` is a subtraction, not a range", "10-50%", "write the range `[10%..50%]`"),
        ("10 – 50", "`10 – 50` is a subtraction, not a range", "10 – 50", "write the range `[10..50]`"),
        ("50-10", "`50-10` is a subtraction, not a range", "50-10", "to subtract, put spaces around `-`"),
        ("[10,50)", "`[10,50)` is not a range", "[10,50)", "write `..` between the ends: `[10..50)`"),
        ("(10, 50)", "`(10, 50)` is not a range", "(10, 50)", "write `..` between the ends: `(10..50)`"),
        ("[10-50)", "`[10-50)` is not a range", "[10-50)", "write `..` between the ends: `[10..50)`"),
        (">= 10 and < 50", "a cell has no `and`", "and", "write the range `[10..50)`"),
        ("<=50 and >10", "a cell has no `and`", "and", "write the range `(10..50]`"),
        (
            ">= 10 and > 50",
            "a cell has no `and`",
            "and",
            "a cell is one range, or alternatives with commas between them",
        ),
        ("< 10 or > 50", "a cell has no `or`", "or", "a comma means “or”: `< 10, > 50`"),
        ("1 or 2 or 3", "a cell has no `or`", "or", "a comma means “or”: `1, 2, 3`"),
        ("visits >= 10", "a cell is compared with its column", "visits >= 10", "leave the name out: `>= 10`"),
        ("a.b != 3", "a cell is compared with its column", "a.b != 3", "leave the name out: `!= 3`"),
        ("visits = 3", "a cell is compared with its column", "visits = 3", "leave the name out: `3`"),
        (
            "v >= 10 and v < 50",
            "a cell is compared with its column",
            "v >= 10 and v < 50",
            "leave the name out: `[10..50)`",
        ),
        ("v in [1..5)", "a cell is compared with its column", "v in [1..5)", "leave the name out: `[1..5)`"),
        (
            "v between 1 and 5",
            "a cell is compared with its column",
            "v between 1 and 5",
            "leave the name out: `[1..5]`",
        ),
        (
            "v is unknown",
            "a cell is compared with its column",
            "v is unknown",
            "leave the name out: `unknown`",
        ),
        ("not 5", "`not` in a cell takes brackets", "not 5", "write `not(5)`"),
        ("not >= 3", "`not` in a cell takes brackets", "not >= 3", "write `not(>= 3)`"),
        ("not 1, 2", "`not` in a cell takes brackets", "not 1", "write `not(1, 2)`"),
        ("1, not 2", "`not` in a cell takes brackets", "not 2", "`not(…)` holds the whole cell"),
        ("any", "`any` does not mean anything goes", "any", "write `-` for anything"),
        ("Any", "`Any` does not mean anything goes", "Any", "write `-` for anything"),
        ("*", "`*` does not mean anything goes", "*", "write `-` for anything"),
        ("", "the cell is empty", "", "write `-` for anything"),
        ("  ", "the cell is empty", "  ", "write `-` for anything"),
    ],
)
def test_a_mistake_in_a_cell_is_told_with_a_way_out(text, message, underlined, way_out):
    assert told(text) == ("syntax", message, underlined, way_out)


@pytest.mark.parametrize(
    ("text", "message", "underlined", "way_out"),
    [
        ("= north", "a choice stands in its cell without `=`", "= north", "write just `north`"),
        ("==on hold", "a choice stands in its cell without `==`", "==on hold", "write just `on hold`"),
        ("!= north", "a choice stands in its cell without `!=`", "!= north", "write `not(north)`"),
        ("<> north", "a choice stands in its cell without `<>`", "<> north", "write `not(north)`"),
        ("not north", "`not` in a cell takes brackets", "not north", "write `not(north)`"),
        ("north or south", "a cell has no `or`", "or", "a comma means “or”: `north, south`"),
        ("north and south", "a cell has no `and`", "and", "a comma means “or”: `north, south`"),
        ("north; south", "a cell has no `;`", ";", "a comma means “or”: `north, south`"),
        ("r = north", "a cell is compared with its column", "r = north", "leave the name out: `north`"),
        (
            "r != north",
            "a cell is compared with its column",
            "r != north",
            "leave the name out: `not(north)`",
        ),
        ("any", "`any` does not mean anything goes", "any", "write `-` for anything"),
    ],
)
def test_a_mistake_in_a_choice_column_is_told_with_a_way_out(text, message, underlined, way_out):
    assert told(text, REGIONS) == ("syntax", message, underlined, way_out)


def test_two_numbers_joined_are_no_choice_of_a_choice_column():
    assert told("18-26", ["18-25", "26-40"]) == (
        "unknown-choice",
        "`18-26` is not one of the choices",
        "18-26",
        "the choices are `18-25`, `26-40`",
    )


@pytest.mark.parametrize("text", ["any", "*", "18-25", "not north", "north or south"])
def test_what_is_exactly_an_option_is_never_a_mistake(text):
    assert parse_cell(Fragment.of(text), [text]).tests


@pytest.mark.parametrize("text", ["10 - 50", "(10-50)", "[10, 50]", "(any)", "anything", "10-a"])
def test_what_may_have_been_meant_is_left_alone(text):
    assert parse_cell(Fragment.of(text)).tests


@given(COMPARISONS)
def test_a_comparison_with_a_name_that_is_an_option_is_printed_so_that_it_parses(operator):
    cell = Cell((ComparedWith(operator, Name("north")), EqualTo(Name("any"))))
    assert parse_cell(Fragment.of(print_cell(cell, REGIONS)), REGIONS) == cell
