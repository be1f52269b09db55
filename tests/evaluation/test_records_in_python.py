"""Values that only Python can put into a record."""

from __future__ import annotations

from collections import OrderedDict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

import policyrules

POLICY = policyrules.loads(
    """
    policy: record
    edition: 1
    facts: {n: number, t: text, d: date, m: datetime, age: duration, span: period, l: {list: number}, f: flag}
    bars:
      main:
        modality: must not
        grounds:
          n: {when: n > 1}
          t: {when: t = "a"}
          d: {when: d < as_of}
          m: {when: m < 2026-01-01T00:00:00Z}
          age: {when: age > 1 day}
          span: {when: span > 1 year}
          l: {when: count(l) > 1}
          f: {when: f}
    """
)


def faults(record: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(policyrules.RecordError) as refused:
        POLICY.evaluate(record, as_of="2026-05-01")
    return [(one.pointer, one.code) for one in refused.value.faults]


def grounds(record: dict[str, Any]) -> tuple[str, ...]:
    return POLICY.evaluate(record, as_of=date(2026, 5, 1)).bars["main"].grounds


@pytest.mark.parametrize(
    "number", [float("nan"), float("inf"), float("-inf"), Decimal("NaN"), Decimal("Infinity")]
)
def test_what_is_no_number_is_invalid(number):
    assert faults({"n": number}) == [("/n", "not-finite")]


@pytest.mark.parametrize(
    "number", [10**6145, Decimal("1E6145"), Decimal("-2E6144")], ids=["integer", "decimal", "negative"]
)
def test_a_number_past_the_magnitude_is_invalid(number):
    assert faults({"n": number}) == [("/n", "magnitude")]


@pytest.mark.parametrize(
    "number",
    [10**6144, Decimal("1E6144"), Decimal("1.000000000000000000000000000000001")],
    ids=["integer", "decimal", "digits"],
)
def test_a_number_within_magnitude_and_digits_is_read(number):
    assert grounds({"n": number}) == ("n",)


def test_more_than_34_digits_are_invalid():
    assert faults({"n": 10**34 + 1}) == [("/n", "too-many-digits")]


def test_trailing_zeros_are_no_digits():
    assert grounds({"n": Decimal("2." + "0" * 60)}) == ("n",)


def test_half_a_character_is_no_text():
    assert faults({"t": "\ud800"}) == [("/t", "not-text")]


def test_bytes_are_no_text():
    assert faults({"t": b"a"}) == [("/t", "wrong-type")]


def test_date_objects_are_dates():
    assert grounds({"d": date(2026, 4, 30)}) == ("d",)


def test_a_datetime_object_is_no_date():
    assert faults({"d": datetime(2026, 4, 30, tzinfo=UTC)}) == [("/d", "not-a-date")]


def test_datetime_objects_are_datetimes():
    assert grounds({"m": datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC)}) == ("m",)


def test_a_date_object_is_no_datetime():
    assert faults({"m": date(2026, 4, 30)}) == [("/m", "wrong-type")]


def test_timedeltas_are_durations():
    assert grounds({"age": timedelta(days=1, microseconds=1)}) == ("age",)


def test_periods_of_the_library_are_periods():
    assert grounds({"span": policyrules.Period(13)}) == ("span",)


def test_tuples_are_lists_and_any_mapping_is_a_record():
    assert grounds(MappingProxyType(OrderedDict(l=(1, 2)))) == ("l",)  # type: ignore[arg-type]


def test_a_set_is_no_list():
    assert faults({"l": {1, 2}}) == [("/l", "wrong-type")]


def test_the_caller_may_change_the_record_afterwards():
    record = {"l": [1, 2]}
    decision = POLICY.evaluate(record, as_of="2026-05-01")
    record["l"].clear()
    assert decision.facts["l"] == (1, 2)
    assert decision.trace() == POLICY.evaluate({"l": [1, 2]}, as_of="2026-05-01").trace()
