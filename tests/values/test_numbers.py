from decimal import Clamped, Context, Decimal, Inexact, Rounded, localcontext
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyrules.values.numbers import (
    CARRY,
    ROUNDING_MODES,
    decimal_text,
    parse_number,
    plain,
    round_to_places,
    round_to_step,
    significant_digits,
    written,
)
from policyrules.values.unknown import Impossible

D = Decimal
numbers = st.decimals(-(10**9), 10**9, places=4)


def code_of(call, *arguments):
    with pytest.raises(Impossible) as caught:
        call(*arguments)
    return caught.value.code


def test_a_third_times_three_is_one_once_written():
    third = CARRY.divide(D(1), D(3))
    assert CARRY.multiply(third, D(3)) != 1
    assert written(CARRY.multiply(third, D(3))) == 1


def test_five_twenty_fourths_of_eighteen_are_three_and_three_quarters():
    assert written(CARRY.multiply(CARRY.divide(D(5), D(24)), D(18))) == D("3.75")


def test_writing_rounds_to_34_digits_half_even():
    assert written(D("1." + "0" * 32 + "25")) == D("1." + "0" * 32 + "2")
    assert written(D("1." + "0" * 32 + "35")) == D("1." + "0" * 32 + "4")
    assert written(D("1." + "0" * 32 + "251")) == D("1." + "0" * 32 + "3")


def test_ten_to_the_6144_is_still_a_number_and_past_it_is_not():
    assert written(D("1E+6144")) == D(10) ** 6144
    assert written(D("-1E+6144")) == D("-1E+6144")
    assert code_of(written, D("1.1E+6144")) == "magnitude"
    assert code_of(written, D("-1.1E+6144")) == "magnitude"
    assert code_of(written, D("1E+6145")) == "magnitude"
    assert code_of(written, D("1E+999999999")) == "magnitude"


def test_magnitude_is_judged_after_rounding_to_34_digits():
    assert written(D("1." + "0" * 40 + "1E+6144")) == D("1E+6144")
    assert written(D("9" * 40 + "E+6104")) == D("1E+6144")


def test_what_is_nearer_to_zero_than_any_34_digit_number_is_zero():
    assert written(D("1E-99999999")) == 0
    assert decimal_text(D("-1E-99999999")) == "0"
    assert CARRY.multiply(D("1E-6000"), D("1E-6000")) == 0


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0.50", "0.5"),
        ("1.2E+3", "1200"),
        ("1200.00", "1200"),
        ("-0", "0"),
        ("-0.000", "0"),
        ("0E+9000", "0"),
        ("-3.140", "-3.14"),
        ("1E-7", "0.0000001"),
        ("100", "100"),
        ("1E+40", "1" + "0" * 40),
    ],
)
def test_text_has_no_exponent_no_trailing_zeros_and_no_negative_zero(number, text):
    assert decimal_text(D(number)) == text
    assert str(plain(D(number))) == (text if text != "0.0000001" else "1E-7")


def test_plain_has_neither_trailing_zeros_nor_a_positive_exponent():
    assert plain(D("1.2E+3")).as_tuple() == D(1200).as_tuple()
    assert plain(D("8.00")).as_tuple() == D(8).as_tuple()
    assert plain(D("-0.0")).as_tuple() == D(0).as_tuple()


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        ("0", 1),
        ("0.00", 1),
        ("1200", 2),
        ("0.050", 1),
        ("-12.34", 4),
        ("1E+50", 1),
        ("101", 3),
        ("1" * 40, 40),
    ],
)
def test_significant_digits_leave_out_zeros_at_both_ends(number, digits):
    assert significant_digits(D(number)) == digits


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("half up", ["3", "-3", "2", "-2", "4", "3"]),
        ("half even", ["2", "-2", "2", "-2", "4", "3"]),
        ("down", ["2", "-2", "2", "-2", "3", "2"]),
        ("up", ["3", "-3", "3", "-3", "4", "3"]),
        ("floor", ["2", "-3", "2", "-3", "3", "2"]),
        ("ceiling", ["3", "-2", "3", "-2", "4", "3"]),
    ],
)
def test_each_mode_rounds_its_own_way(mode, expected):
    points = [D("2.5"), D("-2.5"), D("2.4"), D("-2.4"), D("3.5"), D("2.6")]
    wanted = [D(text) for text in expected]
    assert [round_to_places(x, 0, mode) for x in points] == wanted
    assert [round_to_step(x, D(1), mode) for x in points] == wanted


def test_negative_places_round_to_tens():
    assert round_to_places(D(1250), -2, "half up") == 1300
    assert round_to_places(D(1250), -2, "half even") == 1200
    assert round_to_places(D(5), -6144, "up") == D("1E+6144")
    assert round_to_places(D(5), -6144, "down") == 0


def test_more_places_than_there_are_change_nothing():
    assert round_to_places(D("1.25"), 6144, "up") == D("1.25")


def test_places_past_6144_are_a_problem_of_magnitude():
    assert code_of(round_to_places, D(1), 6145, "up") == "magnitude"
    assert code_of(round_to_places, D(1), -6145, "up") == "magnitude"
    assert code_of(round_to_places, D(1), 10**5000, "up") == "magnitude"


def test_rounding_looks_at_34_digits_and_not_at_the_50_carried():
    nearly = CARRY.multiply(CARRY.divide(D(1), D(3)), D(3))
    assert round_to_places(nearly, 0, "floor") == 1
    assert round_to_step(nearly, D(1), "floor") == 1
    assert round_to_places(CARRY.divide(nearly, D(2)), 0, "half up") == 1


def test_steps_need_not_be_powers_of_ten():
    assert round_to_step(D("7.3"), D("0.25"), "half up") == D("7.25")
    assert round_to_step(D("7.375"), D("0.25"), "half up") == D("7.5")
    assert round_to_step(D("7.375"), D("0.25"), "half even") == D("7.5")
    assert round_to_step(D("7.125"), D("0.25"), "half even") == D("7")
    assert round_to_step(D(-8), D(5), "up") == -10
    assert round_to_step(D(-8), D(5), "ceiling") == -5


def test_a_step_that_is_not_more_than_zero_is_a_problem():
    assert code_of(round_to_step, D(1), D(0), "up") == "rounding-step"
    assert code_of(round_to_step, D(1), D(-1), "up") == "rounding-step"


def test_rounding_past_the_greatest_number_is_a_problem():
    assert code_of(round_to_step, D("1E+6144"), D("7E+6143"), "up") == "magnitude"


def test_far_apart_magnitudes_round_exactly():
    assert round_to_step(D("1E+6000"), D("0.01"), "up") == D("1E+6000")
    assert round_to_step(D("1E-6000"), D(5), "up") == 5


@given(numbers, st.decimals("0.01", 50, places=2), st.sampled_from(list(ROUNDING_MODES)))
def test_rounding_to_a_step_agrees_with_fractions(x, step, mode):
    quotient = Fraction(x) / Fraction(step)
    away = 1 if quotient > 0 else -1
    nearest = {
        "floor": floor(quotient),
        "ceiling": ceil(quotient),
        "down": int(quotient),
        "up": away * ceil(abs(quotient)),
        "half up": away * floor(abs(quotient) + Fraction(1, 2)),
        "half even": round(quotient),
    }[mode]
    assert Fraction(round_to_step(x, step, mode)) == nearest * Fraction(step)


@given(numbers, st.integers(-6, 6), st.sampled_from(list(ROUNDING_MODES)))
def test_rounding_to_places_is_rounding_to_that_power_of_ten(x, places, mode):
    assert round_to_places(x, places, mode) == round_to_step(x, D(1).scaleb(-places), mode)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("12", "12"),
        ("0.5", "0.5"),
        ("1_000", "1000"),
        ("12_345_678.90", "12345678.90"),
        ("95%", "0.95"),
        ("0.5%", "0.005"),
        ("1_000%", "10"),
        ("0.05", "0.05"),
    ],
)
def test_numbers_are_read_exactly(text, number):
    assert parse_number(text) == D(number)


def test_long_numbers_keep_all_their_digits():
    assert parse_number("1" * 60 + "." + "3" * 60) == D("1" * 60 + "." + "3" * 60)
    assert parse_number("9" * 9000) == D("9" * 9000)


@pytest.mark.parametrize(
    "text",
    [
        "", "01", "00", "-1", "+1", ".5", "5.", "1,000", "1_00", "10_00", "1000_000", "_100", "100_", "1__000",
        "0_000", "1.000_000", "1e3", "1E3", "12 ", " 12", "12\n", "12 %", "95%%", "１２", "٣", "NaN", "Infinity",
        "0x10", "%",
    ],
)  # fmt: skip
def test_anything_else_is_no_number(text):
    assert parse_number(text) is None


def test_the_context_of_the_caller_makes_no_difference():
    def everything():
        x = D("123456789.123456789")
        return [
            written(x),
            decimal_text(x),
            plain(D("1E+20")),
            parse_number("123456789.5%"),
            significant_digits(x),
            *(round_to_places(x, places, mode) for mode in ROUNDING_MODES for places in (-3, 0, 4)),
            *(round_to_step(x, D("0.075"), mode) for mode in ROUNDING_MODES),
        ]

    expected = everything()
    with localcontext(Context(prec=3, Emax=5, Emin=-5, traps=[Inexact, Rounded, Clamped])):
        found = everything()
    assert list(map(repr, found)) == list(map(repr, expected))
