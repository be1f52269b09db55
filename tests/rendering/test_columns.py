"""Text for a terminal, by the columns that its characters take."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyrules.rendering.columns import padded, table, wrapped
from policyrules.text.caret import text_width
from strategies.effort import examples


def test_columns_are_aligned_by_width_not_by_the_number_of_characters():
    assert table(["名称", "points"], [["考核得分", "1"], ["abc", "22"]]) == [
        "名称      points",
        "────────  ──────",
        "考核得分  1",
        "abc       22",
    ]


def test_a_cell_that_is_too_long_goes_over_several_lines():
    lines = table(["a", "b"], [["one two three four five", "six seven eight nine ten"]], widest=30)
    assert lines == [
        "a               b",
        "──────────────  ──────────────",
        "one two three   six seven",
        "four five       eight nine ten",
    ]


def test_narrow_columns_keep_their_width_when_a_wide_one_is_cut():
    lines = table(["a", "b"], [["1", "word " * 20]], widest=40)
    assert lines[1] == f"─  {'─' * 37}"
    assert max(map(text_width, lines)) <= 40


def test_a_line_end_in_a_cell_is_a_blank():
    assert table(["a"], [["b\n c"]]) == ["a", "───", "b c"]


def test_what_cannot_be_seen_is_escaped():
    assert table(["a"], [["b\x1b[31m"]])[-1] == "b\\x1b[31m"


def test_a_text_pads_to_columns():
    assert padded("考核", 6) == "考核  "


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 5, [""]),
        ("one two", 7, ["one two"]),
        ("one two", 6, ["one", "two"]),
        ("one two", 3, ["one", "two"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("村级换届", 4, ["村级", "换届"]),
        ("村级，换届", 5, ["村", "级，", "换届"]),
    ],
)
def test_a_text_is_wrapped_at_blanks_and_between_wide_characters(text, columns, lines):
    assert wrapped(text, columns) == lines


@examples(50)
@given(st.text(alphabet="ab 村。", max_size=60), st.integers(4, 20))
def test_wrapping_loses_nothing_but_blanks(text, columns):
    lines = wrapped(text, columns)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line.rstrip("。 ")) <= columns for line in lines)


@pytest.mark.parametrize(
    "text", [" " * 200_000 + "a", "a\u0301" * 100_000, "\u0301" * 100_000, "村" * 100_000]
)
def test_long_texts_take_no_longer_than_their_length(text):
    assert table(["a", "b"], [[text, "1"]])[-1] is not None
