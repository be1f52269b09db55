"""The display of a place in a text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyrules.text.caret import draw
from policyrules.text.diagnostic import Diagnostic, Note
from policyrules.text.source import NOWHERE, SourceText, Span


def drawn(text, words, name="p.yaml"):
    start = text.index(words)
    return draw(Span(SourceText(name, text), start, start + len(words)))


def test_words_are_underlined_below_their_line():
    line = "      satisfies s.date within lookbak before as_of"
    assert drawn("\n" * 30 + line + "\nmore\n", "lookbak", "policies/x.yaml") == [
        "  policies/x.yaml:31:31",
        "   |",
        "31 |       satisfies s.date within lookbak before as_of",
        "   |                               ^^^^^^^",
    ]


def test_the_gutter_is_as_wide_as_the_line_number():
    assert drawn("\n" * 122 + "abc", "b") == ["  p.yaml:123:2", "    |", "123 | abc", "    |  ^"]


def test_wide_characters_count_two_columns():
    assert drawn("社区 ab 资助", "ab")[2:] == ["1 | 社区 ab 资助", "  |      ^^"]
    assert drawn("社区资助", "资助")[3] == "  |     ^^^^"


def test_full_width_forms_count_two_columns():
    assert drawn("（x）", "x")[3] == "  |   ^"


def test_combining_marks_take_no_column():
    assert drawn("e\u0301e\u0301 x", "x")[3] == "  |    ^"


def test_tabs_are_expanded():
    assert drawn("\ta\tb", "b")[2:] == ["1 |     a    b", "  |          ^"]


def test_a_span_over_several_lines_underlines_the_first_to_its_end():
    assert drawn("key: one\n  two", "one\n  two")[2:] == ["1 | key: one", "  |      ^^^"]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_of_every_kind_are_kept_out_of_the_display(end):
    assert drawn(f"a{end}bc{end}d", "c")[2:] == ["2 | bc", "  |  ^"]


def test_a_span_of_no_length_gets_one_caret():
    source = SourceText("p.yaml", "abc")
    assert draw(Span(source, 1, 1))[3] == "  |  ^"


def test_the_end_of_the_text_can_be_shown():
    source = SourceText("p.yaml", "abc\n")
    assert draw(Span(source, 3, 3)) == ["  p.yaml:1:4", "  |", "1 | abc", "  |    ^"]
    assert draw(Span(source, 4, 4)) == ["  p.yaml:2:1", "  |", "2 |", "  | ^"]


def test_control_characters_are_shown_as_escapes():
    assert drawn("a\x1b[31m\u202eb", "b")[2:] == [
        "1 | a\\x1b[31m\\u202eb",
        "  | " + " " * (1 + 4 + 4 + 6) + "^",
    ]


def test_control_characters_in_the_name_of_a_file_are_shown_as_escapes():
    assert drawn("a", "a", "x\x1b.yaml")[0] == "  x\\x1b.yaml:1:1"


def test_a_long_line_is_cut_to_a_window_around_the_words():
    text = "a" * 2_500_000 + "WORDS" + "b" * 2_500_000
    started = time.process_time()
    place, _, line, carets = drawn(text, "WORDS")
    assert time.process_time() - started < 10
    assert place == "  p.yaml:1:2500001"
    assert line.startswith("1 | …a")
    assert line.endswith("b…")
    assert 90 <= len(line) <= 110
    assert line[carets.index("^") : carets.rindex("^") + 1] == "WORDS"


def test_a_long_line_is_not_marked_as_cut_where_it_is_whole():
    assert drawn("WORDS" + "b" * 500, "WORDS")[2].startswith("1 | WORDSb")
    assert drawn("b" * 500 + "WORDS", "WORDS")[2].endswith("bWORDS")


def test_the_carets_stay_within_the_window():
    _, _, line, carets = drawn("k: " + "b" * 500, "b" * 500)
    assert len(carets) <= len(line)


def test_any_number_of_marks_on_one_letter_are_cut_too():
    assert len(drawn("a" + "\u0301" * 100_000 + "WORDS", "WORDS")[2]) < 400


def test_a_source_without_a_name_draws_nothing():
    assert draw(NOWHERE) == []


def test_an_empty_source_draws_its_place_only():
    assert draw(Span(SourceText("p.yaml", ""), 0, 0)) == ["  p.yaml:1:1"]


def test_a_rendered_diagnostic_has_message_display_help_and_notes():
    source = SourceText("p.yaml", "a: 1\na: 2\n")
    diagnostic = Diagnostic(
        "duplicate-key", "twice \x1b", Span(source, 5, 6), "rename", (Note("first", Span(source, 0, 1)),)
    )
    assert diagnostic.render().splitlines() == [
        "error[duplicate-key]: twice \\x1b",
        "  p.yaml:2:1",
        "  |",
        "2 | a: 2",
        "  | ^",
        "  = help: rename",
        "  = note: first (p.yaml:1:1)",
    ]


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_any_span_of_any_text_can_be_drawn_on_one_terminal_line_each(text, start, length):
    start = min(start, len(text))
    span = Span(SourceText("p", text), start, min(start + length, len(text)))
    for line in draw(span):
        assert not any(ord(character) < 32 or ord(character) == 127 for character in line)
