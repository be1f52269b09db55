"""The vetoes of `township-assessment` and their effects, in time and under each reading."""

import pytest

import policyrules as pr
from policies.population_2011 import TOWNSHIP, assess, exactly, outcomes, variant, villages

NOTICE = {"date": "2011-09-05", "degree": 3, "veto_ordered": True, "state": "final"}


def noticed(with_policy=None, as_of="2011-12-20", any_date=False, **changes):
    """The decision after one notice; None leaves a fact of it out."""
    notice = {key: value for key, value in {**NOTICE, **changes}.items() if value is not None}
    return assess(with_policy, as_of, any_date, notices=[notice])


def states(decision, veto="one_vote_veto"):
    return {name: effect.state.value for name, effect in decision.vetoes[veto].effects.items()}


def test_a_signed_decision_triggers_the_veto():
    decision = noticed()
    assert decision.vetoes["one_vote_veto"].outcome == "triggered"
    assert decision.score.total == exactly(100)
    assert decision.score.grade == "excellent"
    assert decision.score.final_total == exactly(100)
    assert decision.score.final_grade == "fail"
    assert states(decision) == {
        "lowest_grade": "in effect",
        "no_points": "none",
        "no_honours": "in effect",
        "accountability": "in effect",
    }


def test_the_effects_say_what_follows():
    effects = noticed().vetoes["one_vote_veto"].effects
    assert effects["lowest_grade"].consequence.grade == "fail"
    assert effects["no_honours"].consequence.award == "all"
    assert effects["accountability"].consequence.kind == "refer"
    assert effects["accountability"].consequence.name == "accountability"


def test_a_signed_decision_against_the_veto_prevails_over_the_degree():
    for decided in (None, variant(TOWNSHIP, veto_degree="3")):
        decision = noticed(decided, veto_ordered=False, degree=5)
        assert decision.vetoes["one_vote_veto"].outcome == "clear"
        assert decision.score.final_grade == "excellent"
        assert set(states(decision).values()) == {"none"}


def test_without_a_signed_decision_the_open_degree_leaves_the_veto_undetermined():
    decision = noticed(veto_ordered=None)
    assert decision.vetoes["one_vote_veto"].outcome == "undetermined"
    assert decision.score.grade == "excellent"
    assert decision.score.final_grade is None
    assert decision.score.possible_final_grades == ("excellent", "fail")
    assert "veto_degree" in decision.missing


@pytest.mark.parametrize("degree", [1, 5])
def test_no_degree_is_certain_to_carry_the_veto_while_none_is_set(degree):
    assert noticed(veto_ordered=None, degree=degree).vetoes["one_vote_veto"].outcome == "undetermined"


@pytest.mark.parametrize("degree", [0, 6])
def test_degrees_reach_from_1_to_5(degree):
    with pytest.raises(pr.RecordError):
        noticed(degree=degree)


@pytest.mark.parametrize(
    ("degree", "outcome"), [(4, "triggered"), (3, "triggered"), (2, "clear"), (None, "undetermined")]
)
def test_a_degree_that_is_set_decides_where_nobody_signed(degree, outcome):
    decision = noticed(variant(TOWNSHIP, veto_degree="3"), veto_ordered=None, degree=degree)
    assert decision.vetoes["one_vote_veto"].outcome == outcome


def test_no_notice_no_veto():
    decision = assess(notices=[])
    assert outcomes(decision.vetoes) == {"one_vote_veto": "clear", "village_below_standard": "clear"}
    assert decision.score.final_grade == "excellent"
    assert decision.problems == ()


def test_a_withdrawn_notice_counts_for_nothing():
    assert noticed(state="withdrawn").vetoes["one_vote_veto"].outcome == "clear"


@pytest.mark.parametrize("state", ["under_review", None])
def test_a_notice_under_review_or_of_unknown_state_vetoes_nobody(state):
    decision = noticed(state=state)
    assert decision.vetoes["one_vote_veto"].outcome == "undetermined"
    assert decision.score.final_grade is None
    assert "notices[1].state" in decision.missing


def test_unknown_notices_leave_the_veto_undetermined():
    decision = assess(notices=None)
    assert decision.vetoes["one_vote_veto"].outcome == "undetermined"
    assert "notices" in decision.missing


def test_a_notice_of_unknown_date_triggers_the_veto_but_not_yet_its_effects():
    decision = noticed(date=None)
    assert decision.vetoes["one_vote_veto"].outcome == "triggered"
    assert states(decision)["lowest_grade"] == "undetermined"
    assert "notices[1].date" in decision.missing


def test_the_veto_read_as_the_lowest_grade_or_as_a_total_of_0():
    taken, other = noticed(), noticed(variant(TOWNSHIP, veto_result="score"))
    assert (taken.score.final_total, taken.score.final_grade) == (exactly(100), "fail")
    assert (other.score.final_total, other.score.final_grade) == (exactly(0), "fail")
    assert other.score.total == exactly(100)
    assert states(other)["lowest_grade"] == "none"
    assert states(other)["no_points"] == "in effect"


# Notice of 1 June 2011, ten days to ask for a review: from 11 June 2011 to 10 June 2012.
@pytest.mark.parametrize(
    ("as_of", "state", "final_grade"),
    [
        ("2011-06-10", "pending", "excellent"),
        ("2011-06-11", "in effect", "fail"),
        ("2011-06-12", "in effect", "fail"),
        ("2012-06-09", "in effect", "fail"),
        ("2012-06-10", "in effect", "fail"),
        ("2012-06-11", "lapsed", "excellent"),
    ],
)
@pytest.mark.parametrize("effect", ["lowest_grade", "no_honours"])
def test_the_veto_lasts_a_year_from_the_end_of_the_review_period(effect, as_of, state, final_grade):
    decision = noticed(as_of=as_of, any_date=True, date="2011-06-01")
    assert decision.vetoes["one_vote_veto"].outcome == "triggered"
    assert states(decision)[effect] == state
    assert decision.score.final_grade == final_grade


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        ("2012-02-28", "pending"),
        ("2012-02-29", "in effect"),
        ("2013-02-27", "in effect"),
        ("2013-02-28", "lapsed"),  # 29 February 2012 + 1 year is 28 February 2013, the first day after
    ],
)
def test_a_veto_that_begins_on_a_leap_day(as_of, state):
    assert states(noticed(as_of=as_of, any_date=True, date="2012-02-19"))["no_honours"] == state


def test_the_total_of_0_follows_the_same_time():
    score = variant(TOWNSHIP, veto_result="score")
    before = noticed(score, as_of="2011-06-10", date="2011-06-01")
    first_day = noticed(score, as_of="2011-06-11", date="2011-06-01")
    after = noticed(score, as_of="2012-06-11", any_date=True, date="2011-06-01")
    assert [one.score.final_total for one in (before, first_day, after)] == [
        exactly(100),
        exactly(0),
        exactly(100),
    ]


def test_a_referral_does_not_lapse():
    assert noticed().vetoes["one_vote_veto"].effects["accountability"].until is None
    assert states(noticed(as_of="2012-12-31", any_date=True))["accountability"] == "in effect"
    assert states(noticed(as_of="2011-09-14"))["accountability"] == "pending"


def test_the_time_is_counted_from_the_last_notice_that_carries_the_veto():
    earlier = {**NOTICE, "date": "2010-06-01"}
    latest = {**NOTICE, "date": "2011-03-01"}
    harmless = {**NOTICE, "date": "2011-10-01", "veto_ordered": False}
    effect = assess(notices=[earlier, latest, harmless]).vetoes["one_vote_veto"].effects["no_honours"]
    assert (effect.start.isoformat(), effect.until.isoformat()) == ("2011-03-11", "2012-03-10")


def test_review_period_and_duration_are_parameters():
    decided = variant(TOWNSHIP, review_period="15 days", veto_duration="2 years")
    effect = noticed(decided).vetoes["one_vote_veto"].effects["no_honours"]
    assert (effect.start.isoformat(), effect.until.isoformat()) == ("2011-09-20", "2013-09-19")


def below(**changes):
    return assess(villages=villages(up_to_standard=False), **changes)


@pytest.mark.parametrize(
    ("first", "outcome"),
    [(True, "clear"), (False, "triggered"), (None, "undetermined")],
)
def test_a_village_below_standard_triggers_what_4_8_says(first, outcome):
    decision = assess(villages=villages(up_to_standard=first))
    assert decision.vetoes["village_below_standard"].outcome == outcome
    assert decision.vetoes["one_vote_veto"].outcome == "clear"


def test_one_failing_village_is_enough_whatever_is_unknown_of_another():
    given = villages(up_to_standard=False)
    del given[1]["up_to_standard"]
    assert assess(villages=given).vetoes["village_below_standard"].outcome == "triggered"


def test_a_failing_village_leaves_the_grade_of_the_township_alone():
    decision = below(measure_chosen="stop")
    assert decision.score.final_total == exactly(100)
    assert decision.score.final_grade == "excellent"
    effects = decision.vetoes["village_below_standard"].effects
    assert effects["no_village_honours"].consequence.award == "village-assessment/honours"
    assert effects["no_village_honours"].state == "in effect"


@pytest.mark.parametrize(
    ("chosen", "stopped", "deferred"),
    [
        ("stop", "in effect", "none"),
        ("defer", "none", "in effect"),
        (None, "undetermined", "undetermined"),
    ],
)
def test_subsidies_are_stopped_or_deferred_as_the_township_chose(chosen, stopped, deferred):
    decision = below(measure_chosen=chosen)
    found = states(decision, "village_below_standard")
    assert (found["subsidy_stopped"], found["subsidy_deferred"]) == (stopped, deferred)
    effects = decision.vetoes["village_below_standard"].effects
    assert [effects[name].consequence.kind for name in ("subsidy_stopped", "subsidy_deferred")] == [
        "stop",
        "defer",
    ]


def test_a_measure_that_nobody_chose_is_named_as_open():
    assert "village_measure" in below().missing


def test_a_measure_that_is_set_for_all_gives_way_to_the_choice_of_the_township():
    decided = variant(TOWNSHIP, village_measure="stop")
    failing = villages(up_to_standard=False)
    kept = assess(decided, villages=failing)
    chosen = assess(decided, villages=failing, measure_chosen="defer")
    assert states(kept, "village_below_standard")["subsidy_stopped"] == "in effect"
    assert states(chosen, "village_below_standard")["subsidy_stopped"] == "none"
    assert states(chosen, "village_below_standard")["subsidy_deferred"] == "in effect"
