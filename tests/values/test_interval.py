from decimal import Decimal

import pytest

from policyrules.values import interval
from policyrules.values.interval import Interval, everything
from policyrules.values.unknown import Impossible, Missing, Unknown

D = Decimal
A, B, C = Missing("a"), Missing("b"), Missing("c")


def point(x):
    return Interval.of(D(x))


def between(low, high, *causes):
    return Interval(None if low is None else D(low), None if high is None else D(high), causes)


def code_of(call, *arguments):
    with pytest.raises(Impossible) as caught:
        call(*arguments)
    return caught.value.code


def test_a_known_number_is_one_exact_point():
    known = Interval.of(12)
    assert known.exact
    assert known.value == 12
    assert not known.unbounded


def test_a_number_without_ends_is_unbounded_and_has_no_value():
    nothing_known = everything([A])
    assert nothing_known.unbounded
    assert not nothing_known.exact
    assert nothing_known.causes == (A,)
    with pytest.raises(ValueError, match="not one number"):
        _ = nothing_known.value


def test_one_end_is_neither_exact_nor_unbounded():
    assert not between(0, None).exact
    assert not between(0, None).unbounded


def test_an_exact_interval_carries_no_causes():
    assert between(3, 3, A).causes == ()
    assert between(3, 4, A).causes == (A,)


def test_ends_that_meet_in_34_digits_are_exact():
    nearly = interval.multiply(interval.divide(point(1), point(3)), point(3))
    assert Interval(nearly.low, D(1), (A,)).exact
    assert Interval(nearly.low, D(1), (A,)).causes == ()
    assert Interval(nearly.low, D(1)).value == 1


def test_what_becomes_inexact_again_has_its_causes_again():
    nearly = interval.multiply(interval.divide(point(1), point(3)), point(3))
    difference = interval.subtract(Interval(nearly.low, D(1), (A,)), point(1))
    assert difference.exact is False
    assert difference.causes == (A,)


def test_equality_and_hash_are_of_34_digits_and_leave_causes_out():
    nearly = interval.multiply(interval.divide(point(1), point(3)), point(3))
    assert nearly == point(1)
    assert hash(nearly) == hash(point(1))
    assert between(0, 1, A) == between("0.0", "1.00", B)
    assert between(0, 1) != between(0, 2)
    assert between(0, None) != between(0, 0)


def test_the_value_has_no_trailing_zeros():
    assert str(point("40.00").value) == "40"
    assert str(point("4E+1").value) == "40"


def test_ends_in_the_wrong_order_are_refused():
    with pytest.raises(ValueError, match="past its high end"):
        between(2, 1)


def test_a_number_past_the_greatest_is_a_problem():
    assert code_of(Interval.of, D("1E+6145")) == "magnitude"


def test_sums_and_differences_go_from_end_to_end():
    assert interval.add(between(1, 2), between(10, 20)) == between(11, 22)
    assert interval.subtract(between(1, 2), between(10, 20)) == between(-19, -8)
    assert interval.add(between(1, None), between(10, 20)) == between(11, None)
    assert interval.subtract(between(1, None), between(10, 20)) == between(-19, None)
    assert interval.subtract(point(0), between(1, None)) == between(None, -1)


@pytest.mark.parametrize(
    ("a", "b", "product"),
    [
        ((2, 3), (4, 5), (8, 15)),
        ((-2, 3), (4, 5), (-10, 15)),
        ((-2, 3), (-5, 4), (-15, 12)),
        ((-3, -2), (-5, -4), (8, 15)),
        ((0, 3), (4, None), (0, None)),
        ((2, None), (-1, 1), (None, None)),
        ((0, 0), (None, None), (0, 0)),
        ((0, None), (0, None), (0, None)),
        ((None, -1), (2, 3), (None, -2)),
    ],
)
def test_products_reach_from_the_least_to_the_greatest_corner(a, b, product):
    assert interval.multiply(between(*a), between(*b)) == between(*product)
    assert interval.multiply(between(*b), between(*a)) == between(*product)


def test_zero_times_something_unknown_is_zero_without_causes():
    product = interval.multiply(point(0), everything([A]))
    assert product.value == 0
    assert product.causes == ()


@pytest.mark.parametrize(
    ("a", "b", "quotient"),
    [
        ((1, 2), (4, 8), ("0.125", "0.5")),
        ((-1, 2), (4, 8), ("-0.25", "0.5")),
        ((1, 2), (-8, -4), ("-0.5", "-0.125")),
        ((1, 2), (4, None), (0, "0.5")),
        ((1, None), (4, None), (0, None)),
        ((None, None), (4, 8), (None, None)),
        ((0, 0), (1, None), (0, 0)),
    ],
)
def test_quotients_reach_from_the_least_to_the_greatest_corner(a, b, quotient):
    assert interval.divide(between(*a), between(*b)) == between(*quotient)


@pytest.mark.parametrize("divisor", [(0, 1), (-1, 0), (-1, 1), (None, None), (0, None), (None, 5)])
def test_a_divisor_that_may_be_zero_leaves_nothing_known(divisor):
    quotient = interval.divide(between(1, 2, A), between(*divisor, B))
    assert quotient.unbounded
    assert quotient.causes == (A, B)


def test_a_divisor_that_is_zero_is_a_problem():
    assert code_of(interval.divide, point(1), point(0)) == "division-by-zero"
    assert code_of(interval.divide, everything([A]), point("-0.0")) == "division-by-zero"


def test_a_result_past_the_greatest_number_is_a_problem():
    huge = point("9E+6143")
    assert code_of(interval.add, huge, huge) == "magnitude"
    assert code_of(interval.subtract, interval.negate(huge), huge) == "magnitude"
    assert code_of(interval.multiply, huge, huge) == "magnitude"
    assert code_of(interval.divide, huge, point("1E-6000")) == "magnitude"


def test_a_result_that_is_past_the_greatest_number_in_every_case_is_a_problem():
    assert code_of(interval.multiply, between("1E+6000", None, A), point("1E+6000")) == "magnitude"
    assert code_of(interval.multiply, between(None, "-1E+6000", A), point("1E+6000")) == "magnitude"


def test_a_result_that_may_be_past_the_greatest_number_leaves_nothing_known():
    product = interval.multiply(between(1, "1E+6000", A), point("1E+6000"))
    assert product.unbounded
    assert product.causes == (A,)


def test_negation_and_absolute_value():
    assert interval.negate(between(-1, 3)) == between(-3, 1)
    assert interval.negate(between(0, None)) == between(None, 0)
    assert interval.absolute(between(-5, 3)) == between(0, 5)
    assert interval.absolute(between(-5, -3)) == between(3, 5)
    assert interval.absolute(between(3, 5)) == between(3, 5)
    assert interval.absolute(between(None, -3)) == between(3, None)
    assert interval.absolute(everything([A])) == between(0, None)


def test_rounding_rounds_each_end():
    assert interval.floor(between("1.5", "2.5")) == between(1, 2)
    assert interval.ceiling(between("1.5", "2.5")) == between(2, 3)
    assert interval.floor(between("-1.5", None)) == between(-2, None)
    assert interval.round_interval(between("1.25", "1.35"), 1, "half up") == between("1.3", "1.4")
    assert interval.round_interval(between("1.25", "1.35"), 1, "half even") == between("1.2", "1.4")
    assert interval.round_interval_to_step(between("1.2", "1.9"), D("0.5"), "down") == between(1, "1.5")


def test_rounding_can_make_an_unknown_number_known():
    rounded = interval.floor(between("1.2", "1.8", A))
    assert rounded.value == 1
    assert rounded.causes == ()


def test_rounding_that_is_impossible_is_so_for_unknown_numbers_too():
    assert code_of(interval.round_interval, everything([A]), 6145, "up") == "magnitude"
    assert code_of(interval.round_interval_to_step, everything([A]), D(0), "up") == "rounding-step"


def test_rounding_that_may_pass_the_greatest_number_leaves_nothing_known():
    rounded = interval.round_interval_to_step(between(0, "1E+6144", A), D("7E+6143"), "up")
    assert rounded.unbounded
    assert rounded.causes == (A,)


def test_clamping_holds_a_number_between_its_bounds():
    assert interval.clamp(point(5), point(0), point(3)) == point(3)
    assert interval.clamp(point(-5), point(0), point(3)) == point(0)
    assert interval.clamp(point(2), point(0), point(3)) == point(2)
    assert interval.clamp(between(None, 2), point(0), point(3)) == between(0, 2)
    assert interval.clamp(everything([A]), point(0), point(3)) == between(0, 3)
    assert interval.clamp(everything([A]), between(0, 1), between(3, 4)) == between(0, 4)


def test_bounds_that_may_cross_leave_nothing_known():
    clamped = interval.clamp(point(1), between(0, 5, B), between(3, 4, C))
    assert clamped.unbounded
    assert clamped.causes == (B, C)


def test_bounds_that_touch_do_not_cross():
    assert interval.clamp(everything([A]), point(3), point(3)).value == 3


def test_crossed_bounds_are_a_problem():
    assert code_of(interval.clamp, everything([A]), point(4), point(3)) == "clamp-bounds"
    assert code_of(interval.clamp, point(1), between(4, 5), between(2, 3)) == "clamp-bounds"


def test_least_and_greatest_of_unknown_numbers():
    numbers = [between(1, 5), between(2, 3), between(0, None)]
    assert interval.minimum(numbers) == between(0, 3)
    assert interval.maximum(numbers) == between(2, None)
    assert interval.hull(numbers) == between(0, None)
    assert interval.hull([point(2), point(1)]) == between(1, 2)


def test_least_and_greatest_of_nothing_are_problems():
    for operation in (interval.minimum, interval.maximum, interval.hull):
        assert code_of(operation, []) == "nothing-to-compare"


def test_only_what_can_be_the_least_keeps_the_least_unknown():
    numbers = [between(1, 5, A), between(5, 9, B), between(0, None, C)]
    assert interval.minimum(numbers).causes == (A, C)
    assert interval.maximum([between(0, 5, A), between(5, 9, B)]).causes == (B,)


def test_a_hull_takes_the_causes_of_the_choice_first():
    assert interval.hull([point(1), between(2, 3, A)], causes=[B]).causes == (B, A)
    assert interval.hull([point(1), point(1)], causes=[B]).causes == ()


def test_an_exact_operand_adds_no_causes():
    assert interval.add(between(3, 3, A), between(0, 1, B)).causes == (B,)


def test_causes_are_those_of_the_inexact_operands_in_order_and_once():
    total = interval.add(interval.add(between(0, 1, B, A), point(5)), between(0, 1, A, C))
    assert total.causes == (B, A, C)


@pytest.mark.parametrize(
    ("a", "operator", "b", "answer"),
    [
        ((1, 2), "<", (3, 4), True),
        ((1, 3), "<", (3, 4), None),
        ((3, 4), "<", (1, 3), False),
        ((None, 2), "<", (3, None), True),
        ((1, 3), "<=", (3, 4), True),
        ((1, 4), "<=", (3, 4), None),
        ((4, 5), "<=", (1, 3), False),
        ((3, 4), "<=", (1, 3), None),
        ((3, 4), ">", (1, 2), True),
        ((1, 3), ">", (3, 4), False),
        ((3, 4), ">", (1, 3), None),
        ((3, 4), ">=", (1, 3), True),
        ((1, 2), ">=", (3, 4), False),
        ((1, 3), ">=", (3, 4), None),
        ((2, 2), "=", (2, 2), True),
        ((2, 2), "=", (3, 3), False),
        ((1, 2), "=", (3, 4), False),
        ((1, 3), "=", (3, 4), None),
        ((1, 3), "=", (1, 3), None),
        ((2, 2), "=", (2, 3), None),
        ((2, 2), "!=", (2, 2), False),
        ((3, 4), "!=", (1, 2), True),
        ((1, 3), "!=", (3, 4), None),
        ((None, None), "=", (1, 1), None),
        ((0, None), ">=", (0, 0), True),
    ],
)
def test_comparisons_answer_when_every_pair_agrees(a, operator, b, answer):
    found = interval.compare(operator, between(*a, A), between(*b, B))
    assert (None if isinstance(found, Unknown) else found) is answer


def test_an_unknown_comparison_names_the_inexact_operands():
    assert interval.compare("<", between(1, 3, B), between(2, 4, A, B)) == Unknown((B, A))
    assert interval.compare("=", point(1), between(0, 2, A)) == Unknown((A,))


def test_comparisons_are_of_34_digits():
    nearly = interval.multiply(interval.divide(point(1), point(3)), point(3))
    assert interval.compare("=", nearly, point(1)) is True
    assert interval.compare("<", nearly, point(1)) is False
    assert interval.compare(">=", nearly, point(1)) is True
    assert interval.compare("=", point("1." + "0" * 32 + "1"), point(1)) is False
