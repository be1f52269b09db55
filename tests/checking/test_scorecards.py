"""Weights sum to the total, and every total has one grade, or there is an example."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checking.reports import check, codes

FACTS = """
facts:
  district: {choice: [urban, rural]}
  audited: flag
  members: {type: number, min: 0}
  spread: number
  state: {choice: [done, not_done, appealed], unsettled: [appealed]}
  office: {record: {kind: {choice: [main, branch]}}}
"""


def weighed(*weights: str, total: str | None = "100", more: str = "", extra: str = "") -> str:
    """A policy with indicators of these weights; text behind a weight adds keys to its indicator."""
    lines = [f"    i{number}: {{share: 1, weight: {weight}}}" for number, weight in enumerate(weights, 1)]
    head = "" if total is None else f"  total: {total}\n"
    return f"{FACTS}{more}scorecard:\n{head}{extra}  indicators:\n" + "\n".join(lines) + "\n"


def graded(
    *bands: str, limits: str = "{at_least: 0, at_most: 100}", more: str = "", step: str = "0.01"
) -> str:
    """A policy with grades g1, g2, … of these bands."""
    names = ", ".join(f'g{number}: "{band}"' for number, band in enumerate(bands, 1))
    extra = f"  round: {{to: {step}}}\n  limits: {limits}\n  grades: {{{names}}}\n"
    return weighed("100", more=more, extra=extra)


def test_weights_that_sum_to_the_total_are_fine():
    assert codes(weighed("60", "39.5", "0.5")) == []


def test_a_wrong_sum_is_shown():
    [found] = check(weighed("60", "35"))
    assert (found.code, found.message) == ("weights-sum", "the weights sum to 95, not 100")
    assert found.span.text == "scorecard"


def test_without_a_total_there_is_no_sum_to_prove():
    assert codes(weighed("60", "35", total=None)) == []


def test_the_combination_with_a_wrong_sum_is_shown():
    [found] = check(weighed("60", 'if district = "urban" then 40 else 35'))
    assert found.message == "the weights sum to 95, not 100, when district is rural"


def test_weights_that_balance_each_other_are_fine():
    first, second = 'if district = "urban" then 40 else 35', 'if district = "urban" then 60 else 65'
    assert codes(weighed(first, second)) == []


def test_several_facts_are_combined():
    first, second = 'if district = "urban" then 40 else 35', "if audited then 60 else 65"
    [found] = check(weighed(first, second))
    assert found.message == "the weights sum to 105, not 100, when district is urban and audited is false"


def test_choices_are_followed_through_definitions_and_records():
    more = 'definitions:\n  main: office.kind = "main"\n  half: if main then 50 else 49\n'
    [found] = check(weighed("50", "half", more=more))
    assert found.message == "the weights sum to 99, not 100, when office.kind is branch"


def test_choices_are_followed_through_tables():
    more = (
        "tables:\n  heavy:\n    inputs: [district]\n"
        "    rows: [{when: [urban], then: 50}, {when: [rural], then: 51}]\n"
    )
    [found] = check(weighed("50", "heavy", more=more))
    assert found.message == "the weights sum to 101, not 100, when district is rural"


def test_parameters_count_with_their_values():
    more = "parameters:\n  part: {value: 39, assumed: a guess}\n"
    [found] = check(weighed("60", "part", more=more))
    assert found.message == "the weights sum to 99, not 100"


def test_the_total_may_depend_on_a_choice_too():
    total = 'if district = "urban" then 100 else 90'
    [found] = check(weighed("100", total=total))
    assert found.message == "the weights sum to 100, not 90, when district is rural"


def test_an_open_parameter_leaves_the_sum_alone():
    more = "parameters:\n  part: {value: open, type: number, delegated: the council}\n"
    assert codes(weighed("60", "part", more=more)) == []


def test_an_open_parameter_in_one_case_leaves_the_others_to_check():
    more = "parameters:\n  part: {value: open, type: number, delegated: the council}\n"
    [found] = check(weighed("60", "if audited then part else 30", more=more))
    assert found.message == "the weights sum to 90, not 100, when audited is false"


@pytest.mark.parametrize(
    ("weight", "dependence"),
    [
        ("members", "members"),
        ("if as_of < 2026-06-01 then 40 else 41", "as_of"),
        ("members otherwise 40", "members"),
    ],
)
def test_a_weight_that_depends_on_other_facts_cannot_be_proved(weight, dependence):
    [found] = check(weighed("60", weight))
    assert found.code == "weights-unprovable"
    assert (
        found.message
        == f"the weight of `i2` depends on {dependence}, so that the sum of the weights cannot be proved"
    )
    assert found.span.text == weight


def test_a_fact_that_makes_no_difference_is_no_obstacle():
    assert codes(weighed("60", "if members > 3 then 40 else 40")) == []


def test_a_weight_that_asks_whether_a_choice_is_known_is_checked_for_both_answers():
    [found] = check(weighed("60", "if district is known then 40 else 41"))
    assert found.message == "the weights sum to 101, not 100, when district is unknown"
    assert codes(weighed("60", "if audited is known then 40 else 40")) == []


def test_an_unknown_choice_that_leaves_a_weight_open_is_left_alone():
    inner = 'if district = "urban" then 30 else 35'
    assert codes(weighed("60", f"if district is known then 40 else ({inner})")) == []


def test_a_table_that_asks_whether_a_choice_is_known_is_checked_for_both_answers():
    more = (
        "tables:\n  heavy:\n    inputs: [district]\n"
        "    rows: [{when: [not(unknown)], then: 40}, {when: [unknown], then: 41}]\n"
    )
    [found] = check(weighed("60", "heavy", more=more))
    assert found.message == "the weights sum to 101, not 100, when district is unknown"


def test_an_unsettled_choice_is_no_case_of_its_own():
    assert codes(weighed("60", 'if state = "done" then 40 else 39 + 1')) == []
    [found] = check(weighed("60", 'if state = "done" then 40 else 41'))
    assert found.message == "the weights sum to 101, not 100, when state is not_done"


def test_a_weight_that_cannot_be_computed_is_reported():
    [found] = check(weighed("60", "if audited then 40 else 40 / (5 - 5)"))
    assert found.code == "weights-unprovable"
    assert found.message == "the weight of `i2` cannot be computed when audited is false: division by zero"


def test_a_weight_is_a_multiple_of_the_step():
    [found] = check(weighed("33.333", "66.667"))[:1]
    assert found.code == "weight-step"
    assert found.message == "the weight of `i1` is 33.333, no multiple of 0.01"
    assert codes(weighed("33.333", "66.667", extra="  round: {to: 0.001}\n")) == []
    assert codes(weighed("30", "70", extra="  round: {to: 20}\n")) == ["weight-step", "weight-step"]


def test_a_weight_is_not_negative():
    [found] = check(weighed("105", "if audited then -5 else -5"))
    assert (found.code, found.message) == ("weight-step", "the weight of `i2` is -5, less than 0")


def test_too_many_combinations_cannot_be_proved(monkeypatch):
    monkeypatch.setattr("policyrules.checking.cases.MOST_CASES", 4)
    by_district = ('if district = "urban" then 20 else 30', 'if district = "urban" then 30 else 20')
    by_audit = ("if audited then 20 else 30", "if audited then 30 else 20")
    assert codes(weighed(*by_district, *by_audit)) == ["weights-unprovable"]


def test_weights_and_grades_past_the_budget_of_work_are_not_proved(monkeypatch):
    monkeypatch.setattr("policyrules.checking.budget.MOST_WORK", 10)
    found = codes(weighed("60", "40", extra='  grades: {good: ">= 50", bad: "< 50"}\n'))
    assert sorted(found) == ["grade-unprovable", "weights-unprovable"]


def test_what_does_not_apply_keeps_its_weight_unless_it_is_removed():
    for otherwise in ("full", "zero", "rescale"):
        assert codes(weighed("60", f"40, applies: audited, otherwise: {otherwise}")) == []
    [found] = check(weighed("60", "40, applies: audited, otherwise: none"))
    assert found.message == "the weights sum to 60, not 100, when audited is false and `i2` does not apply"
    assert "rescale" in found.help


def test_removed_weights_may_stand_in_for_each_other():
    text = weighed("60", "40, applies: audited, otherwise: none", "40, applies: not audited, otherwise: none")
    assert codes(text) == []


def test_a_weight_is_removed_in_the_combination_where_it_does_not_apply():
    text = weighed(
        'if district = "urban" then 60 else 100', "40, applies: 'district = \"urban\"', otherwise: none"
    )
    assert codes(text) == []


def test_where_applying_depends_on_other_facts_the_weights_sum_in_both_cases():
    [found] = check(weighed("60", "40, applies: members > 3, otherwise: none"))
    assert found.message == "the weights sum to 60, not 100, when `i2` does not apply"
    assert codes(weighed("100", "0, applies: members > 3, otherwise: none")) == []


def test_too_many_indicators_that_may_not_apply_cannot_be_proved(monkeypatch):
    monkeypatch.setattr("policyrules.checking.weights.MOST_CASES", 4)
    zeros = [f"0, applies: members > {number}, otherwise: none" for number in range(3)]
    assert codes(weighed("100", *zeros)) == ["weights-unprovable"]


def test_opposite_conditions_on_other_facts_are_decided_together():
    text = weighed(
        "60", "40, applies: members > 3, otherwise: none", "40, applies: not members > 3, otherwise: none"
    )
    assert codes(text) == []


def test_an_open_parameter_that_decides_what_applies_leaves_the_sum_alone():
    more = "parameters:\n  part: {value: open, type: flag, delegated: the council}\n"
    assert codes(weighed("60", "41, applies: part, otherwise: none", more=more)) == []


def test_bands_that_meet_are_fine():
    assert codes(graded("[80..100]", "[60..80)", "< 60")) == []


def test_bands_need_only_cover_multiples_of_the_step():
    assert codes(graded(">= 80", "[60..79.99]", "< 60")) == []
    assert codes(graded(">= 80", "[60..79]", "< 60", step="1")) == []


def test_a_total_without_grade_is_shown():
    [found] = check(graded(">= 80", "[60..79.9]", "< 60"))
    assert (found.code, found.message) == ("grade-gap", "a total of 79.91 has no grade")


def test_a_gap_of_one_total_is_found():
    [found] = check(graded("> 80", "[60..80)", "< 60"))
    assert found.message == "a total of 80 has no grade"


def test_a_total_with_two_grades_is_shown():
    [found] = check(graded(">= 80", "[60..80]", "< 60"))
    assert (found.code, found.message) == ("grade-overlap", "a total of 80 is both `g1` and `g2`")
    assert found.notes[0].message == "the grade `g1`"


def test_limits_bound_what_is_covered():
    assert codes(graded("[60..100]", "[0..60)")) == []
    [found] = check(graded("[60..100]", "[0..60)", limits="{at_least: 0, at_most: 110}"))
    assert found.message == "a total of 100.01 has no grade"


@pytest.mark.parametrize(("limits", "total"), [("{at_most: 100}", "-0.01"), ("{at_least: 0}", "100.01")])
def test_without_a_limit_totals_have_no_end(limits, total):
    [found] = check(graded("[60..100]", "[0..60)", limits=limits))
    assert found.message == f"a total of {total} has no grade"


def test_a_limit_is_rounded_as_the_total_is():
    # A total that is cut to 99.996 is rounded to 100.
    assert codes(graded("[60..100]", "[0..60)", limits="{at_least: 0, at_most: 99.996}")) == []
    [found] = check(graded("[60..100)", "[0..60)", limits="{at_least: 0, at_most: 99.996}"))
    assert found.message == "a total of 100 has no grade"


def test_a_grade_that_no_total_reaches_is_a_warning():
    [found] = check(graded("> 100", "[60..100]", "[0..60)"))
    assert (found.code, found.severity) == ("grade-unreachable", "warning")
    assert found.message == "no total within the limits has the grade `g1`"


def test_a_grade_between_two_multiples_is_never_reached():
    assert codes(graded(">= 80", "(79..80)", "<= 79", step="1")) == ["grade-unreachable"]


def test_bands_may_use_parameters():
    more = "parameters:\n  mark: {value: 60, assumed: a guess}\n"
    assert codes(graded(">= mark", "< mark", more=more)) == []
    [found] = check(graded(">= mark", "< mark - 1", more=more))
    assert found.message == "a total of 59 has no grade"


def test_bands_are_proved_for_every_choice():
    more = 'definitions:\n  mark: if district = "urban" then 60 else 50\n'
    assert codes(graded(">= mark", "< mark", more=more)) == []
    [found] = check(graded(">= mark", "< 60", more=more))
    assert found.message == "a total of 50 is both `g1` and `g2` when district is rural"


def test_an_open_parameter_leaves_the_grades_alone():
    more = "parameters:\n  mark: {value: open, type: number, delegated: the council}\n"
    assert codes(graded(">= mark", "< mark", more=more)) == []


def test_a_band_that_depends_on_other_facts_cannot_be_proved():
    [found] = check(graded(">= members", "< members"))
    assert found.code == "grade-unprovable"
    assert found.message == "the band of `g1` depends on members, so that it cannot be proved where it ends"


def test_a_band_that_falls_back_on_a_constant_cannot_be_proved():
    assert codes(graded(">= (members otherwise 60)", "< 60")) == ["grade-unprovable"]


def test_a_limit_that_falls_back_on_a_constant_is_no_limit():
    limits = "{at_least: spread otherwise 0, at_most: 100}"
    assert codes(graded("[60..100]", "[0..60)", limits=limits)) == ["grade-gap"]


def test_limits_must_not_cross():
    [found] = check(graded("-", limits="{at_least: 100, at_most: 0}"))
    assert (found.code, found.message) == (
        "limits-crossed",
        "the lower limit of the total is more than the upper one",
    )
    assert codes(graded("-", limits="{at_least: 5, at_most: 5}")) == []


QUARTERS = st.integers(-2, 42).map(lambda n: Decimal(n) / 4)


def _band(draw):
    kind = draw(st.sampled_from(["range", "<", "<=", ">", ">="]))
    if kind != "range":
        return kind, draw(QUARTERS), None
    low, high = sorted((draw(QUARTERS), draw(QUARTERS)))
    return draw(st.sampled_from(["[]", "[)", "(]", "()"])), low, high


def _written(band):
    kind, low, high = band
    return f"{kind} {low}" if high is None else f"{kind[0]}{low}..{high}{kind[1]}"


def _inside(band, total):
    kind, low, high = band
    if high is None:
        return {"<": total < low, "<=": total <= low, ">": total > low, ">=": total >= low}[kind]
    above = total >= low if kind[0] == "[" else total > low
    return above and (total <= high if kind[1] == "]" else total < high)


@st.composite
def _grades(draw):
    if draw(st.booleans()):
        return [_band(draw) for _ in range(draw(st.integers(1, 4)))]
    # Bands that often fit: cut the line at some points.
    cuts = sorted(draw(st.lists(QUARTERS, min_size=1, max_size=3, unique=True)), reverse=True)
    middle = [("[)", low, high) for high, low in pairwise(cuts)]
    return [(draw(st.sampled_from([">", ">="])), cuts[0], None), *middle, ("<", cuts[-1], None)]


@settings(max_examples=150, deadline=None)
@given(_grades(), st.sampled_from(["0.25", "0.5", "1", "2"]), st.tuples(QUARTERS, QUARTERS).map(sorted))
def test_random_grades_are_judged_as_by_brute_force(bands, step, limits):
    def rounded(limit):
        # Half away from zero.
        times, rest = divmod(abs(limit), Decimal(step))
        times += 1 if rest * 2 >= Decimal(step) else 0
        return int(times) * (-1 if limit < 0 else 1)

    totals = [n * Decimal(step) for n in range(rounded(limits[0]), rounded(limits[1]) + 1)]
    counts = [sum(_inside(band, total) for band in bands) for total in totals]
    expected = {
        code for code, wrong in (("grade-gap", 0 in counts), ("grade-overlap", max(counts) > 1)) if wrong
    }
    if not expected and not all(any(_inside(band, total) for total in totals) for band in bands):
        expected = {"grade-unreachable"}
    written = graded(
        *map(_written, bands), step=step, limits=f"{{at_least: {limits[0]}, at_most: {limits[1]}}}"
    )
    assert set(codes(written.replace("  total: 100\n", "").replace("weight: 100", "weight: 0"))) == expected
