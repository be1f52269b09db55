"""Cohorts as a whole: members and their names, errors, and what may become of what is open."""

from __future__ import annotations

import pickle
import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policyrules
from policyrules.evaluation.standings import StandingOutcome

POLICY = """
policy: prizes
edition: 2026
in_force: {from: 2026-01-01}
subject: {is: group, id: code}
facts:
  code: text
  points: {type: number, min: 0, max: 3}
  failed: {type: number, min: 0, max: 2}
  district: {choice: [urban, rural]}
  asked: {type: number, min: 0, max: 3}
  good: flag
  cheated: flag
vetoes:
  fraud: {when: cheated, effects: {e: {deny: first}}}
awards:
  first: {eligible: good, rank: {by: [points, {ascending: failed}], take: 1, ties: review}}
  second: {eligible: good, rank: {by: points, take: 1, ties: share, per: district, except: first}}
  grant: {eligible: good, rank: {by: points, take: {budget: 4, cost: asked}, ties: review, except: [second]}}
  thanks: {eligible: points > 0}
publications:
  honoured: {count: awards.first, per: district}
"""
DAY = "2026-05-01"
POLICY_OF_GROUPS = policyrules.loads(POLICY)
A = {"code": "A", "points": 3, "failed": 0, "district": "urban", "asked": 1, "good": True, "cheated": False}
B = {**A, "code": "B", "points": 2}


def ranked(records, **options):
    return POLICY_OF_GROUPS.evaluate_cohort(records, as_of=DAY, **options)


def outcomes(cohort, award="first"):
    return {name: one.outcome.value for name, one in cohort.awards[award].standings.items()}


def test_members_are_named_by_the_fact_that_names_the_subject():
    assert outcomes(ranked([A, B])) == {"A": "won", "B": "not won"}


def test_members_whose_name_is_not_known_are_numbered():
    assert list(ranked([A, {**B, "code": None}]).decisions) == ["A", "#2"]


def test_members_of_a_mapping_are_named_by_its_keys():
    assert outcomes(ranked({"one": A, "two": A})) == {"one": "for review", "two": "for review"}


def test_members_are_numbered_where_no_fact_names_the_subject():
    policy = policyrules.loads(POLICY.replace("subject: {is: group, id: code}\n", ""))
    assert list(policy.evaluate_cohort([A, A], as_of=DAY).decisions) == ["#1", "#2"]


def test_a_subject_that_is_a_number_is_named_by_it():
    policy = policyrules.loads(POLICY.replace("id: code", "id: points"))
    assert list(policy.evaluate_cohort([A, {**B, "points": 2.50}], as_of=DAY).decisions) == ["3", "2.5"]


def test_records_may_come_from_an_iterator():
    assert list(ranked(iter([A, B])).decisions) == ["A", "B"]


def test_records_may_have_been_read_before():
    assert outcomes(ranked([POLICY_OF_GROUPS.read(A), B])) == {"A": "won", "B": "not won"}


def test_two_members_of_one_name_are_a_fault_that_does_not_tell_the_name():
    with pytest.raises(policyrules.RecordError) as refused:
        ranked([A, B, B, A])
    assert [str(fault) for fault in refused.value.faults] == [
        "/code: the members #2 and #3 have the same name [same-name]",
        "/code: the members #1 and #4 have the same name [same-name]",
    ]


def test_a_name_that_looks_like_a_number_clashes_as_any_other():
    with pytest.raises(policyrules.RecordError):
        ranked([{**A, "code": "#2"}, {**B, "code": None}])


def test_keys_that_are_one_as_texts_are_one_name():
    with pytest.raises(policyrules.RecordError):
        ranked({1: A, "1": B})


@pytest.mark.parametrize(
    ("bad", "name"),
    [
        ({**B, "points": "many"}, "B"),
        ({**B, "code": 7}, "#2"),
        ({**B, "code": "", "points": "many"}, "#2"),
        ([], "#2"),
        (None, "#2"),
        (policyrules.RecordError([policyrules.Fault("", "not-json", "no")]), "#2"),
        (policyrules.LimitExceeded("too much"), "#2"),
    ],
    ids=["named", "name of a wrong type", "no name", "no record", "nothing", "unreadable", "too much work"],
)
def test_a_member_that_cannot_be_decided_is_kept_as_its_error_and_could_still_enter(bad, name):
    cohort = ranked([A, bad])
    assert list(cohort.decisions) == ["A"]
    assert list(cohort.errors) == [name]
    assert outcomes(cohort) == {"A": "could still enter", name: "could still enter"}
    assert not cohort.determined


def test_every_member_has_a_standing_in_the_order_of_the_cohort():
    cohort = ranked([B, {"code": "bad", "good": 1}, A, {**A, "code": "C", "good": False}])
    for award in cohort.awards.values():
        assert list(award.standings) == ["B", "bad", "A", "C"]


def test_only_ranked_awards_are_decided_over_a_cohort():
    cohort = ranked([A])
    assert list(cohort.awards) == ["first", "second", "grant"]
    assert cohort.decisions["A"].awards["thanks"].outcome == "eligible"


def test_members_of_an_outcome():
    cohort = ranked([B, A])
    first = cohort.awards["first"]
    assert first.named(StandingOutcome.WON) == ("A",)


def test_the_keys_and_the_group_are_plain_values():
    standing = ranked([A, {**B, "points": None, "district": None}]).awards["second"].standings["B"]
    assert standing.keys == (policyrules.Interval(Decimal(0), Decimal(3)),)
    assert isinstance(standing.group, policyrules.Unknown)


def test_a_day_outside_of_the_edition_is_refused():
    with pytest.raises(policyrules.NoEditionInForce):
        POLICY_OF_GROUPS.evaluate_cohort([], as_of="2025-12-31")
    cohort = POLICY_OF_GROUPS.evaluate_cohort([A], as_of="2025-12-31", any_date=True)
    assert cohort.any_date
    assert cohort.decisions["A"].any_date


def test_no_members_at_all():
    cohort = ranked([])
    assert (cohort.determined, dict(cohort.decisions), dict(cohort.awards["first"].standings)) == (
        True,
        {},
        {},
    )


def test_decisions_are_those_of_one_record_alone():
    assert ranked([A, B]).decisions["B"] == POLICY_OF_GROUPS.evaluate(B, as_of=DAY)


def test_a_cohort_survives_a_pickle():
    cohort = ranked([A, {**B, "points": None}, {"code": "bad", "good": 1}])
    again = pickle.loads(pickle.dumps(cohort))  # noqa: S301 - made here
    assert again.to_json() == cohort.to_json()
    assert again.explain() == cohort.explain()


def test_many_records_are_ranked_in_one_go():
    chance = random.Random(7)
    records = {
        f"m{number}": {"points": chance.choice([0, 1, 2, 3, None]), "good": chance.choice([True, True, None])}
        for number in range(3000)
    }
    policy = policyrules.loads(
        "{policy: many, edition: 1, facts: {points: {type: number, min: 0, max: 3}, good: flag}, "
        "awards: {a: {eligible: good, rank: {by: points, take: 900, ties: review}}}}"
    )
    standings = policy.evaluate_cohort(records, as_of=DAY).awards["a"].standings
    least = sum(one["points"] == 3 and one["good"] is True for one in records.values())
    most = sum(one["points"] in {3, None} for one in records.values())
    assert standings[next(n for n, r in records.items() if r["points"] == 2)].place.low == 1 + least
    assert standings[next(n for n, r in records.items() if r["points"] == 2)].place.high == 1 + most


FACTS = {
    "points": st.integers(0, 3),
    "failed": st.integers(0, 2),
    "district": st.sampled_from(["urban", "rural"]),
    "asked": st.integers(0, 3),
    "good": st.booleans(),
    "cheated": st.booleans(),
}
COMPLETE = st.fixed_dictionaries(FACTS)


@st.composite
def stories(draw):
    """A cohort of which something is unknown, and the same when it has become known."""
    later = draw(st.lists(COMPLETE, min_size=1, max_size=5))
    hidden = [draw(st.sets(st.sampled_from(list(FACTS)), max_size=2)) for _ in later]
    earlier = [
        {name: value for name, value in record.items() if name not in names}
        for record, names in zip(later, hidden, strict=True)
    ]
    if draw(st.booleans()):
        earlier[0] = {"points": "unreadable"}
    return earlier, later


def named(records):
    return {f"m{number}": record for number, record in enumerate(records)}


@given(stories())
def test_what_was_settled_stays_when_more_becomes_known(story):
    earlier, later = (ranked(named(records)) for records in story)
    for award in earlier.awards:
        for name, outcome in outcomes(earlier, award).items():
            after = outcomes(later, award)[name]
            if outcome in {"won", "for review", "excluded"}:
                assert after == outcome, (award, name)
            elif outcome == "not won":
                assert after in {"not won", "excluded"}, (award, name)
            place, exact = (one.awards[award].standings[name].place for one in (earlier, later))
            if place is not None and exact is not None:
                assert place.low <= exact.low <= exact.high <= place.high


@given(stories())
def test_nothing_is_open_when_everything_is_known(story):
    first = outcomes(ranked(named(story[1])))
    assert "could still enter" not in first.values()


@given(stories(), st.randoms(use_true_random=False))
def test_the_order_of_members_means_nothing(story, chance):
    members = list(named(story[0]).items())
    before = ranked(dict(members))
    chance.shuffle(members)
    assert ranked(dict(members)).to_json() == before.to_json()
