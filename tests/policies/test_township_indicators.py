"""Each indicator of `township-assessment`: its method, its edges, and its facts unknown.

The township of these tests is a leading one at the end of the year: annual plan 30, monthly
indicators 20, campaigns 10, completion 5, monthly analysis 15, village clarity 10, supervision 10.
"""

from decimal import Decimal

import pytest

import policyrules as pr
from policies.population_2011 import FULL_MARKS, TOWNSHIP, assess, between, exactly, variant, villages


def points(line, **changes):
    return assess(**changes).score.lines[line].points


def tasks(*done):
    """Campaign tasks of 2 points each."""
    return [{"points": 2} | ({} if one is None else {"done": one}) for one in done]


def test_full_marks_are_exactly_100_and_excellent():
    decision = assess()
    assert decision.score.total == exactly(100)
    assert decision.score.grade == "excellent"
    assert decision.missing == ()
    assert {name: line.points for name, line in decision.score.lines.items()} == {
        "annual_plan": exactly(30),
        "monthly_indicators": exactly(20),
        "campaigns": exactly(10),
        "campaign_completion": exactly(5),
        "monthly_analysis": exactly(15),
        "village_clarity": exactly(10),
        "supervision": exactly(10),
    }


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        ("106%", "30"),
        ("100%", "30"),
        ("99.99%", "24"),  # 80 % of 30
        ("85%", "24"),
        ("84.99%", "15"),  # 50 % of 30
        (0.6, "15"),
        ("59.99%", "0"),
        (0, "0"),
    ],
)
def test_the_annual_plan_is_scored_by_steps(rate, expected):
    assert points("annual_plan", target_rate=rate) == exactly(expected)


def test_an_unknown_rate_leaves_the_annual_plan_between_nothing_and_all():
    decision = assess(target_rate=None)
    assert decision.score.lines["annual_plan"].points == between(0, 30)
    assert decision.score.total == between(70, 100)
    assert decision.score.grade is None
    assert decision.missing == ("target_rate",)


@pytest.mark.parametrize(
    ("met", "due", "expected"),
    [
        (12, 12, "20"),
        (9, 12, "15"),
        (7, 12, "11.67"),  # 20 · 7/12 = 11.666…
        (0, 12, "0"),
        (12, 6, "20"),  # more than all months is all months
    ],
)
def test_monthly_indicators_are_scored_in_proportion_to_the_months(met, due, expected):
    assert points("monthly_indicators", months_met=met, months_due=due) == exactly(expected)


def test_monthly_indicators_with_unknown_months():
    assert points("monthly_indicators", months_met=None) == between(0, 20)
    # 6 of at most 12 months is a half at least.
    assert points("monthly_indicators", months_met=6, months_due=None) == between(10, 20)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (True, True, "10"),
        (True, False, "6"),
        (False, True, "4"),
        (False, False, "0"),
    ],
)
def test_campaign_tasks_have_points_of_their_own(first, second, expected):
    given = [{"points": 6, "done": first}, {"points": 4, "done": second}]
    assert points("campaigns", campaign_tasks=given) == exactly(expected)


def test_campaign_tasks_give_no_more_than_the_weight():
    given = [{"points": 9, "done": True}, {"points": 6, "done": True}]
    assert points("campaigns", campaign_tasks=given) == exactly(10)


def test_campaign_tasks_of_unknown_completion_or_points():
    assert points("campaigns", campaign_tasks=[{"points": 6, "done": True}, {"points": 4}]) == between(6, 10)
    # A task has 0 to 10 points; 6 and 10 more are held to the weight of 10.
    unknown = [{"points": 6, "done": True}, {"done": True}]
    assert points("campaigns", campaign_tasks=unknown) == between(6, 10)


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        ((True, True, True, True, True), "5"),
        ((True, True, True, True, False), "2.5"),
        ((True, True, True, False, False), "2.5"),  # 60 percent
        ((True, True, False, False, False), "0"),
        ((True,), "5"),
        ((False,), "0"),
    ],
)
def test_the_completion_of_the_campaign_gives_all_half_or_nothing(done, expected):
    assert points("campaign_completion", campaign_tasks=tasks(*done)) == exactly(expected)


def test_the_completion_of_the_campaign_with_an_unknown_task():
    assert points("campaign_completion", campaign_tasks=tasks(True, None)) == between(0, 5)
    # 2 or 3 of 3 are two thirds or all.
    assert points("campaign_completion", campaign_tasks=tasks(True, True, None)) == between("2.5", 5)


def test_without_campaign_tasks_their_15_points_go_to_the_others_in_proportion():
    # 15/85 of 30, 20, 15, 10 and 10 is 5.2941, 3.5294, 2.6470, 1.7647 and 1.7647. Cut to hundredths that is
    # 14.97; the last 0.03 go to the largest remainders: 20, then 15, then the earlier of the two tens.
    decision = assess(campaign_tasks=[])
    weights = {name: line.weight for name, line in decision.score.lines.items()}
    assert weights == {
        "annual_plan": exactly("35.29"),
        "monthly_indicators": exactly("23.53"),
        "campaigns": exactly(0),
        "campaign_completion": exactly(0),
        "monthly_analysis": exactly("17.65"),
        "village_clarity": exactly("11.77"),
        "supervision": exactly("11.76"),
    }
    assert decision.score.total == exactly(100)
    assert decision.score.lines["campaigns"].applies is False
    assert decision.score.lines["campaign_completion"].applies is False
    assert decision.missing == ()


def test_without_campaign_tasks_a_loss_weighs_more():
    # 80 % of 35.29 is 28.232; 100 − 35.29 + 28.23.
    decision = assess(campaign_tasks=[], target_rate="90%")
    assert decision.score.lines["annual_plan"].points == exactly("28.23")
    assert decision.score.total == exactly("92.94")


def test_unknown_campaign_tasks_leave_it_open_whether_their_items_apply():
    decision = assess(campaign_tasks=None)
    assert decision.score.lines["campaigns"].applies is None
    assert decision.score.lines["campaigns"].points.low == 0
    assert decision.score.lines["campaigns"].points.high >= 10
    assert decision.score.lines["annual_plan"].weight == between(30, "35.29")
    assert decision.missing == ("campaign_tasks",)


@pytest.mark.parametrize(
    ("analysed", "clear", "expected"),
    [
        (12, True, "15"),
        (11, True, "13.5"),  # 1.5 for the month
        (8, True, "9"),  # 4 · 1.5 = 6, the most
        (7, True, "9"),  # 7.5, held to 6
        (12, False, "11"),
        (11, False, "9.5"),  # 15 − 1.5 − 4
        (0, False, "5"),  # 15 − 6 − 4
    ],
)
def test_monthly_analysis_loses_points_by_month_and_for_an_unclear_picture(analysed, clear, expected):
    assert points("monthly_analysis", months_analysed=analysed, situation_clear=clear) == exactly(expected)


def test_more_analyses_than_months_due_give_nothing_extra():
    assert points("monthly_analysis", months_due=6, months_analysed=8) == exactly(15)


def test_monthly_analysis_with_unknown_facts():
    assert points("monthly_analysis", months_analysed=None) == between(9, 15)
    assert points("monthly_analysis", situation_clear=None) == between(11, 15)
    assert points("monthly_analysis", months_analysed=None, situation_clear=None) == between(5, 15)


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ({}, exactly(10)),
        ({"overview_clear": False}, exactly("7.5")),
        ({"months_clear": False}, exactly("7.5")),
        ({"overview_clear": False, "months_clear": None}, exactly("7.5")),
        ({"overview_clear": None}, between("7.5", 10)),
        ({"months_clear": None}, between("7.5", 10)),
    ],
)
def test_village_clarity_is_scored_in_proportion_to_the_villages(first, expected):
    assert points("village_clarity", villages=villages(**first)) == expected


def test_a_village_that_the_record_lacks_is_unknown():
    decision = assess(village_count=5)
    assert decision.score.lines["village_clarity"].points == between(8, 10)  # 4 or 5 of 5
    assert decision.score.lines["supervision"].points == between(0, 10)
    assert decision.vetoes["village_below_standard"].outcome == "undetermined"
    assert "villages[5].assessed" in decision.missing


def test_unknown_villages_leave_their_lines_between_nothing_and_all():
    decision = assess(villages=None)
    assert decision.score.lines["village_clarity"].points == between(0, 10)
    assert decision.score.lines["supervision"].points == between(0, 10)


@pytest.mark.parametrize(
    ("first", "expected"),
    [({}, exactly(10)), ({"assessed": False}, exactly(0)), ({"assessed": None}, between(0, 10))],
)
def test_supervision_is_all_or_nothing(first, expected):
    assert points("supervision", villages=villages(**first)) == expected


WEIGHTS = {
    # annual, monthly, campaigns, completion, analysis, clarity, supervision
    ("leading", "year_end"): (30, 20, 10, 5, 15, 10, 10),
    ("leading", "spring"): (25, 25, 10, 5, 15, 10, 10),
    ("leading", "autumn"): (25, 20, 15, 5, 15, 10, 10),
    ("middle", "year_end"): (30, 20, 10, 5, 10, 15, 10),
    ("middle", "spring"): (25, 25, 10, 5, 10, 15, 10),
    ("middle", "autumn"): (25, 20, 15, 5, 10, 15, 10),
    ("trailing", "year_end"): (25, 25, 12, 8, 10, 10, 10),
    ("trailing", "spring"): (20, 30, 12, 8, 10, 10, 10),
    ("trailing", "autumn"): (20, 25, 17, 8, 10, 10, 10),
}


@pytest.mark.parametrize(("township_class", "round_"), WEIGHTS)
def test_weights_differ_by_class_and_round_and_sum_to_100(township_class, round_):
    decision = assess(township_class=township_class, round=round_)
    expected = WEIGHTS[township_class, round_]
    assert sum(expected) == 100
    assert tuple(line.weight for line in decision.score.lines.values()) == tuple(map(exactly, expected))


def test_an_unknown_class_or_round_leaves_weights_between_their_extremes():
    lines = assess(township_class=None).score.lines
    assert lines["annual_plan"].weight == between(25, 30)
    assert lines["monthly_indicators"].weight == between(20, 25)
    assert lines["village_clarity"].weight == between(10, 15)
    assert lines["supervision"].weight == exactly(10)
    lines = assess(round=None).score.lines
    assert lines["annual_plan"].weight == between(25, 30)
    assert lines["campaigns"].weight == between(10, 15)
    assert lines["monthly_analysis"].weight == exactly(15)


def test_the_size_of_the_shift_is_a_parameter():
    lines = assess(variant(TOWNSHIP, round_shift="3"), round="spring").score.lines
    assert lines["annual_plan"].weight == exactly(27)
    assert lines["monthly_indicators"].weight == exactly(23)


def test_the_items_of_the_year_have_a_subtotal():
    groups = assess(months_met=9, campaign_tasks=tasks(True, True)).score.groups
    # 15 for the months, 2 + 2 for the tasks, 5 for completion.
    assert groups == {"in_the_year": exactly(24)}


def test_lines_adjustments_and_what_limits_cut_sum_to_the_total():
    capped = variant(TOWNSHIP, inspection_cap="5")
    decision = assess(
        capped,
        months_met=7,
        campaign_tasks=[],
        inspections=[{"level": "city", "points": -2.25, "state": "final"}],
    )
    score = decision.score
    parts = [line.points.value for line in score.lines.values()]
    parts += [one.value for one in score.adjustments.values()] + [score.limited.value]
    assert sum(parts, Decimal(0)) == score.total.value


@pytest.mark.parametrize(
    ("fact", "low", "high"),
    [("months_due", 1, 12), ("months_met", 0, 12), ("months_analysed", 0, 12), ("target_rate", 0, 2)],
)
def test_facts_outside_their_bounds_are_refused(fact, low, high):
    for number in (low, high):
        assess(**{fact: number})
    for number in (low - 1, high + 1):
        with pytest.raises(pr.RecordError):
            assess(**{fact: number})


def test_the_number_of_villages_is_from_1_to_60():
    assess(village_count=1, villages=FULL_MARKS["villages"][:1])
    assess(village_count=60)
    for number in (0, 61):
        with pytest.raises(pr.RecordError):
            assess(village_count=number)


def test_a_campaign_task_has_0_to_10_points():
    for number in (0, 10):
        assess(campaign_tasks=[{"points": number, "done": True}])
    for number in (-1, 11):
        with pytest.raises(pr.RecordError):
            assess(campaign_tasks=[{"points": number, "done": True}])


def test_on_an_empty_record_nothing_is_graded_and_nothing_vetoed():
    decision = assess(**dict.fromkeys(FULL_MARKS))
    assert decision.score.grade is None
    assert decision.score.final_grade is None
    assert {veto.outcome.value for veto in decision.vetoes.values()} == {"undetermined"}
