"""Figures that look like slips."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from comparison.samples import changed
from policyrules.comparison.magnitude import warnings
from policyrules.language.parser import parse_expression
from policyrules.text.fragment import Fragment
from policyrules.values.calendar import Duration, Period


def codes(old, new):
    return [one.code for one in warnings(old, new, "value")]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (Decimal(3), Decimal(300), ["hundredfold"]),
        (Decimal(3), Decimal(299), []),
        (Decimal(300), Decimal(3), ["hundredth"]),
        (Decimal(300), Decimal("3.1"), []),
        (Decimal("0.95"), Decimal(95), ["percent"]),
        (Decimal(95), Decimal("0.95"), ["percent"]),
        (Decimal("0.95"), Decimal(96), ["hundredfold"]),
        (Decimal(5), Decimal(-5), ["sign"]),
        (Decimal(0), Decimal(5), []),
        (Decimal(5), Decimal(0), []),
        (date(2026, 1, 1), date(2036, 12, 31), []),
        (date(2026, 1, 1), date(2037, 1, 1), ["far-date"]),
        (Period(36), Period(3), ["other-unit"]),
        (Period(3), Period(36), ["other-unit"]),
        (Period(36), Period(24), []),
        (Period(1), Period(120), ["hundredfold"]),
        (Duration(Decimal(3 * 86400)), Duration(Decimal(3 * 3600)), ["other-unit"]),
        (Duration(Decimal(86400)), Duration(Decimal(86400 * 100)), ["hundredfold"]),
        (Period(3), Duration(Decimal(3 * 86400)), ["other-unit"]),
        (True, False, []),
        ("a", "b", []),
        (None, Decimal(5), []),
    ],
)
def test_what_looks_like_a_slip(old, new, expected):
    assert codes(old, new) == expected


def expression(text):
    return parse_expression(Fragment.of(text))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("rate >= 0.95", "rate >= 95", ["percent"]),
        ("x > 3 and y > 5", "x > 3 and y > 500", ["hundredfold"]),
        ("5", "-5", ["sign"]),
        ("x > 3", "y > 300", ["hundredfold"]),
        ("x > 3", "300 < x", []),
        ("f(1, 2)", "f(1, 2, 300)", []),
        ("x in [1, 2]", "x in [1, 200]", ["hundredfold"]),
    ],
)
def test_figures_within_expressions_are_looked_at_where_they_stand_in_the_same_place(old, new, expected):
    found = warnings(expression(old), expression(new), "when")
    assert [one.code for one in found] == expected


def test_a_number_that_is_no_longer_a_percent_is_told():
    (change,) = changed(("rate: {type: percent", "rate: {type: number")).altering
    assert [one.code for one in change.warnings] == ["percent"]


def test_a_warning_stands_with_its_change():
    text = changed(("value: 3 years", "value: 3 months")).report()
    assert "look again: 3 years and 3 months: the same figure in another unit?" in " ".join(text.split())
