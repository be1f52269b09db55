"""Giving an unknown fact changes nothing that was determined (docs: laws, narrowing)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policyrules
from laws.narrowed import departures, out_of_magnitude
from strategies.cases import cases, gaps
from strategies.effort import examples
from strategies.records import thinned


def _assert_narrowing(case, *records):
    """Each of the records knows more than those before it."""
    decisions = [case.decide(record) for record in records]
    pairs = [*pairwise(zip(records, decisions, strict=True))]
    for (less, before), (more, after) in pairs:
        if before is None or after is None:
            continue
        found = departures(before, after)
        assert not found or out_of_magnitude(after), "\n".join((repr(less), repr(more), *found))


def _ever_less(data, case, kept=frozenset()):
    """Records of which each knows more than those before it, up to all but what is kept as it is."""
    records = [gaps(data, case)]
    for chance in (8, 4, 2):
        records.insert(0, thinned(data.draw, case.facts, records[0], kept, chance))
    return records


@examples(40)
@given(cases(asking=False), st.data())
def test_giving_facts_changes_nothing_determined_where_nothing_is_asked_about(case, data):
    assert not case.policy.checked.asked_facts & {fact.path for fact in case.facts}
    _assert_narrowing(case, {}, *_ever_less(data, case), case.record)


@examples(25)
@given(cases(asking=True), st.data())
def test_giving_facts_that_are_not_asked_about_changes_nothing_determined(case, data):
    _assert_narrowing(case, *_ever_less(data, case, case.policy.checked.asked_facts))


@examples(25)
@given(cases(asking=False))
def test_every_decision_lies_within_the_decision_on_an_empty_record(case):
    _assert_narrowing(case, {}, case.record)


_DOWN_TWICE = """
{policy: a, edition: 1, facts: {x: flag, y: flag},
 scorecard: {indicators: {all: {weight: 10, points: 10}}, grades: {good: ">= 8", fair: "[5..8)", poor: "< 5"}},
 vetoes: {v: {when: x, effects: {down: {grade: down 1}}}, w: {when: y, effects: {down: {grade: down 1}}}}}
"""


def test_a_grade_that_some_undetermined_vetoes_lead_to_is_possible():
    policy = policyrules.loads(_DOWN_TWICE)
    unknown, known = (policy.evaluate(record, as_of="2026-05-01") for record in ({}, {"x": True, "y": False}))
    assert known.score.final_grade == "fair"
    assert known.score.final_grade in unknown.score.possible_final_grades


@pytest.mark.parametrize(
    ("where", "asked"),
    [
        ("bars: {b: {modality: must not, grounds: {g: {when: some x in l satisfies x is known}}}}", "l[]"),
        ("bars: {b: {modality: must not, grounds: {g: {when: some x in l satisfies x > 1}}}}", None),
        ("duties: {d: {modality: must, by: them, for: x in l, requires: {r: x is known}}}", "l[]"),
        ("duties: {d: {modality: must, by: them, for: x in l, requires: {r: x > 1}}}", None),
        ("duties: {d: {modality: must, by: them, requires: {r: due is known}, due: on + 1 day}}", "on"),
    ],
)
def test_asking_about_a_variable_asks_about_what_it_stands_for(where, asked):
    policy = policyrules.loads(f"policy: a\nedition: 1\nfacts: {{l: {{list: number}}, on: date}}\n{where}\n")
    assert (asked in policy.checked.asked_facts) if asked else not policy.checked.asked_facts
