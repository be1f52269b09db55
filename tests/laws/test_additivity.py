"""Lines, adjustments and what limits cut sum to the total exactly (docs: laws, additivity)."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from strategies.cases import cases, gaps
from strategies.effort import examples


def _scores(case, data):
    """The scores of a complete record and of several with gaps."""
    assume("scorecard" in case.draft.data)
    records = [case.record, *(gaps(data, case) for _ in range(4)), {}]
    decisions = [case.decide(record) for record in records]
    return [decision.score for decision in decisions if decision is not None]


def _figure(limit):
    """A limit that is written as a figure; None for one that is computed from facts."""
    return int(limit) if limit is not None and limit.isdigit() else None


def _sum(numbers, end):
    """The exact sum of one end of each; None where one has none."""
    ends = [getattr(number, end) for number in numbers]
    return None if None in ends else sum(map(Fraction, ends), Fraction(0))


@examples(12)
@given(cases(), st.data())
def test_lines_adjustments_and_what_limits_cut_sum_to_the_total(case, data):
    for score in _scores(case, data):
        parts = [*(line.points for line in score.lines.values()), *score.adjustments.values()]
        parts.append(score.limited)
        low, high = _sum(parts, "low"), _sum(parts, "high")
        if all(part.exact for part in parts):
            assert score.total.exact
            assert Fraction(score.total.low) == low
        # Lines that hang together may keep the total within narrower bounds than each has for itself.
        assert low is None or Fraction(score.total.low) >= low
        assert high is None or Fraction(score.total.high) <= high


@examples(15)
@given(cases(), st.data())
def test_the_total_lies_within_the_limits_and_numbers_are_multiples_of_the_step(case, data):
    for score in _scores(case, data):
        card = case.draft.data["scorecard"]
        limits, step = card.get("limits", {}), Fraction(card.get("round", {}).get("to", "0.01"))
        low, high = score.total.low, score.total.high
        least, most = _figure(limits.get("at_least")), _figure(limits.get("at_most"))
        assert least is None or low is None or low >= least
        assert most is None or high is None or high <= most
        for number in (score.total, *(line.points for line in score.lines.values())):
            assert all(end is None or Fraction(end) % step == 0 for end in (number.low, number.high))


@examples(15)
@given(cases(), st.data())
def test_what_is_lost_is_the_weight_less_the_points(case, data):
    for score in _scores(case, data):
        for line in score.lines.values():
            weight, points, lost = line.weight, line.points, line.lost
            if points.exact and weight.exact:
                assert lost.exact
                assert Fraction(lost.low) == Fraction(weight.low) - Fraction(points.low)
                continue
            if lost.low is not None and None not in (weight.low, points.high):
                assert Fraction(lost.low) >= Fraction(weight.low) - Fraction(points.high)
            if lost.high is not None and None not in (weight.high, points.low):
                assert Fraction(lost.high) <= Fraction(weight.high) - Fraction(points.low)


@examples(12)
@given(cases(), st.data())
def test_groups_are_the_sums_of_their_lines(case, data):
    for score in _scores(case, data):
        indicators = case.draft.data["scorecard"]["indicators"]
        for name, subtotal in score.groups.items():
            members = [
                score.lines[one].points for one, item in indicators.items() if item.get("group") == name
            ]
            assert members
            for end in ("low", "high"):
                whole = _sum(members, end)
                if whole is not None:
                    assert Fraction(getattr(subtotal, end)) == whole


@examples(12)
@given(cases(), st.data())
def test_weights_that_are_known_sum_to_what_was_promised(case, data):
    for score in _scores(case, data):
        card = case.draft.data["scorecard"]
        weights = [line.weight for line in score.lines.values()]
        # Where nothing applies there is nobody to take the weight.
        if "total" in card and all(weight.exact for weight in weights) and any(one.low for one in weights):
            assert _sum(weights, "low") == int(card["total"])
