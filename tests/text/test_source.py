"""Lines and columns."""

import pytest

from policyrules.text.source import SourceText


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", (0,)),
        ("a\nb", (0, 2)),
        ("a\r\nb\r\n", (0, 3, 6)),
        ("a\rb", (0, 2)),
        ("\n\r\n\r\r\n", (0, 1, 3, 4, 6)),
        ("字\n字", (0, 2)),
        ("a\u2028b\x0cc", (0,)),
    ],
)
def test_lines_end_with_lf_crlf_or_cr(text, starts):
    assert SourceText("x", text).line_starts == starts


def test_positions_count_characters_from_one():
    source = SourceText("x", "字a\r\nbc")
    assert [source.position(offset) for offset in (0, 1, 4, 5)] == [(1, 1), (1, 2), (2, 1), (2, 2)]


def test_a_line_comes_without_its_end():
    source = SourceText("x", "a\r\n\nb")
    assert [source.line(number) for number in (1, 2, 3)] == ["a", "", "b"]
