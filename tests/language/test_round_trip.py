"""parse ∘ print is the identity (docs: language, laws)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyrules.language.parser import parse_cell, parse_expression
from policyrules.language.printer import print_cell, print_expression
from policyrules.language.tree import Cell, EqualTo, Literal, Name
from policyrules.text.fragment import Fragment
from strategies.trees import CELLS, EXPRESSIONS


def parse(text):
    return parse_expression(Fragment.of(text))


@given(EXPRESSIONS)
def test_what_is_printed_parses_to_an_equal_tree(tree):
    text = print_expression(tree)
    again = parse(text)
    assert again == tree
    assert print_expression(again) == text


@given(CELLS)
def test_a_printed_cell_parses_to_an_equal_cell(cell):
    text = print_cell(cell)
    again = parse_cell(Fragment.of(text), None)
    assert again == cell
    assert print_cell(again) == text


OPTIONS = st.lists(
    st.sampled_from(["a", "b", "x", "not known", "on-hold", "it's", "-", "unknown", "a, b", ""]), unique=True
)


@given(CELLS, OPTIONS)
def test_a_cell_of_a_choice_column_round_trips_too(cell, options):
    text = print_cell(cell, options)
    assert parse_cell(Fragment.of(text), options) == cell


@pytest.mark.parametrize(
    "text",
    [
        "a and (b or c)",
        "(a and b) and c",
        "not (a and b)",
        "not a = b",
        "a - (b - c)",
        "a / (b * c)",
        "-(a + b)",
        "(a otherwise b) + c",
        "(some x in l satisfies a) and b",
        "b and some x in l satisfies a or c",
        "(b and some x in l satisfies a) and c",
        "b and (some x in l satisfies a) and c",
        "(0).a",
        "1[0].a",
        "not (some x in l satisfies a) or c",
        "(if a then b else c) + 1",
        "a = (b = c)",
        "(a within b before c) within d before e",
        "some x in (if a then b else c) where d or e satisfies f",
        "count((x in l))",
        "sum(if a then b else c for x in l where a or b)",
        "x in [if a then b else c..d or e)",
        "(a or b).c[d or e]",
        "a in [1, 2]",
        "'\"' = \"'\"",
    ],
)
def test_brackets_are_printed_where_they_are_needed(text):
    assert print_expression(parse(text)) == text


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("((a))+( b )", "a + b"),
        ("(a and b) or c", "a and b or c"),
        ("a or (some x in l satisfies b)", "a or some x in l satisfies b"),
        ("(a + b) - c", "a + b - c"),
        ("f( a,b )[ 1 ]", "f(a, b)[1]"),
        ("95%", "0.95"),
        ("1_000.50", "1000.5"),
        ("12 months", "1 year"),
        ("18 months", "18 months"),
        ("48 hours", "2 days"),
        ("0 hours", "0 days"),
        ("1 months", "1 month"),
        ("'a'", '"a"'),
        ("a in[ 1..2 )", "a in [1..2)"),
        ("not (a = b)", "not a = b"),
        ("2026-05-31T08:00:00+00:00", "2026-05-31T08:00:00Z"),
    ],
)
def test_spacing_and_figures_are_canonical(text, canonical):
    assert print_expression(parse(text)) == canonical


@pytest.mark.parametrize("text", ["a\nb", "'\"", "\u2028"])
def test_a_text_that_cannot_be_written_is_refused(text):
    with pytest.raises(ValueError, match="no escapes"):
        print_expression(Literal(text))


def test_options_are_printed_bare_where_the_choices_are_given():
    cell = Cell((EqualTo(Literal("urban")), EqualTo(Literal("on hold")), EqualTo(Name("rural"))))
    assert print_cell(cell, ["urban", "on hold", "rural"]) == "urban, on hold, (rural)"
    assert print_cell(cell) == '"urban", "on hold", rural'
