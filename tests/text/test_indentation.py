"""Indentation by two spaces, and single blanks between the signs of YAML."""

import pytest

from policyrules.text.indentation import indented


def lines(*found):
    return "".join(f"{line}\n" for line in found)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("a :   1\n", "a: 1\n"),
        ("a:    b  c\n", "a: b  c\n"),
        ("a: { b : 1 ,c: [ 2,3 ] }\n", "a: {b: 1, c: [2, 3]}\n"),
        ('a: {"b":1}\n', 'a: {"b": 1}\n'),
        ("a: { }\n", "a: {}\n"),
        ("a: [1, 2, ]\n", "a: [1, 2,]\n"),
        ("a: {b:  , c: }\n", "a: {b: , c: }\n"),
        ("a:   # a remark\n  b: 1\n", "a:   # a remark\n  b: 1\n"),
        ("a: 1     # a remark\n", "a: 1     # a remark\n"),
        ("a: 'b  ,  c'\n", "a: 'b  ,  c'\n"),
        ("  a: 1\n  b: 2\n", "a: 1\nb: 2\n"),
        ("-   a\n-   b\n", "- a\n- b\n"),
        ("--- \na:  1\n", "--- \na: 1\n"),
        ("a\n", "a\n"),
    ],
)
def test_blanks_within_a_line(text, normal):
    assert indented(text) == normal


def test_each_level_is_two_spaces_in():
    text = lines("a:", "     b:", "      c: 1", "      d: 2", "     e: 3")
    assert indented(text) == lines("a:", "  b:", "    c: 1", "    d: 2", "  e: 3")


def test_a_list_is_two_spaces_within_its_key():
    assert indented(lines("a:", "- 1", "- 2", "b: 3")) == lines("a:", "  - 1", "  - 2", "b: 3")


def test_what_follows_a_list_is_no_part_of_it():
    text = lines("a:", "- 1", "b:", "     c: 1")
    assert indented(text) == lines("a:", "  - 1", "b:", "  c: 1")


def test_the_keys_of_an_item_begin_after_its_dash():
    text = lines("a:", "-   b: 1", "    c:", "    -   d", "-", "     e: 2")
    assert indented(text) == lines("a:", "  - b: 1", "    c:", "      - d", "  -", "    e: 2")


def test_lists_within_lists_begin_after_the_dash():
    assert indented(lines("-   - 1", "    - 2", "-   - 3")) == lines("- - 1", "  - 2", "- - 3")


def test_the_lines_of_a_block_move_with_its_key_and_keep_their_own_indentation():
    text = lines("a:", "    b: |", "          one", "            two", "", "          three  ", "    c: 1")
    assert indented(text) == lines("a:", "  b: |", "    one", "      two", "", "    three  ", "  c: 1")


def test_a_block_that_says_how_far_it_is_indented_keeps_that():
    text = lines("a:", "    b: |2", "        one", "      two")
    assert indented(text) == lines("a:", "  b: |2", "      one", "    two")


def test_lines_of_a_block_that_hold_less_than_its_indentation_become_empty():
    assert indented("a: |\n    b\n   \n    c\n") == "a: |\n  b\n\n  c\n"


def test_a_comment_between_brackets_goes_with_what_follows():
    text = lines("a:", "    b: [1,", "          # one", "        2]")
    assert indented(text) == lines("a:", "  b: [1,", "      # one", "      2]")


def test_blanks_that_are_text_of_a_block_stay():
    assert indented("a: |\n    b\n       \n    c\n") == "a: |\n  b\n     \n  c\n"


def test_further_lines_of_a_text_move_with_its_first_one():
    text = lines("a:", "    b: one", "         two", '    c: "three', '       four"')
    assert indented(text) == lines("a:", "  b: one", "       two", '  c: "three', '     four"')


def test_brackets_over_several_lines_keep_their_alignment():
    text = lines("a:", "    b: {c: 1,", "        d: [ 2,", "             3]}", "    e: 4")
    assert indented(text) == lines("a:", "  b: {c: 1,", "      d: [2,", "           3]}", "  e: 4")


def test_a_value_on_a_line_of_its_own_is_two_spaces_in():
    assert indented(lines("a:", "      b", "c:", "      {d: 1}")) == lines("a:", "  b", "c:", "  {d: 1}")


def test_a_comment_goes_with_the_line_that_follows():
    text = lines("a:", "    # one", "    b: 1", "# two", "c: 2")
    assert indented(text) == lines("a:", "  # one", "  b: 1", "# two", "c: 2")


def test_a_comment_that_is_further_in_than_any_key_goes_with_what_follows():
    assert indented(lines("a:", "  # one", "    b: 1")) == lines("a:", "  # one", "  b: 1")


def test_a_comment_after_the_last_item_stays_in_its_level():
    text = lines("a:", "    b: 1", "    # one", "c: 2")
    assert indented(text) == lines("a:", "  b: 1", "  # one", "c: 2")


def test_a_comment_after_a_block_does_not_become_text_of_it():
    text = lines("a:", "    b: |", "            text", "        # one", "    c: 1")
    assert indented(text) == lines("a:", "  b: |", "    text", "  # one", "  c: 1")


def test_a_comment_between_the_items_of_a_list_goes_with_the_dash():
    text = lines("a:", "- 1", "# one", "- 2")
    assert indented(text) == lines("a:", "  - 1", "  # one", "  - 2")


def test_keys_with_a_question_mark_are_left_as_they_are():
    assert indented("? a\n:   1\n") == "? a\n:   1\n"


def test_many_comments_take_no_longer_than_their_number():
    text = "a: 1\n" + "# remark\n" * 20_000
    assert indented(text) == text
