"""Ends of lines, and blank lines."""

import pytest

from policyrules.text.blank_lines import spaced


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("a: 1", "a: 1\n"),
        ("a: 1\n\n\n", "a: 1\n"),
        ("\n\na: 1\n", "a: 1\n"),
        ("a: 1  \t\nb: 2 \n", "a: 1\nb: 2\n"),
        ("a: 1\n\n\n\nb: 2\n", "a: 1\n\nb: 2\n"),
        ("a: 1\n  \n \nb: 2\n", "a: 1\n\nb: 2\n"),
        ("a: # remark  \n", "a: # remark\n"),
        ("a:\n  - 1\n\n\n  - 2\n", "a:\n  - 1\n\n  - 2\n"),
    ],
)
def test_one_blank_line_at_most_and_no_blanks_at_ends(text, normal):
    assert spaced(text) == normal


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  b  \n\n\n  c\n",
        "a: |+\n  b\n\n\n",
        "a: |+\n  b\n\n\nc: 1\n",
        "a: |-\n  b\n     \n",
        "a: |\n  b",
        "a: one\n\n\n  two\n",
        'a: "one\n\n\n  two"\n',
        'a: "one\\ \n  two"\n',
    ],
)
def test_blanks_and_blank_lines_of_texts_stay(text):
    assert spaced(text) == text


def test_blanks_at_the_end_of_a_quoted_line_mean_nothing():
    assert spaced('a: "one  \n  two"\n') == 'a: "one\n  two"\n'


def test_blank_lines_after_a_block_are_not_of_it():
    assert spaced("a: |\n  b\n\n\nc: 1\n") == "a: |\n  b\n\nc: 1\n"


def test_a_section_gets_a_blank_line_before_it():
    assert spaced("a: 1\nb:\n  c: 1\nd:\n- 1\n", {"b", "d"}) == "a: 1\n\nb:\n  c: 1\n\nd:\n- 1\n"


def test_the_comment_above_a_section_belongs_to_it():
    text = "a: 1\n# one\n# two\nb:\n  c: 1\n"
    assert spaced(text, {"b"}) == "a: 1\n\n# one\n# two\nb:\n  c: 1\n"


def test_a_section_after_a_block_gets_one_too():
    assert spaced("a: |\n  x\nb:\n  c: 1\n", {"b"}) == "a: |\n  x\n\nb:\n  c: 1\n"


@pytest.mark.parametrize(
    "text",
    [
        "b:\n  c: 1\n",
        "# one\nb:\n  c: 1\n",
        "a: 1\nb: {c: 1}\n",
        "a: 1\nc:\n  b:\n    d: 1\n",
        "a: |+\n  x\nb:\n  c: 1\n",
        "a: |+\nb:\n  c: 1\n",
    ],
)
def test_no_blank_line_where_none_belongs(text):
    assert spaced(text, {"b"}) == text
