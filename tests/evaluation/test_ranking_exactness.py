"""Ranking says of every member what all completions agree on, no more and no less."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.cohort_completions import (
    cohorts,
    competitor,
    completions,
    ends,
    exact_ranks,
    settled,
)
from policyrules.evaluation.ranking import rank, unsettled
from policyrules.evaluation.standings import StandingOutcome

#: More than usual: a small cohort is quickly ranked, and rarely interesting.
thoroughly = settings(max_examples=max(250, settings().max_examples))
TIES = st.sampled_from(["share", "review"])


@thoroughly
@given(cohorts(costs=False), ends(4), TIES)
def test_places_are_exact(members, take, ties):
    ranked = rank([competitor(one, take) for one in members], ties)
    assert ranked == exact_ranks(members, take, ties)


@thoroughly
@given(cohorts(costs=True), ends(6), TIES)
def test_budgets_are_exact(members, take, ties):
    ranked = rank([competitor(one, take) for one in members], ties)
    assert ranked == exact_ranks(members, take, ties)


@thoroughly
@given(cohorts(costs=True), ends(6), TIES)
def test_the_order_of_members_does_not_matter(members, take, ties):
    competitors = [competitor(one, take) for one in members]
    assert rank(competitors[::-1], ties) == rank(competitors, ties)[::-1]


@thoroughly
@given(cohorts(costs=True), ends(6), TIES, st.randoms(use_true_random=False))
def test_nothing_is_open_once_what_keeps_it_open_is_known(members, take, ties, random):
    competitors = [competitor(one, take) for one in members]
    waiting = unsettled(competitors, rank(competitors, ties))
    known_take = (take[0], take[0]) if waiting and take[0] != take[1] else take
    chosen = [random.choice(each) for each in completions(members)]
    later = [
        evolve(competitor(settled(chosen[number]), known_take), certain=True)
        if number in waiting and chosen[number].competes
        else competitor(one, known_take)
        for number, one in enumerate(members)
        if number not in waiting or chosen[number].competes
    ]
    outcomes = [one.outcome for one in rank(later, ties)]
    assert StandingOutcome.COULD_STILL_ENTER not in outcomes


@thoroughly
@given(cohorts(costs=True), ends(6), TIES)
def test_nobody_is_waited_for_where_nothing_is_open(members, take, ties):
    competitors = [competitor(one, take) for one in members]
    ranked = rank(competitors, ties)
    still_open = [one for one in ranked if one.outcome is StandingOutcome.COULD_STILL_ENTER]
    assert bool(unsettled(competitors, ranked)) == bool(still_open)
