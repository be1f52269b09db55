"""The JSON form of a decision, `policyrules/decision/1` (docs: language, decisions)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from policyrules.evaluation.outcomes import EffectState, VetoOutcome
from policyrules.explanation.masking import (
    MASKED,
    due_is_sensitive,
    elements_are_sensitive,
    is_sensitive,
    masked_facts,
    masked_value,
    requirement_is_sensitive,
    score_is_sensitive,
    shown_gaps,
    timing_is_sensitive,
    told_denials,
)
from policyrules.policy.model import Deny, GradeAtMost, GradeDown, GradeIs, Measure, ScoreIs
from policyrules.values.calendar import Duration, Period, date_text, datetime_text, duration_text, period_text
from policyrules.values.interval import Interval
from policyrules.values.numbers import decimal_text
from policyrules.values.unknown import Unknown
from policyrules.version import __version__

if TYPE_CHECKING:
    from policyrules.evaluation.decided import Decided
    from policyrules.evaluation.outcomes import DutyElement, DutyResult, Line, Score, VetoResult
    from policyrules.inference.checked import CheckedEdition
    from policyrules.policy.model import Duty, Effect, Veto

FORMAT = "policyrules/decision/1"


def json_text(data: Any) -> str:
    """JSON with sorted keys and no space: the same data gives the same bytes."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def decision_data(decided: Decided, *, reveal: bool = False) -> dict[str, Any]:
    """Everything that was decided, and the facts that it rests on."""
    checked, outcomes = decided.checked, decided.outcomes
    edition = checked.edition
    gaps = shown_gaps(decided, reveal=reveal)
    data: dict[str, Any] = {
        "format": FORMAT,
        "engine": __version__,
        "policy": edition.policy,
        "edition": edition.edition,
        "digest": checked.digest,
        "as_of": date_text(decided.as_of),
        "any_date": decided.any_date,
        "facts": value_data(masked_facts(checked, decided.facts, reveal=reveal)),
        "bars": {
            name: {
                "outcome": bar.outcome.value,
                "modality": bar.modality,
                # The order of grounds means nothing, so that it may not show.
                "grounds": sorted(bar.grounds),
                "undetermined": sorted(bar.undetermined),
            }
            for name, bar in outcomes.bars.items()
        },
        "vetoes": {
            veto.id: _veto(decided, veto, outcomes.vetoes[veto.id], reveal=reveal) for veto in edition.vetoes
        },
        "denials": _denials(decided, reveal=reveal),
        "awards": {
            award.id: {
                "outcome": outcomes.awards[award.id].outcome.value,
                "denied_by": sorted(told_denials(decided, award, reveal=reveal)),
            }
            for award in edition.awards
        },
        "duties": {
            duty.id: _duty(checked, duty, outcomes.duties[duty.id], reveal=reveal) for duty in edition.duties
        },
        "values": {
            name: MASKED
            if not reveal and _value_is_sensitive(decided, name)
            else value_data(masked_value(checked.types[name], value, reveal))
            for name, value in outcomes.values.items()
        },
        "missing": list(gaps.missing),
        "problems": [{"rule": rule, "code": code} for rule, code in gaps.codes],
    }
    if outcomes.score is not None:
        data["score"] = _score(outcomes.score)
    return data


def _value_is_sensitive(decided: Decided, name: str) -> bool:
    return is_sensitive(decided.checked, f"values.{name}")


def value_data(value: Any) -> Any:
    """A value as JSON data: numbers as decimal text, dates and durations as ISO 8601, unknown as null."""
    match value:
        case None | bool() | str():
            return value
        case Unknown():
            return None
        case Decimal() | int():
            return decimal_text(Decimal(value))
        case Interval():
            return interval_data(value)
        case datetime():
            return datetime_text(value)
        case date():
            return date_text(value)
        case Period():
            return period_text(value)
        case Duration():
            return duration_text(value)
        case Mapping():
            return {str(name): value_data(item) for name, item in value.items()}
        case tuple() | list():
            return [value_data(item) for item in value]
        case _:
            raise TypeError(f"no JSON form for {type(value).__name__}")


def interval_data(value: Interval) -> dict[str, str | None]:
    """An interval by its ends; null where there is none."""
    return {
        "low": None if value.low is None else decimal_text(value.low),
        "high": None if value.high is None else decimal_text(value.high),
    }


def _score(score: Score) -> dict[str, Any]:
    return {
        "total": interval_data(score.total),
        "grade": score.grade,
        "possible_grades": list(score.possible_grades),
        "final_total": interval_data(score.final_total),
        "final_grade": score.final_grade,
        "possible_final_grades": list(score.possible_final_grades),
        "lines": {name: _line(line) for name, line in score.lines.items()},
        "adjustments": {name: interval_data(points) for name, points in score.adjustments.items()},
        "groups": {name: interval_data(points) for name, points in score.groups.items()},
        "limited": interval_data(score.limited),
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "points": interval_data(line.points),
        "weight": interval_data(line.weight),
        "lost": interval_data(line.lost),
        "applies": line.applies,
    }


def _veto(decided: Decided, veto: Veto, result: VetoResult, *, reveal: bool) -> dict[str, Any]:
    return {
        "outcome": result.outcome.value,
        "effects": {one.id: _effect(decided, veto, one, reveal=reveal) for one in veto.effects},
    }


def _effect(decided: Decided, veto: Veto, effect: Effect, *, reveal: bool) -> dict[str, Any]:
    outcome, result = (
        decided.outcomes.vetoes[veto.id].outcome,
        decided.outcomes.vetoes[veto.id].effects[effect.id],
    )
    masked = not reveal and timing_is_sensitive(decided.checked, veto, effect, outcome)
    days = {"from": result.start, "until": result.until}
    data: dict[str, Any] = {
        "state": MASKED if masked else result.state.value,
        **{name: MASKED if masked else value_data(day) for name, day in days.items()},
    }
    match effect.consequence:
        case GradeIs(grade):
            data["grade"] = grade
        case GradeAtMost(grade):
            data["grade_at_most"] = grade
        case GradeDown(steps):
            data["grade_down"] = decimal_text(Decimal(steps))
        case ScoreIs():
            hidden = not reveal and score_is_sensitive(decided.checked, effect)
            data["score"] = MASKED if hidden else value_data(result.score)
        case Deny(award):
            data["deny"] = award
        case Measure(kind, name):
            data[kind] = name
    return data


def _duty(checked: CheckedEdition, duty: Duty, result: DutyResult, *, reveal: bool) -> dict[str, Any]:
    masked = not reveal and elements_are_sensitive(checked, duty)
    elements = [_element(checked, duty, one, reveal=reveal) for one in result.elements]
    data: dict[str, Any] = {
        "outcome": result.outcome.value,
        "modality": result.modality,
        "elements": MASKED if masked else elements,
    }
    if result.further is not None and not masked:
        data["further"] = _element(checked, duty, result.further, reveal=reveal)
    return data


def _element(checked: CheckedEdition, duty: Duty, one: DutyElement, *, reveal: bool) -> dict[str, Any]:
    hidden = {
        part.id for part in duty.requires if not reveal and requirement_is_sensitive(checked, duty, part)
    }
    return {
        "number": None if one.number is None else decimal_text(Decimal(one.number)),
        "outcome": MASKED if hidden else one.outcome.value,
        "belongs": one.belongs,
        "due": MASKED if not reveal and due_is_sensitive(checked, duty) else value_data(one.due),
        "requirements": {
            name: MASKED if name in hidden else outcome.value for name, outcome in one.requirements.items()
        },
    }


def _denials(decided: Decided, *, reveal: bool) -> list[dict[str, Any]]:
    """The awards that vetoes deny, for policies that read this decision as a fact."""
    found: list[dict[str, Any]] = []
    for veto in sorted(decided.checked.edition.vetoes, key=lambda one: one.id):
        result = decided.outcomes.vetoes[veto.id]
        if result.outcome not in {VetoOutcome.TRIGGERED, VetoOutcome.UNDETERMINED}:
            continue
        for one in sorted(veto.effects, key=lambda effect: effect.id):
            effect = result.effects[one.id]
            if not isinstance(one.consequence, Deny):
                continue
            masked = not reveal and timing_is_sensitive(decided.checked, veto, one, result.outcome)
            if effect.state is EffectState.NONE and not masked:
                continue
            certain = result.outcome is VetoOutcome.TRIGGERED and effect.state is not EffectState.UNDETERMINED
            found.append(
                {
                    "award": one.consequence.award,
                    "from": MASKED if masked else value_data(effect.start),
                    "until": MASKED if masked else value_data(effect.until),
                    "certain": None if masked else certain,
                }
            )
    return found
