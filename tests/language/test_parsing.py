"""Precedence and shape, against the table of the language page."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from policyrules.language.parser import ExpressionError, parse_expression
from policyrules.language.tree import (
    And,
    Arithmetic,
    Between,
    Call,
    Compare,
    Comprehension,
    Field,
    If,
    In,
    Index,
    Known,
    ListLiteral,
    Literal,
    Name,
    Negate,
    Not,
    Or,
    Otherwise,
    Quantified,
    Range,
    Within,
)
from policyrules.text.fragment import Fragment
from policyrules.values.calendar import Duration, Period

A, B, C, D, X, L = (Name(name) for name in "abcdxl")


def parse(text):
    return parse_expression(Fragment.of(text))


def number(text):
    return Literal(Decimal(text))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a or b and c", Or((A, And((B, C))))),
        ("a and b or c", Or((And((A, B)), C))),
        ("a and b and c", And((A, B, C))),
        ("a or b or c", Or((A, B, C))),
        ("(a and b) and c", And((And((A, B)), C))),
        ("not a and b", And((Not(A), B))),
        ("not a = b", Not(Compare("=", A, B))),
        ("not not a", Not(Not(A))),
        ("a and not b", And((A, Not(B)))),
        ("if a or b then c else d or x", If(Or((A, B)), C, Or((D, X)))),
        ("if a then b else if c then d else x", If(A, B, If(C, D, X))),
        ("if a then if b then c else d else x", If(A, If(B, C, D), X)),
        ("a + b < c", Compare("<", Arithmetic("+", A, B), C)),
        ("a otherwise b = c", Compare("=", Otherwise(A, B), C)),
        ("a otherwise b + c", Otherwise(A, Arithmetic("+", B, C))),
        ("a + b otherwise c", Otherwise(Arithmetic("+", A, B), C)),
        ("a otherwise b otherwise c", Otherwise(Otherwise(A, B), C)),
        ("a - b - c", Arithmetic("-", Arithmetic("-", A, B), C)),
        ("a - (b - c)", Arithmetic("-", A, Arithmetic("-", B, C))),
        ("a + b * c", Arithmetic("+", A, Arithmetic("*", B, C))),
        ("a / b * c", Arithmetic("*", Arithmetic("/", A, B), C)),
        ("-a * b", Arithmetic("*", Negate(A), B)),
        ("-a.b", Negate(Field(A, "b"))),
        ("a - -b", Arithmetic("-", A, Negate(B))),
        ("-3", Negate(number("3"))),
        ("a.b.c", Field(Field(A, "b"), "c")),
        ("a.b[1].c", Field(Index(Field(A, "b"), number("1")), "c")),
        ("a in l", In(A, L)),
        ("a not in l", In(A, L, negated=True)),
        ("not a in l", Not(In(A, L))),
        ("a in [1..5)", In(A, Range(number("1"), number("5"), True, False))),
        ("a in (1..5]", In(A, Range(number("1"), number("5"), False, True))),
        ("a in [1, 5]", In(A, ListLiteral((number("1"), number("5"))))),
        ("a between b and c and d", And((Between(A, B, C), D))),
        ("a + 1 is known", Known(Arithmetic("+", A, number("1")))),
        ("a is unknown", Known(A, negated=True)),
        ("a otherwise b is known", Known(Otherwise(A, B))),
        ("a within b before c", Within(A, B, "before", C)),
        ("a within b after c + d", Within(A, B, "after", Arithmetic("+", C, D))),
        ("a within b before c is known", Known(Within(A, B, "before", C))),
        ("a within b before c = true", Compare("=", Within(A, B, "before", C), Literal(True))),
        ("a within b before c otherwise d", Within(A, B, "before", Otherwise(C, D))),
        ("some x in l satisfies a and b or c", Quantified("some", "x", L, None, Or((And((A, B)), C)))),
        ("a and no x in l satisfies b and c", And((A, Quantified("no", "x", L, None, And((B, C)))))),
        ("(some x in l satisfies a) and b", And((Quantified("some", "x", L, None, A), B))),
        ("not every x in l where a or b satisfies c", Not(Quantified("every", "x", L, Or((A, B)), C))),
        (
            "some x in l satisfies if a then b else c or d",
            Quantified("some", "x", L, None, If(A, B, Or((C, D)))),
        ),
        ("count(x in l where a = b)", Comprehension("count", None, "x", L, Compare("=", A, B))),
        ("count(x in l)", Comprehension("count", None, "x", L, None)),
        ("count((x in l))", Call("count", (In(X, L),))),
        ("count(l)", Call("count", (L,))),
        ("count(x not in l)", Call("count", (In(X, L, negated=True),))),
        ("count(x in l and a)", Call("count", (And((In(X, L), A)),))),
        ("sum(x.a for x in l where b)", Comprehension("sum", Field(X, "a"), "x", L, B)),
        ("list(x for x in a.l)", Comprehension("list", X, "x", Field(A, "l"), None)),
        ("maximum(a, b, 3)", Call("maximum", (A, B, number("3")))),
        ("points_for(a.b)", Call("points_for", (Field(A, "b"),))),
        ("f()", Call("f", ())),
        ("[]", ListLiteral(())),
        ("[a, [b]]", ListLiteral((A, ListLiteral((B,))))),
        ("近三年处分 > 0", Compare(">", Name("近三年处分"), number("0"))),
        ("notx or x inspections", None),
        ("x inspections", None),
        ("notx", Name("notx")),
        ("open = repealed", Compare("=", Name("open"), Name("repealed"))),
        ("count + year", Arithmetic("+", Name("count"), Name("year"))),
        (" \n a\r\n\t+ b ", Arithmetic("+", A, B)),
    ],
)
def test_parses_by_the_table_of_precedence(text, tree):
    if tree is None:
        with pytest.raises(ExpressionError):
            parse(text)
    else:
        assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", Decimal(12)),
        ("0.5", Decimal("0.5")),
        ("1_000", Decimal(1000)),
        ("95%", Decimal("0.95")),
        ("12.5%", Decimal("0.125")),
        ('"it\'s"', "it's"),
        ("'say \"x\"'", 'say "x"'),
        ("''", ""),
        ("'全角（）'", "全角（）"),
        ("true", True),
        ("false", False),
        ("2024-02-29", date(2024, 2, 29)),
        ("2026-05-31T08:00:00Z", datetime(2026, 5, 31, 8, tzinfo=UTC)),
        (
            "2026-05-31T08:00:00.5-03:30",
            datetime(2026, 5, 31, 8, 0, 0, 500_000, timezone(-timedelta(hours=3.5))),
        ),
        ("3 years", Period(36)),
        ("1 year", Period(12)),
        ("6 months", Period(6)),
        ("10 days", Duration(Decimal(864_000))),
        ("72 hours", Duration(Decimal(259_200))),
        ("1_000\n days", Duration(Decimal(86_400_000))),
    ],
)
def test_reads_literals(text, value):
    parsed = parse(text)
    assert parsed == Literal(value)
    assert type(parsed.value) is type(value)


def test_a_datetime_keeps_its_own_offset():
    assert parse("2026-05-31T08:00:00+08:00").value.utcoffset() == timedelta(hours=8)


def test_spaces_make_a_subtraction_of_what_would_be_a_date():
    expected = Arithmetic("-", Arithmetic("-", number("2026"), number("5")), number("31"))
    assert parse("2026 - 5 - 31") == expected


def test_names_and_texts_are_plain_strings():
    name = parse("近三年处分")
    assert type(name.name) is str
    assert type(parse("'a'").value) is str
    assert type(parse("a.b").name) is str


def test_names_are_normalised_so_that_both_spellings_are_one():
    assert parse("cafe\u0301") == parse("caf\u00e9") == Name("caf\u00e9")


def test_spans_leave_out_brackets_around_but_not_within():
    tree = parse(" ((a + b) * c) = d")
    assert tree.span.text == "((a + b) * c) = d"
    assert tree.left.span.text == "(a + b) * c"
    assert tree.left.left.span.text == "a + b"


def test_names_within_nodes_have_spans_of_their_own():
    text = "some y in f(a.bc) satisfies sum(z for z in l) > 1"
    tree = parse(text)
    assert tree.span.text == text
    assert (tree.variable_span.start, tree.variable_span.text) == (5, "y")
    assert tree.items.function_span.text == "f"
    assert tree.items.arguments[0].name_span.text == "bc"
    assert (tree.body.left.variable_span.start, tree.body.left.variable_span.text) == (38, "z")
    count = parse("count(yy in l)")
    assert (count.variable_span.start, count.variable_span.text) == (6, "yy")


def test_places_are_those_of_the_source_that_the_fragment_was_cut_from():
    from policyrules.text.source import SourceText

    source = SourceText("p.yaml", "when: >\n  a +\n    b\n")
    offsets = [10, 11, 12, 13, 18, 19]
    fragment = Fragment(source, "a + b", offsets)
    tree = parse_expression(fragment)
    assert tree.right.span.text == "b"
    assert (tree.right.span.line, tree.right.span.column) == (3, 5)
    with pytest.raises(ExpressionError) as caught:
        parse_expression(Fragment(source, "a + )", offsets))
    assert caught.value.diagnostic.span.start == 18
    assert caught.value.diagnostic.file == "p.yaml"


def test_one_parser_serves_many_threads():
    from concurrent.futures import ThreadPoolExecutor

    texts = [f"a{n} + (b{n} * {n}) > count(x in l{n} where x.c{n})" for n in range(200)]
    with ThreadPoolExecutor(8) as pool:
        trees = list(pool.map(parse, texts))
    assert [tree.span.text for tree in trees] == texts
    assert trees[7] == parse(texts[7])
