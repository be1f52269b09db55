"""Texts in Markdown that nobody reads as markup."""

import pytest

from policyrules.rendering.markdown import code, escape, table


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("plain words, 3 of them.", "plain words, 3 of them."),
        ("a *b* _c_ `d` [e](f)", r"a \*b\* \_c\_ \`d\` \[e\](f)"),
        ("<script> & |", r"\<script\> \& \|"),
        ("# no heading", r"\# no heading"),
        ("- no list", r"\- no list"),
        ("1. no list", r"1\. no list"),
        ("12) no list", r"12\) no list"),
        ("2026 is a year", "2026 is a year"),
        ("=== no rule", r"\=== no rule"),
        ("two\n\n  lines", "two lines"),
        ("https://a.example www.b.example", r"https\://a.example www\.b.example"),
        ("a\\b", r"a\\b"),
        ("hidden\u202e", r"hidden\\u202e"),
    ],
)
def test_a_text_is_escaped(text, escaped):
    assert escape(text) == escaped


def test_a_text_that_continues_a_line_keeps_its_blanks_and_its_dash():
    assert escape(" - b ", starts_line=False) == " - b "


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a < b", "`a < b`"),
        ("a `b` c", "``a `b` c``"),
        ("`a", "`` `a ``"),
        ("", ""),
        ("a\nb", "`a b`"),
        ("a | b", r"<code>a \| b</code>"),
    ],
)
def test_code_is_fenced_by_more_ticks_than_it_has(text, shown):
    assert code(text) == shown


def test_a_table_has_a_line_for_each_row():
    rows = [[escape("a|b"), code("c|d")], ["", "e"]]
    assert table(["x", "y"], rows).splitlines() == [
        "| x | y |",
        "| --- | --- |",
        r"| a\|b | <code>c\|d</code> |",
        "|  | e |",
    ]
