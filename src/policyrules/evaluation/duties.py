"""Deciding duties (docs: language, duties)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from policyrules.evaluation import operators
from policyrules.evaluation.data import as_list, as_truth
from policyrules.evaluation.frozen import FrozenMapping
from policyrules.evaluation.outcomes import DutyElement, DutyOutcome, DutyResult
from policyrules.inference.award_rules import DUE
from policyrules.values.truth import all_of, any_of, negate
from policyrules.values.unknown import Cause, Unknown, causes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from policyrules.evaluation.data import Value
    from policyrules.evaluation.interpreter import Interpretation
    from policyrules.policy.model import Duty
    from policyrules.values.truth import Truth

#: From the best to the worst.
BEST_FIRST = (DutyOutcome.MET, DutyOutcome.NOT_YET_DUE, DutyOutcome.UNDETERMINED, DutyOutcome.NOT_MET)


@frozen
class _Occasion:
    """One element, or the whole record: the key of its steps, its number, its variable, and whether it belongs."""

    key: str
    number: int | None = None
    bound: Mapping[str, Value] = field(factory=dict)
    belongs: Truth = True


@frozen
class _Decided:
    """One element: what came of it, whether all is done, and why that is not known."""

    element: DutyElement
    done: Truth
    belongs: Truth
    causes: tuple[Cause, ...]


def decide_duty(run: Interpretation, duty: Duty) -> None:
    """The worst of its elements, or of its requirements where it is one duty for the whole record.

    As a value it is false as soon as it is certain that it is not met.
    """
    applies = as_truth(run.value(f"duties.{duty.id}.applies", duty.applies, True))
    further: DutyElement | None = None
    if duty.elements is None:
        decided = [_decide(run, duty, _Occasion(f"duties.{duty.id}"))]
        elements = [decided[0].element]
    else:
        decided = list(_over_elements(run, duty))
        elements = [one.element for one in decided]
        here = len(as_list(run.steps[f"duties.{duty.id}.for"].children[0].value).members)
        if elements and (elements[-1].number or 0) > here:
            further = elements.pop()
    outcome = _over_all(decided)
    if applies is False:
        outcome = DutyOutcome.NOT_APPLICABLE
    elif isinstance(applies, Unknown):
        outcome = DutyOutcome.UNDETERMINED
    run.duties[duty.id] = DutyResult(
        outcome,
        duty.modality,
        tuple(elements),
        further,
        causes_of(applies, *_unsure(decided)) if outcome is DutyOutcome.UNDETERMINED else (),
    )
    done = all_of(any_of((negate(one.belongs), one.done)) for one in decided)
    run.results["duties"][duty.id] = all_of((applies, done))


def _over_elements(run: Interpretation, duty: Duty) -> Iterator[_Decided]:
    """Every element that belongs or may belong; last, what holds of those that are not at hand."""
    assert duty.elements is not None  # noqa: S101 - asked before
    key = f"duties.{duty.id}"
    for step in run.step(f"{key}.for", duty.elements).children[1:]:
        belongs = as_truth(step.value)
        if belongs is False or step.element is None:
            continue
        variable, number = step.element
        bound = {variable: step.children[-1].value}
        yield _decide(run, duty, _Occasion(f"{key}.elements.{number}", number, bound, belongs))


def _decide(run: Interpretation, duty: Duty, one: _Occasion) -> _Decided:
    """What is required on one occasion, with the due day that its requirements may read."""
    bound, due = one.bound, None
    in_time: Truth = False
    if duty.due is not None:
        due = run.step(f"{one.key}.due", duty.due, bound).value
        in_time = as_truth(operators.compare("<=", run.names["as_of"], due))
        bound = {**bound, DUE: due}
    done = {
        part.id: as_truth(run.step(f"{one.key}.requires.{part.id}", part.when, bound).value)
        for part in duty.requires
    }
    outcomes = {name: _outcome(truth, in_time) for name, truth in done.items()}
    worst = _worst(outcomes.values())
    unsure = [done[name] for name, outcome in outcomes.items() if outcome is DutyOutcome.UNDETERMINED]
    element = DutyElement(
        one.number,
        worst,
        FrozenMapping(outcomes),
        due if isinstance(due, date) else None,
        None if isinstance(one.belongs, Unknown) else True,
    )
    causes = causes_of(*unsure, in_time) if worst is DutyOutcome.UNDETERMINED else ()
    return _Decided(element, all_of(done.values()), one.belongs, causes)


def _outcome(done: Truth, in_time: Truth) -> DutyOutcome:
    """What came of a requirement; what is not done is not met after its last day."""
    if done is True:
        return DutyOutcome.MET
    if isinstance(done, Unknown) or isinstance(in_time, Unknown):
        return DutyOutcome.UNDETERMINED
    return DutyOutcome.NOT_YET_DUE if in_time else DutyOutcome.NOT_MET


def _worst(outcomes: Iterable[DutyOutcome]) -> DutyOutcome:
    return max(outcomes, key=BEST_FIRST.index, default=DutyOutcome.MET)


def _over_all(decided: list[_Decided]) -> DutyOutcome:
    """The worst of the elements; what an element that only may belong makes worse is undetermined."""
    certain = _worst(one.element.outcome for one in decided if one.belongs is True)
    whole = _worst(one.element.outcome for one in decided)
    return whole if whole is certain else DutyOutcome.UNDETERMINED


def _unsure(decided: list[_Decided]) -> Iterator[object]:
    """What keeps a duty undetermined: elements that are, or may be, worse than all that is certain."""
    determined = (
        one.element.outcome
        for one in decided
        if one.belongs is True and one.element.outcome is not DutyOutcome.UNDETERMINED
    )
    bound = BEST_FIRST.index(_worst(determined))
    for one in decided:
        if BEST_FIRST.index(one.element.outcome) > bound:
            yield from (one, one.belongs)
