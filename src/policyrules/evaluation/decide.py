"""From an interpretation to outcomes, and to what is missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from policyrules.evaluation.frozen import FrozenMapping
from policyrules.evaluation.outcomes import (
    AwardOutcome,
    BarOutcome,
    DutyOutcome,
    EffectState,
    Outcomes,
    VetoOutcome,
)
from policyrules.evaluation.plain import plain_value
from policyrules.values.interval import Interval
from policyrules.values.unknown import Cause, Missing, OpenParameter, Problem, Unknown, causes_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policyrules.evaluation.decided import Decided
    from policyrules.evaluation.interpreter import Interpretation
    from policyrules.evaluation.outcomes import Score


def outcomes_of(run: Interpretation) -> Outcomes:
    """What was decided, as plain data in the order of the policy."""
    edition = run.checked.edition
    values = {one.id: plain_value(run.names[one.id]) for one in edition.definitions}
    values |= {one.id: plain_value(run.names[one.id]) for one in edition.tables if not one.callable}
    return Outcomes(
        FrozenMapping({one.id: run.bars[one.id] for one in edition.bars}),
        run.score,
        FrozenMapping({one.id: run.vetoes[one.id] for one in edition.vetoes}),
        FrozenMapping(values),
        FrozenMapping({one.id: run.awards[one.id] for one in edition.awards}),
        FrozenMapping({one.id: run.duties[one.id] for one in edition.duties}),
    )


@frozen
class Gap:
    """A rule whose outcome is undetermined or inexact, and why."""

    #: The key of the rule, such as `bars.main` or `score.visits`.
    rule: str
    causes: tuple[Cause, ...]


def gaps_of(decided: Decided) -> tuple[Gap, ...]:
    """Every undetermined outcome and every inexact line or total, in the order of the policy.

    Where there are no rules, the values of definitions and tables are the outcomes.
    """
    outcomes = decided.outcomes
    if not decided.checked.edition.has_rules:
        return tuple(
            Gap(f"values.{name}", causes_of(value))
            for name, value in outcomes.values.items()
            if not known(value)
        )
    found = [
        Gap(f"bars.{name}", bar.causes)
        for name, bar in outcomes.bars.items()
        if bar.outcome is BarOutcome.UNDETERMINED
    ]
    if outcomes.score is not None:
        found += _score_gaps(outcomes.score)
    for name, veto in outcomes.vetoes.items():
        if veto.outcome is VetoOutcome.UNDETERMINED:
            found.append(Gap(f"vetoes.{name}", veto.causes))
        found += [
            Gap(f"vetoes.{name}", effect.causes)
            for effect in veto.effects.values()
            if effect.state is EffectState.UNDETERMINED
        ]
    found += [
        Gap(f"awards.{name}", award.causes)
        for name, award in outcomes.awards.items()
        if award.outcome is AwardOutcome.UNDETERMINED
    ]
    found += [
        Gap(f"duties.{name}", duty.causes)
        for name, duty in outcomes.duties.items()
        if duty.outcome is DutyOutcome.UNDETERMINED
    ]
    return tuple(found)


def known(value: object) -> bool:
    """Whether a plain value is known exactly."""
    return not isinstance(value, Unknown | Interval)


def _score_gaps(score: Score) -> list[Gap]:
    numbers = {name: line.points for name, line in score.lines.items()}
    numbers |= {f"{name} ": line.weight for name, line in score.lines.items()}
    numbers |= {**score.adjustments, "total": score.total, "final_total": score.final_total}
    return [
        Gap(f"score.{name.strip()}", causes_of(number))
        for name, number in numbers.items()
        if not number.exact
    ]


def missing_in(causes: Iterable[Cause]) -> tuple[str, ...]:
    """The facts and open parameters among causes, each once, in the order of their names."""
    found = tuple(causes)
    names = {cause.path for cause in found if isinstance(cause, Missing)}
    names |= {cause.name for cause in found if isinstance(cause, OpenParameter)}
    return tuple(sorted(names, key=natural))


def problems_in(causes: Iterable[Cause]) -> tuple[Problem, ...]:
    """The problems among causes, each once, by place."""
    found = {cause for cause in causes if isinstance(cause, Problem)}
    return tuple(sorted(found, key=lambda one: (natural(one.place), one.code, one.message)))


def natural(text: str) -> list[tuple[int, str, str]]:
    """A sorting key that counts numbers in a text as numbers, of any length; every second part is one."""
    parts = re.split(r"([0-9]+)", text)
    numbers = [part.lstrip("0") if place % 2 else "" for place, part in enumerate(parts)]
    return [(len(number), number, part) for number, part in zip(numbers, parts, strict=True)]
