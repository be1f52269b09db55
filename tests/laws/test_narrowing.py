"""Giving an unknown fact changes nothing that was determined (docs: laws, narrowing)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from laws.narrowed import departures, out_of_magnitude
from strategies.cases import cases, gaps
from strategies.effort import examples
from strategies.records import thinned


def _assert_narrowing(case, less, more):
    before, after = case.decide(less), case.decide(more)
    if before is None or after is None:
        return
    found = departures(before, after)
    assert not found or out_of_magnitude(after), "\n".join((repr(less), repr(more), *found))


@examples(40)
@given(cases(asking=False), st.data())
def test_giving_facts_changes_nothing_determined_where_nothing_is_asked_about(case, data):
    assert not case.policy.checked.asked_facts & {fact.path for fact in case.facts}
    more = gaps(data, case)
    less = thinned(data.draw, case.facts, more)
    _assert_narrowing(case, less, more)


@examples(40)
@given(cases(asking=True), st.data())
def test_giving_facts_that_are_not_asked_about_changes_nothing_determined(case, data):
    more = gaps(data, case)
    less = thinned(data.draw, case.facts, more, case.policy.checked.asked_facts)
    _assert_narrowing(case, less, more)


@examples(20)
@given(cases(asking=False))
def test_every_decision_lies_within_the_decision_on_an_empty_record(case):
    _assert_narrowing(case, {}, case.record)
