from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Context, Decimal, Inexact, Rounded, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyrules.values.calendar import (
    Duration,
    Period,
    date_text,
    datetime_text,
    duration_text,
    duration_words,
    parse_date,
    parse_datetime,
    parse_duration,
    parse_offset,
    parse_period,
    period_text,
    period_words,
)

D = Decimal
CHINA = timezone(timedelta(hours=8))
offsets = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def duration(days=0, hours=0, minutes=0, seconds=0):
    return Duration(D(((days * 24 + hours) * 60 + minutes) * 60) + D(seconds))


# Dates


def test_dates_are_year_month_day():
    assert parse_date("2026-05-31") == date(2026, 5, 31)
    assert parse_date("2024-02-29") == date(2024, 2, 29)
    assert parse_date("0001-01-01") == date.min
    assert parse_date("9999-12-31") == date.max


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0000-01-01", "20260531", "2026-W06-5",
        "2026-5-31", "26-05-31", "2026/05/31", " 2026-05-31", "2026-05-31 ", "2026-05-31\n", "２０２６-05-31",
        "2026-05-31T00:00:00Z", "12026-05-31", "-2026-05-31", "",
    ],
)  # fmt: skip
def test_anything_else_is_no_date(text):
    assert parse_date(text) is None


@given(st.dates())
def test_dates_are_read_as_they_are_written(day):
    assert parse_date(date_text(day)) == day
    assert date_text(day) == day.isoformat()


# Datetimes


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-05-31T08:00:00Z", datetime(2026, 5, 31, 8, tzinfo=UTC)),
        ("2026-05-31T08:00Z", datetime(2026, 5, 31, 8, tzinfo=UTC)),
        ("2026-05-31T08:00:59+08:00", datetime(2026, 5, 31, 8, 0, 59, tzinfo=CHINA)),
        ("2026-05-31T08:00:00.5Z", datetime(2026, 5, 31, 8, 0, 0, 500_000, UTC)),
        ("2026-05-31T08:00:00.000001Z", datetime(2026, 5, 31, 8, 0, 0, 1, UTC)),
        ("2026-05-31T08:00:00.123456000Z", datetime(2026, 5, 31, 8, 0, 0, 123_456, UTC)),
        ("2026-05-31T08:00:00-03:30", datetime(2026, 5, 31, 11, 30, tzinfo=UTC)),
        ("2026-05-31T08:00:00-00:00", datetime(2026, 5, 31, 8, tzinfo=UTC)),
        ("0001-01-01T00:00:00+23:59", datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=23, minutes=59)))),
    ],
)
def test_datetimes_have_a_time_and_an_offset(text, moment):
    found = parse_datetime(text, None)
    assert found == moment
    assert found.tzinfo is not None


def test_the_default_offset_serves_where_none_is_written():
    assert parse_datetime("2026-05-31T08:00", CHINA) == datetime(2026, 5, 31, 8, tzinfo=CHINA)
    assert parse_datetime("2026-05-31T08:00Z", CHINA) == datetime(2026, 5, 31, 8, tzinfo=UTC)
    assert parse_datetime("2026-05-31T08:00", None) is None


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-31", "2026-05-31T08", "2026-05-31T24:00:00Z", "2026-05-31T23:59:60Z", "2026-05-31T08:60Z",
        "2026-02-29T08:00Z", "2026-05-31T08:00:00.1234567Z", "2026-05-31T08:00:00.Z", "2026-05-31T08:00.5Z",
        "2026-05-31 08:00:00Z", "2026-05-31t08:00:00Z", "2026-05-31T08:00:00z", "2026-05-31T08:00:00+0800",
        "2026-05-31T08:00:00+08", "2026-05-31T08:00:00+24:00", "2026-05-31T08:00:00+08:60", "2026-05-31T08:00:00,5Z",
        "2026-05-31T０8:00:00Z", "2026-05-31T08:00:00Z\n", "2026-05-31T08:00:00Z ", "20260531T080000Z", "",
    ],
)  # fmt: skip
def test_anything_else_is_no_datetime(text):
    assert parse_datetime(text, UTC) is None


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 5, 31, 8, tzinfo=UTC), "2026-05-31T08:00:00Z"),
        (datetime(2026, 5, 31, 8, tzinfo=CHINA), "2026-05-31T08:00:00+08:00"),
        (datetime(2026, 5, 31, 8, 10, 20, 500_000, UTC), "2026-05-31T08:10:20.5Z"),
        (datetime(2026, 5, 31, 8, 10, 20, 10, CHINA), "2026-05-31T08:10:20.00001+08:00"),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(minutes=-210))), "0001-01-01T00:00:00-03:30"),
        (datetime(2026, 5, 31, tzinfo=timezone(timedelta(0), "local")), "2026-05-31T00:00:00Z"),
    ],
)
def test_datetimes_are_written_with_seconds_and_an_offset(moment, text):
    assert datetime_text(moment) == text


@given(st.datetimes(timezones=offsets))
def test_datetimes_are_read_as_they_are_written(moment):
    found = parse_datetime(datetime_text(moment), None)
    assert found == moment
    assert found.utcoffset() == moment.utcoffset()


def test_offsets_are_z_or_hours_and_minutes():
    assert parse_offset("Z") == UTC
    assert parse_offset("+08:00") == CHINA
    assert parse_offset("-03:30") == timezone(timedelta(minutes=-210))
    assert parse_offset("+00:00") == UTC


@pytest.mark.parametrize(
    "text", ["", "z", "+8:00", "+0800", "08:00", "+24:00", "+08:60", "+08:00:00", "UTC", "+０8:00", "Z\n"]
)
def test_anything_else_is_no_offset(text):
    assert parse_offset(text) is None


# Periods


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("3 years", 36), ("1 year", 12), ("6 months", 6), ("1 month", 1), ("-2 years", -24), ("0 months", 0),
        ("1_000 years", 12_000), ("3\n  years", 36), ("P3Y6M", 42), ("P6M", 6), ("P3Y", 36), ("-P1Y1M", -13),
        ("P0M", 0), ("-P0M", 0), ("P18M", 18), ("P03Y", 36),
    ],
)  # fmt: skip
def test_periods_are_read_from_words_and_iso_8601(text, months):
    assert parse_period(text) == Period(months)


@pytest.mark.parametrize(
    "text",
    [
        "", "P", "-P", "3years", "three years", "3 Years", "03 years", "3.5 years", "1_00 years", "3 days", "72 hours",
        "3 years 6 months", "P1Y2D", "P6MT", "PT6M", "P1DT12H", "P1.5Y", "P6M3Y", "p6m", "+P6M", "- 3 years", "--3 years",
        "3 years ", " 3 years", "３ years", "P３Y", "3 yearss", "3\u00a0years", "years", "P-3Y", "P6M\n",
    ],
)  # fmt: skip
def test_anything_else_is_no_period(text):
    assert parse_period(text) is None


@pytest.mark.parametrize(
    ("months", "iso", "words"),
    [
        (0, "P0M", "0 months"),
        (1, "P1M", "1 month"),
        (6, "P6M", "6 months"),
        (12, "P1Y", "1 year"),
        (36, "P3Y", "3 years"),
        (42, "P3Y6M", "3 years 6 months"),
        (-13, "-P1Y1M", "-1 year 1 month"),
        (-6, "-P6M", "-6 months"),
    ],
)
def test_periods_are_written_in_years_and_months(months, iso, words):
    assert period_text(Period(months)) == iso
    assert period_words(Period(months)) == words


@given(st.integers(-(10**40), 10**40).map(Period))
def test_periods_are_read_as_they_are_written(period):
    assert parse_period(period_text(period)) == period


# Durations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 days", duration(days=10)),
        ("1 day", duration(days=1)),
        ("72 hours", duration(hours=72)),
        ("1 hour", duration(hours=1)),
        ("-36 hours", duration(hours=-36)),
        ("1_000 days", duration(days=1000)),
        ("P10D", duration(days=10)),
        ("PT72H", duration(days=3)),
        ("P1DT12H", duration(hours=36)),
        ("PT5M", duration(minutes=5)),
        ("PT1H0.25S", duration(hours=1, seconds="0.25")),
        ("-P1DT2H3M4S", duration(days=-1, hours=-2, minutes=-3, seconds=-4)),
        ("P0D", duration()),
        ("-PT0S", duration()),
    ],
)
def test_durations_are_read_from_words_and_iso_8601(text, expected):
    assert parse_duration(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "P", "PT", "P1DT", "-P", "10days", "1.5 days", "010 days", "3 years", "6 months", "P6M", "P1Y", "P1W", "P1.5D",
        "PT1.5H", "PT1S2M", "PT.5S", "PT5.S", "P１D", "１ day", "10 days ", "1 day 12 hours", "pt1h", "PT1H\n", "5 minutes",
    ],
)  # fmt: skip
def test_anything_else_is_no_duration(text):
    assert parse_duration(text) is None


@pytest.mark.parametrize(
    ("value", "iso", "words"),
    [
        (duration(), "P0D", "0 days"),
        (duration(days=10), "P10D", "10 days"),
        (duration(hours=36), "P1DT12H", "1 day 12 hours"),
        (duration(hours=1), "PT1H", "1 hour"),
        (duration(minutes=90), "PT1H30M", "1 hour 30 minutes"),
        (duration(seconds=1), "PT1S", "1 second"),
        (duration(seconds="-0.5"), "-PT0.5S", "-0.5 seconds"),
        (
            duration(days=1, hours=1, minutes=1, seconds="1.25"),
            "P1DT1H1M1.25S",
            "1 day 1 hour 1 minute 1.25 seconds",
        ),
        (duration(days=-2), "-P2D", "-2 days"),
        (duration(seconds="59.999999"), "PT59.999999S", "59.999999 seconds"),
    ],
)
def test_durations_are_written_in_days_and_times(value, iso, words):
    assert duration_text(value) == iso
    assert duration_words(value) == words


@given(st.decimals(-(10**12), 10**12, places=9).map(Duration))
def test_durations_are_read_as_they_are_written(value):
    assert parse_duration(duration_text(value)) == value


def test_the_longest_texts_are_read_and_written_or_refused_without_a_crash():
    assert parse_period(period_text(Period(10**6144))) == Period(10**6144)
    longest = Duration(D("-1E+6144"))
    assert parse_duration(duration_text(longest)) == longest
    for digits in ("9" * 6145, "9" * 100_000):
        for template in ("{} years", "P{}M", "{} days", "PT{}S"):
            text = template.format(digits)
            assert parse_period(text) is None
            assert parse_duration(text) is None


def test_the_smallest_durations_are_read_as_they_are_written():
    smallest = Duration(D("1E-6000"))
    assert parse_duration(duration_text(smallest)) == smallest


def test_the_context_of_the_caller_makes_no_difference():
    def everything():
        value = parse_duration("P12345DT12H34M56.789123S")
        return [
            value,
            duration_text(value),
            duration_words(value),
            parse_period("P12345Y11M"),
            period_text(Period(1_234_567)),
            period_words(Period(1_234_567)),
            parse_duration("-1_234_567 hours"),
        ]

    expected = everything()
    with localcontext(Context(prec=3, Emax=5, Emin=-5, traps=[Inexact, Rounded])):
        found = everything()
        same = list(map(repr, found)) == list(map(repr, expected))
    assert same
