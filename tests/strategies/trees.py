"""Hypothesis strategies for syntax trees that the parser can produce."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from hypothesis import strategies as st

from policyrules.language import tree
from policyrules.values.calendar import Duration, Period

NAMES = st.sampled_from(
    [
        "a",
        "b",
        "x",
        "as_of",
        "notx",
        "inspections",
        "open",
        "count",
        "sum",
        "list",
        "year",
        "近三年处分",
        "नियम",
        "_1",
    ]
)

FIELDS = NAMES

#: Texts that can be written: no line breaks, and not both kinds of quotes.
TEXTS = st.text(
    st.characters(exclude_characters="\r\n\x85\u2028\u2029'", exclude_categories=["Cs"]), max_size=8
) | (
    st.text(st.characters(exclude_characters='\r\n\x85\u2028\u2029"', exclude_categories=["Cs"]), max_size=8)
)

NUMBERS = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(0, 10**12), st.integers(0, 8)
)

OFFSETS = st.just(UTC) | st.integers(-14 * 60, 14 * 60).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)

DATETIMES = st.builds(
    lambda moment, offset: moment.replace(tzinfo=offset),
    st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 12, 31)),  # noqa: DTZ001 - the offset comes after
    OFFSETS,
)

VALUES = st.one_of(
    st.booleans(),
    NUMBERS,
    TEXTS,
    st.dates(min_value=date(1, 1, 1)),
    DATETIMES,
    st.integers(0, 1000).map(Period),
    st.integers(0, 1000).map(lambda hours: Duration(Decimal(hours * 3600))),
)

LITERALS = st.builds(tree.Literal, VALUES)

COMPARISONS = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])


def _several(expressions, least=0):
    return st.lists(expressions, min_size=least, max_size=3).map(tuple)


def ranges(expressions):
    return st.builds(tree.Range, expressions, expressions, st.booleans(), st.booleans())


def _comprehensions(inner):
    where = st.none() | inner
    plain = st.builds(tree.Comprehension, st.just("count"), st.none(), NAMES, inner, where)
    kinds = st.sampled_from(["sum", "average", "minimum", "maximum", "list"])
    return plain | st.builds(tree.Comprehension, kinds, inner, NAMES, inner, where)


def _larger(inner):
    """Every kind of node over the trees given."""
    return st.one_of(
        st.builds(tree.ListLiteral, _several(inner)),
        st.builds(tree.Field, inner, FIELDS),
        st.builds(tree.Index, inner, inner),
        st.builds(tree.Not, inner),
        st.builds(tree.And, _several(inner, least=2)),
        st.builds(tree.Or, _several(inner, least=2)),
        st.builds(tree.Compare, COMPARISONS, inner, inner),
        st.builds(tree.In, inner, inner | ranges(inner), st.booleans()),
        st.builds(tree.Between, inner, inner, inner),
        st.builds(tree.Known, inner, st.booleans()),
        st.builds(tree.Within, inner, inner, st.sampled_from(["before", "after"]), inner),
        st.builds(tree.Otherwise, inner, inner),
        st.builds(tree.Arithmetic, st.sampled_from("+-*/"), inner, inner),
        st.builds(tree.Negate, inner),
        st.builds(tree.If, inner, inner, inner),
        st.builds(
            tree.Quantified, st.sampled_from(["some", "every", "no"]), NAMES, inner, st.none() | inner, inner
        ),
        _comprehensions(inner),
        st.builds(tree.Call, NAMES, _several(inner)),
        # These read differently with and without brackets.
        st.builds(lambda x, items: tree.Call("count", (tree.In(tree.Name(x), items),)), NAMES, inner),
    )


#: Any expression; its types need not fit.
EXPRESSIONS = st.recursive(LITERALS | st.builds(tree.Name, NAMES), _larger, max_leaves=12)

TESTS = st.one_of(
    st.builds(tree.EqualTo, EXPRESSIONS),
    st.builds(tree.ComparedWith, COMPARISONS, EXPRESSIONS),
    st.builds(tree.WithinRange, ranges(EXPRESSIONS)),
    st.just(tree.IsUnknown()),
)

CELLS = st.just(tree.Cell(())) | st.builds(tree.Cell, _several(TESTS, least=1), st.booleans())
