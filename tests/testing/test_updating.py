"""Suites are rewritten to what was decided, and nothing else in them changes."""

import pytest

from policyrules.testing.updating import update_of
from testing.suites import HEAD


def updated(suites, text, **options):
    update = update_of(suites.run(text), **options)
    return update.text, [one.reason for one in update.refusals]


def case(text):
    return HEAD + f"cases:\n  - name: it   # kept\n    record: sound\n{text}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    expect: {bars: {main_grant: barred}}  # why\n", "    expect: {bars: {main_grant: clear}}  # why\n"),
        ("    expect: {score: {visits: 59.5, audit: 40}}\n", "    expect: {score: {visits: 60, audit: 40}}\n"),
        ("    with: {visits_done: null}\n    expect: {score: {visits: 3}}\n", "    with: {visits_done: null}\n    expect: {score: {visits: {low: 0, high: 60}}}\n"),
        ("    expect: {score: {visits: {low: 0, high: 60}}}\n", "    expect: {score: {visits: 60}}\n"),
        ("    expect:\n      grounds:\n        main_grant:\n          - large\n          - sanctioned\n", "    expect:\n      grounds:\n        main_grant:\n          []\n"),
        ("    expect: {values: {word: 'x', age: 3 days, recent: [2026-01-01]}}\n", "    expect: {values: {word: in town, age: 5964 days, recent: []}}\n"),
        ("    with: {district: rural}\n    expect: {values: {word: x, notice: P1Y}}\n", "    with: {district: rural}\n    expect: {values: {word: 'unknown', notice: 18 months}}\n"),
        ("    with: {concealed: true}\n    expect: {effects: {hidden: {honours: {until: 2026-01-01}}}}\n", "    with: {concealed: true}\n    expect: {effects: {hidden: {honours: {until: 2027-04-30}}}}\n"),
        ("    with: {members: null}\n    expect: {missing: [], determined: true}\n", "    with: {members: null}\n    expect: {missing: [members], determined: false}\n"),
    ],
)  # fmt: skip
def test_an_expectation_is_written_as_it_was_decided(suites, before, after):
    assert updated(suites, case(before)) == (case(after), [])


def test_line_ends_and_other_cases_stay_as_they_are(suites):
    text = case(
        "    expect: {determined: false}\n  - {name: other, record: sound,   expect: {determined:   true}}\n"
    )
    crlf = text.replace("\n", "\r\n")
    assert updated(suites, crlf) == (crlf.replace("{determined: false}", "{determined: true}"), [])


def test_a_comment_inside_of_an_expectation_is_not_lost(suites):
    lines = "    expect:\n      grounds:\n        main_grant:\n          - large  # the council\n          - sanctioned\n"
    assert updated(suites, case(lines)) == (case(lines), ["there is a comment in it"])


def test_what_rests_on_sensitive_facts_is_written_only_when_revealed(suites):
    text = case("    expect: {values: {reachable: false}}\n")
    assert updated(suites, text) == (text, ["it rests on sensitive facts"])
    assert updated(suites, text, reveal=True)[0] == text.replace("false}}", "true}}")


ROWS = "    expect: {score: {visits: %s}}\n    each:\n      - {}\n      - {with: {visits_done: %s}}\n"


def test_what_rows_share_is_written_where_they_agree(suites):
    assert updated(suites, case(ROWS % (1, 10))) == (case(ROWS % (60, 10)), [])


def test_what_rows_share_is_left_where_they_do_not(suites):
    reason = "other cases share it, and do not decide the same"
    assert updated(suites, case(ROWS % (1, 5))) == (case(ROWS % (1, 5)), [reason, reason])
    assert updated(suites, case(ROWS % (60, 5))) == (case(ROWS % (60, 5)), [reason])


def test_what_a_row_that_was_not_run_shares_is_left(suites):
    result = suites.run(case(ROWS % (1, 10)), select="it, 2")
    assert [one.reason for one in update_of(result).refusals] == [
        "other cases share it, and do not decide the same"
    ]


def test_a_case_that_is_wrong_is_left(suites):
    text = case("    expect: {bars: {main: clear}}\n")
    assert updated(suites, text) == (text, [])
