"""Deciding what awards say of one record (docs: language, awards)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyrules.evaluation.data import as_truth
from policyrules.evaluation.outcomes import AwardOutcome, AwardResult, EffectState
from policyrules.inference.award_rules import denied_by
from policyrules.values.truth import all_of, any_of, negate
from policyrules.values.unknown import Unknown, causes_of

if TYPE_CHECKING:
    from policyrules.evaluation.interpreter import Interpretation
    from policyrules.evaluation.outcomes import EffectResult
    from policyrules.policy.model import Award
    from policyrules.values.truth import Truth


def decide_award(run: Interpretation, award: Award) -> None:
    """Not applicable, else denied by a veto in effect, else eligible or not.

    It is undetermined where not all that is still possible leads to the same outcome. As a value it is
    false as soon as it is certain that nobody is eligible.
    """
    key = f"awards.{award.id}"
    applies = as_truth(run.value(f"{key}.applies", award.applies, True))
    eligible = as_truth(run.step(f"{key}.eligible", award.eligible).value)
    denials = _denials(run, award)
    denied = any_of(denials.values())
    outcome = _outcome(applies, denied, eligible)
    causes = causes_of(applies, denied, eligible if denied is not True else None)
    run.awards[award.id] = AwardResult(
        outcome,
        tuple(name for name, truth in denials.items() if truth is True and applies is not False),
        causes if outcome is AwardOutcome.UNDETERMINED else (),
    )
    run.results["awards"][award.id] = all_of((applies, negate(denied), eligible))


def _outcome(applies: Truth, denied: Truth, eligible: Truth) -> AwardOutcome:
    if applies is False:
        return AwardOutcome.NOT_APPLICABLE
    if isinstance(applies, Unknown) or isinstance(denied, Unknown):
        return AwardOutcome.UNDETERMINED
    if denied:
        return AwardOutcome.DENIED
    if isinstance(eligible, Unknown):
        return AwardOutcome.UNDETERMINED
    return AwardOutcome.ELIGIBLE if eligible else AwardOutcome.INELIGIBLE


def _denials(run: Interpretation, award: Award) -> dict[str, Truth]:
    """Whether each of the vetoes that may deny the award does, on the day of decision."""
    edition = run.checked.edition
    return {
        veto: any_of(_in_effect(run.vetoes[veto].effects[effect]) for effect in effects)
        for veto, effects in denied_by(award, edition).items()
    }


def _in_effect(effect: EffectResult) -> Truth:
    """Pending and lapsed effects deny nothing; nor does one that would be either, if it follows."""
    return Unknown(effect.causes) if effect.possible else effect.state is EffectState.IN_EFFECT
