"""Inspections of province and city, limits and grades of `township-assessment`."""

import pytest

import policyrules as pr
from policies.population_2011 import TOWNSHIP, assess, between, exactly, variant, villages

OPEN, CAPPED_5, CAPPED_20 = None, "5", "20"


def inspection(points, level="province", state="final"):
    found = {"level": level, "kind": "unannounced", "points": points, "state": state}
    return {key: value for key, value in found.items() if value is not None}


def inspected(*inspections, cap=OPEN, **changes):
    decided = variant(TOWNSHIP, inspection_cap=cap) if cap else None
    return assess(decided, inspections=list(inspections), **changes)


def adjustments(*inspections, cap=OPEN):
    found = inspected(*inspections, cap=cap).score.adjustments
    return found["province_inspection"], found["city_inspection"]


def test_without_inspections_nothing_is_added_though_the_cap_is_open():
    assert adjustments() == (exactly(0), exactly(0))
    assert inspected().missing == ()


@pytest.mark.parametrize(("points", "expected"), [(3, between(0, 3)), (-4, between(-4, 0))])
def test_while_the_cap_is_open_points_obtained_count_in_part_or_whole(points, expected):
    decision = inspected(inspection(points))
    assert decision.score.adjustments["province_inspection"] == expected
    assert decision.missing == ("inspection_cap",)


@pytest.mark.parametrize(
    ("points", "expected"), [(3, 3), (5, 5), (7, 5), (-3, -3), (-5, -5), (-9, -5), (2.25, "2.25")]
)
def test_points_obtained_count_up_to_the_cap_on_either_side(points, expected):
    assert adjustments(inspection(points), cap=CAPPED_5) == (exactly(expected), exactly(0))
    assert adjustments(inspection(points, "city"), cap=CAPPED_5) == (exactly(0), exactly(expected))


def test_inspections_of_one_level_are_added_and_capped_together():
    assert adjustments(inspection(3), inspection(4), cap=CAPPED_5)[0] == exactly(5)
    assert adjustments(inspection(3), inspection(-4), cap=CAPPED_5)[0] == exactly(-1)


def test_province_and_city_are_capped_apart():
    assert adjustments(inspection(4), inspection(4, "city"), cap=CAPPED_5) == (exactly(4), exactly(4))


def test_a_withdrawn_result_counts_for_nothing():
    assert adjustments(inspection(-4, state="withdrawn"), cap=CAPPED_5) == (exactly(0), exactly(0))


@pytest.mark.parametrize("state", ["under_review", None])
def test_a_result_under_review_or_of_unknown_state_may_count_or_not(state):
    decision = inspected(inspection(-4, state=state), cap=CAPPED_5)
    assert decision.score.adjustments["province_inspection"] == between(-4, 0)
    assert decision.missing == ("inspections[1].state",)


def test_unknown_points_reach_as_far_as_the_cap():
    assert adjustments(inspection(None), cap=CAPPED_5)[0] == between(-5, 5)


def test_an_unknown_level_may_be_either():
    assert adjustments(inspection(3, level=None), cap=CAPPED_5) == (between(0, 3), between(0, 3))


def test_unknown_inspections_reach_as_far_as_the_cap():
    decision = assess(variant(TOWNSHIP, inspection_cap="5"), inspections=None)
    assert decision.score.adjustments["province_inspection"] == between(-5, 5)
    assert decision.missing == ("inspections",)


def test_unknown_inspections_under_the_open_cap_reach_as_far_as_it_can():
    assert assess(inspections=None).score.adjustments["province_inspection"] == between(-20, 20)


@pytest.mark.parametrize("points", [-21, 21])
def test_an_inspection_gives_at_most_20_points_on_either_side(points):
    inspected(inspection(points + (1 if points < 0 else -1)))
    with pytest.raises(pr.RecordError):
        inspected(inspection(points))


def test_the_rate_read_as_one_or_as_doubled():
    doubled = variant(TOWNSHIP, inspection_cap="20", inspection_rate="2")
    assert adjustments(inspection(-3), cap=CAPPED_20)[0] == exactly(-3)
    assert assess(doubled, inspections=[inspection(-3)]).score.adjustments["province_inspection"] == exactly(
        -6
    )


def test_the_total_is_held_to_110():
    decision = inspected(inspection(10), inspection(10, "city"), cap=CAPPED_20)
    assert decision.score.total == exactly(110)
    assert decision.score.limited == exactly(-10)
    assert inspected(inspection(10), cap=CAPPED_20).score.limited == exactly(0)


def test_the_total_does_not_fall_below_0():
    # Nothing but 5 points of the monthly analysis is left (15 − 6 − 4); 20 are deducted.
    decision = inspected(
        inspection(-20),
        cap=CAPPED_20,
        target_rate=0,
        months_met=0,
        months_analysed=0,
        situation_clear=False,
        campaign_tasks=[{"points": 2, "done": False}],
        village_count=1,
        villages=[
            {"overview_clear": False, "months_clear": False, "assessed": False, "up_to_standard": True}
        ],
    )
    assert decision.score.total == exactly(0)
    assert decision.score.limited == exactly(15)
    assert decision.score.grade == "fail"


@pytest.mark.parametrize(
    ("province", "city", "assessed", "total", "grade"),
    [
        (-10, 0, True, "90", "excellent"),
        (-10, -0.01, True, "89.99", "good"),
        (-20, 0, True, "80", "good"),
        (-20, -0.01, True, "79.99", "pass"),
        (-20, -10, False, "60", "pass"),  # 10 more are lost with supervision
        (-20, -10.01, False, "59.99", "fail"),
    ],
)
def test_the_bands_of_the_grades_include_their_lower_ends(province, city, assessed, total, grade):
    decision = inspected(
        inspection(province), inspection(city, "city"), cap=CAPPED_20, villages=villages(assessed=assessed)
    )
    assert decision.score.total == exactly(total)
    assert decision.score.grade == grade
    assert decision.score.final_grade == grade


def test_a_grade_is_determined_where_the_whole_interval_lies_in_its_band():
    decision = inspected(inspection(-5))
    assert decision.score.total == between(95, 100)
    assert decision.score.grade == "excellent"


def test_a_grade_is_undetermined_where_the_interval_crosses_a_band():
    decision = inspected(inspection(-11))
    assert decision.score.total == between(89, 100)
    assert decision.score.grade is None
    assert decision.score.possible_grades == ("excellent", "good")
