"""Deciding vetoes and applying their effects (docs: language, vetoes)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from attrs import evolve

from policyrules.evaluation import operators
from policyrules.evaluation.data import as_interval, as_truth, either, unknown_of
from policyrules.evaluation.frozen import FrozenMapping
from policyrules.evaluation.outcomes import EffectResult, EffectState, VetoOutcome, VetoResult
from policyrules.evaluation.rescaling import MOST_UNCERTAIN
from policyrules.evaluation.scoring import guarded, in_bands, possible_grades
from policyrules.policy.model import Deny, GradeAtMost, GradeDown, GradeIs, Measure, ScoreIs
from policyrules.policy.types import ChoiceType
from policyrules.values import interval
from policyrules.values.truth import all_of
from policyrules.values.unknown import Cause, Impossible, Problem, Unknown, causes_of

if TYPE_CHECKING:
    from policyrules.evaluation.data import Value
    from policyrules.evaluation.interpreter import Interpretation
    from policyrules.policy.model import Effect, Scorecard, Veto
    from policyrules.values.interval import Interval
    from policyrules.values.truth import Truth


def decide_veto(run: Interpretation, veto: Veto) -> None:
    """Triggered, clear, undetermined or not applicable; and its effects."""
    key = f"vetoes.{veto.id}"
    applies = as_truth(run.value(f"{key}.applies", veto.applies, True))
    holds = as_truth(run.step(f"{key}.when", veto.when).value)
    truth = all_of((applies, holds))
    if applies is False:
        outcome = VetoOutcome.NOT_APPLICABLE
    elif isinstance(applies, Unknown) or isinstance(holds, Unknown):
        outcome = VetoOutcome.UNDETERMINED
    else:
        outcome = VetoOutcome.TRIGGERED if holds else VetoOutcome.CLEAR
    effects = {one.id: _effect(run, f"{key}.effects.{one.id}", one, truth) for one in veto.effects}
    causes = causes_of(applies, holds) if outcome is VetoOutcome.UNDETERMINED else ()
    run.vetoes[veto.id] = VetoResult(outcome, FrozenMapping(effects), causes)
    run.results["vetoes"][veto.id] = truth


def _effect(run: Interpretation, key: str, effect: Effect, triggered: Truth) -> EffectResult:
    """Whether an effect follows, and where the day of decision stands in its time."""
    follows = all_of((triggered, as_truth(run.value(f"{key}.when", effect.when, True))))
    start = run.value(f"{key}.from", effect.start, run.names["as_of"])
    until = run.value(f"{key}.until", effect.until, date.max)
    if effect.duration is not None:
        until = _last_day(run, key, effect, start)
    state, because = _state(run.names["as_of"], start, until)
    possible = follows is not False and state in {EffectState.IN_EFFECT, EffectState.UNDETERMINED}
    if follows is False:
        state = EffectState.NONE
    elif isinstance(follows, Unknown):
        state = EffectState.UNDETERMINED
    consequence = effect.consequence
    score = None
    if isinstance(consequence, ScoreIs):
        score = as_interval(run.step(f"{key}.score", consequence.score).value)
    causes = (*causes_of(follows), *because) if state is EffectState.UNDETERMINED else ()
    ends = effect.until is not None or effect.duration is not None
    return EffectResult(
        consequence,
        state,
        _day(start),
        _day(until) if ends else None,
        score,
        tuple(dict.fromkeys(causes)),
        possible and state is EffectState.UNDETERMINED,
    )


def _last_day(run: Interpretation, key: str, effect: Effect, start: Value) -> Value:
    """The day before `from` + `for`."""
    assert effect.duration is not None  # noqa: S101 - asked before
    duration = run.step(f"{key}.for", effect.duration).value
    try:
        end = operators.calculate("+", start, duration, run.expressions.settings)
        return end - timedelta(days=1) if isinstance(end, date) else end
    except (Impossible, OverflowError) as problem:
        message = str(problem)
        return Unknown((Problem("date-range", message, effect.duration.span.place),))


def _state(as_of: Value, start: Value, until: Value) -> tuple[EffectState, tuple[Cause, ...]]:
    begun = operators.compare("<=", start, as_of)
    open_still = operators.compare("<=", as_of, until)
    if open_still is False:
        return EffectState.LAPSED, ()
    if begun is False:
        return EffectState.PENDING, ()
    both = all_of((begun, open_still))
    return (EffectState.IN_EFFECT, ()) if both is True else (EffectState.UNDETERMINED, causes_of(both))


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def apply_effects(run: Interpretation) -> None:
    """The score after vetoes: with none and with all of the undetermined ones."""
    card, score = run.checked.edition.scorecard, run.score
    if card is None or score is None:
        return
    effects = [one for veto in run.vetoes.values() for one in veto.effects.values()]
    certain = [one for one in effects if one.state is EffectState.IN_EFFECT]
    possible = _possible(run)
    cases = [[one for group in some for one in group] for some in _subsets(possible)]
    results = [_apply(run, card, score.total, [*certain, *case]) for case in cases]
    total = results[0][0]
    because = tuple(dict.fromkeys(cause for group in possible for one in group for cause in one.causes))
    if possible:
        total = as_interval(either([result[0] for result in results], because))
    places = [
        number for number, one in enumerate(card.grades) if any(one.id in result[1] for result in results)
    ]
    if len(cases) < 2 ** len(possible) and places:
        places = list(range(min(places), max(places) + 1))  # other cases lie between these
    grades = tuple(card.grades[place].id for place in places)
    final = grades[0] if len(grades) == 1 else None
    run.scores.append(evolve(score, final_total=total, final_grade=final, possible_final_grades=grades))
    causes = causes_of(total, *in_bands(run, card, total), Unknown(because))
    unsure = unknown_of(ChoiceType(grades), "score.final_grade", causes)
    run.results["score"].update({"final_total": total, "final_grade": final or unsure})


def _possible(run: Interpretation) -> list[list[EffectResult]]:
    """The effects on the score that may follow; those that hang on nothing but their veto follow together."""
    groups: dict[tuple[str, str], list[EffectResult]] = {}
    for veto in run.checked.edition.vetoes:
        for one in veto.effects:
            result = run.vetoes[veto.id].effects[one.id]
            alone = any(part is not None for part in (one.when, one.start, one.until, one.duration))
            if result.possible and not isinstance(one.consequence, Deny | Measure):
                groups.setdefault((veto.id, one.id if alone else ""), []).append(result)
    return list(groups.values())


def _subsets(groups: list[list[EffectResult]]) -> list[list[list[EffectResult]]]:
    """Which of the undetermined groups may follow: every combination, or none and all where they are many."""
    if len(groups) > MOST_UNCERTAIN:
        return [[], groups]
    found: list[list[list[EffectResult]]] = [[]]
    for group in groups:
        found += [[*some, group] for some in found]
    return found


def _least(run: Interpretation, card: Scorecard, totals: list[Interval]) -> Interval:
    """The least of the totals, but not less than the limits of the scorecard allow, rounded to its step."""
    least = interval.minimum(totals)
    if card.at_least is not None:
        least = interval.maximum([least, as_interval(run.steps["score.limits.at_least"].value)])
    return interval.round_interval_to_step(least, card.round.to, card.round.mode)


def _apply(
    run: Interpretation, card: Scorecard, total: Interval, effects: list[EffectResult]
) -> tuple[Interval, set[str]]:
    """The total and the possible grades under these effects, none of which improves anything."""
    scores = [one.score for one in effects if one.score is not None]
    least = guarded(card.span, lambda: _least(run, card, [total, *scores]), total) if scores else total
    order = [one.id for one in card.grades]
    down = sum(one.consequence.steps for one in effects if isinstance(one.consequence, GradeDown))
    held = [
        order.index(one.consequence.grade)
        for one in effects
        if isinstance(one.consequence, GradeIs | GradeAtMost)
    ]
    grades = set()
    for grade in possible_grades(run, card, least):
        place = min(order.index(grade) + down, len(order) - 1)
        grades.add(order[max([place, *held])])
    return least, grades
