"""YAML syntax errors are explained in words of their own, under either parser."""

import pytest
import yaml

from policyrules.text.diagnostic import Diagnostics
from policyrules.text.source import SourceText
from policyrules.text.yaml import read_yaml


@pytest.fixture(params=["C", "Python"], autouse=True)
def parser(request, monkeypatch):
    if request.param == "Python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    elif not yaml.__with_libyaml__:
        pytest.skip("there is no C parser here")


def finding(text):
    diagnostics = Diagnostics()
    assert read_yaml(SourceText("p.yaml", text), diagnostics) is None
    (found,) = diagnostics.sorted()
    assert found.code == "yaml-syntax"
    return found


@pytest.mark.parametrize(
    ("text", "message", "line", "column", "words"),
    [
        ("a:\n\tb: 1\n", "a tab is used for indentation", 2, 1, "\t"),
        ("a:\n  b: 1\n\tc: 2\n", "a tab is used for indentation", 3, 1, "\t"),
        ("a: [1, 2\nb: 3\n", "`[` is not closed", 1, 4, "["),
        ("a: {x: 1\nb: 3\n", "`{` is not closed", 1, 4, "{"),
        ("a: [1, 2", "`[` is not closed", 1, 4, "["),
        ("a: 1\nb: {\n", "`{` is not closed", 2, 4, "{"),
        ('a: "abc\nb: 1\n', 'the quote `"` is not closed', 1, 4, '"'),
        ("a: 'abc\nb: 1\n", "the quote `'` is not closed", 1, 4, "'"),
        (
            "note: see this: that\n",
            "a colon with a space after it stands inside an unquoted value",
            1,
            15,
            ":",
        ),
        ("a: {b: c: d}", "a colon with a space after it stands inside an unquoted value", 1, 9, ":"),
        ("a:\n  bc {d: 1, e: 2}\n", "a `:` is missing after `bc`", 2, 6, "{"),
        (
            "a：{d: 1, e: 2}\n",
            "`：` is a full-width or typographic character, which means nothing to YAML",
            1,
            2,
            "：",
        ),
        ("a: @b\n", "a value cannot begin with `@`", 1, 4, "@"),
        ("a: `b`\n", "a value cannot begin with ```", 1, 4, "`"),
        ("a: %b\n", "a value cannot begin with `%`", 1, 4, "%"),
        ("a: & b\n", "a value cannot begin with `&`", 1, 4, "&"),
        ("a: * b\n", "a value cannot begin with `*`", 1, 4, "*"),
        ("a: ? b\n", "a value cannot begin with `?`", 1, 4, "?"),
        ("a: , b\n", "a value cannot begin with `,`", 1, 4, ","),
        ("a: ]\n", "a value cannot begin with `]`", 1, 4, "]"),
        ("a: {b: > 3}\n", "a value cannot begin with `>`", 1, 8, ">"),
        ("a: > 3\n", "`>` at the beginning of a value announces a text on the following lines", 1, 4, "> 3"),
        (
            "a: >= 3\n",
            "`>` at the beginning of a value announces a text on the following lines",
            1,
            4,
            ">= 3",
        ),
        ("a: - b\n", "a list cannot begin on the line of its key", 1, 4, "-"),
        ("a: 1\nbc\nd: 2\n", "a key with `:` is expected here", 2, 1, "bc"),
        ("a: 1\n- b\n", "a key is expected here, as in the lines above", 2, 1, "- b"),
        ("- a\nb: 1\n", "a list item `- …` is expected here, as in the lines above", 2, 1, "b: 1"),
        (
            "a: 1\n  b: 2\n",
            "this line looks like a new key, but belongs to the value that began above",
            2,
            4,
            ":",
        ),
        ("  a: 1\nb: 2\n", "this does not belong to what stands above it", 2, 1, "b: 2"),
        ("a: [x, , z]", "nothing stands before this comma", 1, 8, ","),
        ("{a: 1}}\n", "`}` closes nothing", 1, 7, "}"),
        (
            "a: x #c\n  y\n",
            "`#` begins a comment, which ends the unquoted value that the next line goes on with",
            1,
            6,
            "#c",
        ),
    ],
)
def test_common_mistakes_have_their_own_message(text, message, line, column, words):
    found = finding(text)
    assert (found.message, found.line, found.column, found.span.text) == (message, line, column, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('when: "urban" = district\n', "= district"),
        ("when: 'urban' = district\n", "= district"),
        ('- "urban" = district\n', "= district"),
        ('x: {when: "urban" = district}\n', "= district}"),
        ('"urban" = district\n', "= district"),
        ("a: 'it's'\n", "s'"),
    ],
)
def test_a_value_that_begins_with_a_quote_and_goes_on_is_recognised(text, words):
    found = finding(text)
    assert found.message == "this value begins with a quote and goes on after it"
    assert found.span.text == words
    assert "on a line of its own under `>`, or in quotes as a whole" in found.help


@pytest.mark.parametrize(
    ("text", "message", "words"),
    [
        ("x: {when: a in [1..5), source: x}\n", "`[` stands inside an unquoted value", "["),
        ("x: {when: a in (1..5], source: x}\n", "`]` does not close the `{`", "]"),
        ("x: {when: l[1] > 2}\n", "`[` stands inside an unquoted value", "["),
        ("x: {good: [80..90), pass: x}\n", "`}` does not close the `[`", "}"),
        ("x: [(15..25], y]\n", None, None),
    ],
)
def test_an_expression_that_braces_break_is_recognised(text, message, words):
    if message is None:
        diagnostics = Diagnostics()
        read_yaml(SourceText("p.yaml", text), diagnostics)
        assert diagnostics.errors
        return
    found = finding(text)
    assert (found.message, found.span.text) == (message, words)
    assert (
        found.help == "inside `{…}` and `[…]`, put a value that contains `, : [ ] { }` in quotes as a whole"
    )


@pytest.mark.parametrize(
    ("text", "column"), [("a:\n  b: 1\n c: 2\n", 2), ("a:\n  - 1\n - 2\n", 2), ("a: |\n    b\n   c\n", 4)]
)
def test_a_line_between_two_indentations_is_shown(text, column):
    found = finding(text)
    assert found.line == 3
    assert found.column == column
    assert f"it begins in column {column}, the mapping around it in column 1" in found.message


@pytest.mark.parametrize(
    ("written", "words"),
    [(r"a\qb", r"\q"), (r"\xZZ", r"\x"), (r"\u12", r"\u"), (r"\ud800", None), (r"\UFFFFFFFF", None)],
)
def test_escapes_that_do_not_exist_are_refused(written, words):
    found = finding(f'k: "{written}"\n')
    assert "escape" in found.message
    assert found.line == 1
    if words is not None:
        assert found.span.text == words


def test_a_colon_after_a_very_long_text_is_explained():
    assert finding("x" * 2000 + ": 1\n").message.startswith("a key of more than 1024 characters")


def test_no_message_speaks_the_language_of_the_parser():
    for text in ("a: [", "a: {b", "]", "a: b: c", "- a\nb", "a: 'b' c", "a: |x", "? a\n? b\n  c: d\n e"):
        diagnostics = Diagnostics()
        read_yaml(SourceText("p.yaml", text), diagnostics)
        for found in diagnostics.sorted():
            for word in ("token", "scalar", "block", "flow", "node", "stream", "simple key"):
                assert word not in found.message


@pytest.mark.parametrize(
    ("text", "line", "column", "sign", "plain"),
    [
        ("a:\n  resident： flag\n  age: number\n", 2, 11, "：", ":"),
        ("a:\n  age: number\n  resident： flag\n", 3, 11, "：", ":"),
        ("a:\n  - age\n  - b： c\n    d: e\n", 3, 6, "：", ":"),
        ("a: {type: number， min: 0}\n", 1, 17, "，", ","),
        ("a: ｛type: number, min: 0}\n", 1, 4, "｛", "{"),
        ("a: {type: number｝\nb: 1\n", 1, 17, "｝", "}"),
        ("a: ［b: 1］\n", 1, 4, "［", "["),
        ("a: [1, 2］\nb: 1\n", 1, 9, "］", "]"),
        ("a: “x: y”\n", 1, 4, "“", '"'),
        ("a: ”x: y”\n", 1, 4, "”", '"'),
    ],
)
def test_full_width_punctuation_is_named(text, line, column, sign, plain):
    found = finding(text)
    assert (found.line, found.column) == (line, column)
    assert found.message == f"`{sign}` is a full-width or typographic character, which means nothing to YAML"
    assert found.help == f"write `{plain}`; put a text that contains `{sign}` in quotes as a whole"
    assert found.span.text == sign


@pytest.mark.parametrize(
    "text", ["note: 注意，甲：乙: c\n", "note: 甲“乙”丙: c\n", "note: 甲，b: c\n", "note: 注意： 甲: c\n"]
)
def test_full_width_punctuation_within_a_text_is_not_blamed(text):
    assert finding(text).message == "a colon with a space after it stands inside an unquoted value"


@pytest.mark.parametrize(
    ("text", "words", "bracket", "closer"),
    [
        ("a: {when: age < 8 # too young}\n", "# too young}", "{", "}"),
        ("a: {when: age < 8 # too young}\nb: 1\n", "# too young}", "{", "}"),
        ("a: [1, 2 # three]\nb: 1\n", "# three]", "[", "]"),
        ("a: {b: [1, 'x' # y]}\nc: 1\n", "# y]}", "[", "]"),
    ],
)
def test_a_comment_that_hides_the_closing_bracket_is_recognised(text, words, bracket, closer):
    found = finding(text)
    assert found.message == f"` #` begins a comment, so this `{closer}` closes nothing"
    assert found.span.text == words
    assert found.help == f"put the comment after the `{closer}`, or the whole value in quotes"
    assert [note.span.text for note in found.notes] == [bracket]


@pytest.mark.parametrize("text", ["a: [\n  1, # one\n  2\nb: 1\n", "a: [1 # x\n", "- x # ]\n- [\n"])
def test_a_comment_that_hides_no_bracket_is_not_blamed(text):
    assert finding(text).message == "`[` is not closed"


@pytest.mark.parametrize(
    ("text", "column", "quote", "noticed"),
    [
        ('title: "Season\nlabel: "a"\nb: 1\n', 8, '"', 2),
        ('title: "Season\nfacts:\n  a: "flag"\n', 8, '"', 3),
        ("title: 'Season\nfacts: {a: 'x'}\n", 8, "'", 2),
        ('- "x\n- "y"\n', 3, '"', 2),
    ],
)
def test_a_quote_that_the_next_one_closes_is_shown_where_it_opens(text, column, quote, noticed):
    found = finding(text)
    assert (found.line, found.column, found.span.text) == (1, column, quote)
    assert found.message == f"the quote `{quote}` is not closed"
    assert found.help == f"put another `{quote}` at the end of the text"
    assert [note.span.line for note in found.notes] == [noticed]


def test_a_quoted_text_of_several_lines_that_goes_on_is_not_taken_for_unclosed():
    found = finding('a: "one\n  two" = district\n')
    assert found.message == "this value begins with a quote and goes on after it"
