"""Enclosure, narrowing and exactness, for every operation and for intervals of every shape."""

from decimal import Context, Decimal, Inexact, Rounded, localcontext
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policyrules.values import interval
from policyrules.values.interval import Interval
from policyrules.values.numbers import written
from policyrules.values.unknown import Impossible, Missing, Unknown

CAUSES = (Missing("x"),)
COMPARISONS = ["=", "!=", "<", "<=", ">", ">="]

# One operation on these stays within the greatest number.
moderate = st.one_of(
    st.integers(-4, 4).map(Decimal),
    st.decimals(-1000, 1000, places=2),
    st.sampled_from([Decimal("1E+3000"), Decimal("-1E+3000"), Decimal("1E-3000")]),
)
points = moderate | st.sampled_from([Decimal("1E+6144"), Decimal("-1E+6144"), Decimal("1E-6100")])


def rounded_to_tenths(x):
    return interval.round_interval(x, 1, "half up")


def rounded_to_step(x):
    return interval.round_interval_to_step(x, Decimal("0.75"), "half even")


def least(*numbers):
    return interval.minimum(numbers)


def greatest(*numbers):
    return interval.maximum(numbers)


OPERATIONS = [
    (interval.add, 2),
    (interval.subtract, 2),
    (interval.multiply, 2),
    (interval.divide, 2),
    (interval.negate, 1),
    (interval.absolute, 1),
    (interval.floor, 1),
    (interval.ceiling, 1),
    (rounded_to_tenths, 1),
    (rounded_to_step, 1),
    (interval.clamp, 3),
    (least, 3),
    (greatest, 3),
]
operations = pytest.mark.parametrize(
    ("operation", "arity"), OPERATIONS, ids=[operation.__name__ for operation, _ in OPERATIONS]
)


@st.composite
def nested(draw, points=points):
    """A point, an interval around it, and a wider one around that."""
    low, inner_low, middle, inner_high, high = sorted(draw(st.tuples(*[points] * 5)))
    if draw(st.booleans()):
        inner_low = inner_high = middle
    wide_low = draw(st.sampled_from([low, inner_low, None]))
    wide_high = draw(st.sampled_from([high, inner_high, None]))
    inner = Interval(
        None if wide_low is None and draw(st.booleans()) else inner_low,
        None if wide_high is None and draw(st.booleans()) else inner_high,
        CAUSES,
    )
    return Interval.of(middle), inner, Interval(wide_low, wide_high, CAUSES)


def encloses(outer, inner):
    """Whether inner lies within outer, in 34 digits."""
    if outer.low is not None and (inner.low is None or written(inner.low) < written(outer.low)):
        return False
    return outer.high is None or (inner.high is not None and written(inner.high) <= written(outer.high))


def result(operation, operands):
    try:
        return operation(*operands)
    except Impossible as problem:
        return problem


def narrowings(data, operation, arity, points):
    """Pairs of the results for narrower and for wider operands."""
    drawn = [data.draw(nested(points)) for _ in range(arity)]
    point, inner, outer = (result(operation, operands) for operands in zip(*drawn, strict=True))
    return [(point, inner), (inner, outer), (point, outer)]


@operations
@given(data=st.data())
def test_narrower_operands_give_a_result_within_the_former_one(operation, arity, data):
    for narrow, wide in narrowings(data, operation, arity, moderate):
        if isinstance(wide, Impossible):
            # What is impossible for every operand is so for these.
            assert isinstance(narrow, Impossible)
        elif isinstance(narrow, Impossible):
            assert wide.unbounded
        else:
            assert encloses(wide, narrow)


@operations
@given(data=st.data())
def test_only_problems_of_magnitude_are_excepted_from_narrowing(operation, arity, data):
    for narrow, wide in narrowings(data, operation, arity, points):
        if isinstance(wide, Impossible):
            assert isinstance(narrow, Impossible)
        elif isinstance(narrow, Impossible):
            assert wide.unbounded or narrow.code == "magnitude"
        else:
            # No end is not taken for one past the greatest number; a finite one can be.
            assert encloses(wide, narrow) or narrow.unbounded


@operations
@given(data=st.data())
def test_points_give_a_point_without_causes(operation, arity, data):
    found = result(operation, [Interval.of(data.draw(points)) for _ in range(arity)])
    assume(not isinstance(found, Impossible))
    assert found.low == found.high
    assert found.causes == ()


@operations
@given(data=st.data())
def test_an_inexact_result_has_causes_and_an_exact_one_has_none(operation, arity, data):
    found = result(operation, [data.draw(nested())[2] for _ in range(arity)])
    assume(not isinstance(found, Impossible))
    assert found.causes == (() if found.exact else CAUSES)


@given(st.sampled_from(COMPARISONS), nested(), nested())
def test_a_comparison_that_is_answered_stays_answered_when_narrowed(operator, a, b):
    answers = [interval.compare(operator, left, right) for left, right in zip(a, b, strict=True)]
    assert not isinstance(answers[0], Unknown)
    for narrow, wide in pairwise(answers):
        assert isinstance(wide, Unknown) or narrow is wide


@given(st.sampled_from(COMPARISONS), nested(), nested())
def test_a_comparison_and_its_opposite_are_opposite(operator, a, b):
    opposite = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}[operator]
    answer = interval.compare(operator, a[2], b[2])
    other = interval.compare(opposite, a[2], b[2])
    assert other == answer if isinstance(answer, Unknown) else other is (not answer)


fractions_of = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "divide": lambda a, b: a / b,
    "negate": lambda a: -a,
    "absolute": abs,
    "floor": floor,
    "ceiling": ceil,
    "rounded_to_tenths": lambda a: Fraction((1 if a > 0 else -1) * floor(abs(a) * 10 + Fraction(1, 2)), 10),
    "rounded_to_step": lambda a: round(a / Fraction(3, 4)) * Fraction(3, 4),
    "clamp": lambda x, low, high: max(low, min(x, high)),
    "least": min,
    "greatest": max,
}


@operations
@given(data=st.data())
def test_a_point_gives_what_exact_fractions_give(operation, arity, data):
    drawn = [data.draw(st.decimals(-1000, 1000, places=2)) for _ in range(arity)]
    try:
        found = operation(*map(Interval.of, drawn)).value
    except Impossible:
        assert (arity == 2 and drawn[1] == 0) or (arity == 3 and drawn[1] > drawn[2])
        return
    exact = Fraction(fractions_of[operation.__name__](*map(Fraction, drawn)))
    # Half a unit in the 34th digit.
    assert abs(Fraction(found) - exact) <= abs(exact) / (2 * 10**33)


@operations
@given(data=st.data())
def test_any_point_of_the_operands_lands_in_the_result(operation, arity, data):
    ends = [sorted(data.draw(st.tuples(*[st.decimals(-50, 50, places=1)] * 3))) for _ in range(arity)]
    if operation.__name__ == "clamp":  # bounds that may cross give everything, which says nothing here
        bounds = sorted(ends[1] + ends[2])
        ends[1:] = [bounds[:3], bounds[3:]]
    if operation.__name__ == "divide":  # so does a divisor that may be zero
        sign = data.draw(st.sampled_from([1, -1]))
        ends[1] = sorted(sign * (abs(end) + Decimal("0.1")) for end in ends[1])
    found = result(operation, [Interval(low, high) for low, _, high in ends])
    assume(not isinstance(found, Impossible) and not found.unbounded)
    exact = fractions_of[operation.__name__](*(Fraction(middle) for _, middle, _ in ends))
    margin = abs(exact) / 10**33
    assert Fraction(found.low) - margin <= exact <= Fraction(found.high) + margin


@operations
@given(data=st.data())
def test_the_context_of_the_caller_makes_no_difference(operation, arity, data):
    operands = [data.draw(nested())[1] for _ in range(arity)]
    expected = result(operation, operands)
    with localcontext(Context(prec=3, Emax=5, Emin=-5, traps=[Inexact, Rounded])):
        found = result(operation, operands)
        assert repr(found) == repr(expected)


@given(nested(), nested())
def test_the_hull_encloses_its_parts(a, b):
    hull = interval.hull([a[2], b[2]])
    assert encloses(hull, a[2])
    assert encloses(hull, b[2])
