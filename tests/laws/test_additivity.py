"""Lines, adjustments and what limits cut sum to the total exactly (docs: laws, additivity)."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from strategies.cases import cases, gaps
from strategies.effort import examples


def _decided(case, data):
    """The decision on a complete record, or on one with gaps."""
    known = data.draw(st.booleans(), label="complete")
    decision = case.decide() if known else case.decide(gaps(data, case))
    assume(decision is not None and decision.score is not None)
    return decision


def _sum(numbers, end):
    """The exact sum of one end of each; None where one has none."""
    ends = [getattr(number, end) for number in numbers]
    return None if None in ends else sum(map(Fraction, ends), Fraction(0))


@examples(30)
@given(cases(), st.data())
def test_lines_adjustments_and_what_limits_cut_sum_to_the_total(case, data):
    score = _decided(case, data).score
    parts = [*(line.points for line in score.lines.values()), *score.adjustments.values()]
    cuts = []
    for end in ("low", "high"):
        whole, total = _sum(parts, end), getattr(score.total, end)
        if whole is None or total is None:
            assert (score.limited.low, score.limited.high) != (0, 0)
            return
        cuts.append(Fraction(total) - whole)
    assert (Fraction(score.limited.low), Fraction(score.limited.high)) == (min(cuts), max(cuts))


@examples(15)
@given(cases(), st.data())
def test_the_total_lies_within_the_limits(case, data):
    decision = _decided(case, data)
    card = case.draft.data["scorecard"]
    limits, step = card.get("limits", {}), Fraction(card.get("round", {}).get("to", "0.01"))
    total = decision.score.total
    if "at_least" in limits and total.low is not None:
        assert total.low >= int(limits["at_least"])
    if "at_most" in limits and total.high is not None:
        assert total.high <= int(limits["at_most"])
    for number in (total, *(line.points for line in decision.score.lines.values())):
        assert all(end is None or Fraction(end) % step == 0 for end in (number.low, number.high))


@examples(20)
@given(cases(), st.data())
def test_what_is_lost_is_the_weight_less_the_points(case, data):
    for line in _decided(case, data).score.lines.values():
        if line.points.exact and line.weight.exact:
            assert line.lost.exact
            assert Fraction(line.lost.low) == Fraction(line.weight.low) - Fraction(line.points.low)
            continue
        if line.lost.low is not None and None not in (line.weight.low, line.points.high):
            assert Fraction(line.lost.low) >= Fraction(line.weight.low) - Fraction(line.points.high)
        if line.lost.high is not None and None not in (line.weight.high, line.points.low):
            assert Fraction(line.lost.high) <= Fraction(line.weight.high) - Fraction(line.points.low)


@examples(15)
@given(cases(), st.data())
def test_groups_are_the_sums_of_their_lines(case, data):
    score = _decided(case, data).score
    indicators = case.draft.data["scorecard"]["indicators"]
    for name, subtotal in score.groups.items():
        members = [score.lines[one].points for one, item in indicators.items() if item.get("group") == name]
        assert members
        for end in ("low", "high"):
            whole = _sum(members, end)
            if whole is not None:
                assert Fraction(getattr(subtotal, end)) == whole


@examples(20)
@given(cases(), st.data())
def test_the_weights_of_a_complete_record_sum_to_what_was_promised(case, data):
    score = _decided(case, data).score
    card = case.draft.data["scorecard"]
    weights = [line.weight for line in score.lines.values()]
    assume("total" in card and all(weight.exact for weight in weights))
    # Where nothing applies there is nobody to take the weight.
    assume(any(weight.low for weight in weights))
    assert _sum(weights, "low") == int(card["total"])
