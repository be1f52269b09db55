"""What vetoes refer to, and whether their effects fit the edition (docs: language, vetoes)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from policyrules.inference.findings import ANY, Typed
from policyrules.inference.infer import Inference
from policyrules.language.tree import Literal, Negate
from policyrules.policy.model import Deny, GradeAtMost, GradeIs, Measure, ScoreIs
from policyrules.policy.types import DateType, DurationType, NumberType, PeriodType
from policyrules.text.suggest import suggest

if TYPE_CHECKING:
    from collections.abc import Callable

    from policyrules.policy.model import Edition, Effect, Veto
    from policyrules.text.source import Span


def veto_rule(veto: Veto, edition: Edition) -> Callable[[Inference], Typed]:
    """A veto reads its condition, and when each of its effects follows."""

    def infer(inference: Inference) -> Typed:
        inference.condition(veto.when)
        inference.condition(veto.applies)
        for effect in veto.effects:
            inference.condition(effect.when)
            inference.expect(effect.start, DateType)
            inference.expect(effect.until, DateType)
            inference.expect(effect.duration, PeriodType, DurationType)
            _check_time(inference, effect)
            _consequence(inference, effect, edition)
        return Typed(ANY)

    return infer


def _consequence(inference: Inference, effect: Effect, edition: Edition) -> None:
    """Infer the score that an effect sets; report what it names and the edition does not have."""
    card, what = edition.scorecard, effect.consequence
    if isinstance(what, ScoreIs):
        inference.expect(what.score, NumberType)
    if isinstance(what, Deny):
        _known_award(inference, what.award, edition, effect.target)
    elif card is None and not isinstance(what, Measure):
        inference.error(
            "no-scorecard", effect.span, "this effect changes the score, but there is no scorecard"
        )
    elif card is not None and isinstance(what, GradeIs | GradeAtMost):
        _known_grade(inference, what.grade, [one.id for one in card.grades], effect.target)


def _known_award(inference: Inference, award: str, edition: Edition, span: Span) -> None:
    """Report an award of this edition that it does not have; those of other policies are not at hand."""
    policy, slash, name = award.rpartition("/")
    known = [one.id for one in edition.awards]
    if award == "all" or name in known or (slash and policy != edition.policy):
        return
    if inference.diagnostics.suggests(("awards",)):
        return
    near = suggest(name, known if slash else ["all", *known])
    if near is not None:
        help_text = f"did you mean `{policy}{slash}{near}`?"
    elif slash:
        help_text = f"the awards are {', '.join(known)}" if known else "this policy has no awards"
    else:
        help_text = "it is `all`, an award of this edition, or `policy/award` for one of another policy"
    inference.error("unknown-award", span, f"unknown award `{award}`", help_text)


def _check_time(inference: Inference, effect: Effect) -> None:
    """Report an effect that is over before it begins."""
    first = effect.start.value if isinstance(effect.start, Literal) else None
    last = effect.until.value if isinstance(effect.until, Literal) else None
    if isinstance(first, date) and isinstance(last, date) and last < first:
        inference.error("empty-window", effect.target, "`until` lies before `from`", "both days are included")
    duration = effect.duration
    if isinstance(duration, Negate):
        inference.error(
            "empty-window",
            duration.span,
            "`for` is negative, so the effect never follows",
            "leave the minus out",
        )


def _known_grade(inference: Inference, grade: str, known: list[str], span: Span) -> None:
    if grade not in known:
        near = suggest(grade, known)
        help_text = f"did you mean `{near}`?" if near else f"the grades are {', '.join(known) or 'none'}"
        inference.error("unknown-grade", span, f"unknown grade `{grade}`", help_text)
