"""Places where a value could be surer than what is known allows."""

from __future__ import annotations

from decimal import Decimal

import pytest

import policyrules
from policyrules import Interval, RecordError, Unknown, evaluate_expression

HEAD = "policy: a\nedition: 1\n"


def between(low: int, high: int) -> Interval:
    return Interval(Decimal(low), Decimal(high))


def decide(text: str, record: dict):
    return policyrules.loads(HEAD + text).evaluate(record, as_of="2026-05-01")


@pytest.mark.parametrize(
    "expression",
    ["first(union(l, [3]))", "union(l, [3])[1]", "distinct(union(l, [1, 2]))[2]"],
)
def test_elements_that_may_stand_before_others_leave_the_place_of_those_unknown(expression):
    assert isinstance(evaluate_expression(expression, {"l": None}), Unknown)


def test_nought_times_a_problem_is_nought_whether_the_problem_is_certain_or_not():
    assert evaluate_expression("(b / a) * 0", {"a": 0, "b": 2}) == 0
    assert evaluate_expression("(b / a) * 0", {"a": None, "b": 2}) == 0
    assert evaluate_expression("average(l) * 0", {"l": []}) == 0


RESCALED = """
facts: {p: flag, q: flag, x: {type: number, min: 0}}
scorecard:
  total: 10
  indicators:
    a: {weight: 5, share: x / 10, applies: p, otherwise: rescale}
    b: {weight: 5, share: x / 10, applies: q, otherwise: rescale}
  limits: {at_least: 0, at_most: 10}
  grades: {good: ">= 5", bad: "< 5"}
"""


def test_weight_that_nobody_can_take_is_a_problem_and_no_zero():
    decision = decide(RESCALED, {"p": False, "q": False, "x": 10})
    assert decision.score.grade is None
    assert [problem.code for problem in decision.problems] == ["nothing-to-rescale"]


def test_weight_that_may_find_nobody_keeps_the_total_open():
    decision = decide(RESCALED, {"q": False, "x": 10})
    assert decision.score.grade is None
    assert decision.score.total.high == 10


def test_what_limits_cut_covers_every_sum_and_every_limit():
    text = """
facts: {x: {type: number, min: 40, max: 50}, cap: {type: number, min: 45, max: 60}}
scorecard:
  indicators: {i: {weight: 100, points: x}}
  limits: {at_least: 0, at_most: cap}
"""
    assert decide(text, {}).score.limited == between(-5, 0)
    assert decide(text, {"x": 50, "cap": 45}).score.limited == Interval.of(-5)


def test_a_limit_without_any_bound_may_cut_everything():
    text = """
facts: {x: {type: number, min: 0, max: 50}, cap: number, base: number}
scorecard:
  indicators: {i: {weight: 100, points: x}}
  limits: {at_least: base, at_most: cap}
"""
    assert decide(text, {"x": 20, "base": 0}).score.limited == Interval(None, Decimal(0))
    assert decide(text, {"x": 20, "cap": 30}).score.limited == Interval(Decimal(0), None)
    assert decide(text, {"x": 20, "base": 0, "cap": 5}).score.limited == Interval.of(-15)


def test_an_effect_of_an_undetermined_veto_is_undetermined_whatever_its_time():
    text = "facts: {x: flag}\nvetoes: {v: {when: x, effects: {late: {deny: all, from: 2026-06-01}}}}\n"
    assert decide(text, {}).vetoes["v"].effects["late"].state == "undetermined"
    assert decide(text, {"x": True}).vetoes["v"].effects["late"].state == "pending"
    assert decide(text, {"x": False}).vetoes["v"].effects["late"].state == "none"


def test_an_effect_that_is_over_is_lapsed_whenever_it_began():
    text = """
facts: {s: date}
vetoes: {v: {when: true, effects: {one: {deny: all, from: s, until: 2026-01-01}}}}
"""
    assert decide(text, {}).vetoes["v"].effects["one"].state == "lapsed"
    assert decide(text, {"s": "2027-01-01"}).vetoes["v"].effects["one"].state == "lapsed"


def test_one_instant_in_two_offsets_is_not_one_value_where_months_are_counted():
    record = {"p": None, "a": "2024-02-29T00:00:00+02:00", "b": "2024-02-28T22:00:00Z"}
    assert isinstance(evaluate_expression("(if p then a else b) + 1 year", record), Unknown)
    assert evaluate_expression("a = b", record) is True


SIZED = """
facts: {n: {type: number, min: 1, max: 4}, l: {list: number, size: n}}
bars: {b: {modality: must not, grounds: {g: {when: count(l) >= 1}}}}
"""


@pytest.mark.parametrize("record", [{}, {"n": 2.5}, {"l": [1, 1]}, {"l": [1, 1], "n": 2}])
def test_a_list_that_has_an_element_for_certain_has_it_however_much_is_known(record):
    assert decide(SIZED, record).bars["b"].outcome == "barred"


def test_a_size_that_is_no_whole_number_is_a_problem():
    text = SIZED.replace("count(l) >= 1", "count(l) >= 3")
    assert [problem.code for problem in decide(text, {"n": 2.5}).problems] == ["list-size"]


def test_more_elements_than_the_size_allows_are_a_fault_of_the_record():
    with pytest.raises(RecordError) as caught:
        decide(SIZED, {"l": [1, 1], "n": 1})
    assert [(fault.pointer, fault.code) for fault in caught.value.faults] == [("/l", "list-size")]


HANGING_TOGETHER = """
facts: {p: flag, q: flag, x: {type: number, min: 0}, c: {choice: [u, r]}}
scorecard:
  total: 100
  indicators:
    a: {weight: 50, share: x / 10, applies: p, otherwise: rescale}
    b: {weight: if c = "u" then 30 else 20, share: x / 10}
    d: {weight: if c = "u" then 20 else 30, when: q}
  limits: {at_least: 0, at_most: 100}
  grades: {good: ">= 70", bad: "< 70"}
"""


def test_full_marks_are_the_total_though_nobody_knows_the_weights():
    score = decide(HANGING_TOGETHER, {"x": 10, "q": True}).score
    assert (score.total, score.grade) == (Interval.of(100), "good")
    assert [line.lost for line in score.lines.values()] == [Interval.of(0)] * 3


def test_what_is_lost_for_certain_is_lost_whatever_the_weights():
    score = decide(HANGING_TOGETHER, {"x": 10, "q": False, "p": True}).score
    assert score.lines["d"].lost == between(20, 30)
    assert score.total == between(70, 80)


GRADED = """
facts: {p: flag, q: flag}
scorecard:
  indicators: {i: {weight: 100, points: 90}}
  limits: {at_least: 0, at_most: 100}
  grades: {good: ">= 80", mid: "[60..80)", bad: "< 60"}
vetoes:
  v: {when: p, effects: {one: {grade: mid}}}
  w: {when: q, effects: {one: {grade: bad}}}
"""


def test_grades_that_some_of_the_undetermined_vetoes_would_bring_are_possible():
    assert decide(GRADED, {}).score.possible_final_grades == ("good", "mid", "bad")
    assert decide(GRADED, {"p": True, "q": False}).score.final_grade == "mid"


OPEN_STANDARD = """
facts: {n: {type: number, min: 0, max: 10}}
parameters: {standard: {value: open, type: number, min: 0, delegated: the council}}
scorecard:
  total: 10
  indicators: {n: {weight: 10, points: n}}
  grades: {good: ">= standard", bad: "< standard"}
vetoes:
  v: {when: score.grade = "bad", effects: {honours: {deny: all}}}
awards:
  a: {eligible: score.final_grade = "good"}
"""


def test_a_grade_that_an_open_band_leaves_unknown_is_missing_the_parameter():
    assert decide(OPEN_STANDARD, {"n": 5}).missing == ("standard",)
    assert set(decide(OPEN_STANDARD, {}).missing) == {"n", "standard"}


def test_grades_that_no_combination_of_vetoes_brings_are_not_possible():
    assert decide(GRADED, {"p": False}).score.possible_final_grades == ("good", "bad")


def test_the_score_that_a_veto_sets_is_masked_where_it_is_computed_from_a_sensitive_fact():
    text = """
facts: {p: flag, inc: {type: number, min: 0, sensitive: true}}
scorecard: {indicators: {i: {weight: 100, points: 90}}}
vetoes: {v: {when: p, effects: {a: {score: inc}}}}
"""
    decision = decide(text, {"p": False, "inc": 4321})
    shown = (decision.explain(detail="full"), decision.to_json(), decision.explain(format="json"))
    assert [text for text in shown if "4321" in text] == []
    assert "4321" in decision.explain(detail="full", reveal=True)


def test_a_sensitive_size_does_not_show_in_the_number_of_elements():
    text = """
facts: {n: {type: number, sensitive: true}, ls: {list: number, size: n}}
bars: {b: {modality: must not, grounds: {g: {when: sum(ls) > 3}}}}
"""
    one, two = decide(text, {"ls": [], "n": 2}), decide(text, {"ls": [], "n": 4})
    assert one.explain(detail="full") == two.explain(detail="full")
    assert one.to_json() == two.to_json()


def test_the_ends_of_an_interval_have_34_digits():
    low = evaluate_expression("if p then 2 / 7 else 1", {"p": None}).low
    assert str(low) == "0.2857142857142857142857142857142857"


def test_what_another_rule_makes_of_sensitive_facts_is_not_told_as_a_problem():
    text = """
facts: {l: {list: text, sensitive: true}, m: {list: text, sensitive: true}}
vetoes: {v: {when: "l[1] = m[1]", effects: {one: {deny: all}}}}
bars: {b: {modality: must not, grounds: {g: {when: vetoes.v}}}}
"""
    one, two = decide(text, {"l": [], "m": ["a"]}), decide(text, {"l": ["a"], "m": []})
    assert one.explain(detail="full") == two.explain(detail="full")
    assert one.to_json() == two.to_json()


@pytest.mark.parametrize("end", ["2025-12-31", "2026-05-01", "2027-01-01"])
def test_what_is_missing_does_not_tell_when_a_hidden_effect_ends(end):
    text = """
facts: {on: date, x: {type: date, sensitive: true}}
vetoes: {v: {when: true, effects: {e: {deny: all, from: on, until: x}}}}
"""
    other = decide(text, {"x": "2026-06-01"})
    decision = decide(text, {"x": end})
    assert decision.to_json() == other.to_json()
    assert decision.explain(detail="full") == other.explain(detail="full")


def renderings(decision) -> tuple[str, ...]:
    texts = [decision.explain(detail="full", language=language) for language in ("en", "zh")]
    return (*texts, decision.explain(format="json"), decision.to_json())


#: Results that are known to be false although their outcome is undetermined, if `s` is false.
HALF_KNOWN = """
facts: {u: flag, ok: flag, s: {type: flag, sensitive: true}}
vetoes: {v: {when: s, applies: u, effects: {e: {deny: all}}}}
awards: {a: {eligible: s, applies: u}}
duties: {d: {modality: must, by: them, requires: {s: s}, applies: u}}
bars: {b: {modality: must not, grounds: {g: {when: "ok and (READ or ok)"}}}}
"""


@pytest.mark.parametrize("read", ["vetoes.v", "vetoes.any", "awards.a", "duties.d"])
def test_what_is_known_of_an_undetermined_result_does_not_tell_a_sensitive_fact(read):
    one, two = (decide(HALF_KNOWN.replace("READ", read), {"ok": False, "s": s}) for s in (False, True))
    results = [
        one.vetoes["v"],
        two.vetoes["v"],
        one.awards["a"],
        two.awards["a"],
        one.duties["d"],
        two.duties["d"],
    ]
    assert {result.outcome.value for result in results} == {"undetermined"}
    assert renderings(one) == renderings(two)


def test_an_award_that_is_read_does_not_tell_when_a_hidden_denial_ends():
    text = """
facts: {u: flag, ok: flag, x: {type: date, sensitive: true}}
vetoes: {v: {when: true, effects: {e: {deny: all, until: x}}}}
awards: {a: {eligible: true, applies: u}}
bars: {b: {modality: must not, grounds: {g: {when: ok and awards.a}}}}
"""
    one, two = (decide(text, {"ok": False, "x": end}) for end in ("2026-04-30", "2026-05-01"))
    assert one.awards["a"].outcome == two.awards["a"].outcome == "undetermined"
    assert renderings(one) == renderings(two)


def test_whether_a_rule_applies_is_not_told_where_its_outcome_leaves_that_open():
    text = """
facts: {u: flag, ok: flag, s: {type: flag, sensitive: true}}
duties: {d: {modality: must, by: them, requires: {ok: ok}, applies: s or u}}
awards: {a: {eligible: ok, applies: s or u}}
bars: {b: {modality: must not, applies: s or u, grounds: {g: {when: ok}}}}
vetoes: {v: {when: ok, applies: s or u, effects: {e: {defer: visit}}}}
"""
    one, two = (decide(text, {"s": s}) for s in (False, True))
    assert renderings(one) == renderings(two)


def test_a_list_of_sensitive_elements_tells_not_even_their_number():
    text = """
facts: {l: {list: {done: flag}, sensitive: true}}
duties: {d: {modality: must, by: them, for: x in l, requires: {done: x.done}}}
"""
    one, two = (decide(text, {"l": elements}) for elements in ([{"done": False}], 3 * [{"done": False}]))
    assert one.duties["d"].outcome == two.duties["d"].outcome == "not met"
    assert renderings(one) == renderings(two)


def test_vetoes_that_leave_the_score_alone_keep_nothing_of_it_open():
    text = """
facts: {p: {type: number, min: 0, max: 100}, f: flag}
scorecard: {indicators: {i: {weight: 100, points: p}}}
vetoes: {v: {when: f, effects: {e: {deny: elsewhere/prize}}}}
awards: {a: {eligible: score.final_total > 50}}
"""
    decision = decide(text, {})
    assert [cause.path for cause in decision.score.final_total.causes] == ["p"]
    assert [cause.path for cause in decision.awards["a"].causes] == ["p"]


def test_an_edition_that_only_counts_over_a_cohort_has_no_values_for_results():
    text = "facts: {x: flag}\ndefinitions: {y: x}\npublications: {p: {count: y}}\n"
    decision = decide(text, {})
    assert (decision.missing, decision.determined) == ((), True)
    assert "Values" not in decision.explain()
