"""Deciding the scorecard (docs: language, scorecard)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from policyrules.evaluation.data import Value, as_interval, as_truth, either, unknown_of
from policyrules.evaluation.frozen import FrozenMapping
from policyrules.evaluation.outcomes import Line, Score
from policyrules.evaluation.rescaling import Weights, weigh
from policyrules.policy.types import ChoiceType
from policyrules.values import interval
from policyrules.values.interval import Interval, everything
from policyrules.values.numbers import CARRY, round_to_step
from policyrules.values.truth import Truth
from policyrules.values.unknown import Impossible, Missing, Problem, Unknown, causes_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from policyrules.evaluation.interpreter import Interpretation
    from policyrules.policy.model import Adjustment, Indicator, Scorecard
    from policyrules.text.source import Span

ZERO = Interval.of(0)
ONE = Interval.of(1)


@frozen
class ScoredLine:
    """A line with what it was computed from, for explanations."""

    line: Line
    #: The points that each deduction takes, by name.
    deductions: dict[str, Interval]


def decide_score(run: Interpretation, part: str) -> None:
    """Decide one part of the scorecard: `lines`, `total` or `grade`."""
    card = run.checked.edition.scorecard
    assert card is not None  # noqa: S101 - the rules of a scorecard exist only with one
    {"lines": _lines, "total": _total, "grade": _grade}[part](run, card)


def guarded(span: Span, compute: Callable[[], Interval], *operands: object) -> Interval:
    """A number, or one without ends where it cannot be computed."""
    try:
        return compute()
    except Impossible as problem:
        return everything((Problem(problem.code, problem.message, span.place), *causes_of(*operands)))


def _lines(run: Interpretation, card: Scorecard) -> None:
    applies: dict[str, Truth] = {}
    weights: dict[str, Interval] = {}
    for one in card.indicators:
        key = f"score.{one.id}"
        applies[one.id] = as_truth(run.value(f"{key}.applies", one.applies, True))
        weights[one.id] = as_interval(run.step(f"{key}.weight", one.weight).value)
    weighed = weigh(card, weights, applies)
    results = run.results["score"]
    for one in card.indicators:
        scored = _line(run, card, one, weighed[one.id], applies[one.id])
        run.lines[one.id] = scored
        results[one.id] = scored.line.points
    for group in dict.fromkeys(one.group for one in card.indicators if one.group):
        members = [run.lines[one.id].line.points for one in card.indicators if one.group == group]
        results[group] = _sum(card, members)


def _line(
    run: Interpretation, card: Scorecard, one: Indicator, weights: Weights, applies: Truth
) -> ScoredLine:
    """The points of an indicator: where it applies, where it does not, or the hull of both."""
    points, lost, deductions = _where_it_applies(run, card, one, weights.applying)
    weight = weights.applying
    if applies is not True:
        points_not, lost_not = _where_it_does_not(one, weights)
        if applies is False:
            points, lost, weight = points_not, lost_not, weights.otherwise
        else:
            points = as_interval(either([points, points_not], applies.causes))
            lost = as_interval(either([lost, lost_not], applies.causes))
            weight = as_interval(either([weight, weights.otherwise], applies.causes))
    line = Line(points, weight, lost, None if isinstance(applies, Unknown) else applies)
    return ScoredLine(line, deductions)


def _where_it_applies(
    run: Interpretation, card: Scorecard, one: Indicator, weight: Interval
) -> tuple[Interval, Interval, dict[str, Interval]]:
    """The points, what is lost of the weight, and the deductions of an indicator that applies."""
    points, deductions = _points(run, card, one, weight)
    if weight.exact or weight.low is None or weight.high is None:
        return points, _lost(one.span, weight, points), deductions
    # Points and losses both grow with the weight, so that the loss lies between those at its ends.
    ends = (Interval.of(weight.low), Interval.of(weight.high))
    losses = [_lost(one.span, end, _points(run, card, one, end)[0]) for end in ends]
    return points, interval.hull(losses, weight.causes), deductions


def _where_it_does_not(one: Indicator, weights: Weights) -> tuple[Interval, Interval]:
    """The points, and what is lost, of an indicator that does not apply."""
    if weights.nobody:
        return Interval(ZERO.low, weights.own.high, weights.nobody), everything(weights.nobody)
    if one.otherwise == "full":
        return weights.otherwise, ZERO
    return ZERO, weights.otherwise


def _lost(span: Span, weight: Interval, points: Interval) -> Interval:
    return guarded(span, lambda: interval.subtract(weight, points), weight, points)


def _points(
    run: Interpretation, card: Scorecard, one: Indicator, weight: Interval
) -> tuple[Interval, dict[str, Interval]]:
    """The points of an indicator that applies, held to its weight and rounded; and its deductions."""
    key = f"score.{one.id}"
    deductions: dict[str, Interval] = {}
    at_least = as_interval(run.value(f"{key}.at_least", one.at_least, ZERO))
    at_most = as_interval(run.value(f"{key}.at_most", one.at_most, weight))

    def compute() -> Interval:
        if one.share is not None:
            share = interval.clamp(as_interval(run.step(f"{key}.share", one.share).value), ZERO, ONE)
            points = interval.multiply(share, weight)
        elif one.when is not None:
            truth = as_truth(run.step(f"{key}.when", one.when).value)
            points = _if(truth, weight, ZERO)
        elif one.deduct:
            points = weight
            for deduction in one.deduct:
                taken = _deduction(run, one, deduction.id)
                deductions[deduction.id] = taken
                points = interval.subtract(points, taken)
        else:
            which, expression = ("points", one.points) if one.points is not None else ("table", one.table)
            points = as_interval(run.value(f"{key}.{which}", expression, ZERO))
        held = interval.clamp(points, at_least, at_most)
        return interval.round_interval_to_step(held, card.round.to, card.round.mode)

    return guarded(one.span, compute, weight, at_least, at_most), deductions


def _deduction(run: Interpretation, one: Indicator, name: str) -> Interval:
    """The points that a deduction takes; it never gives any."""
    deduction = next(item for item in one.deduct if item.id == name)
    key = f"score.{one.id}.deduct.{name}"
    points = as_interval(run.step(f"{key}.points", deduction.points).value)
    if deduction.each is not None:
        times = as_interval(run.step(f"{key}.each", deduction.each).value)
        taken = interval.multiply(times, points)
    else:
        when = as_truth(run.value(f"{key}.when", deduction.when, False))
        taken = _if(when, points, ZERO)
    most = as_interval(run.value(f"{key}.at_most", deduction.at_most, Interval(None, None)))
    taken = interval.maximum([taken, ZERO])
    return taken if deduction.at_most is None else interval.minimum([taken, most])


def _if(truth: Truth, yes: Interval, no: Interval) -> Interval:
    if isinstance(truth, Unknown):
        return as_interval(either([yes, no], truth.causes))
    return yes if truth else no


def _sum(card: Scorecard, parts: list[Interval]) -> Interval:
    return guarded(card.span, lambda: interval.add_all(parts), *parts)


def _adjustment(run: Interpretation, card: Scorecard, one: Adjustment) -> Interval:
    key = f"score.{one.id}"
    points = as_interval(run.step(f"{key}.points", one.points).value)
    at_least = as_interval(run.value(f"{key}.at_least", one.at_least, ZERO))
    at_most = as_interval(run.value(f"{key}.at_most", one.at_most, ZERO))
    applies = as_truth(run.value(f"{key}.applies", one.applies, True))

    def compute() -> Interval:
        held = points
        if one.at_least is not None:
            held = interval.maximum([held, at_least])
        if one.at_most is not None:
            held = interval.minimum([held, at_most])
        return interval.round_interval_to_step(held, card.round.to, card.round.mode)

    return _if(applies, guarded(one.span, compute, points, at_least, at_most), ZERO)


def _total(run: Interpretation, card: Scorecard) -> None:
    adjustments = {one.id: _adjustment(run, card, one) for one in card.adjustments}
    run.results["score"].update(adjustments)
    lines = {name: scored.line for name, scored in run.lines.items()}
    promised = as_interval(run.value("score.total", card.total, everything(())))
    before = _sum(card, [_sum_of_lines(card, list(lines.values()), promised), *adjustments.values()])
    at_least = as_interval(run.value("score.limits.at_least", card.at_least, ZERO))
    at_most = as_interval(run.value("score.limits.at_most", card.at_most, ZERO))

    def compute() -> Interval:
        held = before
        if card.at_least is not None:
            held = interval.maximum([held, at_least])
        if card.at_most is not None:
            held = interval.minimum([held, at_most])
        return interval.round_interval_to_step(held, card.round.to, card.round.mode)

    total = guarded(card.span, compute, before, at_least, at_most)
    run.results["score"]["total"] = total
    groups = {one.group: as_interval(run.results["score"][one.group]) for one in card.indicators if one.group}
    limited = guarded(card.span, lambda: _limited(card, before, at_least, at_most), before)
    run.scores.append(
        Score(
            total,
            None,
            total,
            None,
            FrozenMapping(lines),
            FrozenMapping(adjustments),
            FrozenMapping(groups),
            limited,
        )
    )


def _sum_of_lines(card: Scorecard, lines: list[Line], promised: Interval) -> Interval:
    """The sum of the points; the weights sum to the total, so that it is also the total less what is lost.

    Lines that hang together, as through a weight, would each be uncertain for themselves; the losses may not be.
    """
    points = _sum(card, [line.points for line in lines])
    unsure = causes_of(*(line.weight for line in lines))
    if points.exact or not promised.exact or not all(isinstance(cause, Missing) for cause in unsure):
        return points
    other = _lost(card.span, promised, _sum(card, [line.lost for line in lines]))
    lows = [end for end in (points.low, other.low) if end is not None]
    highs = [end for end in (points.high, other.high) if end is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    return Interval(low, high, causes_of(points, other))


def _limited(card: Scorecard, before: Interval, at_least: Interval, at_most: Interval) -> Interval:
    """What the limits added or cut. It falls as the sum before them grows, and grows with the limits."""
    low: Decimal | None = Decimal(0)
    high: Decimal | None = Decimal(0)
    if card.at_most is not None:
        low = None
    if card.at_least is not None:
        high = None
    if before.high is not None and (card.at_most is None or at_most.low is not None):
        low = _cut(card, before.high, at_least.low, at_most.low)
    if before.low is not None and (card.at_least is None or at_least.high is not None):
        high = _cut(card, before.low, at_least.high, at_most.high)
    if low is not None and low == high:
        return Interval.of(low)
    return Interval(low, high, causes_of(before, at_least, at_most))


def _cut(card: Scorecard, before: Decimal, least: Decimal | None, most: Decimal | None) -> Decimal:
    """What exact limits add to an exact sum, or cut from it; a limit that is None holds nothing."""
    held = before
    if card.at_least is not None and least is not None:
        held = max(held, least)
    if card.at_most is not None and most is not None:
        held = min(held, most)
    return CARRY.subtract(round_to_step(held, card.round.to, card.round.mode), before)


def possible_grades(run: Interpretation, card: Scorecard, total: Interval) -> tuple[str, ...]:
    """The grades in whose bands the total may lie, best first."""
    bands = in_bands(run, card, total)
    return tuple(one.id for one, truth in zip(card.grades, bands, strict=True) if truth is not False)


def in_bands(run: Interpretation, card: Scorecard, total: Interval) -> list[Truth]:
    """Whether the total lies in each band, best first; an open parameter in a band is a cause, too."""
    return [run.expressions.cell(one.band, total) for one in card.grades]


def _grade(run: Interpretation, card: Scorecard) -> None:
    score = run.scores[-1]
    possible = possible_grades(run, card, score.total)
    grade = possible[0] if len(possible) == 1 else None
    causes = causes_of(score.total, *in_bands(run, card, score.total))
    value: Value = grade or unknown_of(ChoiceType(possible), "score.grade", causes)
    run.results["score"]["grade"] = value
    run.scores.append(evolve(score, grade=grade, possible_grades=possible, final_grade=grade))
