import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Context, Decimal, Inexact, Rounded, localcontext

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policyrules.values.calendar import (
    Duration,
    Period,
    add_duration,
    add_period,
    days_between,
    difference,
    end_of_month,
    make_date,
    months_between,
    scale_duration,
    scale_period,
    weekday,
    years_between,
)
from policyrules.values.numbers import CARRY
from policyrules.values.unknown import Impossible

D = Decimal
DAY = 86_400
CHINA = timezone(timedelta(hours=8))
periods = st.integers(-1200, 1200).map(Period)
month_ends = st.sampled_from(["down", "up"])
dates = st.dates(date(200, 1, 1), date(9800, 1, 1))


def iso(text):
    return date.fromisoformat(text)


def days(count):
    return Duration(D(count * DAY))


def code_of(call, *arguments):
    with pytest.raises(Impossible) as caught:
        call(*arguments)
    return caught.value.code


# Periods and durations as values


def test_equal_durations_are_equal_in_hash_and_repr():
    same = [Duration(D("864E+2")), Duration(D("86400.00")), Duration(86400)]
    assert len(set(same)) == 1
    assert {repr(duration) for duration in same} == {"Duration(seconds=86400)"}
    assert repr(Duration(D("-0.0"))) == "Duration(seconds=0)"


def test_durations_compare_in_34_digits():
    seventh = scale_duration(days(1), CARRY.divide(D(1), D(7)))
    whole = scale_duration(seventh, D(7))
    assert whole == days(1)
    assert hash(whole) == hash(days(1))
    assert not whole < days(1)
    assert whole >= days(1)


def test_periods_and_durations_are_ordered():
    assert Period(-1) < Period(0) < Period(11) < Period(12)
    assert days(-1) < days(0) < Duration(D("0.5")) < days(1)


def test_periods_and_durations_pickle():
    assert pickle.loads(pickle.dumps((Period(7), days(3)))) == (Period(7), days(3))  # noqa: S301 - our own bytes


def test_magnitude_is_limited_as_for_numbers():
    assert Period(10**6144).months == 10**6144
    assert code_of(Period, 10**6144 + 1) == "magnitude"
    assert code_of(Period, -(10**6144) - 1) == "magnitude"
    assert code_of(Duration, D("1.1E+6144")) == "magnitude"
    assert repr(Period(10**5000)) == f"Period(months=1{'0' * 5000})"


def test_a_number_times_a_period_must_be_whole_months():
    assert scale_period(Period(12), D("0.5")) == Period(6)
    assert scale_period(Period(36), CARRY.divide(D(1), D(3))) == Period(12)
    assert scale_period(Period(3), D(-2)) == Period(-6)
    assert code_of(scale_period, Period(1), D("0.5")) == "part-of-month"
    assert code_of(scale_period, Period(10**6000), D(10) ** 200) == "magnitude"


def test_a_number_times_a_duration_is_a_duration():
    assert scale_duration(days(1), D("1.5")) == Duration(D(129_600))
    assert scale_duration(days(1), D(0)) == days(0)
    assert code_of(scale_duration, days(1), D("1E+6144")) == "magnitude"


# Adding periods


@pytest.mark.parametrize(
    ("day", "months", "down", "up"),
    [
        ("2026-01-31", 1, "2026-02-28", "2026-03-01"),
        ("2024-01-31", 1, "2024-02-29", "2024-03-01"),
        ("2024-01-30", 1, "2024-02-29", "2024-03-01"),
        ("2024-02-29", 12, "2025-02-28", "2025-03-01"),
        ("2024-02-29", -12, "2023-02-28", "2023-03-01"),
        ("2096-02-29", 48, "2100-02-28", "2100-03-01"),
        ("2026-03-31", -1, "2026-02-28", "2026-03-01"),
        ("2026-05-31", 1, "2026-06-30", "2026-07-01"),
        ("2026-10-31", 1, "2026-11-30", "2026-12-01"),
        ("0001-01-31", 1, "0001-02-28", "0001-03-01"),
        ("9999-08-31", 1, "9999-09-30", "9999-10-01"),
    ],
)
def test_a_day_that_does_not_exist_is_met_by_month_end(day, months, down, up):
    assert add_period(iso(day), Period(months), "down") == iso(down)
    assert add_period(iso(day), Period(months), "up") == iso(up)
    assert code_of(add_period, iso(day), Period(months), "error") == "ambiguous-date"


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-01-15", 1, "2026-02-15"),
        ("2026-11-28", 3, "2027-02-28"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-01-01", -1, "2025-12-01"),
        ("2024-02-29", 48, "2028-02-29"),
        ("1996-02-29", 48, "2000-02-29"),
        ("2026-05-01", -36, "2023-05-01"),
        ("2026-01-31", 2, "2026-03-31"),
        ("0001-12-31", -11, "0001-01-31"),
        ("9998-12-31", 12, "9999-12-31"),
        ("2026-05-31", 0, "2026-05-31"),
    ],
)
def test_a_day_that_exists_is_the_same_day_of_the_month(day, months, later):
    for month_end in ("down", "up", "error"):
        assert add_period(iso(day), Period(months), month_end) == iso(later)


def test_years_and_months_are_added_at_once():
    # Year first would come to 2025-02-28 and then to 2025-03-28.
    assert add_period(iso("2024-02-29"), Period(13), "down") == iso("2025-03-29")


@pytest.mark.parametrize(
    ("day", "months"),
    [
        ("9999-12-01", 1),
        ("0001-01-31", -1),
        ("2026-01-01", 10**6),
        ("2026-01-01", -(10**6)),
        ("2026-01-01", 10**4000),
    ],
)
def test_periods_do_not_leave_the_years_1_to_9999(day, months):
    for month_end in ("down", "up", "error"):
        assert code_of(add_period, iso(day), Period(months), month_end) == "date-range"


def test_a_datetime_keeps_its_time_and_its_offset():
    moment = datetime(2026, 1, 31, 23, 30, 15, 7, CHINA)
    later = add_period(moment, Period(1), "down")
    assert later == datetime(2026, 2, 28, 23, 30, 15, 7, CHINA)
    assert later.utcoffset() == timedelta(hours=8)


@given(dates, periods, periods, month_ends)
def test_longer_periods_lead_to_later_days(day, a, b, month_end):
    first, second = add_period(day, a, month_end), add_period(day, b, month_end)
    assert (first < second) is (a < b)


@given(dates, periods)
def test_up_is_down_or_the_day_after(day, period):
    down, up = add_period(day, period, "down"), add_period(day, period, "up")
    assert up == down or up - down == timedelta(1)
    assert (up == down) is (down.day == day.day)


# Adding durations, differences


def test_dates_are_moved_by_whole_days_only():
    assert add_duration(iso("2024-02-28"), days(2)) == iso("2024-03-01")
    assert add_duration(iso("2024-03-01"), days(-1)) == iso("2024-02-29")
    assert add_duration(iso("2024-03-01"), Duration(D(48 * 3600))) == iso("2024-03-03")
    assert code_of(add_duration, iso("2024-03-01"), Duration(D(3600))) == "part-of-day"
    assert code_of(add_duration, iso("2024-03-01"), Duration(D("0.0000001"))) == "part-of-day"


def test_the_result_of_moving_a_date_is_a_date():
    assert type(add_duration(iso("2024-03-01"), days(1))) is date


def test_datetimes_are_moved_exactly():
    moment = datetime(2026, 1, 31, 23, 30, 0, 999_999, CHINA)
    assert add_duration(moment, Duration(D("3600.000001"))) == datetime(2026, 2, 1, 0, 30, 1, 0, CHINA)
    assert add_duration(moment, days(1)).utcoffset() == timedelta(hours=8)
    assert code_of(add_duration, moment, Duration(D("0.0000001"))) == "part-of-microsecond"


@pytest.mark.parametrize("seconds", ["86400", "1E+12", "1E+6144", "315569520000"])
def test_durations_do_not_leave_the_years_1_to_9999(seconds):
    assert code_of(add_duration, date.max, Duration(D(seconds))) == "date-range"
    assert code_of(add_duration, date.min, Duration(-D(seconds))) == "date-range"
    assert code_of(add_duration, datetime.max.replace(tzinfo=UTC), Duration(D(seconds))) == "date-range"


def test_the_whole_calendar_can_be_crossed_at_once():
    assert add_duration(date.min, difference(date.max, date.min)) == date.max


def test_dates_differ_by_days():
    assert difference(iso("2024-03-01"), iso("2024-02-28")) == days(2)
    assert difference(iso("2024-02-28"), iso("2024-03-01")) == days(-2)


def test_datetimes_differ_as_instants():
    a = datetime(2026, 1, 1, 8, 0, 0, 1, CHINA)
    assert difference(a, datetime(2026, 1, 1, tzinfo=UTC)) == Duration(D("0.000001"))
    first = datetime(1, 1, 1, tzinfo=CHINA)
    last = datetime(9999, 12, 31, 23, 59, 59, 999_999, timezone(timedelta(hours=-8)))
    assert difference(last, first) == Duration(D(3_652_059 * DAY + 16 * 3600) - D("0.000001"))


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(CHINA)))
def test_adding_the_difference_leads_from_one_to_the_other(a, b):
    try:
        assert add_duration(a, difference(b, a)) == b
    except Impossible as problem:
        assert problem.code == "date-range"  # noqa: PT017 - the one that offsets can bring about
        assert b.year in {1, 9999}


# Counting


def test_days_are_counted_from_the_first_to_the_second():
    assert days_between(iso("2024-02-28"), iso("2024-03-01")) == 2
    assert days_between(iso("2024-03-01"), iso("2024-02-28")) == -2
    assert days_between(date.min, date.max) == 3_652_058


@pytest.mark.parametrize(
    ("a", "b", "down", "up"),
    [
        ("2000-05-10", "2026-05-09", 25, 25),
        ("2000-05-10", "2026-05-10", 26, 26),
        ("2004-02-29", "2005-02-27", 0, 0),
        ("2004-02-29", "2005-02-28", 1, 0),
        ("2004-02-29", "2005-03-01", 1, 1),
        ("2004-02-29", "2008-02-28", 3, 3),
        ("2004-02-29", "2008-02-29", 4, 4),
        ("1896-02-29", "1900-02-28", 4, 3),
        ("1896-02-29", "1904-02-29", 8, 8),
        ("2005-02-28", "2008-02-28", 3, 3),
        ("2005-02-28", "2008-02-27", 2, 2),
        ("0001-01-01", "9999-12-31", 9998, 9998),
        ("9999-12-31", "9999-12-31", 0, 0),
        ("2026-05-10", "2000-05-10", -26, -26),
        ("2026-05-09", "2000-05-10", -25, -25),
        ("2005-02-28", "2004-02-29", -1, 0),
    ],
)
def test_years_are_whole_years_that_have_passed(a, b, down, up):
    assert years_between(iso(a), iso(b), "down") == down
    assert years_between(iso(a), iso(b), "up") == up


@pytest.mark.parametrize(
    ("a", "b", "down", "up"),
    [
        ("2026-01-31", "2026-02-27", 0, 0),
        ("2026-01-31", "2026-02-28", 1, 0),
        ("2026-01-31", "2026-03-01", 1, 1),
        ("2026-01-31", "2026-03-30", 1, 1),
        ("2026-01-31", "2026-03-31", 2, 2),
        ("2026-12-15", "2027-01-14", 0, 0),
        ("2026-12-15", "2027-01-15", 1, 1),
        ("2027-01-15", "2026-12-15", -1, -1),
        ("2027-01-14", "2026-12-15", 0, 0),
        ("0001-01-01", "9999-12-01", 119_987, 119_987),
        ("9999-01-31", "9999-12-31", 11, 11),
    ],
)
def test_months_are_whole_months_that_have_passed(a, b, down, up):
    assert months_between(iso(a), iso(b), "down") == down
    assert months_between(iso(a), iso(b), "up") == up


def test_under_error_counting_is_impossible_only_where_down_and_up_disagree():
    assert code_of(years_between, iso("2004-02-29"), iso("2005-02-28"), "error") == "ambiguous-date"
    assert code_of(years_between, iso("2005-02-28"), iso("2004-02-29"), "error") == "ambiguous-date"
    assert code_of(months_between, iso("2026-01-31"), iso("2026-02-28"), "error") == "ambiguous-date"
    assert years_between(iso("2004-02-29"), iso("2005-03-01"), "error") == 1
    assert years_between(iso("2004-02-29"), iso("2005-02-27"), "error") == 0
    assert months_between(iso("2026-01-31"), iso("2026-03-31"), "error") == 2


def test_datetimes_are_counted_as_instants():
    a = datetime(2026, 1, 1, 0, 0, tzinfo=CHINA)
    assert months_between(a, datetime(2026, 1, 31, 15, 59, tzinfo=UTC), "down") == 0
    assert months_between(a, datetime(2026, 1, 31, 16, 0, tzinfo=UTC), "down") == 1
    b = datetime(2026, 1, 31, 20, 0, tzinfo=UTC)
    assert months_between(b, datetime(2026, 3, 1, 4, 0, tzinfo=CHINA), "down") == 1
    assert (
        years_between(datetime(2025, 1, 1, tzinfo=CHINA), datetime(2025, 12, 31, 16, tzinfo=UTC), "down") == 1
    )


@given(dates, dates, month_ends)
def test_the_count_is_the_greatest_that_does_not_pass(a, b, month_end):
    assume(a <= b)
    for count, months in ((years_between, 12), (months_between, 1)):
        n = count(a, b, month_end)
        assert n >= 0
        assert add_period(a, Period(n * months), month_end) <= b
        assert add_period(a, Period((n + 1) * months), month_end) > b


@given(dates, dates, st.sampled_from(["down", "up", "error"]))
def test_counting_backwards_negates(a, b, month_end):
    try:
        forward = months_between(a, b, month_end)
    except Impossible:
        assert code_of(months_between, b, a, month_end) == "ambiguous-date"
    else:
        assert months_between(b, a, month_end) == -forward


# Making and looking at dates


def test_dates_are_made_of_numbers():
    assert make_date(2024, 2, 29) == iso("2024-02-29")


@pytest.mark.parametrize(
    "parts",
    [(2023, 2, 29), (1900, 2, 29), (2026, 13, 1), (2026, 0, 1), (2026, 4, 31), (0, 1, 1), (10_000, 1, 1), (2026, 1, -1),
     (10**5000, 1, 1), (2026, -(10**30), 1)],
)  # fmt: skip
def test_dates_that_do_not_exist_cannot_be_made(parts):
    assert code_of(make_date, *parts) == "no-such-date"


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("2026-02-01", "2026-02-28"),
        ("2024-02-29", "2024-02-29"),
        ("1900-02-10", "1900-02-28"),
        ("2000-02-10", "2000-02-29"),
        ("9999-12-01", "9999-12-31"),
        ("0001-04-01", "0001-04-30"),
    ],
)
def test_the_end_of_the_month_is_its_last_day(day, last):
    assert end_of_month(iso(day)) == iso(last)


def test_the_end_of_the_month_keeps_the_time():
    assert end_of_month(datetime(2026, 4, 2, 5, 6, tzinfo=CHINA)) == datetime(2026, 4, 30, 5, 6, tzinfo=CHINA)


def test_weeks_begin_on_monday():
    assert weekday(iso("2026-06-01")) == 1
    assert weekday(iso("2026-06-07")) == 7
    assert weekday(iso("2000-01-01")) == 6


def test_the_context_of_the_caller_makes_no_difference():
    def everything():
        moment = datetime(2026, 1, 31, 23, 30, 15, 123_457, CHINA)
        length = Duration(D("123456789.123457"))
        return [
            length,
            scale_duration(length, D("1.23456789")),
            scale_period(Period(123_456), D("0.25")),
            add_duration(moment, length),
            add_duration(iso("2026-01-31"), days(12_345)),
            difference(moment, datetime(2020, 1, 1, tzinfo=UTC)),
        ]

    expected = everything()
    with localcontext(Context(prec=3, Emax=5, Emin=-5, traps=[Inexact, Rounded])):
        found = everything()
        same = list(map(repr, found)) == list(map(repr, expected))
    assert same


def test_messages_never_show_the_operands():
    with pytest.raises(Impossible) as caught:
        add_period(iso("2026-01-31"), Period(1), "error")
    assert not any(character.isdigit() for character in caught.value.message)
