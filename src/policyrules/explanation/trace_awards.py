"""Awards in a trace: who is eligible, and what denies it (docs: language, awards)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from policyrules.evaluation.outcomes import AwardOutcome, EffectState, VetoOutcome
from policyrules.explanation.masking import MASKED
from policyrules.explanation.trace_node import TraceNode, item_node, truth_word
from policyrules.explanation.trace_vetoes import effect_node
from policyrules.inference.award_rules import denied_by

if TYPE_CHECKING:
    from policyrules.explanation.trace_conditions import Conditions
    from policyrules.policy.model import Award, Effect, Veto

#: The outcomes that tell whether somebody is eligible.
_TELLING = {AwardOutcome.ELIGIBLE, AwardOutcome.INELIGIBLE}


def award_node(conditions: Conditions, award: Award) -> TraceNode:
    """An award with the vetoes that may deny it, and the condition for it."""
    checked = conditions.run.checked
    outcome, key = conditions.run.awards[award.id].outcome, f"awards.{award.id}"
    told = outcome is not AwardOutcome.UNDETERMINED
    children = conditions.applies(f"{key}.applies", outcome is AwardOutcome.NOT_APPLICABLE, told=told)
    for name, effects in denied_by(award, checked.edition).items():
        children.append(_denial(conditions, checked.items[f"vetoes.{name}"], effects, outcome))
    children.append(_eligible(conditions, f"{key}.eligible", outcome))
    return item_node("award", award, outcome=outcome.value, children=tuple(children))


def _eligible(conditions: Conditions, key: str, outcome: AwardOutcome) -> TraceNode:
    child = conditions.condition(key)
    told = outcome in _TELLING or child.value != MASKED
    word = truth_word(conditions.run.steps[key].value) if told else MASKED
    unsure = outcome is AwardOutcome.UNDETERMINED and word in {"unknown", MASKED}
    return TraceNode("eligible", outcome=word, children=(child,), decisive=outcome in _TELLING or unsure)


def _denial(conditions: Conditions, veto: Veto, denying: tuple[str, ...], outcome: AwardOutcome) -> TraceNode:
    """A veto with the effects by which it may deny an award; what they rest on is told at the veto."""
    says = conditions.run.vetoes[veto.id].outcome
    effects = [_deny(conditions, veto, one, outcome) for one in veto.effects if one.id in denying]
    decisive = any(one.decisive for one in effects)
    return item_node("denial", veto, outcome=says.value, children=tuple(effects), decisive=decisive)


def _deny(conditions: Conditions, veto: Veto, effect: Effect, outcome: AwardOutcome) -> TraceNode:
    node = effect_node(conditions, veto, effect)
    result = conditions.run.vetoes[veto.id]
    if outcome is AwardOutcome.DENIED:
        decisive = result.effects[effect.id].state is EffectState.IN_EFFECT
    else:
        decisive = outcome is AwardOutcome.UNDETERMINED and result.effects[effect.id].possible
    if node.outcome == MASKED:
        follows = result.outcome in {VetoOutcome.TRIGGERED, VetoOutcome.UNDETERMINED}
        decisive = follows and outcome in {AwardOutcome.DENIED, AwardOutcome.UNDETERMINED}
    return evolve(node, children=(), decisive=decisive)
