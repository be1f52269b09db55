"""What authors are told: code, the words underlined, and the help."""

import pickle

import pytest

from policyrules.errors import PolicyError
from policyrules.language.hints import hint_for_word
from policyrules.language.parser import ExpressionError, parse_cell, parse_expression, parse_literal
from policyrules.text.fragment import Fragment


def fault(text):
    with pytest.raises(ExpressionError) as caught:
        parse_expression(Fragment.of(text))
    return caught.value.diagnostic


@pytest.mark.parametrize(
    ("text", "code", "underlined", "help_part"),
    [
        ("a == b", "foreign-operator", "==", "`=`"),
        ("a===b", "foreign-operator", "===", "`=`"),
        ("a && b", "foreign-operator", "&&", "`and`"),
        ("a || b", "foreign-operator", "||", "`or`"),
        ("!a", "foreign-operator", "!", "`not`"),
        ("a <> b", "foreign-operator", "<>", "`!=`"),
        ("a => b", "foreign-operator", "=>", "`>=`"),
        ("a =< b", "foreign-operator", "=<", "`<=`"),
        ("a ≥ b", "foreign-operator", "≥", "`>=`"),
        ("a ≤ b", "foreign-operator", "≤", "`<=`"),
        ("a ≠ b", "foreign-operator", "≠", "`!=`"),
        ("a × b", "foreign-operator", "×", "`*`"),
        ("a ÷ b", "foreign-operator", "÷", "`/`"),
        ("a ** b", "foreign-operator", "**", "multiplication"),
        ("a := b", "foreign-operator", ":=", "assignment"),
        ("a # why", "foreign-operator", "#", "comments"),
        ("x ? a : b", "foreign-operator", "?", "`if"),
        ('{"a": 1}', "foreign-operator", "{", "`[1, 2]`"),
        ("a % b", "foreign-operator", "%", "remainder"),
        ("a AND b", "foreign-operator", "AND", "lower case: `and`"),
        ("NOT a", "foreign-operator", "NOT", "lower case: `not`"),
        ("a 且 b", "foreign-operator", "且", "`and`"),
        ("a 或 b", "foreign-operator", "或", "`or`"),
        ("非 a", "foreign-operator", "非", "`not`"),
        ("if a then b elif c then d else e", "foreign-operator", "elif", "`else if`"),
        ("lambda x: x", "foreign-operator", "lambda", "functions"),
        ("[x for x in l]", "foreign-operator", "for", "`list("),
        ("a（b）", "full-width", "（", "`(`"),
        ("f(a，b)", "full-width", "，", "`,`"),
        ("a ＝ b", "full-width", "＝", "`=`"),
        ("[a、b]", "full-width", "、", "`,`"),
        ("a = “b”", "full-width", "“", '`"`'),
        ("a = ‘b’", "full-width", "‘", "`'`"),
        ("a：b", "full-width", "：", "`:`"),
        ("a。b", "full-width", "。", "`.`"),
        ("３ + 1", "full-width", "３", "`3`"),
        ("a\u3000= b", "full-width", "\u3000", "ordinary space"),
        ("\u200ba", "syntax", "\u200b", "delete"),
        ("ａ = 1", "bad-name", "ａ", ""),
        ("x.аb = 1", "bad-name", "аb", ""),
        ("x is null", "syntax", "null", "`is unknown`"),
        ("x is None and y", "syntax", "None", "`is unknown`"),
        ("x is not known", "syntax", "not", "`is unknown`"),
        ("(x is not null)", "syntax", "not", "`is known`"),
        ("x is 3", "syntax", "3", "`=`"),
        ("x = unknown", "reserved-word", "unknown", "`… is unknown`"),
        ("a.is = 'x'", "reserved-word", "is", "`key: is`"),
        ("some in in l satisfies a", "reserved-word", "in", "another name"),
        ("1 < x < 3", "chained-comparison", "<", "`x between a and b`"),
        ("a = b is known", "chained-comparison", "is", "`and`"),
        ("3 weeks", "bad-number", "3 weeks", "`21 days`"),
        ("d + 1 week", "bad-number", "1 week", "`7 days`"),
        ("1.5 years", "bad-number", "1.5 years", "`18 months`"),
        ("1.3 years", "bad-number", "1.3 years", "whole numbers"),
        ("3years", "bad-number", "3years", "`3 years`"),
        ("3年", "bad-number", "3年", "`3 years`"),
        ("a + 01", "bad-number", "01", "`1`"),
        ("1__0", "bad-number", "1__0", "`10`"),
        ("10_00", "bad-number", "10_00", "`1_000`"),
        ("1,000", "bad-number", "1,000", "`1_000`"),
        ("f(1,000)", "bad-number", "1,000", "`1000`"),
        ("a > .5", "bad-number", ".5", "`0.5`"),
        ("5. + a", "bad-number", "5.", "`5`"),
        ("1e5", "bad-number", "1e5", "exponent"),
        ("12345678901234567890123456789012345", "bad-number", "12345678901234567890123456789012345", ""),
        ("1234567890 days", "bad-number", "1234567890 days", ""),
        ("2026-02-30", "no-such-date", "2026-02-30", ""),
        ("2026-02-30T08:00:00Z", "no-such-date", "2026-02-30T08:00:00Z"[:10], ""),
        ("2026-5-31", "no-such-date", "2026-5-31", "`2026-05-31`"),
        ("9-8-7", "no-such-date", "9-8-7", "spaces around `-`"),
        ("2026-05-31T08:00Z", "bad-datetime", "2026-05-31T08:00Z", "Z"),
        ("2026-05-31T08:00:00", "bad-datetime", "2026-05-31T08:00:00", "+08:00"),
        ("2026-05-31T25:00:00Z", "bad-datetime", "2026-05-31T25:00:00Z", ""),
        ('x = "abc', "unclosed", '"', "line"),
        ("x = 'a\nb'", "unclosed", "'", "line"),
        ('"a\\"b"', "syntax", "b", "`'…'`"),
        ("a)", "unclosed", ")", ""),
        ("x in [1, 5)", "unclosed", ")", "`[1..5)`"),
        ("x in (1, 5]", "syntax", ",", "`(1..5]`"),
        ("x = [1..5]", "syntax", "..", "`in`"),
        ("a or if b then c else d", "syntax", "if", "`(if …)`"),
        ("a = not b", "syntax", "not", "`(not …)`"),
        ("d.year()", "syntax", "(", "`year(d)`"),
        ("median(x for y in l)", "syntax", "for", "`sum`"),
        ("count(a for x in l)", "syntax", "for", "`count("),
        ("sum(x in l where a)", "syntax", "where", "`sum("),
        ("count(a where b)", "syntax", "a", "`count("),
        ("+5", "syntax", "+", "`+`"),
        ("a @ b", "foreign-operator", "@", "name"),
        ("a ☃ b", "syntax", "☃", ""),
    ],
)  # fmt: skip
def test_known_mistakes_come_with_help(text, code, underlined, help_part):
    found = fault(text)
    assert found.code == code
    assert found.span.text == underlined
    assert help_part in found.help
    assert bool(found.help) >= bool(help_part)


@pytest.mark.parametrize(
    ("text", "code", "message", "start", "waiting"),
    [
        ("", "syntax", "the expression is empty", 0, None),
        (" \n ", "syntax", "the expression is empty", 0, None),
        ("a and", "syntax", "expected a value, found the end", 5, None),
        ("a +  ", "syntax", "expected a value, found the end", 3, None),
        ("a b", "syntax", "expected an operator or the end, found `b`", 2, None),
        ("and", "syntax", "expected a value, found the keyword `and`", 0, None),
        ("x in", "syntax", "expected a list or a range, found the end", 4, None),
        ("x.", "syntax", "expected a name, found the end", 2, None),
        ("x not years", "syntax", "expected `in`, found `years`", 6, None),
        ("no 3", "syntax", "expected a name, found `3`", 3, None),
        ("a no", "syntax", "expected an operator or the end, found `no`", 2, None),
        ("x not 3", "syntax", "expected `in`, found `3`", 6, None),
        ("if a", "syntax", "expected `then`, found the end", 4, "if"),
        ("if a b", "syntax", "expected an operator or `then`, found `b`", 5, "if"),
        ("if a then b", "syntax", "expected `else`, found the end", 11, "then"),
        ("some x l satisfies a", "syntax", "expected `in`, found `l`", 7, "some"),
        ("every x in l", "syntax", "expected `satisfies`, found the end", 12, "every"),
        ("x between 1", "syntax", "expected `and`, found the end", 11, "between"),
        ("x within 1 day", "syntax", "expected `before` or `after`, found the end", 14, "within"),
        ("(a + b", "unclosed", "expected `)`, found the end", 6, "("),
        ("f(a, (b)", "unclosed", "expected `)`, found the end", 8, "("),
        ("[1, 2", "unclosed", "expected `]`, found the end", 5, "["),
        ("(a]", "unclosed", "expected an operator or `)`, found `]`", 2, "("),
        ("f(a b)", "syntax", "expected an operator or `)`, found `b`", 4, "("),
        ("f(a,", "syntax", "expected a value, found the end", 4, "("),
    ],
)
def test_other_faults_say_what_was_expected(text, code, message, start, waiting):
    found = fault(text)
    assert (found.code, found.message, found.span.start) == (code, message, start)
    assert [note.span.text for note in found.notes] == ([waiting] if waiting else [])


_WRITTEN = "`{}` is not how a date is written"
_SEVERAL = "`{}` is not one literal"
_NO_PERIOD = "`{}` is neither a period nor a duration"
_AS_FORM = "write year-month-day, as in `2026-05-31`"


@pytest.mark.parametrize(
    ("text", "message", "underlined", "way_out"),
    [
        ("01.02.2020", _WRITTEN, "01.02.2020", "write `2020-02-01`"),
        ("a > 31.12.2026 and b", _WRITTEN, "31.12.2026", "write `2026-12-31`"),
        ("12.31.2026", _WRITTEN, "12.31.2026", "write `2026-12-31`"),
        ("13.13.2026", _WRITTEN, "13.13.2026", _AS_FORM),
        ("2020.2.1", _WRITTEN, "2020.2.1", "write `2020-02-01`"),
        ("2020/02/01", _WRITTEN, "2020/02/01", "write `2020-02-01`"),
        ("01/02/2020 < a", _WRITTEN, "01/02/2020", _AS_FORM),
        ("2 years 6 months", _SEVERAL, "2 years 6 months", "write `30 months`"),
        ("d + 1 year, 1 month", _SEVERAL, "1 year, 1 month", "write `13 months`"),
        ("1 day 12 hours", _SEVERAL, "1 day 12 hours", "write `36 hours`"),
        ("1 year 2 days", _SEVERAL, "1 year 2 days", "add one after the other: `date + 1 year + 2 days`"),
        ("two years", _NO_PERIOD, "two years", "a number stands before `years`: write `2 years`"),
        ("One year", _NO_PERIOD, "One year", "a number stands before `year`: write `1 year`"),
        ("d + a month", _NO_PERIOD, "a month", "a number stands before `month`: write `1 month`"),
        (
            "d + lookback years",
            _NO_PERIOD,
            "lookback years",
            "a number stands before `years`: to count with a name, write `lookback * 1 year`",
        ),
    ],
)
def test_dates_and_periods_of_other_forms_are_told_as_they_are_written_here(
    text, message, underlined, way_out
):
    found = fault(text)
    assert found.message == message.format(underlined)
    assert (found.span.text, found.help) == (underlined, way_out)
    assert found.code == ("no-such-date" if message == _WRITTEN else "bad-number")


@pytest.mark.parametrize("text", ["resident = no", "a and (b = no)", "if a = no then b else c"])
def test_no_is_not_taken_for_false(text):
    found = fault(text)
    assert (found.message, found.span.text) == ("`no` is not a value", "no")
    assert found.help == "write `true` or `false`; `no` stands only before `x in … satisfies …`"


@pytest.mark.parametrize("text", ["no", "(no)"])
def test_no_alone_is_told_about_flags(text):
    assert fault(text).help.startswith("write `true` or `false`")


@pytest.mark.parametrize("parse", [parse_expression, parse_literal, parse_cell])
@pytest.mark.parametrize("code", [0xD800, 0xDFFF])
def test_half_a_character_is_refused_even_in_quotes(parse, code):
    character = chr(code)
    with pytest.raises(ExpressionError) as caught:
        parse(Fragment.of(f'"a{character}"'))
    found = caught.value.diagnostic
    assert (found.code, found.help, found.span.text) == ("syntax", "delete it", character)
    assert found.message == f"half a character (U+{code:04X}) stands here"
    found.message.encode()


def test_an_unclosed_bracket_is_pointed_at():
    found = fault("f(a, g(b)")
    assert found.notes[0].span.start == 1


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("True", "`true`"),
        ("NULL", "`is unknown`"),
        ("None", "`is unknown`"),
        ("且", "`and`"),
        ("elif", "`else if`"),
        ("today", "the day of decision is `as_of`"),
        ("now", "the day of decision is `as_of`"),
        ("yes", "write `true` or `false`"),
        ("Yes", "write `true` or `false`"),
        ("No", "write `true` or `false`"),
    ],
)
def test_words_of_other_languages_are_known_to_whoever_looks_names_up(word, part):
    assert part in hint_for_word(word)


def test_a_word_that_means_nothing_special_has_no_hint():
    assert hint_for_word("lookback") is None


def test_an_expression_error_is_a_policy_error_that_survives_pickling():
    with pytest.raises(PolicyError) as caught:
        parse_expression(Fragment.of("a +"))
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
    assert type(again) is ExpressionError
    assert again.diagnostic == caught.value.diagnostic
    assert str(again) == str(caught.value)
