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
from policyrules.values.truth import Truth
from policyrules.values.unknown import Impossible, Problem, Unknown, causes_of

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
    when_applying, deductions = _points(run, card, one, weights.applying)
    when_not = weights.otherwise if one.otherwise == "full" else ZERO
    points, weight = when_applying, weights.applying
    if applies is False:
        points, weight = when_not, weights.otherwise
    elif isinstance(applies, Unknown):
        points = as_interval(either([when_applying, when_not], applies.causes))
        weight = as_interval(either([weights.applying, weights.otherwise], applies.causes))
    lost = _lost(one.span, weight, points)
    if isinstance(applies, Unknown) and when_applying.exact and when_not.exact:
        losses = [
            _lost(one.span, weights.applying, when_applying),
            _lost(one.span, weights.otherwise, when_not),
        ]
        lost = as_interval(either(list(losses), applies.causes))
    if not lost.exact and one.at_least is None and one.at_most is None:
        lost = interval.maximum([lost, ZERO])  # points are held to the weight, whatever it turns out to be
    line = Line(points, weight, lost, None if isinstance(applies, Unknown) else applies)
    return ScoredLine(line, deductions)


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
    total = ZERO
    for part in parts:
        total = guarded(card.span, lambda total=total, part=part: interval.add(total, part), total, part)  # type: ignore[misc] # bound as defaults
    return total


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
    before = _sum(card, [*(line.points for line in lines.values()), *adjustments.values()])
    at_least = as_interval(run.value("score.limits.at_least", card.at_least, ZERO))
    at_most = as_interval(run.value("score.limits.at_most", card.at_most, ZERO))
    run.value("score.total", card.total, ZERO)

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
    limited = _limited(before, total)
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


def _limited(before: Interval, total: Interval) -> Interval:
    """What the limits added or cut: total − before, end by end, so that lines and this sum to the total."""
    low = (
        None
        if before.low is None or total.low is None
        else interval.subtract(*_points_of(total.low, before.low))
    )
    high = (
        None
        if before.high is None or total.high is None
        else interval.subtract(*_points_of(total.high, before.high))
    )
    ends = [end.value for end in (low, high) if end is not None]
    if len(ends) < 2:
        return Interval(None, None, causes_of(before, total))
    least, greatest = min(ends), max(ends)
    return Interval.of(least) if least == greatest else Interval(least, greatest, causes_of(before, total))


def _points_of(one: Decimal, two: Decimal) -> tuple[Interval, Interval]:
    return Interval.of(one), Interval.of(two)


def possible_grades(run: Interpretation, card: Scorecard, total: Interval) -> tuple[str, ...]:
    """The grades in whose bands the total may lie, best first."""
    expressions = run.expressions
    return tuple(one.id for one in card.grades if expressions.cell(one.band, total) is not False)


def _grade(run: Interpretation, card: Scorecard) -> None:
    score = run.scores[-1]
    possible = possible_grades(run, card, score.total)
    grade = possible[0] if len(possible) == 1 else None
    value: Value = grade or unknown_of(ChoiceType(possible), "score.grade", causes_of(score.total))
    run.results["score"]["grade"] = value
    run.scores.append(evolve(score, grade=grade, possible_grades=possible, final_grade=grade))
