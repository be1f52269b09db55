"""Deciding bars (docs: language, bars)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyrules.evaluation.data import as_truth
from policyrules.evaluation.outcomes import BarOutcome, BarResult
from policyrules.values.truth import all_of, any_of
from policyrules.values.unknown import Unknown, causes_of

if TYPE_CHECKING:
    from policyrules.evaluation.interpreter import Interpretation
    from policyrules.policy.model import Bar


def decide_bar(run: Interpretation, bar: Bar) -> None:
    """Barred when a ground is true, undetermined when one is unknown, clear otherwise."""
    key = f"bars.{bar.id}"
    applies = as_truth(run.value(f"{key}.applies", bar.applies, True))
    grounds = {one.id: as_truth(run.step(f"{key}.grounds.{one.id}", one.when).value) for one in bar.grounds}
    holds = any_of(grounds.values())
    if applies is False:
        outcome = BarOutcome.NOT_APPLICABLE
    elif isinstance(applies, Unknown) or isinstance(holds, Unknown):
        outcome = BarOutcome.UNDETERMINED
    elif not holds:
        outcome = BarOutcome.CLEAR
    else:
        outcome = BarOutcome.BARRED if bar.modality == "must not" else BarOutcome.ADVISED_AGAINST
    counts = applies is not False
    run.bars[bar.id] = BarResult(
        outcome,
        bar.modality,
        tuple(name for name, truth in grounds.items() if truth is True and counts),
        tuple(name for name, truth in grounds.items() if isinstance(truth, Unknown) and counts),
        causes_of(applies, holds) if outcome is BarOutcome.UNDETERMINED else (),
    )
    run.results["bars"][bar.id] = all_of((applies, holds)) if bar.modality == "must not" else False
