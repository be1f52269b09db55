"""Vetoes and their effects in a trace (docs: language, vetoes)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from policyrules.evaluation.outcomes import EffectState, VetoOutcome
from policyrules.explanation.masking import MASKED, score_is_sensitive, timing_is_sensitive
from policyrules.explanation.trace_node import TraceNode, item_node

if TYPE_CHECKING:
    from policyrules.explanation.trace_conditions import Conditions
    from policyrules.policy.model import Effect, Veto


def veto_node(conditions: Conditions, veto: Veto) -> TraceNode:
    """A veto with its condition and its effects."""
    result = conditions.run.vetoes[veto.id]
    key = f"vetoes.{veto.id}"
    nothing = result.outcome is VetoOutcome.NOT_APPLICABLE
    told = result.outcome is not VetoOutcome.UNDETERMINED
    children = conditions.applies(f"{key}.applies", nothing, told=told)
    children.append(evolve(conditions.condition(f"{key}.when"), decisive=not nothing))
    children += [effect_node(conditions, veto, effect) for effect in veto.effects]
    return item_node("veto", veto, outcome=result.outcome.value, children=tuple(children))


def effect_node(conditions: Conditions, veto: Veto, effect: Effect) -> TraceNode:
    """An effect with its time, and where the day of decision stands in it."""
    run, key = conditions.run, f"vetoes.{veto.id}.effects.{effect.id}"
    result = run.vetoes[veto.id].effects[effect.id]
    parts = [f"{key}.{part}" for part in ("when", "from", "until", "for", "score")]
    inner = tuple(conditions.expression(run.steps[part]) for part in parts if part in run.steps)
    hidden = not conditions.reveal and timing_is_sensitive(
        run.checked, veto, effect, run.vetoes[veto.id].outcome
    )
    masked = not conditions.reveal and score_is_sensitive(run.checked, effect)
    days = (("from", result.start), ("until", result.until))
    return item_node(
        "effect",
        effect,
        outcome=MASKED if hidden else result.state.value,
        value=MASKED if masked else result.consequence if result.score is None else result.score,
        decisive=hidden or result.state is not EffectState.NONE,
        children=inner,
        details=tuple((name, MASKED if hidden else day) for name, day in days),
    )
