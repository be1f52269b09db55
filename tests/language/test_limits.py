"""No text takes long or raises anything but ExpressionError."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policyrules.language.build import MAX_DEPTH
from policyrules.language.parser import ExpressionError, parse_cell, parse_expression, parse_literal
from policyrules.language.printer import print_cell, print_expression
from policyrules.text.fragment import Fragment
from strategies.trees import EXPRESSIONS


def code(text):
    with pytest.raises(ExpressionError) as caught:
        parse_expression(Fragment.of(text))
    return caught.value.diagnostic.code


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000 + "a" + ")" * 10_000,
        "[" * 10_000 + "]" * 10_000,
        "f(" * 10_000 + ")" * 10_000,
        "not " * 10_000 + "a",
        "-" * 10_000 + "a",
        "+".join(["1"] * 50_000),
        "a" + ".a" * 40_000,
        "a" + "[1]" * 30_000,
        "if a then b else " * 5_000 + "c",
        "if " * 5_000 + "a" + " then b else c" * 5_000,
        "some x in l satisfies " * 4_000 + "a",
        "a otherwise " * 8_000 + "a",
        "a*" * 40_000 + "a",
    ],
    ids=lambda text: text[:8],
)
def test_deep_nesting_is_refused_quickly(text):
    begin = time.process_time()
    assert code(text) == "expression-too-deep"
    assert time.process_time() - begin < 30


def test_the_deepest_expression_allowed_is_parsed_and_printed():
    text = "not " * (MAX_DEPTH - 1) + "a"
    assert print_expression(parse_expression(Fragment.of(text))) == text
    assert code("not " + text) == "expression-too-deep"
    brackets = "(" * (MAX_DEPTH - 1) + "a" + ")" * (MAX_DEPTH - 1)
    assert print_expression(parse_expression(Fragment.of(brackets))) == "a"
    assert code(f"({brackets})") == "expression-too-deep"


def test_long_lists_and_long_alternatives_are_not_deep():
    parse_expression(Fragment.of("a in [" + "1, " * 5_000 + "1]"))
    assert len(parse_expression(Fragment.of("a or " * 5_000 + "a")).operands) == 5_001


def test_a_long_text_is_refused():
    assert code("a" * 100_001) == "expression-too-long"
    assert code("+".join(["1"] * 100_000)) == "expression-too-long"
    parse_expression(Fragment.of("a" * 100_000))


@pytest.mark.parametrize(
    "text",
    ["(" * 50_000, "a " * 50_000, "!" * 99_999, "=" * 99_999, '"' * 99_999, "1" * 99_999, "1," * 49_999,
     "_" * 99_999 + " a", "0" * 99_999, "1_" * 49_999, "a\u200b" * 49_999, "(1, " * 20_000, "\\'" * 49_999],
    ids=lambda text: text[:4],
)  # fmt: skip
def test_wrong_texts_of_any_length_are_refused_quickly(text):
    begin = time.process_time()
    for parse in (parse_expression, parse_cell, parse_literal):
        with pytest.raises(ExpressionError):
            parse(Fragment.of(text))
    assert time.process_time() - begin < 30


WORDS = st.sampled_from(
    [
        "if",
        "then",
        "else",
        "or",
        "and",
        "not",
        "some",
        "every",
        "no",
        "in",
        "where",
        "satisfies",
        "for",
        "between",
        "is",
        "known",
        "unknown",
        "within",
        "before",
        "after",
        "otherwise",
        "true",
        "false",
        "a",
        "x",
        "count",
        "sum",
        "list",
        "(",
        ")",
        "[",
        "]",
        ",",
        ".",
        "..",
        "+",
        "-",
        "*",
        "/",
        "=",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "1",
        "0.5",
        "95%",
        "'a'",
        "2026-05-31",
        "2026-05-31T08:00:00Z",
        "3",
        "years",
        '"',
        "'",
        "==",
        "&&",
        "!",
        "#",
        ":",
        "{",
        "}",
        "（",
        "，",
        "“",
        "≥",
        "AND",
        "null",
        "且",
        "01",
        "1,000",
        ".5",
        "2026-02-30",
        "\\",
        "%",
        "\u200b",
    ]
)


def survives(text):
    fragment = Fragment.of(text)
    for parse in (parse_expression, parse_literal, parse_cell, lambda f: parse_cell(f, ["a", "x y", "it's"])):
        try:
            result = parse(fragment)
        except ExpressionError as error:
            diagnostic = error.diagnostic
            assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)
            assert diagnostic.message
            assert not diagnostic.message.endswith(".")
        else:
            if parse is parse_expression:
                assert parse_expression(Fragment.of(print_expression(result))) == result
            elif parse is parse_cell:
                assert parse_cell(Fragment.of(print_cell(result))) == result


@given(st.text(max_size=40))
@example("\ud800")
@example("\x00")
@example("a\x1c+")
@example("٣ + ١")
@example("²")
def test_any_text_is_parsed_or_refused(text):
    survives(text)


@given(st.lists(WORDS, max_size=14), st.sampled_from(["", " "]))
def test_any_words_are_parsed_or_refused(words, separator):
    survives(separator.join(words))


@given(EXPRESSIONS, st.data())
def test_any_mutation_of_an_expression_is_parsed_or_refused(tree, data):
    text = print_expression(tree)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 5)))
    survives(text[:start] + data.draw(WORDS | st.text(max_size=2)) + text[end:])
